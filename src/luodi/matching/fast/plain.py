"""One part of a table under one requirement, by NumPy: block by block, what may be among the first by bounds."""

from collections.abc import Sequence

import numpy as np

from luodi.matching.fast.conditions import Verdict, selection
from luodi.matching.fast.measures import Bound, Scorer
from luodi.matching.fast.ranking import SLACK
from luodi.sites.columns.encode import Array
from luodi.sites.columns.segment import Segment

_BLOCK = 1 << 15  # rows whose verdicts fit into the processor's second cache
_OUT = 2  # how many failures put a site out of all lists
_CHUNK, _FIRST_CHUNK = 1 << 15, 1 << 11


class PlainScan:
    """What the constraints make of the rows, and which of them come first."""

    def __init__(self, part: Segment, verdicts: Sequence[Verdict], scorer: Scorer) -> None:
        self.part, self.scorer = part, scorer
        self.fails, self.alone, self.remaining = (np.zeros(len(verdicts), dtype=np.int64) for _ in range(3))
        self._rows = self._sift(verdicts)
        self.counts = {kind: len(rows) for kind, rows in self._rows.items()}

    def rows(self, kind: str) -> Array:
        """Give the rows that pass (``passing``) or fail one constraint (``single``)."""
        return self._rows[kind]

    def first(self, kind: str, top: int) -> tuple[Array, Array]:
        """Give the rows of a kind that may be among the first ``top`` (0: all), with their scores."""
        rows, best = self._rows[kind], _Best(self.scorer, top)
        start, size = 0, _FIRST_CHUNK
        while start < len(rows):
            best.offer(rows[start : start + size])
            start, size = start + size, _CHUNK
        return best.rows, best.scores

    def _sift(self, verdicts: Sequence[Verdict]) -> dict[str, Array]:
        """Count failures in one pass, block by block."""
        selects = [selection(verdict.fails) for verdict in verdicts]
        passing, single = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for start in range(0, self.part.rows, _BLOCK):
            rows = slice(start, min(start + _BLOCK, self.part.rows))
            gone = _gone(self.part, rows)
            count = np.zeros(rows.stop - start, dtype=np.uint8)
            failed: list[tuple[int, Array]] = []
            for number, select in enumerate(selects):
                if select:
                    fail = select(rows)
                    fail[gone] = False
                    count += fail
                    self.fails[number] += np.count_nonzero(fail)
                    failed.append((number, fail))
                self.remaining[number] += len(count) - len(gone) - np.count_nonzero(count)
            once = count == 1
            for number, fail in failed:
                self.alone[number] += np.count_nonzero(fail & once)
            count[gone] = _OUT
            passing.append(np.flatnonzero(count == 0) + start)
            single.append(np.flatnonzero(once) + start)
        return {"passing": np.concatenate(passing), "single": np.concatenate(single)}


def _gone(part: Segment, rows: slice) -> Array:
    """Give the rows of a block that no longer stand, counted from its start."""
    if part.gone is None:
        return np.empty(0, dtype=np.int64)
    first, last = np.searchsorted(part.gone, [rows.start, rows.stop])
    gone: Array = part.gone[first:last].astype(np.int64) - rows.start
    return gone


class _Best:
    """Keeps the rows that may be among the first ``most`` (0: all)."""

    def __init__(self, scorer: Scorer, most: int) -> None:
        self.scorer, self.most, self.threshold = scorer, most, -np.inf
        self.rows, self.scores = np.empty(0, np.int64), np.empty(0)
        by_row = [scorer.lookups[number] for number in scorer.by_row()]
        self.bounds = [Bound(scorer.ground.part.run_of_row, scorer.runs), *filter(None, by_row)]

    def offer(self, rows: Array) -> None:
        """Take those of some rows that may be among the first."""
        rows = self._hopeful(rows)
        scores = self.scorer.scores(rows)
        keep = scores >= self.threshold - SLACK
        self.rows = np.concatenate([self.rows, rows[keep]])
        self.scores = np.concatenate([self.scores, scores[keep]])
        if self.most and len(self.scores) > self.most:
            self.threshold = float(np.partition(self.scores, -self.most)[-self.most])
            keep = self.scores >= self.threshold - SLACK
            self.rows, self.scores = self.rows[keep], self.scores[keep]

    def _hopeful(self, rows: Array) -> Array:
        """Leave out the rows that can't reach the threshold whatever is still to be looked at."""
        if self.threshold == -np.inf:
            return rows
        limit = (self.threshold - 2 * SLACK) * self.scorer.weight
        rest, so_far = sum(bound.most for bound in self.bounds), np.zeros(len(rows))
        for bound in self.bounds:
            rest -= bound.most
            so_far += bound.points[bound.codes[rows]]
            keep = so_far + rest >= limit
            rows, so_far = rows[keep], so_far[keep]
        return rows
