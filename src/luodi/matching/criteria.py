"""Criteria: what is measured on a site, how much it is worth, and which criteria a requirement implies."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from luodi.matching.answer import Score
from luodi.matching.ground import offered, rent_by_year
from luodi.matching.industries import akin
from luodi.matching.measures import DISTANCE
from luodi.matching.requirement import Criterion, Requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG, arithmetic mean of the semi-axes of GRS 80)."""
UNKNOWN_VALUE = 0.5


@dataclass(frozen=True, slots=True)
class Scored:
    """The criteria of one site, and the score with the least and the most that the unknown could make of it."""

    criteria: tuple[Score, ...]
    score: float
    low: float
    high: float


def score_site(
    requirement: Requirement, criteria: Sequence[Criterion], site: Site, park: Park | None
) -> Scored:
    """Score one site: Σ weight × value ÷ Σ weight, an unknown value being 0.5, at least 0, at most 1."""
    total = sum([criterion.weight for criterion in criteria])
    xs = [measure(criterion.measure, requirement, site, park) for criterion in criteria]
    values = [value(criterion, x) for criterion, x in zip(criteria, xs, strict=True)]
    scores = [
        Score(
            c.measure,
            x,
            v,
            c.weight,
            c.weight / total,
            c.weight * (UNKNOWN_VALUE if v is None else v) / total,
        )
        for c, x, v in zip(criteria, xs, values, strict=True)
    ]
    score, low, high = (_weighted(criteria, values, unknown) / total for unknown in (UNKNOWN_VALUE, 0.0, 1.0))
    return Scored(tuple(scores), score, low, high)


def score_of(requirement: Requirement, criteria: Sequence[Criterion], site: Site, park: Park | None) -> float:
    """Give the score alone."""
    values = [value(each, measure(each.measure, requirement, site, park)) for each in criteria]
    return _weighted(criteria, values, UNKNOWN_VALUE) / sum([criterion.weight for criterion in criteria])


def _weighted(criteria: Sequence[Criterion], values: Sequence[float | None], unknown: float) -> float:
    pairs = zip(criteria, values, strict=True)
    return sum([criterion.weight * (unknown if v is None else v) for criterion, v in pairs])


def value(criterion: Criterion, x: float | None) -> float | None:
    """Give what ``x`` is worth: 0 at worst, 1 at best, linear between, clipped outside."""
    if x is None:
        return None
    return min(1.0, max(0.0, (x - criterion.worst) / (criterion.best - criterion.worst)))


def measure(name: str, requirement: Requirement, site: Site, park: Park | None) -> float | None:
    """Give what a measure comes to on a site; None where it is unknown. Flags are 1 and 0."""
    if name.startswith(DISTANCE):
        return _distance_to(name.removeprefix(DISTANCE), requirement, site)
    if name in _DERIVED:
        return _DERIVED[name](requirement, site, park)
    held: float | bool | None = getattr(site, name)
    return None if held is None else float(held)


