"""A visitor's day, on a phone: a park found, a figure followed to its sentence, sites set side by side, an own enquiry matched."""

import re

from playwright.sync_api import Browser, expect

from portal.days.office import Office
from portal.days.person import PHONE, Person, somebody

PARK = "红滩精测产业园"
ENQUIRY = (
    "我们做医疗器械组装（虚构企业），想在青岛租{area}平左右的厂房，层高6米以上，月租25元以内，要能办环评。"
)
AREA = {"zh": 3000, "en": 2900}


def day(browser: Browser, office: Office, lang: str) -> None:
    with somebody(browser, office, lang, PHONE) as visitor:
        visitor.look("phone-home")
        find_a_park(visitor)
        follow_a_figure(visitor)
        compare(visitor)
        walk_the_map(visitor)
        filter_sites(visitor)
        ask(visitor)


def find_a_park(visitor: Person) -> None:
    """Find it by the first letters of its pinyin."""
    page = visitor.page
    page.get_by_role("searchbox").fill("htjc")
    page.get_by_role("searchbox").press("Enter")
    visitor.look()
    visitor.follow(page.locator("main .list").get_by_role("link", name=PARK, exact=True).first)
    expect(page.locator("h1")).to_have_text(PARK)
    expect(page.locator(".terms li").first).to_be_visible()
    visitor.look("phone-park")


def follow_a_figure(visitor: Person) -> None:
    """Go from a figure to the sentence that says it, and back."""
    page = visitor.page
    quote = visitor.part("数字", "Figures").locator("a.quote").first
    said = quote.inner_text()
    quote.click()
    target = page.locator("mark:has(:target)").first
    expect(target).to_be_in_viewport()
    assert said in page.locator("article").inner_text()
    visitor.look("phone-sentence")
    page.go_back()
    expect(page.locator("h1")).to_have_text(PARK)


def compare(visitor: Person) -> None:
    """Choose three of the park's sites in the list and one on the map; side by side, a figure opens to where it comes from."""
    page = visitor.page
    basket = visitor.part("选来比较的房源", "Sites chosen to compare")
    visitor.follow(visitor.link("筛选、地图与比较", "Filter, map and compare"))
    expect(page.locator("#map[data-ready]")).to_be_visible()
    for n in range(1, 4):
        pick = page.get_by_role("button", name=re.compile(visitor.say("比较", "Compare")), pressed=False)
        visitor.follow(pick.first)
        expect(basket).to_contain_text(f"{n}/4")
    visitor.look()
    choose_on_the_map(visitor)
    expect(basket).to_contain_text("4/4")
    visitor.look()
    visitor.follow(basket.get_by_role("link", name=visitor.say("并排比较", "Side by side"), exact=True))
    expect(page.locator(".compare thead th")).to_have_count(5)
    rent = page.locator(".compare tr", has=page.locator("th", has_text=visitor.say("租金", "Rent")))
    rent.locator("summary").first.click()
    expect(rent.locator(".quote").first).to_be_visible()
    visitor.look("phone-compare")
    visitor.go("房源", "Sites")
    visitor.follow(basket.get_by_role("button", name=visitor.say("清空", "Empty"), exact=True))
    expect(basket).to_have_count(0)


def choose_on_the_map(visitor: Person) -> None:
    """Reach a point by keyboard, open it, and choose the last of what stands there."""
    page = visitor.page
    visitor.follow(visitor.link("看地图", "On a map"))
    expect(page.locator("#map .graticule").first).to_be_attached()
    expect(page.locator("#map .place").first).to_be_attached()
    page.locator("#map .m-site, #map .m-loose").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup li a").first).to_be_focused()
    with page.expect_navigation():
        page.locator(".leaflet-popup .pick").last.press("Enter")


def walk_the_map(visitor: Person) -> None:
    """See all sites on the map, and go on to a park by keyboard."""
    page = visitor.page
    visitor.follow(visitor.link("看地图", "On a map"))
    expect(page.locator("#map[data-ready]")).to_be_visible()
    visitor.look("phone-map")
    page.locator("#map .m-park").first.focus()
    page.keyboard.press("Enter")
    first = page.locator(".leaflet-popup a").first
    expect(first).to_be_focused()
    name = first.inner_text()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def filter_sites(visitor: Person) -> None:
    """Narrow the list down; a site's page says what is unknown of it, and leads to the post that it was read from."""
    page = visitor.page
    visitor.go("房源", "Sites")
    page.locator("[name=kind]").select_option("factory")
    page.locator("[name=rent_max]").fill("25")
    visitor.follow(visitor.button("筛选", "Filter"))
    assert "rent_max=25" in page.url
    visitor.look()
    visitor.follow(page.locator("tbody td.head a").first)
    expect(visitor.part("未知，须向房东核实", "Unknown: ask the owner")).to_be_visible()
    visitor.look()
    visitor.follow(visitor.link("看房源原文", "See the post itself"))
    expect(page.locator("mark").first).to_be_visible()


def ask(visitor: Person) -> None:
    """Paste an enquiry on the first page and go the whole way to the report, without an account."""
    page = visitor.page
    visitor.follow(page.locator(".brand"))
    visitor.input("粘贴一条选址需求", "Paste an enquiry").fill(ENQUIRY.format(area=AREA[visitor.lang]))
    visitor.follow(visitor.button("读出需求", "Read it"))
    visitor.look()
    visitor.follow(visitor.button("匹配房源", "Match sites").first)
    expect(page.locator(".site-match").first).to_be_visible()
    visitor.look("phone-shortlist")
    visitor.follow(visitor.link("选址报告", "The report"))
    visitor.check()
    page.go_back()
    visitor.go("需求", "Requirements")
    expect(page.locator(".list li")).to_have_count(1)  # nobody else's
