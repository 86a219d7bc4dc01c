"""A figure as a cell holds it: a bare number, or a number with its unit, in the unit of its field.

Figures are taken at face value: 约1200 and 1200以上 are 1200. What was converted is rounded to two decimals.
"""

import math
import re
from dataclasses import dataclass

from luodi.core.fields import BadValue, Field
from luodi.core.quantities import Quantity, find_quantities
from luodi.core.quantities.units import MU, Dimension
from luodi.core.text import Text

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PLAIN = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d{1,3})?", re.IGNORECASE)
LARGEST = 1e300
_LONGEST = 100  # letters: what is longer is no figure, and not worth a search
_MONTHS = {"day": 12 / 365, "month": 1.0, "quarter": 3.0, "year": 12.0}  # how many months a period has
_PER = re.compile(
    r"\s*(?:/|每|一|·|\.|\bper\b|\ba\b)\s*个?\s*(?:"
    r"(?P<m2>平方米|平米|平方|平|方|㎡|m²|m2|sqm)|(?P<mu>亩|mu)|(?P<day>天|日|day)|(?P<month>月|month|mo)|"
    r"(?P<quarter>季度|季|quarter)|(?P<year>年|year|yr))\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Target:
    """What a field's figures are: the dimension, the units that count, and what they are by."""

    dimension: Dimension
    units: tuple[str, ...] = ()
    area: str = ""
    period: str = ""


_TARGETS = {
    "㎡": _Target("area"),
    "米": _Target("length"),
    "kg/㎡": _Target("load"),
    "kVA": _Target("power"),
    "吨": _Target("mass"),
    "年": _Target("time", ("year", "month")),
    "层": _Target("count", ("层",)),
    "人": _Target("count", ("人", "名", "个", "位")),
    "元": _Target("money", ("CNY",)),
    "元/年": _Target("money", ("CNY",), period="year"),
    "元/㎡": _Target("money", ("CNY",), area="m2"),
    "元/亩": _Target("money", ("CNY",), area="mu"),
    "元/㎡·月": _Target("money", ("CNY",), area="m2", period="month"),
    "元/㎡·年": _Target("money", ("CNY",), area="m2", period="year"),
    "元/亩·年": _Target("money", ("CNY",), area="mu", period="year"),
    "吨标煤/年": _Target("count", ("吨标煤", "吨标准煤"), period="year"),
    "吨标煤/亩·年": _Target("count", ("吨标煤", "吨标准煤"), area="mu", period="year"),
    "人/亩": _Target("count", ("人", "名", "个", "位"), area="mu"),
    "": _Target("none"),
}  # by a field's unit
_DIMENSION_NAMES = {
    "area": Text("面积", "an area"), "money": Text("金额", "an amount of money"),
    "length": Text("长度", "a length"), "load": Text("单位面积荷载", "a load"),
    "power": Text("电力", "a power"), "mass": Text("重量", "a mass"), "time": Text("年限", "a time"),
    "count": Text("数量", "a count"), "fraction": Text("百分比", "a share"), "none": Text("数", "a number"),
    "points": Text("百分点", "a number of points"), "multiple": Text("倍数", "a multiple"),
}  # fmt: skip


def bad_value(raw: object, zh: str, en: str, remedy_zh: str, remedy_en: str) -> BadValue:
    """Make the error that names the value: ``zh`` and ``en`` go on from it (is not a number)."""
    shown = show_value(raw)
    return BadValue(Text(f"{shown} {zh}", f"{shown} {en}"), Text(remedy_zh, remedy_en))


def show_value(raw: object) -> str:
    """Give a value as messages show it: in quotes, printable, not longer than 40 characters."""
    text = UNPRINTABLE.sub("\ufffd", str(raw)).replace("\n", " ")
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


def parse_figure(field: Field, raw: int | float | str, unit: str = "") -> float:
    """Read a figure into the field's unit; a bare number is in ``unit``, if one is given.

    Raises :class:`BadValue` where it is no number, its unit is of the wrong kind, or it is out of bounds.
    """
    written = raw.translate(FULL_WIDTH).strip() if isinstance(raw, str) else repr(raw)
    bare = _PLAIN.fullmatch(written) is not None
    if bare and (not unit or _fold(unit) in map(_fold, field.unit)):
        return _in_bounds(field, float(written.replace(",", "")), raw)
    if len(written) > _LONGEST:
        raise bad_value(raw, "不是一个数", "is not one number", *figure_remedy(field))
    if written.startswith("-"):
        raise bad_value(raw, "是负数", "is negative", *figure_remedy(field))
    return _in_bounds(field, _convert(field, f"{_positional(written)}{unit}" if bare else written, raw), raw)


def _fold(unit: str) -> str:
    return "".join(unit.split()).casefold()


def _positional(written: str) -> str:
    """Write 1e+06 as 1000000: units stand behind digits only."""
    return f"{float(written.replace(',', '')):.12f}".rstrip("0").rstrip(".")


def _in_bounds(field: Field, number: float, raw: object) -> float:
    if number > min(field.maximum, LARGEST):
        limit = "" if math.isinf(field.maximum) else f" {field.maximum:g}"
        raise bad_value(raw, f"超出上限{limit}", f"is beyond the bound{limit}", *figure_remedy(field))
    if number < 0:
        raise bad_value(raw, "是负数", "is negative", *figure_remedy(field))
    return number


def dimension_of(field: Field) -> Dimension | None:
    """Give the dimension of a field's figures, by its unit; None where no figure is in that unit."""
    target = _TARGETS.get(field.unit.zh)
    return target.dimension if target else None


def figure_remedy(field: Field) -> Text:
    """Say what a cell of this field should hold."""
    zh, en = (
        (f"，单位{field.unit.zh}" if field.unit.zh else ""),
        (f" in {field.unit.en}" if field.unit.en else ""),
    )
    return Text(f"请写非负数{zh}；不知道就留空", f"write a number of 0 or more{en}, or leave it blank")


def _convert(field: Field, written: str, raw: object) -> float:
    target = _TARGETS[field.unit.zh]
    rest, written_per = (
        _split_per(written) if target.dimension in ("money", "count") else (written, _Target("none"))
    )
    factor = _per_factor(field, target, written_per, raw)
    quantity = _one_quantity(field, rest, raw)
    if quantity.dimension != "none":
        factor *= _unit_factor(field, target, quantity, raw)
    return round(quantity.value * factor, 2)


def _one_quantity(field: Field, text: str, raw: object) -> Quantity:
    """Give the quantity that the whole cell writes; more or less than one is no figure."""
    found = find_quantities(text)
    if len(found) != 1 or found[0].start > 0 or found[0].end < len(text.rstrip()) or found[0].per:
        raise bad_value(raw, "不是一个数", "is not one number", *figure_remedy(field))
    if found[0].high is not None:
        raise bad_value(raw, "是一个区间", "is a range", "只写一个数；可分割的面积请另写“最小可分面积”",
                        "give one number; the smallest part has a column of its own")  # fmt: skip
    return found[0]


def _split_per(text: str) -> tuple[str, _Target]:
    """Part 0.42元/㎡/天 into 0.42元 and what it is by."""
    by = {"area": "", "period": ""}
    while match := _PER.search(text):
        part = str(match.lastgroup)
        kind = "area" if part in ("m2", "mu") else "period"
        if by[kind] or match.start() == 0:
            break
        by[kind], text = part, text[: match.start()]
    return text, _Target("none", area=by["area"], period=by["period"])


def _per_factor(field: Field, target: _Target, by: _Target, raw: object) -> float:
    """Bring what a figure is by to what the field is by; what isn't said is as the field has it."""
    total_for_part = bool(by.period and target.area and not by.area)  # 元/月 where 元/㎡·月 belongs
    if total_for_part or (by.area and not target.area) or (by.period and not target.period):
        raise bad_value(raw, f"的单位不是{field.unit.zh}一类", f"is not by what {field.unit.en} is by",
                        *figure_remedy(field))  # fmt: skip
    factor = 1.0
    if by.area and by.area != target.area:
        factor *= MU if target.area == "mu" else 1 / MU
    if by.period:
        factor *= _MONTHS[target.period] / _MONTHS[by.period]
    return factor


def _unit_factor(field: Field, target: _Target, quantity: Quantity, raw: object) -> float:
    """Check the unit; 2吨 as a floor's load means 2吨/㎡, and months count as parts of a year."""
    if target.dimension == "load" and quantity.unit == "t":
        return 1000.0
    if quantity.dimension != target.dimension or (target.units and quantity.unit not in target.units):
        zh, en = _DIMENSION_NAMES[target.dimension]
        raise bad_value(raw, f"的单位“{quantity.written_unit}”不对，这里要{zh}",
                        f"has the unit “{quantity.written_unit}”, where {en} belongs", *figure_remedy(field))  # fmt: skip
    return 1 / 12 if quantity.unit == "month" else 1.0
