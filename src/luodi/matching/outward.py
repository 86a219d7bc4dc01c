"""From a site outwards: which of the requirements on file it would fit, best first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from luodi.core.text import Lang
from luodi.matching.assessment import Assessment, assess
from luodi.matching.criteria import derive_criteria
from luodi.matching.questions import questions_for
from luodi.matching.requirement import Requirement, check_requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

_SAID = ("failing", "score", "score_low", "score_high", "criteria", "constraints", "admission")


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A requirement on file, with the id that names it."""

    id: str
    requirement: Requirement


@dataclass(frozen=True, slots=True)
class Interest:
    """One requirement set beside the site."""

    enquiry: Enquiry
    assessment: Assessment

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """Give the interest as JSON holds it."""
        asked = questions_for(self.enquiry.requirement, self.assessment)
        said = self.assessment.to_json(lang)
        return {
            "id": self.enquiry.id,
            "company": self.enquiry.requirement.company,
            **{name: said[name] for name in _SAID},
            "questions": [question.text.say(lang) for question in asked],
        }


@dataclass(frozen=True, slots=True)
class Outward:
    """What a site is good for: the requirements that it would fit, in order, and those that something rules out."""

    site: Site
    park: Park | None
    fitting: tuple[Interest, ...]
    ruled_out: tuple[Interest, ...]

    def to_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Give the answer as one object."""
        return {
            "site": self.site.id,
            "considered": len(self.fitting) + len(self.ruled_out),
            "fitting": [
                {"rank": rank, **each.to_json(lang)} for rank, each in enumerate(self.fitting, start=1)
            ],
            "ruled_out": [
                {"id": each.enquiry.id, "failing": [check.name for check in each.assessment.failing]}
                for each in self.ruled_out
            ],
        }


def look_outward(site: Site, park: Park | None, enquiries: Iterable[Enquiry]) -> Outward:
    """Rank the requirements that one site would fit: by score, then fewest unknown constraints, then id.

    Scores are those that each requirement's own shortlist would show. Raises
    :class:`~luodi.core.errors.LuodiError` for a requirement that contradicts itself.
    """
    all_of_them = [Interest(each, _set_beside(each, site, park)) for each in enquiries]
    fitting = sorted((each for each in all_of_them if not each.assessment.failing), key=_order)
    ruled_out = sorted((each for each in all_of_them if each.assessment.failing), key=_nearest)
    return Outward(site, park, tuple(fitting), tuple(ruled_out))


def _set_beside(enquiry: Enquiry, site: Site, park: Park | None) -> Assessment:
    wanted = enquiry.requirement
    check_requirement(wanted, enquiry.id)
    return assess(wanted, wanted.criteria or derive_criteria(wanted), site, park)


def _order(interest: Interest) -> tuple[float, int, str]:
    assessment = interest.assessment
    return -round(assessment.scored.score, 9), len(assessment.unknown), interest.enquiry.id


def _nearest(interest: Interest) -> tuple[int, float, int, str]:
    return len(interest.assessment.failing), *_order(interest)
