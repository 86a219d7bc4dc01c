"""An editor's hour in a real Chromium: facts reviewed by one key each, names joined and taken back, a figure followed.

Axe looks at every page on the way, wide and on a phone.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi_portal.knowledge.keep import keep_reading
from luodi_portal.knowledge.models import Document, Entity, Fact, Pairing, Review
from portal.conftest import fill
from portal.looks import look
from portal.people import client_of
from portal.test_entities import told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SELECT = """words => {
  const at = [...document.querySelectorAll("[data-start]")].map(span => span.firstChild).find(node => node.data.includes(words));
  document.getSelection().setBaseAndExtent(at, at.data.indexOf(words), at, at.data.indexOf(words) + words.length);
}"""
WIDTHS = {"wide": (1280, 900), "narrow": (390, 844)}


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """An editor's page on which nothing goes wrong and nothing leaves the site."""
    fill()
    keep_reading(told("甲", ("land_area", "青岛济泓园", None)))
    keep_reading(told("乙", ("land_area", "青岛济泓医疗器械产业园", None)))
    width, height = WIDTHS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    for name, cookie in client_of("editor").cookies.items():
        context.add_cookies([{"name": name, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if is_wrong(said) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def is_wrong(said: ConsoleMessage) -> bool:
    """A form that can't be used answers 400, which the browser notes; all else is ours."""
    return said.type in ("error", "warning") and "status of 400" not in said.text


def waiting(page: Page) -> int:
    return int(re.findall(r"还有 (\d+) 条", page.locator("main").inner_text())[0])


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_facts_are_reviewed_by_one_key_each(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/review/")
    look(page)
    all_ = waiting(page)
    first = page.locator("blockquote mark").inner_text()
    press(page, "a")
    assert waiting(page) == all_ - 1
    press(page, "r")
    press(page, "s")
    assert waiting(page) == all_ - 3
    for _ in range(3):
        press(page, "u")  # back to the first, one by one
    expect(page.locator("blockquote mark")).to_have_text(first)
    assert not Review.objects.filter(undone=False).exists()

    page.goto(f"{live_server.url}/review/?kind=land_area")
    page.keyboard.press("c")
    expect(page.locator("#id_subject")).to_be_focused()
    page.locator("#id_value").fill("3000 car")  # typing an a or a c in a field decides nothing
    look(page)
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_role("alert")).to_contain_text("不是一个合适的数")
    page.locator("#id_value").fill("3000亩")
    with page.expect_navigation(url=re.compile("kind=land_area")):
        page.get_by_role("button", name="保存更正").click()
    said = Review.objects.get(undone=False).said
    assert said
    assert (said["value"], said["unit"]) == (2_000_000, "m2")


def test_what_was_missed_is_selected_in_the_text_and_added(page: Page, live_server: LiveServer) -> None:
    slug = Document.objects.get(type="news", title__startswith="澄湾").slug
    page.goto(f"{live_server.url}/documents/{slug}/")
    page.get_by_role("link", name="补充遗漏").click()
    look(page)
    page.evaluate(SELECT, "签约12个项目")
    expect(page.locator("[name=quote]")).to_have_value("签约12个项目")
    page.locator("[name=kind]").select_option("event")
    page.locator("[name=subject]").fill("签约项目")
    page.get_by_role("button", name="补充这条事实").click()
    expect(page.get_by_role("alert")).to_contain_text("请选是什么事")
    look(page)
    page.locator("[name=event]").select_option("approved")
    page.get_by_role("button", name="补充这条事实").click()
    expect(page.get_by_role("status")).to_contain_text("已补充")
    added = Fact.objects.get(reader="person")
    assert (added.quote, added.object) == ("签约12个项目", "approved")
    page.get_by_role("button", name="撤销上一条").click()
    expect(page.get_by_role("status")).to_contain_text("已撤销补充")
    assert not Fact.objects.filter(reader="person").exists()


def test_names_are_joined_kept_apart_and_taken_back(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/pairs/")
    look(page)
    page.get_by_label("理由").fill("mkl：输入时按键不算决定")
    page.locator("h1").click()
    press(page, "m")
    pair = Pairing.objects.select_related("left", "right").get(by__isnull=False)
    assert (pair.state, pair.left.root_id) == ("same", pair.right.root_id)
    expect(page.locator("main")).to_contain_text("没有要判断的了")
    press(page, "u")
    assert {row.root_id for row in Entity.objects.filter(name__contains="济泓")} == {
        pair.left_id,
        pair.right_id,
    }
    press(page, "k")
    page.goto(f"{live_server.url}/pairs/log/")
    look(page)
    expect(page.locator(".list li")).to_have_count(2)
    page.locator(".list li").first.get_by_role("button", name="撤销").click()
    expect(page.locator(".list li").first).to_contain_text("已撤销")
    pair.refresh_from_db()
    assert pair.state == "open"


def test_a_figure_is_followed_from_the_park_to_its_sentence(page: Page, live_server: LiveServer) -> None:
    for address in ("/entities/", "/regions/", "/platforms/", "/parks/chengwan/"):
        page.goto(f"{live_server.url}{address}")
        look(page)
    page.get_by_role("link", name="占地2900余亩").click()
    expect(page.locator("mark:has(:target)")).to_have_text("占地2900余亩")
