"""Cells and JSON values of every type of field."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.core.fields import PARK_FIELDS, REQUIREMENT_FIELDS, SITE_FIELDS, BadValue, Field, Type, by_name
from luodi.core.values import join_values, parse_value

FIELDS = by_name((*PARK_FIELDS, *REQUIREMENT_FIELDS, *SITE_FIELDS))
ONE_OF_EACH_TYPE = list({field.type: field for field in FIELDS.values()}.values())

GOOD: list[tuple[str, Any, Any]] = [
    # numbers, bare
    ("clear_height_m", 8, 8.0),
    ("clear_height_m", 8.5, 8.5),
    ("clear_height_m", "8", 8.0),
    ("clear_height_m", " ８．５ ", 8.5),
    ("floor_area_m2", "1,200", 1200.0),
    ("floor_area_m2", "１，２００", 1200.0),
    ("floor_area_m2", "1234567.25", 1234567.25),
    ("floor_area_m2", "1e3", 1000.0),
    ("floor_area_m2", 0, 0.0),
    # numbers with units
    ("clear_height_m", "8米", 8.0),
    ("clear_height_m", "8m", 8.0),
    ("clear_height_m", "850厘米", 8.5),
    ("clear_height_m", "8米以上", 8.0),
    ("clear_height_m", "约8米", 8.0),
    ("floor_area_m2", "1,200㎡", 1200.0),
    ("floor_area_m2", "1200平方米", 1200.0),
    ("floor_area_m2", "1.2万平", 12000.0),
    ("floor_area_m2", "三千平米", 3000.0),
    ("land_area_m2", "30亩", 20000.0),
    ("land_area_m2", "2900亩", 1933333.33),
    ("land_area_m2", "2公顷", 20000.0),
    ("floor_load_kg_m2", "2吨/㎡", 2000.0),
    ("floor_load_kg_m2", "5kN/㎡", 509.85),
    ("floor_load_kg_m2", "800kg/㎡", 800.0),
    ("floor_load_kg_m2", "2吨", 2000.0),
    ("power_kva", "500KVA", 500.0),
    ("power_kva", "630kW", 630.0),
    ("crane_t", "10吨", 10.0),
    ("crane_t", "无", 0.0),
    ("storeys", "5层", 5.0),
    ("tenure_years", "38年", 38.0),
    ("staff", "120人", 120.0),
    # money and rates
    ("rent_cny_m2_month", "18元/㎡/月", 18.0),
    ("rent_cny_m2_month", "18元/平·月", 18.0),
    ("rent_cny_m2_month", "18元/月/平", 18.0),
    ("rent_cny_m2_month", "18元/平", 18.0),
    ("rent_cny_m2_month", "0.42元/㎡/天", 12.78),
    ("rent_cny_m2_month", "200元每平每年", 16.67),
    ("rent_cny_m2_month", "1.2万元/亩/年", 1.5),
    ("rent_cny_year", "30万元", 300000.0),
    ("rent_cny_year", "30万/年", 300000.0),
    ("rent_cny_year", "2.5万元/月", 300000.0),
    ("price_cny", "1200万", 12000000.0),
    ("price_cny", "1.2亿元", 120000000.0),
    ("price_cny_m2", "3500元/㎡", 3500.0),
    ("price_cny_mu", "28万/亩", 280000.0),
    ("price_cny_mu", "28万元", 280000.0),
    ("tax_cny_mu_year", "20万元/亩/年", 200000.0),
    ("energy_tce_year", "300吨标煤/年", 300.0),
    ("plot_ratio", "1.5", 1.5),
    # coordinates
    ("lon", 120.3826, 120.3826),
    ("lon", "东经120.3826°", 120.3826),
    ("lon", "-120.5", -120.5),
    ("lon", "120.5W", -120.5),
    ("lat", 36, 36.0),
    # text
    ("name", "  甲号厂房 ", "甲号厂房"),
    ("phone", 13800001127, "13800001127"),
    ("phone", 13800001127.0, "13800001127"),
    ("id", "007", "007"),
    ("place", "第一行\r\n第二行", "第一行\n第二行"),
    ("name", datetime(2025, 3, 1), "2025-03-01"),
    # texts
    ("focus", "医疗器械|新材料", ("医疗器械", "新材料")),
    ("focus", "医疗器械、新材料，电子", ("医疗器械", "新材料", "电子")),
    ("focus", "a/b|c", ("a/b", "c")),
    ("focus", ["医疗器械"], ("医疗器械",)),
    ("focus", ["仪器/仪表"], ("仪器/仪表",)),
    ("focus", "仪器/仪表|", ("仪器/仪表",)),
    ("focus", "电子\r仪表\r\n电器\n", ("电子", "仪表", "电器")),
    # choices
    ("deal", "lease", ("lease",)),
    ("deal", "出租", ("lease",)),
    ("deal", "Lease", ("lease",)),
    ("deal", "出租|出售", ("lease", "sale")),
    ("deal", "可租可售", ("lease", "sale")),
    ("deal", "出租、转让", ("lease", "transfer")),
    ("deal", ["sale", "转让"], ("sale", "transfer")),
    ("kind", "厂房/仓库", ("factory", "warehouse")),
    ("kind", "标准厂房", ("factory",)),
    ("kind", "factory and warehouse", ("factory", "warehouse")),
    ("fire_class", "丙二类", ("丙二",)),
    ("fire_class", "丙类二项", ("丙二",)),
    ("fire_class", "丁戊类", ("丁", "戊")),
    ("structure", "钢构", "steel"),
    ("structure", "concrete frame", "frame"),
    ("status", "已租", "taken"),
    # floors
    ("storey", 2, (2,)),
    ("storey", 2.0, (2,)),
    ("storey", "1|2", (1, 2)),
    ("storey", "1-3层", (1, 2, 3)),
    ("storey", "一楼、三楼", (1, 3)),
    ("storey", "十二层", (12,)),
    ("storey", "B1", (-1,)),
    ("storey", "负一层至2层", (-1, 1, 2)),
    ("storey", "首层", (1,)),
    ("storey", [1, -1], (1, -1)),
    # flags
    ("gas", True, True),
    ("gas", "有", True),
    ("gas", "无", False),
    ("gas", "是", True),
    ("gas", "否", False),
    ("env_permit", "可", True),
    ("env_permit", "不可", False),
    ("gas", "Yes", True),
    ("gas", "Ｎ", False),
    ("gas", 1, True),
    ("gas", 0.0, False),
    ("gas", "√", True),
    # dates
    ("verified_on", "2025-03-01", "2025-03-01"),
    ("verified_on", "2025/3/1", "2025-03-01"),
    ("verified_on", "2025.3.1", "2025-03-01"),
    ("verified_on", "２０２５年３月１日", "2025-03-01"),
    ("verified_on", "2025年3月", "2025-03"),
    ("verified_on", "2025-03", "2025-03"),
    ("verified_on", "2025", "2025"),
    ("verified_on", 2025, "2025"),
    ("verified_on", 20250301, "2025-03-01"),
    ("verified_on", "2025-03-01 08:30:00", "2025-03-01"),
    ("verified_on", datetime(2025, 3, 1, 8, 30), "2025-03-01"),
    ("verified_on", date(2025, 3, 1), "2025-03-01"),
    ("available_from", "now", "now"),
    ("available_from", "现房", "now"),
    ("available_from", "即可", "now"),
    ("available_from", "2026年1月", "2026-01"),
]  # fmt: skip

BAD: list[tuple[str, Any, str]] = [
    ("clear_height_m", "-8", "negative"),
    ("clear_height_m", -8, "negative"),
    ("clear_height_m", "-8米", "negative"),
    ("clear_height_m", float("nan"), "not a finite number"),
    ("clear_height_m", float("inf"), "not a finite number"),
    ("clear_height_m", 10**400, "not a finite number"),
    ("clear_height_m", 101, "beyond the bound 100"),
    ("clear_height_m", "1.2公里", "beyond the bound 100"),
    ("clear_height_m", "30亩", "has the unit “亩”, where a length belongs"),
    ("clear_height_m", "高", "not one number"),
    ("clear_height_m", "8米 5米", "not one number"),
    ("clear_height_m", True, "not a number"),
    ("clear_height_m", [8], "not a number"),
    ("clear_height_m", datetime(2025, 8, 1), "is a date, not a number"),
    ("floor_area_m2", "500-6000㎡", "is a range"),
    ("floor_area_m2", "1.200,5", "not one number"),
    ("floor_area_m2", "8米", "where an area belongs"),
    ("price_cny", "300万美元", "has the unit “美元”"),
    ("price_cny", "3500元/㎡", "3500元/㎡"),
    ("rent_cny_m2_month", "18元/月", "is not by what"),
    ("rent_cny_year", "18元/㎡/月", "is not by what"),
    ("price_cny_mu", "28万/亩/年", "is not by what"),
    ("power_kva", "20吨", "where a power belongs"),
    ("staff", "5台", "where a count belongs"),
    ("power_kva", "#DIV/0!", "formula's error"),
    ("lon", 181, "beyond ±180"),
    ("lat", "91", "beyond ±90"),
    ("lat", "北京", "not a coordinate"),
    ("lat", True, "not a coordinate"),
    ("name", {"a": 1}, "not text"),
    ("name", True, "not text"),
    ("name", "a\x00b", "control character"),
    ("name", "\ud800", "control character"),
    ("focus", ["a|b"], "holds |"),
    ("focus", [["a"]], "not text"),
    ("deal", "赠送", "not one of the choices"),
    ("deal", "出租和赠送", "not one of the choices"),
    ("deal", 3, "not one of the choices"),
    ("deal", ["lease", None], "not one of the choices"),
    ("structure", "钢结构/砖混", "several values"),
    ("storey", 0, "not a floor"),
    ("storey", "3-1", "not a floor"),
    ("storey", "1-999", "not a floor"),
    ("staff", "1" + " " * 50_000 + "人", "not one number"),
    ("storey", "顶楼", "not a floor"),
    ("storey", "十百", "not a floor"),
    ("storey", 1.5, "not a floor"),
    ("storey", datetime(2025, 1, 3), "taken for a date"),
    ("gas", "附近有", "neither yes nor no"),
    ("gas", 2, "neither yes nor no"),
    ("gas", [], "neither yes nor no"),
    ("verified_on", "2025-02-30", "not a date"),
    ("verified_on", "2025-13", "not a date"),
    ("verified_on", "3/1/2025", "not a date"),
    ("verified_on", 45717, "not a date"),
    ("verified_on", "now", "not a date"),
    ("verified_on", "0000", "not a date"),
    ("verified_on", True, "not a date"),
    ("available_from", "年后", "not a date"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "value"), GOOD)
def test_what_people_write_is_understood(name: str, raw: Any, value: Any) -> None:
    found = parse_value(FIELDS[name], raw)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("name", "raw", "reason"), BAD)
def test_what_a_field_cannot_hold_is_refused_with_reason_and_remedy(name: str, raw: Any, reason: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_value(FIELDS[name], raw)
    assert reason in caught.value.what.en
    assert caught.value.what.zh != caught.value.what.en
    assert caught.value.remedy.zh
    assert caught.value.remedy.en


@pytest.mark.parametrize("field", ONE_OF_EACH_TYPE, ids=lambda field: field.type.value)
@pytest.mark.parametrize(
    "raw",
    [None, "", "  ", "　", "-", "—", "——", "/", "未知", "面议", "待定", "N/A", "n/a", "#N/A", "unknown"],
)
def test_unknown_is_none_for_every_type(field: Field, raw: Any) -> None:
    assert parse_value(field, raw) is None


@pytest.mark.parametrize(
    ("name", "raw", "unit", "value"),
    [
        ("land_area_m2", 30, "亩", 20000.0),
        ("land_area_m2", "30", "亩", 20000.0),
        ("land_area_m2", "500㎡", "亩", 500.0),
        ("rent_cny_m2_month", 0.42, "元/㎡/天", 12.78),
        ("rent_cny_m2_month", 18, "元/㎡·月", 18.0),
        ("rent_cny_m2_month", 18, "CNY/m² a month", 18.0),
        ("price_cny", 1200, "万元", 12000000.0),
        ("price_cny", 1200.5, "万元", 12005000.0),
        ("price_cny_mu", 28, "万元/亩", 280000.0),
        ("floor_load_kg_m2", 2, "吨/㎡", 2000.0),
        ("power_kva", 500, "kva", 500.0),
        ("energy_tce_year", 300, "吨标煤/年", 300.0),
        ("storeys", 5, "层", 5.0),
        ("floor_area_m2", 1e7, "平方米", 1e7),
        ("floor_area_m2", None, "亩", None),
    ],
)
def test_a_bare_number_is_in_the_unit_of_its_heading(name: str, raw: Any, unit: str, value: Any) -> None:
    assert parse_value(FIELDS[name], raw, unit) == value


def test_a_bare_number_under_a_unit_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(BadValue, match="where a length belongs"):
        parse_value(FIELDS["clear_height_m"], 8, "亩")


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.name)
def test_each_spelling_of_each_choice_is_understood(field: Field) -> None:
    for word, label in field.choices.items():
        for spelling in (word, label.zh, label.en):
            assert parse_value(field, spelling) in (word, (word,))
    for spelling, word in field.spellings.items():
        assert parse_value(field, spelling) in (word, (word,))


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.name)
def test_each_number_takes_the_unit_that_its_field_names(field: Field) -> None:
    if field.type is Type.NUMBER:
        assert [parse_value(field, 3, unit) for unit in field.unit] == [3.0, 3.0]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@given(st.sampled_from(sorted(FIELDS)), JUNK, st.text(max_size=4))
def test_anything_is_a_value_unknown_or_bad(name: str, raw: Any, unit: str) -> None:
    field = FIELDS[name]
    try:
        value = parse_value(field, raw, unit)
    except BadValue:
        return
    if value is not None:
        again = list(value) if isinstance(value, tuple) else value
        assert parse_value(field, again) == value


@given(
    st.lists(
        st.text("甲乙/、, ;ab", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=3, unique=True
    )
)
def test_a_list_written_into_one_cell_is_read_back(texts: list[str]) -> None:
    known = [text for text in texts if parse_value(FIELDS["name"], text) == text]
    if known:
        assert parse_value(FIELDS["focus"], join_values(tuple(known))) == tuple(known)
