"""An editor writes and another approves, in a real Chromium; a visitor on a phone finds it by the box at the top and passes it on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi_portal.accounts.models import User
from luodi_portal.accounts.roles import EDITOR, give_role
from luodi_portal.knowledge.models import Document
from portal.conftest import fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-invented-word"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@dataclass(frozen=True, slots=True)
class Words:
    """What people look for on the pages, in one language."""

    write: str
    begin: str
    preview: str
    submit: str
    approve: str
    copy: str


WORDS = {
    "zh": Words("写稿", "写一篇文章", "预览", "提交审核", "通过", "复制"),
    "en": Words("Write", "Write an article", "Preview", "Submit for approval", "Approve", "Copy"),
}


@pytest.fixture
def people(db: None) -> None:
    fill()
    for name in ("writer", "other"):
        give_role(User.objects.create_user(name, password=PASSWORD), EDITOR)


@pytest.fixture
def wrong() -> list[str]:
    return []


class Door:
    """Opens the portal in a window of its own for each person."""

    def __init__(self, browser: Browser, server: str, lang: str, wrong: list[str]) -> None:
        self.browser, self.server, self.lang, self.wrong = browser, server, lang, wrong

    def open(self, size: dict[str, int], name: str = "") -> Page:
        context = self.browser.new_context(viewport=size, permissions=["clipboard-read", "clipboard-write"])  # type: ignore[arg-type]
        code = {"zh": "zh-hans", "en": "en"}[self.lang]
        context.add_cookies([{"name": "django_language", "value": code, "url": self.server}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.goto(self.server if not name else f"{self.server}/account/log-in/")
        if name:
            page.fill("[name=username]", name)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            expect(page.locator(".who")).to_have_text(name)
        return page


@pytest.fixture(params=["zh", "en"])
def door(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, people: None, wrong: list[str]
) -> Iterator[Door]:
    opened = Door(browser, live_server.url, request.param, wrong)
    yield opened
    for context in browser.contexts:
        context.close()


def test_from_a_draft_to_a_reader(door: Door, wrong: list[str]) -> None:
    words = WORDS[door.lang]
    write(door.open(DESK, "writer"), words)
    approve(door.open(DESK, "other"), words)
    read(door.open(PHONE), words)
    row = Document.objects.get(staff_article__isnull=False)
    expect_counted(row)
    assert wrong == []


def write(page: Page, words: Words) -> None:
    page.get_by_role("navigation").get_by_role("link", name=words.write, exact=True).click()
    page.get_by_role("link", name=words.begin).click()
    page.fill("[name=title]", "澄湾园二期开工（虚构）")
    page.fill("[name=body]", "## 开工\n\n澄湾仪器产业园二期开工，占地30亩，厂房配10吨航车，层高为八米。")
    page.get_by_role("button", name=words.preview).click()
    expect(page.locator("#preview + .prose h2")).to_have_text("开工")
    page.get_by_role("button", name=words.submit).click()
    expect(page.locator("main [role=status]")).to_be_visible()


def approve(page: Page, words: Words) -> None:
    page.get_by_role("navigation").get_by_role("link", name=words.write, exact=True).click()
    page.get_by_role("link", name="澄湾园二期开工（虚构）").click()
    page.get_by_role("button", name=words.approve, exact=True).click()
    expect(page.locator("main [role=status]")).to_be_visible()


def read(page: Page, words: Words) -> None:
    """Find it by keyboard, by a word that stands for another and by a figure written otherwise; copy its address."""
    for asked, found in (("天车", "航车"), ("层高8米", "八米"), ("20000平方米", "30亩")):
        page.focus("#find")
        page.fill("#find", asked)
        page.keyboard.press("Enter")
        expect(
            page.locator("main .list li", has_text="澄湾园二期开工").locator("mark.hit", has_text=found).first
        ).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    with page.expect_request(re.compile("/seen/$")) as seen:
        page.get_by_role("link", name="澄湾园二期开工（虚构）").first.click()
    assert seen.value.response()
    expect(page.locator(".prose mark").first).to_be_visible()
    with page.expect_request(re.compile("/shared/$")) as shared:
        page.get_by_role("button", name=words.copy).click()
    assert shared.value.response()
    expect(page.locator("[data-share] [role=status]")).not_to_be_empty()
    assert re.search("/documents/[0-9a-f]{16}/$", str(page.evaluate("navigator.clipboard.readText()")))
    page.reload()
    page.locator(".facts a").first.click()
    expect(page.locator("mark:has(:target)").first).to_be_in_viewport()


def expect_counted(row: Document) -> None:
    assert (row.reach.views, row.reach.shares) == (1, 1)
