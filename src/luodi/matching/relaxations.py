"""What a requirement would have to give: the smallest change of one or two constraints that brings k more sites.

A change has a size, so that changes can be compared: a figure's is its relative change (a rent budget raised from 25
to 27 is 0.08), a later start's is the years, and a demand that is given up counts 1. The park's terms and a site's
status are not the requirement's to relax: near misses name them.
"""

import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any, TypeAlias

from luodi.core.dates import last_day
from luodi.core.text import Lang, Text
from luodi.matching.answer import Check, site_json
from luodi.matching.assessment import Assessment, assess, order
from luodi.matching.constraints import check_site
from luodi.matching.criteria import derive_criteria
from luodi.matching.ground import offered, rent_by_year, wanted_floor, wanted_land
from luodi.matching.requirement import Requirement, check_requirement
from luodi.matching.wording import constraint_label, say_figure
from luodi.sites.park import Park
from luodi.sites.site import Site

_SHOWN = 5
_DAYS_A_YEAR = 365.25

Need: TypeAlias = Callable[[Requirement, Site], float | None]
Relax: TypeAlias = Callable[[Requirement, float], Requirement]


@dataclass(frozen=True, slots=True)
class Axis:
    """One way to give: the constraint, the requirement's fields that change, how much a site needs, what it makes."""

    constraint: str
    fields: tuple[str, ...]
    need: Need
    relax: Relax


@dataclass(frozen=True, slots=True)
class Change:
    """What changes in the requirement: each field from what to what (None: given up), and the size of the change."""

    constraint: str
    size: float
    fields: tuple[tuple[str, Any, Any], ...]

    def text(self) -> Text:
        """Say the change."""
        label = constraint_label(self.constraint)
        said = [(f, a, b) for f, a, b in self.fields if b is not None]
        if not said:
            return Text(f"不再限定{label.zh}", f"do without: {label.en}")
        zh, en = (
            [f"{say_figure(f, a, lang)} → {say_figure(f, b, lang)}" for f, a, b in said] for lang in _LANGS
        )
        return Text(f"{label.zh} {'，'.join(zh)}", f"{label.en} {', '.join(en)}")


_LANGS: tuple[Lang, Lang] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One or two changes, how many more sites they bring, and the first of those in the shortlist's order."""

    changes: tuple[Change, ...]
    gain: int
    sites: tuple[Assessment, ...]
    requirement: Requirement

    @property
    def size(self) -> float:
        """The sizes of the changes together."""
        return sum(change.size for change in self.changes)

    def to_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Give the relaxation as the answer's JSON holds it."""
        return {
            "size": self.size,
            "gain": self.gain,
            "changes": [
                {
                    "constraint": change.constraint,
                    "size": change.size,
                    "fields": [{"field": f, "from": _plain(a), "to": _plain(b)} for f, a, b in change.fields],
                    "text": change.text().say(lang),
                }
                for change in self.changes
            ],
            "sites": [site_json(each.site, each.park) | {"score": each.scored.score} for each in self.sites],
        }


def find_relaxations(
    requirement: Requirement, sites: Iterable[Site], parks: Iterable[Park] = (), *, more: int = 1
) -> tuple[Relaxation, ...]:
    """Find, for each constraint and each two, the smallest change that brings ``more`` sites; the best comes first.

    The best is the smallest; of equal ones, that which changes less and brings the better sites. Two constraints are
    named only where changing both a little takes less than changing one of them. A change of both the least floor and
    a yearly budget may be a little larger than it must be, since less floor also costs less.
    """
    check_requirement(requirement, "requirement")
    criteria = requirement.criteria or derive_criteria(requirement)
    by_id = {park.id: park for park in parks}
    assessments = [assess(requirement, criteria, site, by_id.get(site.park or "")) for site in sites]
    return relax(requirement, assessments, more)


def relax(requirement: Requirement, assessments: Sequence[Assessment], more: int) -> tuple[Relaxation, ...]:
    """Find the relaxations of sites that are assessed already."""
    short = [(a, needs) for a in assessments if a.failing and (needs := _needs(requirement, a))]
    names = sorted({name for _, needs in short for name in needs})
    alone = {name: size for name in names if (size := _least_one(short, name, more)) is not None}
    sizes: list[dict[str, float]] = [{name: size} for name, size in alone.items()]
    for one, other in combinations(names, 2):
        pair = _least_two(short, (one, other), more)
        if pair and sum(pair.values()) < min(alone.get(one, math.inf), alone.get(other, math.inf)):
            sizes.append(pair)
    found = (_made(requirement, assessments, short, each) for each in sizes)
    return tuple(sorted((each for each in found if each.gain >= more), key=_best_first))


