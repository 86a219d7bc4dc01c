"""The park's side: whether an enterprise meets the terms on the ground that it would take.

What the enterprise brings is divided by the land (亩) or floor (m²) of :mod:`luodi.matching.ground`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from luodi.core.quantities.units import MU
from luodi.core.text import Text
from luodi.matching.answer import AdmissionCheck, Check, State
from luodi.matching.ground import floor_taken, land_taken
from luodi.matching.industries import covers
from luodi.matching.logic import at_least, at_most, both, either
from luodi.matching.requirement import Requirement
from luodi.sites.admission import ADMISSION_MEASURES, Admission, Rule, Term
from luodi.sites.park import Park
from luodi.sites.site import Site

INDUSTRY = "industry"
_NO_PARK = Text("房源不属于任何园区，无准入条件可核对", "the site belongs to no park: no terms to check")
_NOT_ON_FILE = Text(
    "园区不在园区表中，未核对准入条件", "the park is not in the table of parks: no terms were checked"
)
_NO_TERMS = Text("园区未公布准入条件，未作核对", "the park has published no terms: none were checked")
_INDUSTRY_NOTES: dict[tuple[str, State], Text] = {
    ("denied", "pass"): Text("不在园区不接受之列", "none of those that the park denies"),
    ("denied", "fail"): Text("园区不接受的行业", "an industry that the park denies"),
    ("denied", "unknown"): Text("是否属园区不接受之列，待确认", "whether the park denies it must be asked"),
    ("industry", "pass"): Text("园区接受的行业", "an industry that the park admits"),
    ("industry", "fail"): Text("不在园区接受之列", "none of those that the park admits"),
    ("industry", "unknown"): Text("是否属园区接受之列，待确认", "whether the park admits it must be asked"),
}
_ONLY_INDUSTRIES = Text("园区只对行业有要求", "the park's terms name industries only")


@dataclass(frozen=True, slots=True)
class Figures:
    """What an enterprise brings to one site, by measure; ``floor_m2`` and ``land_m2`` are what it would take."""

    requirement: Requirement
    floor_m2: float | None
    land_m2: float | None

    @classmethod
    def on(cls, requirement: Requirement, site: Site, park: Park | None) -> "Figures":
        """Work out the ground that the enterprise would take on ``site``."""
        return cls(requirement, floor_taken(requirement, site), land_taken(requirement, site, park))

    def get(self, measure: str) -> float | None:
        """Give one measure in its own unit; None where something that it needs is unknown."""
        stated: float | None = getattr(self.requirement, measure, None)
        if stated is not None:
            return stated
        known = ADMISSION_MEASURES[measure]
        ground = self.ground(known.per)
        total = self.total(known.total)
        if known.per is None or total is None:
            return total
        return total / ground if ground else None

    def total(self, field: str) -> float | None:
        """Give what the enterprise brings in all, as the requirement states it."""
        stated: float | None = getattr(self.requirement, field)
        return stated

    def ground(self, per: str | None) -> float | None:
        """Give the land taken in 亩, or the floor taken in m²."""
        if per == "mu":
            return None if self.land_m2 is None else self.land_m2 / MU
        return self.floor_m2


def term_lines(term: Term, figures: Figures) -> tuple[AdmissionCheck, ...]:
    """Check one term: a line for each bound, with both figures."""
    found = figures.get(term.measure)
    lines = []
    if term.at_least is not None:
        state = at_least(found, term.at_least)
        lines.append(AdmissionCheck(term.measure, state, term.at_least, found, "at_least"))
    if term.at_most is not None:
        state = at_most(found, term.at_most)
        lines.append(AdmissionCheck(term.measure, state, term.at_most, found, "at_most"))
    return tuple(lines)


class RuleCheck(NamedTuple):
    """What a rule comes to: its state, every line in order, and those that made it what it is: of the parts that share
    its state.
    """

    state: State
    lines: tuple[AdmissionCheck, ...]
    deciding: tuple[AdmissionCheck, ...]


def check_rule(rule: Rule, figures: Figures) -> RuleCheck:
    """Check a rule of any depth, in three-valued logic."""
    if isinstance(rule, Term):
        lines = term_lines(rule, figures)
        state = both([line.state for line in lines])
        return RuleCheck(state, lines, tuple([line for line in lines if line.state == state]))
    parts = [check_rule(each, figures) for each in rule.rules]
    combine: Callable[[Iterable[State]], State] = both if rule.kind == "all_of" else either
    state = combine([part.state for part in parts])
    deciding = tuple([line for part in parts if part.state == state for line in part.deciding])
    return RuleCheck(state, tuple([line for part in parts for line in part.lines]), deciding)


def admission_lines(requirement: Requirement, site: Site, park: Park | None) -> tuple[AdmissionCheck, ...]:
    """Set the park's terms beside what the enterprise brings, line by line; industries come last."""
    terms = park.admission if park else None
    if terms is None:
        return ()
    lines = check_rule(terms.rule, Figures.on(requirement, site, park)).lines if terms.rule else ()
    return lines + industry_lines(terms, requirement.industry)


def check_admission(requirement: Requirement, site: Site, park: Park | None) -> Check:
    """Check the rule of the park's terms; without terms it constrains nothing and says so."""
    if park is None or park.admission is None or park.admission.rule is None:
        return Check("admission", "pass", None, None, _why_nothing(site, park))
    line = check_rule(park.admission.rule, Figures.on(requirement, site, park)).deciding[0]
    return Check("admission", line.state, line.wanted, line.found, measure=line.measure)


def _why_nothing(site: Site, park: Park | None) -> Text:
    if park is None:
        return _NO_PARK if site.park is None else _NOT_ON_FILE
    return _ONLY_INDUSTRIES if park.admission and (park.admission.allow or park.admission.deny) else _NO_TERMS


def check_industry(requirement: Requirement, _site: Site, park: Park | None) -> Check | None:
    """Check the industry against the park's lists; None where the park has none."""
    lines = industry_lines(park.admission, requirement.industry) if park and park.admission else ()
    if not lines:
        return None
    state = both(line.state for line in lines)
    line = next(line for line in lines if line.state == state)
    return Check(INDUSTRY, state, line.wanted, requirement.industry, _INDUSTRY_NOTES[line.bound, state])


def industry_lines(terms: Admission, industry: str | None) -> tuple[AdmissionCheck, ...]:
    """Check both lists: an industry that is denied fails, one that the allow list lacks fails."""
    lines = []
    if terms.deny:
        named = either(covers(word, industry) for word in terms.deny)
        lines.append(AdmissionCheck(INDUSTRY, _NOT[named], terms.deny, industry, "denied"))
    if terms.allow:
        named = either(covers(word, industry) for word in terms.allow)
        lines.append(AdmissionCheck(INDUSTRY, named, terms.allow, industry, "industry"))
    return tuple(lines)


_NOT: dict[State, State] = {"pass": "fail", "fail": "pass", "unknown": "unknown"}
