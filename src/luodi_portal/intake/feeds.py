"""Feeds (RSS, Atom) and sitemaps: which articles they name."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils import timezone

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.intake.fetch import Fetched, Fetcher

MOST_ARTICLES = 2_000
MOST_MAPS = 20
"""Sitemaps of an index that are read, the latest first."""
_FEED = re.compile(rb"<(?:[a-z]+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_MAP = re.compile(rb"<(?:[a-z]+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HEAD = 2_000


@dataclass(frozen=True, slots=True)
class Headline:
    """An article that a feed names, with what the feed says of it; None and empty where it says nothing."""

    url: str
    title: str = ""
    published: str | None = None
    author: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What a feed says: its title and its articles; ``unchanged`` where its server says nothing is new."""

    title: str
    headlines: tuple[Headline, ...]
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


def is_feed(data: bytes) -> bool:
    """Tell a feed or a sitemap by its beginning."""
    return bool(_FEED.search(data, 0, _HEAD)) and b"<html" not in data[:_HEAD].lower()


def read_feed(fetcher: Fetcher, address: str, *, etag: str = "", modified: str = "") -> FeedRead:
    """Fetch a feed or sitemap and say what it names; raises :class:`LuodiError` where it is neither."""
    page = fetcher.fetch(address, etag=etag, modified=modified)
    if page.unchanged:
        return FeedRead("", (), etag, modified, unchanged=True)
    if not is_feed(page.data):
        raise _no_feed(address)
    if _MAP.search(page.data, 0, _HEAD):
        title, headlines = urlsplit(address).hostname or "", _of_sitemap(fetcher, page)
    else:
        title, headlines = _of_feed(page)
    unique = {headline.url: headline for headline in reversed(headlines)}
    return FeedRead(title, tuple(reversed(unique.values()))[:MOST_ARTICLES], page.etag, page.modified)


def _of_feed(page: Fetched) -> tuple[str, list[Headline]]:
    headers = {"content-location": page.address, "content-type": page.content_type or "application/xml"}
    if page.charset:
        headers["content-type"] += f"; charset={page.charset}"
    parsed = feedparser.parse(BytesIO(page.data), response_headers=headers)
    if not parsed.version:
        raise _no_feed(page.address)
    title = _line(parsed.feed.get("title"))
    return title, [_headline(entry, page.address, title) for entry in parsed.entries if entry.get("link")]


def _headline(entry: Any, base: str, feed: str) -> Headline:
    source = _line(entry.get("source", {}).get("title")) or feed
    return Headline(
        urljoin(base, entry.link.strip()),
        _line(entry.get("title")),
        _day(entry.get("published") or entry.get("updated") or ""),
        _line(entry.get("author")) or None,
        source or None,
    )


def _line(text: Any) -> str:
    """Give words without markup, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", str(text or "")).split())


def _day(written: str) -> str | None:
    """Give the day here of a moment as a feed writes it; one without a zone is taken as it stands."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(written.strip())
        except ValueError:
            continue
        return (timezone.localtime(moment) if moment.tzinfo else moment).date().isoformat()
    return None


def _of_sitemap(fetcher: Fetcher, page: Fetched) -> list[Headline]:
    """List a sitemap's pages, the latest first; an index leads to its sitemaps, once."""
    root = _parse(page)
    if not root.tag.endswith("sitemapindex"):
        return _locations(root, page.address)
    found: list[Headline] = []
    for each in _locations(root, page.address)[:MOST_MAPS]:
        below = fetcher.fetch(each.url)
        found += _locations(_parse(below), below.address)
    return found


def _parse(page: Fetched) -> Element:
    try:
        root: Element = fromstring(page.data)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise LuodiError(Problem(page.address, Text("不是完好的 XML", "is no sound XML"), Text("请告诉网站的管理员", "tell the site's administrator"))) from error  # fmt: skip
    return root


def _locations(root: Element, base: str) -> list[Headline]:
    """Give what a sitemap lists on its own host: others it may not speak for."""
    found = []
    for each in root:
        said = {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in each}
        url = urljoin(base, said.get("loc", ""))
        if said.get("loc") and urlsplit(url).hostname == urlsplit(base).hostname:
            found.append((said.get("lastmod", ""), Headline(url)))
    return [headline for _, headline in sorted(found, key=lambda each: each[0], reverse=True)]


def _no_feed(address: str) -> LuodiError:
    return LuodiError(Problem(address, Text("不是 RSS、Atom 订阅源，也不是网站地图", "is neither an RSS or Atom feed nor a sitemap"), Text("单篇文章请放进“网址”一栏", "put single articles under “addresses”")))  # fmt: skip
