"""What people would use instead on pages: each tool behind one shape, timed on bytes → what it gives."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

from bench.measure import version
from luodi.reading.pages.encoding import decode


@dataclass(frozen=True, slots=True)
class Given:
    """What a tool gives of a page; None for what it doesn't look for or didn't find."""

    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    breadcrumb: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePeer:
    """A tool for pages; ``fields`` are those that it looks for besides the text."""

    name: str
    version: str
    read: Callable[[bytes], Given]
    fields: frozenset[str] = frozenset()


def luodi() -> PagePeer:
    """Ours."""
    from luodi.reading.page import parse_page

    def read(data: bytes) -> Given:
        page = parse_page(data)
        return Given(page.text, page.title, page.published, page.source, page.breadcrumb)

    return PagePeer(
        "luodi", version("luodi"), read, frozenset({"title", "published", "source", "breadcrumb"})
    )


def trafilatura() -> PagePeer:
    """trafilatura with its metadata; its site name stands for the source."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

    def read(data: bytes) -> Given:
        found = bare_extraction(data, with_metadata=True, include_comments=False, include_tables=True)
        if found is None:
            return Given("")
        return Given(found.text or "", found.title, found.date, found.sitename)

    return PagePeer("trafilatura", version("trafilatura"), read, frozenset({"title", "published", "source"}))


def gne() -> PagePeer:
    """gne, made for Chinese news; it takes text, so the bytes are decoded for it."""
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def read(data: bytes) -> Given:
        found = extractor.extract(decode(data).text)
        return Given(found["content"], found["title"], _day(found["publish_time"]))

    return PagePeer("gne", version("gne"), read, frozenset({"title", "published"}))


def _day(words: str) -> str | None:
    match = re.search(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})", words or "")
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else None


def resiliparse() -> PagePeer:
    """resiliparse's main content; it gives the text only."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def read(data: bytes) -> Given:
        tree = HTMLTree.parse_from_bytes(data, detect_encoding(data))
        return Given(extract_plain_text(tree, main_content=True, alt_texts=False))

    return PagePeer("resiliparse", version("resiliparse"), read)


def parsing() -> PagePeer:
    """The floor: the parser that luodi uses, with nothing done on its tree."""
    from selectolax.lexbor import LexborHTMLParser

    def read(data: bytes) -> Given:
        LexborHTMLParser(data.decode("utf-8", "replace"))
        return Given("")

    return PagePeer("parsing alone", version("selectolax"), read)


PEERS: tuple[Callable[[], PagePeer], ...] = (trafilatura, gne, resiliparse, parsing)
