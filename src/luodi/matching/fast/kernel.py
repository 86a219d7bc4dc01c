"""The compiled loops, where they were built (``hatch_build.py``); None where not, and NumPy does the same.

LUODI_KERNEL=0 leaves them out.
"""

import ctypes
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from luodi.sites.columns.encode import Array

_VERSION = 2
_FILE = Path(__file__).with_name("_kernel.so")
MOST_TESTS = 64
_pointer, _int, _size = ctypes.c_void_p, ctypes.c_int32, ctypes.c_size_t


class Condition(ctypes.Structure):
    """A condition on a column of codes: in a run of codes, or looked up."""

    _fields_ = [("codes", _pointer), ("lookup", _pointer), ("first", ctypes.c_uint32), ("width", ctypes.c_uint32),
                ("bytes", _int), ("negated", _int)]  # fmt: skip


class Term(ctypes.Structure):
    """How many conditions must hold together for a test to fail a row."""

    _fields_ = [("test", _int), ("conditions", _int)]


class Bound(ctypes.Structure):
    """The most that criteria can add, by code."""

    _fields_ = [
        ("codes", _pointer),
        ("points", _pointer),
        ("rest", ctypes.c_double),
        ("bytes", _int),
        ("unused", _int),
    ]


class Ground(ctypes.Structure):
    """The columns that the ground taken is worked out from."""

    _fields_ = [("floor", _pointer), ("land", _pointer), ("least", _pointer),
                ("floors", _pointer), ("lands", _pointer), ("leasts", _pointer),
                ("floor_bytes", _int), ("land_bytes", _int), ("least_bytes", _int), ("unused", _int),
                ("floor_wanted", ctypes.c_double), ("land_wanted", ctypes.c_double)]  # fmt: skip


@cache
def load() -> ctypes.CDLL | None:
    """Load the compiled loops, if they are there and of this version."""
    if os.environ.get("LUODI_KERNEL") == "0" or not _FILE.exists():
        return None
    try:
        library = ctypes.CDLL(str(_FILE))
        if library.kernel_version() != _VERSION:
            return None
    except (OSError, AttributeError):
        return None
    library.hopeful.restype = _size
    return library


def address(array: Array) -> int:
    """Give where an array lies; the caller keeps it alive and contiguous."""
    return int(array.ctypes.data)


def condition(codes: Array, wanted: Array) -> Condition:
    """Describe the rows whose code is wanted; ``wanted`` must stay alive."""
    for negated, chosen in ((0, wanted), (1, ~wanted)):
        places = np.flatnonzero(chosen)
        if len(places) and places[-1] - places[0] + 1 == len(places):
            return Condition(address(codes), None, places[0], places[-1] - places[0], codes.itemsize, negated)
    return Condition(address(codes), address(wanted), 0, 0, codes.itemsize, 0)


def sift(
    library: ctypes.CDLL,
    rows: int,
    tests: Sequence[Sequence[Sequence[tuple[Array, Array]]]],
    gone: Array | None,
) -> tuple[Array, Array, Array, Array, Array]:
    """Count failures: rows that pass, rows that fail once, and by test how many fail, fail alone and are left."""
    terms = [Term(number, len(term)) for number, test in enumerate(tests) for term in test]
    conditions = [condition(*each) for test in tests for term in test for each in term]
    fails, alone, remaining = (np.zeros(len(tests), dtype=np.int64) for _ in range(3))
    passing, single, sizes = np.empty(rows + 1, np.int64), np.empty(rows + 1, np.int64), np.zeros(2, np.int64)
    out = np.empty(0, np.uint32) if gone is None else np.ascontiguousarray(gone, dtype=np.uint32)
    library.sift(
        _size(rows), _int(len(tests)), (Term * len(terms))(*terms), _int(len(terms)),
        (Condition * len(conditions))(*conditions), _pointer(address(out)), _size(len(out)),
        *(_pointer(address(each)) for each in (fails, alone, remaining, passing, single, sizes)),
    )  # fmt: skip
    return passing[: sizes[0]], single[: sizes[1]], fails, alone, remaining


def hopeful(library: ctypes.CDLL, rows: Array, bounds: Sequence[Bound], limit: float) -> Array:
    """Keep the rows whose bounds reach the limit."""
    kept = np.empty(len(rows) + 1, dtype=np.int64)
    count = library.hopeful(
        _pointer(address(rows)), _size(len(rows)), (Bound * len(bounds))(*bounds), _int(len(bounds)),
        ctypes.c_double(limit), _pointer(address(kept)),
    )  # fmt: skip
    return kept[:count]


RULE = np.dtype(
    [("land", "f8"), ("floor", "f8"), ("plot_ratio", "f8"),
     ("land_most", "i2"), ("floor_most", "i2"), ("constant", "i2"), ("unused", "i2")]
)  # fmt: skip
"""What a park's rule comes to, as the compiled loop takes it."""


def rank_sites(library: ctypes.CDLL, parks: Array, ground: Ground, rules: Array) -> Array:
    """Rank each site by its park's rule; the last of ``rules`` is for sites without a park on file."""
    ranks = np.empty(len(parks), dtype=np.uint8)
    library.rank_sites(
        _size(len(parks)), _pointer(address(parks)), _size(len(rules) - 1), ctypes.byref(ground),
        _pointer(address(rules)), _pointer(address(ranks)),
    )  # fmt: skip
    return ranks
