"""One offer kept: its figures, its status, that it was verified."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from luodi.core.text import Text
from luodi.sites.site import Site
from luodi_portal.inventory.convert import own_site
from luodi_portal.inventory.keep import Author, edit_site, keep_sites, verify
from luodi_portal.web.language import say
from luodi_portal.web.views.inventory.access import park_to_keep, person, site_to_keep
from luodi_portal.web.views.inventory.coordinates import has_point, turn_point
from luodi_portal.web.views.inventory.forms import SiteForm, StatusForm

_NO_FIGURES = {"name", "stated_on", "source", "sources"}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is said of an offer."""
    row = site_to_keep(request, key)
    form = SiteForm(request.POST) if request.method == "POST" else SiteForm(values=row.values)
    if form.is_valid() and has_point(form):
        edit_site(row, _said(own_site(row), form, str(person(request))), _author(request, form))
        messages.success(request, say(Text("已保存", "Saved")))
        return redirect(row)
    return render(
        request, "web/inventory/site.html", {"row": row, "form": form}, status=400 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Offer a new space of a park."""
    park = park_to_keep(request, key)
    form = SiteForm(request.POST) if request.method == "POST" else SiteForm()
    if form.is_valid() and has_point(form):
        by = str(person(request))
        site = replace(
            _said(Site(id=_new_id(park.pk), park=park.pk), form, by), source=form.cleaned_data["source"] or by
        )
        keep_sites([site], author=_author(request, form), edited=True)
        messages.success(request, say(Text("已新增", "Added")))
        return redirect("site", site.id)
    return render(
        request, "web/inventory/site.html", {"park": park, "form": form}, status=400 if form.is_bound else 200
    )


@require_POST
def set_status(request: HttpRequest, key: str) -> HttpResponse:
    """Say that an offer is available, reserved or taken, and why."""
    row, form = site_to_keep(request, key), StatusForm(request.POST)
    if form.is_valid():
        edit_site(
            row, replace(own_site(row), status=form.cleaned_data["status"] or None), _author(request, form)
        )
        messages.success(request, say(Text("状态已更新", "The status is changed")))
    return redirect(row)


@require_POST
def verify_now(request: HttpRequest, key: str) -> HttpResponse:
    """Say that somebody made sure of the offer just now."""
    row = site_to_keep(request, key)
    verify([row], Author(person(request), str(request.POST.get("why", ""))[:500]))
    messages.success(request, say(Text("已记为今天核实", "Noted as verified today")))
    return redirect(row)


@require_POST
def verify_all(request: HttpRequest, key: str) -> HttpResponse:
    """Say so of all of a park's offers that are not taken."""
    park = park_to_keep(request, key)
    rows = list(park.sites.exclude(status="taken").select_related("space"))
    verify(rows, Author(person(request), ""))
    messages.success(
        request, say(Text(f"{len(rows)} 处已记为今天核实", f"{len(rows)} noted as verified today"))
    )
    return redirect("my-park", park.pk)


def _author(request: HttpRequest, form: SiteForm | StatusForm) -> Author:
    return Author(person(request), form.cleaned_data["why"])


def _said(old: Site, form: SiteForm, by: str) -> Site:
    """Give the offer as the form has it; a figure that was changed is from whoever changed it."""
    values: dict[str, Any] = {field.name: form.cleaned_data.get(field.name) for field in form.catalogue}
    values["name"] = values["name"] or ""
    given = turn_point(values, form.cleaned_data["datum"] or "wgs84", old)
    changed = {name for name, value in values.items() if value != getattr(old, name)} - _NO_FIGURES
    said = f"{by} {timezone.localdate().isoformat()}"
    kept = {name: quote for name, quote in old.sources.items() if name not in changed}
    new = {name: said for name in sorted(changed) if values[name] is not None}
    return replace(old, **values, sources=kept | new | given)


def _new_id(park: str) -> str:
    return f"{park}:{uuid4().hex[:12]}"
