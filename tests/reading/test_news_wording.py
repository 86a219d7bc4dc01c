"""One claim in many wordings: what the rules of kinds must find in each. Firms and parks are invented."""

import pytest

from luodi.facts import Document, Fact
from luodi.reading.read import read_document

PARK, FIRM, PROJECT = "海宁临空产业园", "浙江海澜精密有限公司", "海澜精密轴承项目"


def read(text: str) -> tuple[Fact, ...]:
    return read_document(
        Document(id="wording", text=text, title="", type="news", published="2024-06-10")
    ).facts


def objects(text: str, kind: str) -> set[str | None]:
    return {fact.object for fact in read(text) if fact.kind == kind}


@pytest.mark.parametrize(
    "text",
    [
        f"{PROJECT}选址{PARK}，占地120亩。",
        f"去年5月，{PROJECT}入驻{PARK}。",
        f"在{PARK}，{PROJECT}正在加紧施工。",
        f"{PARK}内，{PROJECT}建设现场塔吊林立。",
        f"落户{PARK}的{PROJECT}进展顺利。",
        f"{PROJECT}厂址设在{PARK}。",
        f"{PARK}里的{FIRM}订单排到年底。",
        f"{FIRM}去年从杭州搬迁至{PARK}。",
        f"{FIRM}所在的{PARK}去年开园。",
    ],
)
def test_where_something_is(text: str) -> None:
    assert objects(text, "located_in") == {PARK}


@pytest.mark.parametrize(
    "text",
    [
        f"6月3日，{FIRM}与{PARK}举行项目签约仪式。",
        f"6月3日，{PROJECT}在{PARK}签约。",
        f"6月3日，{PROJECT}签约落户{PARK}。",
        f"6月3日，{PROJECT}签约仪式在{PARK}举行。",
        f"6月3日，{PARK}举行签约仪式，{PROJECT}、天工激光装备项目签约。",
    ],
)
def test_who_signed(text: str) -> None:
    signed = [fact for fact in read(text) if fact.kind == "signed"]
    assert signed
    assert {(fact.object, fact.date) for fact in signed} == {(PARK, "2024-06-03")}


@pytest.mark.parametrize(
    "text",
    [
        f"{PARK}以航空制造、临空物流为主导产业。",
        f"{PARK}形成了航空制造、临空物流两大主导产业。",
        f"{PARK}把航空制造、临空物流作为主导产业。",
        f"航空制造、临空物流是{PARK}的主导产业。",
        f"{PARK}主要产业有航空制造、临空物流。",
        f"{PARK}专注航空制造和临空物流。",
    ],
)
def test_what_a_park_concentrates_on(text: str) -> None:
    assert objects(text, "focus") == {"航空制造", "临空物流"}


def test_a_park_whose_industries_stand_out_names_none() -> None:
    assert not objects(f"{PARK}主导产业突出，集聚发展。", "focus")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (f"{PARK}现有企业210家，其中规上56家。", {("企业", 210), ("规上企业", 56)}),
        (f"{PARK}现有签约企业83家，其中31家已投产。", {("签约企业", 83), ("投产企业", 31)}),
        (f"{PARK}规上企业由上年的31家增加到44家。", {("规上企业", 31), ("规上企业", 44)}),
        (f"{PARK}引进4台20吨中频电炉。", {("20吨中频电炉", 4)}),
        (f"{PARK}每卖出4副镜片就有人回购。", set()),
    ],
)
def test_what_is_counted(text: str, counts: set[tuple[str, int]]) -> None:
    assert {(fact.object, fact.value) for fact in read(text) if fact.kind == "count"} == counts


def test_facts_in_brackets_are_said_of_what_stands_before() -> None:
    facts = read(f"{PROJECT}（总投资15亿元，占地120亩）开工。")
    assert {(fact.kind, fact.subject, fact.value) for fact in facts if fact.value is not None} == {
        ("investment", PROJECT, 1.5e9),
        ("land_area", PROJECT, 80000.0),
    }


def test_each_figure_goes_to_its_owner() -> None:
    facts = read(
        "海宁市电子信息、轴承制造、新材料三个行业产值分别为40亿元、30亿元和20亿元，同比分别增长4%、下降3%、增长21%。"
    )
    assert [fact.value for fact in facts if fact.kind == "output_value"] == [4e9, 3e9, 2e9]
    assert [fact.value for fact in facts if fact.kind == "growth"] == [0.04, -0.03, 0.21]


def test_a_milestone_gives_way_to_the_exact_figure() -> None:
    facts = [fact for fact in read(f"{PARK}GDP突破百亿元，达到108亿元。") if fact.kind == "indicator"]
    assert [(fact.object, fact.value) for fact in facts] == [("GDP", 1.08e10)]


def test_a_pair_of_years_gives_each_figure_its_own() -> None:
    facts = [
        fact for fact in read(f"{FIRM}营收从2020年的3亿元增长到2023年的8亿元。") if fact.kind == "revenue"
    ]
    assert [(fact.value, fact.period) for fact in facts] == [(3e8, "2020"), (8e8, "2023")]
