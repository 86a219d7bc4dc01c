"""The constraints on columns: which rows fail, of which it is not known.

What depends on one field that holds words or flags is judged by the reference's own check, once for each distinct value.
"""

from collections.abc import Sequence

import numpy as np

from luodi.matching.answer import State
from luodi.matching.constraints import BY_NAME
from luodi.matching.fast import kernel
from luodi.matching.fast.conditions import Codes, Judged, Rows, Test, Verdict, pruned
from luodi.matching.fast.ground import Ground
from luodi.matching.fast.locations import check_locations
from luodi.matching.fast.terms import Terms
from luodi.matching.ground import Range
from luodi.matching.logic import SAME
from luodi.matching.requirement import Requirement
from luodi.sites.columns.encode import NUMBERS, Array
from luodi.sites.columns.segment import Segment
from luodi.sites.site import Site

_RANK: dict[State, int] = {"fail": 0, "unknown": 1, "pass": 2}


def verdicts(requirement: Requirement, ground: Ground, terms: Terms) -> list[Verdict]:
    """Give the verdict of every constraint that is set, in the order of the reference's table."""
    found = []
    for constraint in BY_NAME.values():
        if constraint.name == "industry":
            judged = terms.industry()
        elif constraint.check(requirement, Site(id=""), None) is None:
            continue
        else:
            judged = _judge(constraint.name, requirement, ground, terms)
        if judged is not None:
            found.append(Verdict(constraint.name, *map(pruned, judged)))
    return found


def _judge(name: str, requirement: Requirement, ground: Ground, terms: Terms) -> tuple[Test, Test]:
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
        return _both([_at_most(part, field, bound) for field, bound in bounds if bound is not None])
    if name == "admission":
        return terms.admission()
    (field,) = BY_NAME[name].fields
    if field in NUMBERS:
        return by_rank(*_at_least(part, field, getattr(requirement, name)))
    return by_rank(*_by_value(name, requirement, part, field))


def by_rank(codes: Codes, ranks: Array) -> tuple[Test, Test]:
    """Judge rows by what their code comes to (0 fail, 1 unknown, 2 pass)."""
    return [[(codes, ranks == 0)]], [[(codes, ranks == 1)]]


def _by_value(name: str, requirement: Requirement, part: Segment, field: str) -> tuple[Array, Array]:
    """Let the reference judge each distinct value."""
    check = BY_NAME[name].check
    judged = (check(requirement, Site(**{"id": "", field: value}), None) for value in part.values(field))
    return part.codes(field), np.array([_RANK[c.state] if c else 2 for c in judged])


def _at_least(part: Segment, field: str, bound: float) -> tuple[Array, Array]:
    numbers = part.numbers(field)
    return part.codes(field), _ranks(numbers, numbers >= bound * (1 - SAME))


def _at_most(part: Segment, field: str, bound: float) -> tuple[Array, Array]:
    numbers = part.numbers(field)
    return part.codes(field), _ranks(numbers, numbers <= bound * (1 + SAME))


def _ranks(numbers: Array, holds: Array) -> Array:
    return np.where(np.isnan(numbers), 1, np.where(holds, 2, 0))


def _both(parts: Sequence[tuple[Codes, Array]]) -> tuple[Test, Test]:
    """Join one or two parts that must both hold: a failing one decides, then an unknown one."""
    if len(parts) == 1:
        return by_rank(*parts[0])
    (a, of_a), (b, of_b) = parts
    fails: Test = [[(a, of_a == 0)], [(b, of_b == 0)]]
    return fails, [[(a, of_a == 1), (b, of_b != 0)], [(a, of_a == 2), (b, of_b == 1)]]


def _area(part: Segment, field: str, wanted: Range | None) -> tuple[Test, Test]:
    """Some area on offer is wanted: the whole reaches the least wanted, the smallest part keeps within the most."""
    assert wanted is not None
    whole, reach = _at_least(part, field, wanted[0])
    _, whole_within = _at_most(part, field, wanted[1])
    least, least_within = _at_most(part, "min_area_m2", wanted[1])
    fails: Test = [[(whole, reach == 0)], [(whole, whole_within == 0), (least, least_within == 1)],
                   [(least, least_within == 0), (whole, reach != 1)]]  # fmt: skip
    return fails, [[(whole, reach == 1)]]


def _rent(requirement: Requirement, ground: Ground) -> tuple[Test, Test]:
    monthly, yearly = requirement.rent_max_cny_m2_month, requirement.rent_max_cny_year
    parts: list[tuple[Codes, Array]] = []
    if monthly is not None:
        parts.append(_at_most(ground.part, "rent_cny_m2_month", monthly))
    if yearly is not None:
        budget = yearly * (1 + SAME)

        def judge(rows: Rows) -> Array:
            rent = ground.rent_by_year(rows)
            return _ranks(rent, rent <= budget)

        parts.append((Judged(kernel.YEAR_RENT, judge), np.arange(3)))
    return _both(parts)
