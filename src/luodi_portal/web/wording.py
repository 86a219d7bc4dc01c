"""How values are said to people: figures with their units, fields, facts, admission terms. Nothing here knows Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luodi.core.fields import PARK_FIELDS, REQUIREMENT_FIELDS, SITE_FIELDS, Field, Type, by_name
from luodi.core.text import Lang, Text
from luodi.facts import Fact
from luodi.matching.answer import Check, NearMiss
from luodi.matching.measures import DISTANCE, FLAG_UNIT, MEASURES, measure_name
from luodi.matching.wording import say_found, say_wanted
from luodi.reading.wording import APPROX, EVENTS
from luodi.sites.admission import ADMISSION_MEASURES, Admission, Group, Rule, Term

UNKNOWN = Text("未知", "unknown")
TONES = {
    "area": ("land_area", "floor_area"),
    "money": ("investment", "revenue", "output_value", "tax", "financing"),
    "count": ("indicator", "growth", "rank", "count", "share", "capacity"),
    "link": ("signed", "located_in", "focus", "chain_leader"),
    "event": ("event",),
}
_TONE_OF = {kind: tone for tone, kinds in TONES.items() for kind in kinds}
_MU_M2 = 10000 / 15
_WANTED = by_name(REQUIREMENT_FIELDS)
_FIELDS = _WANTED | by_name((*PARK_FIELDS, *SITE_FIELDS))


def tone(kind: str) -> str:
    """Give the group of kinds that share a colour; a listing's field is in none."""
    return _TONE_OF.get(kind, "field")


def number(value: float, lang: Lang) -> str:
    """Give a number with thousands separators and at most two decimals (four significant digits below 1)."""
    del lang  # both languages write digits alike
    text = f"{value:,.2f}" if abs(value) >= 1 else f"{value:.4f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: float, unit: Text, lang: Lang) -> str:
    """Give a number with its unit; money in 万 and 亿, or in millions and billions."""
    scale, word = _scale(value, unit, lang)
    space = "" if lang == "zh" and word else " "
    head = f"{number(value / scale, lang)} {word}" if word else number(value, lang)
    return f"{head}{space}{unit.say(lang)}".strip()


def _scale(value: float, unit: Text, lang: Lang) -> tuple[float, str]:
    if not unit.en.startswith("CNY"):
        return 1, ""
    steps = ((1e8, "亿"), (1e4, "万")) if lang == "zh" else ((1e9, "billion"), (1e6, "million"))
    return next(((step, word) for step, word in steps if abs(value) >= step), (1, ""))


def field_label(name: str, lang: Lang) -> str:
    """Give the label of a field of a site, a park or a requirement."""
    return _FIELDS[name].label.say(lang) if name in _FIELDS else name


def field_value(name: str, value: Any, lang: Lang) -> str:
    """Give a field's value in words; None is said to be unknown."""
    if value is None:
        return UNKNOWN.say(lang)
    field = _FIELDS.get(name)
    return plain(value, lang) if field is None else _typed(field, value, lang)


def wanted_value(name: str, value: Any, lang: Lang) -> str:
    """Give the value of a requirement's field in words: lease and purchase are not what a site's deals are."""
    field = _WANTED.get(name)
    return field_value(name, value, lang) if field is None or value is None else _typed(field, value, lang)


def _typed(field: Field, value: Any, lang: Lang) -> str:
    match field.type:
        case Type.NUMBER if isinstance(value, int | float):
            return amount(value, field.unit, lang)
        case Type.CHOICE | Type.CHOICES | Type.DATE | Type.TEXTS:
            words = [value] if isinstance(value, str) else value
            return joined([field.choices[w].say(lang) if w in field.choices else str(w) for w in words], lang)
        case Type.FLOORS:
            floors = value if isinstance(value, Sequence) else [value]
            return joined([_floor(int(floor), lang) for floor in floors], lang)
        case _:
            return plain(value, lang)


def _floor(floor: int, lang: Lang) -> str:
    if lang == "zh":
        return f"{floor}层" if floor > 0 else f"地下{-floor}层"
    return f"floor {floor}" if floor > 0 else f"basement {-floor}"


def plain(value: Any, lang: Lang) -> str:
    """Give any value in words, with no field to tell its unit."""
    if value is None:
        return UNKNOWN.say(lang)
    if isinstance(value, bool):
        return (Text("有", "yes") if value else Text("无", "no")).say(lang)
    if isinstance(value, int | float):
        return number(value, lang)
    if isinstance(value, tuple | list):
        return joined([plain(each, lang) for each in value], lang)
    return str(value)


def joined(words: Sequence[str], lang: Lang) -> str:
    """Give words as a list in a sentence."""
    return ("、" if lang == "zh" else ", ").join(words)


