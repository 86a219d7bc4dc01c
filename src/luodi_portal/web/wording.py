"""What the portal alone says: admission terms as sentences, reasons in one line, the colours of kinds."""

from dataclasses import dataclass
from typing import Any

from luodi.core.fields import PARK_FIELDS, REQUIREMENT_FIELDS, SITE_FIELDS, by_name
from luodi.core.text import Lang, Text
from luodi.core.wording import amount, joined, say_value
from luodi.matching.answer import Check, NearMiss
from luodi.matching.wording import say_found, say_wanted
from luodi.sites.admission import ADMISSION_MEASURES, Admission, Rule, Term

TONES = {
    "area": ("land_area", "floor_area"),
    "money": ("investment", "revenue", "output_value", "tax", "financing"),
    "count": ("indicator", "growth", "rank", "count", "share", "capacity"),
    "link": ("signed", "located_in", "focus", "chain_leader"),
    "event": ("event",),
}
_TONE_OF = {kind: tone for tone, kinds in TONES.items() for kind in kinds}
_OFFERED = by_name((*PARK_FIELDS, *SITE_FIELDS))
_LABELS = by_name(REQUIREMENT_FIELDS) | _OFFERED


def tone(kind: str) -> str:
    """Give the group of kinds that share a colour; a listing's field is in none."""
    return _TONE_OF.get(kind, "field")


def field_label(name: str, lang: Lang) -> str:
    """Give the label of a field of a site, a park or a requirement."""
    return _LABELS[name].label.say(lang) if name in _LABELS else name


def field_value(name: str, value: Any, lang: Lang) -> str:
    """Give the value of a site's or a park's field in words."""
    return say_value(_OFFERED.get(name), value, lang)


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
    if check.note and check.wanted is None and check.found is None:  # nothing to compare: the note says why
        return check.note.say(lang)
    said = wanted_and_found(check, lang)
    return f"{said}{Text('；', '; ').say(lang)}{check.note.say(lang)}" if check.note else said


def wanted_and_found(check: Check | NearMiss, lang: Lang) -> str:
    """Say both figures of a constraint."""
    want, have = say_wanted(check, lang), say_found(check, lang)
    return Text(f"要求 {want}，实际 {have}", f"wanted {want}, found {have}").say(lang)
