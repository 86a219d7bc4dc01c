"""One claim in many wordings: what the rules of kinds must find in each. Firms and parks are invented."""

import pytest

from luodi.facts import Document
from luodi.reading.read import read_document
from reading.telling import facts_of, told

PARK, FIRM, PROJECT = "海宁临空产业园", "浙江海澜精密有限公司", "海澜精密轴承项目"


def objects(text: str, kind: str) -> set[str | None]:
    return {fact.object for fact in facts_of(text) if fact.kind == kind}


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
    signed = [fact for fact in facts_of(text) if fact.kind == "signed"]
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
    assert {(fact.object, fact.value) for fact in facts_of(text) if fact.kind == "count"} == counts


def test_facts_in_brackets_are_said_of_what_stands_before() -> None:
    facts = facts_of(f"{PROJECT}（总投资15亿元，占地120亩）开工。")
    assert {(fact.kind, fact.subject, fact.value) for fact in facts if fact.value is not None} == {
        ("investment", PROJECT, 1.5e9),
        ("land_area", PROJECT, 80000.0),
    }


def test_each_figure_goes_to_its_owner() -> None:
    facts = facts_of(
        "海宁市电子信息、轴承制造、新材料三个行业产值分别为40亿元、30亿元和20亿元，同比分别增长4%、下降3%、增长21%。"
    )
    assert [fact.value for fact in facts if fact.kind == "output_value"] == [4e9, 3e9, 2e9]
    assert [fact.value for fact in facts if fact.kind == "growth"] == [0.04, -0.03, 0.21]


def test_a_milestone_gives_way_to_the_exact_figure() -> None:
    facts = [fact for fact in facts_of(f"{PARK}GDP突破百亿元，达到108亿元。") if fact.kind == "indicator"]
    assert [(fact.object, fact.value) for fact in facts] == [("GDP", 1.08e10)]


