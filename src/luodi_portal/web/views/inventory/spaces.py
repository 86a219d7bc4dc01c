"""Spaces of a park: added, described, removed; the indicators of a parcel."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from luodi.core.fields import to_plain
from luodi.core.text import Text
from luodi.sites.admission import ADMISSION_MEASURES
from luodi_portal.accounts.models import User
from luodi_portal.inventory.indicators import INDICATORS, say_indicator, terms_of
from luodi_portal.inventory.keep import Author, refresh
from luodi_portal.inventory.models import Indicator, Park, Site, Space, history_of
from luodi_portal.web.language import current, say
from luodi_portal.web.views.inventory.access import park_to_keep, person, space_to_keep
from luodi_portal.web.views.inventory.forms import AttachForm, IndicatorsForm, SpaceForm
from luodi_portal.web.views.inventory.trial import trial


@require_http_methods(["GET", "HEAD", "POST"])
def add_space(request: HttpRequest, key: str) -> HttpResponse:
    """Add a building, a parcel, a floor or a unit."""
    park = park_to_keep(request, key)
    form = SpaceForm(park, request.POST or None)
    if form.is_valid() and _kept(Space(park=park), form, person(request)):
        messages.success(request, say(Text("已新增", "Added")))
        return redirect("my-park", park.pk)
    context = {"park": park, "form": form}
    return render(request, "web/inventory/space.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_space(request: HttpRequest, pk: int) -> HttpResponse:
    """Say more of a space; the offers in it inherit what they don't say themselves."""
    space = space_to_keep(request, pk)
    initial = {
        "level": space.level,
        "parent": str(space.parent_id or ""),
        "name": space.name,
        "source": space.source,
    }
    form = SpaceForm(space.park, request.POST or None, values=space.values, initial=initial)
    if form.is_valid() and _kept(space, form, person(request)):
        messages.success(request, say(Text("已保存", "Saved")))
        return redirect("my-park", space.park_id)
    context = {
        "park": space.park,
        "space": space,
        "form": form,
        "attach_form": AttachForm(),
        "attachments": space.attachments.all(),
        "history": list(history_of(space))[:20],
        "indicators": [(row, say_indicator(row, current())) for row in space.indicators.all()],
    }
    return render(request, "web/inventory/space.html", context, status=400 if form.is_bound else 200)


def _kept(space: Space, form: SpaceForm, by: User) -> bool:
    said: dict[str, Any] = form.cleaned_data
    space.level, space.name, space.source = said["level"], said["name"], said["source"]
    space.parent_id = int(said["parent"]) if said["parent"] else None
    space.values = {name: to_plain(value) for name, value in form.values().items()}
    if space.pk and space.pk in _under(space):
        form.add_error(
            "parent", say(Text("不能属于自己或自己下面的空间", "A space can't stand within itself"))
        )
        return False
    try:
        with transaction.atomic():
            space._history_user = by  # type: ignore[attr-defined]
            space.save()
            refresh(Site.objects.filter(park=space.park).select_related("space__parent__parent"), Author(by))
    except IntegrityError:
        form.add_error("name", say(Text("同一处已有这个名称", "There is one of that name already")))
        return False
    return True


def _under(space: Space) -> set[int]:
    """Give the keys of the spaces that would hold it."""
    holders, key = set(), space.parent_id
    while key and key not in holders:
        holders.add(key)
        key = Space.objects.filter(pk=key).values_list("parent_id", flat=True).first()
    return holders


@require_POST
def remove_space(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a space in which nothing is offered, and nothing stands."""
    space = space_to_keep(request, pk)
    if space.sites.exists() or space.children.exists():
        what = Text("里面还有房源或空间，不能删除", "It holds offers or spaces, and stays")
        messages.error(request, say(what))
        return redirect("space", space.pk)
    park: Park = space.park
    space.delete()
    messages.success(request, say(Text("已删除", "Removed")))
    return redirect("my-park", park.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """State the 标准地 indicators of a parcel."""
    space = space_to_keep(request, pk)
    form = IndicatorsForm(request.POST if request.method == "POST" else None, initial=_typed(space))
    good = form.is_valid()
    rows = [Indicator(space=space, **said) for said in form.said()] if good else list(space.indicators.all())
    if good and request.POST.get("do") != "try":
        with transaction.atomic():
            space.indicators.all().delete()
            Indicator.objects.bulk_create(rows)
        messages.success(request, say(Text("指标已保存", "The indicators are saved")))
        return redirect("space", space.pk)
    bad = form.is_bound and not good
    context = {
        "space": space,
        "form": form,
        "untried": [INDICATORS[row.name] for row in rows if row.name not in ADMISSION_MEASURES],
        **trial(request, None if bad else terms_of(rows), **_ground(space)),
    }
    return render(request, "web/inventory/indicators.html", context, status=400 if bad else 200)


def _ground(space: Space) -> dict[str, str]:
    """Let the example enterprise take the parcel as it is, where its area is known."""
    land = space.values.get("land_area_m2")
    return {"land": f"{land:.10g}"} if land else {}


def _typed(space: Space) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for row in space.indicators.all():
        for end, value in (
            ("low", row.at_least),
            ("high", row.at_most),
            ("words", row.words),
            ("source", row.source),
        ):
            said[f"{row.name}-{end}"] = f"{value:.10g}" if isinstance(value, float) else value
    return said
