"""Many requirements in columns, as the compiled loop of many.c takes them.

What many requirements say alike (a kind, an industry, a list of criteria) is judged once.
"""

import math
from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import Any

import numpy as np

from luodi.core.fields import REQUIREMENT_FIELDS, Type, by_name
from luodi.core.quantities.units import MU
from luodi.matching.answer import State
from luodi.matching.constraints import BY_NAME
from luodi.matching.criteria import derive_criteria
from luodi.matching.fast import many_records as records
from luodi.matching.fast.ground import Ground
from luodi.matching.fast.measures import landmark
from luodi.matching.fast.orders import BARE, FLOOR, LAND, LEAST, Order, Rows
from luodi.matching.fast.terms import Terms
from luodi.matching.logic import SAME
from luodi.matching.measures import DISTANCE
from luodi.matching.requirement import Criterion, Requirement, check_requirement
from luodi.sites.admission import ADMISSION_MEASURES
from luodi.sites.columns.encode import Array
from luodi.sites.site import Site

_RENT, _PRICE, _FLOOR, _LAND, _OTHER = range(5)
_FACETS = ("deal", "kind", "storey", "fire_class", "structure", "start_by", "status")
"""Constraints on one field that holds words: the reference judges each of its values."""
_MOST = (("rent_max_cny_m2_month", "rent_cny_m2_month", _RENT), ("price_max_cny", "price_cny", _PRICE),
         ("price_max_cny_mu", "price_cny_mu", _PRICE))  # fmt: skip
_LEAST = ("power_min_kva", "clear_height_min_m", "floor_load_min_kg_m2", "crane_min_t")
_KNOWN = by_name(REQUIREMENT_FIELDS)
_FLAGS = tuple(name for name in BY_NAME if name in _KNOWN and _KNOWN[name].type is Type.FLAG)
_NUMBERS = tuple(name for name, field in _KNOWN.items() if field.type is Type.NUMBER)
_TOLD = (*_NUMBERS, "area_tolerance", *_FLAGS, *_FACETS[:-1], "industry", "locations", "near", "criteria")
_RANK: dict[State, int] = {"fail": 0, "unknown": 1, "pass": 2}
_DERIVED = {"focus_fit": records.FOCUS, "year_rent_cny": records.YEAR_RENT, "area_gap": records.AREA_GAP}
_BLANK = Site(id="")


