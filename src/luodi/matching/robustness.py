"""How a shortlist holds when the weights are not known exactly, nor what is unknown about the sites: SMAA-2.

R. Lahdelma, P. Salminen, SMAA-2: Stochastic multicriteria acceptability analysis for group decision making, Operations
Research 49 (3), 2001, pp. 444-454. Over S weight vectors drawn uniformly from the simplex, or from the part of it that
keeps a stated order of importance, with unknown values drawn uniformly from 0 to 1 in every draw:

- rank acceptability: the share of draws in which a site stands at rank 1, 2, … k;
- central weights: the mean of the weights of the draws in which it comes first;
- confidence factor: the share of draws of the unknown in which it comes first under its central weights.

Equal scores keep the shortlist's order. What is drawn for an unknown value hangs on the seed, the site's id, the
criterion and the draw alone, so no order of work changes the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.matching.acceptability import Unknown, ranked, scores_of
from luodi.matching.answer import site_json
from luodi.matching.candidates import Array, Candidates
from luodi.matching.fast import kernel
from luodi.matching.fast.draws import MOST_CRITERIA, CompiledDraws, count_better
from luodi.sites.site import Site

DRAWS = 10_000
Importance: TypeAlias = Sequence[Sequence[str]]
"""Measures by importance, the most important first; those of one group are as important, the unnamed come last."""
_Ints: TypeAlias = NDArray[np.int64]
_AT_ONCE, _SHOWN, _DOMINATORS = 2_000_000, 20, 3


@dataclass(frozen=True, slots=True)
class Options:
    """How to draw: how many times, to what rank, from which seed, keeping which order of importance."""

    draws: int = DRAWS
    ranks: int = 20
    seed: int = 1
    importance: Importance = ()


@dataclass(frozen=True, slots=True)
class SiteRobustness:
    """One site: acceptability by rank, central weights (None: it is never first), confidence factor."""

    site: Site
    acceptability: tuple[float, ...]
    central_weights: tuple[float, ...] | None
    confidence: float | None

    @property
    def first(self) -> float:
        """The share of draws in which the site comes first."""
        return self.acceptability[0]

    @property
    def listed(self) -> float:
        """The share of draws in which the site is among the first k."""
        return sum(self.acceptability)


@dataclass(frozen=True, slots=True)
class Robustness:
    """The sites that are listed in most draws, first; and how it was reckoned.

    ``considered`` counts the passing sites; ``pruned`` those that no weights could bring to the first ranks.
    """

    measures: tuple[str, ...]
    sites: tuple[SiteRobustness, ...]
    options: Options
    considered: int
    pruned: int

    def to_json(self) -> dict[str, Any]:
        """Give the part ``robustness`` of the answer's JSON."""
        return {
            "draws": self.options.draws,
            "ranks": self.options.ranks,
            "seed": self.options.seed,
            "importance": [list(group) for group in self.options.importance],
            "measures": list(self.measures),
            "considered": self.considered,
            "pruned": self.pruned,
            "sites": [
                {
                    "id": each.site.id,
                    "name": site_json(each.site, None)["name"],
                    "first": each.first,
                    "listed": each.listed,
                    "acceptability": list(each.acceptability),
                    "central_weights": None if each.central_weights is None else list(each.central_weights),
                    "confidence": each.confidence,
                }
                for each in self.sites
            ],
        }


