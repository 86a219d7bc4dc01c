"""Quantities as people write them: the grammar's table of cases, and what must hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.core.quantities import find_quantities, parse_number
from luodi.core.quantities.numbers import fold
from luodi.core.quantities.units import MU

NUMBERS = [
    ("12", 12), ("1,200", 1200), ("１２．５", 12.5), ("1.2亿", 1.2e8), ("3万5", 35_000), ("3万5千", 35_000),
    ("1亿2000万", 1.2e8), ("2万3000", 23_000), ("一百零三", 103), ("一百二", 120), ("三千五", 3500), ("十", 10),
    ("二十五点五", 25.5), ("两千五百万", 2.5e7), ("二〇二三", 2023), ("半", 0.5), ("一千零五十", 1050), ("三億", 3e8),
    ("十四五", None), ("三四", None), ("", None), ("abc", None),
]  # fmt: skip

# text, value, unit, approx, the run of the text, high
QUANTITIES = [
    ("总占地4600余亩", 4600 * MU, "m2", "at_least", "4600余亩", None),
    ("规划面积8.6平方公里", 8.6e6, "m2", "exact", "8.6平方公里", None),
    ("占地12.5公顷", 125_000, "m2", "exact", "12.5公顷", None),
    ("建筑面积约１２．５万㎡", 125_000, "m2", "about", "约１２．５万㎡", None),
    ("近12万余平方米", 120_000, "m2", "at_most", "近12万余平方米", None),
    ("佔地一百二十畝", 120 * MU, "m2", "exact", "一百二十畝", None),
    ("厂房1000-5000平", 1000, "m2", "exact", "1000-5000平", 5000),
    ("5000-1万平", 5000, "m2", "exact", "5000-1万平", 10_000),
    ("3—5万平米", 30_000, "m2", "exact", "3—5万平米", 50_000),
    ("30亩至50亩", 30 * MU, "m2", "exact", "30亩至50亩", 50 * MU),
    ("要1500到2000的", 1500, "", "exact", "1500到2000", 2000),
    ("附近3000平左右", 3000, "m2", "about", "3000平左右", None),
    ("四千个平方", 4000, "m2", "exact", "四千个平方", None),
    ("投资2个亿", 2e8, "CNY", "exact", "2个亿", None),
    ("近亿元B轮融资", 1e8, "CNY", "at_most", "近亿元", None),
    ("增资80亿日元", 8e9, "JPY", "exact", "80亿日元", None),
    ("投資3.5億美元", 3.5e8, "USD", "exact", "3.5億美元", None),
    ("总投资突破100亿元人民币", 1e10, "CNY", "at_least", "突破100亿元人民币", None),
    ("2亿多元", 2e8, "CNY", "at_least", "2亿多元", None),
    ("两块八一平", 2.8, "CNY", "exact", "两块八", None),
    ("每天九毛以内", 0.9, "CNY", "at_most", "九毛以内", None),
    ("八千来万", 8e7, "", "about", "八千来万", None),
    ("层高八米", 8, "m", "exact", "八米", None),
    ("层高8米5吨行车", 8, "m", "exact", "8米", None),
    ("净高8米5，", 8.5, "m", "exact", "8米5", None),
    ("承重1吨半", 1.5, "t", "exact", "1吨半", None),
    ("占地3亩半", 3.5e4 / 15, "m2", "exact", "3亩半", None),
    ("承重800斤", 0.4, "t", "exact", "800斤", None),
    ("配电500千伏安", 500, "kVA", "exact", "500千伏安", None),
    ("冷库1800平 -18度", 1800, "m2", "exact", "1800平", None),
    ("承重3吨/㎡", 3000, "kg/m2", "exact", "3吨/㎡", None),
    ("荷载5kN/m2", 509.85, "kg/m2", "exact", "5kN/m2", None),
    ("不低于一千个kva", 1000, "kVA", "at_least", "不低于一千个kva", None),
    ("增长6%", 0.06, "1", "exact", "6%", None),
    ("占全市1/4", 0.25, "1", "exact", "1/4", None),
    ("占三分之一", 1 / 3, "1", "exact", "三分之一", None),
    ("下降近一成", 0.1, "1", "at_most", "近一成", None),
    ("百分之六点五", 0.065, "1", "exact", "百分之六点五", None),
    ("回落1.2个百分点", 1.2, "pp", "exact", "1.2个百分点", None),
    ("签约12个项目", 12, "个", "exact", "12个", None),
    ("集聚近百家企业", 100, "家", "at_most", "近百家", None),
    ("不少于500人", 500, "人", "at_least", "不少于500人", None),
    ("达10余家", 10, "家", "at_least", "10余家", None),
]  # fmt: skip
NOTHING = [
    "数千万元A轮",
    "几百家",
    "千亿级产业集群",
    "统一规划",
    "进一步提升",
    "“十四五”规划",
    "P3实验室",
    "电话13800001122",
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_is_parsed_whole(text: str, number: float | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(("text", "value", "unit", "approx", "run", "high"), QUANTITIES)
def test_the_first_quantity_of_a_text(
    text: str, value: float, unit: str, approx: str, run: str, high: float | None
) -> None:
    quantity = find_quantities(text)[0]
    assert quantity.value == pytest.approx(value)
    assert (quantity.unit, quantity.approx, text[quantity.start : quantity.end]) == (unit, approx, run)
    assert quantity.high == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    assert find_quantities(text) == []


def test_what_stands_behind_a_stroke_is_kept_apart() -> None:
    assert [(q.value, q.per) for q in find_quantities("租金0.42元/㎡/天，年产10万台/年")] == [
        (0.42, "㎡/天"),
        (1e5, "年"),
    ]


@given(
    st.text(
        alphabet="0123456789,.-/%一二三十百千万亿零两半点个余近约超平方米亩元块吨年月，。 ㎡￥１２３個億",
        max_size=60,
    )
)
def test_quantities_stand_in_order_inside_the_text(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start <= quantity.number_start < quantity.end <= len(text)
        end = quantity.end
        assert quantity.value >= 0


@given(st.text(max_size=80))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_chinese_numeral_is_what_was_spelled(number: int) -> None:
    assert parse_number(spell(number)) == number


def spell(number: int) -> str:
    """Spell a whole number below 10^8 in full Chinese numerals (another road than the parser's)."""
    high, low = divmod(number, 10_000)
    if high:
        gap = "零" if 0 < low < 1000 else ""
        return spell(high) + "万" + gap + (spell(low) if low else "")
    words, pending = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            words += ("零" if pending and words else "") + "一二三四五六七八九"[digit - 1] + name
        pending = not digit
    return words
