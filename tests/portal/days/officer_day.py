"""An officer's day: what a firm asks for is read and kept, and becomes a shortlist, weighed by hand, and a report."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser as Html

from portal.days.office import Office
from portal.days.person import Person, at_work

ENQUIRY = (
    "我们做轨道交通装备（虚构企业），想在城阳海棘智造园、即墨蓝汐装备产业园一带租3000平左右的厂房，层高6米以上，"
    "租金不超过25元/平/月，要能办环评。项目总投资6000万元，年纳税{tax}万元。"
)
TAX = {"zh": 200, "en": 210}
"""What tells the enquiry of one day from that of the other: the same words again are the same requirement."""


def day(browser: Browser, office: Office, lang: str) -> None:
    with at_work(browser, office, "officer", lang) as officer:
        keep_a_requirement(officer)
        weigh(officer)
        get_the_report(officer)
        make_it_again(officer)


def keep_a_requirement(officer: Person) -> None:
    """Paste what the firm wrote; see what was understood beside its words; mend it; match."""
    page = officer.page
    officer.go("需求", "Requirements")
    officer.follow(officer.link("新的需求", "A new requirement"))
    officer.input("粘贴需求原文", "Paste the enquiry").fill(ENQUIRY.format(tax=TAX[officer.lang]))
    officer.follow(officer.button("读出需求", "Read it"))
    expect(page.locator("[name=rent_max_cny_m2_month]")).to_have_value("25")
    expect(page.locator("mark", has_text="不超过25元/平/月")).to_be_visible()
    officer.look("requirement")
    page.locator("[name=clear_height_min_m]").fill("7")
    officer.follow(officer.button("匹配房源", "Match sites").first)
    expect(page.locator("h1")).to_have_text(officer.say("选址短名单", "Shortlist"))
    officer.look("shortlist")


def weigh(officer: Person) -> None:
    """Move a weight by keyboard: order and scores follow at once, and the server agrees."""
    page, before = officer.page, standing(officer.page)
    rent = page.get_by_role("slider", name=re.compile(officer.say("^租金", "^Rent"), re.I))
    rent.press("Home")
    expect(page.locator("#own-weights")).to_be_visible()
    followed = standing(page)
    assert followed != before
    expect(rent).to_be_focused()
    officer.look()
    officer.follow(officer.button("按此重算", "Search again"))
    assert "w-rent_cny_m2_month=0" in page.url
    expect(page.locator("#own-weights")).to_be_visible()
    assert standing(page) == followed
    officer.follow(page.locator("#own-weights").get_by_role("link"))
    expect(page.locator("#own-weights")).to_be_hidden()
    assert standing(page) == before


def standing(page: Page) -> list[tuple[str, str]]:
    """Give the sites in their order, each with its score."""
    return [
        (each.locator("h2").inner_text(), each.locator(".score b").inner_text())
        for each in page.locator(".site-match").all()
    ]


def get_the_report(officer: Person) -> None:
    """Look at the report, and take it away as one file that needs nothing else."""
    page = officer.page
    first = page.locator(".site-match h2").first.inner_text()
    with page.expect_download() as given:
        officer.link("下载", "Download").click()
    report = Html(Path(given.value.path()).read_text("utf-8"))
    assert (report.css_first("html").attributes["lang"] or "").startswith(officer.lang)
    assert first in report.body.text()
    assert report.css("svg")
    assert report.css("[src], link[href], script") == []
    officer.follow(officer.link("选址报告", "The report"))
    expect(page.locator("svg").first).to_be_visible()
    page.locator("h2").nth(2).evaluate("heading => heading.scrollIntoView()")  # the sites side by side
    officer.check()
    officer.take("report")
    page.go_back()


def make_it_again(officer: Person) -> None:
    """Nothing has changed, and the page says so; the requirement stays in the list."""
    page = officer.page
    officer.follow(officer.link("历次短名单与变化", "Earlier shortlists and changes"))
    officer.look()
    officer.follow(page.locator("main form button"))
    officer.go("需求", "Requirements")
    expect(page.locator(".list li", has_text="轨道交通").first).to_be_visible()
    officer.look()
