"""How much land and floor an enterprise would take on a site: the least area that both accept.

Areas are square metres. A range is (low, high); a site offers [min_area_m2 or else the whole, the whole].
"""

import math
from typing import TypeAlias

from luodi.matching.requirement import Requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

Range: TypeAlias = tuple[float, float]


def wanted_floor(requirement: Requirement) -> Range | None:
    """Give the floor area that is wanted; None where nothing is said."""
    return _wanted(requirement.floor_area_min_m2, requirement.floor_area_max_m2, requirement.area_tolerance)


def wanted_land(requirement: Requirement) -> Range | None:
    """Give the land area that is wanted; None where nothing is said."""
    return _wanted(requirement.land_area_min_m2, requirement.land_area_max_m2, requirement.area_tolerance)


def _wanted(low: float | None, high: float | None, tolerance: float) -> Range | None:
    """A single figure (low = high) is widened both ways by the tolerance; a range stays as it is."""
    if low is None and high is None:
        return None
    if low is not None and low == high:
        return low * (1 - tolerance), low * (1 + tolerance)
    return low or 0.0, math.inf if high is None else high


def offered(site: Site, area: float | None) -> Range | None:
    """Give the areas on offer: from the smallest part to the whole; None where the whole is unknown."""
    if area is None:
        return None
    return area if site.min_area_m2 is None else site.min_area_m2, area


def least_area(wanted: Range | None, on_offer: Range | None) -> float | None:
    """Give the least area that both accept; where the ranges don't meet, the area on offer nearest to the wish."""
    if on_offer is None:
        return None
    low, high = on_offer
    return max(low, min(wanted[0], high)) if wanted else low


def floor_taken(requirement: Requirement, site: Site) -> float | None:
    """Give the floor that the enterprise would take, in m²."""
    return least_area(wanted_floor(requirement), offered(site, site.floor_area_m2))


def land_taken(requirement: Requirement, site: Site, park: Park | None) -> float | None:
    """Give the land that the enterprise would take, in m².

    A building without land of its own stands for its floor ÷ the park's plot ratio (折算用地).
    """
    if site.land_area_m2:
        return least_area(wanted_land(requirement), offered(site, site.land_area_m2))
    floor = floor_taken(requirement, site)
    if floor is None or park is None or not park.plot_ratio:
        return None
    return floor / park.plot_ratio


def rented_area(requirement: Requirement, site: Site) -> float | None:
    """Give the area that a rent by m² is paid for: land where land alone is wanted or on offer, else floor."""
    land_wanted = wanted_land(requirement) is not None and wanted_floor(requirement) is None
    land_offered = site.floor_area_m2 is None and bool(site.kind) and set(site.kind or ()) <= {"land", "yard"}
    if land_wanted or land_offered:
        return least_area(wanted_land(requirement), offered(site, site.land_area_m2))
    return floor_taken(requirement, site)


def rent_by_year(requirement: Requirement, site: Site) -> float | None:
    """Give the rent of a year in CNY: rent × 12 × the least area that both accept, or else ``rent_cny_year``."""
    area = rented_area(requirement, site)
    if site.rent_cny_m2_month is None or area is None:
        return site.rent_cny_year
    return site.rent_cny_m2_month * 12 * area
