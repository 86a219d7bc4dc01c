"""The criteria on columns: what each adds to a site's score, and the most that it could add.

What hangs on one code is looked up; distances are first bounded by the cell that a site lies in, and worked out only for
sites that could still be among the first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from luodi.matching.criteria import EARTH_RADIUS_KM, UNKNOWN_VALUE
from luodi.matching.fast import kernel
from luodi.matching.fast.ground import Ground
from luodi.matching.fast.terms import Terms
from luodi.matching.measures import DISTANCE
from luodi.matching.requirement import Criterion, Landmark
from luodi.sites.columns.encode import CELL_DEGREES, NUMBERS, Array
from luodi.sites.columns.segment import Segment

Points: TypeAlias = Callable[[Array], Array]
"""Gives weight × value for each of some rows."""
_CELL_REACH_KM = EARTH_RADIUS_KM * np.radians(CELL_DEGREES) / np.sqrt(2) * 1.001
"""No point of a cell lies farther from its middle: half its diagonal at the equator."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that one or more criteria can add to the score of a row with a certain code."""

    codes: Array
    points: Array

    @property
    def most(self) -> float:
        """The most for any row."""
        return float(self.points.max())

    @property
    def spread(self) -> float:
        """How much the codes differ: those that differ most tell rows apart first."""
        return float(self.points.max() - self.points.min())


@dataclass(frozen=True, slots=True)
class Scorer:
    """All criteria on the rows of one part: exact points in the criteria's order, bounds, the sum of the weights."""

    points: tuple[Points, ...]
    bounds: tuple[Bound, ...]
    unbounded: float
    weight: float

    def compiled(self) -> list[kernel.Bound]:
        """Give the bounds as the compiled loop takes them."""
        rest = self.unbounded + sum(bound.most for bound in self.bounds)
        described = []
        for bound in self.bounds:
            rest -= bound.most
            where = kernel.address(bound.codes), kernel.address(bound.points)
            described.append(kernel.Bound(*where, rest, bound.codes.itemsize, 0))
        return described

    def scores(self, rows: Array) -> Array:
        """Give the scores, summed in the order in which the reference sums them."""
        total = np.zeros(len(rows))
        for points in self.points:
            total = total + points(rows)
        return total / self.weight


def scorer(criteria: Sequence[Criterion], ground: Ground, terms: Terms) -> Scorer:
    """Prepare the criteria for one part."""
    points, bounds, unbounded = [], [], 0.0
    distances = [c for c in criteria if c.measure.startswith(DISTANCE)]
    for criterion in criteria:
        looked_up = _lookup(criterion, ground, terms)
        if looked_up:
            bounds.append(looked_up)
            points.append(_looked_up(looked_up))
        else:
            points.append(_worked_out(criterion, ground))
            unbounded += 0.0 if criterion in distances else criterion.weight
    if distances:
        bounds.append(_cells(distances, ground))
    bounds.sort(key=lambda bound: -bound.spread)
    return Scorer(tuple(points), tuple(bounds), unbounded, sum(c.weight for c in criteria))


def worth(criterion: Criterion, x: Array) -> Array:
    """Give weight × value of a measure; NaN counts as unknown."""
    with np.errstate(over="ignore", invalid="ignore"):
        value = (x - criterion.worst) / (criterion.best - criterion.worst)
    value = np.where(np.isnan(x), UNKNOWN_VALUE, np.fmin(1.0, np.fmax(0.0, value)))
    points: Array = criterion.weight * value
    return points


def distance_km(lon: Array, lat: Array, place: Landmark) -> Array:
    """Give the great-circle distances of :func:`luodi.matching.criteria.great_circle_km`."""
    phi, to_phi = np.radians(lat), np.radians(place.lat)
    across = np.sin((to_phi - phi) / 2) ** 2
    along = np.sin(np.radians(place.lon - lon) / 2) ** 2
    chord = across + np.cos(phi) * np.cos(to_phi) * along
    km: Array = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
    return km


def _lookup(criterion: Criterion, ground: Ground, terms: Terms) -> Bound | None:
    """Give the points of each code, where a measure hangs on one code."""
    name, part = criterion.measure, ground.part
    if name == "focus_fit":
        return Bound(part.codes("park"), worth(criterion, terms.focus_fit()[ground.park_of_code]))
    if name in NUMBERS:
        return Bound(part.codes(name), worth(criterion, part.numbers(name)))
    if name.startswith(DISTANCE) or name in ("year_rent_cny", "area_gap"):
        return None
    flags = [np.nan if flag is None else float(flag) for flag in part.values(name)]
    return Bound(part.codes(name), worth(criterion, np.array(flags)))


def _looked_up(bound: Bound) -> Points:
    return lambda rows: bound.points[bound.codes[rows]]


def _worked_out(criterion: Criterion, ground: Ground) -> Points:
    if criterion.measure == "year_rent_cny":
        return lambda rows: worth(criterion, ground.rent_by_year(rows))
    if criterion.measure == "area_gap":
        return lambda rows: worth(criterion, ground.area_gap(rows))
    place, arrays = _landmark(criterion, ground), ground.part.arrays
    return lambda rows: worth(criterion, distance_km(arrays["lon"][rows], arrays["lat"][rows], place))


def _landmark(criterion: Criterion, ground: Ground) -> Landmark:
    name = criterion.measure.removeprefix(DISTANCE)
    return next(place for place in ground.requirement.near if place.name == name)


def _cells(criteria: Sequence[Criterion], ground: Ground) -> Bound:
    """Bound the points of all distances together by the cell."""
    part: Segment = ground.part
    lon, lat = part.arrays["cell.middles"].T
    odd = ~((np.abs(lon) < 180) & (np.abs(lat) < 90)) & ~np.isnan(lon)
    most = np.zeros(len(lon))
    for criterion in criteria:
        middle = distance_km(lon, lat, _landmark(criterion, ground))
        near, far = (worth(criterion, middle + step) for step in (-_CELL_REACH_KM, _CELL_REACH_KM))
        most += np.where(odd, criterion.weight, np.maximum(near, far))
    return Bound(part.codes("cell"), most)
