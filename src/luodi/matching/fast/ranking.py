"""The order of the first k of many rows, ties by the reference.

Scores are worked out to about 1e-15; the order compares them to nine decimals. A row whose score lies so near the border
between two nine-decimal figures that this could matter is scored by the reference itself.
"""

from collections.abc import Callable, Sequence

import numpy as np

from luodi.sites.columns.encode import Array

SLACK = 3e-9
"""Scores that differ by less may be the same to nine decimals, or the other way round."""
_BILLION = 1e9
_UNSURE = 1e-4


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
