"""Which texts hold which hash: sorted runs of 64-bit entries, eight bytes an entry and nothing else."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
ALWAYS = 8  # shared hashes of a row that are looked up however many texts hold them
_LOW = np.uint64(0xFFFF_FFFF)
_HALF = np.uint64(32)


class Postings:
    """Entries ``hash << 32 | number`` in sorted runs; a run that isn't twice as long as the next one joins it.

    So there are few runs, and each entry is moved only a few times.
    """

    def __init__(self) -> None:
        self._runs: list[NDArray[np.uint64]] = []

    def __len__(self) -> int:
        return sum(map(len, self._runs))

    @property
    def nbytes(self) -> int:
        """Give the bytes that the entries take."""
        return sum(run.nbytes for run in self._runs)

    def add(self, hashes: NDArray[np.uint32], numbers: Numbers) -> None:
        """Add entries: one number for each hash."""
        run = np.sort((hashes.astype(np.uint64) << _HALF) | numbers.astype(np.uint64))
        if not len(run):
            return
        while self._runs and len(self._runs[-1]) < 2 * len(run):
            run = np.concatenate([self._runs.pop(), run])
            run.sort(kind="stable")  # merges the two sorted halves
        self._runs.append(run)

    def find(
        self, hashes: NDArray[np.uint32], known: NDArray[np.bool_], most: int
    ) -> tuple[Numbers, Numbers]:
        """Find the numbers that share hashes with each row of ``hashes`` (where ``known``).

        Gives pairs (row, number), a pair as often as it shares hashes. A row's rarest hashes come first, and after
        :data:`ALWAYS` of them it takes no more than ``most`` numbers: what stands in half of all texts tells nothing.
        """
        starts, ends = self._ranges(hashes, known)
        allowed = _within(np.sum(ends - starts, axis=0), most)
        rows = np.broadcast_to(np.arange(len(hashes))[:, None], hashes.shape)
        found_rows = [np.empty(0, np.int64)]
        found_numbers = [np.empty(0, np.int64)]
        for run, start, end in zip(self._runs, starts, ends, strict=True):
            counts = np.minimum(end - start, most // ALWAYS) * allowed
            filled = counts > 0
            counts, start = counts[filled], start[filled]
            found_rows.append(np.repeat(rows[filled], counts))
            found_numbers.append((run[_expand(start, counts)] & _LOW).astype(np.int64))
        return np.concatenate(found_rows), np.concatenate(found_numbers)

    def _ranges(self, hashes: NDArray[np.uint32], known: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
        """Give for each run where the entries of each hash start and end: two arrays (runs, *hashes.shape)."""
        flat = hashes[known]
        order = np.argsort(flat)  # neighbours in the run are then neighbours in time
        first = flat[order].astype(np.uint64) << _HALF
        starts = np.zeros((len(self._runs), *hashes.shape), np.int64)
        ends = np.zeros_like(starts)
        for run, start, end in zip(self._runs, starts, ends, strict=True):
            found = np.empty((2, len(flat)), np.int64)
            found[0, order] = run.searchsorted(first)
            found[1, order] = run.searchsorted(first | _LOW, side="right")
            start[known], end[known] = found
        return starts, ends


def _within(counts: Numbers, most: int) -> NDArray[np.bool_]:
    """Tell which hashes of each row may be used: the rarest, and more as long as their numbers are few."""
    order = np.argsort(counts, axis=1, kind="stable")
    ordered = np.take_along_axis(counts, order, axis=1)
    may = (np.cumsum(ordered, axis=1) <= most) | (np.cumsum(ordered > 1, axis=1) <= ALWAYS)
    allowed = np.empty_like(may)
    np.put_along_axis(allowed, order, may, axis=1)
    return allowed


def _expand(starts: Numbers, counts: Numbers) -> Numbers:
    """Give ``start, start + 1, ...`` for each start, as many as its count."""
    offsets = np.cumsum(counts) - counts
    places: Numbers = np.arange(int(counts.sum())) + np.repeat(starts - offsets, counts)
    return places
