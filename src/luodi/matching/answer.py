"""The answer of a match, in the shape that ``luodi match --json`` prints."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from luodi.core.text import Text
from luodi.matching.requirement import Criterion, Requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

State = Literal["pass", "fail", "unknown"]
Figure: TypeAlias = float | str | bool | tuple[str, ...] | tuple[int, ...] | tuple[float | None, float | None] | None


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint on one site: its state, what was wanted and what was found."""

    name: str
    state: State
    wanted: Figure
    found: Figure
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class AdmissionCheck:
    """One line of a park's terms for one enterprise: the measure, its state, both figures."""

    measure: str
    state: State
    wanted: Figure
    found: Figure
    bound: Literal["at_least", "at_most", "industry"] = "at_least"


@dataclass(frozen=True, slots=True)
class Score:
    """One criterion on one site. ``x`` and ``value`` are None where the measure is unknown.

    ``share`` is what the criterion adds to the score: weight × value (0.5 for unknown) ÷ all weights.
    """

    measure: str
    x: float | None
    value: float | None
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask: the field it would settle, and how much the answer could change (0 to 1)."""

    field: str
    text: Text
    effect: float


@dataclass(frozen=True, slots=True)
class Match:
    """One site of the shortlist, explained."""

    rank: int
    site: Site
    park: Park | None
    score: float
    score_low: float
    score_high: float
    criteria: tuple[Score, ...]
    constraints: tuple[Check, ...]
    admission: tuple[AdmissionCheck, ...]
    questions: tuple[Question, ...]
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """How many sites fail a constraint, and how many fail it alone.

    ``remaining`` counts the sites that are left after this row and those above it.
    """

    constraint: str
    fails: int
    fails_alone: int
    remaining: int = 0


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A site that fails exactly one constraint, and what it would take to admit it."""

    site: Site
    park: Park | None
    score: float
    constraint: str
    wanted: Figure
    found: Figure


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A site that is out, with every constraint that it fails."""

    site: Site
    park: Park | None
    failed: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer of one match.

    ``excluded`` names what is out and why, in the order of the sites, for the first
    :data:`luodi.matching.reference.EXCLUSIONS_KEPT` sites; the funnel counts them all.
    """

    requirement: Requirement
    criteria: tuple[Criterion, ...]
    criteria_derived: bool
    considered: int
    passing: int
    shortlist: tuple[Match, ...]
    funnel: tuple[FunnelRow, ...]
    near_misses: tuple[NearMiss, ...]
    excluded: tuple[Exclusion, ...] = ()
    notes: tuple[Text, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give the answer as the object that ../shared/MATCHING.md describes."""
        raise NotImplementedError
