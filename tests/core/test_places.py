from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.core.coordinates import (
    DATUMS,
    Datum,
    distance_km,
    find_datum,
    from_wgs84,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    to_wgs84,
    wgs84_to_gcj02,
)
from luodi.core.places import (
    Division,
    Place,
    divisions,
    find_places,
    resolve_place,
    short_name,
)
from luodi.core.scripts import to_simplified


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("即墨", Place("山东省", "青岛市", "即墨区")),
        ("即墨区", Place("山东省", "青岛市", "即墨区")),
        ("昆山", Place("江苏省", "苏州市", "昆山市")),
        ("崑山", Place("江苏省", "苏州市", "昆山市")),
        ("青岛高新区", Place("山东省", "青岛市", None)),
        ("苏州工业园区", Place("江苏省", "苏州市", None)),
        ("吴江盛泽", Place("江苏省", "苏州市", "吴江区")),
        ("山东", Place("山东省", None, None)),
        ("上海嘉定", Place("上海市", "上海市", "嘉定区")),
        ("浦东", Place("上海市", "上海市", "浦东新区")),
        ("重庆长寿", Place("重庆市", "重庆市", "长寿区")),
        ("重庆奉节县", Place("重庆市", "重庆市", "奉节县")),
        ("仙桃", Place("湖北省", "仙桃市", "仙桃市")),
        ("恩施", Place("湖北省", "恩施土家族苗族自治州", None)),
        ("东莞长安", Place("广东省", "东莞市", "长安镇")),
        ("东莞市虎门镇", Place("广东省", "东莞市", "虎门镇")),
        ("小欖鎮", Place("广东省", "中山市", "小榄镇")),
        ("臺灣", Place("台湾省", None, None)),
        ("香港", Place("香港特别行政区", None, None)),
        ("济南市中区", Place("山东省", "济南市", "市中区")),
        ("济南市市中区", Place("山东省", "济南市", "市中区")),
        ("青岛市南区", Place("山东省", "青岛市", "市南区")),
        ("乾县", Place("陕西省", "咸阳市", "乾县")),
        ("北京朝阳", Place("北京市", "北京市", "朝阳区")),
        ("朝阳", Place()),
        ("大连中山", Place("辽宁省", "大连市", "中山区")),
        ("大连市，紧邻中山公园", Place("辽宁省", "大连市", None)),
        ("鼓楼区", Place(None, None, "鼓楼区")),
        ("鼓楼区，南京的老城", Place("江苏省", "南京市", "鼓楼区")),
        ("青岛的厂房，就在城阳", Place("山东省", "青岛市", "城阳区")),
        ("潍坊寿光、诸城", Place("山东省", "潍坊市", None)),
        ("青岛、烟台", Place("山东省", None, None)),
        ("吉林", Place("吉林省", None, None)),
        ("吉林市", Place("吉林省", "吉林市", None)),
        ("海南", Place("海南省", None, None)),
        ("长沙", Place("湖南省", "长沙市", None)),
        ("从江苏迁来", Place("江苏省", None, None)),
        ("贵州从江", Place("贵州省", "黔东南苗族侗族自治州", "从江县")),
        ("", Place()),
    ],
)
def test_names_resolve(text: str, place: Place) -> None:
    assert resolve_place([text]) == place


