"""The pages of spaces, offers and terms: for whom, in both languages, with nothing from outside, and what they do."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings
from selectolax.lexbor import LexborHTMLParser as Html

from luodi.sites.park import Park
from luodi_portal.inventory.convert import own_site, park_of
from luodi_portal.inventory.keep import keep_parks, keep_sites
from luodi_portal.inventory.models import Attachment, Import, Indicator, Site, Space
from luodi_portal.inventory.models import Park as ParkRow
from portal import samples
from portal.people import client_of, user_of
from portal.test_pages import chinese_of_ours, no_inline, outside

OFFERED = replace(
    samples.SITES[0], building="3号楼", storey=(2,), unit="201", stated_on="2026-11-01", lon=120.3, lat=36.25
)
LAND = replace(samples.SITES[2], id="land", park="chengwan", building="C-12")


@pytest.fixture
def park(world: None, settings: Settings, tmp_path: Path) -> ParkRow:
    settings.MEDIA_ROOT = tmp_path
    keep_sites([OFFERED, replace(OFFERED, id="n2", name="隔壁", unit="202", rent_cny_m2_month=22.0), LAND])
    return ParkRow.objects.get(pk="chengwan")


@pytest.fixture
def operator(park: ParkRow) -> Client:
    keep_parks([Park(id="other", name="别家园区（虚构）")])
    park.operators.add(user_of("operator"))
    return client_of("operator")


def page(client: Client, address: str, status: int = 200) -> Html:
    response = client.get(address)
    assert response.status_code == status, address
    return Html(response.content.decode())


def addresses(park: ParkRow) -> Iterator[str]:
    parcel, row = Space.objects.get(level="parcel"), Import.objects.get()
    yield from (
        "/sites/",
        "/map/",
        "/sites/compare/",
        "/sites/compare/?s=listing-1&s=n2",
        "/sites/listing-1/",
    )
    yield from ("/inventory/", "/inventory/import/", f"/inventory/import/{row.pk}/")
    yield from (
        f"/inventory/parks/{park.pk}/{what}"
        for what in ("", "import/", "terms/", "spaces/add/", "sites/add/")
    )
    yield from (f"/inventory/spaces/{parcel.pk}/", f"/inventory/spaces/{parcel.pk}/indicators/")
    yield from ("/inventory/sites/listing-1/edit/",)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_opens_in_one_language_and_needs_nothing_outside(park: ParkRow, lang: str) -> None:
    client = client_of("officer", lang)
    upload(client, park, "编号,名称,租金,层高\nlisting-1,,16,\nn9,新的,20,高\n")
    for address in addresses(park):
        html = page(client, address)
        assert outside(html) == [], address
        assert no_inline(html) == [], address
        assert html.css_first("h1"), address
        if lang == "en":
            assert chinese_of_ours(html) == [], address


def upload(client: Client, park: ParkRow, text: str, name: str = "空间.csv") -> str:
    file = SimpleUploadedFile(name, text.encode())
    response = client.post(f"/inventory/parks/{park.pk}/import/", {"file": file, "datum": "wgs84"})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def confirm(client: Client, address: str, **more: str) -> None:
    mark = page(client, address).css_first("[name=fingerprint]").attributes["value"]
    response = client.post(f"{address}apply/", {"fingerprint": mark, **more})
    assert response.status_code == 302, Html(response.content.decode()).css_first(".notice").text()


def test_an_operator_uploads_sees_confirms_and_undoes(operator: Client, park: ParkRow) -> None:
    address = upload(operator, park, "编号,名称,租金,层高\nlisting-1,,16,\nn9,新的,20,高\n")
    shown = page(operator, address)
    assert "“高” 不是一个数" in shown.css_first("#bad").parent.text()
    assert [node.text() for node in shown.css("del, ins")][:4] == [
        "8 米",
        "未知",
        "18 元/㎡·月",
        "16 元/㎡·月",
    ]
    mark = shown.css_first("[name=fingerprint]").attributes["value"]
    refused = operator.post(f"{address}apply/", {"fingerprint": mark})
    assert refused.status_code == 409
    confirm(operator, address, only_good="1", verified="1")
    row = Site.objects.get(pk="listing-1")
    assert (row.rent_cny_m2_month, row.clear_height_m, row.verified_by) == (16, None, user_of("operator"))
    operator.post(f"{address}undo/")
    row.refresh_from_db()
    assert (row.rent_cny_m2_month, row.clear_height_m, row.verified_by) == (18, 8, None)


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/inventory/parks/other/"), ("get", "/inventory/parks/other/terms/"), ("post", "/inventory/parks/other/terms/"),
        ("get", "/inventory/parks/other/import/"), ("post", "/inventory/parks/other/verify/"),
        ("get", "/inventory/sites/d-4/edit/"), ("post", "/inventory/sites/d-4/verify/"), ("post", "/inventory/sites/d-4/status/"),
        ("get", "/inventory/import/"), ("get", "/inventory/export.xlsx"), ("get", "/inventory/export.xlsx?park=other"),
    ],
)  # fmt: skip
def test_nothing_of_other_parks(operator: Client, method: str, address: str) -> None:
    assert getattr(operator, method)(address).status_code == 403


def test_an_operator_is_led_to_the_own_park_and_gets_its_table(operator: Client, park: ParkRow) -> None:
    assert operator.get("/inventory/")["Location"] == "/inventory/parks/chengwan/"
    response = operator.get("/inventory/export.xlsx?park=chengwan")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert "层高(米)" in rows[0]
    assert {row[0] for row in rows[1:]} == {"listing-1", "n2", "land"}
    address = upload_bytes(operator, park, response.content)
    stats = [item.text() for item in page(operator, address).css(".stats b")]
    assert stats == ["0", "0", "3", "0", "0"]


def upload_bytes(client: Client, park: ParkRow, data: bytes) -> str:
    file = SimpleUploadedFile("out.xlsx", data)
    return str(
        client.post(f"/inventory/parks/{park.pk}/import/", {"file": file, "datum": "wgs84"})["Location"]
    )


def test_the_template_is_read_back(operator: Client, park: ParkRow) -> None:
    response = operator.get("/inventory/template/")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    headings = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].append(["new" if h == "编号" else "新厂房" if h == "名称" else None for h in headings])
    stream = io.BytesIO()
    book.save(stream)
    html = page(operator, upload_bytes(operator, park, stream.getvalue()))
    assert [item.text() for item in html.css(".stats b")][:2] == ["1", "0"]


def test_a_file_that_is_no_table_is_said(operator: Client, park: ParkRow) -> None:
    response = operator.post(
        "/inventory/parks/chengwan/import/", {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}
    )
    assert response.status_code == 400
    assert "不是完好的 Excel 文件" in response.content.decode()


def test_terms_are_edited_tried_saved_and_reverted(operator: Client, park: ParkRow) -> None:
    address = "/inventory/parks/chengwan/terms/"
    sent = form_values(page(operator, address))
    assert "measure-r.1" in sent
    grown = Html(operator.post(address, sent | {"do": "add-term r"}).content.decode())
    sent = form_values(grown) | {"measure-r.2": "staff", "low-r.2": "很多"}
    refused = operator.post(address, sent | {"do": "save"})
    assert refused.status_code == 400
    assert "不是一个数" in refused.content.decode()
    sent["low-r.2"] = "50"
    tried = Html(operator.post(address, sent | {"do": "try"}).content.decode())
    assert "用工 不低于 50 人" in tried.css_first(".terms").text()
    assert tried.css_first(".checks .state.pass")
    assert park_of(ParkRow.objects.get(pk="chengwan")).admission == samples.PARK.admission
    operator.post(address, sent | {"do": "save", "why": "新政策"})
    now = park_of(ParkRow.objects.get(pk="chengwan")).admission
    assert now
    assert now != samples.PARK.admission
    versions = page(operator, address).css(".timeline > li")
    assert "新政策" in versions[0].text()
    key = versions[1].css_first("[name=version]").attributes["value"]
    operator.post(f"{address}revert/", {"version": key})
    assert park_of(ParkRow.objects.get(pk="chengwan")).admission == samples.PARK.admission


def form_values(html: Html) -> dict[str, str]:
    """What a browser would send of the page's form."""
    sent = {}
    for node in html.css("main form input[name], main form select[name], main form textarea[name]"):
        name, kind = node.attributes["name"] or "", node.attributes.get("type")
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            sent[name] = chosen.attributes.get("value") or ""
        elif kind not in ("checkbox", "radio", "file") or "checked" in node.attributes:
            sent[name] = node.attributes.get("value") or ""
    return sent


