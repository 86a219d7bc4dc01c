"""Whom a figure is said of: headlines' names, speakers, stages, groups, wholes. All names are invented."""

import pytest

from reading.telling import facts_of


def told(text: str, title: str = "") -> set[tuple[str, str]]:
    return {(fact.kind, fact.subject) for fact in facts_of(text, title=title, published="2025-06-20")}


@pytest.mark.parametrize(
    ("title", "text", "subject"),
    [
        (
            "陶瓷小镇的新窑火",
            "记者走进江西浮岭陶瓷产业园，窑炉正旺。园区占地860亩。",
            "江西浮岭陶瓷产业园",
        ),
        (
            "竹海小镇再出发",
            "安吉云峰竹材产业园里机器轰鸣。\n园区占地860亩，现有企业63家。",
            "安吉云峰竹材产业园",
        ),
        ("云岭铝谷签下大单", "云岭铝材产业谷昨日签约。园区占地860亩。", "云岭铝材产业谷"),
        ("“电池小镇”怎么干？", "杨克（溧水新能源产业园管委会主任）：园区占地860亩。", "溧水新能源产业园"),
        ("莲塘食品产业园一季度开门红", "园区占地860亩，隔壁的河东物流园尚在建设。", "莲塘食品产业园"),
    ],
)
def test_what_a_headline_means(title: str, text: str, subject: str) -> None:
    assert ("land_area", subject) in told(text, title)


PARK = "淮岭绿色建材产业园"
FIRM = "安徽皖岭新材有限公司"


@pytest.mark.parametrize(
    "text",
    [
        f"{PARK}占地860亩。\n{FIRM}董事长周启明说，企业去年扩产。\n周启明介绍，去年营收3.2亿元。",
        f"{PARK}占地860亩。\n“起步很难。”{FIRM}总经理周启明说。\n“去年营收3.2亿元。”周启明告诉记者。",
        f"{PARK}占地860亩。\n周启明（{FIRM}董事长）：我们2015年建厂。\n记者：去年怎么样？\n周启明：营收3.2亿元。",
        f"{PARK}占地860亩。\n“订单排到了年底。”{FIRM}负责人周启明透露。\n据周启明介绍，去年营收3.2亿元。",
        f"{PARK}占地860亩。\n{FIRM}副总经理周启明告诉记者，厂子2015年建成。\n周启明表示，去年营收3.2亿元。",
    ],
)
def test_a_mans_firm(text: str) -> None:
    assert ("revenue", FIRM) in told(text)


@pytest.mark.parametrize(
    "says",
    [
        "淮岭县建材产业服务中心副主任田茂说",
        "淮岭县发改局局长田茂介绍",
        "河口市委常委田茂表示",
        "河口市副市长田茂说",
        "省建材研究院研究员田茂说",
        "淮岭县投资促进局有关负责人田茂透露",
    ],
)
def test_whose_official_speaks_is_not_spoken_of(says: str) -> None:
    assert ("output_value", PARK) in told(f"{PARK}占地860亩，去年引进企业12家。{says}，去年产值达到36亿元。")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("皖岭集团拟在淮岭县建设药用玻璃瓶及配套瓶盖生产基地，占地120亩。", "药用玻璃瓶及配套瓶盖生产基地"),
        ("皖岭集团将建设动力电池及配套结构件制造基地，占地120亩。", "动力电池及配套结构件制造基地"),
        ("皖岭集团投资3亿元建设风电叶片及配套模具项目，占地120亩。", "风电叶片及配套模具项目"),
        ("皖岭集团计划建设卤味食品及配套冷链物流中心，占地120亩。", "卤味食品及配套冷链物流中心"),
        ("总投资25亿元的皖岭电动工具产业园6月2日开工，占地120亩。", "皖岭电动工具产业园"),
        ("皖岭集团旗下的河口锌硒茶城去年9月开业，占地120亩。", "河口锌硒茶城"),
        ("皖岭集团在河口投入的2.2亿元智能工厂已于上月投产，占地120亩。", "智能工厂"),
    ],
)
def test_names_kept_whole(text: str, name: str) -> None:
    assert ("land_area", name) in told(text)


