"""Many requirements at once: the first sites of each, as :func:`luodi.matching.fast.engine.rank_table` gives them for one.

A requirement is set only beside the sites that it could want: those of the cities that it names, else those of its deal
and kind, and of these those of its floor area. All of that runs in many.c; without it the engine takes one after the other.
"""

import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import overload

import numpy as np

from luodi.matching.answer import Ranked
from luodi.matching.fast import kernel
from luodi.matching.fast import many_records as records
from luodi.matching.fast.engine import rank_table
from luodi.matching.fast.orders import Rows, rows_of
from luodi.matching.fast.ranking import SLACK, UNSURE
from luodi.matching.fast.wishes import Told, Wishes, park_record
from luodi.matching.requirement import Requirement
from luodi.sites.columns.encode import Array
from luodi.sites.columns.table import SiteTable

_ROOM = 1 << 18  # rows that are listed at a time


@dataclass(frozen=True, slots=True)
class Lists(Sequence[Ranked]):
    """The first sites for each of many requirements: as columns, one list after the other, and one by one.

    ``passing`` are how many would do, ``ends`` where each list ends in ``ids`` and ``scores``. ``singly`` are the lists
    that the engine made, which are not in the columns: all of them where there is no compiled loop, else those whose
    order hangs on how the reference rounds a score.
    """

    passing: Array
    ends: Array
    ids: Sequence[str]
    scores: Array
    singly: Mapping[int, Ranked]

    def __len__(self) -> int:
        return len(self.passing)

    @overload
    def __getitem__(self, at: int) -> Ranked: ...
    @overload
    def __getitem__(self, at: slice) -> list[Ranked]: ...
    def __getitem__(self, at: int | slice) -> Ranked | list[Ranked]:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        number = range(len(self))[at]
        if number in self.singly:
            return self.singly[number]
        start, end = int(self.ends[number - 1]) if number else 0, int(self.ends[number])
        first = zip(self.ids[start:end], self.scores[start:end].tolist(), strict=True)
        return Ranked(int(self.passing[number]), tuple(first))


def rank_many(requirements: Sequence[Requirement], table: SiteTable, top: int) -> Lists:
    """Rank the sites for many requirements, the first ``top`` of each (0: all that would do).

    Raises :class:`~luodi.core.errors.LuodiError` for a requirement that contradicts itself.
    """
    count = len(requirements)
    library = _load()
    if library is None or not count or not len(table):
        return _lists(
            count, (), {number: rank_table(each, table, top) for number, each in enumerate(requirements)}
        )
    rows = rows_of(table)
    located = np.array([bool(each.locations) for each in requirements])
    found = []
    for order, numbers in (
        (rows.by_city, np.flatnonzero(located)),
        (rows.by_use, np.flatnonzero(~located)),
    ):
        if len(numbers):
            told = Told([requirements[each] for each in numbers.tolist()])
            wishes = Wishes(told, rows, order)
            found.append(_ranked(library, wishes, numbers, top))
    in_doubt = np.concatenate([each.numbers[each.listed < 0] for each in found]).tolist()
    return _lists(count, found, {each: rank_table(requirements[each], table, top) for each in in_doubt}, rows)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the loop found for the requirements of these numbers; -1 is listed where the reference must say."""

    numbers: Array
    passing: Array
    listed: Array
    rows: Array
    scores: Array


def _lists(
    count: int, found: Sequence[_Found], singly: Mapping[int, Ranked], rows: Rows | None = None
) -> Lists:
    """Put what was found into the order of the requirements."""
    passing, listed = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for each in found:
        passing[each.numbers], listed[each.numbers] = each.passing, np.maximum(each.listed, 0)
    owners = np.concatenate(
        [np.empty(0, np.int64), *(np.repeat(each.numbers, np.maximum(each.listed, 0)) for each in found)]
    )
    order = np.argsort(owners, kind="stable")
    held = np.concatenate([np.empty(0, np.int64), *(each.rows for each in found)])[order]
    scores = np.concatenate([np.empty(0), *(each.scores for each in found)])[order]
    ids = list(map(rows.ids.__getitem__, held.tolist())) if rows else []
    return Lists(passing, np.cumsum(listed), ids, scores, singly)


def _ranked(library: ctypes.CDLL, wishes: Wishes, numbers: Array, top: int) -> _Found:
    """Run the loop on the requirements of these numbers, those that want to be at one place after the other."""
    by_place = np.argsort(wishes.records["where"], kind="stable")
    asked = wishes.records[by_place]
    count, all_rows = len(asked), len(wishes.order.order)
    most = min(top, all_rows)
    room = max(most or all_rows, _ROOM)
    passing, listed = np.empty((2, count), dtype=np.int64)
    hits, heap = np.empty(all_rows, dtype=records.HIT), np.empty(max(most, 1))
    parks = park_record(wishes.rows, wishes.held)
    found, done = [], 0
    while done < count:
        at, scores = np.empty(room, np.uint32), np.empty(room)
        arrays = (hits, heap, passing, listed, at, scores)
        upto = library.rank_many(
            kernel.pointer(asked), *map(ctypes.c_int64, (done, count)), kernel.pointer(parks), ctypes.c_int64(most),
            ctypes.c_double(SLACK), ctypes.c_double(UNSURE), *map(kernel.pointer, arrays), ctypes.c_int64(room),
        )  # fmt: skip
        some = int(np.maximum(listed[done:upto], 0).sum())
        found.append((at[:some], scores[:some]))
        done = upto
    places, of_places = (np.concatenate(each) for each in zip(*found, strict=True))
    return _Found(numbers[by_place], passing, listed, wishes.order.order[places], of_places)


@cache
def _load() -> ctypes.CDLL | None:
    """Load the compiled loop, if it is there and of this version."""
    library = kernel.load()
    if library is None or not hasattr(library, "many_version") or library.many_version() != records.VERSION:
        return None
    library.rank_many.restype = ctypes.c_int64
    return library
