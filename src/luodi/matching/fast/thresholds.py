"""Rules as thresholds: up to which land or floor a park's terms hold for one enterprise.

What an enterprise brings falls with the ground that it is divided by, so "at least" a figure by 亩 or m² holds up to some
area, and a whole rule mostly comes to the greatest of a constant, a line on the land and a line on the floor. A rule
that does not (``at_most``, land and floor both wanted) has no such form here and is worked out line by line.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from luodi.core.quantities.units import MU
from luodi.matching.logic import SAME
from luodi.sites.columns.encode import Array
from luodi.sites.columns.rules import Tree


@dataclass(frozen=True, slots=True)
class Form:
    """The greatest of ``constant`` and of each line, capped by its ``most``; arrays by park. None: no such line."""

    constant: Array
    land: Array | None = None
    land_most: Array | None = None
    floor: Array | None = None
    floor_most: Array | None = None

    @property
    def lines(self) -> int:
        """Count the lines."""
        return (self.land is not None) + (self.floor is not None)


def form_of(tree: Tree, leaf: Callable[[str, str, int], Form | None]) -> Form | None:
    """Bring a tree into the form; None where it has none. ``leaf`` gives that of one line."""
    number = 0

    def form(node: Tree) -> Form | None:
        nonlocal number
        if node[0] in ("all_of", "any_of"):
            return _joined([form(each) for each in node[1]], _all if node[0] == "all_of" else _any)
        number += 1
        return leaf(node[0], node[1], number - 1)

    return form(tree)


def _joined(forms: list[Form | None], join: Callable[[Form, Form], Form | None]) -> Form | None:
    joined = forms[0]
    for each in forms[1:]:
        joined = None if joined is None or each is None else join(joined, each)
    return joined


def _any(a: Form, b: Form) -> Form | None:
    """Give the greatest of two forms."""
    land, floor = (
        _either(a.land, a.land_most, b.land, b.land_most),
        _either(a.floor, a.floor_most, b.floor, b.floor_most),
    )
    if land is None or floor is None:
        return None
    return Form(np.maximum(a.constant, b.constant), *land, *floor)


_Line = tuple[Array | None, Array | None]


def _either(t: Array | None, most: Array | None, u: Array | None, other: Array | None) -> _Line | None:
    """Join two lines on the same ground; None where they are capped differently."""
    if t is None or u is None:
        return (u, other) if t is None else (t, most)
    assert most is not None
    assert other is not None
    return (np.maximum(t, u), most) if np.array_equal(most, other) else None


def _all(a: Form, b: Form) -> Form | None:
    """Give the least of two forms, if that is one."""
    if not a.lines or not b.lines:
        capped, cap = (a, b.constant) if a.lines else (b, a.constant)
        return replace(
            capped,
            constant=np.minimum(capped.constant, cap),
            land_most=None if capped.land_most is None else np.minimum(capped.land_most, cap),
            floor_most=None if capped.floor_most is None else np.minimum(capped.floor_most, cap),
        )
    if a.constant.any() or b.constant.any() or (a.lines, b.lines) != (1, 1):
        return None
    if a.land is not None and b.land is not None and a.land_most is not None and b.land_most is not None:
        return replace(a, land=np.minimum(a.land, b.land), land_most=np.minimum(a.land_most, b.land_most))
    if a.floor is not None and b.floor is not None and a.floor_most is not None and b.floor_most is not None:
        return replace(
            a, floor=np.minimum(a.floor, b.floor), floor_most=np.minimum(a.floor_most, b.floor_most)
        )
    return None


def greatest_ground(total: float, bounds: Array, per: str) -> Array:
    """Give the greatest area, in m², on which ``total`` by 亩 or m² reaches each bound, to the last bit.

    The comparison that decides is the reference's own; the quotient only says where to look.
    """
    divisor = MU if per == "mu" else 1.0
    least = bounds * (1 - SAME)

    def holds(ground: Array) -> Array:
        reached: Array = total / (ground / divisor) >= least
        return reached

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ground = np.where(least > 0, total * divisor / least, np.inf)
        while (below := ~holds(ground) & (ground > 0) & (least > 0)).any():
            ground = np.where(below, np.nextafter(ground, 0), ground)
        while (
            above := holds(further := np.nextafter(ground, np.inf)) & np.isfinite(ground) & (ground > 0)
        ).any():
            ground = np.where(above, further, ground)
    return ground


def greatest_whole(bounds: Array, divisors: Array) -> Array:
    """Give the greatest figure that, divided, is not above its bound (at least 0), to the last bit; inf where it can't be
    divided.
    """
    whole, on = np.full(len(bounds), np.inf), np.flatnonzero((divisors > 0) & np.isfinite(bounds))
    divisors, bounds = divisors[on], bounds[on]
    found = bounds * divisors
    while (above := found / divisors > bounds).any():
        found = np.where(above, _next(found, -1), found)
    while (below := _next(found, 1) / divisors <= bounds).any():
        found = np.where(below, _next(found, 1), found)
    whole[on] = found
    return whole


def _next(figures: Array, step: int) -> Array:
    """Give the next greater or smaller of positive figures, as their bits count them."""
    found: Array = (figures.view(np.int64) + step).view(np.float64)
    return found
