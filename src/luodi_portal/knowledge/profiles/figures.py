"""Figures of one entity: grouped by what they speak of and of which time, one shown, the others beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luodi.core.periods import first_day, last_day
from luodi.facts.disagreement import Choice, Claim, Rule, choose
from luodi.facts.series import FIGURES, Series, period_order, series_of
from luodi_portal.knowledge.review.decide import Said

STOCKS = frozenset(("land_area", "floor_area", "rank", "count", "share"))
"""Kinds that say how things stand at a time; the others say what came about over one, and compare only over equal times."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure at one time: what is shown, by which rule, and what other sources say.

    ``time`` is the period that the sources give, ``""`` where they give none; ``key`` names figure and time, so that a
    person can pick another claim.
    """

    key: str
    series: Series
    time: str
    shown: Said
    choice: Choice
    agreeing: tuple[Said, ...]
    differing: tuple[Said, ...]

    @property
    def order(self) -> tuple[str, str]:
        """Give what sorts figures by time: the period, or else the day of publication of what is shown."""
        return period_order(self.time or self.choice.shown.day)


@dataclass(frozen=True, slots=True)
class History:
    """A figure through time: the latest first among equals, ``comparable`` those that a chart may show together."""

    series: Series
    latest: Figure
    times: tuple[Figure, ...]
    comparable: tuple[Figure, ...]


def histories(said: Iterable[Said], rule: Rule, picks: Mapping[str, str]) -> list[History]:
    """Group what is said of one entity into figures through time, in the order in which a profile shows them."""
    groups: dict[Series, dict[str, list[Said]]] = {}
    for each in said:
        if series := series_of(each.fact):
            groups.setdefault(series, {}).setdefault(each.fact.period or "", []).append(each)
    found = [
        _history(series, [figure_of(series, time, claims, rule, picks) for time, claims in times.items()])
        for series, times in groups.items()
    ]
    return sorted(found, key=lambda one: (FIGURES.index(one.series.kind), one.series.of, one.series))


def figure_of(series: Series, time: str, said: list[Said], rule: Rule, picks: Mapping[str, str]) -> Figure:
    """Choose what is shown of claims about one figure at one time."""
    key = f"{series.kind}|{series.of}|{series.unit}|{int(series.expected)}|{time}"[:300]
    by_id = {each.row.pk: each for each in said}
    choice = choose([claim_of(each) for each in by_id.values()], rule, picks.get(key))
    return Figure(
        key,
        series,
        time,
        by_id[choice.shown.id],
        choice,
        tuple(by_id[claim.id] for claim in choice.agreeing),
        tuple(by_id[claim.id] for claim in choice.differing),
    )


def claim_of(said: Said) -> Claim:
    """Give what a fact claims, and whose word it is: a repost's is that of its article."""
    document = said.row.document
    first = document.article or document
    return Claim(
        said.row.pk,
        said.fact.value or 0.0,
        document.published.isoformat() if document.published else "",
        first.source or f"article {first.pk}",
        said.confirmed,
    )


def _history(series: Series, figures: list[Figure]) -> History:
    times = tuple(sorted(figures, key=lambda figure: figure.order, reverse=True))
    return History(series, times[0], times, comparable(times))


def comparable(times: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give of one figure's times, newest first, those over equal lengths, oldest first.

    Nine months of output beside a year's would mislead. Where there are several lengths, the most frequent counts.
    """
    dated = [figure for figure in times if figure.order[0]]
    if dated and dated[0].series.kind in STOCKS:
        return tuple(reversed(dated))
    by_length: dict[str, list[Figure]] = {}
    for figure in dated:
        by_length.setdefault(_length(figure.time), []).append(figure)
    by_length.pop("", None)
    return tuple(reversed(max(by_length.values(), key=len))) if by_length else ()


def _length(period: str) -> str:
    """Give how long a period is, and where in the year it ends unless it is a whole one."""
    try:
        days = (last_day(period) - first_day(period)).days + 1
    except ValueError:
        return ""
    return "year" if days >= 365 else f"{round(days / 30.5)} months"
