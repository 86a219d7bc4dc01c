"""An editor's day: a feed taken in, its facts reviewed by one key each, an article written, approved by another, and read."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from playwright.sync_api import Browser, expect

from portal.days.office import Office
from portal.days.person import Person, at_work, somebody
from portal.local_site import Answer, LocalSite, html, xml

FEED = {"zh": ("海棠", "青岚", "星渡"), "en": ("白鹭", "松涛", "云帆")}
"""The parks in the news of the feed that is read in each language: each day takes in what nobody took in before."""
ARTICLE = """<title>{title}</title><h1>{title}</h1><p>来源：澜山日报（虚构） 2025-10-12</p>
<p>澜山{name}产业园（虚构）占地{n}60亩，总投资{n}8亿元，首批入驻企业{n}7家，预计明年投产，主攻精密仪器。</p>
<p>{name}产业园设有检测中心和中试车间，与本地两所大学共建实验室，园区负责人说，水电气和污水管网都已接到红线。</p>"""
WRITTEN = """## 开工

澜山{name}产业园二期开工，占地30亩，总投资6亿元，建筑面积4.2万平方米，首批入驻企业12家，厂房配10吨航车，层高为八米。

预计2027年投产。"""


def publish_feeds(site: LocalSite) -> None:
    """Put a feed for each language on the tests' own site, and the pages that it names."""
    for lang, names in FEED.items():
        pages = {f"/{lang}/{n}": (title(name), name, n) for n, name in enumerate(names, 1)}
        items = "".join(
            f"<item><title>{head}</title><link>{site.address}{path}</link></item>"
            for path, (head, _, _) in pages.items()
        )
        site.pages[f"/{lang}/feed"] = xml(
            f'<rss version="2.0"><channel><title>澜山新闻（虚构）</title>{items}</channel></rss>'
        )
        site.pages |= {
            path: html(ARTICLE.format(title=head, name=name, n=n)) for path, (head, name, n) in pages.items()
        }


def title(name: str) -> str:
    return f"{name}产业园开园（虚构）"


@contextmanager
def held(site: LocalSite, path: str) -> Iterator[threading.Event]:
    """Let a page wait until the event says that it may be answered."""
    answer, may = site.pages[path], threading.Event()

    def send(handler: BaseHTTPRequestHandler) -> None:
        may.wait(30)
        handler.wfile.write(answer.body)

    site.pages[path] = Answer(headers=answer.headers | {"Content-Length": str(len(answer.body))}, send=send)
    try:
        yield may
    finally:
        may.set()
        site.pages[path] = answer


def day(browser: Browser, office: Office, lang: str, site: LocalSite) -> None:
    with at_work(browser, office, "editor", lang) as editor:
        take_in_a_feed(editor, site)
        review_an_article(editor)
        write(editor)
    with at_work(browser, office, "administrator", lang) as other:
        approve(other)
    with somebody(browser, office, lang) as reader:
        read(reader)


def take_in_a_feed(editor: Person, site: LocalSite) -> None:
    """Look before taking in, see the job go on by itself, and find nothing twice."""
    page = editor.page
    editor.go("收录", "Take in")
    feed = page.locator("#feed")
    feed.get_by_role("textbox").first.fill(f"{site.address}/{editor.lang}/feed")
    with held(site, f"/{editor.lang}/2") as may:
        editor.follow(feed.get_by_role("button", name=editor.say("预览", "Preview"), exact=True))
        expect(page.locator("progress")).to_have_attribute(
            "value", "1"
        )  # one is read, the second is waited for
        editor.look()
        may.set()
    expect(page.locator("#batch .chips")).to_contain_text(editor.say("新内容 3", "new 3"))
    editor.look("intake")
    editor.follow(editor.button("收录 3 篇", "Take 3 in"))
    expect(page.locator("#job-head")).to_contain_text(editor.say("完成", "done"))
    expect(page.locator("#batch .items a")).to_have_count(3)
    editor.go("收录", "Take in")
    editor.follow(page.get_by_role("link", name=re.compile(editor.say("订阅源", "Feeds"))))
    mine = page.locator(".list li", has_text=f"/{editor.lang}/feed")
    editor.follow(mine.get_by_role("button", name=editor.say("现在读", "Read now")))
    expect(page.locator("#job-head")).to_contain_text(editor.say("完成", "done"))
    expect(page.locator("#batch")).to_contain_text(editor.say("没有新的内容", "Nothing new"))


