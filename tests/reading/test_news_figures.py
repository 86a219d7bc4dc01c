"""What a park has, what happened to a project and what a plant makes, in many wordings. All names are invented."""

import pytest

from reading.telling import Told, facts_of, told

PARK, FIRM, PROJECT = "海宁临空产业园", "浙江海澜精密有限公司", "海澜精密轴承项目"
SALT = "天盛年产30万吨磷酸铁锂项目"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{PARK}有孵化器3家、众创空间5家，在孵企业210家。",
         {(PARK, 3.0, "孵化器"), (PARK, 5.0, "众创空间"), (PARK, 210.0, "在孵企业")}),
        (f"{FIRM}累计获得授权专利210件，参与制定国家标准6项。", {(FIRM, 210.0, "授权专利"), (FIRM, 6.0, "国家标准")}),
        (f"{PARK}盘活闲置厂房23处，清退低效企业14家。", {(PARK, 23.0, "闲置厂房"), (PARK, 14.0, "低效企业")}),
        (f"{PARK}与甲湖大学等12所高校建立合作关系，共建研究院4家。", {(PARK, 12.0, "高校"), (PARK, 4.0, "研究院")}),
        (f"{PROJECT}建成后可解决就业800人。", {(PROJECT, 800.0, "就业")}),
        (f"{FIRM}如今拥有发明专利46项。", {(FIRM, 46.0, "发明专利")}),
        (f"{PARK}高峰时有企业60家。", {(PARK, 60.0, "企业")}),
        ("全国参评的国家级经开区229家，其中安徽13家。",
         {("全国", 229.0, "参评的国家级经开区"), ("安徽", 13.0, "参评的国家级经开区")}),
        (f"{PARK}5000万元以上在建项目74个，当月新入库9个。",
         {(PARK, 74.0, "5000万元以上在建项目"), (PARK, 9.0, "新入库5000万元以上在建项目")}),
        (f"入驻{PARK}的85家企业中，有30家是高新技术企业。", {(PARK, 85.0, "企业"), (PARK, 30.0, "高新技术企业")}),
        (f"落户{PARK}的企业已有210家。", {(PARK, 210.0, "企业")}),
        (f"走进{FIRM}的车间，12条智能化生产线正满负荷运转。", {(FIRM, 12.0, "智能化生产线")}),
        (f"{PARK}吸引67家上下游企业集聚。", {(PARK, 67.0, "上下游企业")}),
        (f"{PARK}拥有7个国家级、35个省级创新平台。", {(PARK, 7.0, "国家级创新平台"), (PARK, 35.0, "省级创新平台")}),
        (f"{PARK}从最初的8家企业发展到如今的120家。", {(PARK, 8.0, "企业"), (PARK, 120.0, "企业")}),
        (f"{FIRM}现在三条线日处理能力1200吨。", set()),
        (f"{FIRM}每条生产线每小时可下线15台电机。", set()),
        (f"{PARK}发展加快。今年新签约项目中，显示产业链项目达到11个。", {(PARK, 11.0, "显示产业链项目")}),
        # a threshold is part of what is counted
        (f"{PARK}累计引进项目67个，亿元以上项目39个，其中10亿元以上7个。",
         {(PARK, 67.0, "项目"), (PARK, 39.0, "亿元以上项目"), (PARK, 7.0, "10亿元以上项目")}),
        (f"{PARK}有企业120家，其中产值亿元以上41家。", {(PARK, 120.0, "企业"), (PARK, 41.0, "产值亿元以上企业")}),
        (f"{PARK}拥有专精特新“小巨人”4家。", {(PARK, 4.0, "专精特新“小巨人”")}),
    ],
)  # fmt: skip
def test_counts(text: str, expected: Told) -> None:
    assert told(text, "count") == expected