def test_a_pair_of_years_gives_each_figure_its_own() -> None:
    facts = [
        fact for fact in facts_of(f"{FIRM}营收从2020年的3亿元增长到2023年的8亿元。") if fact.kind == "revenue"
    ]
    assert [(fact.value, fact.period) for fact in facts] == [(3e8, "2020"), (8e8, "2023")]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        # what a clause calls itself is not whom it speaks of
        (f"{PARK}现有企业50家。作为全省最大的轴承生产基地，去年产值30亿元。", "output_value", {(PARK, 3e9, None)}),
        # the former and the latter of two things
        ("甲湖精炼项目、乙山烘焙生产线相继落地，前者投资1.8亿元，后者占地30亩。", "investment", {("甲湖精炼项目", 1.8e8, None)}),
        ("甲湖精炼项目、乙山烘焙生产线相继落地，前者投资1.8亿元，后者占地30亩。", "land_area", {("乙山烘焙生产线", 20000.0, None)}),
        # a measure taken up again
        (f"{FIRM}去年销售收入首次站上10亿元，今年1至5月已达4.7亿元。", "revenue", {(FIRM, 1e9, None), (FIRM, 4.7e8, None)}),
        (f"{FIRM}去年营收8亿元，今年一季度达2.5亿元。", "revenue", {(FIRM, 8e8, None), (FIRM, 2.5e8, None)}),
        (f"{FIRM}去年纳税800万元，前5个月已完成500万元。", "tax", {(FIRM, 8e6, None), (FIRM, 5e6, None)}),
        (f"{FIRM}去年卖了38.6亿元，比上一年多卖了2亿元。", "revenue", {(FIRM, 3.86e9, None)}),
        (f"{FIRM}上半年卖出近3亿元。", "revenue", {(FIRM, 3e8, None)}),
        # a round of financing is no investment
        (f"{FIRM}完成由甲湖创投独家投资的1.2亿元A+轮融资。", "investment", set()),
        # sums of the batches counted before
        (f"{PARK}集中开工项目9个、竣工项目5个，计划总投资分别为64.3亿元、27.8亿元。", "investment",
         {("集中开工项目", 6.43e9, None), ("竣工项目", 2.78e9, None)}),
        # growth against some years ago, of an amount, by times
        (f"{PARK}去年产值30亿元，较五年前增长了3倍。", "growth", {(PARK, 3.0, "产值")}),
        (f"{PARK}去年产值30亿元，比三年前翻了一番。", "growth", {(PARK, 1.0, "产值")}),
        (f"{PARK}前4月进口木材38万立方米，同比增长2.6倍。", "growth", {(PARK, 2.6, "进口木材")}),
        (f"{FIRM}订单翻了一倍还多。", "growth", {(FIRM, 1.0, "订单")}),
        (f"{FIRM}换来的是产量增长四成。", "growth", {(FIRM, 0.4, "产量")}),
        # capacities
        ("年产20万吨针状焦及5万吨前驱体项目开工。", "capacity",
         {("年产20万吨针状焦及5万吨前驱体项目", 2e5, "针状焦"), ("年产20万吨针状焦及5万吨前驱体项目", 5e4, "前驱体")}),
        (f"{PROJECT}初期年产轴承200万套，远期提升到1000万套。", "capacity", {(PROJECT, 2e6, "轴承"), (PROJECT, 1e7, "轴承")}),
        (f"{PROJECT}目前轴承年产能20万套，明年将增至50万套。", "capacity", {(PROJECT, 2e5, "轴承"), (PROJECT, 5e5, "轴承")}),
        (f"{FIRM}年产羽绒服400万件。公司现有产能约650万件/年。", "capacity", {(FIRM, 4e6, "羽绒服"), (FIRM, 6.5e6, "羽绒服")}),
        (f"{PARK}集聚粮食加工企业74家，年加工能力420万吨。", "capacity", {(PARK, 4.2e6, "粮食")}),
        (f"{FIRM}每天可产自热米饭15万份。", "capacity", {(FIRM, 1.5e5, "自热米饭")}),
        (f"{PARK}智能算力规模达到5000P。", "capacity", {(PARK, 5000.0, "智能算力")}),
        ("日供水15万吨的城北净水厂三期工程开工。", "capacity", {("城北净水厂三期工程", 1.5e5, "供水")}),
        # shares
        (f"{PROJECT}总投资18亿元，其中环保投资9860万元，占总投资的5.43%。", "share", {("环保投资", 0.0543, "总投资")}),
        (f"{FIRM}去年营收10亿元，其中出口4亿元，占营收的四成。", "share", {("出口", 0.4, "营收")}),
        (f"{PARK}飞机、船舶租赁业务规模分别占全国的80%、78%。", "share",
         {(PARK, 0.8, "全国飞机租赁业务规模"), (PARK, 0.78, "全国船舶租赁业务规模")}),
        # ranks
        (f"{PARK}上半年固定资产投资增长12%，增速位列全市之首。", "rank", {(PARK, 1.0, "全市固定资产投资增速")}),
        (f"{PARK}高新技术企业增至50家，数量居全省第三。", "rank", {(PARK, 3.0, "全省高新技术企业数量")}),
        # counts
        (f"{PARK}已有6个项目建成投产。", "count", {(PARK, 6.0, "建成投产项目")}),
        (f"首批38家企业今年年初入驻{PARK}。", "count", {(PARK, 38.0, "首批企业")}),
        (f"{PARK}确保全年新开工项目20个以上。", "count", {(PARK, 20.0, "新开工项目")}),
        (f"{PARK}能容纳120名工艺师驻场创作。", "count", {(PARK, 120.0, "工艺师")}),
        (f"{FIRM}自研的RX-4型四座倾转旋翼机完成首飞。", "count", set()),
        (f"{FIRM}的车间以前要200人，现在只要60个。", "count", set()),
        # events
        (f"6月3日，{PARK}举行集中开竣工活动。开工项目中，甲湖精炼项目投资3亿元；乙山锂电隔膜二期用地50亩。", "event",
         {("甲湖精炼项目", None, "groundbreaking"), ("乙山锂电隔膜二期", None, "groundbreaking")}),
        ("今年5月，由海宁市牵头设立的甲湖创新中心挂牌。", "event", {("甲湖创新中心", None, "established")}),
        ("甲湖精炼项目今年3月打下第一根桩。", "event", {("甲湖精炼项目", None, "groundbreaking")}),
        ("甲湖烘焙生产线今年10月投产后，产量将翻番。", "event", {("甲湖烘焙生产线", None, "in_production")}),
        # places
        (f"在{PARK}的甲湖算力小镇，机柜闪烁。", "located_in", {("甲湖算力小镇", None, PARK)}),
        (f"{PARK}发展加快。甲湖精炼项目、乙山烘焙生产线相继落地。", "located_in",
         {("甲湖精炼项目", None, PARK), ("乙山烘焙生产线", None, PARK)}),
        (f"今年，甲湖医影、乙山动漫等31家AI企业相继签约入驻{PARK}。", "located_in", {("甲湖医影", None, PARK), ("乙山动漫", None, PARK)}),
        (f"在{PARK}，江西自由木家居的新车间里，电锯运转不停。", "located_in", {("江西自由木家居", None, PARK)}),
        # a counted group, and what it goes on with
        (f"去年，{PARK}80家规上企业完成开票销售412亿元，入库税金11.6亿元。", "revenue", {("80家规上企业", 4.12e10, None)}),
        (f"去年，{PARK}80家规上企业完成开票销售412亿元，入库税金11.6亿元。", "tax", {("80家规上企业", 1.16e9, None)}),
        (f"{FIRM}为船东改装的双燃料船顺利交付，合同额5800万美元。", "investment", set()),
        (f"{FIRM}为船东改装的双燃料船顺利交付，合同额5800万美元。", "event", set()),
        # who builds it stands by
        ("甲湖中心总投资2亿元。海宁仓储有限公司建设，2021年9月开工。", "event", {("甲湖中心", None, "groundbreaking")}),
        (f"{PARK}去年开园。这里原是甲湖鞋革厂，占地74亩。", "land_area", {(PARK, 49333.33, None)}),
        # each of several is no total
        ("甲湖精炼、乙山镀膜等三个项目投资额均超10亿元。", "investment", set()),
        # shares that moved
        ("去年，海宁市装备制造产业营收478亿元，占全省比重由上年的51%提高到55%。", "share",
         {("海宁市装备制造产业", 0.51, "全省装备制造产业营收"), ("海宁市装备制造产业", 0.55, "全省装备制造产业营收")}),
        (f"去年，{PARK}产值280亿元，占全市比重提高到85%。", "share", {(PARK, 0.85, "全市产值")}),
        (f"{FIRM}航空级钛棒国内市场占有率超过四成。", "share", {(FIRM, 0.4, "国内航空级钛棒市场")}),
        (f"{PARK}今年新签约项目51个，协议引资213亿元，其中新兴产业项目占78%。", "share", {("新兴产业项目", 0.78, "新签约项目")}),
        # counts that grew, counts at a signing, counts that leave out their noun
        (f"{PARK}钛企从十年前的300家发展到如今的658家。", "count", {(PARK, 300.0, "钛企"), (PARK, 658.0, "钛企")}),
        ("海宁市举行重点项目签约活动，26个项目达成合作。", "count", {("海宁市", 26.0, "签约项目")}),
        (f"{PARK}计划招引亿元以上项目40个，开工建设32个，竣工28个。", "count",
         {(PARK, 40.0, "招引亿元以上项目"), (PARK, 32.0, "开工建设亿元以上项目"), (PARK, 28.0, "竣工亿元以上项目")}),
        (f"{PARK}聚集了15个国家级平台和440家科技企业。", "count", {(PARK, 15.0, "国家级平台"), (PARK, 440.0, "科技企业")}),
        # capacities
        (f"{FIRM}年修船能力260艘。", "capacity", {(FIRM, 260.0, "修船")}),
        (f"{PROJECT}投产后，年新增轴承钢1.5万吨。", "capacity", {(PROJECT, 15000.0, "轴承钢")}),
        (f"{PROJECT}投产后，年新增税收1.5亿元。", "capacity", set()),
        ("云湾500兆瓦光伏电站开工。", "capacity", {("云湾500兆瓦光伏电站", 500.0, "光伏")}),
        # areas
        (f"{FIRM}租下整整两层，面积4600平方米。", "floor_area", {(FIRM, 4600.0, None)}),
        (f"{PARK}意向租赁面积合计5.3万平方米。", "land_area", set()),
        (f"{PARK}厂房2000平方米起售。", "floor_area", set()),
        # focus
        (f"{PARK}把目光投向细胞治疗、高端制剂和医疗器械三个细分方向。", "focus",
         {(PARK, None, "细胞治疗"), (PARK, None, "高端制剂"), (PARK, None, "医疗器械")}),
        (f"{PARK}坚持以新能源、新材料为主攻方向。", "focus", {(PARK, None, "新能源"), (PARK, None, "新材料")}),
        # listed projects that share an event
        ("甲湖航空物流枢纽、乙山航材维修中心等17个已开工。", "event",
         {("甲湖航空物流枢纽", None, "groundbreaking"), ("乙山航材维修中心", None, "groundbreaking")}),
        ("去年，甲湖晶硅切片二期、乙山铝箔等36个亿元以上项目投产。", "event",
         {("甲湖晶硅切片二期", None, "in_production"), ("乙山铝箔", None, "in_production")}),
        (f"6月3日，甲湖生物、乙山细胞等14家企业与{PARK}集中签约。", "signed", {("甲湖生物", None, PARK), ("乙山细胞", None, PARK)}),
        # the bracket behind a project is its place
        ("甲湖电池壳体项目（桐城经开区）总投资12亿元。", "located_in", {("甲湖电池壳体项目", None, "桐城经开区")}),
        ("甲湖化纤项目（怀宁县）总投资12亿元。", "located_in", {("甲湖化纤项目", None, "怀宁县")}),
        ("甲湖化纤项目（一期工程）总投资12亿元。", "located_in", set()),
        # ranks by a figure
        (f"{FIRM}以每亩税收86万元位列第一。", "rank", {(FIRM, 1.0, "每亩税收")}),
        # an industry by its cluster, and the measure of the whole that is an industry
        (f"前三季度，{PARK}轴承产业集群实现产值173.6亿元，占全市规上工业的41.5%。", "output_value",
         {(f"{PARK}轴承产业集群", 1.736e10, None)}),
        (f"前三季度，{PARK}实现产值173.6亿元，占全市规上工业的41.5%。", "share", {(PARK, 0.415, "全市规上工业产值")}),
        # a rate that falls is said once for two
        (f"{PARK}营业收入612亿元，税收29.4亿元，分别下降8.5%、21.3%。", "growth",
         {(PARK, -0.085, "营业收入"), (PARK, -0.213, "税收")}),
        # a line of production counts, and holds a capacity
        (f"{PROJECT}建设年产1.5万吨轴承钢生产线6条及配套仓储中心。", "capacity", {(PROJECT, 15000.0, "轴承钢")}),
        (f"{FIRM}冷库投用后，日速冻能力可达400吨。", "capacity", {(FIRM, 400.0, "速冻")}),
        # what is to be begun, listed behind the verb
        (f"四季度，{PARK}还将开工甲湖新材、乙山建筑等5个亿元以上项目。", "event",
         {("甲湖新材", None, "groundbreaking"), ("乙山建筑", None, "groundbreaking")}),
        (f"{PROJECT}建成达产后，可实现年销售收入10亿元。", "event", set()),
        # the place among those that were compared
        ("日前，商务部公布国家级经开区考核评价结果。海宁经开区在参评的229家国家级经开区中位列第38位。", "rank",
         {("海宁经开区", 38.0, "国家级经开区考核评价")}),
        ("海宁新闻网讯 海宁经开区引进项目31个。", "count", {("海宁经开区", 31.0, "项目")}),
        (f"120亩土地闲置四年。{PARK}去年收回土地。", "land_area", set()),
        (f"近日，记者走进{PARK}，{FIRM}的车间里机声隆隆。", "located_in", {(FIRM, None, PARK)}),
        (f"来到{PARK}，{FIRM}的车间里机声隆隆。", "located_in", {(FIRM, None, PARK)}),
    ],
)  # fmt: skip
def test_other_writers_say_it_so(
    text: str, kind: str, expected: set[tuple[str, float | str | None, str | None]]
) -> None:
    assert told(text, kind) == expected


