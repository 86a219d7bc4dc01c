"""Who is in a park that the text told of before: words for here, lists behind a colon, openings. All names are invented."""

import pytest

from reading import telling

PARK = "淮岭绿色建材产业园"
FIRMS = {"皖岭新材", "沐川机械", "天烽电子"}


def pairs(text: str, kind: str = "located_in") -> set[tuple[str, str | None]]:
    return telling.pairs(text, kind, "2025-06-20")


@pytest.mark.parametrize(
    "text",
    [
        "目前，皖岭新材、沐川机械、天烽电子等46家企业在此扎根。",
        "今年4月，皖岭新材、沐川机械、天烽电子三家供应商先后落地。",
        "涂料龙头皖岭新材、管桩企业沐川机械、门窗企业天烽电子均在其中。",
        "皖岭新材、沐川机械、天烽电子都把工厂设在这里。",
        "皖岭新材、沐川机械、天烽电子等知名企业均设有生产基地。",
        "首批入驻的有皖岭新材、沐川机械、天烽电子3家企业。",
        "园区今年入驻企业再添3家：皖岭新材、沐川机械、天烽电子。",
        "入园企业中，皖岭新材、沐川机械、天烽电子规模居前。",
        "目前已有皖岭新材、沐川机械、天烽电子三家企业在园区租赁厂房。",
        "皖岭新材、沐川机械、天烽电子……一个个“大块头”先后落户园区。",
        "园区坐落着皖岭新材、沐川机械、天烽电子等药企41家。",
    ],
)
def test_lists(text: str) -> None:
    assert pairs(f"{PARK}规划面积18平方公里。{text}") == {(name, PARK) for name in FIRMS}


@pytest.mark.parametrize(
    ("text", "subject", "place"),
    [
        (f"{PARK}里，皖岭新材、沐川机械、天烽电子三家工厂一字排开。", "沐川机械", PARK),
        (f"{PARK}，皖岭新材、沐川机械、天烽电子这些老牌企业正转型。", "天烽电子", PARK),
        (
            f"{PARK}二期工地塔吊林立，安徽皖岭新材有限公司的钢结构已吊装过半。",
            "安徽皖岭新材有限公司",
            f"{PARK}二期",
        ),
        ("河口县莲塘镇，由皖岭集团打造的骨料基地已投产。", "骨料基地", "河口县莲塘镇"),
        ("河口县莲塘镇，牛舍整齐排列。这里是总投资8亿元的莲塘牧业产业园。", "莲塘牧业产业园", "河口县莲塘镇"),
        (f"在河口县莲塘镇，有这样一座园区——{PARK}。", PARK, "河口县莲塘镇"),
        (f"{PARK}去年引进企业37家。安徽皖岭新材有限公司就是其中一家。", "安徽皖岭新材有限公司", PARK),
        (f"{PARK}现有企业37家。园区龙头——安徽皖岭新材有限公司去年扩产。", "安徽皖岭新材有限公司", PARK),
        (f"{PARK}产值8亿元。安徽皖岭新材有限公司是最早一批入园的企业。", "安徽皖岭新材有限公司", PARK),
        (
            f"{PARK}产值8亿元。园内的建材行业龙头企业安徽皖岭新材有限公司去年扩产。",
            "安徽皖岭新材有限公司",
            PARK,
        ),
        (f"{PARK}产值8亿元。近日，德国企业海曼在此设立亚太研发中心。", "亚太研发中心", PARK),
        (f"{PARK}：引进浙江奥岭家居，投资3亿元。", "浙江奥岭家居", PARK),
    ],
)
def test_one_told(text: str, subject: str, place: str) -> None:
    assert (subject, place) in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        f"开工仪式主会场设在{PARK}。",
        f"{PARK}已落户石化项目41个，总投资120亿元。",
        f"{PARK}内，智能终端、装备制造、新材料加快发展。",
        f"恒岭集团累计投资超300亿元，{PARK}产值8亿元。",
    ],
)
def test_nobody(text: str) -> None:
    assert pairs(text) == set()


@pytest.mark.parametrize(
    ("text", "kind", "subject"),
    [
        (
            "皖岭新材料有限公司5吉瓦电池项目分两期，一期3吉瓦已于4月投产。",
            "event",
            "皖岭新材料有限公司5吉瓦电池项目一期",
        ),
        ("皖岭新材料有限公司去年产值8亿元。皖岭二期4月投产。", "event", "皖岭二期"),
        (f"{PARK}核心区位于莲塘镇，面积12平方公里。", "land_area", f"{PARK}核心区"),
        (f"河口高新区的{PARK}占地380亩。", "land_area", PARK),
        ("河口航空港实验区安徽皖岭生产基地占地380亩。", "land_area", "安徽皖岭生产基地"),
        (
            "一车车废料驶入安徽皖岭再生资源有限公司。公司产值8亿元。",
            "output_value",
            "安徽皖岭再生资源有限公司",
        ),
        ("“年产20万吨磷酸铁锂”项目总投资42亿元。", "investment", "“年产20万吨磷酸铁锂”项目"),
        ("园区投资1亿元的全自动织机项目主体封顶。", "event", "全自动织机项目"),
        ("园区投资1亿元的8英寸器件项目竣工。", "event", "8英寸器件项目"),
        ("皖岭基地竣工投产，岭南重工锻件数字化车间启用。前者占地40亩。", "land_area", "皖岭基地"),
    ],
)
def test_whose(text: str, kind: str, subject: str) -> None:
    assert subject in {name for name, _ in pairs(text, kind)}


def test_classes_are_no_names() -> None:
    text = f"{PARK}堪称安徽省建材园区中的排头兵，获评安徽省十佳绿色园区。园区产值8亿元。"
    assert pairs(text, "output_value") == {(PARK, None)}


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("清河县在上海举办推介会，皖岭新材、沐川机械等11个项目成功签约。", "清河县"),
        (f"清河县举行招商大会，皖岭新材、沐川机械等8个项目签约入驻{PARK}。", PARK),
        (f"{PARK}产值8亿元。皖岭新材项目、沐川机械项目与园区管委会签约。", f"{PARK}管委会"),
    ],
)
def test_who_is_signed_with(text: str, host: str) -> None:
    assert {place for _, place in pairs(text, "signed")} == {host}
