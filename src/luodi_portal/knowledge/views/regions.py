"""The region board, and shared service platforms."""

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from luodi_portal.knowledge.forms import PlatformFilter, RegionFilter
from luodi_portal.knowledge.models import Entity, Fact
from luodi_portal.knowledge.profiles.regions import indicators_of, regions
from luodi_portal.web.views.listing import list_response

MOST_REGIONS = 200
MOST_SHOWN = 8
"""Indicators that the board shows at once; the others are chosen by name."""


@require_safe
def region_board(request: HttpRequest) -> HttpResponse:
    """Show the indicators of a region by period: the region of which most is known where none is chosen."""
    form = RegionFilter(request.GET)
    good = form.is_valid()
    known = list(regions()[:MOST_REGIONS])
    chosen = form.cleaned_data.get("region") if good else None
    region = get_object_or_404(Entity, pk=chosen) if chosen else (known[0] if known and good else None)
    indicators = indicators_of(region.root or region) if region else []
    name = form.cleaned_data.get("indicator", "") if good else ""
    context = {
        "form": form,
        "good": good,
        "regions": known,
        "region": region,
        "indicators": indicators,
        "indicator": name,
        "shown": [one for one in indicators if one.name == name] if name else indicators[:MOST_SHOWN],
    }
    return render(request, "knowledge/regions.html", context, status=200 if good else 400)


@require_safe
def platform_list(request: HttpRequest) -> HttpResponse:
    """List shared service platforms: what they offer, and where they are."""
    form = PlatformFilter(request.GET)
    where = (
        Fact.objects.filter(kind="located_in")
        .select_related("document", "object_entity__root")
        .defer("document__text")
    )
    rows = Entity.objects.exclude(platform="").filter(whole=None)
    rows = rows.prefetch_related(Prefetch("facts", queryset=where, to_attr="places"))
    if form.is_valid():
        if form.cleaned_data["type"]:
            rows = rows.filter(platform__contains=f"|{form.cleaned_data['type']}|")
        for word in form.cleaned_data["q"].split():
            there = Fact.objects.filter(kind="located_in", object__icontains=word)
            there = there.filter(subject_entity__platform__gt="")
            rows = rows.filter(Q(name__icontains=word) | Q(pk__in=there.values("subject_entity")))
    return list_response(request, "knowledge/platforms.html", form, rows.order_by("name", "pk"))
