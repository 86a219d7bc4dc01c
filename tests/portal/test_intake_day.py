"""An editor takes in a feed of a real site: follows it, looks at what came, takes it in, and finds it the next time it is read."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from portal.local_site import Answer, LocalSite, html, local_site, xml
from portal.looks import look
from portal.processes import portal, running

pytestmark = pytest.mark.browser
ARTICLE = """<title>{title}</title><h1>{title}</h1><p>来源：澜山日报（虚构） 2025-10-12</p>
<p>澜山{name}产业园（虚构）占地{n}60亩，总投资{n}8亿元，首批入驻企业{n}7家，预计明年投产，主攻精密仪器。</p>
<p>市里的负责人在仪式上说，{name}产业园设有检测中心和中试车间，企业搬进来三个月内就能试产第一批样机。</p>"""
NAMES = ("海棠", "青岚", "星渡")
WINDOWS = {"wide": (1280, 900), "phone": (390, 844)}
WORDS = {
    "zh": {
        "in": "收录",
        "look": "预览",
        "take": "收录 3 篇",
        "taken": "已收录",
        "done": "完成",
        "new": "新内容 3",
    },
    "en": {
        "in": "Take in",
        "look": "Preview",
        "take": "Take 3 in",
        "taken": "taken in",
        "done": "done",
        "new": "new 3",
    },
}


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    """A worker of its own has its own pace."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with local_site() as made:
        titles = [f"{name}产业园开园（虚构）" for name in NAMES]
        items = "".join(
            f"<item><title>{title}</title><link>{made.address}/{n}</link></item>"
            for n, title in enumerate(titles, 1)
        )
        made.pages["/feed"] = xml(
            f'<rss version="2.0"><channel><title>澜山新闻（虚构）</title>{items}</channel></rss>'
        )
        made.pages |= {
            f"/{n}": html(ARTICLE.format(title=title, name=name, n=n))
            for n, (title, name) in enumerate(zip(titles, NAMES, strict=True), 1)
        }
        yield made


def hold(site: LocalSite, path: str) -> threading.Event:
    """Let a page wait until it may be answered."""
    answer, may = site.pages[path], threading.Event()

    def send(handler: object) -> None:
        may.wait(30)
        handler.wfile.write(answer.body)  # type: ignore[attr-defined]

    site.pages[path] = Answer(headers=answer.headers | {"Content-Length": str(len(answer.body))}, send=send)
    return may


@pytest.mark.parametrize(("lang", "window"), [("zh", "wide"), ("en", "phone")])
def test_an_editor_takes_in_a_feed(
    browser: Browser, site: LocalSite, tmp_path: Path, lang: str, window: str
) -> None:
    words, may = WORDS[lang], hold(site, "/2")
    added = portal(tmp_path, "adduser", "lin", "--role", "editor", LUODI_LANG="en")
    password = re.search(r"password (\S+)", added.stdout)
    assert password, added.stderr
    more = {"LUODI_FETCH_ALLOW": site.target, "LUODI_FETCH_DELAY": "0"}
    with running(tmp_path, "serve", "--port", "0", **more) as server:
        width, height = WINDOWS[window]
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        context.set_default_timeout(20_000)
        page, wrong = context.new_page(), list[str]()
        page.on(
            "console",
            lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{server.address}/account/log-in/")
        if lang == "en":
            page.get_by_role("button", name="English").click()
        page.locator("[name=username]").fill("lin")
        page.locator("[name=password]").fill(password[1])
        page.locator("main form button").first.click()

        page.get_by_role("navigation").get_by_role("link", name=words["in"], exact=True).click()
        expect(page.locator("#feed")).to_be_visible()
        look(page)
        page.locator("#feed [name=url]").fill(f"{site.address}/feed")
        page.locator("#feed").get_by_role("button", name=words["look"]).click()
        expect(page.locator("progress")).to_have_attribute(
            "value", "1"
        )  # the first is read, the second is waited for
        expect(page.locator("#batch .items li")).to_have_count(1)
        look(page)
        may.set()
        expect(page.locator("#batch .chips")).to_contain_text(
            words["new"]
        )  # without a click: the page follows
        page.get_by_role("button", name=words["take"]).click()
        expect(page.locator("#batch .items a")).to_have_count(3)
        expect(page.locator("#job-head .tag")).to_have_text(words["done"])
        look(page)
        page.locator("#batch .items a").first.click()
        expect(page.locator("mark").first).to_be_visible()
        assert wrong == []

        page.goto(f"{server.address}/intake/feeds/")
        look(page)
        page.locator("main form button[value=take]").first.click()
        expect(page.locator("#job-head .tag")).to_have_text(words["done"])
        expect(page.locator("#batch .notice")).to_be_visible()  # nothing new
        context.close()
