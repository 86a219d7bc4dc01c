"""A synthetic inventory over the real counties of China, for trials and measurements.

Nothing in it is an offer: every site and park is flagged ``synthetic`` and says so in its name and source. What
is drawn, and how often, stands in ``sample.toml``. Only sums and products of ``random.Random.random`` are used,
so that a seed gives the same inventory on every machine. Dates are as of :data:`AS_OF`.
"""

import random
import tomllib
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate, islice
from typing import Any

from luodi.core.places import Division, divisions, short_name
from luodi.core.quantities.units import MU
from luodi.sites.admission import Admission, Group, Term
from luodi.sites.park import Park
from luodi.sites.site import Site

AS_OF = date(2026, 7, 1)
_LABEL = "合成数据"
_SPREAD = 0.16  # degrees around a county's point
_SHARE_IN_PARKS = 0.6

Random = Callable[[], float]


def sample_sites(count: int, seed: int, parks: int = 200) -> Iterator[Site]:
    """Give ``count`` synthetic sites, one by one; fewer of them are the first of more.

    Six in ten lie in one of the seed's first ``parks`` parks, which ``sample_parks(parks, seed)`` gives.
    """
    draw = random.Random(f"luodi sites {seed}").random  # noqa: S311 - a reproducible sample, no secret
    source = f"{_LABEL}（luodi 生成，种子 {seed}，并非真实房源）"
    homes = [(park, _home(park)) for park in sample_parks(parks, seed)]
    for number in range(1, count + 1):
        in_park = homes[int(draw() * len(homes))] if homes and draw() < _SHARE_IN_PARKS else None
        county = in_park[1] if in_park else _county(draw)
        yield _site(draw, f"syn-{seed}-{number:07}", source, county, in_park[0] if in_park else None)


def sample_parks(count: int, seed: int) -> Iterator[Park]:
    """Give ``count`` synthetic parks, one by one; fewer of them are the first of more."""
    draw = random.Random(f"luodi parks {seed}").random  # noqa: S311 - a reproducible sample, no secret
    return (_park(draw, seed, number) for number in range(1, count + 1))


# --- how things are drawn -----------------------------------------------------------------------------------


