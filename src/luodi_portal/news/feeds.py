"""Feeds of the lists of news, as Atom and as RSS."""

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from luodi.core.text import Text
from luodi_portal.knowledge.models import Document
from luodi_portal.news.sections import ALL, Section, get_section
from luodi_portal.search.find import browse
from luodi_portal.web.language import say

SUMMARY = 200
_SITE = Text("落地", "luodi")


class AtomFeed(Feed[Document, Section]):
    """The newest articles of a list."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, by: str = "", value: str = "") -> Section:
        """Get the list."""
        del request
        return get_section(by, value) if by else ALL

    def title(self, section: Section) -> str:
        """Name the feed after the list."""
        return f"{say(_SITE)} · {say(section.label)}"

    def link(self, section: Section) -> str:
        """Lead to the list."""
        return section.get_absolute_url()

    def subtitle(self, section: Section) -> str:
        """Say what the feed holds."""
        return self.description(section)

    def description(self, section: Section) -> str:
        """Say what the feed holds."""
        name = say(section.label)
        return say(
            Text(f"{name}：最新的新闻，附原文出处", f"{name}: the newest articles, with their sources")
        )

    def items(self, section: Section) -> list[Document]:
        """Give the newest articles."""
        entries = browse(section.wanted, 1).entries
        rows = Document.objects.in_bulk([int(entry.key) for entry in entries])
        return [rows[int(entry.key)] for entry in entries if int(entry.key) in rows]

    def item_title(self, item: Document) -> str:
        """Give the article's title."""
        return str(item)

    def item_description(self, item: Document) -> str:
        """Give the beginning of the article."""
        return item.text[:SUMMARY] + ("…" if len(item.text) > SUMMARY else "")

    def item_pubdate(self, item: Document) -> datetime | None:
        """Give the day of publication, where it is known."""
        return timezone.make_aware(datetime.combine(item.published, time())) if item.published else None

    def item_author_name(self, item: Document) -> str | None:
        """Give who wrote it, or else where it appeared."""
        return item.author or item.source or None


class RssFeed(AtomFeed):
    """The same as RSS 2.0."""

    feed_type: Any = Feed.feed_type
