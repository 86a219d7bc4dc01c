"""How what was read is said to people, in the two languages: kinds, figures, and the parts of a fact or field."""

from dataclasses import dataclass, replace

from luodi.core.fields import LISTING_FIELDS, REQUIREMENT_FIELDS, SITE_FIELDS, Field, by_name
from luodi.core.text import Lang, Text
from luodi.core.wording import amount, joined, land, number, say_value, visible
from luodi.facts import Fact, FieldReading, Reading, Span

TYPES = {
    "news": Text("新闻", "news"),
    "listing": Text("房源", "listing"),
    "requirement": Text("需求", "requirement"),
}
KINDS = {
    "land_area": Text("占地面积", "land area"),
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
    "signed": Text("签约", "signed"),
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
    "full_production": Text("达产", "full production"),
    "listed": Text("上市", "listed"),
    "moved_in": Text("入驻", "moved in"),
}
APPROX = {
    "exact": Text("", ""),
    "about": Text("约 ", "about "),
    "at_least": Text("至少 ", "at least "),
    "at_most": Text("至多 ", "at most "),
}
_UNITS = {"m2": Text("㎡", "m²"), "CNY": Text("元", "CNY"), "": Text("", ""), "1": Text("", "")}
_FRACTIONS = frozenset(("growth", "share"))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what was read: its label and its value, both in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What was read, ready to be shown: where it stands, of what kind it is, and its parts in words.

    ``group`` is the kind of a fact or the name of a field: marks of one group share a colour.
    """

    number: int
    group: str
    label: str
    span: Span
    parts: tuple[Part, ...]
    rule: str = ""


def list_marks(reading: Reading, lang: Lang) -> list[Mark]:
    """List what was read in the order of the text, numbered from 1, each with its parts in words."""
    listing = by_name(SITE_FIELDS) | by_name(LISTING_FIELDS)  # a post also says that what it offers is taken
    fields = by_name(REQUIREMENT_FIELDS) if reading.type == "requirement" else listing
    marks = [_fact_mark(fact, lang) for fact in reading.facts]
    marks += [_field_mark(read, fields.get(read.name), lang) for read in reading.fields]
    marks.sort(key=lambda mark: (mark.span.part == "text", mark.span.start, mark.span.end))
    return [replace(mark, number=number) for number, mark in enumerate(marks, 1)]


def _fact_mark(fact: Fact, lang: Lang) -> Mark:
    return Mark(0, fact.kind, kind_label(fact.kind, lang), fact.span, describe_fact(fact, lang), fact.rule)


def _field_mark(read: FieldReading, field: Field | None, lang: Lang) -> Mark:
    label = field.label.say(lang) if field else read.name
    return Mark(0, read.name, label, read.span, (Part(label, describe_field(read, field, lang)),), read.rule)


def kind_label(kind: str, lang: Lang) -> str:
    """Name a kind of fact."""
    return KINDS[kind].say(lang) if kind in KINDS else kind


def describe_fact(fact: Fact, lang: Lang) -> tuple[Part, ...]:
    """Give the parts of a fact in words, the subject first; parts that the text doesn't give are left out."""
    object_ = EVENTS[fact.object].say(lang) if fact.object in EVENTS else fact.object
    parts = [
        (Text("主体", "subject"), fact.subject),
        (Text("值", "value"), fact_value(fact, lang)),
        (Text("对象", "object"), object_),
        (Text("日期", "date"), _day(fact, lang)),
        (Text("期间", "period"), fact.period),
        (
            Text("此前", "previously"),
            _figure(fact, fact.previous, lang) if fact.previous is not None else None,
        ),
        (Text("投资方", "investors"), joined(fact.investors, lang)),
        (Text("状态", "state"), Text("预期", "expected").say(lang) if fact.expected else None),
    ]
    return tuple(Part(label.say(lang), visible(value)) for label, value in parts if value)


def fact_value(fact: Fact, lang: Lang) -> str:
    """Give a fact's value with its approximation and unit, or the words that stand for a value."""
    if fact.value is None:
        return fact.text or ""
    return APPROX[fact.approx].say(lang) + _figure(fact, fact.value, lang)


def _figure(fact: Fact, value: float, lang: Lang) -> str:
    if fact.kind == "rank":
        return Text(f"第 {number(value)}", f"no. {number(value)}").say(lang)
    if fact.kind in _FRACTIONS and fact.unit in (None, "1"):
        return f"{number(value * 100)}%"
    if fact.kind == "land_area" and fact.unit == "m2":
        return land(value, lang)
    unit = fact.unit or ""
    return amount(value, _UNITS.get(unit, Text(unit, unit)), lang)


def describe_field(read: FieldReading, field: Field | None, lang: Lang) -> str:
    """Give a field's value in words, with its unit."""
    return visible(say_value(field, read.value, lang))


def _day(fact: Fact, lang: Lang) -> str | None:
    note = Text("（年份为推断）", " (year inferred)").say(lang) if fact.inferred else ""
    return f"{fact.date}{note}" if fact.date else None