def test_an_offer_is_changed_and_its_page_says_who_and_from_whom(operator: Client, park: ParkRow) -> None:
    address = "/inventory/sites/listing-1/edit/"
    sent = form_values(page(operator, address)) | {
        "deal": "lease",
        "kind": "factory",
        "fire_class": ["丁", "戊"],
    }
    assert sent["clear_height_m"] == "8"
    assert sent["env_permit"] == "yes"
    response = operator.post(
        address, sent | {"rent_cny_m2_month": "0.5元/㎡/天", "gas": "no", "why": "房东改价"}
    )
    assert response.status_code == 302, Html(response.content.decode()).css_first(".notice").text()
    own = own_site(Site.objects.get(pk="listing-1"))
    assert (own.rent_cny_m2_month, own.gas, own.clear_height_m, own.storey) == (15.21, False, 8.0, (2,))
    html = page(operator, "/sites/listing-1/")
    assert "房东改价" in html.css_first(".timeline").text()
    sources = {row.css_first("td").text(): row.text() for row in html.css("tbody tr")}
    assert "某operator" in sources["租金"]
    assert "层高8米" in sources["层高"]
    visitor = page(Client(), "/sites/listing-1/")
    assert "房东改价" not in visitor.body.text()
    assert not visitor.css("#keep")


