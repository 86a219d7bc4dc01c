"""Every room, in both languages: it opens, it is in one language, it needs nothing from outside."""

import re
from pathlib import Path

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as Html

import luodi_portal
from luodi import facts
from luodi_portal.desk.models import Requirement
from luodi_portal.desk.requirements import keep_fields
from luodi_portal.knowledge.keep import keep_reading
from luodi_portal.knowledge.models import Document, Fact
from portal.conftest import Speaks
from portal.people import client_of

ROOMS = (
    "/", "/news/", "/news/park/chengwan/", "/news/topic/land_area/", "/search/", "/search/?q=澄湾", "/search/?q=层高8米&kind=site",
    "/documents/", "/documents/?type=news&q=澄湾", "{news}", "{listing}", "/parks/", "/parks/chengwan/", "/sites/",
    "/sites/?kind=factory&rent_max=20", "/sites/listing-1/", "/sites/b/2/", "/requirements/", "/requirements/new/",
    "/requirements/{pk}/", "/requirements/{pk}/shortlist/",
)  # fmt: skip
CHINESE = re.compile(r"[\u3400-\u9fff]")
WANTED = {"industry": "医疗器械", "kind": ("factory",), "rent_max_cny_m2_month": 20.0, "tax_cny_year": 1e6}


@pytest.fixture
def requirement(world: None) -> Requirement:
    return keep_fields(WANTED)


def address(room: str, requirement: Requirement) -> str:
    pages = {row.type: row.get_absolute_url() for row in Document.objects.all()}
    return room.format(pk=requirement.pk, **pages)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_in_one_language_and_needs_nothing_outside(
    requirement: Requirement, room: str, lang: str
) -> None:
    response = client_of("officer", lang).get(address(room, requirement))
    html = Html(response.content.decode())
    assert response.status_code == 200
    assert html.css_first("html").attributes["lang"] == ("zh-Hans" if lang == "zh" else "en")
    assert html.css_first("h1")
    assert outside(html) == []
    assert no_inline(html) == []
    assert chinese_of_ours(html) == [] if lang == "en" else CHINESE.search(html.body.text())


def outside(html: Html) -> list[str]:
    """Addresses that the page would load or lead to on another server."""
    links = [
        n.attributes.get(name) or "" for name in ("src", "href", "action") for n in html.css(f"[{name}]")
    ]
    return [link for link in links if re.match(r"(?:\w+:)?//(?!testserver/)", link)]


def no_inline(html: Html) -> list[str]:
    """What the content security policy would refuse."""
    refused = [
        n.html or "" for n in html.css("style, [style], script:not([src], [type='application/ld+json'])")
    ]
    return refused + [a for n in html.css("*") for a in n.attributes if a.startswith("on")]


def chinese_of_ours(html: Html) -> list[str]:
    """Chinese in an English page that is not marked as somebody's words."""
    for node in html.css("[lang^=zh], title"):
        node.decompose()
    said = [attribute for node in html.css("[placeholder], [aria-label], [data-label]") for name in
            ("placeholder", "aria-label", "data-label") if (attribute := node.attributes.get(name))]  # fmt: skip
    return [text for text in [*html.body.text(separator="\n").split("\n"), *said] if CHINESE.search(text)]


def test_every_say_has_both_languages() -> None:
    templates = Path(luodi_portal.__file__).parent.glob("*/templates/**/*.html")
    said = [pair for path in templates for pair in re.findall(
        r"""{% say ("[^"]*"|'[^']*') ("[^"]*"|'[^']*')""", path.read_text(encoding="utf-8"))]  # fmt: skip
    letters = re.compile(r"(?<!\{)\b\w+\b(?!\})")  # {total} stands for a value
    assert len(said) > 80
    assert [zh for zh, _ in said if letters.search(zh) and not CHINESE.search(zh)] == []
    assert [en for zh, en in said if not en.strip("\"'") and zh.strip("\"'")] == []


def test_the_style_sheet_needs_nothing_outside() -> None:
    css = (Path(luodi_portal.__file__).parent / "web/static/web/luodi.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|https?:", css)


def test_headers_let_nothing_in(client: Client, db: None) -> None:
    for room in ("/", "/no-such-room/"):
        headers = client.get(room).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")


def test_the_switch_changes_the_language_and_stays(client: Client, world: None) -> None:
    assert "文档" in client.get("/documents/", headers={"accept-language": "en"}).content.decode()
    back = client.post("/i18n/setlang/", {"language": "en", "next": "/documents/"})
    assert back["Location"] == "/documents/"
    assert "Documents" in client.get("/documents/").content.decode()


