"""Pages of news: lists, and the readers' browsers that say what was read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from luodi.core.text import Text
from luodi_portal.knowledge.models import Document
from luodi_portal.news.models import count_once
from luodi_portal.news.sections import ALL, get_section
from luodi_portal.operations.addresses import client_network
from luodi_portal.search.find import Choice, Results, browse
from luodi_portal.search.views import facet_label
from luodi_portal.web.forms import ListFilter

COUNTED = {"seen": "views", "shared": "shares"}


@dataclass(frozen=True, slots=True)
class Link:
    """A list that these articles are in too."""

    label: str
    count: int
    address: str


@require_safe
def news_list(request: HttpRequest, by: str = "", value: str = "") -> HttpResponse:
    """List news, newest first, with the lists that go further into it."""
    section = get_section(by, value) if by else ALL
    form = ListFilter(request.GET)
    good = form.is_valid()
    page = form.cleaned_data.get("page") if good else None
    found = browse(section.wanted, page or 1)
    context = {
        "section": section,
        "form": form,
        "found": found,
        "documents": _documents(found) if good else [],
        "others": [
            (Text("主题", "Topics"), _links(found.types, "topic", "type")),
            (Text("地点", "Places"), _links(found.places, "place", "place")),
            (Text("行业", "Industries"), _links(found.industries, "industry", "industry")),
        ],
    }
    return render(request, "news/news.html", context, status=200 if good else 400)


def _documents(found: Results) -> list[Document]:
    rows = Document.objects.defer("text").in_bulk([int(entry.key) for entry in found.entries])
    return [rows[int(entry.key)] for entry in found.entries if int(entry.key) in rows]


def _links(choices: Sequence[Choice], by: str, name: str) -> list[Link]:
    return [
        Link(facet_label("news", name, value), choice.count, reverse("news-section", args=[by, value]))
        for choice in choices
        for value in (choice.mark[2:],)
    ]


@csrf_exempt
@require_POST
def count(request: HttpRequest, slug: str, what: str) -> HttpResponse:
    """Count a reading or a sharing that a browser tells of, once a day for one address; no cookie, nothing about who is kept.

    Only pages of our own may tell: a browser says by ``Sec-Fetch-Site`` where a request comes from.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return HttpResponseForbidden()
    if what not in COUNTED:
        raise Http404
    shown = Document.objects.exclude(type="requirement").only("id")
    count_once(get_object_or_404(shown, slug=slug), COUNTED[what], client_network(request))
    return HttpResponse(status=204)