def review_an_article(editor: Person) -> None:
    """Decide on each fact of an article by one key, beside its sentence; what was decided is there to download."""
    page, name = editor.page, FEED[editor.lang][0]
    editor.go("新闻", "News")
    editor.follow(page.get_by_role("link", name=title(name)).first)
    expect(page.locator(".prose mark").first).to_be_visible()
    editor.follow(editor.link("复核这篇", "Review what it says"))
    left = waiting(editor)
    editor.look("review")
    quote = page.locator("blockquote mark").inner_text()
    press(editor, "r")
    assert waiting(editor) == left - 1
    press(editor, "u")
    expect(page.locator("blockquote mark")).to_have_text(quote)
    correct(editor)
    while page.locator("blockquote mark").count():
        press(editor, "a")
    expect(page.locator("main")).to_contain_text(editor.say("没有要复核的了", "Nothing is left to review"))
    with page.expect_download() as given:
        page.get_by_role(
            "link", name=re.compile(editor.say("^下载复核结果", "^Download what was decided"))
        ).click()
    decided = [json.loads(line) for line in Path(given.value.path()).read_text("utf-8").splitlines()]
    assert [name in str(each) for each in decided].count(True) == 1


def correct(editor: Person) -> None:
    """Take what is read as an area and mend it; what can't be an area is refused, with a reason."""
    page = editor.page
    while not re.search(r"\d60亩", page.locator("blockquote mark").inner_text()):
        press(editor, "a")
    page.keyboard.press("c")
    editor.input("值", "Value").fill("161亩")
    editor.look()
    with page.expect_navigation():
        editor.button("保存更正", "Keep the correction").click()


def waiting(editor: Person) -> int:
    """Give how many facts are still to be decided on, as the page says."""
    said = editor.page.get_by_text(re.compile(r"还有 \d+ 条|\d+ to go")).inner_text()
    return int(re.findall(r"\d+", said)[0])


def press(editor: Person, key: str) -> None:
    with editor.page.expect_navigation():
        editor.page.keyboard.press(key)


def headline(lang: str) -> str:
    return f"{FEED[lang][0]}产业园二期开工（虚构）"


def write(editor: Person) -> None:
    page = editor.page
    editor.go("写稿", "Write")
    editor.follow(editor.link("写一篇文章", "Write an article"))
    editor.input("标题", "Title").fill(headline(editor.lang))
    page.locator("[name=body]").fill(WRITTEN.format(name=FEED[editor.lang][0]))
    editor.follow(editor.button("预览", "Preview"))
    expect(editor.part("预览（尚未保存）", "Preview (not kept yet)").locator("h2").last).to_have_text("开工")
    editor.look()
    editor.follow(editor.button("提交审核", "Submit for approval"))
    editor.told("已提交审核", "handed in for approval")


def approve(other: Person) -> None:
    other.go("写稿", "Write")
    waits = other.part("等您审核", "For you to approve")
    other.follow(waits.get_by_role("link", name=headline(other.lang)))
    other.look()
    other.follow(other.button("通过", "Approve"))
    other.told("已通过并发布", "approved and published")


def read(reader: Person) -> None:
    """Find it by keyboard, by a word that stands for another and by a figure written otherwise; pass it on; see the medal."""
    page, name = reader.page, headline(reader.lang)
    for asked, found in (("天车", "航车"), ("20000平方米", "30亩"), ("层高8米", "八米")):
        page.get_by_role("searchbox").fill(asked)
        page.get_by_role("searchbox").press("Enter")
        hit = page.locator("main .list li", has_text=name)
        expect(hit.locator("mark.hit", has_text=found).first).to_be_visible()
    reader.look()
    with page.expect_response(re.compile("/seen/$")):
        page.get_by_role("link", name=name).first.click()
    page.locator(".facts a").first.click()
    expect(page.locator("mark:has(:target)").first).to_be_in_viewport()
    reader.look()
    with page.expect_response(re.compile("/shared/$")):
        reader.button("复制", "Copy").click()
    assert re.search("/documents/[0-9a-f]{16}/$", str(page.evaluate("navigator.clipboard.readText()")))
    page.goto(f"{reader.office.address}/editorial/contributors/")
    expect(page.locator("tbody tr", has_text="示例编辑").first).to_contain_text(reader.say("铜牌", "bronze"))
    reader.look()