def test_what_opens_a_sentence_gives_its_counts_their_year() -> None:
    text = f"{PARK}发展加快。去年新签约项目中，显示产业链项目达到11个。"
    assert [one.period for one in facts_of(text, "count")] == ["2023"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FIRM}今年3月启动建设{PROJECT}。", {(PROJECT, None, "groundbreaking")}),
        (f"{FIRM}今年3月开工建设{PROJECT}。", {(PROJECT, None, "groundbreaking")}),
        (f"{PARK}于2016年3月被批准为国家级高新区。", {(PARK, None, "approved")}),
        (f"{FIRM}创立于2008年。", {(FIRM, None, "established")}),
        (f"6月6日，{PARK}二季度重点项目集中开工。", set()),
        (f"{PROJECT}何时开工，尚无时间表。", set()),
        (f"{PROJECT}尚需取得环评批复。", set()),
        (f"{FIRM}投资4.5亿元的缓释制剂车间于1月18日通过验收并正式投产。", {("缓释制剂车间", None, "in_production")}),
    ],
)  # fmt: skip
def test_events(text: str, expected: Told) -> None:
    assert told(text, "event") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a stage has its own part of what the whole makes
        (f"{SALT}占地200亩。一期10万吨去年10月投产，二期20万吨装置预计明年建成。",
         {(SALT, 3e5, "磷酸铁锂"), (f"{SALT}一期", 1e5, "磷酸铁锂"), (f"{SALT}二期", 2e5, "磷酸铁锂")}),
        (f"{SALT}一期10万吨去年10月投产。", {(SALT, 3e5, "磷酸铁锂"), (f"{SALT}一期", 1e5, "磷酸铁锂")}),
        (f"{PROJECT}全部达产后年产主轴轴承1.2万套，一期产能5000套/年。",
         {(PROJECT, 12000.0, "主轴轴承"), (f"{PROJECT}一期", 5000.0, "主轴轴承")}),
        # what is made, without how it is made or planned
        (f"{FIRM}建设10条轴承生产线，年产能可达1000万套。", {(FIRM, 1e7, "轴承")}),
        (f"{FIRM}的轴承设计产能为每年500万套。", {(FIRM, 5e6, "轴承")}),
        (f"{PARK}污水处理厂日处理能力2万吨。", {(f"{PARK}污水处理厂", 20000.0, "污水")}),
        (f"{FIRM}主营铝材，产能8万吨。", {(FIRM, 80000.0, "铝材")}),
        ("海宁甲湖啤酒有限公司年产啤酒5万千升。", {("海宁甲湖啤酒有限公司", 50000.0, "啤酒")}),
        # written by the year or hour
        ("海澜能源50万吨/年煤基乙醇项目总投资76亿元。",
         {("海澜能源50万吨/年煤基乙醇项目", 5e5, "煤基乙醇")}),
        (f"{FIRM}一期20万吨/年精制磷酸、10万吨/年磷酸铁装置建成。",
         {(f"{FIRM}一期", 2e5, "精制磷酸"), (f"{FIRM}一期", 1e5, "磷酸铁")}),
        (f"{PARK}供热中心供汽能力225吨/小时。", {(f"{PARK}供热中心", 225.0, "供汽")}),
        (f"{PARK}炼油能力2200万吨/年、乙烯产能220万吨/年。", {(PARK, 2.2e7, "炼油"), (PARK, 2.2e6, "乙烯")}),
        (f"{PROJECT}一期年产储能电芯6GWh；二期新增产能10GWh。",
         {(f"{PROJECT}一期", 6.0, "储能电芯"), (f"{PROJECT}二期", 10.0, "储能电芯")}),
        (f"{PARK}年屠宰加工滩羊60万只。", {(PARK, 6e5, "滩羊")}),
        # what went through in a year is no capacity
        (f"{FIRM}去年加工大豆21万吨。", set()),
    ],
)  # fmt: skip
def test_capacities(text: str, expected: Told) -> None:
    assert told(text, "capacity") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FIRM}2023年净利润1.2亿元，营业收入11.4亿元，同比分别增长22%和15.8%。",
         {(FIRM, 0.22, "净利润"), (FIRM, 0.158, "营业收入")}),
        (f"{FIRM}去年净利润1.2亿元，同比增长22%。", {(FIRM, 0.22, "净利润")}),
    ],
)  # fmt: skip
def test_a_profit_may_grow_though_it_is_no_fact(text: str, expected: Told) -> None:
    assert told(text, "growth") == expected


@pytest.mark.parametrize("years", ["2021年、2022年、2023年", "2021—2023年"])
def test_each_year_has_its_figure(years: str) -> None:
    text = f"{PARK}{years}产值分别达到120亿元、190亿元、245亿元。"
    found = [(one.subject, one.value, one.period) for one in facts_of(text)]
    assert found == [(PARK, 1.2e10, "2021"), (PARK, 1.9e10, "2022"), (PARK, 2.45e10, "2023")]


def test_a_planned_sum_plans_no_count_behind_it() -> None:
    text = f"{PARK}新签约项目33个，计划总投资218亿元，其中10亿元以上项目6个。"
    assert [(one.kind, one.expected) for one in facts_of(text)] == [
        ("count", False), ("investment", True), ("count", False),
    ]  # fmt: skip
