"""Series of figures, indicators' names, platforms, and what makes a reading doubtful."""

from dataclasses import replace

import pytest

from luodi.facts import Document, Fact
from luodi.facts.doubt import doubt_of
from luodi.facts.indicators import indicator_name
from luodi.facts.platforms import platform_labels, platform_types
from luodi.facts.series import period_order, series_of

SPAN = Document("d", "产值41亿元").span(0, 6)
OUTPUT = Fact("output_value", "园区", SPAN, 41e8, "CNY", period="2024")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (OUTPUT, replace(OUTPUT, value=1.0, period="2025"), True),
        (OUTPUT, replace(OUTPUT, expected=True), False),
        (OUTPUT, replace(OUTPUT, unit="USD"), False),
        (
            replace(OUTPUT, kind="indicator", object="GDP"),
            replace(OUTPUT, kind="indicator", object="地区生产总值"),
            True,
        ),
        (
            replace(OUTPUT, kind="count", object="企业"),
            replace(OUTPUT, kind="count", object="规上企业"),
            False,
        ),
    ],
)
def test_which_facts_speak_of_one_figure(one: Fact, other: Fact, same: bool) -> None:
    assert (series_of(one) == series_of(other)) == same


def test_what_is_no_figure_has_no_series() -> None:
    assert series_of(replace(OUTPUT, value=None)) is None
    assert series_of(Fact("event", "园区", SPAN, object="established")) is None


def test_periods_in_the_order_of_time() -> None:
    periods = ["2025", "2024-H1", "", "2025-Q1/2025-Q3", "2024", "2024-Q1"]
    assert sorted(periods, key=period_order) == ["", "2024-Q1", "2024-H1", "2024", "2025-Q1/2025-Q3", "2025"]
    assert period_order("--04") == period_order("")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("GDP", "地区生产总值"),
        ("實際利用外資", "实际使用外资"),
        ("固投", "固定资产投资"),
        ("用电量", "用电量"),
    ],
)
def test_indicators_have_one_name(words: str, name: str) -> None:
    assert indicator_name(words) == name


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("医疗器械检测中心", ("testing",)),
        ("原料药中试平台", ("pilot",)),
        ("P3实验室", ("biosafety",)),
        ("公共冷库和共享检测中心一期", ("testing", "cold", "service")),
        ("医疗器械注册证", ()),
        ("检测项目", ()),
    ],
)
def test_platforms(name: str, types: tuple[str, ...]) -> None:
    assert platform_types(name) == types
    assert set(types) <= set(platform_labels())


def test_doubts_add_up_and_say_why() -> None:
    sure = doubt_of(OUTPUT, 1.0, subject_known=True)
    assert (sure.score, sure.reasons) == (0, ())
    inferred = doubt_of(replace(OUTPUT, inferred=True), 1.0, subject_known=True)
    both = doubt_of(replace(OUTPUT, inferred=True, readers=("model",)), 1.0, subject_known=True)
    assert 0 < inferred.score < both.score < 1
    assert [reason.zh for reason in both.reasons] == ["只有模型读到", "年份为推断"]
    assert doubt_of(OUTPUT, 0.6, subject_known=True).score == pytest.approx(0.4)
    assert doubt_of(OUTPUT, None, subject_known=False).score > 0.4