def robustness(given: Candidates, options: Options | None = None) -> Robustness:
    """Reckon how often each site is listed, over drawn weights; criteria of weight 0 are left out.

    Raises :class:`~luodi.core.errors.LuodiError` where the order of importance names a measure that is no criterion.
    """
    options = options or Options()
    columns = [index for index, criterion in enumerate(given.criteria) if criterion.weight > 0]
    measures = tuple(given.criteria[index].measure for index in columns)
    weights = draw_weights(measures, options)
    kept = keep(given.values[:, columns], options, measures)
    values = np.ascontiguousarray(given.values[:, columns][kept])
    unknown = Unknown(_keys(given, kept, values), options.seed, options.draws)
    ranks = ranked(values, weights, options.ranks, unknown)
    counts = _counts(ranks, len(kept), options.ranks)
    field = Field(values, unknown)
    sites = (
        _site(given.sites[int(kept[row])], int(row), counts[row], field, weights[ranks[:, 0] == row])
        for row in _most_listed(counts, max(options.ranks, _SHOWN))
    )
    return Robustness(measures, tuple(sites), options, len(given.values), len(given.values) - len(kept))


def _counts(ranks: _Ints, rows: int, most: int) -> _Ints:
    """Count how often each row stands at each rank (rows × most)."""
    counts = np.zeros((rows, most), dtype=np.int64)
    for rank in range(ranks.shape[1]):
        counts[:, rank] = np.bincount(ranks[:, rank], minlength=rows)
    return counts


def _most_listed(counts: _Ints, most: int) -> _Ints:
    """Give the rows that are listed most often; of equal ones, those that come first more often, then the earlier."""
    rows = np.lexsort((-counts[:, 0], -counts.sum(axis=1)))[:most]
    listed: _Ints = rows[counts[rows].any(axis=1)]
    return listed


def _site(site: Site, row: int, counts: _Ints, field: "Field", favourable: Array) -> SiteRobustness:
    """``favourable`` holds the weights of the draws in which the site comes first; ``counts`` its draws by rank."""
    acceptability = tuple(float(count) / field.unknown.draws for count in counts)
    if not len(favourable):
        return SiteRobustness(site, acceptability, None, None)
    central = favourable.mean(axis=0)
    return SiteRobustness(site, acceptability, tuple(map(float, central)), field.confidence(row, central))


def draw_weights(measures: Sequence[str], options: Options) -> Array:
    """Draw weight vectors (draws × measures), uniform over the simplex or over its part that keeps the order.

    The components of a uniform draw are exchangeable, so handing the largest to the most important group, at random
    within a group, is uniform over that part. Their means under a full order are the rank-order centroid weights
    (F. H. Barron, B. E. Barrett, Decision quality using ranked attribute weights, Management Science 42 (11), 1996).
    """
    random = np.random.default_rng(options.seed)
    weights: Array = random.standard_exponential((options.draws, len(measures)))
    weights /= weights.sum(axis=1, keepdims=True)
    groups = _groups(measures, options.importance)
    if len(groups) < 2:
        return weights
    weights = -np.sort(-weights, axis=1)
    ordered, start = np.empty_like(weights), 0
    for group in groups:
        part = weights[:, start : start + len(group)]
        ordered[:, group] = random.permuted(part, axis=1) if len(group) > 1 else part
        start += len(group)
    return ordered


def _groups(measures: Sequence[str], importance: Importance) -> list[list[int]]:
    named = [name for group in importance for name in group]
    for name in named:
        if name not in measures or named.count(name) > 1:
            raise LuodiError(
                Problem(f"importance: {name}", Text("不是本次的评分指标，或写了两次", "is no criterion of this match, or named twice"),
                        Text(f"可用：{'、'.join(measures)}", f"known: {', '.join(measures)}")))  # fmt: skip
    groups = [[measures.index(name) for name in group] for group in importance if group]
    rest = [index for index, name in enumerate(measures) if name not in named]
    return [*groups, rest] if rest else groups


