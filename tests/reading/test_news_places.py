"""Where something lies and who signed with whom, in many wordings. Firms, parks and projects are invented."""

import pytest

from reading.telling import pairs

PARK, FIRM, PROJECT = "海宁临空产业园", "恒沐新材料有限公司", "恒沐锂电隔膜项目"
TENANTS = {"恒沐新材料", "瑞程传感", "天工激光"}


@pytest.mark.parametrize(
    "text",
    [
        "目前，园区内有恒沐新材料、瑞程传感、天工激光等企业。",
        "园区现有恒沐新材料、瑞程传感、天工激光三家上市公司。",
        "首批入驻企业包括恒沐新材料、瑞程传感和天工激光。",
        "入驻企业有恒沐新材料、瑞程传感、天工激光等。",
        "园区已有恒沐新材料、瑞程传感、天工激光等30多家企业落地。",
        "园区先后吸引恒沐新材料、瑞程传感、天工激光落户。",
        "海宁临空产业园迎来恒沐新材料、瑞程传感、天工激光三家新企业。",
    ],
)
def test_tenants(text: str) -> None:
    found = pairs(f"{PARK}重点发展新材料。{text}", "located_in")
    assert found == {(name, PARK) for name in TENANTS}


def test_trades_are_no_tenants() -> None:
    assert pairs(f"{PARK}内有高端装备、化工新材料等企业30家。", "located_in") == set()


@pytest.mark.parametrize(
    ("text", "subject", "place"),
    [
        (f"{FIRM}（位于{PARK}）去年产值8亿元。", FIRM, PARK),
        (f"总部位于{PARK}的瑞程传感是一家专精特新企业。", "瑞程传感", PARK),
        (f"{FIRM}布局{PARK}，建设华东生产基地。", FIRM, PARK),
        (f"{FIRM}将第二生产基地设在{PARK}。", "第二生产基地", PARK),
        (f"{FIRM}在{PARK}设立了华东研发中心。", "华东研发中心", PARK),
        (f"{PROJECT}建设地点为桐乡市崇福镇。", PROJECT, "桐乡市崇福镇"),
        (f"{FIRM}是{PARK}引进的第一家外资企业。", FIRM, PARK),
        (f"作为{PARK}的龙头企业，{FIRM}去年产值达10亿元。", FIRM, PARK),
    ],
)
def test_where_it_lies(text: str, subject: str, place: str) -> None:
    assert pairs(text, "located_in") == {(subject, place)}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("恒沐动力2022年10月入驻。", "恒沐动力"),
        (f"去年9月，{FIRM}搬入园区，租用厂房8000平方米。", FIRM),
        (f"恒沐动力，一家位于{PARK}的电池企业，去年产值30亿元。", "恒沐动力"),
        (f"恒沐动力是{PARK}的一家电池企业。", "恒沐动力"),
        (f"地处{PARK}的恒沐动力，去年产值30亿元。", "恒沐动力"),
        (f"{PARK}引进的{PROJECT}今年投产。", PROJECT),
        (f"记者在{PARK}的{FIRM}看到，工人们正在忙碌。", FIRM),
        (f"走进{PARK}{FIRM}生产车间，机器轰鸣。", FIRM),
        (f"{PROJECT}是{PARK}去年引进的重大项目。", PROJECT),
        (f"{PARK}成功引进{PROJECT}，总投资10亿元。", PROJECT),
        (f"{PROJECT}位于沪杭高速以北、{PARK}内。", PROJECT),
    ],
)
def test_who_came_to_the_park(text: str, subject: str) -> None:
    assert pairs(f"{PARK}占地500亩。{text}", "located_in") == {(subject, PARK)}


@pytest.mark.parametrize(
    "text",
    [
        "在金坛经济开发区，恒沐动力、瑞程传感等企业比邻而居。",
        "恒沐动力、瑞程传感等链主企业在金坛经济开发区落户。",
    ],
)
def test_several_in_one_place(text: str) -> None:
    assert pairs(text, "located_in") == {("恒沐动力", "金坛经济开发区"), ("瑞程传感", "金坛经济开发区")}


@pytest.mark.parametrize(
    "text",
    [
        f"恒沐动力是{PARK}新能源产业链链主企业。",
        f"位于{PARK}的核心地段，交通便利。",
        "截至2023年12月，已有30家企业入驻。",
        "园区已有恒沐动力、瑞程传感两家企业预订。",
        "园区建成道路、桥梁等项目。",
    ],
)
def test_what_tells_of_no_place(text: str) -> None:
    assert pairs(f"{PARK}占地500亩。{text}", "located_in") == set()


def test_each_in_its_own_place() -> None:
    text = "恒沐精密项目和瑞程传感项目分别落户海宁市和桐乡市。"
    assert pairs(text, "located_in") == {("恒沐精密项目", "海宁市"), ("瑞程传感项目", "桐乡市")}


ZONE = "桐乡经济开发区"


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("海宁市与恒沐集团正式签署战略合作框架协议。", {("恒沐集团", "海宁市")}),
        ("海宁市政府与恒沐集团就锂电隔膜项目签订框架协议。", {("恒沐集团", "海宁市政府")}),
        (f"{PROJECT}成功落户{ZONE}，双方签订投资协议。", {(PROJECT, ZONE)}),
        (f"6月3日，{ZONE}举行{PROJECT}签约仪式。", {(PROJECT, ZONE)}),
        (f"6月3日，{PROJECT}签约暨揭牌仪式在{ZONE}举行。", {(PROJECT, ZONE)}),
        (f"6月3日，{ZONE}再签大项目，{PROJECT}签约。", {(PROJECT, ZONE)}),
        (f"恒沐集团、瑞程传感签约入驻{ZONE}。", {("恒沐集团", ZONE), ("瑞程传感", ZONE)}),
        (
            f"{ZONE}管委会主任张强与恒沐集团董事长李明分别代表双方签署投资协议。",
            {("恒沐集团", f"{ZONE}管委会")},
        ),
        (
            f"6月3日，{ZONE}集中签约恒沐精密项目、天工激光项目等8个项目。",
            {("恒沐精密项目", ZONE), ("天工激光项目", ZONE)},
        ),
        (
            f"6月3日，{ZONE}举行集中签约仪式。现场签约了恒沐精密项目和天工激光项目。",
            {("恒沐精密项目", ZONE), ("天工激光项目", ZONE)},
        ),
        (
            f"6月3日，在{ZONE}招商推介会上，恒沐精密项目、天工激光项目签约。",
            {("恒沐精密项目", ZONE), ("天工激光项目", ZONE)},
        ),
        (
            f"{ZONE}举行集中签约仪式，共签约项目12个，其中{PROJECT}总投资10亿元。",
            {(PROJECT, ZONE)},
        ),
        (f"{ZONE}今年已签约恒沐精密项目。", {("恒沐精密项目", ZONE)}),
        (f"{PARK}占地500亩。{PROJECT}3月18日签约，总投资6.6亿元。", {(PROJECT, PARK)}),
        ("恒沐集团与瑞程传感签署战略合作框架协议。", set()),
        (f"{ZONE}举行招商推介暨项目签约活动。", set()),
    ],
)
def test_who_signed_with_whom(text: str, signed: set[tuple[str, str]]) -> None:
    assert pairs(text, "signed") == signed
