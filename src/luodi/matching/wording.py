"""How constraints, measures and figures are said to people, in both languages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from luodi.core.fields import REQUIREMENT_FIELDS, SITE_FIELDS, Field, by_name
from luodi.core.text import Lang, Text
from luodi.core.wording import amount, number, say_value
from luodi.matching.answer import AdmissionCheck, Check, Figure, NearMiss
from luodi.matching.constraints import BY_NAME
from luodi.sites.admission import ADMISSION_MEASURES

STATES: Mapping[str, Text] = {
    "pass": Text("符合", "pass"),
    "fail": Text("不符合", "fail"),
    "unknown": Text("待确认", "unknown"),
}
_WANTED, _OFFERED = by_name(REQUIREMENT_FIELDS), by_name(SITE_FIELDS)
_UNIT_OF = {"floor_area": "floor_area_m2", "land_area": "land_area_m2"}


class _Bound(NamedTuple):
    """The side on which what was wanted bounds what is found: in a table, and in words."""

    sign: Text
    words: Text


_AT_LEAST = _Bound(Text("≥", "≥"), Text("不低于", "at least"))
_AT_MOST = _Bound(Text("≤", "≤"), Text("不超过", "at most"))
_NOT_AFTER = _Bound(*[Text("不晚于", "by")] * 2)


def constraint_label(name: str) -> Text:
    """Give a constraint's name as people say it."""
    return BY_NAME[name].label


def check_label(check: Check | NearMiss) -> Text:
    """Give a check's name, with the part that decided (rent: by year; admission: the measure)."""
    name = check.name if isinstance(check, Check) else check.constraint
    label = constraint_label(name)
    if check.measure is None:
        return label
    part = ADMISSION_MEASURES[check.measure].label if name == "admission" else _WANTED[check.measure].label
    return Text(f"{label.zh}·{part.zh}", f"{label.en}: {part.en}") if name == "admission" else part


def say_wanted(check: Check | NearMiss | AdmissionCheck, lang: Lang) -> str:
    """Say what was wanted, with its bound and its unit: ≥ 8 米."""
    bound, figure = _bound(check), say_figure(_decided_by(check), check.wanted, lang)
    return f"{bound.sign.say(lang)} {figure}" if bound else figure


def say_need(check: Check) -> Text:
    """Say what was wanted in words: 需要不低于 8 米."""
    bound, name = _bound(check), _decided_by(check)
    words = bound.words if bound else Text("", "")
    zh, en = (say_figure(name, check.wanted, lang) for lang in ("zh", "en"))
    return Text(f"需要{words.zh} {zh}", f"wanted: {words.en} {en}" if bound else f"wanted: {en}")


def _bound(check: Check | NearMiss | AdmissionCheck) -> _Bound | None:
    """Tell the bound by the field's name; None for words, ranges and what must be there."""
    name = _decided_by(check)
    if isinstance(check, AdmissionCheck):
        return {"at_least": _AT_LEAST, "at_most": _AT_MOST}.get(check.bound)
    if name == "start_by":
        return None if check.wanted == "now" else _NOT_AFTER
    return _AT_LEAST if "_min_" in name else _AT_MOST if "_max_" in name else None


def say_found(check: Check | NearMiss | AdmissionCheck, lang: Lang) -> str:
    """Say what was found, with its unit."""
    return say_figure(_decided_by(check), check.found, lang)


def _decided_by(check: Check | NearMiss | AdmissionCheck) -> str:
    if isinstance(check, AdmissionCheck):
        return check.measure
    return check.measure or (check.name if isinstance(check, Check) else check.constraint)


def line_label(line: AdmissionCheck) -> Text:
    """Give the name of one line of a park's terms."""
    if line.measure != "industry":
        return ADMISSION_MEASURES[line.measure].label
    return (
        Text("不接受的行业", "industries denied")
        if line.bound == "denied"
        else Text("接受的行业", "industries admitted")
    )


def say_line(line: AdmissionCheck, lang: Lang) -> str:
    """Say one line of a park's terms: the measure, the bound, what the enterprise brings."""
    between = Text("，企业 ", "; the firm: ").say(lang)
    return f"{line_label(line).say(lang)} {say_wanted(line, lang)}{between}{say_found(line, lang)}"


def say_figure(name: str, figure: Figure, lang: Lang) -> str:
    """Say a figure of the field or measure ``name``, with its unit."""
    if isinstance(figure, tuple) and name in _UNIT_OF:
        low, high = (each if isinstance(each, float | int) else None for each in figure)
        return f"{span(low, high)} {unit_of(name).say(lang)}"
    if isinstance(figure, float | int) and not isinstance(figure, bool) and _field(name) is None:
        return amount(figure, unit_of(name), lang)
    if name == "start_by" and figure == "now":
        return Text("即可", "now").say(lang)
    return say_value(_field(name), figure, lang)


def span(low: float | None, high: float | None) -> str:
    """Write a range: 1,500–2,000, ≥ 1,500, ≤ 2,000."""
    if low is not None and high is not None:
        return number(low) if low == high else f"{number(low)}–{number(high)}"
    return f"≥ {number(low)}" if low is not None else f"≤ {number(high or 0)}"


def unit_of(name: str) -> Text:
    """Give the unit of a field, of a constraint or of a measure of a park's terms."""
    if name in ADMISSION_MEASURES:
        return ADMISSION_MEASURES[name].unit
    field = _field(_UNIT_OF.get(name, name))
    return field.unit if field else Text("", "")


def _field(name: str) -> Field | None:
    """A name that both sides have (deal) is looked up with the words of both."""
    if name == "deal":
        return _DEAL
    return _WANTED.get(name) or _OFFERED.get(name)


_DEAL = replace(_WANTED["deal"], choices={**_OFFERED["deal"].choices, **_WANTED["deal"].choices})
