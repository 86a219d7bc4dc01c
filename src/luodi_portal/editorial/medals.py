"""The medal of a contributor: what good articles, readers and sharing add up to.

Out of 100: quality up to 60, half for facts with their sources in each article (``FULL_FACTS`` on average is full),
half for the share of reviewed facts that the reviewers found right,
once there are ``FEWEST_REVIEWED`` of them; readers up to 25 and sharing up to 15, on a scale
that doubles slowly, so that a crowd on one article is no medal. What nobody reviewed counts nothing, for or
against.
"""

import math
from dataclasses import dataclass
from typing import Literal

from luodi.core.text import Text

FULL_FACTS = 5
FEWEST_REVIEWED = 5
FULL_VIEWS = 10_000
FULL_SHARES = 1_000
Level = Literal["gold", "silver", "bronze", ""]


@dataclass(frozen=True, slots=True)
class Work:
    """What a contributor has published: articles, facts read in them, how many of these were reviewed and found right."""

    articles: int = 0
    facts: int = 0
    reviewed: int = 0
    right: int = 0
    views: int = 0
    shares: int = 0


@dataclass(frozen=True, slots=True)
class Medal:
    """A level with the points that make it; ``level`` is "" below bronze."""

    level: Level
    quality: float
    readers: float
    sharing: float

    @property
    def points(self) -> float:
        """Give all points."""
        return self.quality + self.readers + self.sharing


@dataclass(frozen=True, slots=True)
class Step:
    """What a level asks for."""

    level: Level
    label: Text
    points: int
    articles: int


STEPS = (
    Step("gold", Text("金牌", "gold"), 75, 10),
    Step("silver", Text("银牌", "silver"), 50, 5),
    Step("bronze", Text("铜牌", "bronze"), 25, 1),
)


def medal_of(work: Work) -> Medal:
    """Weigh a contributor's work."""
    found = 30 * min(1.0, work.facts / work.articles / FULL_FACTS) if work.articles else 0.0
    right = 30 * work.right / work.reviewed if work.reviewed >= FEWEST_REVIEWED else 0.0
    quality, readers, sharing = (
        found + right,
        25 * _part(work.views, FULL_VIEWS),
        15 * _part(work.shares, FULL_SHARES),
    )
    points = quality + readers + sharing
    reached = (step.level for step in STEPS if points >= step.points and work.articles >= step.articles)
    return Medal(next(reached, ""), quality, readers, sharing)


def _part(number: int, full: int) -> float:
    return min(1.0, math.log1p(number) / math.log1p(full))
