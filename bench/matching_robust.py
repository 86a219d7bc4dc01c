"""Robustness over a million sites, beside the matrix product that one would write instead."""

import time

import numpy as np

from bench.measure import Goal, Part, Settings
from luodi.matching.acceptability import Unknown, ranked
from luodi.matching.fast.engine import table_values
from luodi.matching.requirement import Requirement
from luodi.matching.robustness import Options, draw_weights
from luodi.sites.columns.encode import Array
from luodi.sites.columns.table import SiteTable

DRAWS, RANKS, _BLOCK = 10_000, 20, 64
_MEASURED = 256  # draws of the product; it takes as long for each
_UNKNOWN_DRAWS = 500


def robust(million: SiteTable, wanted: Requirement, settings: Settings) -> Part:
    """Measure the search for the first 20 of each draw, all values known, and with those unknown that are."""
    values = table_values(wanted, million)
    measures = tuple(criterion.measure for criterion in wanted.criteria)
    weights = draw_weights(measures, Options(draws=DRAWS, seed=settings.seed))
    known = _filled(values, settings.seed)
    keys = np.random.default_rng(settings.seed).integers(0, 2**63, len(values)).astype(np.uint64)
    unknown = Unknown(keys, settings.seed, DRAWS)
    start = time.process_time()
    first = ranked(known, weights, RANKS, unknown)
    ours = time.process_time() - start
    start = time.process_time()
    product = by_product(known, weights[:_MEASURED], RANKS)
    theirs = (time.process_time() - start) * DRAWS / _MEASURED
    if not all(np.array_equal(*pair) for pair in zip(product, first, strict=False)):
        raise SystemExit("robustness: the matrix product lists other sites")
    start = time.process_time()
    ranked(values, weights[:_UNKNOWN_DRAWS], RANKS, unknown)
    drawn = (time.process_time() - start) * DRAWS / _UNKNOWN_DRAWS
    said = (
        f"### Robustness\n\nThe first {RANKS} of {len(values):,} sites under {DRAWS:,} draws of {len(measures)} weights, CPU seconds. With "
        f"every value known (what is unknown filled from the column): luodi {ours:.1f} s, a blocked float32 matrix product with a "
        f"threshold scan {theirs:.0f} s (from {_MEASURED} draws), the same rows at the same ranks. With unknown values drawn anew in "
        f"each draw ({np.isnan(values).mean():.0%} of all), which a matrix product can't do: {drawn:.0f} s (from {_UNKNOWN_DRAWS} draws)."
    )
    goal = Goal(
        "robustness, times as fast as a matrix product", "20 ×", f"{theirs / ours:.0f} ×", theirs / ours >= 20
    )
    return Part((goal,), said)


def _filled(values: Array, seed: int) -> Array:
    """Fill what is unknown with other sites\' values of the same criterion."""
    random, filled = np.random.default_rng(seed), values.copy()
    for column in filled.T:
        unknown = np.isnan(column)
        column[unknown] = random.choice(column[~unknown], int(unknown.sum()))
    return filled


def by_product(values: Array, weights: Array, ranks: int) -> list[Array]:
    """Give the first rows of each draw: products of blocks of draws in float32, then what lies near the k-th best, exactly."""
    single, found = values.astype(np.float32), []
    for start in range(0, len(weights), _BLOCK):
        block = weights[start : start + _BLOCK]
        scores = block.astype(np.float32) @ single.T
        for row, exact in zip(scores, block, strict=True):
            bar = _bar(row, ranks)
            near = np.flatnonzero(row >= bar - 1e-5)
            score = np.zeros(len(near))
            for criterion, weight in enumerate(exact):
                score += weight * values[near, criterion]
            found.append(near[np.lexsort((near, -score))[:ranks]])
    return found


def _bar(scores: Array, ranks: int) -> float:
    """Give the k-th best score: by the k-th best of every 64 first, then of what reaches that."""
    bar = np.partition(scores[::64], -ranks)[-ranks]
    return float(np.partition(scores[scores >= bar], -ranks)[-ranks])
