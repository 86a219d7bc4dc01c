"""The answer of a match, in the shape that ``luodi match --json`` prints."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from luodi.core.text import Lang, Text
from luodi.matching.requirement import Criterion, Requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

State = Literal["pass", "fail", "unknown"]
Figure: TypeAlias = (
    float | str | bool | tuple[str, ...] | tuple[int, ...] | tuple[float | None, float | None] | None
)


class Check(NamedTuple):
    """One constraint on one site: its state, what was wanted and what was found.

    ``measure`` names the requirement's field or the park's measure that decided, where the name leaves it open
    (``rent``: by month or by year; ``admission``: the line of the terms).
    """

    name: str
    state: State
    wanted: Figure
    found: Figure
    note: Text | None = None
    measure: str | None = None

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """Give the check as the answer's JSON holds it."""
        head = {
            "name": self.name,
            "state": self.state,
            "wanted": plain(self.wanted),
            "found": plain(self.found),
        }
        more = {"measure": self.measure, "note": self.note.say(lang) if self.note else None}
        return head | {key: said for key, said in more.items() if said is not None}


class AdmissionCheck(NamedTuple):
    """One line of a park's terms for one enterprise: the measure, its state, both figures.

    For industries ``wanted`` is the park's list: those that it admits (``industry``) or refuses (``denied``).
    """

    measure: str
    state: State
    wanted: Figure
    found: Figure
    bound: Literal["at_least", "at_most", "industry", "denied"] = "at_least"

    def to_json(self) -> dict[str, Any]:
        """Give the line as the answer's JSON holds it."""
        figures = {"wanted": plain(self.wanted), "found": plain(self.found)}
        return {"measure": self.measure, "state": self.state, **figures, "bound": self.bound}


class Score(NamedTuple):
    """One criterion on one site. ``x`` and ``value`` are None where the measure is unknown.

    ``share`` is the criterion's part of all weights (weights 3 and 2: 0.6 and 0.4). ``contribution`` is what it adds
    to the score: share × value, 0.5 standing for an unknown value.
    """

    measure: str
    x: float | None
    value: float | None
    weight: float
    share: float
    contribution: float

    def to_json(self) -> dict[str, Any]:
        """Give the criterion as the answer's JSON holds it."""
        return {
            "measure": self.measure,
            "x": plain(self.x),
            "value": self.value,
            "weight": plain(self.weight),
            "share": self.share,
            "contribution": self.contribution,
        }


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
    """A site that fails exactly one constraint; ``relaxation`` says the least that would admit it, if anything would."""

    site: Site
    park: Park | None
    score: float
    constraint: str
    wanted: Figure
    found: Figure
    measure: str | None = None
    relaxation: Text | None = None


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
    questions: tuple[Question, ...] = ()
    notes: tuple[Text, ...] = ()

    def to_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Give the answer as the object that docs/matching.md describes; what is said in words is in ``lang``."""
        return {
            "requirement": self.requirement.to_json(),
            "criteria": [_criterion_json(criterion) for criterion in self.criteria],
            "criteria_derived": self.criteria_derived,
            "considered": self.considered,
            "passing": self.passing,
            "shortlist": [_match_json(match, lang) for match in self.shortlist],
            "funnel": [
                {
                    "constraint": row.constraint,
                    "fails": row.fails,
                    "fails_alone": row.fails_alone,
                    "remaining": row.remaining,
                }
                for row in self.funnel
            ],
            "near_misses": [_near_miss_json(miss, lang) for miss in self.near_misses],
            "questions": [question.text.say(lang) for question in self.questions],
            "notes": [note.say(lang) for note in self.notes],
        }


@dataclass(frozen=True, slots=True)
class Ranked:
    """A shortlist without its reasons: the first sites by id and score, and how many would do."""

    passing: int
    first: tuple[tuple[str, float], ...]


def _criterion_json(criterion: Criterion) -> dict[str, Any]:
    return {
        "measure": criterion.measure,
        "weight": plain(criterion.weight),
        "worst": plain(criterion.worst),
        "best": plain(criterion.best),
    }


def _match_json(match: Match, lang: Lang) -> dict[str, Any]:
    return {
        "rank": match.rank,
        **site_json(match.site, match.park),
        "score": match.score,
        "score_low": match.score_low,
        "score_high": match.score_high,
        "criteria": [score.to_json() for score in match.criteria],
        "constraints": [check.to_json(lang) for check in match.constraints],
        "admission": [line.to_json() for line in match.admission],
        "questions": [question.text.say(lang) for question in match.questions],
        "sources": dict(match.sources),
        "verified_on": match.site.verified_on,
    }  # fmt: skip


def site_json(site: Site, park: Park | None) -> dict[str, Any]:
    """Give what names a site: id, name, park, and whether a generator made it."""
    return {
        "id": site.id,
        "name": site.name,
        "park": site.park,
        "park_name": park.name if park else None,
        "synthetic": site.synthetic,
    }


def _near_miss_json(miss: NearMiss, lang: Lang) -> dict[str, Any]:
    return {
        **site_json(miss.site, miss.park),
        "score": miss.score,
        "constraint": miss.constraint,
        "wanted": plain(miss.wanted),
        "found": plain(miss.found),
        **({"measure": miss.measure} if miss.measure else {}),
        "relaxation": miss.relaxation.say(lang) if miss.relaxation else None,
    }


def plain(figure: Figure) -> Any:
    """Give a figure as JSON holds it: whole numbers as int, tuples as lists."""
    if isinstance(figure, tuple):
        return [plain(each) for each in figure]
    if isinstance(figure, float) and figure.is_integer() and abs(figure) < 2**53:
        return int(figure)
    return figure