@pytest.mark.parametrize(
    "text",
    [
        "新建项目，资源整合，和平发展",
        "三元锂电池与消防通道",
        "大理石地面",
        "胶州路18号，济南西路",
        "青山绿水，平安城区",
        "五台行车，承重四平方米",
        "达产后获得荣誉",
        "东至规划路，西至海岸",
        "管道由西安装",
        "长安汽车",
        "比如示范县",
        "大厂房，车库车位",
        "投资兴建高密度厂房",
        "复合肥",
        "每周至少",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert find_places(text) == []


def test_names_given_apart_are_read_together() -> None:
    assert resolve_place(["山东省", "青岛", "城阳"]) == Place("山东省", "青岛市", "城阳区")


def test_sisters_are_listed() -> None:
    districts = [m.candidates[0].district for m in find_places("东莞虎门、长安和厚街")]
    assert districts == ["", "虎门镇", "长安镇", "厚街镇"]


def test_mentions_stand_where_they_say() -> None:
    text = "公司在崑山設廠，總部位於蘇州市吳江區。"
    assert [text[m.start : m.end] for m in find_places(text)] == ["崑山", "蘇州市", "吳江區"]


@given(st.text(alphabet="青岛市南北中区即墨城阳朝鼓楼路和平大理石上海，。 a臺", max_size=40))
def test_mentions_are_ordered_and_have_candidates(text: str) -> None:
    position = 0
    for mention in find_places(text):
        assert position <= mention.start < mention.end <= len(text)
        assert mention.candidates
        position = mention.end


@pytest.mark.parametrize("division", [d for d in divisions() if d.level in ("county", "town")][::37])
def test_a_county_resolves_behind_its_province_and_city(division: Division) -> None:
    assert resolve_place([division.province, division.city, division.name]) == Place(
        division.province, division.city, division.district
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("即墨区", "即墨"),
        ("沛县", "沛县"),
        ("延边朝鲜族自治州", "延边"),
        ("鄂温克族自治旗", "鄂温克"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("管城回族区", "管城"),
        ("浦东新区", "浦东"),
        ("香港特别行政区", "香港"),
        ("敖汉旗", "敖汉"),
        ("土默特左旗", "土默特左旗"),
        ("城区", "城区"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_the_inventory_of_divisions() -> None:
    levels = [division.level for division in divisions()]
    assert levels.count("province") == 34
    assert 330 <= levels.count("city") <= 345
    assert levels.count("county") == 2849
    assert levels.count("town") == 55
    assert len({division.code for division in divisions()}) == len(levels)


def test_points_lie_in_china_and_near_their_city() -> None:
    known = {division.code: division for division in divisions()}
    for division in divisions():
        assert 73 < division.lon < 136
        assert 3 < division.lat < 54
        city = known.get(f"{division.code[:4]}00")
        if city and division.level == "county" and not division.code.startswith(("4603", "50")):
            assert distance_km(division.lon, division.lat, city.lon, city.lat) < 800


@pytest.mark.parametrize(
    ("gcj", "wgs"),
    [  # the worked example of the published formula's test suites
        ((121.4783135, 31.22792833), (121.47378, 31.22996)),
        ((116.404, 39.915), (116.39775, 39.91360)),
    ],
)
def test_known_shifts(gcj: tuple[float, float], wgs: tuple[float, float]) -> None:
    lon, lat = gcj02_to_wgs84(*gcj)
    assert distance_km(lon, lat, *wgs) < 0.02


@given(st.floats(74, 135), st.floats(18, 53))
def test_the_shift_is_undone(lon: float, lat: float) -> None:
    shifted = wgs84_to_gcj02(lon, lat)
    assert distance_km(*shifted, lon, lat) < 2
    assert distance_km(*gcj02_to_wgs84(*shifted), lon, lat) < 1e-5


def test_baidu_shifts_once_more() -> None:
    # The worked example of the open-source converters.
    lon, lat = gcj02_to_bd09(116.404, 39.915)
    assert (round(lon, 8), round(lat, 8)) == (116.41036949, 39.92133699)


@given(st.floats(74, 135), st.floats(18, 53), st.sampled_from(sorted(DATUMS)))
def test_any_datum_comes_back(lon: float, lat: float, datum: Datum) -> None:
    assert distance_km(*to_wgs84(*from_wgs84(lon, lat, datum), datum), lon, lat) < 1e-5


@pytest.mark.parametrize(
    ("words", "datum"),
    [
        ("GCJ-02", "gcj02"),
        ("高德", "gcj02"),
        ("bd_09", "bd09"),
        ("WGS 84", "wgs84"),
        ("CGCS2000", "wgs84"),
        ("度", None),
    ],
)
def test_how_people_name_a_datum(words: str, datum: Datum | None) -> None:
    assert find_datum(words) == datum


def test_a_degree_of_latitude() -> None:
    assert distance_km(120, 30, 120, 31) == pytest.approx(111.195, abs=0.01)


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("廠房租賃，崑山經濟技術開發區", "厂房租赁，昆山经济技术开发区"),
        ("乾县著名 ABC", "乾县著名 ABC"),
        ("", ""),
    ],
)
def test_traditional_script(text: str, simplified: str) -> None:
    assert to_simplified(text) == simplified


def test_names_of_divisions_are_simplified_already() -> None:
    for division in divisions():
        assert to_simplified(division.name) == division.name


@given(st.text())
def test_simplifying_keeps_the_length(text: str) -> None:
    assert len(to_simplified(text)) == len(text)


@pytest.mark.parametrize("piece", ["鼓楼区", "青岛市", "朝阳区"])
def test_a_long_run_of_one_name_is_read(piece: str) -> None:
    assert find_places(piece * 20_000)


def test_the_list_of_words_names_divisions_only() -> None:
    lines = files("luodi.core").joinpath("data", "place_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    names = {name for division in divisions() for name in (division.name, short_name(division.name))}
    assert {word for word, sort in rows if sort in ("ordinary", "ambiguous")} <= names
    assert {sort for _, sort in rows} == {"ordinary", "ambiguous", "no_place"}
    assert len({word for word, _ in rows}) == len(rows)
