"""Tables in and out: upload, preview, apply, undo; the template; export of what is filtered."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.core.coordinates import Datum
from luodi.core.errors import LuodiError
from luodi.core.text import Text
from luodi.sites.tables import save_sites
from luodi.sites.template import make_template
from luodi_portal.accounts.models import User
from luodi_portal.intake.views.jobs import progress
from luodi_portal.inventory.convert import own_site
from luodi_portal.inventory.imports import Choice, Gone, apply, is_large, plan_of, take_in, undo
from luodi_portal.inventory.large import begin, begin_apply
from luodi_portal.inventory.models import Import, Park
from luodi_portal.inventory.previews import Preview, preview_of
from luodi_portal.inventory.search import find_sites
from luodi_portal.web.language import current, say
from luodi_portal.web.views.inventory.access import check, park_to_keep, person
from luodi_portal.web.views.inventory.forms import ApplyForm, UploadForm
from luodi_portal.web.views.sites import wanted_sites

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORKING = (Import.State.LOOKING, Import.State.APPLYING, Import.State.UNDOING)
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


@require_http_methods(["GET", "HEAD", "POST"])
def upload_anywhere(request: HttpRequest) -> HttpResponse:
    """Take a table of any parks' offers, from those who may change them all."""
    check(request, "inventory.add_site", None)
    return _upload(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Take a table of one park's offers."""
    return _upload(request, park_to_keep(request, key))


def _upload(request: HttpRequest, park: Park | None) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        datum: Datum = form.cleaned_data["datum"] or "wgs84"
        try:
            return redirect(_taken_in(file, park, datum, person(request)))
        except LuodiError as error:
            form.add_error("file", error.problem.say(current()))
    context = {"form": form, "row": park}
    return render(request, "web/inventory/upload.html", context, status=400 if form.is_bound else 200)


def _taken_in(file: Any, park: Park | None, datum: Datum, by: User) -> Import:
    """Keep a table; a job looks at a large one."""
    data = file.read()
    row = take_in(data, file.name, park, datum, by)
    if is_large(data):
        begin(row, "import-look", Import.State.LOOKING, by)
    return row


@require_http_methods(["GET", "HEAD"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an uploaded table would change, or what it has changed."""
    row = _import_to_keep(request, pk)
    return _preview(request, row, ApplyForm(), None)


def _preview(request: HttpRequest, row: Import, form: ApplyForm, error: str | None) -> HttpResponse:
    context: dict[str, Any] = {
        "row": row,
        "plan": _shown(row) if row.state == Import.State.PREVIEWED else None,
        "error": error,
        "form": form,
        **(progress(request, row.job) if row.job else {}),
    }
    if row.state not in _WORKING:  # what its last job could not do is asked for anew
        context["may_change"] = False
    return render(request, "web/inventory/import.html", context, status=409 if error else 200)


def _shown(row: Import) -> Preview:
    return Preview.from_json(row.preview) if row.preview else preview_of(plan_of(row))


@require_POST
def apply_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply a table as it was shown."""
    row, form = _import_to_keep(request, pk), ApplyForm(request.POST)
    if not form.is_valid():
        return redirect(row)
    said = form.cleaned_data
    gone: Gone = "taken" if said["gone"] == "taken" else "leave"
    choice = Choice(said["only_good"], gone, said["verified"])
    try:
        if row.preview:
            begin_apply(row, said["fingerprint"], choice, person(request))
            return redirect(row)
        apply(row, said["fingerprint"], choice, person(request))
    except LuodiError as error:
        row.refresh_from_db()
        return _preview(request, row, form, error.problem.say(current()))
    messages.success(request, say(Text("已导入", "The table is taken in")))
    return redirect(row)


@require_POST
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back what a table changed."""
    row = _import_to_keep(request, pk)
    if row.state == Import.State.APPLIED and row.preview:
        begin(row, "import-undo", Import.State.UNDOING, person(request))
        return redirect(row)
    try:
        stayed = undo(row, person(request))
    except LuodiError as error:
        messages.error(request, error.problem.say(current()))
        return redirect(row)
    more = (
        Text(f"；{stayed} 处后来又改过，没有动", f"; {stayed} changed since were left alone")
        if stayed
        else Text("", "")
    )
    messages.success(request, say(Text(f"已撤销{more.zh}", f"Undone{more.en}")))
    return redirect(row)


def _import_to_keep(request: HttpRequest, pk: int) -> Import:
    row = get_object_or_404(Import.objects.select_related("park", "by", "job__by"), pk=pk)
    check(request, "inventory.change_site", row)
    return row


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Give an empty table to fill in."""
    person(request)
    name = say(Text("luodi-房源模板.xlsx", "luodi-sites-template.xlsx"))
    return _file(make_template(current()), _Name(name, "xlsx"))


@require_safe
def export(request: HttpRequest, suffix: str) -> HttpResponse:
    """Give the offers that the filter finds as a table: all to those who may see all, to operators those of their park."""
    if suffix not in TYPES:
        raise Http404
    wanted = wanted_sites(request)
    park = Park.objects.filter(pk=wanted.park).first() if wanted and wanted.park else None
    if wanted is None or not request.user.has_perm("inventory.view_site", park):
        raise PermissionDenied
    sites = [own_site(row) for row in find_sites(wanted)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sites.{suffix}"
        save_sites(path, sites, current())
        day = timezone.localdate().isoformat()
        return _file(path.read_bytes(), _Name(f"luodi-sites-{day}.{suffix}", suffix))


@dataclass(frozen=True, slots=True)
class _Name:
    name: str
    suffix: str


def _file(data: bytes, named: _Name) -> HttpResponse:
    response = HttpResponse(data, content_type=TYPES[named.suffix])
    ascii_name = named.name if named.name.isascii() else f"luodi.{named.suffix}"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(named.name)}"
    )
    return response
