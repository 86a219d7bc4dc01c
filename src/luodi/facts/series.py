"""Which facts speak of the same figure, and of which time: the land of a park, its output in 2024, in 2025."""

import re
from dataclasses import dataclass

from luodi.core.periods import first_day, last_day
from luodi.facts.fact import Fact
from luodi.facts.indicators import indicator_name

FIGURES = (
    "land_area", "floor_area", "investment", "revenue", "output_value", "tax", "indicator", "growth", "rank", "count",
    "share", "capacity",
)  # fmt: skip
"""The kinds of facts that are figures, in the order in which a profile shows them."""
_NAMED = frozenset(("indicator", "growth", "rank", "count", "share", "capacity"))
_BLANK = re.compile(r"[\s“”\"'·]")


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """One figure of one thing through time: its kind, what of (an indicator, what is counted), its unit, done or promised."""

    kind: str
    of: str
    unit: str
    expected: bool


def series_of(fact: Fact) -> Series | None:
    """Give the series that a fact belongs to; None where it is no figure."""
    if fact.value is None or fact.kind not in FIGURES:
        return None
    named = _BLANK.sub("", fact.object or "")
    of = indicator_name(named) if fact.kind in ("indicator", "growth") else named
    return Series(fact.kind, of if fact.kind in _NAMED else "", fact.unit or "", fact.expected)


def period_order(period: str) -> tuple[str, str]:
    """Give what sorts periods by time: the last day, then the first; a period without a year and none at all come first."""
    try:
        return last_day(period).isoformat(), first_day(period).isoformat()
    except ValueError:
        return "", ""
