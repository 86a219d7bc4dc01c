"""Names in running text: found by shape, short forms resolved to the fullest. Firms here are invented."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.reading.names import Known, Name, find_names, generic, is_place, leading_place
from luodi.reading.names.known import core, is_short_form, is_short_park


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("昨日，宁德海屿食品有限公司落户福安经济开发区。", ["宁德海屿食品有限公司", "福安经济开发区"]),
        ("旗下岳阳恒砂新材股份有限公司与临湘高新区签约", ["岳阳恒砂新材股份有限公司", "临湘高新区"]),
        ("赣州市稀土及磁性材料产业园二期开工", ["赣州市稀土及磁性材料产业园二期"]),
        ("总投资8亿元的云栖冷链物流项目正式开工", ["云栖冷链物流项目"]),
        ("园内企业泰州木禾家居有限公司", ["泰州木禾家居有限公司"]),
        ("位于晋江市陈埭镇", ["晋江市陈埭镇"]),
        ("德国Brückner精密公司常州研发中心揭牌", ["德国Brückner精密公司常州研发中心"]),
        ("目前，园区拥有规上企业21家", []),
        ("签约项目18个，外资项目3个", []),
        ("虚拟现实产业园全市首家挂牌", ["虚拟现实产业园"]),
        (
            "中科蓝谱(青岛)测控技术有限公司".replace("(", "（").replace(")", "）"),
            ["中科蓝谱（青岛）测控技术有限公司"],
        ),
    ],
)
def test_names_are_found_by_their_shape(text: str, names: list[str]) -> None:
    assert [name.words for name in find_names(text)] == names


@given(
    st.text(alphabet="青岛高新区产业园有限公司与和的在（）“”，。项目一二期A1 \n", max_size=80),
    st.integers(0, 50),
)
def test_a_name_stands_where_it_says(text: str, offset: int) -> None:
    names = find_names(text, offset)
    assert all(text[name.start - offset : name.end - offset] == name.words for name in names)
    assert all(one.end <= other.start for one, other in itertools.pairwise(names))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("海屿食品", "宁德海屿食品有限公司"),
        ("恒砂", "岳阳恒砂新材股份有限公司"),
        ("大成精化", "韩国大成精化株式会社"),
        ("恒砂新材", "岳阳恒砂新材股份有限公司"),
    ],
)
def test_a_short_form_means_the_full_name(short: str, full: str) -> None:
    assert is_short_form(short, full, core(full))


@pytest.mark.parametrize(
    ("short", "full"), [("新材", "岳阳恒砂新材股份有限公司"), ("木禾", "宁德海屿食品有限公司")]
)
def test_other_words_mean_nothing(short: str, full: str) -> None:
    assert not is_short_form(short, full, core(full))


def test_the_document_gives_the_fullest_form() -> None:
    text = "赣州市稀土产业园，稀土产业园，宁德海屿食品有限公司，石岛管理区，荣成市石岛管理区，云栖冷链项目"
    known = Known(find_names(text), [("宁德海屿食品有限公司", "海屿")])
    resolved = [
        known.resolve(words) for words in ("稀土产业园", "海屿", "海屿食品", "石岛管理区", "云栖冷链", "别的")
    ]
    full = [
        "赣州市稀土产业园",
        "宁德海屿食品有限公司",
        "宁德海屿食品有限公司",
        "荣成市石岛管理区",
        "云栖冷链项目",
        "别的",
    ]
    assert resolved == full


def test_places_lead_and_stand_alone() -> None:
    assert is_place("崂山区")
    assert is_place("崂山")
    assert not is_place("产业")
    assert leading_place("青岛市城阳区棘洪滩街道") == "青岛市城阳区"
    assert leading_place("产业园") == ""
    assert core("青岛海屿（山东）食品有限公司") == "海屿食品"


@pytest.mark.parametrize("words", ["签约项目", "重点产业园", "八大特色产业园区", "一期项目", "公司总部"])
def test_kinds_are_no_names(words: str) -> None:
    assert generic(words)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("牛岭开发区", "五常牛岭经济开发区"),
        ("东湾综保区", "天津东湾综合保税区"),
        ("青溪高新区", "江西青溪高新技术产业开发区"),
        ("北川经开区", "北川经济技术开发区"),
        ("高塘园区", "高塘川渝合作示范园"),
        ("云峰园区", "赣州云峰生物产业园"),
    ],
)
def test_a_parks_short_form_means_the_full_name(short: str, full: str) -> None:
    assert is_short_park(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("苏州高新区", "苏州工业园区"),
        ("苏州园区", "苏州云峰产业园"),
        ("青溪高新区", "青溪经济开发区"),
        ("开发区", "五常牛岭经济开发区"),
        ("云峰园区", "高塘川渝合作示范园"),
    ],
)
def test_another_parks_short_form_does_not(short: str, full: str) -> None:
    assert not is_short_park(short, full)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("走进广东恒域铝业，车间里机声隆隆", ["广东恒域铝业"]),
        ("江西自由木家居的新车间", ["江西自由木家居"]),
        ("浙江云锦纺织、江苏海棠服饰都是老租户", ["浙江云锦纺织", "江苏海棠服饰"]),
        ("湖南有色金属新材料的产量", []),
        ("山东海洋化工，规模大", []),
        ("内蒙古包头稀土，储量大", []),
        ("桂海锂电隔膜二期用地156亩", ["桂海锂电隔膜二期"]),
        ("云峰冷链枢纽一期今年3月封顶", ["云峰冷链枢纽一期"]),
        ("产业引导基金二期投资3亿元", []),
        ("云湾港区南9号泊位投用", ["云湾港区南9号泊位"]),
        ("新建220千伏变电站", ["220千伏变电站"]),
        ("“莲子”复合调味料扩能技改项目开工", ["“莲子”复合调味料扩能技改项目"]),
        ("是两国合作的中方园区，面积大", []),
        ("行业“老大”宝鸡钛锐股份有限公司", ["宝鸡钛锐股份有限公司"]),
        ("像黑河丰泽植物油有限公司", ["黑河丰泽植物油有限公司"]),
        ("云湾高新区钛及新材料产业园现有企业", ["云湾高新区钛及新材料产业园"]),
        ("甲湖企业与锡东新城签约", ["锡东新城"]),
        ("预制菜收入占集团总收益四成", []),
        ("▶甲湖精密铸造项目", ["甲湖精密铸造项目"]),
        ("温州恒力鞋机买下两层", ["温州恒力鞋机"]),
    ],
)
def test_names_without_a_telling_form(text: str, names: list[str]) -> None:
    assert [name.words for name in find_names(text) if name.kind != "region"] == names


def test_a_bracket_may_stand_inside_what_a_short_form_takes() -> None:
    full = "云州海（中国）川精密科技有限公司"
    assert Known([Name(0, len(full), full, "firm")]).resolve("海川精密") == full


def test_a_title_and_a_park_give_the_zone_its_fullest_name() -> None:
    text = "新疆云湾经开区，云湾经济技术开发区纺织服装城，西安阎山国家航空高技术产业基地，西安航空基地，西安航天基地"
    known = Known(find_names(text))
    assert known.resolve("云湾经开区") == "云湾经济技术开发区"
    assert known.resolve("航空基地") == known.resolve("西安航空基地") == "西安阎山国家航空高技术产业基地"
    assert known.resolve("西安航天基地") == "西安航天基地"


def test_names_that_mean_each_other_come_to_an_end() -> None:
    known = Known(find_names("甲湖经开区，乙甲湖经开区"), [("甲湖经开区", "乙甲湖经开区")])
    assert known.resolve("甲湖经开区")