class _Choice:
    """Values with their weights."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self.bounds = _bounds([row[0] for row in rows])
        self.values: list[Any] = [tuple(row[1]) if isinstance(row[1], list) else row[1] for row in rows]

    def __call__(self, draw: Random) -> Any:
        return self.values[bisect(self.bounds, draw())]


class _Bands:
    """Bands of numbers with their weights; even within a band."""

    def __init__(self, rows: Sequence[Sequence[float]]) -> None:
        self.bounds = _bounds([row[0] for row in rows])
        self.bands = [(row[1], row[2] - row[1]) for row in rows]

    def __call__(self, draw: Random) -> float:
        low, width = self.bands[bisect(self.bounds, draw())]
        return low + width * draw()


def _bounds(weights: Sequence[float]) -> list[float]:
    """Give the upper bounds of each weight's share of [0, 1); the last is left open."""
    total = sum(weights)
    return [bound / total for bound in accumulate(weights)][:-1]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What sites of one kind look like; None where the kind has no such thing."""

    name: str
    word: str
    deals: _Choice
    rent: tuple[float, float]
    area: _Bands | None
    land: _Bands | None
    storeys: _Choice | None
    structure: _Choice | None
    height_low: _Bands | None
    height_high: _Bands | None
    load: _Choice | None
    power: _Choice | None
    crane: _Choice | None
    fire_class: _Choice | None
    price_m2: tuple[float, float] | None
    price_mu: tuple[float, float] | None


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads(files("luodi.sites").joinpath("sample.toml").read_text(encoding="utf-8"))


@cache
def _kinds() -> _Choice:
    return _Choice([(row["weight"], _kind(name, row)) for name, row in _settings()["kinds"].items()])


def _kind(name: str, row: Mapping[str, Any]) -> _Kind:
    def choice(key: str) -> _Choice | None:
        return _Choice(row[key]) if key in row else None

    def bands(key: str) -> _Bands | None:
        return _Bands(row[key]) if key in row else None

    return _Kind(
        name=name,
        word=row["word"],
        deals=_Choice(row["deals"]),
        rent=(row["rent"][0], row["rent"][1]),
        area=bands("area"),
        land=bands("land"),
        storeys=choice("storeys"),
        structure=choice("structure"),
        height_low=bands("height_low"),
        height_high=bands("height_high"),
        load=choice("load"),
        power=choice("power"),
        crane=choice("crane"),
        fire_class=choice("fire_class"),
        price_m2=tuple(row["price_m2"]) if "price_m2" in row else None,
        price_mu=tuple(row["price_mu"]) if "price_mu" in row else None,
    )


@dataclass(frozen=True, slots=True)
class _County:
    """A county with what the draw needs of it: its label and its level of rent."""

    division: Division
    label: str
    rent: float


@cache
def _counties() -> _Choice:
    provinces = _settings()["provinces"]
    known = [d for d in divisions() if d.level in ("county", "town") and d.province in provinces]
    weights = {division.code: _urban(division)[0] for division in known}
    totals: dict[str, float] = {}
    for division in known:
        totals[division.province] = totals.get(division.province, 0) + weights[division.code]
    rows = []
    for division in known:
        province = provinces[division.province]
        weight = province["weight"] * weights[division.code] / totals[division.province]
        label = division.city + division.district if division.city != division.district else division.city
        rows.append((weight, _County(division, label, province["rent"] * _urban(division)[1])))
    return _Choice(rows)


def _urban(division: Division) -> tuple[float, float]:
    """Give a county's weight within its province, and its rent against the province's."""
    if division.name.endswith("区"):
        return 3, 1.15
    return (3, 1.0) if division.name.endswith(("市", "镇", "街道")) else (1, 0.8)


def _county(draw: Random) -> _County:
    county: _County = _counties()(draw)
    return county


# --- sites --------------------------------------------------------------------------------------------------


@cache
def _unknown() -> tuple[tuple[str, float], ...]:
    return tuple(_settings()["unknown"].items())


@cache
def _flags() -> tuple[tuple[str, float], ...]:
    return tuple(_settings()["flags"].items())


def _site(draw: Random, site_id: str, source: str, county: _County, park: Park | None) -> Site:
    kind: _Kind = _kinds()(draw)
    division = county.division
    values: dict[str, Any] = {
        "kind": (kind.name,),
        "deal": kind.deals(draw),
        "place": park.name if park else f"{_LABEL}地段{int(draw() * 900) + 100}号",
        "lon": round(division.lon + _SPREAD * (draw() - 0.5), 5),
        "lat": round(division.lat + _SPREAD * (draw() - 0.5), 5),
        "status": _status(draw()),
        "available_from": _available(draw),
        "verified_on": (AS_OF - timedelta(days=int(draw() * 365))).isoformat(),
    }
    _add_areas(draw, kind, values)
    if kind.area:
        _add_building(draw, kind, values)
        for flag, rate in _flags():
            values[flag] = draw() < rate
    _add_terms(draw, kind, county.rent, values)
    for field, rate in _unknown():
        if draw() < rate:
            values[field] = None
    if values["lon"] is None:
        values["lat"] = None
    return Site(
        id=site_id,
        name=f"{_LABEL} {county.label}{kind.word} {site_id[-7:]}",
        park=park.id if park else None,
        province=division.province,
        city=division.city,
        district=division.district,
        source=source,
        synthetic=True,
        **values,
    )


def _status(drawn: float) -> str:
    return "available" if drawn < 0.85 else "reserved" if drawn < 0.93 else "taken"


def _available(draw: Random) -> str:
    """Give ``now`` for half of them, else the first of one of the next eighteen months."""
    if draw() < 0.5:
        return "now"
    months = AS_OF.month + int(draw() * 18)
    return f"{AS_OF.year + months // 12}-{months % 12 + 1:02}-01"


def _add_areas(draw: Random, kind: _Kind, values: dict[str, Any]) -> None:
    if kind.land:
        values["land_area_m2"] = float(round(kind.land(draw), -1))
    if kind.area:
        area = float(round(kind.area(draw), -1 if kind.name != "office" else 0))
        values["floor_area_m2"] = area
        if area >= 1000 and draw() < 0.5:
            values["min_area_m2"] = float(round(area * (0.1 + 0.4 * draw()), -2)) or area


def _add_building(draw: Random, kind: _Kind, values: dict[str, Any]) -> None:
    """Add what hangs together in a building: storeys, structure, heights, load, cranes."""
    storeys = kind.storeys(draw) if kind.storeys else 1
    structure = kind.structure(draw) if kind.structure else None
    if storeys > 1 and structure == "steel":
        structure = "frame"
    first = 1 if storeys == 1 else int(draw() * storeys) + 1
    whole = storeys == 1 or (kind.name in ("factory", "warehouse") and draw() < 0.5)
    values["storeys"] = float(storeys)
    values["structure"] = structure
    values["storey"] = None if whole else (first,)
    _add_heights(draw, kind, values, ground=whole or first == 1, single=storeys == 1)
    values["floor_load_kg_m2"] = float(kind.load(draw)) if kind.load else None
    values["power_kva"] = float(kind.power(draw)) if kind.power else None
    values["fire_class"] = kind.fire_class(draw) if kind.fire_class else None
    if kind.crane:
        values["crane_t"] = float(kind.crane(draw)) if structure == "steel" else 0.0


def _add_heights(draw: Random, kind: _Kind, values: dict[str, Any], *, ground: bool, single: bool) -> None:
    low, high = kind.height_low, kind.height_high
    if low and (single or not high):
        values["clear_height_m"] = round(low(draw), 1)
    elif high:
        height = round(high(draw), 1)
        values["clear_height_m"] = round(height + 1, 1) if ground and low else height
        if ground and low and values["storey"] is None:
            values["clear_height_upper_m"] = round(height - 0.5, 1)


def _add_terms(draw: Random, kind: _Kind, level: float, values: dict[str, Any]) -> None:
    """Add rent and price for the deals on offer, dearer where the county is."""
    deals = values["deal"]
    if "lease" in deals or "transfer" in deals:
        values["rent_cny_m2_month"] = round(_between(draw, kind.rent) * level, 1)
    if "sale" in deals or "transfer" in deals:
        if kind.price_m2:
            values["price_cny_m2"] = float(round(_between(draw, kind.price_m2) * level, -1))
        if kind.price_mu:
            price = float(round(_between(draw, kind.price_mu) * level, -3))
            values["price_cny_mu"] = price
            if draw() < 0.3:
                values["price_cny"] = float(round(price * values["land_area_m2"] / MU, -4))
        values["tenure_years"] = float(20 + int(draw() * 31))


def _between(draw: Random, ends: tuple[float, float]) -> float:
    return ends[0] + (ends[1] - ends[0]) * draw()


# --- parks --------------------------------------------------------------------------------------------------


@cache
def _park_settings() -> dict[str, Any]:
    parks = _settings()["parks"]
    return {key: rows if key in ("focus", "deny") else _Bands(rows) for key, rows in parks.items()}


def _park(draw: Random, seed: int, number: int) -> Park:
    county = _county(draw)
    division, settings = county.division, _park_settings()
    focus = settings["focus"]
    start = int(draw() * len(focus))
    chosen = tuple((focus + focus)[start : start + 2 + int(draw() * 3)])
    located = draw() >= 0.1
    return Park(
        id=f"syn-park-{seed}-{number:05}",
        name=f"{_LABEL} {short_name(division.name)}产业园{number}",
        province=division.province,
        city=division.city,
        district=division.district,
        lon=round(division.lon + _SPREAD * (draw() - 0.5), 5) if located else None,
        lat=round(division.lat + _SPREAD * (draw() - 0.5), 5) if located else None,
        focus=chosen if draw() >= 0.1 else None,
        plot_ratio=round(settings["plot_ratio"](draw), 1) if draw() >= 0.2 else None,
        admission=_admission(draw, seed, chosen) if draw() >= 0.25 else None,
        synthetic=True,
    )


def _admission(draw: Random, seed: int, focus: tuple[str, ...]) -> Admission:
    """Give terms for land, for floor, or for either; half deny industries, a quarter allow only their focus."""
    land = Group("all_of", (_term(draw, "investment_cny_mu", -5), _term(draw, "tax_cny_mu_year", -4)))
    floor = Group("all_of", (_term(draw, "revenue_cny_m2_year", -2), _term(draw, "tax_cny_m2_year", -1)))
    which = draw()
    deny = _park_settings()["deny"]
    return Admission(
        rule=land if which < 0.4 else floor if which < 0.6 else Group("any_of", (land, floor)),
        allow=focus if draw() < 0.25 else (),
        deny=tuple(islice(deny, 1 + int(draw() * len(deny)))) if draw() < 0.5 else (),
        source=f"{_LABEL}（luodi 生成，种子 {seed}）",
        verified_on=(AS_OF - timedelta(days=int(draw() * 700))).isoformat(),
    )


def _term(draw: Random, measure: str, digits: int) -> Term:
    return Term(measure, at_least=float(round(_park_settings()[measure](draw), digits)))


@cache
def _homes() -> dict[tuple[str, str], _County]:
    counties: list[_County] = _counties().values
    return {(each.division.province + each.division.city, each.division.district): each for each in counties}


def _home(park: Park) -> _County:
    return _homes()[(park.province or "") + (park.city or ""), park.district or ""]
