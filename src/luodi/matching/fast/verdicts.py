"""The constraints on columns: which rows fail, of which it is not known.

What depends on one field that holds words or flags is judged by the reference's own check, once for each distinct value.
A verdict is asked for a slice of rows, so that what it works on stays in the processor's cache.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from luodi.matching.answer import State
from luodi.matching.constraints import BY_NAME
from luodi.matching.fast.ground import Ground, Rows
from luodi.matching.fast.locations import check_locations
from luodi.matching.fast.terms import Terms
from luodi.matching.ground import Range
from luodi.matching.logic import SAME
from luodi.matching.requirement import Requirement
from luodi.sites.columns.encode import NUMBERS, Array
from luodi.sites.columns.segment import Segment
from luodi.sites.site import Site

Select: TypeAlias = Callable[[Rows], Array]
"""Gives a boolean for each row of a slice."""
_RANK: dict[State, int] = {"fail": 0, "unknown": 1, "pass": 2}
_MOST_RUNS = 4  # comparisons that are cheaper than looking every code up


@dataclass(frozen=True, slots=True)
class Verdict:
    """One constraint on the rows of a part; None where no row is so."""

    name: str
    fails: Select | None
    unknown: Select | None


def verdicts(requirement: Requirement, ground: Ground, terms: Terms) -> list[Verdict]:
    """Give the verdict of every constraint that is set, in the order of the reference's table."""
    found = []
    for constraint in BY_NAME.values():
        if constraint.name == "industry":
            verdict = terms.industry_verdict()
        elif constraint.check(requirement, Site(id=""), None) is None:
            continue
        else:
            verdict = _verdict(constraint.name, requirement, ground, terms)
        if verdict is not None:
            found.append(Verdict(constraint.name, *verdict))
    return found


def _verdict(
    name: str, requirement: Requirement, ground: Ground, terms: Terms
) -> tuple[Select | None, Select | None]:
    part = ground.part
    if name == "floor_area":
        return _area(part, "floor_area_m2", ground.floor)
    if name == "land_area":
        return _area(part, "land_area_m2", ground.land)
    if name == "locations":
        return check_locations(requirement, part, ground.parks)
    if name == "rent":
        return _rent(requirement, ground)
    if name == "price":
        bounds = (("price_cny", requirement.price_max_cny), ("price_cny_mu", requirement.price_max_cny_mu))
        return all_of([at_most(part, field, bound) for field, bound in bounds if bound is not None])
    if name == "admission":
        return terms.admission_verdict()
    (field,) = BY_NAME[name].fields
    if field in NUMBERS:
        return at_least(part, field, getattr(requirement, name))
    return _by_value(name, requirement, part, field)


def _by_value(
    name: str, requirement: Requirement, part: Segment, field: str
) -> tuple[Select | None, Select | None]:
    """Let the reference judge each distinct value."""
    check = BY_NAME[name].check
    judged = (check(requirement, Site(**{"id": "", field: value}), None) for value in part.values(field))
    return by_code(part.codes(field), np.array([_RANK[c.state] if c else 2 for c in judged]))


def at_least(part: Segment, field: str, bound: float) -> tuple[Select | None, Select | None]:
    """The figure reaches the bound."""
    numbers = part.numbers(field)
    return by_code(part.codes(field), _ranks(numbers, numbers >= bound * (1 - SAME)))


def at_most(part: Segment, field: str, bound: float) -> tuple[Select | None, Select | None]:
    """The figure stays within the bound."""
    numbers = part.numbers(field)
    return by_code(part.codes(field), _ranks(numbers, numbers <= bound * (1 + SAME)))


def _ranks(numbers: Array, holds: Array) -> Array:
    return np.where(np.isnan(numbers), 1, np.where(holds, 2, 0))


def by_code(codes: Array, ranks: Array) -> tuple[Select | None, Select | None]:
    """Judge rows by what their code comes to (0 fail, 1 unknown, 2 pass)."""
    return chosen(codes, ranks == 0), chosen(codes, ranks == 1)


def chosen(codes: Array, wanted: Array) -> Select | None:
    """Select the rows whose code is wanted: by comparisons where few runs of codes are, else code by code."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], wanted, [False])).astype(np.int8)))
    runs = [(int(first), int(last) - 1) for first, last in zip(edges[::2], edges[1::2], strict=True)]
    if not runs:
        return None
    if len(runs) > _MOST_RUNS:
        return lambda rows: np.take(wanted, codes[rows])
    tests = [_within(codes, first, last, len(wanted) - 1) for first, last in runs]
    return tests[0] if len(tests) == 1 else lambda rows: _any(tests, rows)


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


def _any(tests: Sequence[Select], rows: Rows) -> Array:
    found = tests[0](rows)
    for test in tests[1:]:
        found |= test(rows)
    return found


def all_of(parts: Sequence[tuple[Select | None, Select | None]]) -> tuple[Select | None, Select | None]:
    """Join parts that must all hold: a failing one decides, then an unknown one."""
    fails = [fail for fail, _ in parts if fail]
    unknown = [open_ for _, open_ in parts if open_]
    if len(parts) == 1 or not fails or not unknown:
        return _joined(fails), _joined(unknown)
    return _joined(fails), lambda rows: _any(unknown, rows) & ~_any(fails, rows)


def _joined(tests: Sequence[Select]) -> Select | None:
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else lambda rows: _any(tests, rows)


def _area(part: Segment, field: str, wanted: Range | None) -> tuple[Select | None, Select | None]:
    """Some area on offer is wanted: the whole reaches the least wanted, the smallest part keeps within the most."""
    assert wanted is not None
    whole, least = part.codes(field), part.codes("min_area_m2")
    too_small, unknown = at_least(part, field, wanted[0])
    whole_too_big, _ = at_most(part, field, wanted[1])
    least_too_big, _ = at_most(part, "min_area_m2", wanted[1])

    def too_big(rows: Rows) -> Array:
        found = [whole_too_big(rows) & (least[rows] == 0)] if whole_too_big else []
        found += [least_too_big(rows) & (whole[rows] != 0)] if least_too_big else []
        either: Array = found[0] | found[-1]
        return either

    fails = [test for test in (too_small, too_big if whole_too_big or least_too_big else None) if test]
    return _joined(fails), unknown


def _rent(requirement: Requirement, ground: Ground) -> tuple[Select | None, Select | None]:
    monthly, yearly = requirement.rent_max_cny_m2_month, requirement.rent_max_cny_year
    parts = []
    if monthly is not None:
        parts.append(at_most(ground.part, "rent_cny_m2_month", monthly))
    if yearly is not None:
        bound = yearly * (1 + SAME)
        parts.append(
            (lambda rows: ground.rent_by_year(rows) > bound, lambda rows: np.isnan(ground.rent_by_year(rows)))
        )
    return all_of(parts)
