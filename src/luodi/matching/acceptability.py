"""The first k sites of every draw of weights, exactly, without reckoning every site in every draw.

Sites lie in blocks of a k-d tree (J. L. Bentley, CACM 18 (9), 1975). A block's greatest values bound its scores in a
draw; a block whose bound stays under the k-th best score so far has nothing for that draw. The compiled loops
(``fast/draws.c``) do it where they were built, else NumPy.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luodi.matching.candidates import Array
from luodi.matching.fast import kernel
from luodi.matching.fast.draws import MOST_CRITERIA, CompiledDraws

_BLOCK, _DRAWS_AT_ONCE, _SEEDS, _HITS = 256, 1000, 512, 1_000_000
_SLACK = 1e-9  # far above the rounding of a matrix product, so that a bound never shuts out a score
_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Unknown:
    """What stands for unknown values: a number in [0, 1) for each site's key, criterion and draw."""

    keys: NDArray[np.uint64]
    seed: int
    draws: int

    def drawn(self, rows: _Ints, criterion: int, draws: _Ints) -> Array:
        """Draw by hashing (G. L. Steele et al., Fast splittable pseudorandom number generators, OOPSLA 2014)."""
        place = draws.astype(np.uint64) * np.uint64(4096) + np.uint64(criterion)
        mixed = _mix(_mix(place + _mix(np.array([self.seed], dtype=np.uint64))) ^ self.keys[rows])
        unit: Array = (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
        return unit


def _mix(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix 64 bits: the finaliser of SplitMix64."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = x ^ (x >> np.uint64(31))
    return mixed


def scores_of(values: Array, rows: _Ints, weights: Array, draws: _Ints, unknown: Unknown) -> Array:
    """Score pairs of a row and a draw, summing criterion by criterion, so that equal rows score equally."""
    total: Array = np.zeros(len(rows))
    for criterion in range(values.shape[1]):
        value = values[rows, criterion]
        missing = np.flatnonzero(np.isnan(value))
        if len(missing):
            value[missing] = unknown.drawn(rows[missing], criterion, draws[missing])
        total += weights[draws, criterion] * value
    return total


def ranked(values: Array, weights: Array, ranks: int, unknown: Unknown) -> _Ints:
    """Give the rows at ranks 1 … k of each draw (draws × min(ranks, rows)); of equal scores the earlier row is first."""
    ranks = min(ranks, len(values))
    library = kernel.load()
    if library and ranks and values.shape[1] <= MOST_CRITERIA:
        found: _Ints = CompiledDraws(library, values, weights, unknown.keys, unknown.seed).ranked(ranks)
        return found
    found = np.zeros((len(weights), ranks), dtype=np.int64)
    if not ranks:
        return found
    search = _Search(values, weights, ranks, unknown)
    alike = np.argsort(weights.argmax(axis=1), kind="stable")
    for start in range(0, len(weights), _DRAWS_AT_ONCE):
        draws = alike[start : start + _DRAWS_AT_ONCE]
        found[draws] = search.first_rows(draws)
    return found


class _Search:
    """The sites in blocks, each with its greatest values."""

    def __init__(self, values: Array, weights: Array, ranks: int, unknown: Unknown) -> None:
        self.values, self.weights, self.ranks, self.unknown = values, weights, ranks, unknown
        self.high = np.where(np.isnan(values), 1.0, values)
        self.likely = np.where(np.isnan(values), 0.5, values)
        self.blocks = list(_blocks(self.high, np.arange(len(values))))
        self.corners = np.array([self.high[rows].max(axis=0) for rows in self.blocks])

    def first_rows(self, draws: _Ints) -> _Ints:
        """Give the first rows of some draws."""
        best = _Best(draws, self.ranks)
        seeds = self._seeds(draws)
        self._take(best, seeds, np.arange(len(draws)))
        best.settle()
        bounds = self.corners @ self.weights[draws].T
        for block in np.argsort(-bounds.mean(axis=1)):
            at = np.flatnonzero(bounds[block] >= best.least - _SLACK)
            if len(at):
                self._take(best, self.blocks[block], at)
        best.settle()
        return best.rows

    def _seeds(self, draws: _Ints) -> _Ints:
        """Give the rows that are probably best, so that the thresholds are high from the start."""
        scores = self.likely @ self.weights[draws].mean(axis=0)
        count = min(len(scores), max(_SEEDS, self.ranks))
        return np.sort(np.argpartition(-scores, count - 1)[:count])

    def _take(self, best: "_Best", rows: _Ints, at: _Ints) -> None:
        """Offer all pairs of these rows and draws that may reach the thresholds."""
        bounds = self.high[rows] @ self.weights[best.draws[at]].T
        row, column = np.nonzero(bounds >= best.least[at] - _SLACK)
        for start in range(0, len(row), _HITS):
            part = slice(start, start + _HITS)
            who, where = rows[row[part]], at[column[part]]
            scores = scores_of(self.values, who, self.weights, best.draws[where], self.unknown)
            best.offer(who, where, scores)


class _Best:
    """The best rows of some draws so far; ``least`` is the score that a row must reach in each."""

    def __init__(self, draws: _Ints, ranks: int) -> None:
        self.draws, self.ranks = draws, ranks
        self.least = np.full(len(draws), -np.inf)
        self.rows = np.zeros((len(draws), ranks), dtype=np.int64)
        self._parts: list[tuple[_Ints, _Ints, Array]] = []
        self._pending = 0

    def offer(self, rows: _Ints, at: _Ints, scores: Array) -> None:
        """Keep the pairs that reach the threshold; now and then raise the thresholds."""
        reach = scores >= self.least[at]
        self._parts.append((rows[reach], at[reach], scores[reach]))
        self._pending += int(reach.sum())
        if self._pending > 4 * self.ranks * len(self.draws):
            self.settle()

    def settle(self) -> None:
        """Cut down to the first rows of each draw, each row once."""
        rows, at, scores = (np.concatenate(each) for each in zip(*self._parts, strict=True))
        order = np.lexsort((rows, -scores, at))
        rows, at, scores = rows[order], at[order], scores[order]
        new = np.ones(len(rows), dtype=bool)
        new[1:] = (rows[1:] != rows[:-1]) | (at[1:] != at[:-1])
        rows, at, scores = rows[new], at[new], scores[new]
        place = np.arange(len(at)) - np.searchsorted(at, at)
        top = place < self.ranks
        rows, at, scores, place = rows[top], at[top], scores[top], place[top]
        self.rows[at, place] = rows
        last = place == self.ranks - 1
        self.least[at[last]] = scores[last]
        self._parts, self._pending = [(rows, at, scores)], 0


def _blocks(values: Array, rows: _Ints) -> Iterator[_Ints]:
    """Halve along the widest side until a block is small."""
    if len(rows) <= _BLOCK:
        yield np.sort(rows)
        return
    held = values[rows]
    widest = int(np.ptp(held, axis=0).argmax())
    parts = np.argpartition(held[:, widest], len(rows) // 2)
    yield from _blocks(values, rows[parts[: len(rows) // 2]])
    yield from _blocks(values, rows[parts[len(rows) // 2 :]])