class Told:
    """What many requirements say, field by field."""

    def __init__(self, requirements: Sequence[Requirement]) -> None:
        self.requirements = requirements
        self.values: dict[str, list[Any]] = {name: [*map(attrgetter(name), requirements)] for name in _TOLD}
        self.count = len(requirements)
        self._numbers: dict[str, Array] = {}
        self._check()

    def says(self, name: str) -> bool:
        """Tell whether any requirement says something of a field."""
        values = self.values[name]
        return values[0] is not None or values.count(None) < self.count

    def numbers(self, name: str) -> Array:
        """Give the figures of a field; NaN where nothing is said."""
        if name not in self._numbers:
            figures = self.values[name] if self.says(name) else np.full(self.count, np.nan)
            self._numbers[name] = np.array(figures, dtype=np.float64)
        return self._numbers[name]

    def different(self, values: Sequence[Hashable]) -> tuple[Array, list[int]]:
        """Give for each requirement the number of its value among the different ones, and who says each first."""
        numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
        codes = np.fromiter(map(numbers.__getitem__, values), dtype=np.int64, count=self.count)
        first = np.flatnonzero(np.diff(np.maximum.accumulate(codes), prepend=-1))
        return codes, first.tolist()

    @cached_property
    def floor(self) -> tuple[Array, Array]:
        """Give the least and the greatest floor area that is wanted; NaN where nothing is said."""
        return self._wanted("floor")

    @cached_property
    def land(self) -> tuple[Array, Array]:
        """Give the least and the greatest land area that is wanted; NaN where nothing is said."""
        return self._wanted("land")

    def _wanted(self, area: str) -> tuple[Array, Array]:
        """Do what :func:`luodi.matching.ground.wanted_floor` does."""
        low, high = (self.numbers(f"{area}_area_{end}_m2") for end in ("min", "max"))
        tolerance, single = self.numbers("area_tolerance"), low == high
        silent = np.isnan(low) & np.isnan(high)
        least = np.where(single, low * (1 - tolerance), np.nan_to_num(low, nan=0.0))
        most = np.where(single, low * (1 + tolerance), np.nan_to_num(high, nan=np.inf))
        return np.where(silent, np.nan, least), np.where(silent, np.nan, most)

    def _check(self) -> None:
        """Raise where a requirement contradicts itself, as :func:`check_requirement` does for one."""
        _, first = self.different(self.alike(self.values["criteria"]))
        suspects: Iterable[int] = range(self.count) if self._is_suspect() else first
        for number in suspects:
            check_requirement(self.requirements[number], f"requirement {number + 1}")

    def alike(self, criteria: Sequence[Any]) -> Sequence[Hashable]:
        """Give what is the same where requirements have the very same lists of criteria and of landmarks."""
        lists, places = (self.different(list(map(id, each)))[0] for each in (criteria, self.values["near"]))
        both: list[Hashable] = (lists * self.count + places).tolist()
        return both

    def _is_suspect(self) -> bool:
        """Tell whether a figure is no number of 0 or more, or a least area above its greatest."""
        told = filter(self.says, (*_NUMBERS, "area_tolerance"))
        ends = (
            [self.numbers(f"{area}_area_{end}_m2") for end in ("min", "max")] for area in ("floor", "land")
        )
        return not all(map(self._are_sound, told)) or any(bool((low > high).any()) for low, high in ends)

    def _are_sound(self, name: str) -> bool:
        figures = self.numbers(name)
        sound = np.count_nonzero((figures >= 0) & (figures < (1 if name == "area_tolerance" else math.inf)))
        return bool(sound == self.count or sound + self.values[name].count(None) == self.count)


