"""Every row of the constraint table: passes, fails, is unknown; at its bound and beside it."""

import dataclasses

import pytest

from luodi.matching.answer import Check
from luodi.matching.constraints import CONSTRAINTS, check_site
from luodi.matching.requirement import Requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

PARK = Park(id="p", name="城阳轨道交通产业园", city="青岛市")


def check(name: str, wanted: dict, offer: dict, park: Park | None = None) -> Check:
    site = Site(id="s", park=park.id if park else None, **offer)
    return next(check for check in check_site(Requirement(**wanted), site, park) if check.name == name)


def area(low: float | None, high: float | None, kind: str = "floor", **more: float) -> dict:
    return {f"{kind}_area_min_m2": low, f"{kind}_area_max_m2": high, **more}


CASES = [
    # deal: to lease, lease or transfer; to buy, sale or transfer
    ("deal", {"deal": ("lease",)}, {"deal": ("lease",)}, "pass"),
    ("deal", {"deal": ("lease",)}, {"deal": ("transfer",)}, "pass"),
    ("deal", {"deal": ("lease",)}, {"deal": ("sale",)}, "fail"),
    ("deal", {"deal": ("purchase",)}, {"deal": ("sale",)}, "pass"),
    ("deal", {"deal": ("purchase",)}, {"deal": ("transfer",)}, "pass"),
    ("deal", {"deal": ("purchase",)}, {"deal": ("lease",)}, "fail"),
    ("deal", {"deal": ("purchase",)}, {"deal": ("lease", "sale")}, "pass"),
    ("deal", {"deal": ("lease", "purchase")}, {"deal": ("sale",)}, "pass"),
    ("deal", {"deal": ("lease",)}, {}, "unknown"),
    # kind
    ("kind", {"kind": ("factory", "lab")}, {"kind": ("warehouse", "lab")}, "pass"),
    ("kind", {"kind": ("factory",)}, {"kind": ("warehouse",)}, "fail"),
    ("kind", {"kind": ("factory",)}, {"kind": None}, "unknown"),
    # floor area: a range stands, a single figure is widened by 20 %
    ("floor_area", area(1500, 2000), {"floor_area_m2": 1500}, "pass"),
    ("floor_area", area(1500, 2000), {"floor_area_m2": 1499}, "fail"),
    ("floor_area", area(1500, 2000), {"floor_area_m2": 2000}, "pass"),
    ("floor_area", area(1500, 2000), {"floor_area_m2": 2001}, "fail"),
    ("floor_area", area(1500, 2000), {"floor_area_m2": 9000, "min_area_m2": 2000}, "pass"),
    ("floor_area", area(1500, 2000), {"floor_area_m2": 9000, "min_area_m2": 2001}, "fail"),
    ("floor_area", area(1500, None), {"floor_area_m2": 99000}, "pass"),
    ("floor_area", area(None, 2000), {"floor_area_m2": 99000, "min_area_m2": 10}, "pass"),
    ("floor_area", area(None, 2000), {"floor_area_m2": 2000.001}, "pass"),
    ("floor_area", area(3000, 3000), {"floor_area_m2": 2400}, "pass"),
    ("floor_area", area(3000, 3000), {"floor_area_m2": 2399}, "fail"),
    ("floor_area", area(3000, 3000), {"floor_area_m2": 3600}, "pass"),
    ("floor_area", area(3000, 3000), {"floor_area_m2": 3601}, "fail"),
    ("floor_area", area(3000, 3000, area_tolerance=0), {"floor_area_m2": 3001}, "fail"),
    ("floor_area", area(3000, 3000, area_tolerance=0), {"floor_area_m2": 3000}, "pass"),
    ("floor_area", area(3000, 3000), {"min_area_m2": 9000}, "unknown"),
    # land area: 10 亩 written with two decimals is 10 亩
    ("land_area", area(10 / 0.0015, None, "land"), {"land_area_m2": 6666.67}, "pass"),
    ("land_area", area(6666.67, None, "land"), {"land_area_m2": 10 / 0.0015}, "pass"),
    ("land_area", area(20000, 33333.33, "land"), {"land_area_m2": 19990}, "fail"),
    ("land_area", area(20000, 33333.33, "land"), {"land_area_m2": 90000, "min_area_m2": 30000}, "pass"),
    ("land_area", area(20000, 33333.33, "land"), {"floor_area_m2": 30000}, "unknown"),
    # numbers that must be reached
    ("clear_height_min_m", {"clear_height_min_m": 8}, {"clear_height_m": 8}, "pass"),
    ("clear_height_min_m", {"clear_height_min_m": 8}, {"clear_height_m": 7.99}, "fail"),
    ("clear_height_min_m", {"clear_height_min_m": 8}, {"clear_height_upper_m": 9}, "unknown"),
    ("floor_load_min_kg_m2", {"floor_load_min_kg_m2": 1000}, {"floor_load_kg_m2": 1000}, "pass"),
    ("floor_load_min_kg_m2", {"floor_load_min_kg_m2": 1000}, {"floor_load_kg_m2": 999}, "fail"),
    ("floor_load_min_kg_m2", {"floor_load_min_kg_m2": 1000}, {}, "unknown"),
    ("power_min_kva", {"power_min_kva": 315}, {"power_kva": 400}, "pass"),
    ("power_min_kva", {"power_min_kva": 315}, {"power_kva": 250}, "fail"),
    ("power_min_kva", {"power_min_kva": 315}, {}, "unknown"),
    ("crane_min_t", {"crane_min_t": 5}, {"crane_t": 5}, "pass"),
    ("crane_min_t", {"crane_min_t": 5}, {"crane_t": 0}, "fail"),
    ("crane_min_t", {"crane_min_t": 5}, {}, "unknown"),
    # rent by month
    ("rent", {"rent_max_cny_m2_month": 20}, {"rent_cny_m2_month": 20}, "pass"),
    ("rent", {"rent_max_cny_m2_month": 20}, {"rent_cny_m2_month": 20.01}, "fail"),
    ("rent", {"rent_max_cny_m2_month": 20}, {"rent_cny_year": 1}, "unknown"),
    # rent by year: the rent × 12 × the least area that both accept
    ("rent", {"rent_max_cny_year": 240000}, {"rent_cny_m2_month": 20, "floor_area_m2": 1000}, "pass"),
    ("rent", {"rent_max_cny_year": 239999}, {"rent_cny_m2_month": 20, "floor_area_m2": 1000}, "fail"),
    ("rent", {"rent_max_cny_year": 120000, **area(500, 900)},
     {"rent_cny_m2_month": 20, "floor_area_m2": 1000, "min_area_m2": 100}, "pass"),
    ("rent", {"rent_max_cny_year": 119000, **area(500, 900)},
     {"rent_cny_m2_month": 20, "floor_area_m2": 1000, "min_area_m2": 100}, "fail"),
    ("rent", {"rent_max_cny_year": 300000}, {"rent_cny_year": 300000}, "pass"),
    ("rent", {"rent_max_cny_year": 300000}, {"rent_cny_year": 300001}, "fail"),
    ("rent", {"rent_max_cny_year": 300000}, {"rent_cny_m2_month": 20, "rent_cny_year": 300000}, "pass"),
    ("rent", {"rent_max_cny_year": 300000}, {"rent_cny_m2_month": 20}, "unknown"),
    ("rent", {"rent_max_cny_year": 600000, **area(5000, 9000, "land")},
     {"rent_cny_m2_month": 10, "land_area_m2": 5000}, "pass"),
    ("rent", {"rent_max_cny_year": 600000}, {"rent_cny_m2_month": 10, "land_area_m2": 5001, "kind": ("yard",)}, "fail"),
    # both budgets: both must hold
    ("rent", {"rent_max_cny_m2_month": 20, "rent_max_cny_year": 9}, {"rent_cny_year": 10}, "fail"),
    ("rent", {"rent_max_cny_m2_month": 20, "rent_max_cny_year": 9}, {"rent_cny_year": 9}, "unknown"),
    # price
    ("price", {"price_max_cny": 5e6}, {"price_cny": 5e6}, "pass"),
    ("price", {"price_max_cny": 5e6}, {"price_cny": 5.1e6}, "fail"),
    ("price", {"price_max_cny": 5e6}, {"price_cny_m2": 100}, "unknown"),
    ("price", {"price_max_cny_mu": 300000}, {"price_cny_mu": 300000}, "pass"),
    ("price", {"price_max_cny_mu": 300000}, {"price_cny_mu": 310000}, "fail"),
    ("price", {"price_max_cny": 5e6, "price_max_cny_mu": 3e5}, {"price_cny": 4e6}, "unknown"),
    # storey
    ("storey", {"storey": (1,)}, {"storey": (1, 2)}, "pass"),
    ("storey", {"storey": (2, 3)}, {"storey": (1,)}, "fail"),
    ("storey", {"storey": (1,)}, {"storeys": 1}, "unknown"),
    # structure
    ("structure", {"structure": ("steel",)}, {"structure": "steel"}, "pass"),
    ("structure", {"structure": ("steel",)}, {"structure": "mixed"}, "fail"),
    ("structure", {"structure": ("steel", "frame")}, {"structure": "frame"}, "pass"),
    ("structure", {"structure": ("steel",)}, {}, "unknown"),
    # start_by: by the last day of the time wanted
    ("start_by", {"start_by": "2027-03-31"}, {"available_from": "now"}, "pass"),
    ("start_by", {"start_by": "2027-03-31"}, {"available_from": "2027-03-31"}, "pass"),
    ("start_by", {"start_by": "2027-03-31"}, {"available_from": "2027-04-01"}, "fail"),
    ("start_by", {"start_by": "2027-03-31"}, {"available_from": "2027-03"}, "pass"),
    ("start_by", {"start_by": "2027-03-30"}, {"available_from": "2027-03"}, "unknown"),
    ("start_by", {"start_by": "2027-03-30"}, {"available_from": "2027"}, "unknown"),
    ("start_by", {"start_by": "2027-03-30"}, {"available_from": "2027-04"}, "fail"),
    ("start_by", {"start_by": "2027-03"}, {"available_from": "2027-03-31"}, "pass"),
    ("start_by", {"start_by": "2027-03"}, {"available_from": "2027-03"}, "pass"),
    ("start_by", {"start_by": "2027"}, {"available_from": "2027-12"}, "pass"),
    ("start_by", {"start_by": "2027-03-30"}, {}, "unknown"),
    # status
    ("status", {}, {"status": "available"}, "pass"),
    ("status", {}, {"status": "reserved"}, "unknown"),
    ("status", {}, {"status": "taken"}, "fail"),
    ("status", {}, {}, "unknown"),
    *(
        (flag, {flag: True}, {flag: held}, state)
        for flag in ("env_permit", "steam", "gas", "title_deed", "dormitory", "canteen", "sewage_permit")
        for held, state in ((True, "pass"), (False, "fail"), (None, "unknown"))
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "wanted", "offer", "state"), CASES)
def test_constraint_table(name, wanted, offer, state):
    assert check(name, wanted, offer).state == state


