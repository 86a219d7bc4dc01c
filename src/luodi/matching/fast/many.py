"""Many requirements at once: the first sites of each, as :func:`luodi.matching.fast.engine.rank_table` gives them for one.

A requirement is set only beside the sites that it could want: those of the regions that it names, else those of its deal
and kind, and of these those of its floor area. All of that runs in many.c; without it the engine takes one after the other.
"""

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from luodi.matching.fast import kernel
from luodi.matching.fast import many_records as records
from luodi.matching.fast.engine import Ranked, rank_table
from luodi.matching.fast.orders import Rows, rows_of
from luodi.matching.fast.ranking import SLACK, UNSURE
from luodi.matching.fast.wishes import Told, Wishes, park_record
from luodi.matching.requirement import Requirement
from luodi.sites.columns.encode import Array
from luodi.sites.columns.table import SiteTable

_ROOM = 1 << 18  # rows that are listed at a time where all are wanted


@dataclass(frozen=True, slots=True)
class Lists:
    """The first sites for each of many requirements, one list after the other.

    ``singly`` are the lists that the engine made one by one: all of them where there is no compiled loop, else those
    whose order hangs on how the reference rounds a score.
    """

    passing: Array
    listed: Array
    rows: Array
    scores: Array
    names: Sequence[str]
    singly: Mapping[int, Ranked]

    def __len__(self) -> int:
        return len(self.passing)

    def __iter__(self) -> Iterator[Ranked]:
        """Give the list of each requirement, in the order in which they were given."""
        ids, scores = [self.names[row] for row in self.rows.tolist()], self.scores.tolist()
        start = 0
        for number, (passing, count) in enumerate(
            zip(self.passing.tolist(), self.listed.tolist(), strict=True)
        ):
            first = zip(ids[start : start + count], scores[start : start + count], strict=True)
            yield self.singly.get(number) or Ranked(passing, tuple(first))
            start += count


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
        (rows.by_region, np.flatnonzero(located)),
        (rows.by_use, np.flatnonzero(~located)),
    ):
        if len(numbers):
            told = Told([requirements[each] for each in numbers.tolist()])
            passing, listed, at, scores = _ranked(library, Wishes(told, rows, order), top)
            found.append(_Found(numbers, passing, listed, order.order[at], scores))
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
    return Lists(passing, listed, held, scores, rows.ids if rows else (), singly)


def _ranked(library: ctypes.CDLL, wishes: Wishes, top: int) -> tuple[Array, Array, Array, Array]:
    """Run the loop: how many pass and how many are listed of each, then the places in the order, and the scores."""
    count, all_rows = len(wishes.records), len(wishes.order.order)
    room = max(all_rows, _ROOM) if not top else count * min(top, all_rows)
    passing, listed = np.empty((2, count), dtype=np.int64)
    hits, heap = np.empty(all_rows, dtype=records.HIT), np.empty(max(top, 1))
    rows, scores, done = [], [], 0
    parks = park_record(wishes.rows, wishes.held)
    while done < count:
        row, score = np.empty(room, np.uint32), np.empty(room)
        arrays = (hits, heap, passing, listed, row, score)
        upto = library.rank_many(
            kernel.pointer(wishes.records), *map(ctypes.c_int64, (done, count)), kernel.pointer(parks), ctypes.c_int64(top),
            ctypes.c_double(SLACK), ctypes.c_double(UNSURE), *map(kernel.pointer, arrays), ctypes.c_int64(room),
        )  # fmt: skip
        some = int(np.maximum(listed[done:upto], 0).sum())
        rows.append(row[:some])
        scores.append(score[:some])
        done = upto
    return passing, listed, np.concatenate(rows), np.concatenate(scores)


@cache
def _load() -> ctypes.CDLL | None:
    """Load the compiled loop, if it is there and of this version."""
    library = kernel.load()
    if library is None or not hasattr(library, "many_version") or library.many_version() != records.VERSION:
        return None
    library.rank_many.restype = ctypes.c_int64
    return library
