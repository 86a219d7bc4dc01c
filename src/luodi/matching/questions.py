"""What to ask: one question for each figure that is not known, the one that could change the list most first.

A constraint that is unknown could take the site off the list (effect 1); an unknown criterion moves its score by the
criterion's share of all weights. Of two unknown constraints the one whose figure also moves the score comes first.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from luodi.core.fields import PARK_FIELDS, REQUIREMENT_FIELDS, SITE_FIELDS, by_name
from luodi.core.text import Text
from luodi.matching.admission import Figures, check_rule
from luodi.matching.answer import Check, Match, Question, Score
from luodi.matching.assessment import Assessment
from luodi.matching.constraints import BY_NAME
from luodi.matching.measures import DISTANCE, measure_name
from luodi.matching.requirement import Requirement
from luodi.matching.wording import say_found, say_need
from luodi.sites.admission import ADMISSION_MEASURES

_SITE, _PARK, _FIRM = by_name(SITE_FIELDS), by_name(PARK_FIELDS), by_name(REQUIREMENT_FIELDS)


def questions_for(requirement: Requirement, assessment: Assessment) -> tuple[Question, ...]:
    """Give the questions of one site, each field once, by effect."""
    criteria = [_criterion_question(requirement, assessment, score) for score in _unknown(assessment)]
    moves = {question.field: question.effect for question in criteria}
    constraints = [
        q for check in assessment.unknown for q in _check_questions(requirement, assessment, check)
    ]
    constraints.sort(key=lambda question: -moves.get(question.field, 0.0))
    criteria.sort(key=lambda question: -question.effect)
    return tuple(_each_field_once([*constraints, *criteria]))


def shortlist_questions(matches: Sequence[Match]) -> tuple[Question, ...]:
    """Gather the questions of a shortlist by what one answer could change, as a share of the whole list.

    The firm answers once for all sites, a park for those on its ground, a landlord for one: so what the firm leaves
    open comes first. Of equal ones that which more sites leave open comes first; whether a site is still to be had,
    which has to be asked of every site anyhow, comes after the others.
    """
    asked: dict[str, list[tuple[Match, Question]]] = {}
    for match in matches:
        for question in match.questions:
            asked.setdefault(question.field, []).append((match, question))
    gathered = (
        (Question(field, held[0][1].text, _effect_of_one(field, held) / len(matches)), len(held))
        for field, held in asked.items()
    )
    ordered = sorted(gathered, key=lambda each: _first_asked(*each))
    return tuple(question for question, _ in ordered)


def _first_asked(question: Question, sites: int) -> tuple[float, bool, int, str]:
    return -round(question.effect, 9), question.field == "status", -sites, question.field


def _effect_of_one(field: str, held: Sequence[tuple[Match, Question]]) -> float:
    """Give what one answer could change, in sites: all of them together over how many would have to be asked."""
    together = sum(question.effect for _, question in held)
    if field in _SITE:
        return together / len(held)
    if field in _PARK:
        return together / len({match.site.park for match, _ in held})
    return together


def _unknown(assessment: Assessment) -> list[Score]:
    return [score for score in assessment.scored.criteria if score.x is None]


def _each_field_once(questions: Iterable[Question]) -> Iterator[Question]:
    seen: set[str] = set()
    for question in questions:
        if question.field not in seen:
            seen.add(question.field)
            yield question


def _check_questions(requirement: Requirement, assessment: Assessment, check: Check) -> list[Question]:
    if check.name == "industry":
        return [_ask_firm("industry", 1.0)]
    if check.name == "admission":
        return [Question(field, text, 1.0) for field, text in _missing_for_terms(requirement, assessment)]
    field = _field_of(assessment, check)
    return [Question(field, _landlord_text(field, check), 1.0)]


def _field_of(assessment: Assessment, check: Check) -> str:
    """Give the first field of the constraint that is not known; its own field where a known one is not enough."""
    fields = BY_NAME[check.name].fields
    if check.measure == "price_max_cny_mu":
        return "price_cny_mu"
    return next((field for field in fields if getattr(assessment.site, field) is None), fields[0])


@lru_cache(maxsize=1 << 12)
def _landlord_text(name: str, check: Check) -> Text:
    field = _SITE[name]
    need = say_need(check)
    if check.name == "status" and check.found is not None:
        return Text(
            "请向房东确认：已预订，是否还能谈", "Ask the landlord: reserved; is it still open to offers?"
        )
    known = "" if check.found is None else f"，现有说法：{say_found(check, 'zh')}"
    known_en = "" if check.found is None else f"; said so far: {say_found(check, 'en')}"
    return Text(
        f"请向房东确认{field.label.zh}（{need.zh}{known}）",
        f"Ask the landlord: {field.label.en} ({need.en}{known_en})",
    )


def _missing_for_terms(requirement: Requirement, assessment: Assessment) -> Iterator[tuple[str, Text]]:
    """Find what the undecided lines of the park's terms lack: the firm's figure, or the ground it is divided by."""
    site, park = assessment.site, assessment.park
    if park is None or park.admission is None or park.admission.rule is None:
        return
    figures = Figures.on(requirement, site, park)
    for line in check_rule(park.admission.rule, figures).deciding:
        measure = ADMISSION_MEASURES[line.measure]
        if figures.total(measure.total) is None:
            yield measure.total, _ask_firm(measure.total, 1.0).text
        if measure.per and not figures.ground(measure.per):
            yield _ground_question(assessment, measure.per)


def _ground_question(assessment: Assessment, per: str) -> tuple[str, Text]:
    if per == "mu" and assessment.site.floor_area_m2 is not None:
        label = _PARK["plot_ratio"].label
        return "plot_ratio", Text(
            f"请园区说明{label.zh}（用于折算用地）", f"Ask the park: {label.en} (to turn floor into land)"
        )
    field = _SITE["floor_area_m2" if per == "m2" else "land_area_m2"]
    return field.name, Text(f"请向房东确认{field.label.zh}", f"Ask the landlord: {field.label.en}")


def _ask_firm(field: str, effect: float) -> Question:
    label = _FIRM[field].label
    return Question(field, Text(f"请企业说明{label.zh}", f"Ask the firm: {label.en}"), effect)


def _criterion_question(requirement: Requirement, assessment: Assessment, score: Score) -> Question:
    effect = score.weight / sum(each.weight for each in assessment.scored.criteria)
    if score.measure == "focus_fit":
        return _focus_question(requirement, effect)
    field = _field_of_measure(score.measure, assessment)
    return Question(field, _landlord_figure(field), effect)


@lru_cache(maxsize=1 << 8)
def _landlord_figure(field: str) -> Text:
    label = measure_name(field).label if field != "lon" else Text("准确位置", "exact position")
    return Text(f"请向房东确认{label.zh}", f"Ask the landlord: {label.en}")


def _focus_question(requirement: Requirement, effect: float) -> Question:
    if not requirement.industry:
        return _ask_firm("industry", effect)
    label = _PARK["focus"].label
    return Question("focus", Text(f"请园区说明{label.zh}", f"Ask the park: {label.en}"), effect)


def _field_of_measure(measure: str, assessment: Assessment) -> str:
    """Give the site's field that an unknown measure lacks."""
    if measure.startswith(DISTANCE):
        return "lon"
    if measure == "year_rent_cny" and assessment.site.rent_cny_m2_month is None:
        return "rent_cny_m2_month"
    return "floor_area_m2" if measure in ("year_rent_cny", "area_gap") else measure
