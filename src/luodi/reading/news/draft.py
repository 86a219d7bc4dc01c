"""A fact in the making: like a Fact, with places in the plain text."""

from dataclasses import dataclass

from luodi.facts import Approx, Fact
from luodi.reading.news.plain import Plain


@dataclass(slots=True)
class Draft:
    """One claim, its run ``[start, end)`` in the plain text; the fields are those of :class:`luodi.facts.Fact`."""

    kind: str
    subject: str
    start: int
    end: int
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

    def to_fact(self, plain: Plain) -> Fact:
        """Write the draft down as a fact of its document."""
        write = plain.as_written
        return Fact(
            kind=self.kind,
            subject=write(self.subject),
            span=plain.span(min(self.start, self.end - 1), self.end),
            value=self.value,
            unit=write(self.unit) if self.unit and self.kind == "capacity" else self.unit,
            object=write(self.object) if self.object and self.kind != "event" else self.object,
            approx=self.approx,
            date=self.date,
            period=self.period,
            expected=self.expected,
            previous=self.previous,
            investors=tuple(write(name) for name in self.investors),
            text=write(self.text) if self.text else None,
            inferred=self.inferred,
            rule=self.rule,
        )
