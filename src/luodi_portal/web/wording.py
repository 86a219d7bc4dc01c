"""How the portal says facts and admission terms; single values are said by :mod:`luodi.core.wording`."""

from dataclasses import dataclass
from typing import Any

from luodi.core.fields import PARK_FIELDS, REQUIREMENT_FIELDS, SITE_FIELDS, by_name
from luodi.core.text import Lang, Text
from luodi.core.wording import amount, joined, number, say_value
from luodi.facts import Fact
from luodi.matching.answer import Check, NearMiss
from luodi.matching.measures import FLAG_UNIT, measure_name
from luodi.matching.wording import say_found, say_wanted
from luodi.reading.wording import APPROX, EVENTS
from luodi.sites.admission import ADMISSION_MEASURES, Admission, Rule, Term

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


def field_label(name: str, lang: Lang) -> str:
    """Give the label of a field of a site, a park or a requirement."""
    return _FIELDS[name].label.say(lang) if name in _FIELDS else name


def field_value(name: str, value: Any, lang: Lang) -> str:
    """Give the value of a site's or a park's field in words."""
    return say_value(_FIELDS.get(name), value, lang)


def wanted_value(name: str, value: Any, lang: Lang) -> str:
    """Give the value of a requirement's field in words: lease and purchase are not what a site's deals are."""
    return say_value(_WANTED.get(name), value, lang)


def measure_label(name: str, lang: Lang) -> str:
    """Give the label of a criterion's measure."""
    return measure_name(name).label.say(lang)


def measure_value(name: str, value: float | None, lang: Lang) -> str:
    """Give a measure's figure in words; a flag's 1 and 0 are said as yes and no."""
    unit = measure_name(name).unit
    if value is None or (unit == FLAG_UNIT and value in (0, 1)):
        return say_value(None, None if value is None else value == 1, lang)
    return number(value) if unit == FLAG_UNIT else amount(value, unit, lang)


def fact_figure(fact: Fact, lang: Lang) -> str:
    """Give what a fact says, without its kind and subject."""
    before = None if fact.previous is None else _position(fact.previous)
    parts = [
        _fact_value(fact, lang),
        EVENTS[fact.object].say(lang) if fact.kind == "event" and fact.object in EVENTS else fact.object,
        Text(f"此前{before.zh}", f"before: {before.en}").say(lang) if before else "",
        joined(fact.investors, lang),
    ]
    return " · ".join(part for part in parts if part)


def fact_time(fact: Fact, lang: Lang) -> str:
    """Give when: the date or the period, and what is not certain about it."""
    marks = [
        Text("年份为推断", "year inferred").say(lang) if fact.inferred else "",
        Text("预期", "expected").say(lang) if fact.expected else "",
    ]
    return " · ".join(part for part in (fact.date or fact.period or "", *marks) if part)


def _fact_value(fact: Fact, lang: Lang) -> str:
    if fact.value is None:
        return fact.text or ""
    return APPROX[fact.approx].say(lang) + _figure(fact, fact.value, lang)


def _figure(fact: Fact, value: float, lang: Lang) -> str:
    match fact.kind, fact.unit:
        case "rank", _:
            return _position(value).say(lang)
        case (("share" | "growth"), _):
            return f"{number(value * 100)}%"
        case "land_area", "m2":
            mu, m2 = number(round(value / _MU_M2, 1)), number(round(value))
            return Text(f"{mu} 亩（{m2} ㎡）", f"{m2} m² ({mu} mu)").say(lang)
        case _, "m2":
            return amount(round(value), Text("㎡", "m²"), lang)
        case _, "CNY":
            return amount(value, Text("元", "CNY"), lang)
        case _, (None | "1"):
            return number(value)
        case _:
            return f"{number(value)} {fact.unit}"


def _position(value: float) -> Text:
    return Text(f"第 {number(value)}", f"no. {number(value)}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with those that stand under it."""

    text: str
    under: tuple["Sentence", ...] = ()


def term_sentences(admission: Admission, lang: Lang) -> tuple[Sentence, ...]:
    """Give admission terms as sentences that a person can read."""
    said = [_rule(admission.rule, lang)] if admission.rule else []
    for words, zh, en in (
        (admission.allow, "只接纳这些行业", "Only these industries are admitted"),
        (admission.deny, "不接纳这些行业", "These industries are not admitted"),
    ):
        if words:
            listed = joined(words, lang)
            said.append(Sentence(Text(f"{zh}：{listed}", f"{en}: {listed}").say(lang)))
    return tuple(said)


def _rule(rule: Rule, lang: Lang) -> Sentence:
    if isinstance(rule, Term):
        return Sentence(_term(rule, lang))
    if len(rule.rules) == 1:
        return _rule(rule.rules[0], lang)
    head = {
        "all_of": Text("以下各项须同时满足：", "All of these must hold:"),
        "any_of": Text("以下各项满足其一即可：", "One of these must hold:"),
    }[rule.kind]
    return Sentence(head.say(lang), tuple(_rule(each, lang) for each in rule.rules))


def _term(term: Term, lang: Lang) -> str:
    measure = ADMISSION_MEASURES[term.measure]
    bounds = [
        Text(f"{zh} {figure}", f"{en} {figure}").say(lang)
        for bound, zh, en in ((term.at_least, "不低于", "at least"), (term.at_most, "不高于", "at most"))
        if bound is not None
        for figure in (amount(bound, measure.unit, lang),)
    ]
    label = measure.label.say(lang)
    return f"{label[:1].upper()}{label[1:]} {joined(bounds, lang)}"


def reason(check: Check, lang: Lang) -> str:
    """Say what a constraint wanted and what was found, and its note."""
    said = wanted_and_found(check, lang)
    return f"{said}{Text('；', '; ').say(lang)}{check.note.say(lang)}" if check.note else said


def wanted_and_found(check: Check | NearMiss, lang: Lang) -> str:
    """Say both figures of a constraint."""
    want, have = say_wanted(check, lang), say_found(check, lang)
    return Text(f"要 {want}，有 {have}", f"wanted {want}, found {have}").say(lang)