CHENGYANG = {"province": "山东省", "city": "青岛市", "district": "城阳区", "place": "春阳路88号"}


@pytest.mark.parametrize(
    ("wanted", "offer", "state"),
    [
        (("城阳",), CHENGYANG, "pass"),
        (("城阳区",), CHENGYANG, "pass"),
        (("城阳区",), {**CHENGYANG, "district": "城阳"}, "pass"),
        (("青岛",), CHENGYANG, "pass"),
        (("山东",), CHENGYANG, "pass"),
        (("青岛城阳",), CHENGYANG, "pass"),
        (("青岛市城阳区",), CHENGYANG, "pass"),
        (("青岛城阳区",), CHENGYANG, "pass"),
        (("春阳路",), CHENGYANG, "pass"),
        (("上海", "城阳"), CHENGYANG, "pass"),
        (("即墨",), CHENGYANG, "fail"),
        (("长沙县",), {"province": "湖南省", "city": "长沙市", "district": "望城区", "place": "x"}, "fail"),
        (("内蒙古",), {"province": "内蒙古自治区"}, "pass"),
        (("张浦镇",), {"city": "苏州市", "district": "昆山市", "place": "张浦镇工业区"}, "pass"),
        # what is not known could be the place that is wanted
        (("城阳区",), {"city": "青岛市"}, "unknown"),
        (("青岛市",), {"district": "城阳区"}, "unknown"),
        (("前湾港",), {**CHENGYANG, "place": None}, "unknown"),
        (("城阳",), {}, "unknown"),
        # but a district that is known is not another one, and a province is no street
        (("即墨区",), {**CHENGYANG, "place": None}, "fail"),
        (("即墨",), {**CHENGYANG, "place": None}, "fail"),
        (("青岛",), {"city": "济南市"}, "fail"),
        (("高新区",), {**CHENGYANG, "place": None}, "unknown"),
        (("高新区",), {**CHENGYANG, "place": "青岛高新区岙东路"}, "pass"),
        (("朝阳",), {"city": "北京市"}, "unknown"),
        (("浦东",), {"district": "浦东新区"}, "pass"),
        (("江苏",), {"province": "山东省"}, "fail"),
        (("江苏",), {"city": "青岛市"}, "fail"),
        (("上海",), {"city": "青岛市", "district": "城阳区"}, "fail"),
        (("山东",), {"city": "青岛市"}, "unknown"),
        (("江苏",), {"city": "演示市"}, "unknown"),
        (("苏州",), {"district": "城阳区"}, "fail"),
        (("即墨区",), {"city": "青岛市", "district": "城阳区"}, "fail"),
    ],
)
def test_locations(wanted, offer, state):
    assert check("locations", {"locations": wanted}, offer).state == state


