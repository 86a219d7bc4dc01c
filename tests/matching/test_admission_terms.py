"""The park's side: nested rules in three-valued logic, by 亩 and by m², industries."""

import itertools

import pytest

from luodi.matching.admission import admission_lines, check_admission, check_industry
from luodi.matching.ground import floor_taken, land_taken
from luodi.matching.logic import both, either
from luodi.matching.requirement import Requirement
from luodi.sites.admission import Admission, parse_admission
from luodi.sites.park import Park
from luodi.sites.site import Site

STATES = ("pass", "fail", "unknown")
# K3, strong: Kleene 1952, § 64
AND = {("pass", "pass"): "pass", ("pass", "unknown"): "unknown", ("unknown", "unknown"): "unknown"}
OR = {("fail", "fail"): "fail", ("fail", "unknown"): "unknown", ("unknown", "unknown"): "unknown"}
# what a firm brings so that a term passes, fails or stays unknown
TERM = {"pass": ("investment_cny", 0), "fail": ("investment_cny", 1e12), "unknown": ("staff", 1)}


def park(rule: dict, **more: object) -> Park:
    return Park(id="p", name="演示园区", admission=parse_admission(rule, "test"), **more)  # type: ignore[arg-type]


def state(rule: dict, wanted: dict, offer: dict | None = None, **more: object) -> str:
    site = Site(id="s", park="p", **({"floor_area_m2": 1000} if offer is None else offer))
    return check_admission(Requirement(**wanted), site, park(rule, **more)).state


def term(state: str) -> dict:
    measure, bound = TERM[state]
    return {"measure": measure, "at_least": bound}


@pytest.mark.parametrize(("one", "other"), list(itertools.product(STATES, STATES)))
def test_kleene_tables(one, other):
    key, mirrored = (one, other), (other, one)
    assert both([one, other]) == AND.get(key, AND.get(mirrored, "fail"))
    assert either([one, other]) == OR.get(key, OR.get(mirrored, "pass"))


@pytest.mark.parametrize("parts", list(itertools.product(STATES, repeat=4)))
def test_nested_rules(parts):
    a, b, c, d = parts
    rule = {
        "any_of": [{"all_of": [term(a), term(b)]}, {"all_of": [term(c), {"any_of": [term(d), term("fail")]}]}]
    }
    left = "fail" if "fail" in (a, b) else "unknown" if "unknown" in (a, b) else "pass"
    right = "fail" if "fail" in (c, d) else "unknown" if "unknown" in (c, d) else "pass"
    expected = "pass" if "pass" in (left, right) else "unknown" if "unknown" in (left, right) else "fail"
    assert state(rule, {"investment_cny": 5e6}) == expected


MU = 10000 / 15


@pytest.mark.parametrize(
    ("rule", "wanted", "offer", "ratio", "expected"),
    [
        # a parcel: divided by the least land that both accept
        ({"measure": "tax_cny_mu_year", "at_least": 200000}, {"tax_cny_year": 2e6}, {"land_area_m2": 10 * MU}, None, "pass"),
        ({"measure": "tax_cny_mu_year", "at_least": 200001}, {"tax_cny_year": 2e6}, {"land_area_m2": 10 * MU}, None, "fail"),
        # 6666.67 m² are 10 亩
        ({"measure": "tax_cny_mu_year", "at_least": 200000}, {"tax_cny_year": 2e6}, {"land_area_m2": 6666.67}, None, "pass"),
        ({"measure": "investment_cny_mu", "at_least": 3e6}, {"investment_cny": 6e7, "land_area_min_m2": 20 * MU},
         {"land_area_m2": 50 * MU, "min_area_m2": 5 * MU}, None, "pass"),
        # a building without land of its own: its floor ÷ the plot ratio (折算用地)
        ({"measure": "tax_cny_mu_year", "at_least": 200000}, {"tax_cny_year": 4e5}, {"floor_area_m2": 3 * MU}, 1.5, "pass"),
        ({"measure": "tax_cny_mu_year", "at_least": 200000}, {"tax_cny_year": 4e5}, {"floor_area_m2": 3.1 * MU}, 1.5, "fail"),
        ({"measure": "tax_cny_mu_year", "at_least": 200000}, {"tax_cny_year": 4e5}, {"floor_area_m2": 3 * MU}, None, "unknown"),
        ({"measure": "tax_cny_mu_year", "at_least": 200000}, {"tax_cny_year": 4e5}, {}, 1.5, "unknown"),
        # what is stated by 亩 needs no land
        ({"measure": "tax_cny_mu_year", "at_least": 200000}, {"tax_cny_mu_year": 2e5}, {}, None, "pass"),
        # by m² of floor
        ({"measure": "revenue_cny_m2_year", "at_least": 4500}, {"revenue_cny_year": 4.5e6}, {"floor_area_m2": 1000}, None, "pass"),
        ({"measure": "revenue_cny_m2_year", "at_least": 4501}, {"revenue_cny_year": 4.5e6}, {"floor_area_m2": 1000}, None, "fail"),
        ({"measure": "revenue_cny_m2_year", "at_least": 4500}, {"revenue_cny_year": 4.5e6},
         {"land_area_m2": 1000}, None, "unknown"),
        # at most, and both bounds
        ({"measure": "energy_tce_year", "at_most": 500}, {"energy_tce_year": 500}, {}, None, "pass"),
        ({"measure": "energy_tce_year", "at_most": 500}, {"energy_tce_year": 501}, {}, None, "fail"),
        ({"measure": "staff", "at_least": 20, "at_most": 50}, {"staff": 60}, {}, None, "fail"),
        ({"measure": "staff", "at_least": 20, "at_most": 50}, {"staff": 50}, {}, None, "pass"),
        ({"measure": "staff", "at_least": 20, "at_most": 50}, {}, {}, None, "unknown"),
    ],
)  # fmt: skip
def test_what_a_firm_brings_by_the_ground_it_takes(rule, wanted, offer, ratio, expected):
    assert state(rule, wanted, offer, plot_ratio=ratio) == expected


