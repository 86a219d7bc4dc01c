"""A text cut at the ends of its marks, so that each piece knows all the marks that lie on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from luodi.facts import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with the anchor that links lead to, and the kind of fact that it shows."""

    span: Span
    anchor: str
    kind: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text: the marks on it, and those of them that begin with it."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


def segments(text: str, marks: Iterable[Mark], part: str = "text") -> list[Segment]:
    """Cut ``text`` at each end of the marks on its ``part``; the pieces joined are the text."""
    here = [mark for mark in marks if mark.span.part == part]
    cuts = sorted({0, len(text), *(m.span.start for m in here), *(m.span.end for m in here)})
    return [_segment(text, start, end, here) for start, end in pairwise(cuts)]


def _segment(text: str, start: int, end: int, marks: Sequence[Mark]) -> Segment:
    over = tuple(mark for mark in marks if mark.span.start <= start and end <= mark.span.end)
    return Segment(text[start:end], over, tuple(mark for mark in over if mark.span.start == start))
