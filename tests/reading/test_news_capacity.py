"""What is made or handled in a year or day, in many wordings: whose it is, the product, the unit. All names are invented."""

import pytest

from reading.telling import facts_of

FIRM, PARK = "浙江海澜精密有限公司", "海宁临空产业园"

Told = set[tuple[str, float | None, str | None, str | None]]


def told(text: str) -> Told:
    """Give owner, value, unit and product of the capacities told."""
    return {(one.subject, one.value, one.unit, one.object) for one in facts_of(text, "capacity")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # verbs of many trades
        (f"{FIRM}年压榨大豆150万吨、年精炼油脂30万吨。", {(FIRM, 1.5e6, "吨/年", "大豆"), (FIRM, 3e5, "吨/年", "油脂")}),
        (f"{FIRM}年可喷涂门板60万套。", {(FIRM, 6e5, "套/年", "门板")}),
        (f"{FIRM}年处理废旧电池2万吨、提取碳酸锂3000吨。", {(FIRM, 2e4, "吨/年", "废旧电池"), (FIRM, 3000.0, "吨/年", "碳酸锂")}),
        (f"{FIRM}每年可生产家用吸尘器500万台。", {(FIRM, 5e6, "台/年", "家用吸尘器")}),
        (f"{FIRM}一天能出10万个馒头。", {(FIRM, 1e5, "个/日", "馒头")}),
        (f"{FIRM}年产eVTOL 200架、UAV 3000架。", {(FIRM, 200.0, "架/年", "eVTOL"), (FIRM, 3000.0, "架/年", "UAV")}),
        # the plant behind it owns it
        (f"{PARK}年捕集二氧化碳30万吨的CCUS示范装置已投运。", {("CCUS示范装置", 3e5, "吨/年", "二氧化碳")}),
        (f"{PARK}日处理印染废水8万吨的污水处理厂投入运行。", {("污水处理厂", 8e4, "吨/日", "印染废水")}),
        # what grows, and the product told before
        (f"{FIRM}新增正极材料产能2万吨/年。", {(FIRM, 2e4, "吨/年", "正极材料")}),
        (f"{FIRM}的工业内窥镜已经量产，年产能2.4万台。", {(FIRM, 2.4e4, "台/年", "工业内窥镜")}),
        (f"{FIRM}日加工鲜笋300吨，带动农户种笋。公司准备扩产到每天600吨。", {(FIRM, 300.0, "吨/日", "鲜笋"), (FIRM, 600.0, "吨/日", "鲜笋")}),
        (f"{FIRM}年产叶片从800套提升到1500套，2027年要达到2000套。",
         {(FIRM, 800.0, "套/年", "叶片"), (FIRM, 1500.0, "套/年", "叶片"), (FIRM, 2000.0, "套/年", "叶片")}),
        (f"{FIRM}动力电池产能由10GWh扩大到24GWh。", {(FIRM, 10.0, "GWh", "动力电池"), (FIRM, 24.0, "GWh", "动力电池")}),
        # what was done in a year is none, nor what one line does
        (f"{FIRM}2024年生产轴承5万套，今年1月加工齿轮3万件。", set()),
        (f"{FIRM}采用国产化装备，单线年产能20万吨。", set()),
        (f"{FIRM}原来一年只能做3万套。", set()),
    ],
)  # fmt: skip
def test_capacities(text: str, expected: Told) -> None:
    assert told(text) == expected