def test_a_point_of_amap_is_turned_and_shown_as_given(operator: Client, park: ParkRow) -> None:
    address = "/inventory/sites/listing-1/edit/"
    sent = form_values(page(operator, address)) | {
        "deal": "lease",
        "kind": "factory",
        "fire_class": ["丁", "戊"],
    }
    bad = operator.post(address, sent | {"lon": "120.31", "lat": ""})
    assert bad.status_code == 400
    operator.post(address, sent | {"lon": "120.31", "lat": "36.25", "datum": "gcj02"})
    row = Site.objects.get(pk="listing-1")
    assert row.lon is not None
    assert row.lon == pytest.approx(120.3046, abs=1e-3)
    assert "GCJ-02 120.31" in page(Client(), "/sites/listing-1/").css_first("#where").parent.text()


def test_status_and_verification(operator: Client, park: ParkRow) -> None:
    operator.post("/inventory/sites/listing-1/status/", {"status": "reserved", "why": "意向书"})
    operator.post("/inventory/sites/listing-1/verify/")
    html = page(Client(), "/sites/listing-1/")
    timeline = html.css_first(".timeline").text()
    assert "已预订" in timeline
    assert "核实" in timeline
    assert "意向书" not in timeline
    assert "作者说于 2026-11-01" in html.css_first("#where").parent.text()
    operator.post("/inventory/parks/chengwan/verify/")
    assert set(Site.objects.filter(park=park).values_list("verified_by__username", flat=True)) == {
        "a-operator"
    }


