"""Measures, values, the default criteria; questions and relaxations in words."""

import pytest

from luodi.matching.answer import Check
from luodi.matching.criteria import derive_criteria, great_circle_km, measure, value
from luodi.matching.measures import MEASURES, measure_name
from luodi.matching.near_misses import smallest_relaxation
from luodi.matching.reference import match_sites
from luodi.matching.requirement import Criterion, Landmark, Requirement
from luodi.sites.admission import Admission, Term
from luodi.sites.park import Park
from luodi.sites.site import Site


@pytest.mark.parametrize(
    ("x", "worst", "best", "expected"),
    [
        (18, 40, 10, 22 / 30), (40, 40, 10, 0), (10, 40, 10, 1), (55, 40, 10, 0), (3, 40, 10, 1),
        (9, 8, 12, 0.25), (None, 8, 12, None),
    ],
)  # fmt: skip
def test_value(x, worst, best, expected):
    assert value(Criterion("m", 1, worst, best), x) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (180, 0), 20015.114),  # half the circumference of a sphere of 6371.0088 km
        ((0, 0), (0, 90), 10007.557),
        # Nashville to Los Angeles, the worked example of the haversine formula on Rosetta Code, there with 6372.8 km
        ((-86.67, 36.12), (-118.40, 33.94), 2887.2599506 * 6371.0088 / 6372.8),
    ],
)
def test_great_circle(one, other, km):
    assert great_circle_km(*one, *other) == pytest.approx(km, rel=1e-7)


@pytest.mark.parametrize(
    ("name", "wanted", "offer", "park", "x"),
    [
        ("title_deed", {}, {"title_deed": False}, None, 0),
        ("title_deed", {}, {}, None, None),
        ("tenure_years", {}, {"tenure_years": 38}, None, 38),
        ("year_rent_cny", {"floor_area_min_m2": 500}, {"rent_cny_m2_month": 10, "floor_area_m2": 900}, None, 108000),
        ("year_rent_cny", {}, {"rent_cny_year": 7}, None, 7),
        ("area_gap", {"floor_area_min_m2": 1000, "floor_area_max_m2": 1000}, {"floor_area_m2": 900}, None, 0.1),
        ("area_gap", {"floor_area_min_m2": 1000, "floor_area_max_m2": 1000}, {"floor_area_m2": 1100}, None, 0.1),
        ("area_gap", {"floor_area_min_m2": 1000, "floor_area_max_m2": 1000},
         {"floor_area_m2": 1100, "min_area_m2": 100}, None, 0),
        ("area_gap", {"land_area_max_m2": 1000}, {"land_area_m2": 1500}, None, 0.5),
        ("focus_fit", {"industry": "医疗器械"}, {}, ("生物医药", "医疗器械"), 1),
        ("focus_fit", {"industry": "食品"}, {}, ("生物医药",), 0),
        ("focus_fit", {"industry": "食品"}, {}, None, None),
        ("focus_fit", {}, {}, ("生物医药",), None),
        ("distance_km:港", {"near": (Landmark("港", 120, 36),)}, {"lon": 120.0, "lat": 36.0}, None, 0),
        ("distance_km:港", {"near": (Landmark("港", 120, 36),)}, {"lon": 120.0}, None, None),
    ],
)  # fmt: skip
def test_measures(name, wanted, offer, park, x):
    held = Park(id="p", name="园", focus=park) if park else None
    assert measure(name, Requirement(**wanted), Site(id="s", **offer), held) == pytest.approx(x)


