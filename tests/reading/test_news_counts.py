"""What somebody has how many of, in the wordings of journalists: the noun, the threshold, whose they are. All names are invented."""

import pytest

from reading.telling import Told, facts_of, told

FIRM, PARK = "浙江海澜精密有限公司", "海宁临空产业园"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # verbs of having
        (f"{FIRM}手里攥着发明专利43项。", {(FIRM, 43.0, "发明专利")}),
        (f"{PARK}带动周边乡镇建起“扶贫车间”86个。", {(PARK, 86.0, "扶贫车间")}),
        (f"{FIRM}承包了钢铁企业的高炉炉衬138座。", {(FIRM, 138.0, "高炉炉衬")}),
        (f"{FIRM}在非洲建有工厂4座、在德国设有研发中心1个。", {(FIRM, 4.0, "工厂"), (FIRM, 1.0, "研发中心")}),
        (f"{PARK}累计承接上海、苏州等地搬迁企业57家。", {(PARK, 57.0, "搬迁企业")}),
        (f"{PARK}就业人数3.8万人。", {(PARK, 38000.0, "就业人数")}),
        # thresholds and traits
        (f"{PARK}有18家企业营收过亿元。", {(PARK, 18.0, "营收过亿元企业")}),
        (f"{PARK}再培育3家年销售收入超5亿元的加工企业。", {(PARK, 3.0, "年销售收入超5亿元的加工企业")}),
        (f"{PARK}产值超10亿元的龙头企业发展到5家。", {(PARK, 5.0, "产值超10亿元的龙头企业")}),
        (f"{PARK}现有电商企业3900多家，其中持有食品生产许可证的84家。",
         {(PARK, 3900.0, "电商企业"), (PARK, 84.0, "持有食品生产许可证的电商企业")}),
        # what is new, and its total
        (f"{PARK}年末拥有高新技术企业42家，其中当年新增12家。", {(PARK, 42.0, "高新技术企业"), (PARK, 12.0, "新增高新技术企业")}),
        (f"{PARK}规上工业企业净增23家，总数达到178家。", {(PARK, 23.0, "净增规上工业企业"), (PARK, 178.0, "规上工业企业")}),
        # nobody has these
        (f"{PARK}日均发单20万件，一天要走1.6万件快递。", set()),
        ("本报记者选取四座各具特色的园区，走访了12家企业。", set()),
        (f"{PARK}的两个项目何时供地，尚无定论。另有两家企业表达了意向。", set()),
        (f"{PARK}吸引了来自12个省份的企业落户。", set()),
    ],
)  # fmt: skip
def test_counts_of_journalists(text: str, expected: Told) -> None:
    assert told(text, "count") == expected


def test_a_count_that_grew_has_the_year_of_its_start_alone() -> None:
    text = f"{PARK}高新技术企业由2020年的36家增加到118家。"
    found = [(one.value, one.period) for one in facts_of(text, "count")]
    assert found == [(36.0, "2020"), (118.0, None)]
