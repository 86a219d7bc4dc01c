"""Where in China: the administrative divisions, found in running text and told apart.

>>> resolve_place(["昆山"])
Place(province='江苏省', city='苏州市', district='昆山市')

The divisions and their points lie in ``data/`` (see ``data/README.md`` for sources and vintage).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from luodi.core.record import record
from luodi.core.scripts import to_simplified

Level = Literal["province", "city", "county", "town"]
_NEIGHBOURS = 20  # names on either side that may tell what an ambiguous one means
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土"
    "|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|保安|裕固|独龙"
)
_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:各?族|(?:{_PEOPLES})族?)*自治[区州县旗]")
_ETHNIC_DISTRICT = re.compile(rf"(.{{2,}}?)(?:(?:{_PEOPLES})族)+区")
_SUFFIX = re.compile(r"(.{2,}?)(?:特别行政区|地区|林区|新区|特区|街道|[省市区县盟镇]|(?<![左右前中后合])旗)")
_BETWEEN = re.compile(r"[\s·,，、/（(和及与或-]{0,3}")
_NO_PLACE_AFTER = re.compile(
    r"[东西南北中]?(?:[一二三四五六七八九十]|\d+)?(?:路|街(?!道)|大街|大道|巷|弄|大桥|立交)"
)


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division.

    ``code`` is its six-digit code (a town's is its city's code and its name). ``province``, ``city`` and
    ``district`` are the names with their suffix that lead to it and itself; what is above it only is ``""`` below.
    Municipalities are their own city; a county directly under its province is its own city too. ``lon`` and ``lat``
    are WGS-84; ``own_point`` is false where they are those of the prefecture.
    """

    code: str
    name: str
    level: Level
    province: str
    city: str
    district: str
    lon: float
    lat: float
    own_point: bool

    def holds(self, other: "Division") -> bool:
        """Say whether ``other`` lies in this division."""
        if self.province != other.province or self is other:
            return False
        if self.level == "province":
            return True
        return self.level == "city" and self.city == other.city and other.district != ""


class Place(NamedTuple):
    """The names that a place resolves to; None where it does not say or is not one."""

    province: str | None = None
    city: str | None = None
    district: str | None = None


@record
class PlaceMention:
    """A run of text that names a division; several ``candidates`` where nothing near tells which."""

    start: int
    end: int
    candidates: tuple[Division, ...]


def find_places(text: str) -> list[PlaceMention]:
    """Find the divisions that ``text`` names, in order, not overlapping; traditional script is read too.

    A short form (即墨) counts where it is unambiguous in China or a neighbour tells (青岛 … 城阳); one that is an
    ordinary word as well (和平) only right behind a place that holds it, or its sister. Names of roads (济南路) are no places.
    """
    found = [each for each in _scan(to_simplified(text)) if each.entry.divisions]
    return _settle(text, found)


def resolve_place(names: Sequence[str]) -> Place:
    """Give the place that ``names`` say together: of several, what they share; unknown stays None."""
    mentions = find_places("，".join(names))
    divisions = [division for mention in mentions for division in mention.candidates]
    narrowest = [d for d in divisions if not any(d.holds(other) for other in divisions)]
    return _shared(narrowest)


def short_name(name: str) -> str:
    """Give a division's name without its suffix: 即墨区 → 即墨, 延边朝鲜族自治州 → 延边; 沛县 stays."""
    for pattern in (_AUTONOMOUS, _ETHNIC_DISTRICT, _SUFFIX):
        if found := pattern.fullmatch(name):
            return found[1]
    return name


def _shared(narrowest: Iterable[Division]) -> Place:
    places = {(d.province or None, d.city or None, d.district or None) for d in narrowest}
    if not places:
        return Place()
    province, city, district = ({place[level] for place in places} for level in range(3))
    return Place(_only(province), _only(city), _only(district))


