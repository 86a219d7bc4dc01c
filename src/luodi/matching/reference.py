"""The reference engine: plain, slow, and obviously right. Every faster engine must give its answer."""

from collections.abc import Iterable, Mapping, Sequence

from luodi.core.text import Text
from luodi.matching.answer import Answer, Exclusion, Match, Ranked
from luodi.matching.assessment import Assessment, assess, order
from luodi.matching.constraints import BY_NAME
from luodi.matching.criteria import derive_criteria
from luodi.matching.funnel import build_funnel
from luodi.matching.measures import DISTANCE
from luodi.matching.near_misses import find_near_misses
from luodi.matching.notes import notes_for
from luodi.matching.questions import questions_for, shortlist_questions
from luodi.matching.requirement import Requirement, check_requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

EXCLUSIONS_KEPT = 1000
"""How many excluded sites an answer names one by one; the funnel counts them all."""

MEASURE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "year_rent_cny": ("rent_cny_m2_month", "rent_cny_year", "floor_area_m2"),
    "area_gap": ("floor_area_m2", "land_area_m2", "min_area_m2"),
    "focus_fit": (),
}


def match_sites(
    requirement: Requirement, sites: Iterable[Site], parks: Iterable[Park] = (), *, top: int = 20
) -> Answer:
    """Match one requirement with every site; ``top`` limits the shortlist and the near misses (0: all).

    Ids are taken to be unique, as the tables make sure. Raises :class:`~luodi.core.errors.LuodiError` for a
    requirement that contradicts itself.
    """
    check_requirement(requirement, "requirement")
    criteria = requirement.criteria or derive_criteria(requirement)
    by_id = {park.id: park for park in parks}
    assessments = [assess(requirement, criteria, site, by_id.get(site.park or "")) for site in sites]
    passing = sorted((a for a in assessments if not a.failing), key=order)
    shortlist = tuple(
        explain_match(requirement, rank, assessment)
        for rank, assessment in enumerate(passing[: top or None], start=1)
    )
    return Answer(
        requirement=requirement,
        criteria=criteria,
        criteria_derived=not requirement.criteria,
        considered=len(assessments),
        passing=len(passing),
        shortlist=shortlist,
        funnel=build_funnel(assessments),
        near_misses=find_near_misses(assessments, top),
        excluded=tuple(Exclusion(a.site, a.park, a.failing) for a in assessments if a.failing)[
            :EXCLUSIONS_KEPT
        ],
        questions=shortlist_questions(shortlist),
        notes=_notes(requirement, assessments),
    )


def rank_sites(requirement: Requirement, sites: Iterable[Site], parks: Iterable[Park], top: int) -> Ranked:
    """Give the first sites for a requirement (0: all that would do) without their reasons."""
    answer = match_sites(requirement, sites, parks, top=top)
    return Ranked(answer.passing, tuple((match.site.id, match.score) for match in answer.shortlist))


def explain_site(requirement: Requirement, site: Site, park: Park | None = None) -> Assessment:
    """Set one named site beside a requirement: ``failing`` says in figures why it is not on the list, if it is not."""
    check_requirement(requirement, "requirement")
    return assess(requirement, requirement.criteria or derive_criteria(requirement), site, park)


def rank_of(
    requirement: Requirement, sites: Iterable[Site], parks: Iterable[Park], site: Site
) -> tuple[int | None, int]:
    """Give the rank of one site among those that would do, None where it is out; and how many would do."""
    answer = match_sites(requirement, sites, parks, top=0)
    return next((m.rank for m in answer.shortlist if m.site.id == site.id), None), answer.passing


def explain_match(requirement: Requirement, rank: int, assessment: Assessment) -> Match:
    """Give a passing site its rank, its questions and the sources of its figures."""
    scored = assessment.scored
    return Match(
        rank=rank,
        site=assessment.site,
        park=assessment.park,
        score=scored.score,
        score_low=scored.low,
        score_high=scored.high,
        criteria=scored.criteria,
        constraints=assessment.checks,
        admission=assessment.admission,
        questions=questions_for(requirement, assessment),
        sources=_sources(assessment),
    )


def _sources(assessment: Assessment) -> dict[str, str]:
    """Give the source of every known figure that was looked at: the run of text that says so, or else the site's own."""
    site, park = assessment.site, assessment.park
    fields = (*(f for check in assessment.checks for f in BY_NAME[check.name].fields),
              *(f for score in assessment.scored.criteria for f in _fields_of(score.measure)))  # fmt: skip
    known = dict.fromkeys(field for field in fields if getattr(site, field) is not None)
    sources = {field: site.sources.get(field) or site.source for field in known}
    if park and park.admission:
        sources["admission"] = park.admission.source
    return {field: source for field, source in sources.items() if source}


def _fields_of(measure: str) -> tuple[str, ...]:
    if measure.startswith(DISTANCE):
        return ("lon", "lat")
    return MEASURE_FIELDS.get(measure, (measure,))


def _notes(requirement: Requirement, assessments: Sequence[Assessment]) -> tuple[Text, ...]:
    lost = sum(1 for a in assessments if a.site.park and a.park is None)
    silent = sum(1 for a in assessments if a.park and a.park.admission is None)
    synthetic = sum(1 for a in assessments if a.site.synthetic)
    return notes_for(requirement, lost, silent, synthetic)
