"""For programs that read pages: which there are (sitemap), which to leave out (robots.txt)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from luodi_portal.inventory.freshness import public_since
from luodi_portal.inventory.models import Park, Site
from luodi_portal.knowledge.models import Document

CLOSED = ("account", "admin", "intake", "requirements", "search", "editorial")
_PER_FILE = 5000


class Rooms(Sitemap[str]):
    """The lists."""

    def items(self) -> list[str]:
        """Give their names."""
        return ["home", "news", "documents", "parks", "sites"]

    def location(self, item: str) -> str:
        """Give a list's address."""
        return reverse(item)


class _Rows(Sitemap[Any]):
    """Rows of a table, so many a file; the index of the files says no days, for which all rows would be read."""

    limit = _PER_FILE

    def get_latest_lastmod(self) -> None:
        """Say nothing."""


class Documents(_Rows):
    """Articles and posts; what firms ask for is not for everybody."""

    def items(self) -> QuerySet[Document]:
        """Give them in a fixed order."""
        return Document.objects.exclude(type="requirement").only("slug", "retrieved").order_by("pk")

    def lastmod(self, item: Document) -> date:
        """Give the day on which it was taken in: a document does not change."""
        return timezone.localdate(item.retrieved)


class Parks(_Rows):
    """Parks."""

    def items(self) -> QuerySet[Park]:
        """Give them in a fixed order."""
        return Park.objects.only("id", "updated").order_by("pk")

    def lastmod(self, item: Park) -> date:
        """Give the day of its last change."""
        return timezone.localdate(item.updated)


class Sites(_Rows):
    """Offers that public search shows."""

    def items(self) -> QuerySet[Site]:
        """Give them in a fixed order."""
        shown = Q(synthetic=True) | Q(fresh_on__gte=public_since(timezone.localdate()))
        return Site.objects.filter(shown).only("id", "updated").order_by("pk")

    def lastmod(self, item: Site) -> date:
        """Give the day of its last change."""
        return timezone.localdate(item.updated)


SITEMAPS: dict[str, Any] = {"rooms": Rooms, "documents": Documents, "parks": Parks, "sites": Sites}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what need not be read, and where the list of pages is."""
    lines = ["User-agent: *", *_closed(CLOSED), f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _closed(folders: Iterable[str]) -> list[str]:
    return [f"Disallow: /{folder}/" for folder in folders]
