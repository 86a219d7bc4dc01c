"""What names are made of, and which mean the same: tables of cases, and what holds of any two names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.facts.naming import blocking_keys, compare_names, name_part, parse_name
from luodi.facts.naming.name import NameForm, main_place

KINDS = [
    ("青岛市精密仪器仪表产业园", "park"),
    ("青岛高新区", "zone"),
    ("苏州工业园区", "park"),
    ("中卫工业园区管理委员会", "park"),
    ("五通桥区人民政府", "place"),
    ("漳浦縣", "place"),
    ("青岛市城阳区", "place"),
    ("谱屿仪器（青岛）有限公司", "firm"),
    ("德国Hansen Marine公司", "firm"),
    ("草原云谷智算中心项目一期", "project"),
    ("沙颍河聚酯网二期项目", "project"),
    ("直升机桨叶生产基地", "project"),
    ("钒材料检测中心", "institution"),
    ("签约项目", None),
    ("在建重大项目", None),
    ("20亿元以上项目", None),
    ("23个项目", None),
    ("贵州省开发区", None),
    ("规上企业", None),
    ("铜产业", None),
    ("青岛产业园", None),
    ("园区", None),
    ("研发投入", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_kinds(words: str, kind: str | None) -> None:
    form = parse_name(words)
    assert (form.kind if form else None) == kind


def test_what_is_told_of_a_name_tells_a_firm() -> None:
    assert parse_name("青甘氢动") is None
    assert parse_name("青甘氢动", frozenset(["growth"])) is None  # an industry grows too
    for told in ("financing", "located_in"):
        form = parse_name("青甘氢动", frozenset([told]))
        assert form
        assert form.kind == "firm"


SAME_KEY = [
    ("青岛高新区", "青岛国家高新技术产业开发区"),
    ("青岛高新区", "青岛市高新技术产业开发区"),
    ("西青经开区", "西青经济技术开发区"),
    ("青岛市仪器产业园", "青岛仪器产业园区"),
    ("南沙區嶺匯產業園", "南沙区岭汇产业园"),
    ("青岛市“莲心”产业园", "青岛市莲心产业园"),
    ("高纯石英坩埚项目首期", "高纯石英坩埚项目一期"),
    ("青岛甲乙有限责任公司", "青岛甲乙有限公司"),
]
OTHER_KEY = [
    ("青岛高新区", "青岛保税区"),
    ("青岛高新区", "烟台高新区"),
    ("青岛仪器产业园", "青岛仪器产业园二期"),
    ("青岛仪器产业园", "苏州仪器产业园"),
    ("蚌埠传感谷", "蚌埠软件园"),
    ("青岛甲乙有限公司", "青岛甲乙股份有限公司"),
    ("年产1.5万台项目", "年产15万台项目"),
]


def form(words: str, about: str = "") -> NameForm:
    found = parse_name(words, about=about)
    assert found, words
    return found


@pytest.mark.parametrize(("a", "b"), SAME_KEY)
def test_names_that_surely_mean_the_same_have_one_key(a: str, b: str) -> None:
    assert form(a).key == form(b).key


@pytest.mark.parametrize(("a", "b"), OTHER_KEY)
def test_names_that_may_mean_two_things_have_two(a: str, b: str) -> None:
    assert form(a).key != form(b).key


SAFE = [
    ("青岛红滩精测产业园", "城阳区红滩精测产业园"),  # 青岛 holds 城阳
    ("青岛海澄生物医疗", "青岛海澄生物医疗股份有限公司"),
]
DOUBTFUL = [
    ("青岛红滩精测产业园", "红滩精测产业园"),
    ("海澄生物医疗有限公司", "海澄生物医疗股份有限公司"),
    ("海澄有限公司", "青岛海澄生物医疗股份有限公司"),
    ("电驱总成项目", "电驱总成项目"),
    ("青岛济泓园", "青岛济泓医疗器械产业园"),
    ("安徽嵘电新能源科技有限公司半固态电池项目", "嵘电新能源科技有限公司半固态电池项目"),
]
APART = [
    ("青岛红滩精测产业园", "苏州红滩精测产业园"),
    ("青岛红滩精测产业园一期", "青岛红滩精测产业园二期"),
    ("青岛红滩精测产业园", "红滩精测有限公司"),
    ("青岛高新区", "城阳高新区"),
    ("青岛市", "城阳区"),
    ("海澄有限公司", "红滩有限公司"),
    ("海澄项目", "红滩项目"),
]


def named(words: str) -> NameForm:
    found = parse_name(words, frozenset(["financing"]))
    assert found
    return found


@pytest.mark.parametrize(("a", "b", "safe"), [(*p, True) for p in SAFE] + [(*p, False) for p in DOUBTFUL])
def test_names_that_may_be_joined(a: str, b: str, safe: bool) -> None:
    likeness = compare_names(named(a), named(b))
    assert likeness
    assert likeness.safe == safe
    assert likeness.reasons
    assert set(blocking_keys(named(a))) & set(blocking_keys(named(b)))


@pytest.mark.parametrize(("a", "b"), APART)
def test_names_that_are_never_joined(a: str, b: str) -> None:
    assert compare_names(named(a), named(b)) is None


PLACE_OF = ["", "青岛", "青岛市", "城阳区", "苏州", "南沙区", "安徽"]
CORE_OF = ["红滩精测", "红滩", "海澄生物", "莲心", "签约", "MEMS 传感器", ""]
ENDING_OF = [
    "产业园",
    "高新区",
    "有限公司",
    "股份有限公司",
    "项目",
    "检测中心",
    "项目一期",
    "产业园二期",
    "公司",
    "",
]
NAMES = st.builds(
    str.__add__,
    st.builds(str.__add__, st.sampled_from(PLACE_OF), st.sampled_from(CORE_OF)),
    st.sampled_from(ENDING_OF),
)


@given(NAMES, NAMES)
def test_of_any_two_names(a: str, b: str) -> None:
    one, two = parse_name(a), parse_name(b)
    if one is None or two is None:
        return
    forth, back = compare_names(one, two), compare_names(two, one)
    assert (forth is None) == (back is None)
    if forth and back:
        assert (forth.score, forth.safe) == (back.score, back.safe)
        assert 0 <= forth.score <= 1
        assert set(blocking_keys(one)) & set(blocking_keys(two)), "they would never have found each other"
    if one.key == two.key:
        assert one.kind == two.kind


@given(st.text(max_size=40))
def test_any_words_are_a_name_or_none(words: str) -> None:
    found = parse_name(words)
    if found:
        again = parse_name(found.words)
        assert again is None or again.kind in ("park", "zone", "firm", "project", "institution", "place")


@given(NAMES, st.sampled_from([" ", "“", "　", "·"]))
def test_spaces_and_quotation_marks_change_nothing(words: str, noise: str) -> None:
    assert (parse_name(noise.join(words)) or 0) == (parse_name(words) or 0)


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("青岛高新区岙东路以西", "青岛高新区"),
        ("长丰县朔淝大道以北", "长丰县"),
        ("蚌埠传感谷", "蚌埠传感谷"),
        ("大道以北", ""),
    ],
)
def test_the_part_of_an_address_that_names(address: str, part: str) -> None:
    assert name_part(address) == part


def test_a_park_without_a_place_lies_where_its_document_is() -> None:
    text = "青岛市的仪器产业园揭牌。城阳区、即墨区的企业来了，苏州的也来了。"
    assert main_place(text) == "370200"
    assert form("仪器产业园", main_place(text)).key == form("青岛仪器产业园").key
    assert form("仪器产业园", main_place(text)).assumed
    assert form("苏州仪器产业园", main_place(text)).division.startswith("3205")
    assert main_place("苏州和青岛") == ""