def _only(values: set[str | None]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


# --- the data -----------------------------------------------------------------------------------------------


def _rows(name: str) -> Iterator[list[str]]:
    text = files("luodi.core").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    next(lines)
    return (line.split("\t") for line in lines)


@cache
def divisions() -> tuple[Division, ...]:
    """Give every division: provinces, each with its cities and their counties; towns last."""
    provinces: dict[str, str] = {}
    cities: dict[str, str] = {}
    known: dict[str, Division] = {}
    for code, name, lon, lat, point in _rows("divisions.tsv"):
        level = _level(code)
        if level == "province":
            provinces[code[:2]] = name
        elif level == "city":
            cities[code[:4]] = name
        province = provinces[code[:2]]
        city = province if code[:2] in _MUNICIPALITIES else cities.get(code[:4], name)
        known[code] = Division(
            code=code,
            name=name,
            level=level,
            province=province,
            city="" if level == "province" and code[:2] not in _MUNICIPALITIES else city,
            district=name if level == "county" else "",
            lon=float(lon),
            lat=float(lat),
            own_point=point != "prefecture",
        )
    return (*known.values(), *_towns(known))


def _level(code: str) -> Level:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def _towns(known: dict[str, Division]) -> Iterator[Division]:
    for code, name in _rows("towns.tsv"):
        city = known[code]
        yield Division(
            code=f"{code}:{name}",
            name=name,
            level="town",
            province=city.province,
            city=city.name,
            district=name,
            lon=city.lon,
            lat=city.lat,
            own_point=False,
        )


class _Entry(NamedTuple):
    """What a name may stand for: ``default`` where nothing near tells; ``short`` forms of it make roads."""

    name: str
    divisions: tuple[Division, ...]
    default: tuple[Division, ...]
    short: bool = False
    ordinary: bool = False


@cache
def _lexicon() -> dict[str, tuple[_Entry, ...]]:
    """Give the names by their first two characters, longest first."""
    words = {row[0]: row[1] for row in _rows("place_words.tsv")}
    full, short = _names()
    entries = [_Entry(word, (), ()) for word, sort in words.items() if sort == "no_place"]
    for name, called in full.items():
        entries.append(_Entry(name, tuple(called), tuple(called), ordinary=words.get(name) == "ordinary"))
    for name, called in short.items():
        if name not in full:
            default = () if words.get(name) == "ambiguous" else _default(called)
            entries.append(
                _Entry(name, tuple(called), default, short=True, ordinary=words.get(name) == "ordinary")
            )
    table: dict[str, list[_Entry]] = {}
    for entry in sorted(entries, key=lambda entry: -len(entry.name)):
        table.setdefault(entry.name[:2], []).append(entry)
    return {key: tuple(called) for key, called in table.items()}


def _names() -> tuple[dict[str, list[Division]], dict[str, list[Division]]]:
    full: dict[str, list[Division]] = {}
    short: dict[str, list[Division]] = {}
    for division in divisions():
        if division.level == "city" and division.code[:2] in _MUNICIPALITIES:
            continue  # the municipality itself stands for it
        full.setdefault(division.name, []).append(division)
        if short_name(division.name) != division.name:
            short.setdefault(short_name(division.name), []).append(division)
    return full, short


def _default(called: list[Division]) -> tuple[Division, ...]:
    """Choose what a short form means by itself: the province, else the city, else the only county."""
    for level in ("province", "city"):
        higher = tuple(division for division in called if division.level == level)
        if higher:
            return higher if len(higher) == 1 else ()
    return tuple(called) if len(called) == 1 else ()


# --- the scan -----------------------------------------------------------------------------------------------


class _Found(NamedTuple):
    start: int
    end: int
    entry: _Entry


def _scan(text: str) -> Iterator[_Found]:
    """Find names from left to right, the longest first, by their first two characters."""
    lookup = _lexicon().get
    position = 0
    for start, key in enumerate(map(str.__add__, text, text[1:])):
        entries = lookup(key)
        if entries is None or start < position:
            continue
        for entry in entries:
            if text.startswith(entry.name, start):
                if _gives_way(text, start + len(entry.name), entry):
                    break
                end = _end(text, start, entry)
                position = start + len(entry.name) if end is None else end
                if end is not None:
                    yield _Found(start, end, entry)
                break


def _gives_way(text: str, end: int, entry: _Entry) -> bool:
    """Say whether a county's short form gives way to a greater name that begins in it: 从江苏 is no 从江."""
    if not entry.short or any(division.level in ("province", "city") for division in entry.divisions):
        return False
    return any(
        text.startswith(other.name, end - 1)
        and other.default
        and other.default[0].level in ("province", "city")
        for other in _lexicon().get(text[end - 1 : end + 1], ())
    )


def _end(text: str, start: int, entry: _Entry) -> int | None:
    """Give where the name ends, None where it is a road's. 青岛市南区 is 青岛 and 市南区."""
    end = start + len(entry.name)
    if entry.name.endswith("市") and text[end - 1 : end + 2] in {"市南区", "市北区", "市中区"}:
        return end - 1
    if entry.short and _NO_PLACE_AFTER.match(text, end):
        return None
    return end


def _settle(text: str, found: list[_Found]) -> list[PlaceMention]:
    """Decide for each name what it stands for, by its neighbours; drop what stays undecided and ordinary."""
    settled: list[PlaceMention] = []
    sure = [_sure(each) for each in found]
    for index, each in enumerate(found):
        inside = _behind_holder(text, settled[-1], each) if settled else ()
        if inside:
            candidates = inside
        elif each.entry.ordinary:
            continue
        else:
            candidates = sure[index] or _by_neighbours(index, each, sure) or each.entry.divisions
        settled.append(PlaceMention(each.start, each.end, candidates))
    return settled


def _behind_holder(text: str, before: PlaceMention, found: _Found) -> tuple[Division, ...]:
    """Give what the name may be as a part of the place right before it, or as its sister (虎门、长安)."""
    between = text[before.end : found.start]
    if not _BETWEEN.fullmatch(between):
        return ()
    return _inside(before.candidates, found) or _siblings(before.candidates[0], found)


def _sure(found: _Found) -> tuple[Division, ...]:
    default = found.entry.default
    return default if len(default) == 1 and not found.entry.ordinary else ()


def _inside(holders: tuple[Division, ...], found: _Found) -> tuple[Division, ...]:
    return tuple(d for d in found.entry.divisions if any(holder.holds(d) for holder in holders))


def _by_neighbours(index: int, found: _Found, sure: list[tuple[Division, ...]]) -> tuple[Division, ...]:
    """Let the nearest sure name that leaves fewer candidates decide, those before first."""
    for distance in range(1, _NEIGHBOURS + 1):
        for other in (index - distance, index + distance):
            if 0 <= other < len(sure) and sure[other]:
                inside = _inside(sure[other], found) or _siblings(sure[other][0], found)
                if inside:
                    return inside
    return ()


def _siblings(neighbour: Division, found: _Found) -> tuple[Division, ...]:
    return tuple(d for d in found.entry.divisions if d.city == neighbour.city != "" and d.district != "")
