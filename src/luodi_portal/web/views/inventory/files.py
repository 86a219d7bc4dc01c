"""Photos and documents: attached and removed; they are given out as public files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from luodi.core.errors import LuodiError
from luodi.core.text import Text
from luodi_portal.inventory.attachments import attach, remove
from luodi_portal.inventory.models import Attachment, Park, Site, Space
from luodi_portal.web.language import current, say
from luodi_portal.web.views.inventory.access import check, park_to_keep, person, site_to_keep, space_to_keep
from luodi_portal.web.views.inventory.forms import AttachForm


@require_POST
def attach_to_park(request: HttpRequest, key: str) -> HttpResponse:
    """Attach a photo or a document to a park."""
    return _attach(request, park_to_keep(request, key))


@require_POST
def attach_to_space(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a photo or a document to a space."""
    return _attach(request, space_to_keep(request, pk))


@require_POST
def attach_to_site(request: HttpRequest, key: str) -> HttpResponse:
    """Attach a photo or a document to an offer."""
    return _attach(request, site_to_keep(request, key))


def _attach(request: HttpRequest, owner: Park | Space | Site) -> HttpResponse:
    form = AttachForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return _back(owner)
    try:
        attach(owner, form.cleaned_data["file"], form.cleaned_data["alt"], person(request))
    except LuodiError as error:
        messages.error(request, error.problem.say(current()))
    else:
        messages.success(request, say(Text("已添加", "Added")))
    return _back(owner)


@require_POST
def remove_attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a photo or a document."""
    row = get_object_or_404(Attachment.objects.select_related("park", "space", "site"), pk=pk)
    owner = row.owner()
    check(request, "inventory.change_site" if isinstance(owner, Site) else "inventory.change_park", owner)
    remove(row)
    messages.success(request, say(Text("已删除", "Removed")))
    return _back(owner)


def _back(owner: Park | Space | Site) -> HttpResponse:
    if isinstance(owner, Park):
        return redirect("my-park", owner.pk)
    return redirect("space", owner.pk) if isinstance(owner, Space) else redirect(owner)
