"""Whether a site stands at a wanted place, by names alone."""

from functools import cache, lru_cache

from luodi.core import places
from luodi.core.places import Division, divisions
from luodi.matching.answer import State
from luodi.matching.logic import either
from luodi.sites.park import Park
from luodi.sites.site import Site

_LEVELS = ("province", "city", "district")
_FIELD_OF_LEVEL = {"province": "province", "city": "city", "county": "district", "town": "district"}
_FIELDS_OF_SUFFIX = {
    "省": ("province",), "市": _LEVELS, "县": ("district",), "区": ("district", "place"),
    "镇": ("district", "place"), "乡": ("district", "place"), "街道": ("district", "place"),
}  # fmt: skip

short_name = lru_cache(maxsize=10_000)(places.short_name)
"""A division's name without its suffix; a table of sites names the same few places over and over."""


def same_place(one: str, other: str) -> bool:
    """Tell whether two names are the same, or one is the other without its suffix: 长沙县 is not 长沙市."""
    return one == other or short_name(one) == other or one == short_name(other)


def stands_at(wanted: str, site: Site, park: Park | None) -> State:
    """Tell whether ``site`` stands at ``wanted``: by province, city, district, its place or its park's name.

    Unknown where none of them names it and one that could is not known.
    """
    if any(same_place(wanted, name) for name in _names((site.province, site.city, site.district))):
        return "pass"
    if any(wanted in text for text in (site.place, park.name if park else site.park) if text):
        return "pass"
    return "unknown" if any(_may_be(wanted, field, site) for field in _could_name(wanted)) else "fail"


def stands_at_any(wanted: tuple[str, ...], site: Site, park: Park | None) -> State:
    """Tell whether ``site`` stands at one of the wanted places."""
    return either(stands_at(place, site, park) for place in wanted)


def _names(levels: tuple[str | None, ...]) -> list[str]:
    """Give the names of a site's place, and runs of them: 青岛市城阳区, 青岛城阳区."""
    known = [level for level in levels if level]
    runs = [known[first:last] for first in range(len(known)) for last in range(first + 2, len(known) + 1)]
    return known + [
        name for run in runs for name in ("".join(run), "".join(map(short_name, run[:-1])) + run[-1])
    ]


def _may_be(wanted: str, field: str, site: Site) -> bool:
    """Tell whether a field that is not stated could say ``wanted``: of a site in 青岛市 the province can't be 江苏省."""
    if getattr(site, field) is not None:
        return False
    implied = _implied(field, site)
    return not implied or any(same_place(wanted, name) for name in implied)


def _implied(field: str, site: Site) -> set[str]:
    """Give what a level can only be by the level below it; nothing where that is not known or is no division."""
    below = _LEVELS[_LEVELS.index(field) + 1 :] if field in _LEVELS else ()
    for name in (getattr(site, level) for level in below):
        if name in _divisions_called():
            return {getattr(division, field) for division in _divisions_called()[name]}
    return set()


def _could_name(wanted: str) -> tuple[str, ...]:
    """Give the site's fields that could name ``wanted``.

    A division of China is looked for at its own level: where that is known, a street that is not known can't make a
    site in 济南 stand in 青岛. What is no division (前湾港, 高新区) may be a landmark.
    """
    if named := _divisions_called().get(wanted):
        return tuple({_FIELD_OF_LEVEL[division.level] for division in named})
    endings = (fields for ending, fields in _FIELDS_OF_SUFFIX.items() if wanted.endswith(ending))
    return next(endings, (*_LEVELS, "place"))


@cache
def _divisions_called() -> dict[str, list[Division]]:
    """Index all divisions by their name, with and without suffix."""
    called: dict[str, list[Division]] = {}
    for division in divisions():
        for name in {division.name, short_name(division.name)}:
            called.setdefault(name, []).append(division)
    return called
