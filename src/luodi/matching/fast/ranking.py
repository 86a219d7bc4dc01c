"""The first k of many rows, exactly: bounds first, scores only for rows that could be among them, ties by the reference.

Scores are worked out to about 1e-15; the order compares them to nine decimals. A row whose score lies so near the border
between two nine-decimal figures that this could matter is scored by the reference itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from luodi.matching.fast import kernel
from luodi.matching.fast.measures import Scorer
from luodi.sites.columns.encode import Array

SLACK = 3e-9
"""Scores that differ by less may be the same to nine decimals, or the other way round."""
_BILLION = 1e9
_UNSURE = 1e-4
_CHUNK, _FIRST_CHUNK = 1 << 15, 1 << 11


@dataclass(slots=True)
class Best:
    """Keeps the rows that may be among the first ``most`` (0: all), of several parts one after the other."""

    most: int
    parts: Array
    rows: Array
    scores: Array
    threshold: float = -np.inf

    @classmethod
    def empty(cls, most: int) -> "Best":
        """Start with no rows."""
        return cls(most, np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0))

    def offer(self, part: int, rows: Array, scorer: Scorer) -> None:
        """Take those of some rows that may be among the first."""
        start, size = 0, _FIRST_CHUNK if self.threshold == -np.inf else _CHUNK
        while start < len(rows):
            chunk = self._hopeful(rows[start : start + size], scorer)
            if len(chunk):
                self._take(part, chunk, scorer.scores(chunk))
            start, size = start + size, _CHUNK

    def _hopeful(self, rows: Array, scorer: Scorer) -> Array:
        """Leave out the rows that can't reach the threshold whatever is still to be looked at."""
        if self.threshold == -np.inf:
            return rows
        limit = (self.threshold - SLACK) * scorer.weight - SLACK * scorer.weight
        rest = scorer.unbounded + sum(bound.most for bound in scorer.bounds)
        if library := kernel.load():
            return kernel.hopeful(library, rows, scorer.compiled(), limit)
        so_far = np.zeros(len(rows))
        for bound in scorer.bounds:
            rest -= bound.most
            so_far += bound.points[bound.codes[rows]]
            keep = so_far + rest >= limit
            rows, so_far = rows[keep], so_far[keep]
        return rows

    def _take(self, part: int, rows: Array, scores: Array) -> None:
        keep = scores >= self.threshold - SLACK
        self.parts = np.concatenate([self.parts, np.full(np.count_nonzero(keep), part, np.int32)])
        self.rows = np.concatenate([self.rows, rows[keep]])
        self.scores = np.concatenate([self.scores, scores[keep]])
        if self.most and len(self.scores) > self.most:
            self.threshold = float(np.partition(self.scores, -self.most)[-self.most])
            keep = self.scores >= self.threshold - SLACK
            self.parts, self.rows, self.scores = self.parts[keep], self.rows[keep], self.scores[keep]


def billionths(scores: Array, exact: Callable[[int], float]) -> Array:
    """Give scores to nine decimals, times 1e9; ``exact`` gives the reference's score where that is in doubt."""
    scaled = scores * _BILLION
    whole = np.rint(scaled)
    unsure = np.flatnonzero(np.abs(np.abs(scaled - whole) - 0.5) < _UNSURE)
    for each in unsure.tolist():
        whole[each] = np.rint(round(exact(each), 9) * _BILLION)
    return whole


def in_order(
    scores: Array, unknown: Array, most: int, ids: Callable[[Sequence[int]], Sequence[str]]
) -> list[int]:
    """Give the positions of the first ``most`` (0: all): highest score, fewest unknown, then id."""
    order = np.lexsort((unknown, -scores))
    if most and len(order) > most:
        last = order[most - 1]
        better = (scores > scores[last]) | ((scores == scores[last]) & (unknown <= unknown[last]))
        order = order[better[order]]
    found: list[int] = order.tolist()
    keys = dict(zip(found, ids(found), strict=True))
    found.sort(key=lambda each: (-scores[each], unknown[each], keys[each]))
    return found[: most or None]
