"""The hard constraints: one small function for each, gathered in one table.

A function gives None where the requirement says nothing (then nothing is constrained), else a
:class:`~luodi.matching.answer.Check`. A figure of the site that is not known makes the check unknown, never a failure.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from luodi.core.dates import first_day, last_day
from luodi.core.fields import REQUIREMENT_FIELDS, by_name
from luodi.core.text import Text
from luodi.matching.admission import check_admission, check_industry
from luodi.matching.answer import Check, State
from luodi.matching.ground import Range, offered, rent_by_year, wanted_floor, wanted_land
from luodi.matching.logic import at_least, at_most, both, either, holds
from luodi.matching.places import stands_at_any
from luodi.matching.requirement import Requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

CheckFunction: TypeAlias = Callable[[Requirement, Site, Park | None], Check | None]


@dataclass(frozen=True, slots=True)
class Constraint:
    """One row of the table: its name in the answer, its label, the site's fields that it looks at, the check."""

    name: str
    label: Text
    fields: tuple[str, ...]
    check: CheckFunction


def check_deal(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
    """To lease, a site on lease or transfer will do; to buy, one for sale or transfer."""
    if not requirement.deal:
        return None
    will_do = {"lease": {"lease", "transfer"}, "purchase": {"sale", "transfer"}}
    wanted = set().union(*(will_do[deal] for deal in requirement.deal))
    return Check("deal", _one_of(wanted, site.deal), requirement.deal, site.deal)


def check_kind(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
    """One of the site's kinds is wanted."""
    if not requirement.kind:
        return None
    return Check("kind", _one_of(set(requirement.kind), site.kind), requirement.kind, site.kind)


def check_storey(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
    """A wanted floor is offered."""
    if not requirement.storey:
        return None
    return Check("storey", _one_of(set(requirement.storey), site.storey), requirement.storey, site.storey)


def _one_of(wanted: set[str] | set[int], held: tuple[str, ...] | tuple[int, ...] | None) -> State:
    return holds(None if not held else any(each in wanted for each in held))


def check_floor_area(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
    """Some floor area on offer is wanted."""
    return _check_area("floor_area", wanted_floor(requirement), offered(site, site.floor_area_m2))


def check_land_area(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
    """Some land area on offer is wanted."""
    return _check_area("land_area", wanted_land(requirement), offered(site, site.land_area_m2))


def _check_area(name: str, wanted: Range | None, on_offer: Range | None) -> Check | None:
    if wanted is None:
        return None
    shown = (wanted[0] or None, None if math.isinf(wanted[1]) else wanted[1])
    if on_offer is None:
        return Check(name, "unknown", shown, None)
    return Check(
        name, both((at_least(on_offer[1], wanted[0]), at_most(on_offer[0], wanted[1]))), shown, on_offer
    )


def check_locations(requirement: Requirement, site: Site, park: Park | None) -> Check | None:
    """One of the wanted places is where the site stands."""
    if not requirement.locations:
        return None
    places = (site.province, site.city, site.district, site.place, park.name if park else site.park)
    found = tuple(dict.fromkeys(place for place in places if place)) or None
    return Check("locations", stands_at_any(requirement.locations, site, park), requirement.locations, found)


def minimum(wanted_field: str, site_field: str) -> CheckFunction:
    """Make the check that the site has at least what is wanted."""

    def check(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
        wanted: float | None = getattr(requirement, wanted_field)
        found: float | None = getattr(site, site_field)
        return None if wanted is None else Check(wanted_field, at_least(found, wanted), wanted, found)

    return check


def required(field: str) -> CheckFunction:
    """Make the check that the site has what the requirement wants to be there."""

    def check(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
        found: bool | None = getattr(site, field)
        return Check(field, holds(found), wanted=True, found=found) if getattr(requirement, field) else None

    return check


def check_rent(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
    """The rent keeps within the budget by month and square metre, and by year."""
    monthly, yearly = requirement.rent_max_cny_m2_month, requirement.rent_max_cny_year
    parts = []
    if monthly is not None:
        parts.append(_within("rent", "rent_max_cny_m2_month", monthly, site.rent_cny_m2_month))
    if yearly is not None:
        parts.append(_within("rent", "rent_max_cny_year", yearly, rent_by_year(requirement, site)))
    return _deciding(parts)


def check_price(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
    """The price keeps within the budget, in all and by 亩."""
    total, by_mu = requirement.price_max_cny, requirement.price_max_cny_mu
    parts = []
    if total is not None:
        parts.append(_within("price", "price_max_cny", total, site.price_cny))
    if by_mu is not None:
        parts.append(_within("price", "price_max_cny_mu", by_mu, site.price_cny_mu))
    return _deciding(parts)


def _within(name: str, field: str, budget: float, found: float | None) -> Check:
    return Check(name, at_most(found, budget), budget, found, measure=field)


def _deciding(parts: list[Check]) -> Check | None:
    """Give the part that made all the parts together what they are."""
    state = both(part.state for part in parts)
    return next((part for part in parts if part.state == state), None)


_FIRE_SCALE = {"戊": 1, "丁": 2, "丙二": 3, "丙一": 4, "乙": 5, "甲": 6}


def check_fire_class(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
    """One of the building's classes is the same as one that is wanted, or more hazardous."""
    wanted, held = requirement.fire_class, site.fire_class
    if not wanted:
        return None
    state: State = either(fire_class_meets(h, w) for h in held for w in wanted) if held else "unknown"
    return Check("fire_class", state, wanted, held)


def fire_class_meets(held: str, wanted: str) -> State:
    """Compare two classes; a building given as bare 丙 is 丙一 or 丙二, a bare 丙 wanted is met by either."""
    if held == "丙":
        return "unknown" if wanted == "丙一" else fire_class_meets("丙二", wanted)
    least = _FIRE_SCALE["丙二" if wanted == "丙" else wanted]
    return holds(_FIRE_SCALE[held] >= least)


def check_structure(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
    """The structure is the one wanted, or one of those that would do."""
    if not requirement.structure:
        return None
    held = None if site.structure is None else (site.structure,)
    return Check(
        "structure", _one_of(set(requirement.structure), held), requirement.structure, site.structure
    )


def check_start_by(requirement: Requirement, site: Site, _park: Park | None) -> Check | None:
    """The site is free by the last day of the time wanted; a month or year that straddles it is unknown."""
    if requirement.start_by is None:
        return None
    state = _free_by(site.available_from, requirement.start_by)
    return Check("start_by", state, requirement.start_by, site.available_from)


def _free_by(available: str | None, start_by: str) -> State:
    if available is None or available == "now":
        return "unknown" if available is None else "pass"
    try:
        deadline, first, last = last_day(start_by), first_day(available), last_day(available)
    except ValueError:  # a day without a year can't be compared
        return "unknown"
    return "pass" if last <= deadline else "fail" if first > deadline else "unknown"


def check_status(_requirement: Requirement, site: Site, _park: Park | None) -> Check:
    """An available site passes, a reserved one must be asked for, a taken one is out."""
    states: dict[str | None, State] = {
        "available": "pass",
        "taken": "fail",
        "reserved": "unknown",
        None: "unknown",
    }
    return Check("status", states[site.status], "available", site.status)


_WANTED = by_name(REQUIREMENT_FIELDS)
_AREA_FIELDS = ("min_area_m2",)
_PLACE_FIELDS = ("district", "city", "province", "place")
_RENT_FIELDS = ("rent_cny_m2_month", "rent_cny_year")
_PRICE_FIELDS = ("price_cny", "price_cny_mu")


def _row(name: str, fields: tuple[str, ...], check: CheckFunction) -> Constraint:
    return Constraint(name, _WANTED[name].label, fields, check)


CONSTRAINTS: tuple[Constraint, ...] = (
    _row("deal", ("deal",), check_deal),
    _row("kind", ("kind",), check_kind),
    Constraint("floor_area", Text("建筑面积", "floor area"), ("floor_area_m2", *_AREA_FIELDS), check_floor_area),
    Constraint("land_area", Text("土地面积", "land area"), ("land_area_m2", *_AREA_FIELDS), check_land_area),
    _row("locations", _PLACE_FIELDS, check_locations),
    _row("storey", ("storey",), check_storey),
    _row("clear_height_min_m", ("clear_height_m",), minimum("clear_height_min_m", "clear_height_m")),
    _row("floor_load_min_kg_m2", ("floor_load_kg_m2",), minimum("floor_load_min_kg_m2", "floor_load_kg_m2")),
    _row("power_min_kva", ("power_kva",), minimum("power_min_kva", "power_kva")),
    _row("crane_min_t", ("crane_t",), minimum("crane_min_t", "crane_t")),
    Constraint("rent", Text("租金", "rent"), _RENT_FIELDS, check_rent),
    Constraint("price", Text("价格", "price"), _PRICE_FIELDS, check_price),
    _row("fire_class", ("fire_class",), check_fire_class),
    _row("structure", ("structure",), check_structure),
    *(
        _row(flag, (flag,), required(flag))
        for flag in ("env_permit", "steam", "gas", "title_deed", "dormitory", "canteen", "sewage_permit")
    ),
    _row("start_by", ("available_from",), check_start_by),
    Constraint("admission", Text("准入条件", "admission terms"), (), check_admission),
    Constraint("industry", Text("准入行业", "industries admitted"), (), check_industry),
    Constraint("status", Text("状态", "status"), ("status",), check_status),
)  # fmt: skip
"""Every constraint, in the order in which answers show them."""

BY_NAME: dict[str, Constraint] = {constraint.name: constraint for constraint in CONSTRAINTS}


def check_site(requirement: Requirement, site: Site, park: Park | None) -> tuple[Check, ...]:
    """Check every constraint that the requirement and the park set."""
    checks = (constraint.check(requirement, site, park) for constraint in CONSTRAINTS)
    return tuple(check for check in checks if check is not None)
