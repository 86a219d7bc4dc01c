"""标准地: the indicators on which a parcel is offered, each with its source; those of an enterprise are tried as terms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luodi.core.text import Lang, Text
from luodi.core.wording import amount
from luodi.sites.admission import ADMISSION_MEASURES, Admission, Group, Term
from luodi_portal.inventory import models


@dataclass(frozen=True, slots=True)
class Indicator:
    """One kind of indicator; ``in_words`` where it is no figure. One whose name is a measure of terms can be tried."""

    name: str
    label: Text
    unit: Text
    in_words: bool = False


def _of_terms(name: str, zh: str, en: str) -> Indicator:
    return Indicator(name, Text(zh, en), ADMISSION_MEASURES[name].unit)


_NONE, _PERCENT = Text("", ""), Text("%", "%")
INDICATORS: Mapping[str, Indicator] = {
    each.name: each
    for each in (
        Indicator("plot_ratio", Text("容积率", "plot ratio"), _NONE),
        Indicator("building_density", Text("建筑系数", "building density"), _PERCENT),
        Indicator("green_ratio", Text("绿地率", "green space"), _PERCENT),
        _of_terms("investment_cny_mu", "固定资产投资强度", "fixed investment by mu"),
        _of_terms("output_cny_mu_year", "亩均产值", "output by mu a year"),
        _of_terms("tax_cny_mu_year", "亩均税收", "tax by mu a year"),
        _of_terms("energy_tce_year", "年综合能耗", "energy a year"),
        Indicator("energy_by_value", Text("单位增加值能耗", "energy by value added"), Text("吨标煤/万元", "tce/10,000 CNY")),
        Indicator("research_share", Text("研发投入占比", "share of research"), _PERCENT),
        _of_terms("staff_mu", "亩均用工", "staff by mu"),
        Indicator("environment", Text("环境标准", "environmental standard"), _NONE, in_words=True),
        Indicator("technology", Text("技术标准", "technical standard"), _NONE, in_words=True),
    )
}  # fmt: skip


def say_indicator(row: models.Indicator, lang: Lang) -> str:
    """Say what an indicator asks: 不低于 300 万元/亩."""
    known = INDICATORS[row.name]
    bounds = ((row.at_least, Text("不低于", "at least")), (row.at_most, Text("不高于", "at most")))
    said = [
        f"{word.say(lang)} {amount(bound, known.unit, lang)}" for bound, word in bounds if bound is not None
    ]
    return Text("，", ", ").say(lang).join([*said, *([row.words] if row.words else [])])


def terms_of(rows: Iterable[models.Indicator]) -> Admission | None:
    """Give the indicators that ask something of the enterprise as terms; None where none does."""
    terms = tuple(
        Term(row.name, row.at_least, row.at_most)
        for row in rows
        if row.name in ADMISSION_MEASURES and (row.at_least is not None or row.at_most is not None)
    )
    return Admission(rule=Group("all_of", terms)) if terms else None
