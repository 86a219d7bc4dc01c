"""Sites out of a listing's fields, links to parks, and the template."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from luodi.core.fields import SITE_FIELDS, by_name
from luodi.core.text import Lang
from luodi.facts import Document, FieldReading, Reading
from luodi.sites.headings import known_headings, read_heading
from luodi.sites.listings import describe_site, link_parks, site_from_fields, site_from_reading
from luodi.sites.park import Park
from luodi.sites.site import Site
from luodi.sites.tables import load_sites
from luodi.sites.template import heading, make_template, may_hold

WELDING = Park(id="w", name="青岛城阳焊接产业园", province="山东省", city="青岛市", district="城阳区")
OPTICS = Park(id="o", name="光谷园", city="武汉市")
NORTH = Park(id="n", name="星海产业园北区", city="青岛市")
STAR = Park(id="s", name="星海产业园", city="青岛市")
TWIN_A = Park(id="a", name="青岛双子科创园", city="青岛市")
TWIN_B = Park(id="b", name="烟台双子科创园", city="烟台市")
GENERIC = Park(id="g", name="青岛工业园", city="青岛市")
PARKS = (WELDING, OPTICS, NORTH, STAR, TWIN_A, TWIN_B, GENERIC)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        (
            {"district": "城阳区", "place": "棘洪滩", "floor_area_m2": 2600.0, "kind": ("factory",)},
            "城阳区棘洪滩 2600㎡ 厂房",
        ),
        ({"city": "青岛市", "land_area_m2": 20000.0, "kind": ("land",)}, "青岛市 30亩 土地"),
        ({"place": "蓝村", "kind": ("factory", "warehouse")}, "蓝村 厂房/仓库"),
        ({}, ""),
    ],
)
def test_an_offer_is_called_after_what_is_known_of_it(values: dict[str, Any], name: str) -> None:
    assert describe_site(values) == name


def test_a_site_keeps_the_words_behind_its_fields() -> None:
    site = site_from_fields(
        {"gas": False, "place": "蓝村"},
        {"gas": "没有天然气"},
        id="x",
        source="某公众号",
        stated_on="2025-03-01",
    )
    assert site == Site(
        id="x",
        name="蓝村",
        place="蓝村",
        gas=False,
        source="某公众号",
        stated_on="2025-03-01",
        sources={"gas": "没有天然气"},
    )
    with pytest.raises(KeyError):
        site_from_fields({"id": "y"}, {}, id="x")


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ({"url": "https://a.example/1", "source": "某公众号"}, "https://a.example/1"),
        ({"source": "某公众号"}, "某公众号"),
        ({}, "posts.jsonl, x"),
    ],
)
def test_a_post_was_stated_on_the_day_it_was_published_and_verified_by_nobody(
    said: dict[str, str], source: str
) -> None:
    document = Document("x", "没有天然气", published="2025-03-01", **said)
    field = FieldReading("gas", value=False, span=document.span(0, 5))
    site = site_from_reading(Reading(document, "listing", fields=(field,)), place="posts.jsonl, x")
    assert (site.stated_on, site.verified_on, site.source) == ("2025-03-01", None, source)
    assert (site.gas, site.sources) == (False, {"gas": "没有天然气"})


@pytest.mark.parametrize(
    ("site", "park"),
    [
        (Site(id="1", park="w"), "w"),
        (Site(id="1", park="青岛城阳焊接产业园"), "w"),
        (Site(id="1", place="青岛城阳焊接产业园 3 号楼"), "w"),
        (Site(id="1", name="焊接产业园厂房出租"), "w"),
        (Site(id="1", place="星海产业园北区"), "n"),
        (Site(id="1", place="星海产业园"), "s"),
        (Site(id="1", place="青岛双子科创园"), "a"),
        (Site(id="1", place="城阳焊接产业园"), "w"),
        (Site(id="1", place="光谷园"), "o"),
        # never a guess:
        (Site(id="1", place="双子科创园"), None),
        (Site(id="1", place="某工业园"), None),
        (Site(id="1", name="光谷"), None),
        (Site(id="1", name="焊接产业园与星海产业园之间"), None),
        (Site(id="1", name="星海产业园、星海产业园北区"), None),
        (Site(id="1", place="焊接产业园", city="苏州市"), None),
        (Site(id="1", place="棘洪滩"), None),
        (Site(id="1", park="不知名园", place="星海产业园"), "不知名园"),
    ],
)
def test_a_park_is_linked_where_it_is_named_without_doubt(site: Site, park: str | None) -> None:
    (linked,) = link_parks([site], PARKS)
    assert linked.park == park


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_headings_of_the_template_are_read_back(lang: Lang) -> None:
    known = known_headings(SITE_FIELDS)
    for field in SITE_FIELDS:
        found = read_heading(heading(field, lang), known)
        assert found is not None, heading(field, lang)
        assert found[0] is field


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_filled_in_template_is_a_table(tmp_path: Path, lang: Lang) -> None:
    book = openpyxl.load_workbook(io.BytesIO(make_template(lang)))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    fields = by_name(SITE_FIELDS)
    for name, value in {
        "name": "甲",
        "clear_height_m": 8,
        "gas": "有",
        "storey": "1-3",
        "rent_cny_m2_month": 20,
    }.items():
        sheet.cell(2, columns[heading(fields[name], lang)], value)
    book.save(tmp_path / "filled.xlsx")
    table = load_sites(tmp_path / "filled.xlsx")
    assert [
        (site.name, site.clear_height_m, site.gas, site.storey, site.rent_cny_m2_month) for site in table.rows
    ] == [("甲", 8.0, True, (1, 2, 3), 20.0)]
    assert not table.problems
    assert len(table.notes) == 1  # the sheet that says how to fill in


def test_the_template_says_what_each_column_may_hold() -> None:
    fields = by_name(SITE_FIELDS)
    assert "厂房" in may_hold(fields["kind"]).zh
    assert "即可" in may_hold(fields["available_from"]).zh
    assert all(may_hold(field).zh and may_hold(field).en for field in SITE_FIELDS)


@pytest.mark.parametrize(
    ("written", "name", "unit"),
    [
        ("层高", "clear_height_m", ""),
        ("层高（单位：米）", "clear_height_m", "米"),
        ("层高/米", "clear_height_m", "米"),
        (" 建筑 面积 ㎡ ", "floor_area_m2", "㎡"),
        ("名称（必填）", "name", ""),
        ("名称*", "name", ""),
        ("面积（亩）", "land_area_m2", "亩"),
        ("建筑面积（亩）", "floor_area_m2", "亩"),
        ("单价(㎡)", "price_cny_m2", ""),
        ("单价(㎡)(元/㎡)", "price_cny_m2", "元/㎡"),
        ("单价", "rent_cny_m2_month", ""),
        ("RENT_CNY_M2_MONTH", "rent_cny_m2_month", ""),
        ("Clear height", "clear_height_m", ""),
        ("租金（元/㎡/天）", "rent_cny_m2_month", "元/㎡/天"),
        ("租金元/㎡/天", "rent_cny_m2_month", "元/㎡/天"),
    ],
)
def test_headings_as_people_write_them(written: str, name: str, unit: str) -> None:
    found = read_heading(written, known_headings(SITE_FIELDS))
    assert found is not None
    assert (found[0].name, found[1]) == (name, unit)


@pytest.mark.parametrize("written", ["", "风水", "高", "面积大", "(米)", "层高风水"])
def test_other_words_are_no_headings(written: str) -> None:
    assert read_heading(written, known_headings(SITE_FIELDS)) is None