def test_every_measure_can_be_worked_out_and_has_a_name():
    for name in MEASURES:
        assert measure(name, Requirement(), Site(id="s"), None) is None
        assert measure_name(name).label.en


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["rent_cny_m2_month", "title_deed"]),
        ({"deal": ("lease",), "rent_max_cny_m2_month": 20}, ["rent_cny_m2_month", "title_deed"]),
        ({"rent_max_cny_year": 9e5}, ["year_rent_cny", "title_deed"]),
        ({"deal": ("purchase",), "title_deed": True}, ["tenure_years"]),
        ({"kind": ("land",), "price_max_cny_mu": 3e5}, ["price_cny_mu", "tenure_years", "title_deed"]),
        ({"industry": "食品", "near": (Landmark("港", 120, 36),)},
         ["rent_cny_m2_month", "distance_km:港", "focus_fit", "title_deed"]),
        ({"floor_area_min_m2": 900, "floor_area_max_m2": 900, "crane_min_t": 5, "clear_height_min_m": 8},
         ["rent_cny_m2_month", "area_gap", "clear_height_m", "crane_t", "title_deed"]),
        ({"floor_area_min_m2": 900, "floor_area_max_m2": 1900}, ["rent_cny_m2_month", "title_deed"]),
    ],
)  # fmt: skip
def test_default_criteria(wanted, expected):
    assert [criterion.measure for criterion in derive_criteria(Requirement(**wanted))] == expected


def test_a_budget_is_worst_and_half_of_it_best():
    assert derive_criteria(Requirement(rent_max_cny_m2_month=20))[0] == Criterion(
        "rent_cny_m2_month", 3, 20, 10
    )


@pytest.mark.parametrize(
    ("check", "zh"),
    [
        (Check("rent", "fail", 20.0, 21.5, measure="rent_max_cny_m2_month"), "租金上限提高到 21.5 元/㎡·月"),
        (Check("clear_height_min_m", "fail", 8.0, 7.5), "层高放宽到 7.5 米"),
        (Check("floor_area", "fail", (1500, None), (900, 1200)), "建筑面积下限降到 1,200 ㎡"),
        (Check("floor_area", "fail", (None, 800), (900, 1200)), "建筑面积上限提高到 900 ㎡"),
        (Check("kind", "fail", ("factory",), ("warehouse",)), "类型也接受 仓库"),
        (Check("gas", "fail", wanted=True, found=False), "不再要求天然气"),
        (Check("start_by", "fail", "2026-03-31", "2026-05"), "入驻推迟到 2026-05"),
        (Check("admission", "fail", 200000.0, 150000.0, measure="tax_cny_mu_year"),
         "准入条件·亩均税收达到 20 万元/亩·年，或与园区另议"),
        (Check("industry", "fail", ("食品",), "化工"), "行业需与园区另议"),
        (Check("status", "fail", "available", "taken"), None),
    ],
)  # fmt: skip
def test_smallest_relaxation(check, zh):
    relaxation = smallest_relaxation(check)
    assert (relaxation and relaxation.zh) == zh


def test_questions_go_to_who_can_answer_and_constraints_come_first():
    terms = Admission(rule=Term("tax_cny_mu_year", at_least=2e5), allow=("食品",))
    park = Park(id="p", name="园", admission=terms)
    site = Site(id="s", park="p", floor_area_m2=900, status="reserved", deal=("lease",), district="城阳区")
    wanted = Requirement(deal=("lease",), power_min_kva=400)
    questions = match_sites(wanted, [site], [park]).shortlist[0].questions
    assert [(question.field, question.effect) for question in questions] == [
        ("power_kva", 1), ("tax_cny_year", 1), ("plot_ratio", 1), ("industry", 1), ("status", 1),
        ("rent_cny_m2_month", pytest.approx(3 / 5)), ("title_deed", pytest.approx(1 / 5)),
    ]  # fmt: skip
    assert questions[0].text.zh == "请向房东确认配电（需要不低于 400 kVA）"
    assert questions[1].text.en == "Ask the firm: tax a year"
    assert questions[2].text.zh == "请园区说明容积率（用于折算用地）"


def test_what_most_sites_hang_on_is_asked_first():
    sites = [
        Site(id=f"s{n}", status="available", rent_cny_m2_month=9, title_deed=n > 0 or None) for n in range(3)
    ]
    answer = match_sites(Requirement(industry="食品"), sites)
    assert [question.field for question in answer.questions] == ["focus", "title_deed"]


def test_an_empty_table_gives_an_empty_answer():
    answer = match_sites(Requirement(), [])
    assert (answer.considered, answer.passing, answer.shortlist, answer.funnel) == (0, 0, (), ())
