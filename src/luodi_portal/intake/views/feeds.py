"""Feeds: which are read, how often, and what the last reading brought."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from luodi.core.text import Text
from luodi_portal.intake.batches import read_now
from luodi_portal.intake.forms import INTERVALS
from luodi_portal.intake.models import Batch, Feed
from luodi_portal.web.language import say


@require_safe
@login_required
@permission_required("intake.view_feed", raise_exception=True)
def feed_list(request: HttpRequest) -> HttpResponse:
    """List feeds, each with its last batch."""
    last = Batch.objects.filter(feed=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    feeds = Feed.objects.annotate(last=Subquery(last))
    batches = Batch.objects.select_related("job").in_bulk([feed.last for feed in feeds if feed.last])
    rows = [(feed, batches.get(feed.last)) for feed in feeds]
    return render(request, "intake/feeds.html", {"rows": rows, "intervals": INTERVALS})


@require_POST
@login_required
@permission_required("intake.change_feed", raise_exception=True)
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a feed now."""
    feed = get_object_or_404(Feed, pk=pk)
    return redirect(read_now(feed, request.user, take=request.POST.get("then") == "take"))


@require_POST
@login_required
@permission_required("intake.change_feed", raise_exception=True)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how often a feed is read."""
    minutes = request.POST.get("minutes", "")
    if minutes.isdecimal() and int(minutes) in INTERVALS:
        Feed.objects.filter(pk=get_object_or_404(Feed, pk=pk).pk).update(minutes=int(minutes))
        messages.success(request, say(Text("已修改", "Changed")))
    return redirect("feeds")


@require_POST
@login_required
@permission_required("intake.delete_feed", raise_exception=True)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a feed no more; what came from it stays."""
    get_object_or_404(Feed, pk=pk).delete()
    messages.success(
        request,
        say(Text("不再读这个订阅源；已收录的文档保留", "The feed is read no more; its documents stay")),
    )
    return redirect("feeds")
