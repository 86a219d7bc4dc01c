"""Shares of a whole, in many wordings: the part, the whole with its measure, how near. All names are invented."""

import pytest

from reading.telling import Told, facts_of, told

PARK, FIRM = "海宁临空产业园", "浙江海澜精密有限公司"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a place's whole takes the measure, with its product
        (f"{PARK}去年雨伞出货量占全国的12%、全球的8%左右。", {(PARK, 0.12, "全国雨伞出货量"), (PARK, 0.08, "全球雨伞出货量")}),
        (f"{PARK}年产精密轴承3亿套，产能约占全国的四分之一。", {(PARK, 0.25, "全国精密轴承产能")}),
        (f"{PARK}刀剪产量约占全国的七成，出口量占全国的85%。", {(PARK, 0.7, "全国刀剪产量"), (PARK, 0.85, "全国刀剪出口量")}),
        (f"{PARK}保温杯产量占全国总产量的70%。", {(PARK, 0.7, "全国保温杯总产量")}),
        (f"{PARK}规上工业产值388亿元，占海宁市的五成以上。", {(PARK, 0.5, "海宁市规上工业产值")}),
        (f"{PARK}雨伞出口额占嘉兴市雨伞出口总额的38%。", {(PARK, 0.38, "嘉兴市雨伞出口总额")}),
        (f"{PARK}有针织企业300家，产量占全市的九成。", {(PARK, 0.9, "全市针织产量")}),
        (f"{PARK}雨伞产业产值达85亿元，占全国同行业的七成。", {(f"{PARK}雨伞产业", 0.7, "全国同行业雨伞产业产值")}),
        (f"{PARK}家纺产品销量占全国的一半以上。", {(PARK, 0.5, "全国家纺产品销量")}),
        # a part of its own
        (f"{FIRM}去年销售收入6.3亿元，其中外销占六成。", {("外销", 0.6, "销售收入")}),
        (f"{FIRM}去年销售收入6.3亿元，其中自主品牌占比首次过半。", {("自主品牌", 0.5, "销售收入")}),
        (f"{FIRM}去年海外订单首次过半。", {("海外订单", 0.5, "订单")}),
        (f"{FIRM}去年研发费用4200万元，占营收的比例为5.6%。", {("研发费用", 0.056, "营收")}),
        (f"{FIRM}现有员工820人，八成以上是本地人。", {("本地人", 0.8, "员工")}),
        (f"{PARK}入驻企业86家，其中七成来自上海。", {("来自上海企业", 0.7, "入驻企业")}),
        (f"{PARK}上半年绿电占园区用电量的比重由去年同期的42%提升到61%。", {("绿电", 0.42, "园区用电量"), ("绿电", 0.61, "园区用电量")}),
        (f"{PARK}在孵企业里由大学生创办的企业占四成。", {("大学生创办的企业", 0.4, "在孵企业")}),
        (f"{PARK}一季度进出口总额48亿元，其中跨境电商出口9亿元，占比近两成。", {("跨境电商出口", 0.2, "进出口总额")}),
        # markets
        (f"{FIRM}的高温阀门国内市场占有率达到35%。", {(FIRM, 0.35, "国内高温阀门市场")}),
        (f"{FIRM}年产密炼机600台，占全国市场的三成，国际市场占有率约15%。", {(FIRM, 0.3, "全国密炼机市场"), (FIRM, 0.15, "国际密炼机市场")}),
        (f"全国每3条领带中就有1条来自{PARK}。", {(PARK, 0.333333, "全国领带")}),
        # none
        (f"{PARK}时间过半，任务过半。", set()),
        (f"{PARK}总投资5亿元的项目工程量已完成一半。", set()),
    ],
)  # fmt: skip
def test_shares(text: str, expected: Told) -> None:
    assert told(text, "share") == expected


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        (f"{PARK}产值占全市的四分之三以上。", "at_least"),
        (f"{PARK}雨伞产量占全国的一半以上。", "at_least"),
        (f"{PARK}产值占全市的近三分之一。", "at_most"),
        (f"{PARK}产值占全市的六成还多。", "at_least"),
        (f"{FIRM}去年营收3亿元，出口占比首次过半。", "at_least"),
    ],
)
def test_how_near_a_share_is(text: str, approx: str) -> None:
    assert [one.approx for one in facts_of(text, "share")] == [approx]


def test_a_share_that_moved_has_a_time_at_each_end() -> None:
    text = f"{PARK}上半年绿电占园区用电量的比重由去年同期的42%提升到61%。"
    found = [(one.value, one.period) for one in facts_of(text, "share", published="2024-08-10")]
    assert found == [(0.42, "2023-H1"), (0.61, "2024-H1")]
