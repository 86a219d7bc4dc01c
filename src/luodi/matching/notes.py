"""What a reader of an answer should know before trusting it."""

from luodi.core.text import Text
from luodi.matching.requirement import Requirement

_DERIVED = Text(
    "评分准则由需求按默认规则推出", "the criteria were derived from the requirement by default rules"
)


def notes_for(
    requirement: Requirement, not_on_file: int, without_terms: int, synthetic: int
) -> tuple[Text, ...]:
    """Say how many sites name a park not on file, stand in one without terms, or were made up by a generator."""
    counted = (
        (
            not_on_file,
            "个房源所属园区不在园区表中，未核对准入条件",
            "sites that name a park not on file, so no terms were checked",
        ),
        (without_terms, "个房源的园区未公布准入条件", "sites in parks without published terms"),
        (synthetic, "个房源是合成数据，不是真实房源", "sites that are synthetic, no real offers"),
    )
    notes = () if requirement.criteria else (_DERIVED,)
    return notes + tuple(Text(f"{count} {zh}", f"{en}: {count}") for count, zh, en in counted if count)
