"""Figures that differ between the copies of one article: which fact, which value, in which source."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from math import isclose

from luodi.facts import Fact, FieldReading, Reading, Span
from luodi.reading.reposts.index import RepostGroup

_NUMBER = re.compile(r"\d+(?:[,.，．]\d+)*|[零〇一二两三四五六七八九十百千万亿]+")
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Reported:
    """A value and the documents (by id) that report it, with the run of the first one's text that shows it."""

    value: float
    documents: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class DifferingFigure:
    """One fact that the copies report with different values, the one that most of them have first.

    ``name`` is the fact's kind or the field's name; ``subject`` is empty for a field. ``unit`` is the fact's; a
    field's unit stands in its catalogue.
    """

    name: str
    subject: str
    unit: str | None
    period: str | None
    reported: tuple[Reported, ...]


@dataclass(frozen=True, slots=True)
class _Figure:
    document: str
    name: str
    value: float
    span: Span
    fact: Fact | None


def differing_figures(group: RepostGroup, readings: Iterable[Reading]) -> tuple[DifferingFigure, ...]:
    """Compare the readings of a group's copies; readings of other documents are passed over.

    Figures are paired by the words around them, else by kind, subject, object and period; where a document has
    several figures for one such key, the key pairs nothing. A figure that a copy hasn't got is no difference.
    """
    members = {copy.id for copy in group.copies}
    figures = [
        figure
        for reading in readings
        if reading.document.id in members
        for figure in _figures(reading)
    ]
    differing: list[DifferingFigure] = []
    seen: set[tuple[str, int, int]] = set()
    for key in (_words_around, _what_is_said):
        for paired in _pair(figures, key):
            places = {(figure.document, figure.span.start, figure.span.end) for figure in paired}
            if not places & seen and len(reported := _by_value(paired)) > 1:
                differing.append(_differing(paired[0], reported))
                seen |= places
    return tuple(differing)


def _figures(reading: Reading) -> Iterator[_Figure]:
    id_ = reading.document.id
    for fact in reading.facts:
        if fact.value is not None:
            yield _Figure(id_, fact.kind, fact.value, fact.span, fact)
    for field in reading.fields:
        if isinstance(field.value, int | float) and not isinstance(field.value, bool):
            yield _of_field(id_, field, float(field.value))


def _of_field(id_: str, field: FieldReading, value: float) -> _Figure:
    return _Figure(id_, field.name, value, field.span, None)


def _words_around(figure: _Figure) -> Hashable:
    """Give a fact's kind with its quote, the numbers masked, so that a corrected number leaves it as it is."""
    masked = _NUMBER.sub("0", figure.span.quote)
    return (figure.name, _PUNCTUATION.sub("", masked), figure.fact.unit if figure.fact else None)


def _what_is_said(figure: _Figure) -> Hashable:
    fact = figure.fact
    if fact is None:
        return figure.name
    return (fact.kind, fact.subject, fact.object, fact.unit, fact.period, fact.expected)


def _pair(figures: list[_Figure], key: Callable[[_Figure], Hashable]) -> Iterator[list[_Figure]]:
    """Give the figures with the same key, from two or more documents, at most one from each."""
    by_key: dict[Hashable, list[_Figure]] = {}
    for figure in figures:
        by_key.setdefault(key(figure), []).append(figure)
    for same in by_key.values():
        once = [figure for figure in same if sum(other.document == figure.document for other in same) == 1]
        if len(once) > 1:
            yield once


def _by_value(figures: list[_Figure]) -> list[Reported]:
    values: list[list[_Figure]] = []
    for figure in figures:
        same = next((some for some in values if isclose(some[0].value, figure.value, rel_tol=1e-9)), None)
        if same is None:
            values.append([figure])
        else:
            same.append(figure)
    reported = [Reported(some[0].value, tuple(each.document for each in some), some[0].span) for some in values]
    return sorted(reported, key=lambda each: (-len(each.documents), each.value))


def _differing(figure: _Figure, reported: list[Reported]) -> DifferingFigure:
    fact = figure.fact
    if fact is None:
        return DifferingFigure(figure.name, "", None, None, tuple(reported))
    return DifferingFigure(fact.kind, fact.subject, fact.unit, fact.period, tuple(reported))
