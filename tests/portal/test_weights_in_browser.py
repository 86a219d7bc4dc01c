"""Weights on the shortlist page in a real Chromium: the order follows the keyboard at once; without script, the form does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi_portal.desk.requirements import keep_fields
from luodi_portal.inventory.keep import keep_sites
from portal.looks import look
from portal.people import client_of
from portal.test_shortlists import CHEAP, NEAR_RENT, SNUG

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RENT, DEED = "input[name=w-rent_cny_m2_month]", "input[name=w-title_deed]"


@pytest.fixture
def address(live_server: LiveServer) -> str:
    keep_sites([CHEAP, SNUG])
    return f"{live_server.url}/requirements/{keep_fields(NEAR_RENT).pk}/"


def opened(browser: Browser, live_server: LiveServer, *, script: bool) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=script)
    for name, cookie in client_of("officer").cookies.items():
        context.add_cookies([{"name": name, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    yield from opened(browser, live_server, script=True)


@pytest.fixture
def bare_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    yield from opened(browser, live_server, script=False)


def order(page: Page) -> list[str | None]:
    return [card.get_attribute("data-site") for card in page.locator(".site-match").all()]


def scores(page: Page) -> list[str]:
    return [each.inner_text() for each in page.locator(".site-match .score b").all()]


def test_the_order_follows_the_keyboard_and_the_server_agrees(page: Page, address: str) -> None:
    page.goto(f"{address}shortlist/")
    assert order(page) == ["cheap", "snug"]
    expect(page.locator("#own-weights")).to_be_hidden()
    page.locator(RENT).press("Home")
    page.locator(DEED).press("End")
    expect(page.locator(".site-match").first).to_have_attribute("data-site", "snug")
    expect(page.locator(".site-match .rank").first).to_have_text("1")
    expect(page.locator("#own-weights")).to_be_visible()
    expect(page.locator("#now-first")).to_contain_text("乙厂房")
    expect(page.locator(DEED)).to_be_focused()
    look(page)
    followed = order(page), scores(page)
    page.locator("#weights-form button").click()
    expect(page.locator("#own-weights")).to_be_visible()
    assert "w-title_deed=6" in page.url
    assert (order(page), scores(page)) == followed
    page.locator("#weights-form a").click()
    expect(page.locator("#own-weights")).to_be_hidden()
    assert order(page) == ["cheap", "snug"]


def test_without_script_the_form_asks_the_server(bare_page: Page, address: str) -> None:
    bare_page.goto(f"{address}shortlist/")
    bare_page.locator(RENT).press("Home")
    bare_page.locator(DEED).press("End")
    assert order(bare_page) == ["cheap", "snug"]
    bare_page.locator("#weights-form button").click()
    expect(bare_page.locator("#own-weights")).to_be_visible()
    assert order(bare_page) == ["snug", "cheap"]


def test_the_history_has_nothing_that_axe_finds(page: Page, address: str) -> None:
    page.goto(f"{address}shortlists/")
    page.locator("main form button").click()
    expect(page.locator("main section")).to_have_count(2)
    look(page)
