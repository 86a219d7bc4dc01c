"""What constraints come to on columns: tests whose terms are conditions on the code of one column.

A test holds for a row where one of its terms does; a term where all its conditions do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from luodi.sites.columns.encode import Array

Rows: TypeAlias = slice | Array


@dataclass(frozen=True, slots=True)
class Judged:
    """Codes that are worked out where they are looked at; ``kind`` is the compiled loop's name for "fails" (code 0)."""

    kind: int
    judge: Callable[[Rows], Array]

    def __getitem__(self, rows: Rows) -> Array:
        return self.judge(rows)


Codes: TypeAlias = Array | Judged
Condition: TypeAlias = tuple[Codes, Array]
"""The codes of a column, and for each code whether it is meant."""
Test: TypeAlias = list[list[Condition]]
Select: TypeAlias = Callable[[Rows], Array]
_MOST_RUNS = 4  # comparisons that are cheaper than looking every code up


@dataclass(frozen=True, slots=True)
class Verdict:
    """One constraint on the rows of a part: the terms by which a row fails, and by which it is unknown."""

    name: str
    fails: Test
    unknown: Test


def pruned(test: Test) -> Test:
    """Leave out terms that can't hold and conditions that always do."""
    held = [term for term in test if all(wanted.any() for _, wanted in term)]
    return [[each for each in term if not each[1].all()] or term[:1] for term in held]


def ranges_of(wanted: Array) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Give the first and the last of each run of codes that is wanted, and of those that are not."""
    ends = [0, *(np.flatnonzero(wanted[1:] != wanted[:-1]) + 1).tolist(), len(wanted)]
    runs = [(first, last - 1) for first, last in pairwise(ends)]
    return (runs[::2], runs[1::2]) if wanted[0] else (runs[1::2], runs[::2])


def holds(test: Test, rows: Array) -> Array:
    """Tell of a few rows whether one of the test's terms holds."""
    found = np.zeros(len(rows), dtype=bool)
    for term in test:
        held = np.ones(len(rows), dtype=bool)
        for codes, wanted in term:
            held &= wanted[codes[rows]]
        found |= held
    return found


def selection(test: Test) -> Select | None:
    """Give a function that tells of many rows whether one of the test's terms holds; None where none can."""
    terms = [[_chosen(*each) for each in term] for term in test]
    return (lambda rows: _any(terms, rows)) if terms else None


def _any(terms: Sequence[Sequence[Select]], rows: Rows) -> Array:
    found = _all(terms[0], rows)
    for term in terms[1:]:
        found |= _all(term, rows)
    return found


def _all(conditions: Sequence[Select], rows: Rows) -> Array:
    found = conditions[0](rows)
    for each in conditions[1:]:
        found &= each(rows)
    return found


def _chosen(codes: Codes, wanted: Array) -> Select:
    """Select the rows whose code is wanted: by comparisons where few runs of codes are, else code by code."""
    runs, _ = ranges_of(wanted)
    if len(runs) > _MOST_RUNS or isinstance(codes, Judged):
        return lambda rows: np.take(wanted, codes[rows])
    tests = [[_within(codes, first, last, len(wanted) - 1)] for first, last in runs]
    return tests[0][0] if len(tests) == 1 else lambda rows: _any(tests, rows)


def _within(codes: Array, first: int, last: int, most: int) -> Select:
    low, high = codes.dtype.type(first), codes.dtype.type(last)
    if first == last:
        return lambda rows: codes[rows] == low
    if first == 0:
        return lambda rows: codes[rows] <= high
    if last == most:
        return lambda rows: codes[rows] >= low
    width = codes.dtype.type(last - first)
    return lambda rows: (codes[rows] - low) <= width  # codes below wrap around to the top
