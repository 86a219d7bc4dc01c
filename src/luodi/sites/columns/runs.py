"""Runs of rows with one park and one region: what hangs on these is worked out once a run, and a run may be skipped.

Rows are ordered by park, then by region, then by place, and cut into runs of at most :data:`LONGEST`. Each run knows the
sphere, in the unit ball's coordinates, in which its points lie, so that distances are bounded without looking at a row.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
LONGEST = 128
FIELDS = ("park", "region")
"""The columns that hold one code in all rows of a run."""
AREAS = ("floor_area_m2", "land_area_m2", "min_area_m2")
CHORD_MARGIN = 1e-7
_STEP = 0.05  # degrees within which rows count as being at one place


def order_of_rows(columns: dict[str, Array]) -> Array:
    """Give the rows in the order in which they are kept."""
    lat, lon = (np.nan_to_num(np.floor(columns[name] / _STEP), nan=-1e9) for name in ("lat", "lon"))
    order: Array = np.lexsort((lon, lat, columns["region.codes"], columns["park.codes"]))
    return order


def encode_runs(columns: dict[str, Array]) -> dict[str, Array]:
    """Give ``runs.starts`` (with the count of rows at its end) and the spheres: ``runs.middles``, ``runs.reach`` (chords
    of the unit ball; NaN where no point is known) and ``runs.lost`` (whether a row's point is not known).
    """
    starts = _starts(columns)
    if len(starts) == 1:
        return {
            "runs.starts": starts,
            "runs.middles": np.empty((3, 0)),
            "runs.reach": np.empty(0),
            "runs.lost": np.empty(0, np.uint8),
        }
    points = unit_vectors(columns["lon"], columns["lat"])
    known = ~np.isnan(points[0])
    counts = np.add.reduceat(known, starts[:-1], dtype=np.int64)
    held = np.where(known, points, 0.0)
    with np.errstate(invalid="ignore"):
        middles = np.add.reduceat(held, starts[:-1], axis=1) / counts
    of_row = np.repeat(np.arange(len(counts)), np.diff(starts))
    far = np.sqrt(((held - middles[:, of_row]) ** 2).sum(axis=0))
    reach = np.maximum.reduceat(np.where(known, far, 0.0), starts[:-1])
    reach[counts == 0] = np.nan
    lost = (counts < np.diff(starts)).astype(np.uint8)
    return {"runs.starts": starts, "runs.middles": middles, "runs.reach": reach, "runs.lost": lost}


def _starts(columns: dict[str, Array]) -> Array:
    rows = len(columns["lon"])
    codes = [columns[f"{field}.codes"] for field in FIELDS]
    changes = (
        np.flatnonzero(np.any([each[1:] != each[:-1] for each in codes], axis=0)) + 1
        if rows
        else np.empty(0, np.int64)
    )
    ends = np.concatenate(([0], changes, [rows])).astype(np.int64)
    pieces = -(-np.diff(ends) // LONGEST)
    within = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    starts: Array = np.append(np.repeat(ends[:-1], pieces) + within * LONGEST, rows).astype(np.uint32)
    return starts


def unit_vectors(lon: Array, lat: Array) -> Array:
    """Give points in degrees as vectors of length 1 (3 × points)."""
    across, up = np.radians(lon), np.radians(lat)
    level = np.cos(up)
    return np.stack([level * np.cos(across), level * np.sin(across), np.sin(up)])


def area_figures(*areas: Array) -> dict[str, Array]:
    """Give the areas themselves, a figure a row: in single precision where that says exactly the same."""
    with np.errstate(over="ignore"):
        exact = all(np.array_equal(each, each.astype(np.float32), equal_nan=True) for each in areas)
    kind = np.float32 if exact else np.float64
    return {f"{field}.figures": each.astype(kind) for field, each in zip(AREAS, areas, strict=True)}