_Short: TypeAlias = list[tuple[Assessment, dict[str, float]]]


def _needs(requirement: Requirement, assessment: Assessment) -> dict[str, float] | None:
    """Give how far each failing constraint would have to move for this site; None where one of them can't, or more
    than two would have to."""
    needs: dict[str, float] = {}
    for check in assessment.failing:
        axes = ((name, AXES[name].need(requirement, assessment.site)) for name in _axes_of(check))
        moved = {name: need for name, need in axes if need is not None and 0 < need < math.inf}
        if not moved:
            return None
        needs |= moved
    return needs if len(needs) <= 2 else None


def _axes_of(check: Check) -> tuple[str, ...]:
    return tuple(name for name, axis in AXES.items() if axis.constraint == check.name)


def _least_one(short: _Short, name: str, more: int) -> float | None:
    sizes = sorted(needs[name] for _, needs in short if needs.keys() == {name})
    return sizes[more - 1] if len(sizes) >= more else None


def _least_two(short: _Short, names: tuple[str, str], more: int) -> dict[str, float] | None:
    """Find t, u with least t + u so that ``more`` sites need at most t of the one and u of the other.

    Sites are taken by what they need of the one; a heap keeps the ``more`` smallest needs of the other so far, its
    greatest being u. O(n log n).
    """
    one, other = names
    points = sorted(
        (needs.get(one, 0.0), needs.get(other, 0.0)) for _, needs in short if needs.keys() <= set(names)
    )
    best, smallest = None, list[float]()
    for t, need in points:
        heapq.heappush(smallest, -need)
        if len(smallest) > more:
            heapq.heappop(smallest)
        u = -smallest[0]
        if len(smallest) == more and t > 0 and u > 0 and (best is None or t + u < sum(best.values())):
            best = {one: t, other: u}
    return best


def _made(
    requirement: Requirement, assessments: Sequence[Assessment], short: _Short, sizes: dict[str, float]
) -> Relaxation:
    """Make the relaxed requirement, and count by checking again whom it brings and whom it costs.

    Asking for less floor raises figures by 亩, so a park's greatest (energy by 亩) may shut out sites that passed.
    """
    relaxed = requirement
    for name, size in sizes.items():
        relaxed = AXES[name].relax(relaxed, size)
    admitted = [a for a, needs in short if needs.keys() <= sizes.keys() and _passes(relaxed, a)]
    lost = 0
    if sizes.keys() & {"floor_area_min", "land_area_min"}:
        lost = sum(not _passes(relaxed, a) for a in assessments if not a.failing)
    changes = tuple(_change(requirement, relaxed, name, size) for name, size in sizes.items())
    return Relaxation(changes, len(admitted) - lost, tuple(sorted(admitted, key=order)[:_SHOWN]), relaxed)


def _passes(requirement: Requirement, assessment: Assessment) -> bool:
    checks = check_site(requirement, assessment.site, assessment.park)
    return all(check.state != "fail" for check in checks)


def _change(before: Requirement, after: Requirement, name: str, size: float) -> Change:
    pairs = [(field, getattr(before, field), getattr(after, field)) for field in AXES[name].fields]
    return Change(
        AXES[name].constraint, size, tuple((f, a, b) for f, a, b in pairs if a is not None and a != b)
    )


def _best_first(relaxation: Relaxation) -> tuple[float, int, float, tuple[str, ...]]:
    best = relaxation.sites[0].scored.score if relaxation.sites else 0.0
    names = tuple(change.constraint for change in relaxation.changes)
    return round(relaxation.size, 9), len(relaxation.changes), -round(best, 9), names


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _least(wanted_field: str, site_field: str) -> Axis:
    """A least figure is lowered to what the site has."""

    def need(requirement: Requirement, site: Site) -> float | None:
        wanted, found = getattr(requirement, wanted_field), getattr(site, site_field)
        return None if found is None or not wanted else float(1 - found / wanted)

    def relaxed(requirement: Requirement, size: float) -> Requirement:
        return _with(requirement, {wanted_field: _tidy(getattr(requirement, wanted_field) * (1 - size))})

    return Axis(wanted_field, (wanted_field,), need, relaxed)


