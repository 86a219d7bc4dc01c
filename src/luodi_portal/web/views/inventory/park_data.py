"""What a park is: added by those who keep all parks, changed by those who keep it."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from luodi.core.text import Text
from luodi.sites.park import Park
from luodi_portal.inventory.convert import park_of
from luodi_portal.inventory.keep import Author, keep_parks
from luodi_portal.inventory.models import Park as Row
from luodi_portal.web.language import say
from luodi_portal.web.views.inventory.access import check, park_to_keep, person
from luodi_portal.web.views.inventory.coordinates import has_point, turn_point
from luodi_portal.web.views.inventory.forms import ParkForm


@require_http_methods(["GET", "HEAD", "POST"])
def add_park(request: HttpRequest) -> HttpResponse:
    """Add a park."""
    check(request, "inventory.add_park", None)
    form = ParkForm(request.POST) if request.method == "POST" else ParkForm()
    if form.is_valid() and has_point(form) and _is_new(form, None):
        park = _said(Park(id=f"park-{uuid4().hex[:12]}", name=""), form)
        keep_parks([park], _author(request, form))
        messages.success(request, say(Text("园区已新增", "The park is added")))
        return redirect("my-park", park.id)
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_park(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is said of a park; its terms have a page of their own."""
    row = park_to_keep(request, key)
    form = ParkForm(request.POST) if request.method == "POST" else ParkForm(values=row.values)
    if form.is_valid() and has_point(form) and _is_new(form, row):
        keep_parks([_said(park_of(row), form)], _author(request, form))
        messages.success(request, say(Text("已保存", "Saved")))
        return redirect("my-park", row.pk)
    return _page(request, form, row)


def _said(old: Park, form: ParkForm) -> Park:
    values: dict[str, Any] = {field.name: form.cleaned_data.get(field.name) for field in form.catalogue}
    turn_point(values, form.cleaned_data["datum"] or "wgs84", old)
    return replace(old, **values)


def _is_new(form: ParkForm, row: Row | None) -> bool:
    """Tell whether no other park of the place has the name; else the form says so."""
    said = form.cleaned_data
    same = Row.objects.filter(name=said["name"], city=said["city"] or "")
    if not (same.exclude(pk=row.pk) if row else same).exists():
        return True
    form.add_error("name", say(Text("这个城市已有同名的园区", "The city has a park of that name already")))
    return False


def _author(request: HttpRequest, form: ParkForm) -> Author:
    return Author(person(request), form.cleaned_data["why"])


def _page(request: HttpRequest, form: ParkForm, row: Row | None) -> HttpResponse:
    context = {"form": form, "row": row}
    return render(request, "web/inventory/park_data.html", context, status=400 if form.is_bound else 200)
