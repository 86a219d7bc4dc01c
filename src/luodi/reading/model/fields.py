"""A model's rows about a listing or an enquiry → fields, each parsed again from where its quote stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from luodi.core.dates import find_dates, last_day
from luodi.core.fields import BadValue, Field, Type, Value, by_name
from luodi.core.figures import dimension_of
from luodi.core.places import find_places
from luodi.core.quantities.rates import find_rates
from luodi.core.values import parse_value
from luodi.facts import Document, FieldReading, Span
from luodi.facts.document import DocumentType
from luodi.reading.model.facts import agrees, quantities_in, said_number
from luodi.reading.model.ground import Ground
from luodi.reading.model.parse import Row
from luodi.reading.model.prompt import fields_of
from luodi.reading.premises.floors import find_floors
from luodi.reading.premises.source import fold, make_source

_AROUND = 30
_RATE_KINDS = {
    "rent_m2_month": ("rent_cny_m2_month", "rent_max_cny_m2_month"),
    "rent_year": ("rent_cny_year", "rent_max_cny_year"),
    "price": ("price_cny", "price_max_cny"),
    "price_m2": ("price_cny_m2",),
    "price_mu": ("price_cny_mu", "price_max_cny_mu"),
}
_RATES = {name: kind for kind, names in _RATE_KINDS.items() for name in names}
_DENIED = re.compile(r"无|没有|不|未|非|没(?!问题)")
_DIVISIONS = frozenset(("province", "city", "district"))
_PHONE = re.compile(r"[^\d]")


def ground_fields(
    ground: Ground, type_: DocumentType, rows: Iterable[Row], start: int, rule: str, dropped: Counter[str]
) -> Iterator[FieldReading]:
    """Give the fields that stand; ``dropped`` counts the others by reason. ``start`` is where the window begins."""
    known = by_name(fields_of(type_))
    for row in rows:
        field = known.get(str(row.get("name")))
        span = ground.find(row.get("quote"), start)
        value = None if field is None or span is None else _value(ground, field, row.get("value"), span)
        if field is None or span is None or value is None:
            dropped["field" if field is None else "quote" if span is None else "value"] += 1
        else:
            yield FieldReading(field.name, value, span, rule)


def _value(ground: Ground, field: Field, said: Any, span: Span) -> Value | None:
    """Give the value as the quote says it, where that is what the model says; else None."""
    if field.type is Type.NUMBER:
        number = said_number(said)
        return None if number is None else _number(ground, field, number, span)
    if field.name in _DIVISIONS:
        return _division(ground, field.name, said, span)
    if field.type in (Type.TEXT, Type.TEXTS):
        return _words(ground, field, said, span)
    try:
        value = parse_value(field, said)
    except BadValue:
        return None
    if value is None:
        return None
    return value if _is_said(ground, field, value, span) else None


def _is_said(ground: Ground, field: Field, value: Value, span: Span) -> bool:
    match field.type:
        case Type.CHOICE | Type.CHOICES:
            words = (value,) if isinstance(value, str) else value
            return isinstance(words, tuple) and all(_spelt(field, str(word), span.quote) for word in words)
        case Type.FLAG:
            return _flag_is_said(field, value is True, span.quote)
        case Type.FLOORS:
            marks = find_floors(make_source(Document("", span.quote))).marks
            floors = {floor for mark in marks for floor in mark.floors}
            return isinstance(value, tuple) and floors.issuperset(value)
        case Type.DATE:
            return _date_is_said(ground, field, str(value), span.quote)
        case _:
            return False


def _number(ground: Ground, field: Field, said: float, span: Span) -> float | None:
    numbers = _rates(ground, field, span) if field.name in _RATES else _amounts(ground, field, span)
    return next((round(number, 2) for number in numbers if agrees(said, number)), None)


def _rates(ground: Ground, field: Field, span: Span) -> Iterator[float]:
    whole = ground.document.whole(span.part)
    begin = max(0, span.start - _AROUND)
    for rate in find_rates(whole[begin : span.end + _AROUND]):
        if (
            rate.kind == _RATES[field.name]
            and begin + rate.start < span.end
            and begin + rate.end > span.start
        ):
            yield from (rate.value, *([] if rate.high is None else [rate.high]))


def _amounts(ground: Ground, field: Field, span: Span) -> Iterator[float]:
    dimension = dimension_of(field)
    for quantity in quantities_in(ground, span):
        if quantity.dimension == dimension and (dimension != "money" or quantity.unit == "CNY"):
            yield from (quantity.value, *([] if quantity.high is None else [quantity.high]))


def _division(ground: Ground, level: str, said: Any, span: Span) -> str | None:
    """Give a division that the place in the quote (or the sentence around it) lies in."""
    for words in (span.quote, ground.sentence(span)):
        for mention in find_places(words):
            names = {getattr(division, level) for division in mention.candidates}
            if len(names) == 1 and said in names:
                return str(said) or None
    return None


def _words(ground: Ground, field: Field, said: Any, span: Span) -> Value | None:
    if field.name == "phone":
        digits = _PHONE.sub("", str(said))
        return digits if 7 <= len(digits) <= 13 and digits in _PHONE.sub("", span.quote) else None
    if field.type is Type.TEXT:
        return ground.name(said)
    names = [ground.name(name) for name in (said if isinstance(said, list) else [said])[:50]]
    kept = tuple(dict.fromkeys(name for name in names if name))
    return kept or None


def _spelt(field: Field, word: str, quote: str) -> bool:
    """Whether the quote has one of the ways to write a choice."""
    spellings = {
        word,
        *field.choices[word],
        *(each for each, meant in field.spellings.items() if meant == word),
    }
    folded = fold(quote)
    return any(fold(spelling) in folded for spelling in spellings)


def _flag_is_said(field: Field, value: bool, quote: str) -> bool:
    folded = fold(quote)
    named = any(fold(name) in folded for name in (field.label.zh, *field.headings) if name)
    return named and value is not bool(_DENIED.search(folded))


def _date_is_said(ground: Ground, field: Field, value: str, quote: str) -> bool:
    if value in field.choices:
        return _spelt(field, value, quote) or "现" in quote or "即" in quote or "随时" in quote
    for mention in find_dates(quote, ground.document.published):
        days = {mention.iso, mention.next_iso}
        if mention.at_end and not mention.next_iso.startswith("--"):
            days |= {last_day(iso).isoformat() for iso in tuple(days) if not iso.startswith("--")}
        if value in days:
            return True
    return False
