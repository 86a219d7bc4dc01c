"""Where a site stands, on columns: regions (province, city and district together), places and parks are judged apart.

A site stands at a wanted place where its region, its place or its park's name says so; it is unknown where what is not
stated could say so.
"""

from dataclasses import dataclass

import numpy as np

from luodi.matching.fast.conditions import Test
from luodi.matching.places import same_place, stands_at_any
from luodi.matching.requirement import Requirement
from luodi.sites.columns.encode import REGION, Array
from luodi.sites.columns.segment import ParkColumns, Segment, Texts
from luodi.sites.site import Site

_RANK = {"pass": 2, "unknown": 1, "fail": 0}
_ALIKE = 2  # letters that a name and its short form share
_NO_NAME = "\0"  # stands for a level that is known and is none of those wanted


@dataclass(frozen=True, slots=True)
class Judged:
    """What the wanted places make of a part: each region's rank (2 names one, 1 could, 0 is elsewhere); by code, which
    places and which parks' names hold one; and whether a place that is not stated could.
    """

    regions: Array
    places: Array
    parks: Array
    place_could_tell: bool


def judge_places(wanted: tuple[str, ...], part: Segment, parks: ParkColumns) -> Judged:
    """Judge the regions, the places and the parks of a part."""
    return Judged(_regions(wanted, part), _named(wanted, part.texts("place")),
                  _named(wanted, part.park_names(parks)), _place_could_tell(wanted))  # fmt: skip


def check_locations(requirement: Requirement, part: Segment, parks: ParkColumns) -> tuple[Test, Test]:
    """Tell which rows stand at none of the wanted places, and of which it is not known."""
    judged = judge_places(requirement.locations or (), part, parks)
    regions, places, ranks = part.codes("region"), part.codes("place"), judged.regions
    other_place, other_park = ~judged.places, (part.codes("park"), ~judged.parks)
    if not judged.place_could_tell:
        return ([[(regions, ranks == 0), (places, other_place), other_park]],
                [[(regions, ranks == 1), (places, other_place), other_park]])  # fmt: skip
    stated = np.arange(len(other_place)) > 0
    fails: Test = [[(regions, ranks == 0), (places, other_place & stated), other_park]]
    return fails, [[(regions, ranks == 1), (places, other_place & stated), other_park],
                   [(regions, ranks != 2), (places, ~stated), other_park]]  # fmt: skip


def _regions(wanted: tuple[str, ...], part: Segment) -> Array:
    """Judge each region alone.

    A level that is a wanted place decides. Otherwise only regions of which a level is not known, or begins as a wanted
    place does, can be anything but 0: the reference judges them.
    """
    levels = part.arrays["region.levels"]
    ranks, near = np.zeros(len(levels), dtype=np.uint8), np.zeros(len(levels), dtype=bool)
    for column, level in enumerate(REGION):
        alike, names = part.alike(level, _ALIKE), part.values(level)
        codes = [
            code
            for letters in {None, *(place[:_ALIKE] for place in wanted)}
            for code in alike.get(letters, ())
        ]
        same = [code for code in codes if code and any(same_place(place, names[code]) for place in wanted)]
        for meant, found in ((near, codes), (ranks, same)):
            held = np.zeros(len(names), dtype=bool)
            held[found] = True
            meant[held[levels[:, column]]] = _RANK["pass"]
    for number in np.flatnonzero(near & (ranks == 0)).tolist():
        province, city, district = part.region(number)
        site = Site(id="", province=province, city=city, district=district, place="")
        ranks[number] = _RANK[stands_at_any(wanted, site, None)]
    return ranks


def _place_could_tell(wanted: tuple[str, ...]) -> bool:
    """Tell whether a site's place could name a wanted one, were it known."""
    elsewhere = Site(id="", province=_NO_NAME, city=_NO_NAME, district=_NO_NAME)
    return stands_at_any(wanted, elsewhere, None) == "unknown"


def _named(wanted: tuple[str, ...], texts: Texts) -> Array:
    """Tell which texts hold a wanted place."""
    named = np.zeros(len(texts.values), dtype=bool)
    for place in wanted:
        named[list(texts.holding(place))] = True
    return named
