"""The first sites of every draw by the compiled loops: what :mod:`luodi.matching.acceptability` does with NumPy."""

import ctypes

import numpy as np

from luodi.matching.fast import kernel
from luodi.sites.columns.encode import Array

_BLOCK, _LIKELY = 64, 64
MOST_CRITERIA = 64


class CompiledDraws:
    """Sites and weights as the compiled loops take them.

    ``values`` are rows × criteria with NaN for what is unknown, ``keys`` what unknown values are drawn from, a row each.
    """

    def __init__(self, library: ctypes.CDLL, values: Array, weights: Array, keys: Array, seed: int) -> None:
        self.library, self.seed = library, seed
        self.values, self.weights = np.ascontiguousarray(values), np.ascontiguousarray(weights)
        self.keys = np.ascontiguousarray(keys)
        bits = np.left_shift(np.uint64(1), np.arange(values.shape[1], dtype=np.uint64))
        self.unknown = (np.isnan(values) * bits).sum(axis=1, dtype=np.uint64)

    def ranked(self, ranks: int) -> Array:
        """Give the rows at ranks 1 … k of each draw (draws × ranks); there are at least so many rows."""
        high, row_of = self._arranged()
        found = np.empty((len(self.weights), ranks), dtype=np.int64)
        numbers = np.argsort(
            self.weights.argmax(axis=1), kind="stable"
        )  # draws alike look at the same blocks
        draws = self._draws(ranks, len(high), high, np.ascontiguousarray(high.max(axis=2).T), row_of)
        if not self.library.rank_draws(
            ctypes.byref(draws), kernel.pointer(numbers), ctypes.c_int64(len(numbers)), kernel.pointer(found)
        ):
            raise MemoryError
        return found

    def wins(self, row: int, most: Array, likely: Array, draws: int) -> int:
        """Count the draws of the unknown in which a row comes first under the only vector of weights.

        ``most`` and ``likely`` are the greatest and the expected score of each row.
        """
        rivals = np.argsort(-most, kind="stable").astype(np.uint32)
        first = np.argsort(-likely[rivals], kind="stable")[:_LIKELY]
        held = rivals, most[rivals], first
        count = self.library.count_wins(
            ctypes.byref(self._draws(1, 0, draws=draws)), ctypes.c_uint32(row), kernel.pointer(held[0]),
            kernel.pointer(held[1]), ctypes.c_int64(len(rivals)), kernel.pointer(first), ctypes.c_int64(len(first)),
        )  # fmt: skip
        return int(count)

    def _arranged(self) -> tuple[Array, Array]:
        """Give the most that each value can be, in blocks of neighbours (blocks × criteria × 64), and the row of each place."""
        rows, criteria = self.values.shape
        high = np.where(np.isnan(self.values), 1.0, self.values).astype(np.float32)
        row_of = np.arange(rows, dtype=np.uint32)
        self.library.arrange(
            kernel.pointer(high), kernel.pointer(row_of), *map(ctypes.c_int64, (criteria, 0, rows))
        )
        blocks = -(-rows // _BLOCK)
        padded = np.concatenate([high, np.zeros((blocks * _BLOCK - rows, criteria), np.float32)])
        return np.ascontiguousarray(padded.reshape(blocks, _BLOCK, criteria).transpose(0, 2, 1)), row_of

    def _draws(self, ranks: int, blocks: int, *arranged: Array, draws: int | None = None) -> kernel.Draws:
        pointers: list[int | None] = [kernel.address(each) for each in arranged]
        own = (kernel.address(each) for each in (self.values, self.unknown, self.keys, self.weights))
        count = len(self.weights) if draws is None else draws
        made = kernel.Draws(
            *self.values.shape, blocks, count, ranks, *(pointers or [None] * 3), *own, self.seed
        )
        made.held = (self, *arranged)
        return made


def count_better(
    library: ctypes.CDLL, low: Array, high: Array, first: int, strict: float, enough: int
) -> Array:
    """Count for each row the earlier ones of the first that are better whatever the weights, no further than to ``enough``."""
    before = np.zeros(len(high), dtype=np.int64)
    low, high = np.ascontiguousarray(low[:first]), np.ascontiguousarray(high)
    library.count_better(
        kernel.pointer(low), kernel.pointer(high), *map(ctypes.c_int64, (*high.shape, first)), ctypes.c_double(strict),
        ctypes.c_int64(enough), kernel.pointer(before),
    )  # fmt: skip
    return before
