"""What a firm asks for, and what it brings: the values, and how they are read from JSON or from a reading."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from luodi.core.errors import LuodiError, Problem
from luodi.core.fields import REQUIREMENT_FIELDS, BadValue, Field, Type, Value, by_name, to_plain
from luodi.core.nearest import suggestion
from luodi.core.text import Text
from luodi.core.values import parse_value
from luodi.matching.measures import DISTANCE, MEASURES, is_measure
from luodi.sites.site import NO_SOURCES


@dataclass(frozen=True, slots=True)
class Landmark:
    """A named point that counts in criteria (``distance_km:NAME``); WGS-84 degrees."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Criterion:
    """A measure with its weight and the figures that count as worst (value 0) and best (value 1)."""

    measure: str
    weight: float
    worst: float
    best: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """The fields of :data:`luodi.core.fields.REQUIREMENT_FIELDS`; an absent field (None) constrains nothing.

    ``area_tolerance`` widens a single wanted area (min = max) both ways. ``criteria`` empty means: derive them from
    the requirement by the documented defaults. ``sources`` holds the run of an enquiry's text behind each field.
    """

    company: str | None = None
    contact: str | None = None
    phone: str | None = None
    industry: str | None = None
    use: tuple[str, ...] | None = None
    deal: tuple[str, ...] | None = None
    kind: tuple[str, ...] | None = None
    locations: tuple[str, ...] | None = None
    floor_area_min_m2: float | None = None
    floor_area_max_m2: float | None = None
    land_area_min_m2: float | None = None
    land_area_max_m2: float | None = None
    rent_max_cny_m2_month: float | None = None
    rent_max_cny_year: float | None = None
    price_max_cny: float | None = None
    price_max_cny_mu: float | None = None
    investment_cny: float | None = None
    output_cny_year: float | None = None
    revenue_cny_year: float | None = None
    tax_cny_year: float | None = None
    tax_cny_mu_year: float | None = None
    energy_tce_year: float | None = None
    staff: float | None = None
    clear_height_min_m: float | None = None
    floor_load_min_kg_m2: float | None = None
    power_min_kva: float | None = None
    crane_min_t: float | None = None
    storey: tuple[int, ...] | None = None
    fire_class: tuple[str, ...] | None = None
    structure: tuple[str, ...] | None = None
    title_deed: bool | None = None
    env_permit: bool | None = None
    steam: bool | None = None
    gas: bool | None = None
    dormitory: bool | None = None
    canteen: bool | None = None
    sewage_permit: bool | None = None
    start_by: str | None = None
    area_tolerance: float = 0.2
    near: tuple[Landmark, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    sources: Mapping[str, str] = field(default_factory=lambda: NO_SOURCES)

    def to_json(self) -> dict[str, Any]:
        """Give the requirement as understood, in the guide's shape; what is empty is left out."""
        values = {name: _plain(known, getattr(self, name)) for name, known in _FIELDS.items()}
        more = {
            "area_tolerance": self.area_tolerance,
            "near": [{"name": place.name, "lon": place.lon, "lat": place.lat} for place in self.near],
            "sources": dict(self.sources),
        }
        return {name: value for name, value in (values | more).items() if value not in (None, [], {})}


_FIELDS = by_name(REQUIREMENT_FIELDS)
_MORE = ("area_tolerance", "near", "criteria", "sources")
_LANDMARK_KEYS = tuple(each.name for each in fields(Landmark))
_CRITERION_KEYS = tuple(each.name for each in fields(Criterion))
_AREAS = {"floor_area": Text("建筑面积", "floor area"), "land_area": Text("土地面积", "land area")}


def _plain(known: Field, value: Value | None) -> Any:
    """Give places and floors as lists always, all else as the guide writes it."""
    if isinstance(value, tuple) and known.type in (Type.TEXTS, Type.FLOORS):
        return list(value)
    return to_plain(value)


def requirement_from_json(data: object, where: str) -> Requirement:
    """Read a requirement from its JSON object, or from a line that ``luodi read`` wrote; ``where`` is for messages.

    Raises :class:`LuodiError` at the first thing that is wrong, with field, value, reason and remedy.
    """
    given = _object(data, where)
    if given.get("type") == "requirement" and "requirement" in given:
        given = {**_object(given["requirement"], f"{where}.requirement"), "sources": given.get("sources")}
    _known_keys(given, (*_FIELDS, *_MORE), where)
    values = {name: _parse(name, given[name], f"{where}.{name}") for name in given if name in _FIELDS}
    tolerance = given.get("area_tolerance")
    requirement = Requirement(
        **_coerced(values),
        area_tolerance=0.2 if tolerance is None else _number(tolerance, f"{where}.area_tolerance"),
        near=tuple(_landmark(each, at) for each, at in _items(given.get("near"), f"{where}.near")),
        criteria=tuple(
            _criterion(each, at) for each, at in _items(given.get("criteria"), f"{where}.criteria")
        ),
        sources=_sources(given.get("sources"), f"{where}.sources"),
    )
    check_requirement(requirement, where)
    return requirement


def requirement_from_values(
    values: Mapping[str, Value], sources: Mapping[str, str] = NO_SOURCES, where: str = "requirement"
) -> Requirement:
    """Make a requirement of values that were read; ``sources`` holds the run of text behind each.

    Raises :class:`LuodiError` for a field that requirements don't have, and for values that contradict each other.
    """
    _known_keys(values, tuple(_FIELDS), where)
    requirement = Requirement(**_coerced(values), sources=dict(sources))
    check_requirement(requirement, where)
    return requirement


def check_requirement(requirement: Requirement, where: str) -> None:
    """See that a requirement doesn't contradict itself and that its criteria can be reckoned with.

    Raises :class:`LuodiError` at the first thing that is wrong.
    """
    _check_figures(requirement, where)
    _check_areas(requirement, where)
    names = [place.name for place in requirement.near]
    for name in names:
        if names.count(name) > 1:
            raise _bad(f"{where}.near", f"有两个“{name}”", f"there are two {name!r}", "请改名", "rename one")
    for position, criterion in enumerate(requirement.criteria):
        _check_criterion(criterion, tuple(names), f"{where}.criteria[{position}]")
    if requirement.criteria and not sum(criterion.weight for criterion in requirement.criteria):
        raise _bad(f"{where}.criteria", "权重全为 0", "all weights are 0", "至少给一个准则大于 0 的权重",
                   "give at least one criterion a weight above 0")  # fmt: skip


def _check_figures(requirement: Requirement, where: str) -> None:
    for name, known in _FIELDS.items():
        figure = getattr(requirement, name)
        if known.type is Type.NUMBER and figure is not None and not 0 <= figure < math.inf:
            raise _bad(f"{where}.{name}", f"{known.label.zh} {figure} 不是非负数",
                       f"{known.label.en} {figure} is not a number of 0 or more", "请改正，或去掉此项",
                       "mend it, or leave it out")  # fmt: skip
    if not 0 <= requirement.area_tolerance < 1:
        raise _bad(f"{where}.area_tolerance", f"容差 {requirement.area_tolerance} 不在 0 与 1 之间",
                   f"the tolerance {requirement.area_tolerance} is not between 0 and 1", "如两成写 0.2",
                   "write 0.2 for a fifth")  # fmt: skip


def _check_areas(requirement: Requirement, where: str) -> None:
    for area, label in _AREAS.items():
        low, high = (getattr(requirement, f"{area}_{end}_m2") for end in ("min", "max"))
        if low is not None and high is not None and low > high:
            raise _bad(f"{where}.{area}_min_m2", f"{label.zh}下限 {low:g} 大于上限 {high:g}",
                       f"the least {label.en} {low:g} is above the greatest {high:g}",
                       "没有面积能同时满足，请改正其一", "no area can meet both: mend one of them")  # fmt: skip


def _check_criterion(criterion: Criterion, landmarks: tuple[str, ...], where: str) -> None:
    if not is_measure(criterion.measure, landmarks):
        known = (*MEASURES, *(f"{DISTANCE}{name}" for name in landmarks))
        raise _bad(f"{where}.measure", f"不认识指标“{criterion.measure}”", f"unknown measure {criterion.measure!r}",
                   *_suggested(criterion.measure, known))  # fmt: skip
    if not all(map(math.isfinite, (criterion.weight, criterion.worst, criterion.best))):
        raise _bad(where, "含有非有限的数", "a figure is not finite", "请改正", "mend it")
    if criterion.weight < 0:
        raise _bad(f"{where}.weight", f"权重 {criterion.weight:g} 是负数", f"the weight {criterion.weight:g} is negative",
                   "权重不小于 0；越小越好的指标把 best 写得比 worst 小",
                   "weights are 0 or more; where less is better, make best smaller than worst")  # fmt: skip
    if criterion.worst == criterion.best:
        raise _bad(where, f"worst 与 best 相同（{criterion.best:g}）", f"worst and best are the same ({criterion.best:g})",
                   "请写两个不同的数", "give two different figures")  # fmt: skip


def _parse(name: str, raw: object, where: str) -> Value | None:
    try:
        return parse_value(_FIELDS[name], raw)
    except BadValue as error:
        raise LuodiError(Problem(where, error.what, error.remedy)) from error


def _coerced(values: Mapping[str, Value | None]) -> dict[str, Any]:
    """Give a single word as a tuple of one where a field may hold several."""
    several = (Type.CHOICES, Type.TEXTS, Type.FLOORS)
    return {
        name: (value,) if _FIELDS[name].type in several and isinstance(value, str | int | float) else value
        for name, value in values.items()
    }


def _landmark(data: object, where: str) -> Landmark:
    given = _object(data, where)
    _known_keys(given, _LANDMARK_KEYS, where)
    name, lon, lat = given.get("name"), *(_number(given.get(key), f"{where}.{key}") for key in ("lon", "lat"))
    if not isinstance(name, str) or not name.strip():
        raise _bad(f"{where}.name", "地点没有名称", "the place has no name", "请写 name", "give a name")
    if abs(lon) > 180 or abs(lat) > 90:
        raise _bad(where, f"经度 {lon:g}、纬度 {lat:g} 超出范围", f"longitude {lon:g}, latitude {lat:g} is out of range",
                   "请写 WGS-84 十进制度数", "write WGS-84 decimal degrees")  # fmt: skip
    return Landmark(name.strip(), lon, lat)


def _criterion(data: object, where: str) -> Criterion:
    given = _object(data, where)
    _known_keys(given, _CRITERION_KEYS, where)
    measure = given.get("measure")
    if not isinstance(measure, str):
        raise _bad(
            f"{where}.measure",
            "准则没有指标",
            "the criterion names no measure",
            "请写 measure",
            "give a measure",
        )
    return Criterion(
        measure, *(_number(given.get(key), f"{where}.{key}") for key in ("weight", "worst", "best"))
    )


def _number(data: object, where: str) -> float:
    if isinstance(data, bool) or not isinstance(data, int | float) or not abs(data) <= 1e300:
        raise _bad(
            where, f"{_shown(data)} 不是数", f"{_shown(data)} is not a number", "请写一个数", "write a number"
        )
    return float(data)


def _items(data: object, where: str) -> list[tuple[object, str]]:
    if data is None:
        return []
    if not isinstance(data, list):
        raise _bad(
            where,
            f"{_shown(data)} 不是列表",
            f"{_shown(data)} is not a list",
            "请写成 […]",
            "write it as […]",
        )
    return [(each, f"{where}[{position}]") for position, each in enumerate(data)]


def _sources(data: object, where: str) -> Mapping[str, str]:
    """Read field → quote; a reading's source is an object that holds its quote."""
    given = _object(data or {}, where)
    quotes = {name: each.get("quote") if isinstance(each, Mapping) else each for name, each in given.items()}
    return {name: quote for name, quote in quotes.items() if isinstance(quote, str)}


def _object(data: object, where: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise _bad(
            where,
            f"{_shown(data)} 不是对象",
            f"{_shown(data)} is not an object",
            "请写成 {…}",
            "write it as {…}",
        )
    return data


def _known_keys(given: Mapping[str, object], known: Sequence[str], where: str) -> None:
    for key in given:
        if key not in known:
            raise _bad(where, f"不认识字段“{key}”", f"unknown field {key!r}", *_suggested(key, known))


def _suggested(word: str, known: Sequence[str]) -> tuple[str, str]:
    said = suggestion(word, known)
    return said.zh, said.en


def _shown(data: object) -> str:
    shown = repr(data)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _bad(where: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> LuodiError:
    return LuodiError(Problem(where, Text(zh, en), Text(remedy_zh, remedy_en)))
