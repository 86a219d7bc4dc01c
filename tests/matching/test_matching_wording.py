"""How what was wanted is said: with its side, so that a maximum is not taken for a figure to be met."""

import pytest

from luodi.matching.answer import AdmissionCheck, Check
from luodi.matching.reference import match_sites
from luodi.matching.requirement import Requirement
from luodi.matching.wording import say_need, say_wanted
from luodi.sites.site import Site

NEEDS = [
    (Check("clear_height_min_m", "fail", 8.0, 5.0), "≥ 8 米", "需要不低于 8 米", "wanted: at least 8 m"),
    (
        Check("rent", "unknown", 25.0, None, measure="rent_max_cny_m2_month"),
        "≤ 25 元/㎡·月", "需要不超过 25 元/㎡·月", "wanted: at most 25 CNY/m² a month",
    ),
    (
        Check("price", "fail", 3e7, 4e7, measure="price_max_cny"),
        "≤ 3,000 万元", "需要不超过 3,000 万元", "wanted: at most 30 million CNY",
    ),
    (
        Check("start_by", "fail", "2027-03-31", "2027-06"),
        "不晚于 2027-03-31", "需要不晚于 2027-03-31", "wanted: by 2027-03-31",
    ),
    (Check("start_by", "fail", "now", "2027-06"), "即可", "需要 即可", "wanted: now"),
    (Check("floor_area", "fail", (1500.0, None), (900.0, 900.0)), "≥ 1,500 ㎡", "需要 ≥ 1,500 ㎡", "wanted: ≥ 1,500 m²"),
    (Check("fire_class", "unknown", ("丙",), None), "丙", "需要 丙", "wanted: class 丙"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "sign", "zh", "en"), NEEDS, ids=lambda each: getattr(each, "name", None))
def test_what_was_wanted_is_said_with_its_bound(check: Check, sign: str, zh: str, en: str) -> None:
    assert say_wanted(check, "zh") == sign
    assert tuple(say_need(check)) == (zh, en)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (AdmissionCheck("staff", "fail", 100.0, 60.0, "at_least"), "≥ 100 people"),
        (AdmissionCheck("staff", "fail", 100.0, 160.0, "at_most"), "≤ 100 people"),
        (AdmissionCheck("industry", "fail", ("电镀",), "电镀", "denied"), "电镀"),
    ],
)
def test_a_line_of_terms_keeps_its_own_bound(line: AdmissionCheck, said: str) -> None:
    assert say_wanted(line, "en") == said


def test_the_landlord_is_asked_for_a_rent_within_the_budget() -> None:
    wanted = Requirement(rent_max_cny_m2_month=25.0)
    asked = match_sites(wanted, [Site(id="s", status="available")]).shortlist[0].questions[0].text
    assert asked.zh == "请向房东确认租金（需要不超过 25 元/㎡·月）"
    assert asked.en == "Ask the landlord: rent (wanted: at most 25 CNY/m² a month)"
