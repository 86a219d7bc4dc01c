"""A model's rows about news → facts, each parsed again from where its quote stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from luodi.core.quantities import Quantity, find_quantities, parse_number
from luodi.core.quantities.units import UNITS
from luodi.facts import Approx, Fact, Span
from luodi.reading.model.ground import Ground
from luodi.reading.model.parse import Row
from luodi.reading.model.prompt import Kind, event_words, kinds

TOLERANCE = 0.005
_AROUND = 30  # letters on either side of a quote that a figure in it may begin or end in
_DIMENSIONS = {"fraction": ("fraction", "multiple"), "capacity": ("count", "mass", "area", "length", "power")}
_DATED = frozenset(("event", "signed", "financing"))
_FALLS = re.compile(r"下降|减少|降低|下滑|回落|负增长|缩减|跌")
_DOUBLED = re.compile(r"翻(?:了)?(?:一)?番|翻倍|增长(?:了)?(?:一|1)倍")
_EXPECTED = re.compile(r"预计|预期|计划|拟|将|力争|争取|可(?!持续)|达产后|建成后|目标|规划|有望|到20\d\d年")
_RANKS = re.compile(r"第\s?([\d一二三四五六七八九十百]{1,4})(?![期批届次产轮])|(首位|榜首|头名|第一)")
_STAYED = re.compile(r"蝉联|连续|保持|稳居")
_A_YEAR = re.compile(r"年产|年|/年|每年|年加工|年处理")


class Figure(NamedTuple):
    """A number that stands in a quote: its value, its unit, and how exact it is."""

    value: float
    unit: str
    approx: Approx
    end: int


def ground_facts(
    ground: Ground, rows: Iterable[Row], start: int, rule: str, dropped: Counter[str]
) -> Iterator[Fact]:
    """Give the facts that stand; ``dropped`` counts the others by reason. ``start`` is where the window begins."""
    for row in rows:
        found = _fact(ground, row, start, rule)
        if isinstance(found, Fact):
            yield found
        else:
            dropped[found] += 1


def _fact(ground: Ground, row: Row, start: int, rule: str) -> Fact | str:
    """Give the fact, or the reason why it doesn't count."""
    kind = kinds().get(str(row.get("kind")))
    if kind is None:
        return "kind"
    span = ground.find(row.get("quote"), start)
    if span is None:
        return "quote"
    subject = ground.name(row.get("subject"))
    if subject is None:
        return "subject"
    object_ = _object(ground, kind, row.get("object"), span)
    if kind.object and object_ is None:
        return "object"
    figure = _figure(ground, kind, row, span) if kind.dimension else None
    if kind.dimension and figure is None and not (kind.may_lack_value and row.get("value") is None):
        return "value"
    if figure is not None and span.part == "text":
        span = ground.document.span(span.start, max(span.end, figure.end))
    text = row.get("text")
    date = ground.date(row.get("date")) if kind.name in _DATED else None
    period = ground.date(row.get("period")) if kind.dimension else None
    return Fact(
        kind.name,
        subject,
        span,
        value=figure.value if figure else None,
        unit=figure.unit if figure else None,
        object=object_,
        approx=figure.approx if figure else "exact",
        date=date.iso if date else None,
        period=str(row["period"]) if period else None,
        expected=row.get("expected") is True and bool(_EXPECTED.search(ground.sentence(span))),
        previous=_previous(ground, row, span, figure) if kind.name == "rank" else None,
        investors=_investors(ground, row) if kind.name == "financing" else (),
        text=text if figure is None and isinstance(text, str) and text and text in span.quote else None,
        inferred=bool((date and date.inferred) or (period and period.inferred)),
        rule=rule,
    )


def _object(ground: Ground, kind: Kind, said: Any, span: Span) -> str | None:
    if kind.object == "event":
        words = event_words().get(str(said), ())
        return str(said) if any(word in span.quote for word in words) else None
    return ground.name(said) if kind.object else None


