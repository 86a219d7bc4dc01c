"""Figures that differ between the copies of one article: which fact, which value, in which document."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import isclose

from luodi.facts import Fact, FieldReading, Reading
from luodi.reading.reposts.index import RepostGroup

_NUMBER = re.compile(r"\d+(?:[,.，．]\d+)*|[零〇一二两三四五六七八九十百千万亿]+")
_BETWEEN = re.compile(r"[\W_]+")
_LEAST_ALIKE = 0.6  # of two quotes that are to show the same fact


@dataclass(frozen=True, slots=True)
class Reported:
    """A value, the fact or field as the first of the documents has it, and all documents (by id) that have it."""

    value: float
    item: Fact | FieldReading
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferingFigure:
    """One fact or field (``name`` is its kind or name) with the values that copies report, the commonest first."""

    name: str
    reported: tuple[Reported, ...]

    @property
    def subject(self) -> str | None:
        """Give the fact's subject, as the commonest reading has it; a field has none."""
        item = self.reported[0].item
        return item.subject if isinstance(item, Fact) else None


@dataclass(frozen=True, slots=True)
class _Figure:
    document: str
    name: str
    value: float
    item: Fact | FieldReading

    @property
    def place(self) -> tuple[str, str, int, int, str]:
        span = self.item.span
        return self.document, span.part, span.start, span.end, self.name

    @property
    def words(self) -> str:
        """Give the quote with its numbers masked, so that a corrected number leaves it as it is."""
        return _BETWEEN.sub("", _NUMBER.sub("0", self.item.span.quote))


def differing_figures(group: RepostGroup, readings: Iterable[Reading]) -> tuple[DifferingFigure, ...]:
    """Compare the readings of a group's copies; readings of other documents are passed over.

    Facts are paired by the words around them, else by kind, subject, object and period where the words are much
    alike; where a document has several for one such key, they are left alone. A figure that a copy hasn't got is no
    difference, nor is a date: relative ones (昨日) depend on the copy's day.
    """
    members = {copy.id for copy in group.copies}
    figures = [each for reading in readings if reading.document.id in members for each in _figures(reading)]
    differing: list[DifferingFigure] = []
    for key in (_around, _said):
        paired: set[Hashable] = set()
        for same in _pair(figures, key):
            paired |= {figure.place for figure in same}
            if len(reported := _by_value(same)) > 1:
                differing.append(DifferingFigure(same[0].name, reported))
        figures = [figure for figure in figures if figure.place not in paired]
    return tuple(differing)


def _figures(reading: Reading) -> Iterator[_Figure]:
    for fact in reading.facts:
        if fact.value is not None:
            yield _Figure(reading.document.id, fact.kind, fact.value, fact)
    for field in reading.fields:
        if isinstance(field.value, int | float) and not isinstance(field.value, bool):
            yield _Figure(reading.document.id, field.name, float(field.value), field)


def _around(figure: _Figure) -> Hashable:
    item = figure.item
    if isinstance(item, Fact):
        return item.kind, item.object, item.unit, figure.words
    return item.name


def _said(figure: _Figure) -> Hashable:
    item = figure.item
    if isinstance(item, Fact):
        return item.kind, item.subject, item.object, item.unit, item.period, item.expected
    return item.name


def _pair(figures: list[_Figure], key: Callable[[_Figure], Hashable]) -> Iterator[list[_Figure]]:
    """Give the figures with one key and like words from two or more documents, at most one from each."""
    by_key: dict[Hashable, list[_Figure]] = {}
    for figure in figures:
        by_key.setdefault(key(figure), []).append(figure)
    for same in by_key.values():
        count = Counter(figure.document for figure in same)
        once = [figure for figure in same if count[figure.document] == 1]
        alike = [figure for figure in once if _are_alike(once[0], figure)]
        if len(alike) > 1:
            yield alike


def _are_alike(one: _Figure, other: _Figure) -> bool:
    """Tell whether two quotes show one fact; a field's name alone says that."""
    if isinstance(one.item, FieldReading) or one.words == other.words:
        return True
    return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio() >= _LEAST_ALIKE


def _by_value(figures: list[_Figure]) -> tuple[Reported, ...]:
    values: list[list[_Figure]] = []
    for figure in figures:
        same = next((some for some in values if isclose(some[0].value, figure.value, rel_tol=1e-9)), None)
        if same is None:
            values.append([figure])
        else:
            same.append(figure)
    reported = [
        Reported(some[0].value, some[0].item, tuple(each.document for each in some)) for some in values
    ]
    return tuple(sorted(reported, key=lambda each: (-len(each.documents), each.value)))
