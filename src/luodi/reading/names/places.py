"""China's provinces, cities, counties and districts by name (without codes)."""

import re
from functools import cache

from luodi.core.places import divisions, short_name

_SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "盟",
    "州",
)
_COMMON = frozenset(("东区", "西区", "城区", "郊区", "矿区"))  # districts whose names are words


@cache
def places() -> frozenset[str]:
    """All names of provinces, cities and counties: with suffix, and short where the short form has two letters."""
    provinces, cities, counties = _lines()
    names = set(provinces) | {f"{name}省" for name in provinces} | {f"{name}市" for name in provinces}
    names |= set(cities) | {f"{name}市" for name in cities} | {f"{name}州" for name in cities}
    for county in counties:
        names.add(county)
        names.add(short(county))
    return frozenset(name for name in names if len(name) > 1)


@cache
def provinces() -> frozenset[str]:
    """The short names of provinces."""
    return frozenset(_lines()[0])


@cache
def prefectures() -> frozenset[str]:
    """The short names of prefecture-level cities, and of the four municipalities."""
    return frozenset(_lines()[1]) | {"北京", "上海", "天津", "重庆"}


@cache
def cities() -> frozenset[str]:
    """The short names of provinces and prefecture-level cities."""
    provinces, prefectures, _ = _lines()
    return frozenset(provinces) | frozenset(prefectures)


def is_place(name: str) -> bool:
    """Tell whether a name is that of a province, city, county or district."""
    return name in places()


def in_place(text: str, at: int, begin: int) -> bool:
    """Tell whether the character at ``at`` belongs to a place's name (于 of 于都, 和 of 泰和, 暨 of 诸暨).

    ``begin`` is where a name may begin: a short name (于都) counts only there or behind
    other places (四川自贡), one with its suffix anywhere.
    """
    holding = _holding().get(text[at])
    if holding is None:
        return False
    if begin <= at < begin + 2 and text[begin : begin + 2] in places():
        return True
    if begin < at < begin + 6 and len(leading_place(text[begin : at + 3])) > at - begin:
        return True  # 四川自贡
    for before, length in holding:
        start = at - before
        if start >= begin and text[start : start + length] in _with_suffix():
            return True
    return False


@cache
def _with_suffix() -> frozenset[str]:
    return frozenset(name for name in places() if len(name) in (3, 4) and name[-1] in "市县区州旗")


@cache
def _holding() -> dict[str, tuple[tuple[int, int], ...]]:
    """Give for each letter of a place's name how much stands before it, and the length, of short names with suffix."""
    holding: dict[str, dict[tuple[int, int], None]] = {}
    for name in places():
        for before, letter in enumerate(name):
            held = holding.setdefault(letter, {})
            if name in _with_suffix():
                held[before, len(name)] = None
    return {letter: tuple(held) for letter, held in holding.items()}


_FROM_CITY = re.compile(
    r"[\u4e00-\u9fff]{2,7}?(?:省|自治区)(?=[\u4e00-\u9fff]{2,6}?[市州盟][\u4e00-\u9fff]{1,6}[县区市旗]$)"
)


def without_province(name: str) -> str:
    """Give a county's or district's name without its province, where its city stands between (某省某市某县)."""
    return _FROM_CITY.sub("", name)


def short(name: str) -> str:
    """Give a place's name without its suffix, where two letters stay."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


def leading_place(words: str) -> str:
    """Give the longest run of places that ``words`` start with (``青岛市城阳区…`` → ``青岛市城阳区``), or ``""``."""
    known, lengths = places(), _lengths()
    end = 0
    while sizes := lengths.get(words[end : end + 1]):
        for size in sizes:
            if words[end : end + size] in known:
                end += size
                break
        else:
            break
    return words[:end]


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Give the lengths of the places that begin with a letter, longest first."""
    found: dict[str, set[int]] = {}
    for name in places():
        found.setdefault(name[0], set()).add(len(name))
    return {letter: tuple(sorted(sizes, reverse=True)) for letter, sizes in found.items()}


@cache
def _lines() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Give the short names of provinces and of prefectures, and the full names of counties."""
    named: dict[str, dict[str, None]] = {"province": {}, "city": {}, "county": {}}
    for one in divisions():
        if one.level == "county" and one.name not in _COMMON:
            named["county"][one.name] = None
        elif one.level in ("province", "city"):
            named[one.level][short_name(one.name)] = None
    return tuple(named["province"]), tuple(named["city"]), tuple(named["county"])
