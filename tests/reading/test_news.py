"""The reader of industrial-park news, wording by wording. Firms and projects here are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.facts import Document, Fact
from luodi.reading.news import read_news

PARK = "临川纺织产业园"
FIRM = "抚州织云纺织有限公司"


def read(text: str, published: str | None = "2024-11-20", title: str = "") -> tuple[Fact, ...]:
    return read_news(Document(id="t", text=text, title=title, published=published, type="news"))


def said(text: str, kind: str) -> list[tuple[str, float | None, str | None]]:
    return [(fact.subject, fact.value, fact.object) for fact in read(text) if fact.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (f"{PARK}规划面积3.2平方公里。", "land_area", [(PARK, 3.2e6, None)]),
        (f"{PARK}占地300亩，一期建筑面积12万平方米。", "floor_area", [(f"{PARK}一期", 120000, None)]),
        (f"{PARK}亩均税收28万元，厂房租金每平方米15元。", "tax", []),
        ("总投资12.8亿元的织云差别化纤维项目开工。", "investment", [("织云差别化纤维项目", 1.28e9, None)]),
        (f"{FIRM}投资3亿元建设智能织造基地。", "investment", [("智能织造基地", 3e8, None)]),
        (f"{FIRM}去年营收4.2亿元，纳税2600万元。", "revenue", [(FIRM, 4.2e8, None)]),
        (f"{FIRM}去年营收4.2亿元，纳税2600万元。", "tax", [(FIRM, 2.6e7, None)]),
        ("上半年，临川区地区生产总值完成512.3亿元。", "indicator", [("临川区", 5.123e10, "地区生产总值")]),
        ("上半年，临川区固定资产投资增长12.1%。", "growth", [("临川区", 0.121, "固定资产投资")]),
        (f"{PARK}去年产值42亿元，同比下降近一成。", "growth", [(PARK, -0.1, "产值")]),
        (f"{PARK}去年产值42亿元，比上年翻了一番。", "growth", [(PARK, 1.0, "产值")]),
        (f"{PARK}去年产值42亿元，占全区的三成。", "share", [(PARK, 0.3, "全区产值")]),
        (f"{FIRM}出口占比由25%升至41%。", "growth", []),
        (f"{PARK}拥有规上企业52家、高新技术企业30家。", "count", [(PARK, 52, "规上企业"), (PARK, 30, "高新技术企业")]),
        (f"{PARK}聚焦纺纱、织造、印染三大方向。", "count", []),
        (f"{PARK}18个项目现场签约，总投资7亿元。", "investment", [("18个项目", 7e8, None)]),
        (f"{FIRM}年产差别化纤维12万吨。", "capacity", [(FIRM, 120000, "差别化纤维")]),
        (f"{FIRM}差别化纤维年产能由4万吨提高到12万吨。", "capacity", [(FIRM, 40000, "差别化纤维"), (FIRM, 120000, "差别化纤维")]),
        (f"在2023年度江西省开发区综合考核中，{PARK}位列第8，较上年前移5位。", "rank", [(PARK, 8, "江西省开发区综合考核")]),
        (f"{PARK}位于抚州市临川区。", "located_in", [(PARK, None, "抚州市临川区")]),
        (f"{FIRM}有意落户，正与多家园区洽谈。", "located_in", []),
        (f"{PARK}重点发展纺纱、织造和印染。", "focus", [(PARK, None, "纺纱"), (PARK, None, "织造"), (PARK, None, "印染")]),
        (f"{FIRM}是抚州市纺织产业链链主企业。", "chain_leader", [(FIRM, None, "抚州市纺织产业链")]),
        (f"{PARK}与{FIRM}签署投资协议。", "signed", [(FIRM, None, PARK)]),
        (f"{FIRM}完成1.2亿元B轮融资，由昌江资本领投。", "financing", [(FIRM, 1.2e8, "B轮")]),
        (f"{FIRM}的C轮融资尚未完成。", "financing", []),
        ("织云差别化纤维项目原定8月投产，因故推迟。", "event", []),
    ],
)  # fmt: skip
def test_each_wording(text: str, kind: str, expected: list[tuple[str, float | None, str | None]]) -> None:
    found = said(text, kind)
    assert [(s, o) for s, _, o in found] == [(s, o) for s, _, o in expected]
    assert [v or 0 for _, v, _ in found] == pytest.approx([v or 0 for _, v, _ in expected], rel=1e-6)


def fact(text: str, kind: str, **more: str) -> Fact:
    (one,) = [fact for fact in read(text, **more) if fact.kind == kind]
    return one


def test_a_plan_carries_over_to_its_results() -> None:
    text = "织云差别化纤维项目总投资5亿元，计划2026年6月投产，达产后年产纤维12万吨、年产值8亿元。"
    facts = {fact.kind: fact for fact in read(text)}
    assert not facts["investment"].expected
    assert facts["event"].expected
    assert facts["event"].date == "2026-06"
    assert facts["capacity"].expected
    assert facts["output_value"].expected


def test_a_day_without_a_year_is_inferred_and_without_a_publication_left_open() -> None:
    dated = fact(f"12月3日，{PARK}揭牌。", "event")
    assert (dated.date, dated.inferred) == ("2023-12-03", True)
    assert fact(f"12月3日，{PARK}揭牌。", "event", published=None).date == "--12-03"  # type: ignore[arg-type]


def test_periods_stand_over_what_follows() -> None:
    text = f"前三季度，{PARK}实现产值31亿元，同比增长8%；目前入驻企业57家。"
    periods = {fact.kind: fact.period for fact in read(text)}
    assert periods == {"output_value": "2024-Q1/2024-Q3", "growth": "2024-Q1/2024-Q3", "count": None}


def test_previous_is_computed_from_places_gained() -> None:
    rank = fact(f"在全省开发区综合评价中，{PARK}排名第9位，较上年上升3个位次。", "rank")
    assert (rank.value, rank.previous) == (9, 12)


def test_investors_are_gathered_and_the_unnamed_left_out() -> None:
    text = (
        f"{FIRM}宣布完成近亿元A轮融资，由昌江资本领投，抚河创投跟投，老股东盱江基金继续加码，个人投资者参投。"
    )
    deal = fact(text, "financing")
    assert deal.investors == ("昌江资本", "抚河创投", "盱江基金")
    assert deal.approx == "at_most"


def test_vague_sums_keep_their_words() -> None:
    deal = fact(f"{FIRM}完成数千万元天使轮融资。", "financing")
    assert (deal.value, deal.text) == (None, "数千万元")


def test_anaphors_take_the_fullest_name() -> None:
    text = f"{FIRM}（以下简称“织云”）成立于2012年。公司现有员工640人。织云去年营收2亿元。"
    assert {fact.subject for fact in read(text)} == {FIRM}


def test_traditional_text_keeps_its_characters_and_offsets() -> None:
    text = "臨川紡織產業園占地300畝，入駐企業57家。"
    facts = read(text)
    assert {(fact.kind, fact.subject, fact.value) for fact in facts} == {
        ("land_area", "臨川紡織產業園", 200000.0),
        ("count", "臨川紡織產業園", 57.0),
    }
    assert all(text[fact.span.start : fact.span.end] == fact.span.quote for fact in facts)


def test_a_flattened_table_is_read_by_its_headings() -> None:
    rows = (
        "开发区\n规上工业总产值（亿元）\n同比（%）\n甲江经济技术开发区\n276.4\n5.1\n乙江高新区\n38.2\n-8.7\n"
    )
    facts = read(f"2024年上半年部分开发区主要经济指标\n\n{rows}", title="2024年上半年部分开发区主要经济指标")
    assert {(fact.kind, fact.subject, round(fact.value or 0, 4), fact.period) for fact in facts} == {
        ("output_value", "甲江经济技术开发区", 2.764e10, "2024-H1"),
        ("growth", "甲江经济技术开发区", 0.051, "2024-H1"),
        ("output_value", "乙江高新区", 3.82e9, "2024-H1"),
        ("growth", "乙江高新区", -0.087, "2024-H1"),
    }


def test_teasers_never_take_the_articles_subjects() -> None:
    text = f"{PARK}占地300亩。\n\n相关文章\n\n又一个园区\n\n  目前已集聚企业87家，总投资20亿元。"
    assert [fact.kind for fact in read(text) if fact.subject == PARK] == ["land_area"]


def test_a_fact_said_twice_comes_once() -> None:
    assert len(said(f"{PARK}占地300亩。据悉，{PARK}占地300亩。", "land_area")) == 1


def test_nothing_comes_of_nothing() -> None:
    assert read("") == ()
    assert read("。，；：“”（）\n\n—") == ()


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="园区公司项目产值增长占第位与、，。；：“”（）\n 1234年月日亿元%家投资签约由到A轮融资在的\u200b",
        max_size=120,
    )
)
def test_any_text_gives_facts_that_stand_in_it(text: str) -> None:
    for one in read(text):
        assert text[one.span.start : one.span.end] == one.span.quote
        assert one.subject


@pytest.mark.parametrize(
    "piece", ["园区", "投资1亿元、", "产业", "（", "“1个", "与、", "全市", "增长5%，", "A"]
)
def test_a_long_run_of_one_piece_is_read(piece: str) -> None:
    """What took the square of the length would not come to an end here."""
    assert all(one.subject for one in read(piece * (30_000 // len(piece))))
