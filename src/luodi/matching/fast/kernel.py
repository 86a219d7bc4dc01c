"""The compiled loops, where they were built (``hatch_build.py``); None where not, and NumPy does the same.

LUODI_KERNEL=0 leaves them out. Arrays that a structure points to are kept by it in ``held``.
"""

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from luodi.sites.columns.encode import Array

_VERSION = 6
_FILE = Path(__file__).with_name("_kernel.so")
BY_RUN, TERMS, YEAR_RENT = 0, -1, -2
"""Conditions that are not on a row's own code: see kernel.c."""
LOOK_UP, DISTANCE, YEARLY, AREA_GAP = range(4)
MOST_TESTS, MOST_RANGES, FEW = 64, 4, 16
_pointer, _int, _long, _double = ctypes.c_void_p, ctypes.c_int32, ctypes.c_int64, ctypes.c_double


class _Struct(ctypes.Structure):
    """A structure that keeps alive what it points to."""

    held: tuple[Any, ...] = ()


class Condition(_Struct):
    """A condition on a column of codes: in runs of codes, or looked up; or one of those that are not on codes."""

    _fields_ = [("codes", _pointer), ("lookup", _pointer), ("first", ctypes.c_uint32 * MOST_RANGES),
                ("width", ctypes.c_uint32 * MOST_RANGES), ("ranges", _int), ("bytes", _int), ("negated", _int),
                ("unused", _int)]  # fmt: skip


class Term(_Struct):
    """How many conditions must hold together for a test to fail a row."""

    _fields_ = [("test", _int), ("conditions", _int)]


class Column(_Struct):
    """Codes, and the figures that they stand for."""

    _fields_ = [("codes", _pointer), ("numbers", _pointer), ("bytes", _long)]


class Rent(_Struct):
    """What the rent of a year is worked out from."""

    _fields_ = [*((name, Column) for name in ("floor", "land", "least", "monthly", "yearly", "kind")),
                ("floor_wanted", _double), ("land_wanted", _double), ("budget", _double), ("land_alone", _long)]  # fmt: skip


class Terms(_Struct):
    """What the parks' rules are held against."""

    _fields_ = [("floor", _pointer), ("land", _pointer), ("least", _pointer), ("rules", _pointer), ("parks", _pointer),
                ("rows", _long), ("parks_count", _long), ("single", _long), ("floor_wanted", _double), ("land_wanted", _double)]  # fmt: skip


class Question(_Struct):
    """The rows of a part, and what is asked of them."""

    _fields_ = [("rows", _long), ("runs", _long), ("starts", _pointer), ("conditions", _pointer), ("terms", _pointer),
                ("gone", _pointer), ("tests", _long), ("term_count", _long), ("gone_count", _long),
                ("park_terms", ctypes.POINTER(Terms)), ("rent", ctypes.POINTER(Rent))]  # fmt: skip


class Criterion(_Struct):
    """What one criterion adds to a row's score."""

    _fields_ = [("kind", _long), ("bytes", _long), ("codes", _pointer), ("points", _pointer), ("weight", _double),
                ("worst", _double), ("best", _double), ("lon", _double), ("lat", _double)]  # fmt: skip


class Small(_Struct):
    """A criterion on few codes, in units."""

    _fields_ = [("codes", _pointer), ("units", ctypes.c_uint8 * FEW)]


class Scoring(_Struct):
    """All criteria, and what bounds them."""

    _fields_ = [("criteria", _pointer), ("looked_up", _pointer), ("rest", _pointer), ("lon", _pointer), ("lat", _pointer),
                ("rent", ctypes.POINTER(Rent)), ("whole", Column), ("least", Column), ("bounds", _pointer),
                ("order", _pointer), ("count", _long), ("looked_up_count", _long), ("weight", _double),
                ("most", _double), ("small", _pointer), ("small_count", _long), ("unit", _double),
                ("small_most", _double)]  # fmt: skip


class Draws(_Struct):
    """The sites, arranged in blocks, and the weights of all draws."""

    _fields_ = [("rows", _long), ("criteria", _long), ("blocks", _long), ("draws", _long), ("ranks", _long),
                ("high", _pointer), ("corners", _pointer), ("row_of", _pointer), ("values", _pointer),
                ("unknown", _pointer), ("keys", _pointer), ("weights", _pointer), ("seed", ctypes.c_uint64)]  # fmt: skip


RULE = np.dtype(
    [("land", "f8"), ("folded", "f8"), ("floor", "f8"), ("open", "u1"), ("land_fails", "u1"), ("floor_fails", "u1"),
     ("unused", "u1", 5)]
)  # fmt: skip
"""What a park's rule comes to, as the compiled loop takes it; the last of them is for sites without a park on file."""


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
    library.first_rows.restype = library.count_wins.restype = _long
    library.sift.restype = library.arrange.restype = library.count_better.restype = None
    return library


def address(array: Array) -> int:
    """Give where an array lies; the caller keeps it alive and contiguous."""
    return int(array.__array_interface__["data"][0])


def pointer(array: Array) -> ctypes.c_void_p:
    """Give an array as an argument of a compiled loop."""
    return _pointer(address(array))


def column(codes: Array, numbers: Array) -> Column:
    """Describe the column of a number."""
    made = Column(address(codes), address(numbers), codes.itemsize)
    made.held = codes, numbers
    return made


def park_terms(
    areas: list[Array], rules: Array, parks: Array, floor_wanted: float, land_wanted: float
) -> Terms:
    """Describe what the parks' rules are held against: floor, land and least area of each row, the park of each run."""
    where = (address(each) for each in (*areas, rules, parks))
    single = int(areas[0].dtype == np.float32)
    made = Terms(*where, len(areas[0]), len(rules) - 1, single, floor_wanted, land_wanted)
    made.held = *areas, rules, parks
    return made
