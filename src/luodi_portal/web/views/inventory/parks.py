"""The parks that a person keeps: what is in them, what was uploaded, the terms."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from luodi_portal.inventory.convert import park_of
from luodi_portal.inventory.indicators import say_indicator
from luodi_portal.inventory.models import Indicator, Park
from luodi_portal.inventory.operators import candidates, operator_log, said
from luodi_portal.inventory.search import Wanted, count_sites, find_sites
from luodi_portal.inventory.spaces import tree
from luodi_portal.web.forms import ParkFilter
from luodi_portal.web.language import current
from luodi_portal.web.views.inventory.access import park_to_keep, person
from luodi_portal.web.views.inventory.forms import AttachForm, OperatorForm, SpaceForm, UploadForm
from luodi_portal.web.views.listing import list_response
from luodi_portal.web.wording import term_sentences

MOST_IMPORTS = 10
MOST_OFFERS = 60
"""Offers that a park's page shows; all of them are a link away."""


@require_safe
def my_parks(request: HttpRequest) -> HttpResponse:
    """List the parks that the person keeps; who keeps one is led there."""
    user = person(request)
    everywhere = user.has_perm("inventory.change_park")
    rows = Park.objects.all() if everywhere else Park.objects.filter(operators=user)
    if not everywhere and not rows.exists():
        raise PermissionDenied
    if not everywhere and rows.count() == 1:
        return redirect("my-park", rows[0].pk)
    form = ParkFilter(request.GET)
    if form.is_valid() and form.cleaned_data["q"]:
        rows = rows.filter(name__icontains=form.cleaned_data["q"])
    counted = count_sites(Park.objects.all(), public=False)
    return list_response(
        request, "web/inventory/parks.html", form, rows.order_by("name", "id"), counted, everywhere=everywhere
    )


@require_safe
def my_park(request: HttpRequest, key: str) -> HttpResponse:
    """Show a park to those who keep it: its spaces with their offers, uploads, terms, pictures."""
    row = park_to_keep(request, key)
    sites = list(row.sites.select_related("verified_by"))
    terms = park_of(row).admission
    context = {
        "row": row,
        "branches": tree(list(row.spaces.all()), sites),
        "loose": [site for site in sites if site.space_id is None],
        "sites": sites,
        "stale": [site for site in sites if site.freshness != "fresh" and site.status != "taken"],
        "terms": term_sentences(terms, current()) if terms else (),
        "imports": row.imports.select_related("by")[:MOST_IMPORTS],
        "upload": UploadForm(),
        "space_form": SpaceForm(row),
        "attach_form": AttachForm(),
        "attachments": row.attachments.all(),
        **(_operators(row) if request.user.has_perm("inventory.change_park") else {}),
    }
    return render(request, "web/inventory/park.html", context)


def _operators(row: Park) -> dict[str, Any]:
    """Give who operates a park, who could, and who was named by whom: for those who may say so."""
    among = candidates(row)
    return {
        "operator_form": OperatorForm(among),
        "operators": row.operators.all(),
        "could_operate": among.exists(),
        "operator_log": [(entry, said(entry)) for entry in operator_log(row)[:MOST_IMPORTS]],
    }


def offers_of(request: HttpRequest, row: Park) -> dict[str, Any]:
    """Give what a park's page shows of its spaces: offers by building, photos, indicators; visitors see what is public."""
    sees_all = request.user.has_perm("inventory.view_site", row)
    found = find_sites(Wanted(park=row.pk, public=not sees_all))
    sites = list(found[:MOST_OFFERS])
    branches = [branch for branch in tree(list(row.spaces.all()), sites) if branch.all_offers()]
    indicators = Indicator.objects.filter(space__park=row).select_related("space")
    return {
        "branches": branches,
        "loose": [site for site in sites if site.space_id is None],
        "n_sites": found.count() if len(sites) == MOST_OFFERS else len(sites),
        "n_shown": len(sites),
        "indicators": [(each, say_indicator(each, current())) for each in indicators],
        "attachments": row.attachments.all(),
        "keeps_park": request.user.has_perm("inventory.change_park", row),
    }
