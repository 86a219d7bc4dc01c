"""Sites: a list to filter, a page for each with the source of every figure, a map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from luodi.core.errors import LuodiError
from luodi.core.fields import LISTING_FIELDS
from luodi.matching.outward import Enquiry, Outward, look_outward
from luodi.matching.requirement import check_requirement
from luodi.sites.park import Park
from luodi.sites.site import Site
from luodi_portal.desk.models import Requirement
from luodi_portal.desk.requirements import requirement_of
from luodi_portal.inventory.attachments import attached_to
from luodi_portal.inventory.convert import park_of, site_of
from luodi_portal.inventory.indicators import say_indicator
from luodi_portal.inventory.models import Park as ParkRow
from luodi_portal.inventory.models import Site as SiteRow
from luodi_portal.inventory.models import Space
from luodi_portal.inventory.points import park_points, place_names, site_points
from luodi_portal.inventory.search import Wanted, facets, find_sites
from luodi_portal.inventory.timeline import events, status_events
from luodi_portal.inventory.uses import QUESTIONS, uses
from luodi_portal.web.forms import SiteFilter
from luodi_portal.web.language import current
from luodi_portal.web.views.inventory.forms import AttachForm, StatusForm
from luodi_portal.web.views.listing import list_response

HEADLINE = ("deal", "kind", "floor_area_m2", "land_area_m2", "clear_height_m", "rent_cny_m2_month")
ELSEWHERE = {"province", "city", "district", "place", "contact", "phone"}
MOST_NEIGHBOURS = 20
MOST_REQUIREMENTS = 300
FITTING_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """One field of a site with the run of text that says so, and the link to where it stands.

    ``space`` is where it was inherited from; ``origin`` is whom the whole offer is from.
    """

    name: str
    value: Any
    quote: str = ""
    link: str = ""
    space: Space | None = None
    origin: str = ""


def wanted_sites(request: HttpRequest) -> Wanted | None:
    """Read the filter of an address; None where it can't be used. Visitors ask among what is in public search."""
    form = SiteFilter(request.GET)
    if not form.is_valid():
        return None
    said = {name: value for name, value in form.cleaned_data.items() if name not in ("q", "page")}
    park = ParkRow.objects.filter(pk=said["park"]).first() if said["park"] else None
    return Wanted(
        words=form.cleaned_data["q"], **said, public=not request.user.has_perm("inventory.view_site", park)
    )


@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    """List the sites that the filter finds, beside a map of them."""
    wanted = wanted_sites(request)
    return list_response(
        request,
        "web/sites.html",
        SiteFilter(request.GET),
        find_sites(wanted or Wanted()),
        find_sites(Wanted()),
        headline=HEADLINE[-2:],
        facets=facets(wanted) if wanted else {},
        map_tiles=settings.TILES,
    )


@require_safe
def site_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a site: what is known with its source, what is not known with what to ask, what fits it, what happened to it."""
    row = get_object_or_404(
        SiteRow.objects.select_related("park", "document", "space__parent__parent", "verified_by"), pk=key
    )
    site, park = site_of(row), park_of(row.park) if row.park else None
    figures = figures_of(row, site)
    keeps = request.user.has_perm("inventory.change_site", row)
    unknown = [figure.name for figure in figures if figure.value is None]
    path = row.space.path() if row.space else []
    context = {
        "row": row,
        "site": site,
        "known": [figure for figure in figures if figure.value is not None],
        "unknown": unknown,
        "questions": [
            QUESTIONS[name] for name in QUESTIONS if name in unknown or (name == "status" and not site.status)
        ],
        "path": path,
        "neighbours": _neighbours(request, row, path),
        "indicators": [
            (each, say_indicator(each, current())) for space in path for each in space.indicators.all()
        ],
        "attachments": attached_to(row),
        "uses": list(uses(site, park)),
        "outward": _outward(request, site, park),
        "events": events(row) if keeps else status_events(row),
        "keeps": keeps,
        "status_form": StatusForm(initial={"status": row.status}),
        "attach_form": AttachForm(),
        "shown": FITTING_SHOWN,
    }
    return render(request, "web/site.html", context)


def figures_of(row: SiteRow, site: Site) -> list[Figure]:
    """Give what is known of a site, field by field, each with where it is from; what is unknown has no value."""
    read = (
        {field.name: field.get_absolute_url() for field in row.document.fields.select_related("document")}
        if row.document
        else {}
    )
    spaces = {space.pk: space for space in (row.space.path() if row.space else [])}
    names = [field.name for field in LISTING_FIELDS if field.name not in ELSEWHERE]
    return [_figure(row, site, name, read, spaces) for name in names]


def _figure(row: SiteRow, site: Site, name: str, read: dict[str, str], spaces: dict[int, Space]) -> Figure:
    if name in row.inherited:
        return Figure(name, getattr(site, name), space=spaces.get(row.inherited[name][1]))
    quote = site.sources.get(name, "")
    # A person's figure is not the post's, even where the post says something of the field too.
    link = "" if name in row.edited else read.get(name, "")
    return Figure(name, getattr(site, name), quote, link, origin=site.source or "")


def _neighbours(request: HttpRequest, row: SiteRow, path: Sequence[Space]) -> list[SiteRow]:
    if not path:
        return []
    wanted = Wanted(public=not request.user.has_perm("inventory.view_site", row))
    inside = Space.objects.filter(park=path[0].park_id)
    keys = {path[0].pk}
    for _ in range(3):  # building, floor, unit
        keys |= set(inside.filter(parent__in=keys).values_list("pk", flat=True))
    return list(find_sites(wanted).filter(space__in=keys).exclude(pk=row.pk)[:MOST_NEIGHBOURS])


def _outward(request: HttpRequest, site: Site, park: Park | None) -> Outward | None:
    """Set the requirements on file beside the site, for those who may see what firms asked."""
    if not request.user.has_perm("desk.view_requirement"):
        return None
    return look_outward(site, park, list(_on_file()))


def _on_file() -> Iterator[Enquiry]:
    """Give the newest requirements; one that contradicts itself is for its own page to say."""
    for row in Requirement.objects.all()[:MOST_REQUIREMENTS]:
        try:
            wanted = requirement_of(row)
            check_requirement(wanted, str(row))
        except LuodiError:
            continue
        yield Enquiry(str(row.pk), wanted)


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """Show sites and parks on a map, with the same as lists beside it."""
    rows = find_sites(wanted_sites(request) or Wanted())
    parks = ParkRow.objects.exclude(lon=None).exclude(lat=None)
    return list_response(
        request, "web/map.html", SiteFilter(request.GET), rows, parks=parks, map_tiles=settings.TILES
    )


@require_safe
def map_points(request: HttpRequest) -> JsonResponse:
    """Give what the map shows: the sites that the filter finds, and all parks."""
    wanted = wanted_sites(request)
    if wanted is None:
        return JsonResponse({"points": []}, status=400)
    parks = park_points(ParkRow.objects.exclude(lon=None)) if "q" not in request.GET else []
    return JsonResponse({"points": [*parks, *site_points(find_sites(wanted))]})


@require_safe
@cache_control(public=True, max_age=86400)
def map_places(_request: HttpRequest) -> JsonResponse:
    """Give the names of places for the map: they change with luodi itself."""
    return JsonResponse({"places": place_names()})
