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
UNSURE = 1e-4
"""How near to the border, in billionths, a score is in doubt."""


def billionths(scores: Array, exact: Callable[[int], float]) -> Array:
    """Give scores to nine decimals, times 1e9; ``exact`` gives the reference's score where that is in doubt."""
    scaled = scores * _BILLION
    whole = np.rint(scaled)
    unsure = np.flatnonzero(np.abs(np.abs(scaled - whole) - 0.5) < UNSURE)
    for each in unsure.tolist():
        whole[each] = np.rint(round(exact(each), 9) * _BILLION)
    return whole


def in_order(
    scores: Array,
    unknown: Callable[[Array], Array],
    most: int,
    ids: Callable[[Sequence[int]], Sequence[str]],
) -> Array:
    """Give the positions of the first ``most`` (0: all): highest score, fewest unknown, then id.

    ``unknown`` and ``ids`` are asked only for what ties, and could be listed.
    """
    order = np.argsort(-scores, kind="stable")
    if most and len(order) > most:
        order = order[scores[order] >= scores[order[most - 1]]]
    counts, names = np.zeros(len(scores), dtype=np.int64), np.zeros(len(scores), dtype=np.int64)
    tied = order[_tied(scores[order])]
    counts[tied] = unknown(tied) if len(tied) else 0
    order = order[np.lexsort((counts[order], -scores[order]))]
    if most and len(order) > most:
        last = order[most - 1]
        order = order[(scores[order] > scores[last]) | (counts[order] <= counts[last])]
    tied = order[_tied(scores[order], counts[order])]
    said = ids(tied.tolist())
    names[tied[sorted(range(len(said)), key=said.__getitem__)]] = np.arange(len(said))
    order = order[np.lexsort((names[order], counts[order], -scores[order]))]
    first: Array = order[: most or None]
    return first


def _tied(*keys: Array) -> Array:
    """Tell which rows, in order, have the same keys as the one before or after."""
    same = np.all([each[1:] == each[:-1] for each in keys], axis=0)
    tied: Array = np.append(same, [False])[: len(keys[0])] | np.append([False], same)[: len(keys[0])]
    return tied
