"""Offers made out of posts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from luodi.core.text import Text
from luodi_portal.inventory.keep import Author
from luodi_portal.inventory.posts import offers_of_posts
from luodi_portal.knowledge.models import Document
from luodi_portal.web.language import say
from luodi_portal.web.views.inventory.access import check, person
from luodi_portal.web.views.listing import PER_PAGE


@require_POST
def make_offers(request: HttpRequest) -> HttpResponse:
    """Make the offers of the posts that are named, of a page at most; lead to the one, or to all."""
    check(request, "inventory.add_site", None)
    slugs = request.POST.getlist("post")[:PER_PAGE]
    posts = list(Document.objects.filter(slug__in=slugs, type="listing").select_related("article"))
    why = say(Text("由房源帖做成", "made out of its post"))
    rows = offers_of_posts(posts, Author(person(request), why))
    if not rows:
        messages.error(request, say(Text("没有可做成房源的帖子", "No post was named that offers something")))
        return redirect("documents")
    messages.success(request, say(Text(f"{len(rows)} 处房源已在库", f"{len(rows)} offers are kept")))
    return redirect(rows[0] if len(rows) == 1 else "sites")
