"""The region board: a region's indicators by period, amounts beside growth, as read, with sources."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from luodi.facts.series import Series, period_order, series_of
from luodi_portal.knowledge.entities.counts import facts_of_group
from luodi_portal.knowledge.models import Entity, Fact
from luodi_portal.knowledge.profiles.figures import Figure, figure_of
from luodi_portal.knowledge.profiles.profile import shown_rule
from luodi_portal.knowledge.review.decide import Said, said_of

KINDS = ("indicator", "growth", "output_value", "revenue", "tax")
_NAMES = {"output_value": "产值", "revenue": "营业收入", "tax": "税收"}
REGIONS = ("place", "zone", "park")
MOST_FACTS = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One period of an indicator: the amount and its growth, done or expected; None where nobody says."""

    period: str
    expected: bool
    amount: Figure | None
    growth: Figure | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a region through time, newest first."""

    name: str
    lines: tuple[Line, ...]


def regions() -> QuerySet[Entity]:
    """Give the regions of which figures are known, those with most first."""
    rows = Entity.objects.filter(kind__in=REGIONS).annotate(n_facts=facts_of_group(kind__in=KINDS))
    return rows.filter(n_facts__gt=0).order_by("-n_facts", "name")


def indicators_of(region: Entity) -> list[Indicator]:
    """Give the indicators of a region, those with most periods first."""
    rows = Fact.objects.filter(subject_entity__root=region, kind__in=KINDS)
    rows = rows.select_related("document", "document__article").defer(
        "document__text", "document__article__text"
    )
    groups: dict[str, list[Said]] = {}
    for said in said_of(rows.order_by("-document__published", "pk")[:MOST_FACTS]):
        if said.fact.value is not None:
            groups.setdefault(indicator_of(said), []).append(said)
    found = [Indicator(name, _lines(said)) for name, said in groups.items()]
    return sorted(found, key=lambda one: (-len(one.lines), one.name))


def indicator_of(said: Said) -> str:
    """Give the indicator that a fact speaks of: output that is stated and output that grew are one."""
    series = series_of(said.fact)
    return _NAMES.get(said.fact.kind) or (series.of if series else "") or "?"


def _lines(said: Iterable[Said]) -> tuple[Line, ...]:
    groups: dict[tuple[str, bool], dict[str, list[Said]]] = {}
    for each in said:
        side = "growth" if each.fact.kind == "growth" else "amount"
        groups.setdefault((each.fact.period or "", each.fact.expected), {}).setdefault(side, []).append(each)
    lines = [
        Line(period, expected, _figure(sides.get("amount")), _figure(sides.get("growth")))
        for (period, expected), sides in groups.items()
    ]
    return tuple(sorted(lines, key=lambda line: (period_order(line.period), line.expected), reverse=True))


def _figure(said: list[Said] | None) -> Figure | None:
    if not said:
        return None
    units: dict[Series, list[Said]] = {}
    for each in said:
        if series := series_of(each.fact):
            units.setdefault(series, []).append(each)
    series, claims = max(units.items(), key=lambda item: (item[0].unit == "CNY", len(item[1]), item[0]))
    return figure_of(series, claims[0].fact.period or "", claims, shown_rule(), {})
