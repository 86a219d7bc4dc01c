"""Rents and prices in running text and in table cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.core.quantities.rates import find_rates

MONTH = 365 / 12
MU = 10000 / 15


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("18块一平一月", "rent_m2_month", 18),
        ("26块一方", "rent_m2_month", 26),
        ("0.42元/㎡/天", "rent_m2_month", 0.42 * MONTH),
        ("日租金0.85元/平", "rent_m2_month", 0.85 * MONTH),
        ("2块钱一天一平", "rent_m2_month", 2 * MONTH),
        ("1.9元/㎡/天含物业", "rent_m2_month", 1.9 * MONTH),
        ("一天九毛以内", "rent_m2_month", 0.9 * MONTH),
        ("budget ≤3.5元/㎡/day", "rent_m2_month", 3.5 * MONTH),
        ("25元/平方米·月", "rent_m2_month", 25),
        ("租金：18元/平米.月", "rent_m2_month", 18),
        ("每平每月18元", "rent_m2_month", 18),
        ("租金每月每平18", "rent_m2_month", 18),
        ("十五块一平一个月", "rent_m2_month", 15),
        ("22块以内一平一个月", "rent_m2_month", 22),
        ("168元/平/年", "rent_m2_month", 14),
        ("1.2万/亩/年", "rent_m2_month", 12000 / MU / 12),
        ("每平方公尺月租人民幣19.5元", "rent_m2_month", 19.5),
        ("RMB 32/㎡/month", "rent_m2_month", 32),
        ("租金17", "rent_m2_month", 17),
        ("１６．５元／㎡／月", "rent_m2_month", 16.5),
        ("一年46万", "rent_year", 460_000),
        ("年租30万", "rent_year", 300_000),
        ("年租金150万以内", "rent_year", 1_500_000),
        ("月租金3万", "rent_year", 360_000),
        ("3万一个月", "rent_year", 360_000),
        ("28万/亩", "price_mu", 280_000),
        ("12.8万元/亩起", "price_mu", 128_000),
        ("售价4500元/平", "price_m2", 4500),
        ("售：3980元/㎡起", "price_m2", 3980),
        ("总价1650万", "price", 16_500_000),
        ("底价2480万元", "price", 24_800_000),
        ("亩价22万", "price_mu", 220_000),
        ("14蚊一方", "rent_m2_month", 14),
        ("租金一平十七块五整个拿走", "rent_m2_month", 17.5),
        ("报价4380万", "price", 43_800_000),
    ],
)
def test_one_rate(text: str, kind: str, value: float) -> None:
    rates = find_rates(text)
    assert [(rate.kind, round(rate.value, 2)) for rate in rates] == [(kind, round(value, 2))]


@pytest.mark.parametrize(
    "text",
    [
        "亩均税收30万元/年",
        "投资强度不低于320万元/亩",
        "年产值8000万",
        "物业费3.2元/㎡·月",
        "不含物业费28元/㎡/月",
        "竞买保证金500万元",
        "工资6000元/月",
        "面积2600平，檐高9米",
        "还剩38年",
    ],
)
def test_other_money_is_no_rate(text: str) -> None:
    assert find_rates(text) == []


def test_what_stands_nearer_decides() -> None:
    rates = find_rates("交税三百来万租金别超过十五块一平一个月")
    assert [(rate.kind, rate.value, rate.approx) for rate in rates] == [("rent_m2_month", 15, "at_most")]


def test_range_keeps_both_ends() -> None:
    (rate,) = find_rates("租金15-18元/平/月")
    assert (rate.value, rate.high) == (15, 18)


def test_a_floors_rent_has_the_unit_of_a_later_one() -> None:
    assert [(r.kind, r.value) for r in find_rates("一层23元、二层16元/㎡/月")] == [
        ("rent_m2_month", 23),
        ("rent_m2_month", 16),
    ]
    assert [r.value for r in find_rates("押金23元，每天16元/㎡")] == [pytest.approx(16 * MONTH)]


def test_several_in_one_text_in_order() -> None:
    text = "租：22元/㎡·月；售：3980元/㎡起"
    assert [text[rate.start : rate.end][:2] for rate in find_rates(text)] == ["22", "39"]


@given(st.text(alphabet="0123456789.万元块毛/平㎡亩天月年一每租售价,，。 ", max_size=60))
def test_any_text_gives_rates_inside_it(text: str) -> None:
    ends = 0
    for rate in find_rates(text):
        assert ends <= rate.start < rate.end <= len(text)
        assert rate.value >= 0
        ends = rate.end