def test_what_is_old_leaves_public_search_and_stays_for_the_office(park: ParkRow) -> None:
    keep_sites([replace(OFFERED, stated_on="2025-01-01")])
    listed = [node.text() for node in page(Client(), "/sites/").css("td.head a")]
    assert OFFERED.name not in listed
    officer = page(client_of("officer"), "/sites/")
    assert OFFERED.name in [node.text() for node in officer.css("td.head a")]
    assert "已退出公开查找" in officer.body.text()
    points = json.loads(Client().get("/map/points/").content)["points"]
    assert OFFERED.name not in [point["name"] for point in points]
    counted = [
        (
            who,
            page(client, "/").css_first(".stats a[href='/sites/'] b").text(),
            page(client, "/parks/").body.text(),
        )
        for who, client in (("visitor", Client()), ("officer", client_of("officer")))
    ]
    shown = {who: (int(sites), int(re.search(r"(\d+) 处房源", parks)[1])) for who, sites, parks in counted}
    assert shown["officer"] == tuple(number + 1 for number in shown["visitor"])


def test_spaces_are_added_described_and_passed_on(operator: Client, park: ParkRow) -> None:
    address = "/inventory/parks/chengwan/spaces/add/"
    assert operator.post(address, {"level": "floor", "name": "1"}).status_code == 400
    assert operator.post(address, {"level": "building", "name": "3号楼"}).status_code == 400
    assert (
        operator.post(address, {"level": "building", "name": "5号楼", "structure": "steel"}).status_code
        == 302
    )
    building = Space.objects.get(name="3号楼")
    sent = {
        "level": "building",
        "name": "3号楼",
        "floor_load_kg_m2": "800",
        "structure": "frame",
        "source": "竣工图",
    }
    operator.post(f"/inventory/spaces/{building.pk}/", sent)
    html = page(Client(), "/sites/listing-1/")
    rows = {row.css_first("td").text(): row.text() for row in html.css("tbody tr")}
    assert re.search(r"框架.*沿用\s*3号楼.*竣工图", rows["结构"].replace("\n", " "))
    assert "承重" not in rows  # of the ground floor; the offer is on the second
    assert operator.post(f"/inventory/spaces/{building.pk}/remove/").status_code == 302
    assert Space.objects.filter(pk=building.pk).exists()
    operator.post(f"/inventory/spaces/{Space.objects.get(name='5号楼').pk}/remove/")
    assert not Space.objects.filter(name="5号楼").exists()


def test_the_indicators_of_a_parcel(operator: Client, park: ParkRow) -> None:
    parcel = Space.objects.get(level="parcel")
    address = f"/inventory/spaces/{parcel.pk}/indicators/"
    sent = {
        "plot_ratio-low": "1.2",
        "investment_cny_mu-low": "300万",
        "investment_cny_mu-source": "出让公告",
        "environment-words": "二级",
    }
    assert operator.post(address, sent | {"tax_cny_mu_year-low": "多"}).status_code == 400
    assert operator.post(address, sent).status_code == 302
    assert set(Indicator.objects.values_list("name", "at_least")) == {
        ("plot_ratio", 1.2), ("investment_cny_mu", 3000000.0), ("environment", None),
    }  # fmt: skip
    assert "不低于 300 万元/亩" in page(Client(), "/sites/land/").css_first("#indicators").parent.text()


