"""A park operator's day in a real Chromium: space from Excel, seen before it is taken in; terms tried before they are kept.

A visitor then compares sites, and walks the map by keyboard. Axe looks at every page on the way.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from luodi_portal.inventory.convert import park_of
from luodi_portal.inventory.keep import keep_sites
from luodi_portal.inventory.models import Park, Site, Space
from portal import samples
from portal.conftest import fill
from portal.looks import look
from portal.people import client_of, user_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = {"wide": (1280, 900), "narrow": (390, 844)}
OFFERED = replace(samples.SITES[0], building="3号楼", storey=(2,), unit="201", lon=120.3, lat=36.25)
Start = Callable[[str, str], Page]


@pytest.fixture(params=WIDTHS)
def start(
    request: pytest.FixtureRequest,
    browser: Browser,
    live_server: LiveServer,
    settings: Settings,
    tmp_path: Path,
) -> Iterator[Start]:
    """Fill the portal; give a page for a role, in a language, on which nothing goes wrong and nothing leaves the site."""
    settings.MEDIA_ROOT = tmp_path
    fill()
    keep_sites([OFFERED, replace(OFFERED, id="n2", name="隔壁（虚构）", unit="202", rent_cny_m2_month=22.0)])
    Park.objects.get(pk="chengwan").operators.add(user_of("operator"))
    width, height = WIDTHS[request.param]
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(role: str, lang: str) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        for name, cookie in client_of(role, lang).cookies.items():
            context.add_cookies([{"name": name, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on(
            "console",
            lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(live_server.url) else wrong.append(asked.url),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def filled_in(template: bytes) -> bytes:
    """What the operator makes of the template: one dearer, one new, one with a bad cell."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    rows = (
        {"编号": "listing-1", "租金(元/㎡·月)": "0.6元/㎡/天", "建筑面积(㎡)": 3000, "层高(米)": 8},
        {
            "名称": "5号楼一层（虚构）",
            "楼栋或地块": "5号楼",
            "所在楼层": "1",
            "建筑面积(㎡)": 1200,
            "类型": "厂房",
        },
        {"名称": "坏的（虚构）", "层高(米)": "很高"},
    )
    for number, row in enumerate(rows, 2):
        for heading, value in row.items():
            sheet.cell(number, columns[heading], value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_space_from_excel_and_terms(start: Start, live_server: LiveServer) -> None:
    page = start("operator", "zh")
    page.goto(live_server.url)
    page.get_by_role("link", name="园区管理").click()
    expect(page).to_have_url(re.compile("/inventory/parks/chengwan/"))
    expect(page.locator(".tree").first).to_contain_text("3号楼")
    look(page)
    take_in(page)
    edit_terms(page)
    keep_an_offer(page)
    page.goto(f"{live_server.url}/inventory/spaces/{Space.objects.get(name='3号楼').pk}/")
    look(page)


def take_in(page: Page) -> None:
    with page.expect_download() as given:
        page.locator("#upload").locator("..").get_by_role("link", name="下载模板").click()
    table = filled_in(Path(given.value.path()).read_bytes())
    page.locator("#upload").locator("..").locator("[type=file]").set_input_files(
        {"name": "空间.xlsx", "mimeType": "application/octet-stream", "buffer": table}
    )
    page.get_by_role("button", name="上传并预览").click()
    expect(page.locator("#bad").locator("..")).to_contain_text("“很高” 不是一个数")
    expect(page.locator("#changed").locator("..").locator("ins").last).to_be_visible()
    look(page)
    page.get_by_label("只导入没有问题的行").check()
    page.get_by_label("表里的房源今天都核实过").check()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("status")).to_contain_text("已导入")
    expect(page.get_by_role("button", name="撤销这次导入")).to_be_visible()
    look(page)
    row = Site.objects.get(pk="listing-1")
    assert row.rent_cny_m2_month == pytest.approx(18.25)
    assert row.verified_by == user_of("operator")
    page.get_by_role("link", name=samples.PARK.name).click()
    expect(page.locator(".tree").first).to_contain_text("5号楼")


def edit_terms(page: Page) -> None:
    page.get_by_role("link", name="修改准入条件").click()
    look(page)
    page.get_by_role("button", name="加一条").last.click()
    page.locator("select[name^=measure-r]").last.select_option("staff")
    page.locator("input[name^=low-r]").last.fill("500")
    page.get_by_role("button", name="看句子并试算").click()
    expect(page.locator(".terms").first).to_contain_text("用工 不低于 500 人")
    expect(page.locator(".checks .state.fail").first).to_be_visible()
    look(page)
    page.get_by_label("为什么改").fill("新政策")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("准入条件已保存")
    assert park_of(Park.objects.get(pk="chengwan")).admission != samples.PARK.admission
    page.get_by_role("link", name="修改准入条件").click()
    page.get_by_role("button", name="恢复到这一版").first.click()
    expect(page.get_by_role("status")).to_contain_text("已恢复")
    assert park_of(Park.objects.get(pk="chengwan")).admission == samples.PARK.admission


def keep_an_offer(page: Page) -> None:
    page.goto(page.url.split("/inventory/")[0] + "/sites/listing-1/")
    page.get_by_label("状态", exact=True).select_option("reserved")
    page.get_by_label("为什么", exact=True).fill("意向书")
    page.get_by_role("button", name="更新状态").click()
    expect(page.locator(".timeline")).to_contain_text("意向书")
    look(page)
    page.get_by_role("link", name="修改", exact=True).click()
    page.get_by_label("层高（米）", exact=True).fill("8.5")
    look(page)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#known").locator("..")).to_contain_text("8.5 米")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_visitor_compares_and_looks_at_the_map(start: Start, live_server: LiveServer, lang: str) -> None:
    page = start("visitor", lang)
    page.goto(f"{live_server.url}/sites/")
    expect(page.locator("#map[data-ready]")).to_be_visible()
    choose = page.locator(".choose .pick")
    choose.nth(0).click()
    expect(choose.nth(0)).to_have_attribute("aria-pressed", "true")
    choose.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".basket li")).to_have_count(2)
    page.goto(f"{live_server.url}/map/")
    point = page.locator("#map .m-site").first
    point.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup .pick").last.click()
    expect(page.locator(".basket li")).to_have_count(3)
    look(page)
    page.locator(".basket .button").first.click()
    expect(page.locator(".compare thead th")).to_have_count(4)
    page.locator(".compare details").first.locator("summary").click()
    expect(page.locator(".compare .quote").first).to_be_visible()
    look(page)

    page.goto(f"{live_server.url}/map/")
    expect(page.locator("#map .m-site")).to_have_count(1)  # two offers of one building stand at one point
    expect(page.locator("#map .graticule").first).to_be_attached()
    expect(page.locator("#map .place").first).to_be_attached()
    point = page.locator("#map .m-site").first
    point.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup li")).to_have_count(2)
    expect(page.locator(".leaflet-popup li a").first).to_be_focused()
    look(page)
    page.locator(".leaflet-popup li a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sites/(listing-1|n2)/"))
    look(page)
