"""Batches: what came in together, to be looked at and taken in."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from luodi_portal.intake.batches import TAKEABLE, begin_taking
from luodi_portal.intake.forms import ItemFilter
from luodi_portal.intake.models import Batch, Item
from luodi_portal.intake.views.jobs import progress
from luodi_portal.web.forms import ListFilter
from luodi_portal.web.views.listing import list_response


@require_safe
@login_required
@permission_required("intake.view_batch", raise_exception=True)
def batch_list(request: HttpRequest) -> HttpResponse:
    """List batches, the latest first."""
    rows = Batch.objects.select_related("job", "by", "feed")
    return list_response(request, "intake/batches.html", ListFilter(request.GET), rows)


@require_safe
@login_required
@permission_required("intake.view_batch", raise_exception=True)
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch: how far it is, what it holds, and the button that takes it in."""
    batch = get_object_or_404(Batch.objects.select_related("job__by", "by", "feed"), pk=pk)
    form = ItemFilter(request.GET)
    rows = batch.items.select_related("document").defer("content", "document__text")
    if form.is_valid() and form.cleaned_data["state"]:
        rows = rows.filter(state=form.cleaned_data["state"])
    counted = dict(batch.items.values_list("state").annotate(n=Count("pk")).order_by())
    more: dict[str, Any] = {
        "batch": batch,
        "counts": [(state, counted[state]) for state in Item.State if counted.get(state)],
        "state": request.GET.get("state", ""),
        "takeable": batch.items.filter(state__in=TAKEABLE, taken=False).count(),
        "taken": batch.items.filter(taken=True).count(),
        **(progress(request, batch.job) if batch.job else {}),
    }
    return list_response(request, "intake/batch.html", form, rows, **more)


@require_POST
@login_required
@permission_required("intake.add_batch", raise_exception=True)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a batch in."""
    batch = get_object_or_404(Batch, pk=pk, gathered__isnull=False)
    begin_taking(batch, request.user)
    return redirect(batch)