@pytest.mark.parametrize(
    ("wanted", "offer", "taken"),
    [
        ({}, {"floor_area_m2": 5000}, 5000),
        ({}, {"floor_area_m2": 5000, "min_area_m2": 1000}, 1000),
        ({"floor_area_min_m2": 3000}, {"floor_area_m2": 5000, "min_area_m2": 1000}, 3000),
        ({"floor_area_max_m2": 3000}, {"floor_area_m2": 5000, "min_area_m2": 1000}, 1000),
        (
            {"floor_area_min_m2": 3000, "floor_area_max_m2": 3000},
            {"floor_area_m2": 5000, "min_area_m2": 1000},
            2400,
        ),
        ({"floor_area_min_m2": 3000}, {"floor_area_m2": 2000}, 2000),
        ({"floor_area_max_m2": 3000}, {"floor_area_m2": 5000}, 5000),
        ({"floor_area_min_m2": 3000}, {}, None),
    ],
)
def test_the_floor_that_would_be_taken(wanted, offer, taken):
    assert floor_taken(Requirement(**wanted), Site(id="s", **offer)) == taken


def test_land_of_its_own_beats_the_plot_ratio():
    site = Site(id="s", floor_area_m2=3000, land_area_m2=2500)
    assert land_taken(Requirement(), site, Park(id="p", name="园", plot_ratio=2)) == 2500
    assert (
        land_taken(Requirement(), Site(id="s", floor_area_m2=3000), Park(id="p", name="园", plot_ratio=2))
        == 1500
    )


LISTS = Admission(allow=("医疗器械", "精密仪器"), deny=("电镀", "精细化工"))


@pytest.mark.parametrize(
    ("lists", "industry", "expected"),
    [
        (LISTS, "医疗器械", "pass"),
        (LISTS, "三类医疗器械研发", "pass"),
        (LISTS, "食品", "fail"),
        (LISTS, "医疗器械电镀", "fail"),
        (LISTS, None, "unknown"),
        (LISTS, "医疗", "unknown"),
        (Admission(deny=("精细化工",)), "精细化工", "fail"),
        (Admission(deny=("精细化工",)), "化工", "unknown"),
        (Admission(deny=("精细化工",)), "家具", "pass"),
        (Admission(deny=("精细化工",)), None, "unknown"),
        (Admission(allow=("Ｉｏｔ",)), "IoT 模组", "pass"),
    ],
)
def test_industries(lists, industry, expected):
    site = Site(id="s", park="p")
    found = check_industry(Requirement(industry=industry), site, Park(id="p", name="园", admission=lists))
    assert found is not None
    assert found.state == expected


@pytest.mark.parametrize(
    ("site", "held"),
    [
        (Site(id="s"), None),
        (Site(id="s", park="p"), None),
        (Site(id="s", park="p"), Park(id="p", name="园")),
        (Site(id="s", park="p"), Park(id="p", name="园", admission=Admission(deny=("电镀",)))),
    ],
)
def test_no_terms_constrain_nothing_and_say_so(site, held):
    found = check_admission(Requirement(), site, held)
    assert found.state == "pass"
    assert found.note is not None


def test_lines_show_both_figures_in_the_order_of_the_terms():
    rule = {"any_of": [{"measure": "tax_cny_mu_year", "at_least": 3e5}, {"measure": "staff", "at_most": 99}],
            "industries": {"deny": ["电镀"]}}  # fmt: skip
    site = Site(id="s", park="p", floor_area_m2=2 * MU)
    lines = admission_lines(Requirement(tax_cny_year=5e5, industry="模具"), site, park(rule, plot_ratio=2))
    assert [(line.measure, line.state, line.wanted, line.found, line.bound) for line in lines] == [
        ("tax_cny_mu_year", "pass", 3e5, pytest.approx(5e5), "at_least"),
        ("staff", "unknown", 99, None, "at_most"),
        ("industry", "pass", ("电镀",), "模具", "denied"),
    ]


def test_a_failing_rule_shows_the_line_that_decides():
    rule = {"all_of": [{"measure": "staff", "at_least": 10}, {"measure": "tax_cny_year", "at_least": 1e6}]}
    found = check_admission(Requirement(staff=50, tax_cny_year=5e5), Site(id="s", park="p"), park(rule))
    assert (found.state, found.measure, found.wanted, found.found) == ("fail", "tax_cny_year", 1e6, 5e5)
