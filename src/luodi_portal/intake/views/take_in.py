"""The page with the four ways in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from luodi_portal.intake.batches import begin, read_now, save_uploads
from luodi_portal.intake.forms import AddressesForm, FeedForm, FolderForm, UploadForm
from luodi_portal.intake.models import Batch, Feed

FORMS: Mapping[Batch.Way, type[forms.BaseForm]] = {
    Batch.Way.UPLOAD: UploadForm,
    Batch.Way.ADDRESSES: AddressesForm,
    Batch.Way.FEED: FeedForm,
    Batch.Way.FOLDER: FolderForm,
}
_LATEST = 5


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("intake.add_batch", raise_exception=True)
def take_in(request: HttpRequest) -> HttpResponse:
    """Show the four ways, or begin one: to look at first, or to take in at once."""
    ways = _ways(request)
    shown = {way: FORMS[way](auto_id=f"{way}-%s") for way in ways}
    if request.method == "POST":
        way = next((way for way in FORMS if way == request.POST.get("way")), None)
        if way is None:
            raise BadRequest("no such way in")
        if way not in ways:
            raise PermissionDenied
        form = FORMS[way](request.POST, request.FILES, auto_id=f"{way}-%s")
        if form.is_valid():
            return redirect(_begin(request, way, form))
        shown[way] = form
    context = {
        "forms": shown,
        "bad": next((form for form in shown.values() if form.errors), None),
        "latest": Batch.objects.select_related("job", "by", "feed")[:_LATEST],
        "feeds": Feed.objects.count(),
    }
    return render(request, "intake/take_in.html", context, status=400 if context["bad"] else 200)


def _ways(request: HttpRequest) -> list[Batch.Way]:
    """Give the ways that are open to the person: folders of the server are the administrators'."""
    needed = {Batch.Way.FOLDER: "intake.read_folder", Batch.Way.FEED: "intake.add_feed"}
    return [way for way in FORMS if way not in needed or request.user.has_perm(needed[way])]


def _begin(request: HttpRequest, way: Batch.Way, form: Any) -> Batch:
    take = request.POST.get("then") == "take"
    match way:
        case Batch.Way.UPLOAD:
            return begin(way, save_uploads(form.cleaned_data["documents"]), request.user, take=take)
        case Batch.Way.ADDRESSES:
            return begin(way, form.cleaned_data["addresses"], request.user, take=take)
        case Batch.Way.FOLDER:
            return begin(way, [form.cleaned_data["folder"]], request.user, take=take)
        case Batch.Way.FEED:
            with transaction.atomic():
                feed = Feed.objects.create(by_id=request.user.pk, **form.cleaned_data)
                return read_now(feed, request.user, take=take)
