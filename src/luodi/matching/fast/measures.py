"""The criteria on columns: what each adds to a site's score, and the most that it could add.

What hangs on one code is looked up; distances are first bounded by the run that a site lies in, and worked out only for
sites that could still be among the first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from luodi.matching.criteria import EARTH_RADIUS_KM, UNKNOWN_VALUE
from luodi.matching.fast.ground import Ground
from luodi.matching.fast.terms import Terms
from luodi.matching.measures import DISTANCE
from luodi.matching.requirement import Criterion, Landmark, Requirement
from luodi.sites.columns.encode import NUMBERS, Array
from luodi.sites.columns.runs import unit_vectors

Measure: TypeAlias = Callable[[Array], Array]
"""Gives the measure of each of some rows; NaN is unknown."""


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
    """All criteria on the rows of one part.

    ``measures`` are in the criteria's order. ``lookups`` are the points of those that hang on a code of the row (None:
    not). They bound what a row can reach, with ``runs``: the most that all else can add to a row of each run.
    """

    criteria: tuple[Criterion, ...]
    ground: Ground
    measures: tuple[Measure, ...]
    lookups: tuple[Bound | None, ...]
    runs: Array

    @property
    def weight(self) -> float:
        """The sum of the weights."""
        return sum(criterion.weight for criterion in self.criteria)

    def by_row(self) -> list[int]:
        """Give the criteria that a row's own codes bound, those that tell rows apart best first."""
        spread = {
            n: each.spread for n, each in enumerate(self.lookups) if each and not _is_by_run(self.criteria[n])
        }
        return sorted(spread, key=lambda number: -spread[number])

    def scores(self, rows: Array) -> Array:
        """Give the scores, summed in the order in which the reference sums them."""
        total = np.zeros(len(rows))
        for criterion, measure in zip(self.criteria, self.measures, strict=True):
            total = total + worth(criterion, measure(rows))
        return total / self.weight

    def values(self, rows: Array) -> Array:
        """Give the value of each criterion (rows × criteria), NaN where it is unknown."""
        each = zip(self.criteria, self.measures, strict=True)
        return np.stack([values_of(criterion, measure(rows)) for criterion, measure in each], axis=1)


def scorer(criteria: Sequence[Criterion], ground: Ground, terms: Terms) -> Scorer:
    """Prepare the criteria for one part."""
    coded = [_by_code(criterion, ground, terms) for criterion in criteria]
    pairs = list(zip(criteria, coded, strict=True))
    measures = tuple(
        _looked_up(*each) if each else _worked_out(criterion, ground) for criterion, each in pairs
    )
    lookups = tuple(Bound(each[0], worth(criterion, each[1])) if each else None for criterion, each in pairs)
    runs = np.zeros(len(ground.part.arrays["runs.starts"]) - 1)
    for criterion, bound in zip(criteria, lookups, strict=True):
        if criterion.measure.startswith(DISTANCE):
            runs += _distance_bounds(criterion, ground)
        elif bound is None:
            runs += criterion.weight
        elif _is_by_run(criterion):
            runs += bound.points[ground.part.run_codes("park")]
    return Scorer(tuple(criteria), ground, measures, lookups, runs)


def _is_by_run(criterion: Criterion) -> bool:
    return criterion.measure == "focus_fit"


def worth(criterion: Criterion, x: Array) -> Array:
    """Give weight × value of a measure; NaN counts as unknown."""
    value = values_of(criterion, x)
    points: Array = criterion.weight * np.where(np.isnan(value), UNKNOWN_VALUE, value)
    return points


def values_of(criterion: Criterion, x: Array) -> Array:
    """Give what a measure is worth; NaN is unknown."""
    with np.errstate(over="ignore", invalid="ignore"):
        value: Array = np.minimum(
            1.0, np.maximum(0.0, (x - criterion.worst) / (criterion.best - criterion.worst))
        )
    return value


def distance_km(lon: Array, lat: Array, place: Landmark) -> Array:
    """Give the great-circle distances of :func:`luodi.matching.criteria.great_circle_km`."""
    phi, to_phi = np.radians(lat), np.radians(place.lat)
    across = np.sin((to_phi - phi) / 2) ** 2
    along = np.sin(np.radians(place.lon - lon) / 2) ** 2
    chord = across + np.cos(phi) * np.cos(to_phi) * along
    km: Array = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
    return km


def _by_code(criterion: Criterion, ground: Ground, terms: Terms) -> tuple[Array, Array] | None:
    """Give the codes that a measure hangs on, with what it is for each; None where it hangs on more."""
    name, part = criterion.measure, ground.part
    if name == "focus_fit":
        return part.codes("park"), terms.focus_fit()[ground.park_of_code]
    if name in NUMBERS:
        return part.codes(name), part.numbers(name)
    if name.startswith(DISTANCE) or name in ("year_rent_cny", "area_gap"):
        return None
    return part.codes(name), np.array([np.nan if flag is None else float(flag) for flag in part.values(name)])


def _looked_up(codes: Array, x: Array) -> Measure:
    return lambda rows: x[codes[rows]]


def _worked_out(criterion: Criterion, ground: Ground) -> Measure:
    if criterion.measure == "year_rent_cny":
        return ground.rent_by_year
    if criterion.measure == "area_gap":
        return ground.area_gap
    place, arrays = _landmark(criterion, ground), ground.part.arrays
    return lambda rows: distance_km(arrays["lon"][rows], arrays["lat"][rows], place)


def _landmark(criterion: Criterion, ground: Ground) -> Landmark:
    return landmark(criterion, ground.requirement)


def landmark(criterion: Criterion, requirement: Requirement) -> Landmark:
    """Give the place that a distance is measured to."""
    name = criterion.measure.removeprefix(DISTANCE)
    return next(place for place in requirement.near if place.name == name)


def _distance_bounds(criterion: Criterion, ground: Ground) -> Array:
    """Give the most that a distance can add in each run: points lie no nearer and no farther than their sphere.

    An arc is at least as long as its chord c, and at most c (1 + k c²): arc ÷ c is convex in c², and both ends agree.
    """
    part, place = ground.part, _landmark(criterion, ground)
    there = unit_vectors(np.array(place.lon), np.array(place.lat))
    chord = part.run_squares - 2 * (there @ part.arrays["runs.middles"])  # squared: |m - t|² with |t| = 1
    np.sqrt(np.maximum(chord, 0.0, out=chord), out=chord)
    if criterion.best < criterion.worst:
        km = np.subtract(chord, part.run_reach, out=chord)
    else:
        km = np.minimum(chord + part.run_reach, 2.0)
        km *= 1 + (np.pi / 2 - 1) / 4 * km**2
    per_km = criterion.weight / (criterion.best - criterion.worst)
    most: Array = np.multiply(km, EARTH_RADIUS_KM * per_km, out=km)
    most -= criterion.worst * per_km
    np.minimum(np.maximum(most, 0.0, out=most), criterion.weight, out=most)
    return np.fmax(most, part.runs_lost * (UNKNOWN_VALUE * criterion.weight), out=most)
