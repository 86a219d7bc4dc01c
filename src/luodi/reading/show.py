"""A reading as HTML: the text with what was read marked in it, and beside it what each mark says.

The marked text needs no script and no inline style; ``templates/marks.css`` colours it. Marks that overlap or lie
in each other are split at their bounds, so that every run of the text stands once and in its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from luodi.core.text import Lang, Text
from luodi.core.wording import visible
from luodi.facts import DocumentPart, Reading
from luodi.reading.wording import TYPES, Mark, list_marks

if TYPE_CHECKING:
    from jinja2 import Environment

_COLOURS = 18  # templates/marks.css has as many


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the text between two bounds, with the marks that cover it, the shortest first.

    ``begins`` are those of them that begin here.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()


def marked_text(text: str, marks: Iterable[Mark], part: DocumentPart = "text") -> list[Segment]:
    """Split a text (or a title) at the bounds of its marks; the segments joined are the text again."""
    marks = [mark for mark in marks if mark.span.part == part]
    opening: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.span.start, []).append(mark)
    bounds = sorted({0, len(text)} | set(opening) | {mark.span.end for mark in marks})
    segments: list[Segment] = []
    over: list[Mark] = []
    for start, end in pairwise(bounds):
        begins = opening.get(start, [])
        over = [mark for mark in over if mark.span.end > start] + begins
        shortest_first = sorted(over, key=lambda mark: (mark.span.end - mark.span.start, mark.number))
        segments.append(Segment(text[start:end], tuple(shortest_first), tuple(begins)))
    return segments


def render_readings(readings: Sequence[Reading], lang: Lang, *, explain: bool = False) -> str:
    """Render one self-contained page of readings: legend, marked text, and a list of what was read."""
    views = []
    first = 0
    for reading in readings:
        marks = list_marks(reading, lang)
        views.append(_view(reading, marks, lang, first))
        first += len(marks)
    css = files(__package__).joinpath("templates", "marks.css").read_text(encoding="utf-8")
    return _environment().get_template("readings.html").render(
        views=views, lang=lang, css=css, explain=explain, words=_WORDS, say=lambda text: text.say(lang)
    )  # fmt: skip


_WORDS = {
    "title": Text("读到了什么", "What was read"),
    "nothing": Text("这篇文档里没有读到事实。", "Nothing was read from this document."),
    "quote": Text("原文", "quote"),
    "rule": Text("规则", "rule"),
    "published": Text("发布", "published"),
    "no_date": Text("发布日期未知", "day of publication unknown"),
    "legend": Text("图例", "Legend"),
}


def _view(reading: Reading, marks: list[Mark], lang: Lang, first: int = 0) -> dict[str, object]:
    """Gather what the templates need of one reading; ``first`` keeps the ids of several apart."""
    groups = list(dict.fromkeys(mark.group for mark in marks))
    colours = {group: number % _COLOURS for number, group in enumerate(groups)}
    document = reading.document
    return {
        "document": document,
        "type": TYPES[reading.type].say(lang),
        "title": marked_text(document.title, marks, "title"),
        "text": marked_text(document.text, marks),
        "marks": marks,
        "legend": {mark.group: mark.label for mark in marks},
        "colours": colours,
        "first": first,
    }


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("luodi.reading", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    return environment