def great_circle_km(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Give the great-circle distance between two points in degrees, by the haversine formula.

    R. W. Sinnott, Virtues of the haversine, Sky and Telescope 68 (2), 1984, p. 159.
    """
    phi, to_phi = math.radians(lat), math.radians(to_lat)
    across = math.sin((to_phi - phi) / 2) ** 2
    along = math.sin(math.radians(to_lon - lon) / 2) ** 2
    chord = across + math.cos(phi) * math.cos(to_phi) * along
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def _distance_to(name: str, requirement: Requirement, site: Site) -> float | None:
    place = next(landmark for landmark in requirement.near if landmark.name == name)
    if site.lon is None or site.lat is None:
        return None
    return great_circle_km(site.lon, site.lat, place.lon, place.lat)


def _year_rent(requirement: Requirement, site: Site, _park: Park | None) -> float | None:
    return rent_by_year(requirement, site)


def _area_gap(requirement: Requirement, site: Site, _park: Park | None) -> float | None:
    """Give how far the nearest area on offer is from the wanted one, as a share of it (0: it can be had exactly)."""
    if requirement.floor_area_min_m2 is not None or requirement.floor_area_max_m2 is not None:
        low, high, area = requirement.floor_area_min_m2, requirement.floor_area_max_m2, site.floor_area_m2
    else:
        low, high, area = requirement.land_area_min_m2, requirement.land_area_max_m2, site.land_area_m2
    on_offer = offered(site, area)
    if on_offer is None:
        return None
    if low is not None and on_offer[1] < low:
        return (low - on_offer[1]) / low
    if high and on_offer[0] > high:
        return (on_offer[0] - high) / high
    return 0.0


def _focus_fit(requirement: Requirement, _site: Site, park: Park | None) -> float | None:
    """Give 1 where one of the park's focus and the industry cover one another, 0 where not."""
    if park is None or not park.focus or not requirement.industry:
        return None
    return float(any(akin(focus, requirement.industry) for focus in park.focus))


_DERIVED: dict[str, Callable[[Requirement, Site, Park | None], float | None]] = {
    "year_rent_cny": _year_rent,
    "area_gap": _area_gap,
    "focus_fit": _focus_fit,
}


def derive_criteria(requirement: Requirement) -> tuple[Criterion, ...]:
    """Give the criteria that a requirement implies where it states none (docs/matching.md gives the table)."""
    criteria = [*_cost(requirement), *_distances(requirement), *_focus(requirement), *_area(requirement),
                *_headroom(requirement)]  # fmt: skip
    if not requirement.title_deed or not criteria:
        criteria.append(Criterion("title_deed", 1, 0, 1))
    return tuple(criteria)


def _cost(requirement: Requirement) -> Iterator[Criterion]:
    """Cheaper is better: from the budget (worst) to half of it (best)."""
    budgets = {
        "rent_cny_m2_month": requirement.rent_max_cny_m2_month,
        "year_rent_cny": requirement.rent_max_cny_year,
        "price_cny": requirement.price_max_cny,
        "price_cny_mu": requirement.price_max_cny_mu,
    }
    stated = {name: budget for name, budget in budgets.items() if budget}
    for name, budget in stated.items():
        yield Criterion(name, 3, budget, budget / 2)
    deals = requirement.deal or (("purchase",) if requirement.kind == ("land",) else ("lease", "purchase"))
    if not stated and "lease" in deals:
        office = set(requirement.kind or ()) & {"office", "lab"}
        yield (
            Criterion("rent_cny_m2_month", 3, 90, 30) if office else Criterion("rent_cny_m2_month", 3, 40, 10)
        )
    if "lease" not in deals:
        yield Criterion("tenure_years", 1, 20, 50)


def _distances(requirement: Requirement) -> Iterator[Criterion]:
    for landmark in requirement.near:
        yield Criterion(f"{DISTANCE}{landmark.name}", 2, 100, 0)


def _focus(requirement: Requirement) -> Iterator[Criterion]:
    if requirement.industry:
        yield Criterion("focus_fit", 2, 0, 1)


def _area(requirement: Requirement) -> Iterator[Criterion]:
    """The nearer to a single wanted area the better, as far as it is tolerated."""
    floor = requirement.floor_area_min_m2, requirement.floor_area_max_m2
    low, high = (
        floor if floor != (None, None) else (requirement.land_area_min_m2, requirement.land_area_max_m2)
    )
    if low and low == high and requirement.area_tolerance > 0:
        yield Criterion("area_gap", 1, requirement.area_tolerance, 0)


def _headroom(requirement: Requirement) -> Iterator[Criterion]:
    """More than is needed leaves room to grow: half as much again of height, twice the rest."""
    needs = (
        ("clear_height_m", requirement.clear_height_min_m, 1.5),
        ("floor_load_kg_m2", requirement.floor_load_min_kg_m2, 2),
        ("power_kva", requirement.power_min_kva, 2),
        ("crane_t", requirement.crane_min_t, 2),
    )
    for name, least, ample in needs:
        if least:
            yield Criterion(name, 1, least, least * ample)
