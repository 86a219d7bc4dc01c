"""An article's Markdown: the plain text that luodi reads, and its HTML with what was read marked in it.

Both come from one walk over the parser's tokens, so that a mark's place in the text is its place in the page. HTML in
the Markdown is text. Pictures are named ``picture:12``; other addresses of pictures are left out.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TypeAlias

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from luodi.reading.show import Segment

_PICTURE = re.compile(r"picture:(\d{1,18})")
_BLOCKS = {
    "paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote",
    "heading": "h3", "strong": "strong", "em": "em",
}  # fmt: skip
_HEADINGS = {"h1": "h2", "h2": "h2"}
_TAGS = {
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h2",
    "h3",
    "strong",
    "em",
    "code",
    "pre",
    "br",
    "hr",
    "a",
    "img",
    "mark",
    "span",
}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "mark": {"class", "title"},
    "span": {"class", "id"},
}


Opened: TypeAlias = Callable[[Segment, bool], str]
"""Gives the start tag of a marked segment, with the places that links lead to where it is the segment's first run."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of HTML of ours, a run of the text, or a picture by its key with its description."""

    html: str = ""
    start: int = 0
    end: int = 0
    picture: int | None = None


@dataclass(slots=True)
class Composed:
    """An article taken apart: its text, and the pieces of its page in order."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def tag(self, html: str) -> None:
        """Add HTML of ours."""
        self.pieces.append(Piece(html=html))

    def say(self, words: str) -> None:
        """Add words."""
        self.pieces.append(Piece(start=len(self.text), end=len(self.text) + len(words)))
        self.text += words


def compose(body: str) -> Composed:
    """Take Markdown apart."""
    made = Composed()
    for token in _parser().parse(body.replace("\r\n", "\n").replace("\0", "")):
        _block(made, token)
    made.text = made.text.rstrip("\n")
    return made


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("html_block").disable("html_inline")


def _block(made: Composed, token: Token) -> None:
    if token.type == "inline":
        for child in token.children or ():
            _inline(made, child)
    elif token.type in ("fence", "code_block"):
        made.tag("<pre>")
        made.say(token.content.rstrip("\n"))
        made.tag("</pre>")
        made.text += "\n\n"
    elif token.type == "hr":
        made.tag("<hr>")
    else:
        _open_or_close(made, token)


def _open_or_close(made: Composed, token: Token) -> None:
    name, _, what = token.type.rpartition("_")
    tag = _HEADINGS.get(token.tag, _BLOCKS.get(name, ""))
    if not tag or token.hidden:
        if what == "close":
            made.text += "\n"
        return
    made.tag(f"<{tag}>" if what == "open" else f"</{tag}>")
    if what == "close" and name in ("paragraph", "heading"):
        made.text += "\n\n"


def _inline(made: Composed, token: Token) -> None:
    match token.type:
        case "text":
            made.say(token.content)
        case "code_inline":
            made.tag("<code>")
            made.say(token.content)
            made.tag("</code>")
        case "softbreak":  # Chinese has no space between lines
            if made.text[-1:].isascii():
                made.say(" ")
        case "hardbreak":
            made.tag("<br>")
            made.text += "\n"
        case "link_open":
            made.tag(f'<a href="{escape(str(token.attrGet("href") or ""))}">')
        case "link_close":
            made.tag("</a>")
        case "image":
            if found := _PICTURE.fullmatch(str(token.attrGet("src") or "")):
                made.pieces.append(Piece(html=token.content, picture=int(found[1])))
        case _:
            _open_or_close(made, token)


def pictures_in(composed: Composed) -> list[int]:
    """Give the keys of the pictures that an article shows."""
    return [piece.picture for piece in composed.pieces if piece.picture is not None]


def render(
    composed: Composed, segments: Sequence[Segment], pictures: Mapping[int, Shown], opened: Opened
) -> SafeString:
    """Give the page's HTML, with the segments' marks in it, sanitised once more by a library."""
    bounds = _bounds(segments)
    parts = []
    for piece in composed.pieces:
        if piece.picture is not None:
            parts.append(_image(pictures.get(piece.picture), piece.html))
        elif piece.end > piece.start:
            parts.extend(_run(composed.text, piece, bounds, opened))
        else:
            parts.append(piece.html)
    return mark_safe(clean("".join(parts)))


def clean(html: str) -> str:
    """Let through what an article may hold, and nothing else."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )


def _bounds(segments: Sequence[Segment]) -> list[tuple[int, int, Segment]]:
    ends = [0]
    for segment in segments:
        ends.append(ends[-1] + len(segment.text))
    return [(start, end, segment) for (start, end), segment in zip(pairwise(ends), segments, strict=True)]


def _run(
    text: str, piece: Piece, bounds: Sequence[tuple[int, int, Segment]], opened: Opened
) -> Iterator[str]:
    if not bounds:
        yield escape(text[piece.start : piece.end])
    for start, end, segment in bounds:
        left, right = max(start, piece.start), min(end, piece.end)
        if left >= right:
            continue
        said = escape(text[left:right])
        if not segment.marks:
            yield said
            continue
        yield f"{opened(segment, left == start)}{said}</mark>"


def _image(shown: Shown | None, description: str) -> str:
    if shown is None:
        return ""
    size = f'width="{shown.width}" height="{shown.height}"'
    return f'<img src="{escape(shown.address)}" alt="{escape(description)}" {size} loading="lazy">'