def test_indicators_are_tried_on_an_enterprise_before_they_are_saved(operator: Client, park: ParkRow) -> None:
    address = f"/inventory/spaces/{Space.objects.get(level='parcel').pk}/indicators/"
    firm = {"investment_cny": "6000万", "land": "20亩", "tax_cny_year": ""}
    sent = {
        "plot_ratio-low": "1.2",
        "investment_cny_mu-low": "400万",
        "tax_cny_mu_year-low": "20万",
        "do": "try",
        **firm,
    }
    response = operator.post(address, sent)
    assert response.status_code == 200
    tried = Html(response.content.decode()).css_first("[aria-labelledby=tried]")
    # 6000万 on 20亩 are 300万 by mu; nobody knows the tax
    assert [state.attributes["class"] for state in tried.css(".checks .checks .state")] == [
        "state fail",
        "state unknown",
    ]
    assert "容积率" in tried.text()
    assert not Indicator.objects.exists()
    better = Html(operator.post(address, sent | {"land": "10亩", "tax_cny_year": "300万"}).content.decode())
    assert len(better.css("[aria-labelledby=tried] .checks .checks .state.pass")) == 2
    crossed = operator.post(address, sent | {"investment_cny_mu-high": "1万"})
    assert crossed.status_code == 400
    assert "下限高于上限" in crossed.content.decode()


def picture(
    name: str = "a.jpg", kind: str = "JPEG", size: tuple[int, int] = (3000, 1000)
) -> SimpleUploadedFile:
    stream = io.BytesIO()
    image = Image.new("RGB", size, "red")
    exif = image.getexif()
    exif[0x010E] = "36.25N 120.30E"
    image.save(stream, kind, exif=exif)
    return SimpleUploadedFile(name, stream.getvalue())


def test_photos_are_made_anew_and_shown_with_their_words(operator: Client, park: ParkRow) -> None:
    address = "/inventory/sites/listing-1/attach/"
    operator.post(address, {"file": picture(), "alt": "厂房正门"})
    row = Attachment.objects.get()
    assert (row.width, row.height) == (2000, 667)
    assert b"120.30E" not in row.file.read()
    image = page(Client(), "/sites/listing-1/").css_first(".pictures img")
    assert image.attributes["alt"] == "厂房正门"
    assert Client().get(image.attributes["src"]).status_code == 200
    operator.post(f"/inventory/files/{row.pk}/remove/")
    assert not Attachment.objects.exists()
    assert list(Path(row.file.storage.location).rglob("*.jpg")) == []


@pytest.mark.parametrize(
    ("file", "alt", "said"),
    [
        (picture(), "", "没有文字说明"),
        (SimpleUploadedFile("a.jpg", b"\xff\xd8\xff nonsense"), "图", "不是完好的图片"),
        (SimpleUploadedFile("a.svg", b"<svg/>"), "图", "不是完好的图片"),
        (SimpleUploadedFile("a.pdf", b"<html>"), "", "内容与扩展名不符"),
        (picture("a.gif", "GIF"), "图", "不是完好的图片"),
    ],
)
def test_other_files_are_refused(
    operator: Client, park: ParkRow, file: SimpleUploadedFile, alt: str, said: str
) -> None:
    file.seek(0)
    response = operator.post("/inventory/sites/listing-1/attach/", {"file": file, "alt": alt}, follow=True)
    assert said in response.content.decode()
    assert not Attachment.objects.exists()


def test_what_is_clear_in_a_picture_is_white_in_the_photo(operator: Client, park: ParkRow) -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(stream, "PNG")
    file = SimpleUploadedFile("plan.png", stream.getvalue())
    operator.post("/inventory/sites/listing-1/attach/", {"file": file, "alt": "平面图"})
    with Image.open(Attachment.objects.get().file) as kept:
        assert kept.convert("RGB").getpixel((20, 20)) == (255, 255, 255)