class Wishes:
    """Requirements beside the sites of one order: ``records`` is what the compiled loop takes."""

    def __init__(self, told: Told, rows: Rows, order: Order) -> None:
        self.told, self.rows, self.order, self.held = told, rows, order, records.Held()
        self.records = np.zeros(told.count, dtype=records.WISH)
        self.records["order"] = self.held.at(self._order())
        self.records["parts"] = order.parts
        self._take_ground()
        self._take_lists("bounds", "bound_count", self._bounds())
        self._take_lists("facets", "facet_count", self._facets())
        self._take_criteria()
        self._take_firm()
        if order is rows.by_city:
            self._take_places()

    def _order(self) -> Array:
        made, order = np.zeros(1, dtype=records.ORDER), self.order
        columns = {"floor": FLOOR, "land": LAND, "least": LEAST, "monthly": "rent_cny_m2_month",
                   "yearly": "rent_cny_year", "lon": "lon", "lat": "lat",
                   "bare": BARE}  # fmt: skip
        for name, column in columns.items():
            made[name] = self.held.at(order.figures(column))
        made["starts"] = self.held.at(order.starts)
        made["parks"], made["ids"] = self.held.at(order.codes("park row")), self.held.at(order.codes("ids"))
        made["regions"] = self.held.at(order.codes("region"))
        made["kinds"] = self.held.at(order.codes("park kind"))
        return made

    def _take_ground(self) -> None:
        """Take the areas that are wanted, and the budget for a year."""
        told, made = self.told, self.records
        (floor, most), (land, _) = told.floor, told.land
        made["floor_wanted"], made["land_wanted"] = floor, land
        made["floor_low"] = np.where(np.isnan(floor), -np.inf, floor * (1 - SAME))
        made["floor_high"] = np.where(np.isnan(floor), np.inf, most * (1 + SAME))
        made["budget"] = told.numbers("rent_max_cny_year") * (1 + SAME)
        made["land_alone"] = np.isnan(floor) & ~np.isnan(land)
        made["gap_by_floor"] = by_floor = ~np.isnan(floor)
        for end, name in (("min", "gap_low"), ("max", "gap_high")):
            floors, lands = (told.numbers(f"{area}_area_{end}_m2") for area in ("floor", "land"))
            wanted = np.where(by_floor, floors, lands)
            made[name] = np.where(wanted == 0, np.nan, wanted)

    def _bounds(self) -> list[tuple[Array, Array]]:
        """Give the bounds on figures, each with the requirements that set it."""
        found = []
        for name, column, test in _MOST:
            found.append(self._bound(column, test, high=self.told.numbers(name) * (1 + SAME)))
        for test, name in enumerate((*_LEAST, *_FLAGS), start=_OTHER):
            (column,) = BY_NAME[name].fields
            least = self.told.numbers(name)
            low = np.where(least == 1, 0.5, np.nan) if name in _FLAGS else least * (1 - SAME)
            found.append(self._bound(column, test, low=low))
        for area, column, test in ((self.told.floor, FLOOR, _FLOOR), (self.told.land, LAND, _LAND)):
            low, high = area
            found.append(self._bound(column, test, low=low * (1 - SAME)))
            found.append(self._bound(f"{column}.least", test, high=high * (1 + SAME)))
        return found

    def _bound(
        self, column: str, test: int, low: Array | None = None, high: Array | None = None
    ) -> tuple[Array, Array]:
        limit = low if high is None else high
        assert limit is not None
        owners = np.flatnonzero(~np.isnan(limit))
        made = np.zeros(len(owners), dtype=records.BOUND)
        if len(owners):
            made["figures"], made["test"] = self.held.at(self.order.figures(column)), test
            made["low"] = -np.inf if low is None else low[owners]
            made["high"] = np.inf if high is None else high[owners]
        return owners, made

    def _facets(self) -> list[tuple[Array, Array]]:
        """Give the constraints on words, each with the requirements that set it."""
        return [each for name in _FACETS if (each := self._facet(name)) is not None]

    def _facet(self, name: str) -> tuple[Array, Array] | None:
        told, (field,) = self.told, BY_NAME[name].fields
        if name in told.values and not told.says(name):
            return None
        codes, first = told.different(told.values.get(name, [None] * told.count))
        set_ = [BY_NAME[name].check(told.requirements[each], _BLANK, None) is not None for each in first]
        ranks = [self._ranks(name, field, told.requirements[each]) for each in first]
        owners = np.flatnonzero(np.array(set_)[codes])
        made = np.zeros(len(owners), dtype=records.FACET)
        made["codes"], made["of_part"] = self.held.at(self.order.codes(field)), field in self.order.of_part
        made["ranks"] = np.array([self.held.at(each) for each in ranks], dtype=np.uint64)[codes[owners]]
        return owners, made

    def _ranks(self, name: str, field: str, wanted: Requirement) -> Array:
        """Let the reference judge each value of a field."""
        check = BY_NAME[name].check
        judged = (check(wanted, Site(**{"id": "", field: value}), None) for value in self.rows.values(field))
        return np.array([_RANK[each.state] if each else 2 for each in judged], dtype=np.uint8)

    def _take_lists(self, name: str, count: str, lists: Sequence[tuple[Array, Array]]) -> None:
        """Put what belongs to each requirement together."""
        counts = np.zeros(self.told.count, dtype=np.int64)
        for owners, _ in lists:
            counts[owners] += 1
        at = np.cumsum(counts) - counts
        made = np.empty(int(counts.sum()), dtype=lists[0][1].dtype)
        self.records[name], self.records[count] = self.held.at(made) + at * made.itemsize, counts
        for owners, each in lists:
            made[at[owners]] = each
            at[owners] += 1

    def _take_criteria(self) -> None:
        """Take the criteria, those of the requirement or else what it implies."""
        told = self.told
        stated = told.values["criteria"]
        criteria = [own or derive_criteria(each) for own, each in zip(stated, told.requirements, strict=True)]
        codes, first = told.different(told.alike(criteria))
        described = [self._criterion(each, told.requirements[at]) for at in first for each in criteria[at]]
        made = np.array(described, dtype=records.CRITERION)
        counts = np.array([len(criteria[at]) for at in first])
        weights = np.array([sum(each.weight for each in criteria[at]) for at in first])
        starts = np.cumsum(counts) - counts
        self.records["criteria"] = self.held.at(made) + starts[codes] * made.itemsize
        self.records["criterion_count"], self.records["weight"] = counts[codes], weights[codes]

    def _criterion(self, criterion: Criterion, wanted: Requirement) -> tuple[float, ...]:
        ends = criterion.weight, criterion.worst, criterion.best
        if criterion.measure.startswith(DISTANCE):
            place = landmark(criterion, wanted)
            return records.DISTANCE, 0, *ends, place.lon, place.lat
        if criterion.measure in _DERIVED:
            return _DERIVED[criterion.measure], 0, *ends, 0, 0
        return records.FIGURE, self.held.at(self.order.figures(criterion.measure)), *ends, 0, 0

    def _take_firm(self) -> None:
        """Take what the parks make of the industry, and what the enterprise brings, by measure of their terms."""
        told, made = self.told, self.records
        codes, first = told.different(told.values["industry"])
        terms = [self._terms(told.requirements[each]) for each in first]
        industry, focus = (np.stack(each) for each in zip(*terms, strict=True))
        made["industry"] = self.held.at(industry) + codes * industry.shape[1]
        made["focus"] = self.held.at(focus) + codes * (8 * focus.shape[1])
        stated, totals = np.full((2, told.count, len(ADMISSION_MEASURES)), np.nan)
        for number, (name, measure) in enumerate(ADMISSION_MEASURES.items()):
            stated[:, number] = told.numbers(name) if name in told.values else np.nan
            totals[:, number] = told.numbers(measure.total)
        size = 8 * len(ADMISSION_MEASURES)
        made["stated"] = self.held.at(stated) + np.arange(told.count) * size
        made["totals"] = self.held.at(totals) + np.arange(told.count) * size

    def _terms(self, wanted: Requirement) -> tuple[Array, Array]:
        """Give for parks of each kind what they say of the industry, and how their focus fits."""
        terms = Terms(Ground(wanted, self.rows.segments[0], self.rows.parks, np.empty(0, np.int32)))
        kinds = self.rows.kinds_of_park[1]
        return terms.industry_ranks().astype(np.uint8)[kinds], terms.focus_fit()[kinds]

    def _take_places(self) -> None:
        codes, first = self.told.different(self.told.values["locations"])
        wheres = [self.rows.where(self.told.values["locations"][each]) for each in first]
        places = np.array([at.record for at in wheres], dtype=records.WHERE)
        self.records["where"] = self.held.at(places) + codes * places.itemsize