@pytest.mark.parametrize(
    "moved",
    [
        "2022年迁入园区B区",
        "2022年搬进园区3号楼",
        "去年租用园区标准厂房",
        "2022年搬至园区二期",
        "2021年落户淮岭经济开发区",
        "2021年进驻园区",
        "毗邻河口物流园",
    ],
)
def test_where_a_firm_settles_is_not_spoken_of(moved: str) -> None:
    assert ("count", FIRM) in told(f"{PARK}占地860亩。{FIRM}成立于2016年，{moved}，现有职工640人。")


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        (f"{FIRM}2021年落户淮岭经济开发区，一期投资3.2亿元。", FIRM),
        (f"{FIRM}位于{PARK}，一期投资3.2亿元。", FIRM),
        (f"{FIRM}投资建设皖岭新材产业园，一期投资3.2亿元。", "皖岭新材产业园"),
        (f"{FIRM}氧化铝陶瓷项目落户{PARK}，一期投资3.2亿元。", "安徽皖岭新材有限公司氧化铝陶瓷项目"),
        ("河口粮食城二期项目下月启用。\n一期投资3.2亿元。", "河口粮食城"),
    ],
)
def test_whose_stage(text: str, parent: str) -> None:
    assert ("investment", f"{parent}一期") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "去年园区产值38亿元，占全县建材产业产值的三成多；今年一季度产值同比下降4.2%。",
        "去年园区产值38亿元，占到全市建材产业产值的三成多，产值同比下降4.2%。",
        "淮岭县副县长田茂说，县里将推动淮岭绿色建材产业园重点发展陶瓷薄板，力争2027年园区产值同比增长4.2%。",
        "县里将支持淮岭绿色建材产业园加快扩园，力争明年产值增长4.2%。",
        "这将带动淮岭绿色建材产业园产值增长4.2%。",
    ],
)
def test_the_park_stays_spoken_of(text: str) -> None:
    assert ("growth", PARK) in told(f"{PARK}占地860亩。{text}")


@pytest.mark.parametrize(
    ("text", "kind", "whole"),
    [
        (
            "会上，皖岭陶瓷、沐川机械、天烽电子三家企业与园区签约，签约金额合计27.6亿元。",
            "investment",
            "三家企业",
        ),
        ("当天，12个建材项目集中签约，合同总额达46亿元。", "investment", "12个建材项目"),
        ("上半年引进企业23家，协议引资58亿元。", "investment", "23家企业"),
        ("5家客商现场签下协议，投资总额合计9.3亿元。", "investment", "5家客商"),
        ("园区已聚集企业19家，涵盖薄板、釉料等环节，去年合计产值46.8亿元。", "output_value", "19家企业"),
        ("全县7家园区去年合计营收320亿元。", "revenue", "7家园区"),
        ("皖岭陶瓷、沐川机械两家公司去年合计纳税1.2亿元。", "tax", "两家公司"),
    ],
)
def test_whose_total(text: str, kind: str, whole: str) -> None:
    assert (kind, whole) in told(f"{PARK}占地860亩。{text}")


@pytest.mark.parametrize(
    ("text", "kind", "trade"),
    [
        ("分行业看，门业下降6.7%。", "growth", "门业"),
        (
            "陶瓷、五金、休闲椅三个行业产值分别达98亿元、121亿元和76亿元，其中休闲椅产值增长34%。",
            "growth",
            "休闲椅",
        ),
        (
            "陶瓷、五金、休闲椅三个行业产值分别达98亿元、121亿元和76亿元，五金产值占全国的两成。",
            "share",
            "五金",
        ),
        (
            "工业平稳,同比增长3.5%.陶瓷、五金、休闲椅三个行业产值分别为9亿元、8亿元和7亿元.",
            "output_value",
            "陶瓷",
        ),
        ("工业增加值增长8%，其中计算机制造业增长12.9%，金属制品业增长17%。", "growth", "计算机制造业"),
        ("装备制造业同比增长9.2%，纺织业下降1.3%。", "growth", "纺织业"),
        ("全县规上工业产值320亿元，而制造业投资增长两成半。", "growth", "岳西县"),
        ("全县建筑业增长5%。", "growth", "岳西县建筑业"),
        ("农业增长4.1%。", "growth", "岳西县"),
    ],
)
def test_a_trade_with_a_figure_of_its_own(text: str, kind: str, trade: str) -> None:
    assert (kind, trade) in told(f"岳西县公布上半年经济数据。{text}", "岳西县上半年经济运行情况")


def test_a_business_of_a_firm() -> None:
    text = f"{FIRM}去年营收88亿元，下降3.5%，但其中薄板业务逆势增长一成五。"
    assert ("growth", "薄板业务") in told(text)