def _budget(constraint: str, found: dict[str, Callable[[Requirement, Site], float | None]]) -> Axis:
    """All budgets of a constraint are raised by the same share, so that the site keeps within each."""

    def need(requirement: Requirement, site: Site) -> float | None:
        pairs = ((getattr(requirement, field), cost(requirement, site)) for field, cost in found.items())
        over = [(cost / budget if budget else math.inf) - 1 for budget, cost in pairs
                if budget is not None and cost is not None]  # fmt: skip
        return max(over, default=None)

    def relaxed(requirement: Requirement, size: float) -> Requirement:
        budgets = {field: getattr(requirement, field) for field in found}
        return _with(requirement, {f: _tidy(b * (1 + size)) for f, b in budgets.items() if b is not None})

    return Axis(constraint, tuple(found), need, relaxed)


def _area(kind: str, *, least: bool) -> Axis:
    """One end of a wanted area moves to the nearest area on offer; a single figure becomes a range with its tolerance."""
    fields = (f"{kind}_area_min_m2", f"{kind}_area_max_m2")

    def ends(requirement: Requirement) -> tuple[float, float]:
        return (wanted_floor if kind == "floor" else wanted_land)(requirement) or (0.0, math.inf)

    def need(requirement: Requirement, site: Site) -> float | None:
        on_offer, (low, high) = offered(site, getattr(site, f"{kind}_area_m2")), ends(requirement)
        if on_offer is None:
            return None
        if least:
            return 1 - on_offer[1] / low if low else None
        return on_offer[0] / high - 1 if high else None

    def relaxed(requirement: Requirement, size: float) -> Requirement:
        low, high = ends(requirement)
        moved = (low * (1 - size), high) if least else (low, high * (1 + size))
        bounds = (_tidy(moved[0]) or None, None if math.isinf(moved[1]) else _tidy(moved[1]))
        return _with(requirement, dict(zip(fields, bounds, strict=True)))

    return Axis(f"{kind}_area", fields, need, relaxed)


def _given_up(constraint: str) -> Axis:
    """A demand without degrees is given up."""

    def relaxed(requirement: Requirement, _size: float) -> Requirement:
        return _with(requirement, {constraint: None})

    return Axis(constraint, (constraint,), lambda _requirement, _site: 1.0, relaxed)


def _later_start() -> Axis:
    """The start moves to the day by which the site is free."""

    def deadline(requirement: Requirement) -> date | None:
        try:
            return last_day(requirement.start_by or "")
        except ValueError:
            return None

    def need(requirement: Requirement, site: Site) -> float | None:
        start = deadline(requirement)
        try:
            return (
                None if start is None else (last_day(site.available_from or "") - start).days / _DAYS_A_YEAR
            )
        except ValueError:
            return None

    def relaxed(requirement: Requirement, size: float) -> Requirement:
        start = deadline(requirement)
        assert start is not None
        day = date.fromordinal(min(start.toordinal() + round(size * _DAYS_A_YEAR), date.max.toordinal()))
        return _with(requirement, {"start_by": day.isoformat()})

    return Axis("start_by", ("start_by",), need, relaxed)


def _with(requirement: Requirement, values: dict[str, Any]) -> Requirement:
    return replace(requirement, **values)


def _tidy(figure: float) -> float:
    """Round to eight digits, which is far within what comparisons forgive."""
    return float(f"{figure:.8g}")


def _axes() -> Iterator[tuple[str, Axis]]:
    for kind in ("floor", "land"):
        yield f"{kind}_area_min", _area(kind, least=True)
        yield f"{kind}_area_max", _area(kind, least=False)
    for wanted, held in (("clear_height_min_m", "clear_height_m"), ("floor_load_min_kg_m2", "floor_load_kg_m2"),
                         ("power_min_kva", "power_kva"), ("crane_min_t", "crane_t")):  # fmt: skip
        yield wanted, _least(wanted, held)
    yield "rent", _budget("rent", {"rent_max_cny_m2_month": lambda _, site: site.rent_cny_m2_month,
                                   "rent_max_cny_year": rent_by_year})  # fmt: skip
    yield "price", _budget("price", {"price_max_cny": lambda _, site: site.price_cny,
                                     "price_max_cny_mu": lambda _, site: site.price_cny_mu})  # fmt: skip
    yield "start_by", _later_start()
    for name in ("deal", "kind", "locations", "storey", "fire_class", "structure", "env_permit", "steam", "gas",
                 "title_deed", "dormitory", "canteen", "sewage_permit"):  # fmt: skip
        yield name, _given_up(name)


AXES: dict[str, Axis] = dict(_axes())
"""Every way to give, by name."""
