"""The structures of many.c, as NumPy holds them: addresses, whole numbers and figures of eight bytes each."""

from typing import Any

import numpy as np

from luodi.matching.fast import kernel
from luodi.sites.columns.encode import Array

VERSION = 2
FIGURE, FOCUS, DISTANCE, YEAR_RENT, AREA_GAP = range(5)
"""Kinds of criteria."""
KIND_OF_NODE = {"at_least": 0, "at_most": 1, "all_of": 2, "any_of": 3}
PER = {None: 0, "mu": 1, "m2": 2}


def _record(layout: str) -> np.dtype[Any]:
    """Give a structure: ``@`` is an address, ``#`` a whole number, all else figures."""
    kinds = {"@": "u8", "#": "i8"}
    return np.dtype([(name.strip("@#"), kinds.get(name[0], "f8")) for name in layout.split()])


BOUND = _record("@figures low high #test")
FACET = _record("@codes @ranks #of_part")
CRITERION = _record("#kind @figures weight worst best lon lat")
WHERE = _record("@parts @rows @sure @region_ranks @row_ranks #part_count #row_count #sure_count")
ORDER = _record("@starts @floor @land @least @monthly @yearly @lon @lat @bare @parks @kinds @regions @ids")
PARKS = _record("@shapes @starts @bounds @ratios @nodes @trees @per #measures mu same")
WISH = _record(
    "@order @where @bounds @facets @criteria @stated @totals @industry @focus #parts #bound_count #facet_count "
    "#criterion_count weight floor_low floor_high floor_wanted land_wanted budget gap_low gap_high #land_alone #gap_by_floor"
)
NODE = np.dtype([(name, "i4") for name in ("kind", "count", "nodes", "lines")])
HIT = np.dtype(
    [("score", "f8"), ("billionths", "f8"), ("row", "u4"), ("id", "u4"), ("unknown", "i4"), ("padding", "i4")]
)


class Held:
    """Keeps alive the arrays whose addresses are handed to the compiled loop."""

    def __init__(self) -> None:
        self._arrays: list[Array] = []

    def at(self, array: Array) -> int:
        """Give where an array lies."""
        self._arrays.append(array)
        return kernel.address(array)