@pytest.mark.parametrize(("park", "state"), [(PARK, "pass"), (None, "fail")])
def test_locations_look_at_the_parks_name(park, state):
    assert check("locations", {"locations": ("轨道交通",)}, CHENGYANG, park).state == state


FIRE = ["戊", "丁", "丙二", "丙一", "乙", "甲"]


@pytest.mark.parametrize("wanted", FIRE)
@pytest.mark.parametrize("held", FIRE)
def test_fire_class_scale(held, wanted):
    expected = "pass" if FIRE.index(held) >= FIRE.index(wanted) else "fail"
    assert check("fire_class", {"fire_class": (wanted,)}, {"fire_class": (held,)}).state == expected


@pytest.mark.parametrize(
    ("held", "wanted", "state"),
    [
        ("丙", "丙", "pass"), ("丙二", "丙", "pass"), ("丙一", "丙", "pass"), ("乙", "丙", "pass"), ("甲", "丙", "pass"),
        ("丁", "丙", "fail"), ("戊", "丙", "fail"),
        ("丙", "丙二", "pass"), ("丙", "丁", "pass"), ("丙", "戊", "pass"),
        ("丙", "丙一", "unknown"), ("丙", "乙", "fail"), ("丙", "甲", "fail"),
    ],
)  # fmt: skip
def test_a_bare_bing(held, wanted, state):
    assert check("fire_class", {"fire_class": (wanted,)}, {"fire_class": (held,)}).state == state


