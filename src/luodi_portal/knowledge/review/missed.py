"""Where a missed fact stands: sentences to pick from, and the place of a quote that a person gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luodi import facts
from luodi.facts import Document, Span

_SENTENCE = re.compile(r"[^\n。！？；!?;]+[。！？；!?;”」』）)]*")
_UNITS = {
    "m2": ("land_area", "floor_area"),
    "CNY": ("investment", "revenue", "output_value", "tax", "indicator", "financing"),
    "1": ("growth", "rank", "count", "share"),
}
UNIT_OF = {kind: unit for unit, kinds in _UNITS.items() for kind in kinds}
"""The unit of a figure that is given without one; a capacity names its own."""
OF = frozenset(
    ("signed", "located_in", "focus", "chain_leader", "indicator", "growth", "count", "share", "capacity")
)
"""The kinds that say nothing without an object."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of the text that a person may pick, with how many facts stand in it; ``first`` of its paragraph."""

    start: int
    end: int
    text: str
    facts: int
    first: bool


def sentences(document: Document, known: tuple[facts.Fact, ...]) -> Iterator[Sentence]:
    """Give the sentences of a document's text in their order."""
    text, last = document.text, 0
    for found in _SENTENCE.finditer(text):
        if not found[0].strip():
            continue
        start, end = found.span()
        inside = sum(f.span.part == "text" and f.span.start < end and start < f.span.end for f in known)
        yield Sentence(start, end, found[0], inside, "\n" in text[last:start] or not last)
        last = end


def find_quote(document: Document, quote: str, start: int = 0) -> Span | None:
    """Find a quote in the text from ``start`` on, else from its beginning, else in the title; None where it is nowhere."""
    if not quote:
        return None
    for whole, part, begin in (
        (document.text, "text", start),
        (document.text, "text", 0),
        (document.title, "title", 0),
    ):
        at = whole.find(quote, max(0, begin))
        if at >= 0:
            return document.span(at, at + len(quote), "title" if part == "title" else "text")
    return None


def subject_before(known: tuple[facts.Fact, ...], start: int) -> str:
    """Guess what a fact is about: what the last one before it is about; "" where there is none."""
    before = [f for f in known if f.span.part == "title" or f.span.start <= start]
    return max(before, key=lambda f: (f.span.part == "text", f.span.start)).subject if before else ""
