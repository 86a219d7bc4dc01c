"""How constraints, measures and figures are said to people, in both languages."""

from collections.abc import Mapping
from dataclasses import replace

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
    """Say what was wanted, with its unit."""
    if isinstance(check, AdmissionCheck) and check.measure != "industry":
        return f"{'≤' if check.bound == 'at_most' else '≥'} {say_figure(check.measure, check.wanted, lang)}"
    return say_figure(_decided_by(check), check.wanted, lang)


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
