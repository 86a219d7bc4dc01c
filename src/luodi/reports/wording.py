"""How values are said to people: figures with their units, fields, facts, admission terms. Nothing here knows Django."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from luodi.core.fields import PARK_FIELDS, REQUIREMENT_FIELDS, SITE_FIELDS, Field, Type, by_name
from luodi.core.text import Lang, Text
from luodi.facts import Fact
from luodi.matching.answer import AdmissionCheck, Check, Figure
from luodi.matching.measures import DERIVED_MEASURES, DISTANCE, FLAG_UNIT, MEASURES, measure_name
from luodi.sites.admission import ADMISSION_MEASURES, Admission, Group, Rule, Term

UNKNOWN = Text("未知", "unknown")
DOCUMENT_TYPES = {
    "news": Text("新闻", "News"),
    "listing": Text("房源", "Listings"),
    "requirement": Text("需求", "Enquiries"),
}
KINDS = {
    "land_area": Text("占地", "land area"),
    "floor_area": Text("建筑面积", "floor area"),
    "investment": Text("投资", "investment"),
    "revenue": Text("营收", "revenue"),
    "output_value": Text("产值", "output value"),
    "tax": Text("税收", "tax"),
    "indicator": Text("指标", "indicator"),
    "growth": Text("增长", "growth"),
    "rank": Text("排名", "rank"),
    "count": Text("数量", "count"),
    "share": Text("占比", "share"),
    "financing": Text("融资", "financing"),
    "capacity": Text("产能", "capacity"),
    "signed": Text("签约", "signed with"),
    "located_in": Text("位于", "located in"),
    "focus": Text("主导产业", "focus"),
    "chain_leader": Text("链主", "lead firm"),
    "event": Text("事件", "event"),
}
EVENTS = {
    "established": Text("成立", "established"),
    "approved": Text("获批", "approved"),
    "groundbreaking": Text("开工", "ground broken"),
    "topped_out": Text("封顶", "topped out"),
    "completed": Text("建成", "completed"),
    "in_production": Text("投产", "in production"),
    "full_production": Text("达产", "at full production"),
    "listed": Text("上市", "listed"),
    "moved_in": Text("入驻", "moved in"),
}
TONES = {
    "area": ("land_area", "floor_area"),
    "money": ("investment", "revenue", "output_value", "tax", "financing"),
    "count": ("indicator", "growth", "rank", "count", "share", "capacity"),
    "link": ("signed", "located_in", "focus", "chain_leader"),
    "event": ("event",),
}
_TONE_OF = {kind: tone for tone, kinds in TONES.items() for kind in kinds}
_APPROX = {
    "exact": Text("", ""),
    "about": Text("约 ", "about "),
    "at_least": Text("不低于 ", "at least "),
    "at_most": Text("不超过 ", "at most "),
}
_MU_M2 = 10000 / 15
_WANTED = by_name(REQUIREMENT_FIELDS)
_FIELDS = _WANTED | by_name((*PARK_FIELDS, *SITE_FIELDS))
_CONSTRAINTS = {
    "floor_area": Text("建筑面积", "floor area"),
    "land_area": Text("土地面积", "land area"),
    "rent": Text("租金", "rent"),
    "price": Text("价格", "price"),
    "admission": Text("园区准入条件", "the park's terms"),
    "industry": Text("行业准入", "industry admitted"),
}


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
    return _APPROX[fact.approx].say(lang) + _figure(fact, fact.value, lang)


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


def constraint_label(name: str, lang: Lang) -> str:
    """Give the label of a constraint: a requirement's field, or one of the joint ones."""
    return _CONSTRAINTS[name].say(lang) if name in _CONSTRAINTS else field_label(name, lang)


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
    """Give the label of a constraint, a criterion's measure or an admission term's."""
    if name in ADMISSION_MEASURES:
        return ADMISSION_MEASURES[name].label.say(lang)
    known = name in DERIVED_MEASURES or name.startswith(DISTANCE)
    return measure_name(name).label.say(lang) if known else constraint_label(name, lang)


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


STATES = {
    "pass": Text("符合", "fits"),
    "fail": Text("不符合", "does not fit"),
    "unknown": Text("未知", "unknown"),
}
_BOUND_UNITS = {
    "floor_area": Text("㎡", "m²"),
    "land_area": Text("㎡", "m²"),
    "rent": Text("元/㎡·月", "CNY/m² a month"),
    "price": Text("元", "CNY"),
}


def reason(check: Check, lang: Lang) -> str:
    """Say what a constraint wanted and what was found, and its note."""
    said = wanted_and_found(check.name, check.wanted, check.found, lang)
    return f"{said}{Text('；', '; ').say(lang)}{check.note.say(lang)}" if check.note else said


def wanted_and_found(name: str, wanted: Figure, found: Figure, lang: Lang) -> str:
    """Say both figures of a constraint."""
    want, have = _side(name, wanted, lang, wanted_value), _side(name, found, lang, field_value)
    return Text(f"要 {want}，有 {have}", f"wanted {want}, found {have}").say(lang)


def _side(name: str, figure: Figure, lang: Lang, otherwise: Callable[[str, Any, Lang], str]) -> str:
    unit = _BOUND_UNITS.get(name)
    if unit is None or figure is None:
        return otherwise(name, figure, lang)
    if isinstance(figure, tuple) and len(figure) == 2:
        return _bounds(figure[0], figure[1], unit, lang)
    return amount(figure, unit, lang) if isinstance(figure, int | float) else plain(figure, lang)


def _bounds(low: Any, high: Any, unit: Text, lang: Lang) -> str:
    if low is None or high is None or low == high:
        figure = amount(high if low is None else low, unit, lang)
        word = (
            Text("至多 ", "up to ")
            if low is None
            else Text("至少 ", "at least ")
            if high is None
            else Text("", "")
        )
        return word.say(lang) + figure
    return f"{number(low, lang)}–{amount(high, unit, lang)}"


def admission_reason(check: AdmissionCheck, lang: Lang) -> str:
    """Say what a park asks and what the firm brings."""
    if check.bound == "industry":
        allowed, brought = plain(check.wanted, lang), plain(check.found, lang)
        return Text(f"行业：园区 {allowed}，企业 {brought}", f"industry: park {allowed}, firm {brought}").say(
            lang
        )
    asked, brings = (
        measure_value(check.measure, check.wanted, lang),
        measure_value(check.measure, check.found, lang),
    )
    word = Text("不高于", "at most") if check.bound == "at_most" else Text("不低于", "at least")
    label = measure_label(check.measure, lang)
    return Text(
        f"{label}：要{word.zh} {asked}，企业 {brings}", f"{label}: {word.en} {asked}, firm {brings}"
    ).say(lang)
