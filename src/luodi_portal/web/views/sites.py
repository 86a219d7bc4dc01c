"""Sites: a list to filter and search, and a page for each with the source of every figure."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from luodi.core.fields import LISTING_FIELDS
from luodi.sites.site import Site
from luodi_portal.inventory.convert import site_of
from luodi_portal.inventory.models import Site as SiteRow
from luodi_portal.inventory.search import Wanted, find_sites
from luodi_portal.web.forms import SiteFilter
from luodi_portal.web.views.listing import list_response

HEADLINE = ("deal", "kind", "floor_area_m2", "land_area_m2", "clear_height_m", "rent_cny_m2_month")
ELSEWHERE = {"province", "city", "district", "place", "contact", "phone"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One field of a site with the run of text that says so, and the link to where it stands."""

    name: str
    value: Any
    quote: str
    link: str


def site_list(request: HttpRequest) -> HttpResponse:
    """List the sites that the filter finds."""
    form = SiteFilter(request.GET)
    wanted = Wanted()
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name not in ("q", "page")}
        wanted = Wanted(words=form.cleaned_data["q"], **said)
    return list_response(request, "web/sites.html", form, find_sites(wanted), headline=HEADLINE[-2:])


def site_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a site: what is known with its source, and what is not known."""
    row = get_object_or_404(SiteRow.objects.select_related("park", "document"), pk=key)
    site = site_of(row)
    figures = _figures(row, site)
    context = {
        "row": row,
        "site": site,
        "known": [figure for figure in figures if figure.value is not None],
        "unknown": [figure.name for figure in figures if figure.value is None],
    }
    return render(request, "web/site.html", context)


def _figures(row: SiteRow, site: Site) -> list[Figure]:
    read = (
        {field.name: field.get_absolute_url() for field in row.document.fields.select_related("document")}
        if row.document
        else {}
    )
    names = [field.name for field in LISTING_FIELDS if field.name not in ELSEWHERE]
    return [
        Figure(name, getattr(site, name), site.sources.get(name, ""), read.get(name, "")) for name in names
    ]
