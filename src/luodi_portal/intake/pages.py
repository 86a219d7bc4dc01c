"""Addresses → documents."""

from collections.abc import Iterator
from dataclasses import replace

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.facts import Document
from luodi.reading.layout import find_headline
from luodi.reading.office import read_office
from luodi.reading.page import read_page
from luodi.reading.pages.encoding import decode
from luodi_portal.intake.entries import Entry
from luodi_portal.intake.feeds import Headline, is_feed
from luodi_portal.intake.fetch import Fetched, Fetcher

_HTML = frozenset(("text/html", "application/xhtml+xml", ""))
_TEXT = frozenset(("text/plain", "text/markdown"))
_OFFICE = {b"%PDF": ".pdf", b"PK\x03\x04": ".docx"}


def entry_of_address(fetcher: Fetcher, headline: Headline) -> Entry:
    """Give an address as an entry; what a feed said of it fills in what the page does not say."""

    def load() -> Iterator[Document | Problem]:
        try:
            yield _with(headline, read_fetched(fetcher.fetch(headline.url), headline.url))
        except LuodiError as error:
            yield error.problem

    return Entry(headline.url, load)


def read_fetched(page: Fetched, address: str) -> Document:
    """Read what came from an address; raises :class:`LuodiError` that says why it can't be read."""
    suffix = next((suffix for start, suffix in _OFFICE.items() if page.data.startswith(start)), None)
    if suffix:
        document = replace(read_office(page.data, suffix, where=address, id=address), url=address)
    elif is_feed(page.data):
        raise LuodiError(Problem(address, Text("是订阅源或网站地图，不是文章", "is a feed or a sitemap, no article"), Text("请在“订阅源”里添加", "add it under “feeds”")))  # fmt: skip
    elif page.content_type in _HTML:
        document = read_page(decode(page.data, declared=page.charset).text, id=address, url=address)
    elif page.content_type in _TEXT:
        text = decode(page.data, declared=page.charset).text
        document = Document(address, text, find_headline(text) or "", url=address)
    else:
        raise LuodiError(Problem(address, Text(f"不是文章（{page.content_type[:60]}）", f"is no article ({page.content_type[:60]})"), Text("可读的有网页、文本、docx 和 pdf", "pages, text, docx and pdf can be read")))  # fmt: skip
    if not document.text.strip():
        raise LuodiError(Problem(address, Text("没有可读的正文", "there is no text to read in it"), Text("请把正文另存为 .txt 上传", "save the text itself as .txt and upload that")))  # fmt: skip
    return document


def _with(headline: Headline, document: Document) -> Document:
    return replace(
        document,
        title=document.title or headline.title,
        published=document.published or headline.published,
        author=document.author or headline.author,
        source=document.source or headline.source,
    )