def park_record(rows: Rows, held: records.Held) -> Array:
    """Describe the parks and their rules."""
    parks, made = rows.parks, np.zeros(1, dtype=records.PARKS)
    measures = {name: number for number, name in enumerate(ADMISSION_MEASURES)}
    trees = [_nodes(tree, measures) for tree in parks.trees]
    starts = np.array([0, *accumulate(map(len, trees))], dtype=np.int64)
    columns = {
        "shapes": np.append(parks.arrays["rule.shape"], -1).astype(np.int32), "starts": parks.arrays["rule.starts"],
        "bounds": parks.arrays["rule.bounds"], "ratios": np.append(parks.plot_ratios, np.nan),
        "nodes": np.array([node for tree in trees for node in tree], dtype=records.NODE), "trees": starts,
        "per": np.array([records.PER[each.per] for each in ADMISSION_MEASURES.values()], dtype=np.int32),
    }  # fmt: skip
    for name, array in columns.items():
        made[name] = held.at(np.ascontiguousarray(array))
    made["measures"], made["mu"], made["same"] = len(measures), MU, SAME
    return made


def _nodes(tree: Any, measures: dict[str, int]) -> list[tuple[int, int, int, int]]:
    """Give a tree as a run of nodes, each before what stands below it."""
    kind = records.KIND_OF_NODE
    if tree[0] not in kind:
        return [(kind[tree[1]], measures[tree[0]], 1, 1)]
    below = [_nodes(each, measures) for each in tree[1]]
    lines, nodes = sum(each[0][3] for each in below), 1 + sum(map(len, below))
    return [(kind[tree[0]], len(below), nodes, lines), *(node for each in below for node in each)]