def _figure(ground: Ground, kind: Kind, row: Row, span: Span) -> Figure | None:
    """Parse the figures that stand in the quote; give the one that the model means, if there is one."""
    said = said_number(row.get("value"))
    if said is None:
        return None
    figures = _rank_figures(span) if kind.dimension == "rank" else _figures(ground, kind, row, span)
    return next((figure for figure in figures if agrees(said, figure.value)), None)


def said_number(value: Any) -> float | None:
    """Give the number that a model says, as a number or in words (60亿元)."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e300 else None
    found = find_quantities(value[:60])
    return found[0].value if len(found) == 1 else parse_number(value[:60])


def agrees(said: float, parsed: float) -> bool:
    """Whether two numbers are the same to half a per cent."""
    return abs(said - parsed) <= TOLERANCE * max(abs(said), abs(parsed))


def quantities_in(ground: Ground, span: Span) -> list[Quantity]:
    """Give the quantities that begin in a span, parsed from the document around it, so that none is cut short."""
    whole = ground.document.whole(span.part)
    begin = max(0, span.start - _AROUND)
    found = find_quantities(whole[begin : span.end + _AROUND])
    return [
        replace(each, start=begin + each.start, end=begin + each.end, number_start=begin + each.number_start)
        for each in found
        if span.start <= begin + each.number_start < span.end
    ]


def _figures(ground: Ground, kind: Kind, row: Row, span: Span) -> Iterator[Figure]:
    allowed = _DIMENSIONS.get(kind.dimension, (kind.dimension,))
    for quantity in quantities_in(ground, span):
        if quantity.dimension not in allowed or quantity.high is not None:
            continue
        end = quantity.end
        if kind.dimension == "fraction":
            yield from _fractions(kind, quantity, span, end)
        elif kind.dimension == "capacity":
            yield _capacity(row, quantity, span, end)
        else:
            unit = "1" if kind.dimension == "count" else quantity.unit
            yield Figure(quantity.value, unit, quantity.approx, end)
    if kind.name == "growth" and _DOUBLED.search(span.quote):
        yield Figure(1.0, "1", "exact", span.end)


def _fractions(kind: Kind, quantity: Quantity, span: Span, end: int) -> Iterator[Figure]:
    """Give a rate with its sign; of 是去年的1.6倍 the growth is 0.6."""
    sign = -1.0 if kind.name == "growth" and _FALLS.search(span.quote) else 1.0
    yield Figure(sign * quantity.value, "1", quantity.approx, end)
    if quantity.dimension == "multiple" and kind.name == "growth" and quantity.value > 1:
        yield Figure(round(quantity.value - 1, 6), "1", quantity.approx, end)


def _capacity(row: Row, quantity: Quantity, span: Span, end: int) -> Figure:
    """Give a capacity in its unit as written, by the year where the quote says so."""
    written = quantity.written_unit
    factor = UNITS[written.lower()].factor if written.lower() in UNITS else 1.0
    by_year = "年" in (quantity.per or "") or (
        str(row.get("unit", "")).endswith("/年") and bool(_A_YEAR.search(span.quote))
    )
    unit = f"{written}/年" if by_year else written
    return Figure(quantity.value / factor, unit, quantity.approx, end)


def _rank_figures(span: Span) -> Iterator[Figure]:
    for match in _RANKS.finditer(span.quote):
        number = 1.0 if match[2] else parse_number(match[1])
        if number:
            yield Figure(number, "1", "exact", span.start + match.end())


def _previous(ground: Ground, row: Row, span: Span, figure: Figure | None) -> float | None:
    """Give the earlier position where the sentence says it, or how many places were gained or lost."""
    said = said_number(row.get("previous"))
    if said is None or figure is None:
        return None
    sentence = ground.sentence(span)
    if said == figure.value:
        return said if _STAYED.search(sentence) else None
    numbers = {quantity.value for quantity in find_quantities(sentence)}
    numbers |= {parse_number(match[1]) or 0.0 for match in _RANKS.finditer(sentence) if match[1]}
    return said if said in numbers or abs(said - figure.value) in numbers else None


def _investors(ground: Ground, row: Row) -> tuple[str, ...]:
    said = row.get("investors")
    names = [ground.name(name) for name in said[:50]] if isinstance(said, list) else []
    return tuple(dict.fromkeys(name for name in names if name))