def test_an_announcement_speaks_of_the_firm_that_gives_it() -> None:
    title = f"{FIRM}关于签订投资协议的公告"
    text = "公司拟由全资子公司安徽海澜轴承有限公司建设新基地。\n2023年度公司实现营业收入15.73亿元。"
    assert told(text, "revenue", title=title) == {(FIRM, 1.573e9, None)}


@pytest.mark.parametrize("gap", ["　", "   ", " | ", "｜"])
def test_a_table_whose_rows_are_lines(gap: str) -> None:
    rows = [
        ("名次", "企业名称", "纳税额（亿元）", "同比（%）"),
        ("1", "甲湖租赁", "14.2", "9.5"),
        ("2", "乙山油品", "9.87", "-3.2"),
    ]
    text = "2023年度纳税十强\n" + "\n".join(gap.join(row) for row in rows)
    assert told(text, "tax") == {("甲湖租赁", 1.42e9, None), ("乙山油品", 9.87e8, None)}
    assert told(text, "growth") == {("甲湖租赁", 0.095, "纳税额"), ("乙山油品", -0.032, "纳税额")}
    assert told(text, "rank") == {("甲湖租赁", 1.0, "纳税十强"), ("乙山油品", 2.0, "纳税十强")}


def test_a_table_of_a_regions_indicators() -> None:
    text = (
        "指标名称 | 单位 | 1—5月 | 同比（%）\n地区生产总值 | 亿元 | 512.3 | 6.1\n"
        "规模以上工业增加值 | | | 8.2\n实际使用外资 | 万美元 | 3200 | -12.0\n"
    )
    title = "海宁市2024年1—5月主要经济指标"
    assert told(text, "indicator", title=title) == {
        ("海宁市", 5.123e10, "地区生产总值"),
        ("海宁市", 3.2e7, "实际使用外资"),
    }
    assert told(text, "growth", title=title) == {
        ("海宁市", 0.061, "地区生产总值"),
        ("海宁市", 0.082, "规模以上工业增加值"),
        ("海宁市", -0.12, "实际使用外资"),
    }


