"""How far each weight can move before another site takes the first place.

E. Triantaphyllou, A. Sánchez, A sensitivity analysis approach for some deterministic multi-criteria decision-making
methods, Decision Sciences 28 (1), 1997, pp. 151-194, theorem 1: with P the scores and a the values, the first site i
and site j change places where weight k falls by (P_j - P_i) ÷ (a_jk - a_ik). The other weights stay; scaling all of
them to a sum of 1 again changes no order.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from luodi.matching.answer import plain
from luodi.matching.candidates import Array, Candidates


@dataclass(frozen=True, slots=True)
class WeightInterval:
    """A criterion's weight, and from what to what it may move with the first place as it is.

    ``low`` is 0 and ``high`` None where no move in that direction changes it; ``below`` and ``above`` are the ids of
    the sites that come first beyond the ends.
    """

    measure: str
    weight: float
    low: float
    high: float | None
    below: str | None = None
    above: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the interval as the answer's JSON holds it."""
        return {"measure": self.measure, "weight": plain(self.weight), "low": self.low, "high": self.high,
                "below": self.below, "above": self.above}  # fmt: skip


def weight_intervals(given: Candidates) -> tuple[WeightInterval, ...]:
    """Give each weight's interval, in the criteria's own unit; nothing where no site would do.

    Unknown values count 0.5, as in the score. O(sites × criteria).
    """
    if not len(given.values):
        return ()
    weights = np.array([criterion.weight for criterion in given.criteria])
    ahead = given.assumed[0] - given.assumed[1:]
    lead = np.maximum(ahead @ weights, 0.0)
    return tuple(_interval(given, index, lead, ahead[:, index]) for index in range(len(weights)))


def _interval(given: Candidates, index: int, lead: Array, ahead: Array) -> WeightInterval:
    """Where the first is ahead on this criterion, a smaller weight costs it its lead; where it is behind, a larger one."""
    criterion = given.criteria[index]
    with np.errstate(divide="ignore", invalid="ignore"):
        moves = np.where(ahead != 0, lead / np.abs(ahead), np.inf)
    fall, below = _first(given, np.where(ahead > 0, moves, np.inf))
    rise, above = _first(given, np.where(ahead < 0, moves, np.inf))
    low = criterion.weight - fall
    if low < 0:
        low, below = 0.0, None
    high = criterion.weight + rise if np.isfinite(rise) else None
    return WeightInterval(criterion.measure, criterion.weight, low, high, below, above)


def _first(given: Candidates, moves: Array) -> tuple[float, str | None]:
    if not len(moves) or not np.isfinite(moves.min()):
        return float("inf"), None
    nearest = int(moves.argmin())
    return float(moves[nearest]), given.sites[nearest + 1].id