@pytest.mark.parametrize(
    ("held", "wanted", "state"),
    [
        (("丁", "戊"), ("丁",), "pass"),
        (("丁", "戊"), ("丙二",), "fail"),
        (("戊",), ("丁", "戊"), "pass"),
        (("丁", "丙"), ("丙一",), "unknown"),
        (None, ("丁",), "unknown"),
    ],
)
def test_several_fire_classes(held, wanted, state):
    assert check("fire_class", {"fire_class": wanted}, {"fire_class": held}).state == state


def test_a_requirement_that_says_nothing_constrains_nothing_but_the_status():
    names = [check.name for check in check_site(Requirement(), Site(id="s", status="available"), None)]
    assert names == ["admission", "status"]


def test_what_is_not_required_constrains_nothing():
    wanted = Requirement(gas=False, use=("production",), staff=50)
    assert "gas" not in [check.name for check in check_site(wanted, Site(id="s"), None)]


@pytest.mark.parametrize(
    ("name", "wanted", "offer", "figures"),
    [
        (
            "floor_area",
            area(3000, 3000),
            {"floor_area_m2": 5000, "min_area_m2": 800},
            ((2400, 3600), (800, 5000)),
        ),
        ("floor_area", area(None, 900), {"floor_area_m2": 500}, ((None, 900), (500, 500))),
        ("rent", {"rent_max_cny_year": 1e5}, {"rent_cny_m2_month": 10, "floor_area_m2": 500}, (1e5, 60000)),
        ("crane_min_t", {"crane_min_t": 5}, {}, (5, None)),
    ],
)
def test_both_figures_are_kept(name, wanted, offer, figures):
    found = check(name, wanted, offer)
    assert (found.wanted, found.found) == figures


def test_every_constraint_has_a_name_of_its_own_and_fields_that_sites_have():
    names = [constraint.name for constraint in CONSTRAINTS]
    site_fields = {field.name for field in dataclasses.fields(Site)}
    assert len(set(names)) == len(names)
    assert all(set(constraint.fields) <= site_fields for constraint in CONSTRAINTS)
