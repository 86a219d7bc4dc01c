"""HTML → the article of a page as a document, without what stands around it.

>>> html = "<h1>某园今天开工了</h1><p>来源：某报 2024-05-06</p><p>某园占地20亩。</p>"
>>> document = read_page(html, id="1")
>>> document.title, document.published, document.source, document.text
('某园今天开工了', '2024-05-06', '某报', '某园占地20亩。')
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luodi.facts.document import Document
from luodi.reading.classify import classify_document
from luodi.reading.layout import find_date, is_boilerplate, trim_line
from luodi.reading.pages import byline
from luodi.reading.pages.blocks import Blocks, find_blocks, parse_html
from luodi.reading.pages.content import Content, find_content
from luodi.reading.pages.encoding import decode

_LEAST_LEDE = 12  # letters
_HEAD = 3  # lines below the headline among which one with a date is the byline


@dataclass(frozen=True, slots=True)
class Page:
    """A page's article and what the page says of it; ``text`` has a line for each paragraph.

    A table's row is a line with its cells apart by `` | ``. ``published`` is an ISO date. ``original_title``
    is the headline under which a repost first appeared. What the page doesn't say is None (title: empty).
    """

    title: str
    text: str
    published: str | None = None
    source: str | None = None
    author: str | None = None
    breadcrumb: tuple[str, ...] = ()
    original_title: str | None = None


def read_page(html: bytes | str, *, id: str, url: str | None = None) -> Document:  # noqa: A002
    """Read a page's article as a document; bytes are decoded by what they hold (see ``pages.encoding``).

    Never raises on any input: a page without running text gives a document whose text is empty.
    """
    page = parse_page(html, url=url)
    return Document(
        id=id,
        text=page.text,
        title=page.title,
        published=page.published,
        url=url,
        source=page.source,
        author=page.author,
        breadcrumb=page.breadcrumb,
    )


def parse_page(html: bytes | str, *, url: str | None = None) -> Page:
    """Find a page's article, and what the page says of it."""
    source = decode(html).text if isinstance(html, bytes) else html
    tree = parse_html(source)
    blocks = find_blocks(tree)
    metas = byline.read_metas(tree)
    content = find_content(blocks)
    title, shown_at = byline.find_title(tree, blocks, metas)
    lines = byline.byline_blocks(blocks, shown_at, content.first, content.kept)
    return Page(
        title=title,
        text=_body(blocks, content, title, shown_at),
        published=byline.find_page_date(lines, tree, metas, source, url),
        source=byline.find_source(lines, tree, metas),
        author=byline.find_author(lines, tree, metas),
        breadcrumb=byline.find_breadcrumb(blocks, title),
        original_title=byline.find_original_title(lines),
    )


def _body(page: Blocks, content: Content, title: str, shown_at: int | None) -> str:
    """Join the article's lines: from behind the headline on, without the page's own lines."""
    kept = list(content.kept)
    if shown_at is not None and content.first <= shown_at < content.last:
        behind = [index for index in kept if index > shown_at]
        kept = behind or kept
    lines = [trim_line(page.blocks[index].text) for index in kept]
    head = [line for line in lines[:_HEAD] if not (_is_dateline(line) or _is_lede(line, lines))]
    lines = head + lines[_HEAD:]
    lines = [line for line in lines if line != title and not is_boilerplate(line, but_contacts=True)]
    contacts = [line for line in lines if is_boilerplate(line)]
    if contacts and classify_document(Document("", "\n".join(lines), title)) == "news":
        lines = [line for line in lines if line not in contacts]
    return "\n".join(lines)


_CUT_OFF = re.compile(r"(?:\.{3}|…+)$")


def _is_lede(line: str, lines: Sequence[str]) -> bool:
    """Tell whether a line is but the beginning of another, cut off: what lists of articles show."""
    cut = _CUT_OFF.search(line)
    start = line[: cut.start()] if cut else ""
    return len(start) >= _LEAST_LEDE and any(other is not line and other.startswith(start) for other in lines)


def _is_dateline(line: str) -> bool:
    return len(line) <= 80 and bool(find_date(line)) and not any(stop in line for stop in "，。；,;")
