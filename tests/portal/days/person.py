"""Somebody at a window: finds things by their visible words, in one language, and sees that nothing goes wrong there."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from selectolax.lexbor import LexborHTMLParser

from portal.conftest import ROOT
from portal.days.office import Office
from portal.looks import fits, violations, watch
from portal.test_pages import chinese_of_ours

DESK, PHONE = (1280, 900), (390, 844)
PATIENCE = 30_000
"""Milliseconds until something that is waited for is given up; a busy machine takes its time."""
PICTURES = ROOT / "docs" / "pictures"


@dataclass(slots=True)
class Person:
    """A page in a window of its own, and a language."""

    page: Page
    lang: str
    office: Office

    def say(self, zh: str, en: str) -> str:
        """Give the words of the person's language."""
        return zh if self.lang == "zh" else en

    def link(self, zh: str, en: str) -> Locator:
        """Find a link by its words."""
        return self.page.get_by_role("link", name=self.say(zh, en), exact=True)

    def button(self, zh: str, en: str) -> Locator:
        """Find a button by its words."""
        return self.page.get_by_role("button", name=self.say(zh, en), exact=True)

    def input(self, zh: str, en: str) -> Locator:
        """Find an input by its label."""
        return self.page.get_by_label(self.say(zh, en), exact=True)

    def part(self, zh: str, en: str) -> Locator:
        """Find a part of the page by its heading."""
        name = re.compile(rf"^{re.escape(self.say(zh, en))}( \d+)?$")
        return self.page.get_by_role("region", name=name)

    def go(self, zh: str, en: str) -> None:
        """Go to a room by the navigation."""
        name = self.say(zh, en)
        rooms = self.page.get_by_role("navigation", name=self.say("栏目", "Rooms"), exact=True)
        self.follow(rooms.get_by_role("link", name=name, exact=True))
        expect(rooms.locator("[aria-current=page]")).to_have_text(name)

    def follow(self, leads: Locator) -> None:
        """Press what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            leads.click()

    def told(self, zh: str, en: str) -> None:
        """See that the page says what was done."""
        expect(self.page.locator("main").get_by_role("status").first).to_contain_text(self.say(zh, en))

    def look(self, picture: str = "") -> None:
        """See that the page is fit to be used, and all of it in the person's language; take a picture of it."""
        self.check()
        if self.lang == "en":
            strays = chinese_of_ours(LexborHTMLParser(self.page.content()))
            assert strays == [], f"{self.page.url}: {strays}"
        if picture:
            self.take(picture)

    def check(self) -> None:
        """Nothing that axe finds; nothing that stands out of the window, or of a phone's."""
        page, size = self.page, self.page.viewport_size
        assert size
        if self.office.database == "sqlite":  # the pages of both are the same, and axe takes its time
            # at the end of the page the bar of what is compared stands where it belongs, and lies on no link
            before = page.evaluate("window.scrollY")
            page.evaluate("window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
            found = violations(page)
            page.evaluate("top => window.scrollTo({ top, behavior: 'instant' })", before)
            assert found == [], f"{page.url}: {found}"
        for width in {size["width"], PHONE[0]}:
            page.set_viewport_size({"width": width, "height": size["height"]})
            assert fits(page), f"{page.url} at {width}"
        page.set_viewport_size(size)

    def take(self, picture: str) -> None:
        """Take a picture for the documentation, where they are asked for."""
        if os.environ.get("LUODI_PICTURES") == "1" and self.office.database == "sqlite":
            suffix = "" if self.lang == "zh" else ".en"
            save(self.page.screenshot(animations="disabled"), PICTURES / f"{picture}{suffix}.png")


def save(screenshot: bytes, path: Path) -> None:
    """Keep a picture in few colours: pages have few, and the repository stays small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(BytesIO(screenshot)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


@contextmanager
def somebody(browser: Browser, office: Office, lang: str, size: tuple[int, int] = DESK) -> Iterator[Person]:
    """Open the first page in a window; at its end nothing may have gone wrong there."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=2 if size == PHONE else 1,
        permissions=["clipboard-read", "clipboard-write"],
        locale="zh-CN",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    person = Person(page, lang, office)
    wrong = watch(page, office.address)
    page.goto(office.address)
    if lang == "en":
        person.follow(page.get_by_role("button", name="English"))
    expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{lang}"))
    try:
        yield person
    finally:
        context.close()
        assert wrong == [], "\n".join(office.said)


@contextmanager
def at_work(browser: Browser, office: Office, role: str, lang: str) -> Iterator[Person]:
    """Log in as the demo's account of a role."""
    with somebody(browser, office, lang) as person:
        name = f"demo-{role}"
        person.follow(person.link("登录", "Log in"))
        person.input("账号", "Account").fill(name)
        person.input("密码", "Password").fill(office.passwords[name])
        person.input("密码", "Password").press("Enter")
        expect(person.page.locator(".who")).to_contain_text("示例")
        yield person