def test_a_table_of_stages() -> None:
    text = (
        f"{PROJECT}分两期建设，各期情况如下：\n期次 | 拟投资（万元） | 达产年产能（万套） | 拟投产时间\n"
        "一期 | 28,000 | 4 | 2024年10月\n二期 | 31,500 | 5 | 2026年1月\n合计 | 59,500 | 9 | —\n"
    )
    assert told(text, "investment") == {
        (f"{PROJECT}一期", 2.8e8, None),
        (f"{PROJECT}二期", 3.15e8, None),
        (PROJECT, 5.95e8, None),
    }
    assert {(subject, value) for subject, value, _ in told(text, "capacity")} == {
        (f"{PROJECT}一期", 40000.0),
        (f"{PROJECT}二期", 50000.0),
        (PROJECT, 90000.0),
    }


def test_blocks_below_an_item_are_said_of_it() -> None:
    text = (
        "▶甲湖油库基地\n进度：储罐焊接完成\n总投资28亿元。\n\n"
        "▶乙山精密铸造扩能项目\n进度：设备进场\n计划投资1.35亿元。"
    )
    assert told(text, "investment") == {("甲湖油库基地", 2.8e9, None), ("乙山精密铸造扩能项目", 1.35e8, None)}


def test_an_answer_about_plans_tells_of_plans() -> None:
    document = Document(
        id="answer",
        text=f"问：{PARK}今年有什么打算？\n答：新签项目不少于25个，进出口总额增长10%。",
        title=f"对话{PARK}负责人",
        type="news",
        published="2024-03-10",
    )
    facts = read_document(document).facts
    assert {(one.kind, one.expected) for one in facts} == {("count", True), ("growth", True)}
