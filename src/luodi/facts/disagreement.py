"""What to do when sources disagree: nothing is thrown away, one figure is shown, and the rule that chose it is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from luodi.core.text import Text

Rule = Literal["newest", "most_sources", "person"]
RULES: dict[Rule, Text] = {
    "newest": Text("取最新发布的", "the newest is shown"),
    "most_sources": Text("取来源最多的", "what most sources say is shown"),
    "person": Text("以人工核定为准", "a person's word is shown"),
}
_AGREE = 0.005  # of the greater value, as in the annotation guide


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says a figure is.

    ``day`` is when it was published (ISO, ``""`` where that is not known); ``source`` is whose word it is: reposts and
    several documents of one medium count once. ``by_person`` says that a person has confirmed or corrected it.
    """

    id: str
    value: float
    day: str = ""
    source: str = ""
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The claim that is shown, the rule that decided, and the claims beside it.

    ``rule`` is None where there was nothing to decide: all sources agree. ``sources`` counts those that say what is shown.
    """

    shown: Claim
    rule: Rule | None
    agreeing: tuple[Claim, ...]
    differing: tuple[Claim, ...]
    sources: int


def choose(claims: Sequence[Claim], rule: Rule, picked: str | None = None) -> Choice:
    """Choose what is shown of at least one claim about one figure, whatever their order.

    ``picked`` is the id of a claim that a person has picked: it decides where it is still there. ``person`` shows what a
    person has confirmed or corrected, and the newest where nobody has. Ties go to the newest, then to the figure that
    most sources give, then to the first id.
    """
    shown, decided = _decide(claims, rule, picked)
    agreeing = tuple(
        claim for claim in _sorted(claims) if agree(claim.value, shown.value) and claim is not shown
    )
    differing = tuple(claim for claim in _sorted(claims) if not agree(claim.value, shown.value))
    sources = len({claim.source or claim.id for claim in (shown, *agreeing)})
    return Choice(shown, decided if differing or decided == "person" else None, agreeing, differing, sources)


def agree(a: float, b: float) -> bool:
    """Say whether two values are the same figure: within half a percent."""
    return abs(a - b) <= _AGREE * max(abs(a), abs(b)) + 1e-9


def _decide(claims: Sequence[Claim], rule: Rule, picked: str | None) -> tuple[Claim, Rule]:
    if found := next((claim for claim in claims if claim.id == picked), None):
        return found, "person"
    by_people = [claim for claim in claims if claim.by_person]
    if rule == "person" and by_people:
        return _newest(by_people, claims), "person"
    if rule == "most_sources":
        most = max(_support(claim, claims) for claim in claims)
        return _newest([claim for claim in claims if _support(claim, claims) == most], claims), "most_sources"
    return _newest(claims, claims), "newest"


def _newest(among: Sequence[Claim], claims: Sequence[Claim]) -> Claim:
    return min(among, key=lambda claim: (_backwards(claim.day), -_support(claim, claims), claim.id))


def _support(claim: Claim, claims: Sequence[Claim]) -> int:
    return len({other.source or other.id for other in claims if agree(claim.value, other.value)})


def _sorted(claims: Sequence[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (_backwards(claim.day), claim.id))


def _backwards(day: str) -> tuple[int, ...]:
    """Sort days from the newest; what is not known comes last."""
    return tuple(-ord(letter) for letter in day) if day else (1,)