def test_a_figure_leads_to_its_sentence(client: Client, news: Document) -> None:
    park = Html(client.get("/parks/chengwan/").content.decode())
    links = {node.text(): node.attributes["href"] or "" for node in park.css("a.quote")}
    page, _, anchor = links["占地2900余亩"].partition("#")
    mark = Html(client.get(page).content.decode()).css_first(f"[id='{anchor}']")
    assert mark.parent.text().strip() == "占地2900余亩"


def test_every_fact_is_marked_and_listed(client: Client, news: Document) -> None:
    html = Html(client.get(news.get_absolute_url()).content.decode())
    ids = {f"f-{fact.id}" for fact in Fact.objects.filter(document=news)}
    assert {node.attributes["id"] for node in html.css("mark .anchor")} == ids
    assert {(node.attributes["href"] or "")[1:] for node in html.css(".facts a")} == ids
    assert html.css_first(".prose").text() == news.text


def test_a_fact_in_the_title_has_its_own_mark(client: Client, db: None) -> None:
    document = facts.Document(id="d", title="澄湾园产值41亿元", text="澄湾园占地2900余亩。", type="news")
    found = (
        facts.Fact("land_area", "澄湾园", document.span(3, 10), 1933333.33, "m2", approx="at_least"),
        facts.Fact("output_value", "澄湾园", document.span(3, 9, "title"), 41e8, "CNY"),
    )
    row = keep_reading(facts.Reading(document, "news", found)).document
    html = Html(client.get(row.get_absolute_url()).content.decode())
    said = {"land_area": "至少 2,900 亩", "output_value": "41 亿元"}
    for fact in row.facts.all():
        mark = html.css_first(f"[id='{fact.anchor}']")
        assert mark.parent.text().strip() == fact.quote
        assert said[fact.kind] in html.css_first(f".facts a[href='#{fact.anchor}']").text()


def test_an_example_leads_to_a_requirement_that_can_be_matched(client: Client, world: None) -> None:
    html = Html(client.get("/").content.decode())
    examples = [node.attributes["value"] or "" for node in html.css(".examples button")]
    assert len(examples) == 3
    for text in examples:
        page = client.post("/requirements/read/", {"text": text})["Location"]
        row = Requirement.objects.get(text=text)
        assert page == row.get_absolute_url()
        assert len(row.values) >= 5


def test_charts_say_what_they_show(officer: Client, requirement: Requirement) -> None:
    html = Html(officer.get(f"/requirements/{requirement.pk}/shortlist/").content.decode())
    assert "全部房源 4、类型 2" in html.css_first("#funnel-chart desc").text()


@pytest.mark.parametrize("room", ["/", "/documents/", "/parks/", "/sites/"])
def test_an_empty_room_says_how_to_fill_it(client: Client, db: None, room: str) -> None:
    assert "luodi-portal demo" in client.get(room).content.decode()


def test_a_search_without_a_find_says_so(client: Client, world: None) -> None:
    page = client.get("/sites/?q=zzzz").content.decode()
    assert "没有符合的房源" in page
    assert "luodi-portal demo" not in page


def test_a_site_shows_quotes_unknowns_and_what_is_invented(client: Client, world: None) -> None:
    page = client.get("/sites/listing-1/").content.decode()
    html = Html(page)
    rows = {row.css_first("td").text(): row for row in html.css("tbody tr")}
    assert rows["租金"].css_first("a.quote").text() == "18元/平/月"
    assert "配电" in html.css_first("#unknown").parent.text()
    assert "虚构，仅供演示" not in page
    assert "虚构，仅供演示" in client.get("/sites/b/2/").content.decode()


def test_terms_are_sentences(client: Client, world: None) -> None:
    terms = Html(client.get("/parks/chengwan/").content.decode()).css_first(".terms").text()
    for sentence in (
        "以下各项满足其一即可",
        "亩均税收 不低于 20 万元/亩·年",
        "投资额 不低于 5,000 万元",
        "不接纳这些行业：电镀",
    ):
        assert sentence in terms


NOT_THERE = ("/documents/0123456789abcdef/", "/parks/nowhere/", "/sites/none/", "/requirements/99/", "/requirements/99/shortlist/",
             "/requirements/99/report/", "/nowhere/")  # fmt: skip


@pytest.mark.parametrize("address", NOT_THERE)
@pytest.mark.parametrize(("lang", "words"), [("zh", "这里没有内容"), ("en", "There is nothing here")])
def test_what_is_not_there_says_so(db: None, speaks: Speaks, address: str, lang: str, words: str) -> None:
    response = speaks(lang).get(address)
    assert (response.status_code, words in response.content.decode()) == (404, True)


def test_a_name_that_the_site_does_not_go_by_is_refused_with_a_remedy(client: Client, db: None) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert (response.status_code, "LUODI_HOSTS" in response.content.decode()) == (400, True)
