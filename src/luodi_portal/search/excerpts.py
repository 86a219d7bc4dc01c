"""What a result shows: its title and the runs of its text around what was found, marked, made from the original."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luodi_portal.search.marks import figure, labels, measured
from luodi_portal.search.query import Query, figure_marks, phrases
from luodi_portal.search.tokens import fold, is_chinese

LENGTH = 120
MOST_MARKS = 50
_GAP = r"[\W_]*"
_BEFORE = 24


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the original, marked or not."""

    text: str
    marked: bool = False


def marked(text: str, query: Query) -> tuple[Piece, ...]:
    """Split a text into marked and other runs; joined they are the text again."""
    return tuple(_pieces(text, 0, len(text), found(text, query)))


def excerpt(text: str, query: Query) -> tuple[Piece, ...]:
    """Cut the run of a text around the first place where the most different words stand close together."""
    spans = found(text, query)
    start, end = _window(text, spans)
    cut = list(_pieces(text, start, end, spans))
    dots = Piece("…")
    return (*([dots] if start else []), *cut, *([dots] if end < len(text) else []))


def found(text: str, query: Query) -> list[tuple[int, int]]:
    """Find where the query's phrases and figures stand in the original, in order, not overlapping."""
    folded = fold(text)
    spans = [*_phrases(folded, query), *_figures(folded, query)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _phrases(folded: str, query: Query) -> Iterator[tuple[int, int]]:
    said = {_pattern(phrase.runs) for phrase in phrases(query)}
    if said:
        pattern = re.compile("|".join(sorted(said, key=len, reverse=True)))
        for number, match in enumerate(pattern.finditer(folded)):
            if number == MOST_MARKS:
                return
            yield match.span()


def _pattern(runs: tuple[str, ...]) -> str:
    first, last = runs[0], runs[-1]
    inside = _GAP.join(map(re.escape, runs))
    ahead = "" if is_chinese(first) else "(?<![a-z0-9])"
    behind = "" if is_chinese(last) else "(?![a-z0-9])"
    return f"{ahead}{inside}{behind}"


def _figures(folded: str, query: Query) -> Iterator[tuple[int, int]]:
    wanted = figure_marks(query)
    if not wanted:
        return
    for quantity in measured(folded):
        before, after = labels(folded, quantity)
        said = {figure(quantity, label) for label in ("", before[-2:], before[-1:], after[:2], after[:1])}
        if said & wanted:
            yield quantity.start, quantity.end


def _window(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Begin a little ahead of the span from which on the most others are within reach."""
    if not spans:
        return 0, min(len(text), LENGTH)
    starts = [start for start, _ in spans]
    best = max(
        starts, key=lambda at: (len({text[s:e] for s, e in spans if at <= s < at + LENGTH - _BEFORE}), -at)
    )
    start = max(0, best - _BEFORE)
    return start, min(len(text), start + LENGTH)


def _pieces(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[Piece]:
    at = start
    for left, right in spans:
        left, right = max(left, start), min(right, end)
        if left >= right:
            continue
        if left > at:
            yield Piece(text[at:left])
        yield Piece(text[left:right], marked=True)
        at = right
    if at < end:
        yield Piece(text[at:end])
