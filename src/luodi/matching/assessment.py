"""One site set beside one requirement: every constraint, the park's terms, the score."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luodi.core.text import Lang
from luodi.matching.admission import admission_lines
from luodi.matching.answer import AdmissionCheck, Check, site_json
from luodi.matching.constraints import check_site
from luodi.matching.criteria import Scored, score_site
from luodi.matching.requirement import Criterion, Requirement
from luodi.sites.park import Park
from luodi.sites.site import Site


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one site comes to for one requirement."""

    site: Site
    park: Park | None
    checks: tuple[Check, ...]
    admission: tuple[AdmissionCheck, ...]
    scored: Scored

    @property
    def failing(self) -> tuple[Check, ...]:
        """The constraints that keep the site off the list."""
        return tuple(check for check in self.checks if check.state == "fail")

    @property
    def unknown(self) -> tuple[Check, ...]:
        """The constraints that only an answer can settle."""
        return tuple(check for check in self.checks if check.state == "unknown")

    def to_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Give the assessment in the words of the answer's JSON; ``failing`` names what keeps the site off the list."""
        return {
            **site_json(self.site, self.park),
            "failing": [check.name for check in self.failing],
            "score": self.scored.score,
            "score_low": self.scored.low,
            "score_high": self.scored.high,
            "criteria": [score.to_json() for score in self.scored.criteria],
            "constraints": [check.to_json(lang) for check in self.checks],
            "admission": [line.to_json() for line in self.admission],
        }


def assess(
    requirement: Requirement, criteria: Sequence[Criterion], site: Site, park: Park | None
) -> Assessment:
    """Set one site beside a requirement; ``park`` is the park that the site names, if it is on file."""
    return Assessment(
        site,
        park,
        check_site(requirement, site, park),
        admission_lines(requirement, site, park),
        score_site(requirement, criteria, site, park),
    )


def order(assessment: Assessment) -> tuple[float, int, str]:
    """Give the key of the order: best score, then fewest unknown constraints, then id.

    Scores are compared to nine decimals, so that equal scores tie however their sums were rounded.
    """
    return -round(assessment.scored.score, 9), len(assessment.unknown), assessment.site.id