def test_a_picture_with_too_many_pixels_is_refused(
    operator: Client, park: ParkRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luodi_portal.pictures.MOST_PIXELS", 100 * 100)
    address = "/inventory/sites/listing-1/attach/"
    for size, said in (((101, 100), "像素太多"), ((100, 100), "已添加")):
        sent = {"file": picture(size=size), "alt": "图"}
        assert said in operator.post(address, sent, follow=True).content.decode()


def test_a_document_is_given_out(operator: Client, park: ParkRow) -> None:
    operator.post(
        "/inventory/parks/chengwan/attach/",
        {"file": SimpleUploadedFile("总平图.pdf", b"%PDF-1.7 x"), "alt": ""},
    )
    response = Client().get(Attachment.objects.get().file.url)
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_side_by_side(park: ParkRow) -> None:
    html = page(Client(), "/sites/compare/?s=listing-1&s=n2&s=c-3&s=d-4&s=b/2&s=listing-1")
    assert len(html.css("thead th")) == 5
    assert "最多并排 4 处" in html.body.text()
    rows = {row.css_first("th").text().split()[0]: row for row in html.css("tbody tr")}
    assert "differs" in (rows["租金"].attributes.get("class") or "")
    assert rows["租金"].css("td")[2].text() == "未知"
    assert rows["租金"].css_first("a.quote").attributes["href"].startswith("/documents/")
    assert page(Client(), "/sites/compare/?s=nowhere").css_first(".notice")


def test_what_fits_is_for_the_office_and_uses_are_for_all(park: ParkRow) -> None:
    officer = client_of("officer")
    officer.post("/requirements/new/", {"kind": ["factory"], "company": "某厂（虚构）"})
    assert "某厂（虚构）" in page(officer, "/sites/listing-1/").css_first("#fits").parent.text()
    visitor = page(Client(), "/sites/listing-1/")
    assert "某厂" not in visitor.body.text()
    assert "适合生产、组装" in visitor.css_first("#uses").parent.text()
    assert "隔壁" in visitor.css_first("#near").parent.text()
    assert "有没有行车" in visitor.css_first("#unknown").parent.text()


def test_facets_narrow_the_list(park: ParkRow) -> None:
    html = page(Client(), "/sites/")
    facets = {node.text().split()[0]: node for node in html.css(".facet")}
    assert facets["厂房"].css_first(".n").text() == "3"
    narrowed = page(Client(), f"/sites/{facets['厂房'].attributes['href']}")
    assert len(narrowed.css("td.head")) == 3
    assert narrowed.css_first(".facet[aria-current]").text().startswith("厂房")


def test_the_map_has_points_with_and_without_a_place_of_their_own(park: ParkRow) -> None:
    points = {point["name"]: point for point in json.loads(Client().get("/map/points/").content)["points"]}
    assert points[OFFERED.name]["at"] == [120.3, 36.25]
    assert (points["苏州工业用地"]["own"], points["苏州工业用地"]["at"]) == (False, [120.3021, 36.2504])
    assert points[samples.PARK.name]["kind"] == "park"
    places = {row[0]: row for row in json.loads(Client().get("/map/places/").content)["places"]}
    assert places["青岛市"][3] == 1


def test_an_officer_names_and_releases_an_operator(park: ParkRow) -> None:
    officer, operator = client_of("officer"), client_of("operator")
    keep = "/inventory/parks/chengwan/"
    assert operator.get(keep).status_code == 403
    user = user_of("operator")
    choices = page(officer, keep).css("[name=operator] option")
    assert [each.attributes["value"] for each in choices] == ["", str(user.pk)]  # nobody of another role
    officer.post(f"{keep}operators/add/", {"operator": str(user.pk)})
    assert operator.get(keep).status_code == 200
    assert page(operator, keep).css_first("#operators") is None
    assert operator.post(f"{keep}operators/{user.pk}/remove/").status_code == 403
    assert f"指定 {user} 为运营方" in page(officer, keep).css_first("#operators").parent.text()
    officer.post(f"{keep}operators/{user.pk}/remove/")
    assert operator.get(keep).status_code == 403
    assert (
        f"{user} operates it no more"
        in page(client_of("officer", "en"), keep).css_first("#operators").parent.text()
    )


def test_nobody_but_an_operator_by_role_is_named(park: ParkRow) -> None:
    officer = client_of("officer")
    for key in (user_of("editor").pk, 0, "x"):
        officer.post("/inventory/parks/chengwan/operators/add/", {"operator": str(key)})
    assert not park.operators.exists()
