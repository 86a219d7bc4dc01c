"""News, listing or enquiry: by wording, with the gold corpus where it is there."""

import json
from pathlib import Path

import pytest

from luodi.facts import Document
from luodi.reading.classify import classify_document, explain_type, type_rules

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "gold" / "dev"

CASES = [
    ("news", "", "5月8日，云栖谷产业园二期开工，占地320亩，总投资9亿元。"),
    ("news", "关于公布2024年重点项目的通知", "一、某产业园项目。总投资3亿元，建设厂房2万平方米，年底竣工。"),
    ("news", "某园区简介", "园区名称：某产业园\n占地面积：4平方公里\n主导产业：医疗器械\n入驻企业：80家\n厂房租金：18元/㎡/月\n招商电话：000"),
    ("news", "", "青禾生物宣布完成近亿元A轮融资，由渡鸦资本领投，资金用于厂房建设。"),
    ("news", "", "某县长说，到年底全县厂房出租率要达到九成，规上工业增加值同比增长9%。"),
    ("listing", "厂房出租", "城阳流亭3000平，层高9米，行车5吨，租金18元/平/月，空置随时看，王经理13800000000"),
    ("listing", "", "业主直租 丙二类仓库 1000平起租 有月台 拎包入驻"),
    ("listing", "", "工业用地23亩转让，红本在手，28万/亩，中介勿扰"),
    ("listing", "", "Warehouse for lease, 5000㎡, clear height 9m, available now"),
    ("listing", "3号楼招商", "标准厂房，单层面积1900㎡，可按层出租，首层28元/㎡/月，毛坯现房"),
    ("requirement", "", "求租即墨厂房2000平左右，一楼，层高8米以上，预算18以内"),
    ("requirement", "", "我们是做五金的，现在厂房到期，想在胶州租3000平，能办环评，租金别超过15块"),
    ("requirement", "关于生产基地选址的函", "我公司拟在青岛投资建设生产基地，需工业用地80亩，总投资3亿元，年税收2000万元。"),
    ("requirement", "", "Looking for lab space, 800㎡, budget below 3.5元/㎡/day"),
    ("listing", "", "狮山钢构厂房带隔热层，滴水9米，5000方起分，20元/方，有10T天车"),
    ("listing", "", "华新 办公研发楼 整栋6200㎡ 7层 可注册 2.2元 精装修 有食堂"),
    ("listing", "", "马鞍 独立小院厂房 土地8亩 厂房5000方 价格1680万 过户费各半"),
    ("requirement", "", "医药中间体项目拟征地50亩，投资3亿，亩均税收可达35万，需化工园区，蒸汽、危废处置配套"),
    ("requirement", "", "求 危化品甲类库 300平 泰兴或者靖江"),
    ("requirement", "", "台资企业 找厂 15000平 独栋 带宿舍300人 电1250KVA 租金22以内 要红本"),
    ("requirement", "", "有客户要在合肥找30亩地建总部，年产值3个亿，税收1500万，不要太偏"),
    ("requirement", "", "Need 10,000 sqm warehouse near the airport, ceiling height 9m, move in by March"),
    ("requirement", "", "急找冷库2000方以上，月底前要进货，房东直接打电话"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "title", "text"), CASES)
def test_type(type_: str, title: str, text: str) -> None:
    document = Document("x", text, title)
    assert classify_document(document) == type_, explain_type(document)


def test_a_stated_type_stands() -> None:
    assert classify_document(Document("x", "求租厂房", type="listing")) == "listing"


def test_nothing_to_go_by_is_news() -> None:
    assert classify_document(Document("x", "……")) == "news"


def test_every_rule_can_be_explained() -> None:
    assert {rule.type for rule in type_rules()} == {"news", "listing", "requirement"}
    (rule, words), *_ = explain_type(Document("x", "诚意求租"))
    assert (rule.type, words) == ("requirement", "求租")


@pytest.mark.skipif(not GOLD.exists(), reason="needs the gold corpus")
def test_gold() -> None:
    lines = [line for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_text("utf-8").split("\n")]
    rows = [json.loads(line) for line in lines if line]
    documents = [(row["type"], Document(row["id"], row["text"], row["title"])) for row in rows]
    wrong = [document.id for type_, document in documents if classify_document(document) != type_]
    assert len(wrong) <= 1, wrong
