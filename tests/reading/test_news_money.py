"""Sums and their growth, in the wordings of journalists: whose they are, of what kind, of which time. All names are invented."""

import pytest

from reading.telling import facts_of

FIRM, PARK, TOWN = "浙江海澜精密有限公司", "海宁临空产业园", "海宁市"

Told = set[tuple[str, str, float | None, str | None]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{PARK}累计完成基础设施投资38亿元。", {("investment", PARK, 3.8e9, None)}),
        (f"{PARK}出口交货值19.4亿元。", {("indicator", PARK, 1.94e9, "出口交货值")}),
        (f"{TOWN}去年旅游综合收入97亿元。", {("indicator", TOWN, 9.7e9, "旅游综合收入")}),
        (f"{TOWN}水晶全产业链销售收入达到320亿元，其中水晶饰品销售收入186亿元。",
         {("revenue", f"{TOWN}水晶全产业链", 3.2e10, None), ("revenue", "水晶饰品", 1.86e10, None)}),
        (f"{PARK}年度投资30亿元的目标不变。", {("investment", PARK, 3e9, None)}),
        (f"竞得人将在{PARK}建设工业级无人机整机项目，固定资产投资不低于12亿元。", {("investment", "工业级无人机整机项目", 1.2e9, None)}),
        # one sum for each
        ("韩国大汉化妆品项目、新加坡云顶包材项目分别与海宁市政府签约，投资额依次为5800万美元、3500万新加坡元。",
         {("investment", "韩国大汉化妆品项目", 5.8e7, None), ("investment", "新加坡云顶包材项目", 3.5e7, None)}),
        ("两家企业将分别投资3亿元和2.2亿元，在许村镇建设电池回收和电子特气工厂。",
         {("investment", "电池回收工厂", 3e8, None), ("investment", "电子特气工厂", 2.2e8, None)}),
        ("两家企业分别投资3亿元和2.2亿元建设仓储中心和包装车间。",
         {("investment", "仓储中心", 3e8, None), ("investment", "包装车间", 2.2e8, None)}),
    ],
)  # fmt: skip
def test_sums(text: str, expected: Told) -> None:
    found = facts_of(text, "investment", "revenue", "output_value", "tax", "indicator")
    assert {(one.kind, one.subject, one.value and round(one.value), one.object) for one in found} == expected


@pytest.mark.parametrize(
    ("text", "what", "value", "period"),
    [
        (f"{FIRM}去年营收3100万元，比上年增长一倍半。", "营收", 1.5, "2023"),
        (
            f"{FIRM}营业收入由2020年的2.1亿元增长到2023年的8.3亿元，年均增长41%。",
            "营业收入",
            0.41,
            "2020/2023",
        ),
        (f"{PARK}今年目标是工业产值增长10%以上。", "工业产值", 0.1, "2024"),
        (f"{PARK}2023年主营业务收入突破136亿元、上缴税收5.7亿元，税收增长9.6%。", "税收", 0.096, "2023"),
    ],
)
def test_growth(text: str, what: str, value: float, period: str) -> None:
    assert [(one.object, one.value, one.period) for one in facts_of(text, "growth")] == [
        (what, value, period)
    ]