def fact_figure(fact: Fact, lang: Lang) -> str:
    """Give what a fact says, without its kind and subject."""
    parts = [_fact_value(fact, lang), _fact_object(fact, lang)]
    if fact.previous is not None:
        parts.append(
            Text(f"此前第 {number(fact.previous, lang)}", f"before: {number(fact.previous, lang)}").say(lang)
        )
    parts += [joined(fact.investors, lang)]
    return " · ".join(part for part in parts if part)


def fact_time(fact: Fact, lang: Lang) -> str:
    """Give when: the date or the period, and what is not certain about it."""
    when = fact.date or fact.period or ""
    marks = [
        Text("年份为推断", "year inferred").say(lang) if fact.inferred else "",
        Text("预期", "expected").say(lang) if fact.expected else "",
    ]
    return " · ".join(part for part in (when, *marks) if part)


def _fact_object(fact: Fact, lang: Lang) -> str:
    if fact.kind == "event" and fact.object in EVENTS:
        return EVENTS[fact.object].say(lang)
    return fact.object or ""


def _fact_value(fact: Fact, lang: Lang) -> str:
    if fact.value is None:
        return fact.text or ""
    return APPROX[fact.approx].say(lang) + _figure(fact, fact.value, lang)


def _figure(fact: Fact, value: float, lang: Lang) -> str:
    if fact.kind == "rank":
        return Text(f"第 {number(value, lang)}", f"no. {number(value, lang)}").say(lang)
    if fact.kind in ("share", "growth"):
        return f"{number(value * 100, lang)}%"
    if fact.unit == "m2":
        m2 = amount(round(value), Text("㎡", "m²"), lang)
        mu = amount(round(value / _MU_M2, 1), Text("亩", "mu"), lang)
        return Text(f"{mu}（{m2}）", f"{m2} ({mu})").say(lang) if fact.kind == "land_area" else m2
    if fact.unit == "CNY":
        return amount(value, Text("元", "CNY"), lang)
    if fact.unit in (None, "1"):
        return number(value, lang)
    return f"{number(value, lang)} {fact.unit}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with those that stand under it."""

    text: str
    under: tuple["Sentence", ...] = ()


def term_sentences(admission: Admission, lang: Lang) -> tuple[Sentence, ...]:
    """Give admission terms as sentences that a person can read."""
    said = [_rule(admission.rule, lang)] if admission.rule else []
    if admission.allow:
        words = joined(admission.allow, lang)
        said.append(
            Sentence(
                Text(f"只接纳这些行业：{words}", f"Only these industries are admitted: {words}").say(lang)
            )
        )
    if admission.deny:
        words = joined(admission.deny, lang)
        said.append(
            Sentence(
                Text(f"不接纳这些行业：{words}", f"These industries are not admitted: {words}").say(lang)
            )
        )
    return tuple(said)


def _rule(rule: Rule, lang: Lang) -> Sentence:
    if isinstance(rule, Term):
        return Sentence(_term(rule, lang))
    assert isinstance(rule, Group)
    head = (
        Text("以下各项须同时满足：", "All of these must hold:")
        if rule.kind == "all_of"
        else Text("以下各项满足其一即可：", "One of these must hold:")
    )
    return Sentence(head.say(lang), tuple(_rule(each, lang) for each in rule.rules))


def _term(term: Term, lang: Lang) -> str:
    measure = ADMISSION_MEASURES[term.measure]
    bounds = []
    if term.at_least is not None:
        figure = amount(term.at_least, measure.unit, lang)
        bounds.append(Text(f"不低于 {figure}", f"at least {figure}").say(lang))
    if term.at_most is not None:
        figure = amount(term.at_most, measure.unit, lang)
        bounds.append(Text(f"不高于 {figure}", f"at most {figure}").say(lang))
    return f"{measure.label.say(lang)} {joined(bounds, lang)}"


def measure_label(name: str, lang: Lang) -> str:
    """Give the label of a criterion's measure."""
    return measure_name(name).label.say(lang)


def measure_value(name: str, value: Any, lang: Lang) -> str:
    """Give a measure's figure in words; a flag's 1 and 0 are said as yes and no."""
    if value is None or isinstance(value, bool) or not isinstance(value, int | float):
        return field_value(name, value, lang)
    if name in ADMISSION_MEASURES:
        return amount(value, ADMISSION_MEASURES[name].unit, lang)
    if name not in MEASURES and not name.startswith(DISTANCE):
        return field_value(name, value, lang)
    unit = measure_name(name).unit
    if unit == FLAG_UNIT:
        return plain(value == 1, lang) if value in (0, 1) else number(value, lang)
    return amount(value, unit, lang)


def reason(check: Check, lang: Lang) -> str:
    """Say what a constraint wanted and what was found, and its note."""
    said = wanted_and_found(check, lang)
    return f"{said}{Text('；', '; ').say(lang)}{check.note.say(lang)}" if check.note else said


def wanted_and_found(check: Check | NearMiss, lang: Lang) -> str:
    """Say both figures of a constraint."""
    want, have = say_wanted(check, lang), say_found(check, lang)
    return Text(f"要 {want}，有 {have}", f"wanted {want}, found {have}").say(lang)
