"""How constraints, measures and figures are said to people, in both languages."""

from collections.abc import Mapping

from luodi.core.fields import REQUIREMENT_FIELDS, SITE_FIELDS, Field, by_name
from luodi.core.text import Lang, Text
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
_UNKNOWN = Text("未知", "unknown")
_YES_NO = {True: Text("有", "yes"), False: Text("无", "no")}


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


def say_wanted(check: Check | NearMiss, lang: Lang) -> str:
    """Say what was wanted, with its unit."""
    name = check.name if isinstance(check, Check) else check.constraint
    return say_figure(check.measure or name, check.wanted, lang)


def say_found(check: Check | NearMiss, lang: Lang) -> str:
    """Say what was found, with its unit."""
    name = check.name if isinstance(check, Check) else check.constraint
    return say_figure(check.measure or name, check.found, lang)


def say_line(line: AdmissionCheck, lang: Lang) -> str:
    """Say one line of a park's terms: the measure, the bound, what the enterprise brings."""
    if line.measure == "industry":
        label = (Text("不接受", "denies") if line.bound == "denied" else Text("接受", "admits")).say(lang)
    else:
        label = (
            f"{ADMISSION_MEASURES[line.measure].label.say(lang)} {'≥' if line.bound == 'at_least' else '≤'}"
        )
    wanted, found = (say_figure(line.measure, figure, lang) for figure in (line.wanted, line.found))
    return f"{label} {wanted}{'，企业' if lang == 'zh' else '; the firm: '}{found}"


def say_figure(name: str, figure: Figure, lang: Lang) -> str:
    """Say a figure of the field or measure ``name``, with its unit."""
    if figure is None:
        return _UNKNOWN.say(lang)
    if isinstance(figure, bool):
        return _YES_NO[figure].say(lang)
    if isinstance(figure, float | int):
        return f"{number(figure)} {unit_of(name).say(lang)}".strip()
    if isinstance(figure, str):
        return _choice(name, figure, lang)
    if name in _UNIT_OF:
        low, high = (each if isinstance(each, float | int) else None for each in figure)
        return f"{span(low, high)} {unit_of(name).say(lang)}"
    return ("、" if lang == "zh" else ", ").join(_choice(name, str(each), lang) for each in figure)


def span(low: float | None, high: float | None) -> str:
    """Write a range: 1,500–2,000, ≥ 1,500, ≤ 2,000."""
    if low is not None and high is not None:
        return number(low) if low == high else f"{number(low)}–{number(high)}"
    return f"≥ {number(low)}" if low is not None else f"≤ {number(high or 0)}"


def number(figure: float) -> str:
    """Write a number with thousands parted, at most two decimals."""
    return f"{figure:,.2f}".rstrip("0").rstrip(".")


def unit_of(name: str) -> Text:
    """Give the unit of a field, of a constraint or of a measure of a park's terms."""
    if name in ADMISSION_MEASURES:
        return ADMISSION_MEASURES[name].unit
    field = _field(_UNIT_OF.get(name, name))
    return field.unit if field else Text("", "")


def _field(name: str) -> Field | None:
    return _WANTED.get(name) or _OFFERED.get(name)


def _choice(name: str, word: str, lang: Lang) -> str:
    for fields in (_OFFERED, _WANTED):
        if name in fields and word in fields[name].choices:
            return fields[name].choices[word].say(lang)
    if name == "start_by" and word == "now":
        return Text("即可", "now").say(lang)
    return word
