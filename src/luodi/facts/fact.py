"""A fact is one claim of one document (docs/manual.md lists the kinds, and what each says)."""

import hashlib
import json
from typing import Any, Literal

from luodi.core.record import record
from luodi.facts.document import Span

Approx = Literal["exact", "about", "at_least", "at_most"]


@record
class Fact:
    """One claim: a kind, what it is about, what it says, and the run of text that shows it.

    ``value`` is in ``unit`` (both None for kinds without a figure); ``text`` stands for a value where the document
    gives words only (数千万元). ``date`` and ``period`` follow ISO 8601, and beyond it ``2023-Q3``, ``2023-H1``,
    ``--04-06`` and ``a/b`` for a span; ``inferred`` is true where the year is not in the text. ``rule`` names the rule
    that made the fact; ``readers`` says who read it (rules, model) where more than one was asked.
    """

    kind: str
    subject: str
    span: Span
    value: float | None = None
    unit: str | None = None
    object: str | None = None
    approx: Approx = "exact"
    date: str | None = None
    period: str | None = None
    expected: bool = False
    previous: float | None = None
    investors: tuple[str, ...] = ()
    text: str | None = None
    inferred: bool = False
    rule: str = ""
    readers: tuple[str, ...] = ()

    def id(self, document_id: str) -> str:
        """Give the hash of what the fact says and where it says it: reading again changes nothing."""
        said = [
            self.kind,
            self.subject,
            self.value,
            self.unit,
            self.object,
            self.date,
            self.period,
            self.text,
        ]
        place = [document_id, self.span.part, self.span.start, self.span.end]
        return hashlib.sha256(json.dumps([said, place], ensure_ascii=False).encode()).hexdigest()[:24]

    def to_json(self) -> dict[str, Any]:
        """Give the fact as ``luodi read`` writes it, with ``start`` and ``end``; what is empty is left out."""
        fields: dict[str, Any] = {
            "kind": self.kind,
            "subject": self.subject,
            "value": plain_number(self.value),
            "unit": self.unit,
            "text": self.text,
            "object": self.object,
            "approx": None if self.approx == "exact" else self.approx,
            "date": self.date,
            "period": self.period,
            "inferred": self.inferred or None,
            "expected": self.expected or None,
            "previous": plain_number(self.previous),
            "investors": list(self.investors) or None,
            "quote": self.span.quote,
            "start": self.span.start,
            "end": self.span.end,
            "in": None if self.span.part == "text" else self.span.part,
            "readers": list(self.readers) or None,
        }
        return {name: value for name, value in fields.items() if value is not None}


def plain_number(value: float | None) -> float | int | None:
    """Give whole numbers as int, so that JSON shows 60 and not 60.0, rounded to cents (below 1, to a millionth): what is beyond is binary dust."""
    if value is None:
        return None
    rounded = round(value, 6) if abs(value) < 1 else round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
