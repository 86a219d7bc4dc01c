"""A park's spaces: parcel or building, floor, unit; which one an offer stands in, and what it inherits from there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luodi.core.fields import SITE_FIELDS, STATUSES, Field, by_name
from luodi.sites.rows import row_to_json
from luodi.sites.site import Site
from luodi_portal.inventory.models import Space

PASSED_ON = (
    "storeys", "structure", "fire_class", "clear_height_m", "clear_height_upper_m", "floor_load_kg_m2", "crane_t",
    "title_deed", "tenure_years", "env_permit", "steam", "gas", "dormitory", "canteen", "sewage_permit", "lon", "lat",
)  # fmt: skip
"""What an offer has from its space where it does not say it itself; areas, power and money are its own alone."""
_OF_GROUND_FLOOR = ("clear_height_m", "floor_load_kg_m2", "crane_t")
_FIELDS = by_name(SITE_FIELDS)
_LAND = ("land", "yard")
SPACE_FIELDS: tuple[Field, ...] = tuple(
    _FIELDS[name] for name in ("floor_area_m2", "land_area_m2", "power_kva", *PASSED_ON)
)
"""What may be stated of a space."""


def place_sites(sites: Iterable[Site], parks: set[str]) -> dict[str, Space]:
    """Give, by a site's id, the space that it stands in, making spaces that are new; sites outside of parks have none."""
    placed = [site for site in sites if site.park in parks and site.building]
    known = _Known({site.park or "" for site in placed})
    return {site.id: known.space_of(site) for site in placed}


class _Known:
    """The spaces of some parks by their place, fetched once."""

    def __init__(self, parks: set[str]) -> None:
        rows = Space.objects.filter(park__in=parks).select_related("parent__parent")
        self.by_place = {(row.park_id, row.parent_id, row.level, row.name): row for row in rows}

    def space_of(self, site: Site) -> Space:
        space: Space | None = None
        for level, name in _levels(site):
            space = self._get(site.park or "", space, level, name)
        assert space is not None  # a building at least
        return space

    def _get(self, park: str, parent: Space | None, level: str, name: str) -> Space:
        key = (park, parent.pk if parent else None, level, name)
        if key not in self.by_place:
            self.by_place[key] = Space.objects.create(park_id=park, parent=parent, level=level, name=name)
        return self.by_place[key]


def _levels(site: Site) -> Iterator[tuple[str, str]]:
    """Give what a site says of its place in the park, the outermost first; an offer of several floors has no one floor."""
    is_land = bool(site.kind) and all(kind in _LAND for kind in site.kind or ())
    yield "parcel" if is_land else "building", site.building or ""
    if site.storey and len(site.storey) == 1:
        yield "floor", str(site.storey[0])
    if site.unit:
        yield "unit", site.unit


def inherited(site: Site, space: Space | None) -> dict[str, list[Any]]:
    """Give by field what the site has from its space, the nearest first: ``[value, key of the space]``."""
    found: dict[str, list[Any]] = {}
    own = row_to_json(site)
    for each in reversed(space.path() if space else []):
        for name, value in _passed_on(each.values, each.level, site).items():
            if name not in own and name not in found:
                found[name] = [value, each.pk]
    if ("lon" in found) != ("lat" in found):  # half of one point and half of another
        found.pop("lon", None), found.pop("lat", None)
    return found


def _passed_on(values: Mapping[str, Any], level: str, site: Site) -> dict[str, Any]:
    """Give what a space says of the floors that are offered: of a building, some figures are those of its ground floor."""
    said = {name: values[name] for name in PASSED_ON if name in values}
    if level not in ("building", "parcel") or said.get("storeys") == 1 or site.storey == (1,):
        return said
    said = {name: value for name, value in said.items() if name not in _OF_GROUND_FLOOR}
    if site.storey and min(site.storey) > 1 and "clear_height_upper_m" in values:
        said["clear_height_m"] = values["clear_height_upper_m"]
    return said


@dataclass(slots=True)
class Branch:
    """A space with what stands under it and what is offered in it."""

    space: Space
    offers: list[Any] = field(default_factory=list)
    under: list["Branch"] = field(default_factory=list)

    def all_offers(self) -> list[Any]:
        """Give the offers of the space and of all under it."""
        return [*self.offers, *(offer for branch in self.under for offer in branch.all_offers())]

    def statuses(self) -> list[tuple[str, int]]:
        """Count its offers by status, "" where none is stated; those that can be had first."""
        counts = Counter(offer.status for offer in self.all_offers())
        return [(status, counts[status]) for status in (*STATUSES, "") if counts[status]]


def tree(spaces: Sequence[Space], sites: Iterable[Any]) -> list[Branch]:
    """Give a park's spaces as a tree, in natural order, each with its offers."""
    branches = {space.pk: Branch(space) for space in sorted(spaces, key=_natural)}
    for site in sites:
        if site.space_id in branches:
            branches[site.space_id].offers.append(site)
    for branch in branches.values():
        if branch.space.parent_id in branches:
            branches[branch.space.parent_id].under.append(branch)
    return [branch for branch in branches.values() if branch.space.parent_id not in branches]


def _natural(space: Space) -> tuple[bool, int, str, int]:
    digits = space.name.removeprefix("-")
    number = int(digits) if digits.isdigit() else 0
    return not digits.isdigit(), -number if space.name.startswith("-") else number, space.name, space.pk
