"""The sites of a table in orders in which what a requirement could want lies together, for many requirements at once.

One order has the sites of each city together, the other those of one deal, kind and status. Within such a part come
the sites of unknown floor, then those of one floor area, then those that are let in pieces; the last two by floor area.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from luodi.matching.fast import kernel
from luodi.matching.fast.locations import judge_places
from luodi.sites.columns.encode import NUMBERS, POINT, Array
from luodi.sites.columns.rules import LISTS
from luodi.sites.columns.runs import AREAS
from luodi.sites.columns.segment import Segment
from luodi.sites.columns.table import SiteTable

FLOOR, LAND, LEAST = AREAS
SMALLEST_OF = {"floor_area_m2.least": FLOOR, "land_area_m2.least": LAND}
"""The smallest area on offer: the least, or else the whole."""
BARE = "bare"
"""Whether a site is land or yard alone."""
OF_PART = ("deal", "kind", "status")
"""What all sites of a part have in common in the order for requirements that want to be anywhere."""
_BEHIND = 64  # rows that the compiled loop may look at behind the last
_GROUPS = 3
_FAIL, _UNKNOWN, _PASS = range(3)


class Order:
    """All sites of a table that stand, in one order; ``of_part`` says what the sites of a part have in common."""

    def __init__(self, rows: "Rows", parts: Array, count: int, of_part: tuple[str, ...] = ()) -> None:
        self.rows, self.of_part, self.parts = rows, of_part, count
        floor, least = rows.figures(FLOOR), rows.figures(LEAST)
        group = np.where(np.isnan(floor), 0, np.where(np.isnan(least), 1, 2))
        within = parts.astype(np.int64) * _GROUPS + group
        self.order = np.lexsort((floor, within))
        held = within[self.order]
        self.starts = np.searchsorted(held, np.arange(count * _GROUPS + 1)).astype(np.uint32)
        self._columns: dict[str, Array] = {}

    def figures(self, name: str) -> Array:
        """Give a column of figures, NaN where unknown; it goes on behind the last row."""
        return self._kept(name, lambda: self.rows.figures(name), np.nan)

    def codes(self, name: str) -> Array:
        """Give a column of codes."""
        return self._kept(f"{name}.codes", lambda: self.rows.codes(name), 0)

    def _kept(self, name: str, column: Callable[[], Array], behind: float) -> Array:
        if name not in self._columns:
            values = column()
            held = np.full(len(values) + _BEHIND, behind, dtype=values.dtype)
            held[: len(values)] = values[self.order]
            self._columns[name] = held
        return self._columns[name]


@dataclass(frozen=True)
class Where:
    """Where one or more wanted places are: parts of :attr:`Rows.by_city` and, of each region, the rank (0 fail, 1 unknown,
    2 pass); single rows of regions that fail, with their ranks; and the rows of unknown regions that pass.
    """

    parts: Array
    region_ranks: Array
    rows: Array
    row_ranks: Array
    sure: Array

    @cached_property
    def record(self) -> tuple[int, ...]:
        """Give what the compiled loop takes."""
        arrays = (self.parts, self.rows, self.sure, self.region_ranks, self.row_ranks)
        return (*map(kernel.address, arrays), len(self.parts), len(self.rows), len(self.sure))


class Rows:
    """All sites of a table that stand, by column, with the orders they can be looked at in."""

    def __init__(self, table: SiteTable) -> None:
        self.segments, self.parks, self.park_rows = table.segments, table.parks, table.park_rows
        self.standing = [np.arange(part.rows)[part.standing_rows()] for part in table.segments]
        self._values: dict[str, list[Any]] = {}
        self._wheres: dict[tuple[str, ...], Where] = {}

    @cached_property
    def ids(self) -> list[str]:
        """Give the id of each row."""
        held = (part.ids() for part in self.segments)
        return [ids[row] for ids, rows in zip(held, self.standing, strict=True) for row in rows.tolist()]

    @cached_property
    def id_ranks(self) -> Array:
        """Give each row's place in the order of the ids."""
        ranks = np.empty(len(self.ids), dtype=np.uint32)
        ranks[sorted(range(len(self.ids)), key=self.ids.__getitem__)] = np.arange(len(self.ids))
        return ranks

    @cached_property
    def by_city(self) -> Order:
        """Give the order for requirements that want to be at some place."""
        return Order(self, self._city_of_region[self.codes("region")], int(self._city_of_region.max()) + 1)

    @cached_property
    def _city_of_region(self) -> Array:
        """Number the cities, and give that of each region."""
        levels = [part.arrays["region.levels"] for part in self.segments]
        cities = [
            np.column_stack([np.full(len(each), number), each[:, :2]]) for number, each in enumerate(levels)
        ]
        numbers: Array = np.unique(np.concatenate(cities), axis=0, return_inverse=True)[1].reshape(-1)
        return numbers

    @cached_property
    def by_use(self) -> Order:
        """Give the order for requirements that want to be anywhere."""
        uses = np.stack([self.codes(name) for name in OF_PART], axis=1)
        held, parts = np.unique(uses, axis=0, return_inverse=True)
        return Order(self, parts.reshape(-1), len(held), OF_PART)

    @cached_property
    def kinds_of_park(self) -> tuple[Array, Array]:
        """Number the kinds of parks, alike in what they admit, refuse and focus on: each park's, and a park of each kind. The
        last park stands for none on file.
        """
        lists = [np.append(self.parks.arrays[f"list.{name}.codes"], 0) for name in LISTS]
        kinds = np.unique(np.column_stack(lists), axis=0, return_index=True, return_inverse=True)
        return kinds[2].reshape(-1).astype(np.int32), kinds[1]

    def figures(self, name: str) -> Array:
        """Give a figure, a flag (1, 0) or :data:`BARE` of each row; NaN is unknown."""
        if name in SMALLEST_OF:
            whole, least = self.figures(SMALLEST_OF[name]), self.figures(LEAST)
            return np.where(np.isnan(whole) | np.isnan(least), whole, least)
        return self._each(lambda part: _figures(part, name)).astype(np.float64)

    def codes(self, name: str) -> Array:
        """Give each row's code: its number in :meth:`values`; its region, place or park as named; the row of its park, the
        kind of that; its id's rank.
        """
        if name == "park row":
            pairs = zip(self.park_rows, self.standing, strict=True)
            rows = np.concatenate([parks[rows] for parks, rows in pairs])
            return np.where(rows < 0, self.parks.rows, rows).astype(np.int32)
        if name == "park kind":
            return self.kinds_of_park[0][self.codes("park row")]
        if name == "ids":
            return self.id_ranks
        if name in ("region", "place", "park"):
            starts = iter(self._starts(name))
            return self._each(lambda part: part.codes(name).astype(np.int32) + next(starts))
        numbers = {value: number for number, value in enumerate(self.values(name))}
        return self._each(
            lambda part: np.array([numbers[value] for value in part.values(name)], np.int32)[part.codes(name)]
        )

    def values(self, name: str) -> list[Any]:
        """Give the different values of a field that holds words."""
        if name not in self._values:
            self._values[name] = list(
                dict.fromkeys(value for part in self.segments for value in part.values(name))
            )
        return self._values[name]

    def where(self, wanted: tuple[str, ...]) -> Where:
        """Find the wanted places; what was found is kept."""
        if wanted not in self._wheres:
            self._wheres[wanted] = self._find(wanted)
        return self._wheres[wanted]

    def _find(self, wanted: tuple[str, ...]) -> Where:
        judged = [judge_places(wanted, part, self.parks) for part in self.segments]
        regions = np.concatenate([each.regions for each in judged])
        parts = np.unique(self._city_of_region[regions != _FAIL]).astype(np.uint32)
        named = np.union1d(self._named("place", [each.places for each in judged]),
                           self._named("park", [each.parks for each in judged]))  # fmt: skip
        unstated = np.empty(0, named.dtype)
        if judged[0].place_could_tell:
            held = [np.arange(len(each.places)) == 0 for each in judged]
            unstated = np.setdiff1d(self._named("place", held), named)
        rows = np.concatenate([named, unstated]).astype(np.uint32)
        ranks = np.repeat(np.array([_PASS, _UNKNOWN], np.uint8), [len(named), len(unstated)])
        of_region = regions[self.by_city.codes("region")[rows]]
        elsewhere, sure = of_region == _FAIL, (of_region == _UNKNOWN) & (ranks == _PASS)
        return Where(parts, regions, rows[elsewhere], ranks[elsewhere], rows[sure])

    def _named(self, field: str, meant: Sequence[Array]) -> Array:
        """Give the places in :attr:`by_city` of the rows whose code is meant."""
        order, starts = self._rows_of[field]
        codes = np.flatnonzero(np.concatenate(meant)).tolist()
        return np.concatenate([order[:0], *(order[starts[code] : starts[code + 1]] for code in codes)])

    @cached_property
    def _rows_of(self) -> dict[str, tuple[Array, Array]]:
        found = {}
        for field in ("place", "park"):
            codes = self.by_city.codes(field)[: len(self.ids)]
            order = np.argsort(codes, kind="stable")
            found[field] = order, np.searchsorted(codes[order], np.arange(self._starts(field)[-1] + 1))
        return found

    def _each(self, column: Callable[[Segment], Array]) -> Array:
        pairs = zip(self.segments, self.standing, strict=True)
        return np.concatenate([column(part)[rows] for part, rows in pairs])

    def _starts(self, name: str) -> list[int]:
        """Give the first number of each segment's codes, and the count of all."""
        counts = (
            len(part.arrays["region.levels"]) if name == "region" else len(part.values(name))
            for part in self.segments
        )
        return [0, *np.cumsum(list(counts)).tolist()]


def _figures(part: Segment, name: str) -> Array:
    if name in POINT:
        return part.arrays[name]
    if name in NUMBERS:
        return part.numbers(name)[part.codes(name)]
    if name == BARE:
        held = [bool(kind) and set(kind) <= {"land", "yard"} for kind in part.values("kind")]
        return np.array(held)[part.codes("kind")]
    flags = np.array([np.nan if flag is None else float(flag) for flag in part.values(name)])
    return flags[part.codes(name)]


_KEPT: WeakKeyDictionary[SiteTable, Rows] = WeakKeyDictionary()


def rows_of(table: SiteTable) -> Rows:
    """Give the rows of a table; they are put in order once."""
    if table not in _KEPT:
        _KEPT[table] = Rows(table)
    return _KEPT[table]
