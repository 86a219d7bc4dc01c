"""A visitor clicks through the whole way in a real Chromium: document, park, site, requirement, shortlist, report.

With ``LUODI_PICTURES=1`` the pictures of the README are taken on the way.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from luodi_portal.demo.show import run
from portal.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WINDOWS = {"wide": (1280, 900), "narrow": (390, 844)}
PICTURES = ROOT / "docs" / "pictures"
ENQUIRY = (
    "我们做轨道交通装备（虚构企业），想在城阳海棘智造园、即墨蓝汐装备产业园一带租3000平左右的厂房，层高6米以上，"
    "租金不超过25元/平/月，要能办环评。项目总投资6000万元，年纳税200万元。"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the visitor looks for on the pages, in one language."""

    documents: str
    parks: str
    sites: str
    requirements: str
    new: str
    read: str
    match: str
    report: str
    shortlist: str
    post: str


WORDS = {
    "zh": Words("文档", "园区", "房源", "需求", "新的需求", "读出需求", "匹配房源", "选址报告", "选址短名单", "看房源原文"),
    "en": Words("Documents", "Parks", "Sites", "Requirements", "A new requirement", "Read it", "Match sites", "The report",
                "Shortlist", "See the post itself"),
}  # fmt: skip


@dataclass(slots=True)
class Visit:
    """A page with what went wrong on it: console errors, and requests that left the site."""

    page: Page
    wrong: list[str]


@pytest.fixture(params=WINDOWS)
def visit(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Visit]:
    width, height = WINDOWS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    def on_request(asked: Request) -> None:
        if not asked.url.startswith((live_server.url, "data:")):
            wrong.append(asked.url)

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield Visit(page, wrong)
    context.close()


def room(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("navigation").locator("[aria-current=page]")).to_have_text(name)


def fits(page: Page) -> None:
    """Nothing stands out of the window to the right."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def picture(page: Page, name: str) -> None:
    wide = (page.viewport_size or {}).get("width") == WINDOWS["wide"][0]
    chinese = (page.locator("html").get_attribute("lang") or "").startswith("zh")
    if os.environ.get("LUODI_PICTURES") == "1" and wide and chinese:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_from_a_document_to_the_report(visit: Visit, live_server: LiveServer, lang: str) -> None:
    page, words = visit.page, WORDS[lang]
    run(lambda _: None)
    page.goto(live_server.url)
    if lang == "en":
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    fits(page)

    see_a_document(page, words)
    follow_a_figure(page, words)
    see_a_site(page, words)
    ask(page, words)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.shortlist)
    expect(page.locator(".site-match").first).to_be_visible()
    fits(page)
    picture(page, "portal")

    page.get_by_role("link", name=words.report, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^zh" if lang == "zh" else "^en"))
    expect(page.locator("svg").first).to_be_visible()
    fits(page)
    page.locator("h2").nth(2).evaluate("heading => heading.scrollIntoView()")  # the sites side by side
    picture(page, "report")
    assert visit.wrong == []


def see_a_document(page: Page, words: Words) -> None:
    room(page, words.documents)
    fits(page)
    page.locator("[name=type]").select_option("news")
    page.locator("form.filter .button").click()
    page.get_by_role("link", name=re.compile("红滩精测园一年")).click()
    expect(page.locator("mark").first).to_be_visible()
    fits(page)
    picture(page, "document")
    page.locator(".facts a").first.click()
    expect(page.locator("mark:has(:target)").first).to_be_in_viewport()


def follow_a_figure(page: Page, words: Words) -> None:
    """Go to a park, and from one of its figures to the sentence that says it."""
    room(page, words.parks)
    fits(page)
    page.get_by_role("link", name="红滩精测产业园", exact=True).click()
    expect(page.locator(".terms li").first).to_be_visible()
    fits(page)
    quote = page.locator("a.quote").first
    said = quote.inner_text()
    quote.click()
    expect(page.locator(".prose, h1").filter(has_text=said).first).to_be_visible()
    expect(page.locator("mark:has(:target)").first).to_be_in_viewport()
    page.go_back()


def see_a_site(page: Page, words: Words) -> None:
    room(page, words.sites)
    fits(page)
    page.locator("[name=kind]").select_option("factory")
    page.locator("[name=rent_max]").fill("25")
    page.locator("form.filter .button").click()
    expect(page).to_have_url(re.compile("rent_max=25"))
    fits(page)
    page.locator("tbody a").first.click()
    expect(page.locator("#unknown")).to_be_visible()
    fits(page)
    page.get_by_role("link", name=words.post).click()
    expect(page.locator("mark").first).to_be_visible()


def ask(page: Page, words: Words) -> None:
    room(page, words.requirements)
    page.get_by_role("link", name=words.new).click()
    page.locator("textarea[name=text]").fill(ENQUIRY)
    page.get_by_role("button", name=words.read).click()
    expect(page.locator("[name=rent_max_cny_m2_month]")).to_have_value("25")
    expect(page.locator("mark").first).to_be_visible()
    fits(page)
    page.get_by_role("button", name=words.match).first.click()