def keep(values: Array, options: Options, measures: Sequence[str]) -> _Ints:
    """Give the rows that some weights could bring to the first ``options.ranks``; the others are pruned.

    Proof. A score is a sum Σ w·v with w ≥ 0. Let a site's least value be no smaller than another's greatest on every
    criterion (0 and 1 standing for the unknown). Then each product w·v, and so each sum, of the first is no smaller
    in any draw, in rounded arithmetic too: rounding is monotone and all sums run in the same order. Of equal scores
    the earlier row comes first. So a row with k earlier rows of this kind has k sites before it in every draw and
    never stands among the first k. The earlier rows looked at are the first of the list, which misses some that could
    be pruned, never one that could not. Taking out a row changes no rank among the first k. Where the order of
    importance is full, the extreme points of the weights are the means of the first 1, 2, … m weights (a score is a
    convex sum of the scores there), so being greater there by 1e-9, far beyond rounding, is enough.
    """
    low, high = np.where(np.isnan(values), 0.0, values), np.where(np.isnan(values), 1.0, values)
    strict, groups = 0.0, _groups(measures, options.importance)
    if options.importance and all(len(group) == 1 for group in groups):
        order = [group[0] for group in groups]
        steps = np.arange(1, len(order) + 1)
        low, high = (np.cumsum(part[:, order], axis=1) / steps for part in (low, high))
        strict = 1e-9
    return np.flatnonzero(
        _better(low, high, _DOMINATORS * options.ranks, strict, options.ranks) < options.ranks
    )


def _better(low: Array, high: Array, first: int, strict: float, enough: int) -> _Ints:
    """Count for each row the earlier ones among the first that are better whatever the weights."""
    first = min(len(low), first)
    if library := kernel.load():
        counted: _Ints = count_better(library, low, high, first, strict, enough)
        return counted
    before = np.zeros(len(low), dtype=np.int64)
    for row in range(first):
        before[row + 1 :] += (low[row] >= high[row + 1 :] + strict).all(axis=1)
    return before


class Field:
    """All sites that compete: their values (rows × criteria) and what stands for those that are not known."""

    def __init__(self, values: Array, unknown: Unknown) -> None:
        self.values, self.unknown = values, unknown
        self.low, self.likely, self.high = (
            np.where(np.isnan(values), each, values) for each in (0.0, 0.5, 1.0)
        )

    def confidence(self, row: int, weights: Array) -> float:
        """Give the share of draws of the unknown in which ``row`` comes first under ``weights``.

        Only rows that could come first are drawn: those whose greatest score reaches the greatest of the least scores.
        """
        least, most = self.low @ weights, self.high @ weights
        rivals = np.flatnonzero(most >= least.max() - 1e-9)
        if row not in rivals:
            return 0.0
        again = replace(self.unknown, keys=self.unknown.keys[rivals], seed=self.unknown.seed + 1)
        own = int(np.searchsorted(rivals, row))
        library = kernel.load()
        if library is None or len(weights) > MOST_CRITERIA:
            return _wins(self.values[rivals], own, weights, again) / again.draws
        draws = CompiledDraws(library, self.values[rivals], weights[None, :], again.keys, again.seed)
        return draws.wins(own, most[rivals], self.likely[rivals] @ weights, again.draws) / again.draws


def _wins(values: Array, row: int, weights: Array, unknown: Unknown) -> int:
    """Count the draws of the unknown in which a row comes first."""
    draws, wins = unknown.draws, 0
    step = max(1, _AT_ONCE // len(values))
    for start in range(0, draws, step):
        numbers = np.arange(start, min(start + step, draws))
        rows, columns = np.repeat(np.arange(len(values)), len(numbers)), np.tile(numbers, len(values))
        scores = scores_of(values, rows, np.broadcast_to(weights, (draws, len(weights))), columns, unknown)
        wins += int((scores.reshape(len(values), -1).argmax(axis=0) == row).sum())
    return wins


def _keys(given: Candidates, kept: _Ints, values: Array) -> NDArray[np.uint64]:
    """Give what a site's unknown values are drawn from, 0 where all are known."""
    keys = np.zeros(len(kept), dtype=np.uint64)
    for place in np.flatnonzero(np.isnan(values).any(axis=1)).tolist():
        keys[place] = _key(given.id_of(int(kept[place])))
    return keys


def _key(id_: str) -> int:
    return int.from_bytes(blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
