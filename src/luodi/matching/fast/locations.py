"""Where a site stands, on columns: regions (province, city and district together), places and parks are judged apart.

A site stands at a wanted place where its region, its place or its park's name says so; it is unknown where what is not
stated could say so.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from luodi.matching.fast.ground import Rows
from luodi.matching.places import stands_at_any
from luodi.matching.requirement import Requirement
from luodi.sites.columns.encode import Array
from luodi.sites.columns.segment import ParkColumns, Segment
from luodi.sites.site import Site

Select: TypeAlias = Callable[[Rows], Array]
_NO_NAME = "\0"  # stands for a level that is known and is none of those wanted


def check_locations(
    requirement: Requirement, part: Segment, parks: ParkColumns
) -> tuple[Select | None, Select | None]:
    """Tell which rows stand at none of the wanted places, and of which it is not known."""
    wanted = requirement.locations or ()
    regions, places, park_codes = part.codes("region"), part.codes("place"), part.codes("park")
    region_ranks = _regions(wanted, part)
    named_place = _named(wanted, part.values("place"))
    named_park = _named(wanted, _park_names(part, parks))
    open_place = _place_could_tell(wanted)
    some_place, some_park = bool(named_place.any()), bool(named_park.any())

    def passes(rows: Rows) -> Array:
        found: Array = (region_ranks == 2)[regions[rows]]
        if some_place:
            found |= named_place[places[rows]]
        if some_park:
            found |= named_park[park_codes[rows]]
        return found

    def unknown(rows: Rows) -> Array:
        found: Array = (region_ranks == 1)[regions[rows]]
        if open_place:
            found |= places[rows] == 0
        found &= ~passes(rows)
        return found

    def fails(rows: Rows) -> Array:
        out: Array = (region_ranks == 0)[regions[rows]]
        if some_place:
            out &= ~named_place[places[rows]]
        if some_park:
            out &= ~named_park[park_codes[rows]]
        if open_place:
            out &= places[rows] != 0
        return out

    return fails, unknown if open_place or (region_ranks == 1).any() else None


def _regions(wanted: tuple[str, ...], part: Segment) -> Array:
    """Judge each region alone, by the reference: 2 names a wanted place, 1 could, 0 is elsewhere."""
    ranks = {"pass": 2, "unknown": 1, "fail": 0}
    sites = (Site(id="", province=p, city=c, district=d, place="") for p, c, d in part.regions)
    return np.array([ranks[stands_at_any(wanted, site, None)] for site in sites], dtype=np.uint8)


def _place_could_tell(wanted: tuple[str, ...]) -> bool:
    """Tell whether a site's place could name a wanted one, were it known."""
    elsewhere = Site(id="", province=_NO_NAME, city=_NO_NAME, district=_NO_NAME)
    return stands_at_any(wanted, elsewhere, None) == "unknown"


def _named(wanted: tuple[str, ...], texts: list[str | None]) -> Array:
    return np.array([bool(text) and any(place in text for place in wanted) for text in texts], dtype=bool)  # type: ignore[operator]


def _park_names(part: Segment, parks: ParkColumns) -> list[str | None]:
    """Give the name of each park that sites name, or the id of one that is not on file."""
    on_file = parks.row_of
    return [
        id_ if id_ is None or id_ not in on_file else parks.text("name", on_file[id_])
        for id_ in part.values("park")
    ]
