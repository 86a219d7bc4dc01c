"""News as pages to read: lists and their feeds, what stands beside an article, what programs read of it."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as Html

from luodi import facts
from luodi.sites import park as park_model
from luodi.sites import site as site_model
from luodi_portal.inventory.keep import keep_parks, keep_sites
from luodi_portal.inventory.models import Park, Site
from luodi_portal.knowledge.keep import keep_reading
from luodi_portal.knowledge.models import Document
from luodi_portal.news.beside import neighbours, related
from luodi_portal.news.models import Counted
from portal.people import client_of

ATOM = "{http://www.w3.org/2005/Atom}"


def article(title: str, text: str, day: str, *subjects: str, url: str = "") -> Document:
    document = facts.Document(
        id=title,
        title=title,
        text=text,
        type="news",
        published=day,
        url=url or None,
        source="澄湾日报",
        author="王一",
    )
    said = []
    for name in subjects:
        at = text.index(name)
        said.append(facts.Fact("land_area", name, document.span(at, at + len(name)), 1.0, "m2"))
    return keep_reading(facts.Reading(document, "news", tuple(said))).document


@pytest.fixture
def five(db: None) -> dict[str, Document]:
    cache.clear()
    return {
        "one": article(
            "青岛澄湾园开园", "青岛澄湾仪器园占地30亩，泽澜仪器入驻。", "2026-03-01", "澄湾仪器园", "泽澜仪器"
        ),
        "two": article(
            "泽澜仪器二期", "泽澜仪器在澄湾仪器园再建厂房，占地20亩。", "2026-04-01", "泽澜仪器", "澄湾仪器园"
        ),
        "three": article("澄湾园招商", "澄湾仪器园占地很大。", "2026-05-01", "澄湾仪器园"),
        "four": article("重庆来电", "重庆的禾烨食品占地5亩。", "2026-05-02", "禾烨食品"),
        "five": article("没有日期", "无关的话。", ""),
    }


def test_lists_go_by_topic_place_industry_and_park(client: Client, five: dict[str, Document]) -> None:
    def titles(address: str) -> list[str]:
        return [node.text() for node in Html(client.get(address).content.decode()).css("main .list a")]

    assert titles("/news/") == ["重庆来电", "澄湾园招商", "泽澜仪器二期", "青岛澄湾园开园", "没有日期"]
    assert titles("/news/place/370200/") == ["青岛澄湾园开园"]
    assert titles("/news/place/500000/") == ["重庆来电"]
    assert titles("/news/topic/land_area/") == ["重庆来电", "澄湾园招商", "泽澜仪器二期", "青岛澄湾园开园"]
    assert titles("/news/topic/tax/") == []
    for nothing in (
        "/news/topic/nothing/",
        "/news/place/999999/",
        "/news/industry/00/",
        "/news/park/x/",
        "/news/colour/red/",
    ):
        assert client.get(nothing).status_code == 404
    assert client.get("/news/?page=x").status_code == 400


@pytest.mark.parametrize(("address", "item"), [("feed", f"{ATOM}entry"), ("rss", "item")])
def test_a_feed_has_what_the_list_has(
    client: Client, five: dict[str, Document], address: str, item: str
) -> None:
    tree = ElementTree.fromstring(client.get(f"/news/place/370200/{address}/").content)
    items = list(tree.iter(item))
    titles = [node.findtext(f"{ATOM}title") or node.findtext("title") for node in items]
    assert titles == ["青岛澄湾园开园"]
    assert five["one"].slug in ElementTree.tostring(items[0]).decode()


def test_related_share_rare_names_first(five: dict[str, Document]) -> None:
    assert [row.title for row in related(five["one"])] == ["泽澜仪器二期", "澄湾园招商"]
    assert related(five["four"]) == []


def test_neighbours_go_by_day(five: dict[str, Document]) -> None:
    beside = neighbours(five["three"])
    assert (beside.older, beside.newer) == (five["two"], five["four"])
    assert neighbours(five["four"]).newer is None


def test_a_copy_is_named_and_is_not_related(client: Client, five: dict[str, Document]) -> None:
    copy = five["two"]
    copy.article = five["one"]
    copy.save()
    cache.clear()
    html = Html(client.get(five["one"].get_absolute_url()).content.decode())
    assert copy.title in html.css_first("#sources").parent.text()
    assert [node.text() for node in html.css_first("#related").parent.css("a")] == ["澄湾园招商"]


def test_an_article_says_where_it_is_from(client: Client, five: dict[str, Document]) -> None:
    page = client.get(five["two"].get_absolute_url()).content.decode()
    html = Html(page)
    for said in ("2026-04-01", "澄湾日报", "王一"):
        assert said in html.css_first("article").text()
    address = f"http://testserver{five['two'].get_absolute_url()}"
    assert html.css_first("link[rel=canonical]").attributes["href"] == address
    assert html.css_first("#share").attributes["value"] == address
    assert {node.attributes["rel"] for node in html.css("article nav a")} == {"prev", "next"}


def test_linked_data_can_not_end_its_element(client: Client, db: None) -> None:
    row = article("</script><b>园区", "澄湾仪器园占地很大。", "2026-05-01")
    page = client.get(row.get_absolute_url()).content.decode()
    said = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])  # type: ignore[index]
    assert (said["headline"], said["@type"], said["datePublished"]) == (
        "</script><b>园区",
        "NewsArticle",
        "2026-05-01",
    )
    assert "<b>园区" not in page


def test_parks_and_offers_say_to_programs_what_they_are(client: Client, db: None) -> None:
    keep_parks([park_model.Park(id="p", name="澄湾</script>园", city="青岛市")])
    keep_sites([site_model.Site(id="s", name="甲厂房", park="p")])
    park, site = Park.objects.get(), Site.objects.get()
    for row in (park, site):
        page = client.get(row.get_absolute_url()).content.decode()
        said = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])  # type: ignore[index]
        assert (said["@type"], said["name"], said["url"]) == (
            "Place",
            row.name,
            f"http://testserver{row.get_absolute_url()}",
        )
        assert row is park or said["containedInPlace"]["name"] == park.name


def test_reading_and_sharing_are_counted_when_a_browser_tells(
    client: Client, five: dict[str, Document]
) -> None:
    page = five["one"].get_absolute_url()
    client.get(page)
    for what, address in (("seen", "192.0.2.1"), ("seen", "192.0.2.2"), ("shared", "192.0.2.1")):
        assert client.post(f"{page}{what}/", REMOTE_ADDR=address).status_code == 204
    row = Document.objects.get(pk=five["one"].pk)
    assert (row.reach.views, row.reach.shares) == (2, 1)
    assert "2 次阅读" in client.get(page).content.decode()
    assert client.post(f"{page}seen/", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert (client.get(f"{page}seen/").status_code, client.post(f"{page}liked/").status_code) == (405, 404)


def test_nobody_drives_the_numbers_up_alone(
    client: Client, five: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [
        (1, "one", "::1"),
        (1, "one", "::2"),
        (1, "one", "192.0.2.1"),
        (1, "two", "::1"),
        (2, "one", "::1"),
    ]
    for day, name, address in asked:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda day=day: date(2026, 3, day))
        response = client.post(f"{five[name].get_absolute_url()}seen/", REMOTE_ADDR=address)
        assert response.status_code == 204
    assert [Document.objects.get(pk=five[name].pk).reach.views for name in ("one", "two")] == [3, 1]
    assert set(Counted.objects.values_list("day", flat=True)) == {date(2026, 3, 2)}


def test_programs_find_the_pages_and_what_to_leave_out(client: Client, world: None) -> None:
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /account/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    parts = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    pages = [
        loc for part in parts for loc in re.findall("<loc>(.*?)</loc>", client.get(part).content.decode())
    ]
    assert "http://testserver/parks/chengwan/" in pages
    for page in pages:
        assert client.get(page).status_code == 200


def test_what_firms_ask_is_for_officers(client: Client, db: None) -> None:
    asked = keep_reading(
        facts.Reading(
            facts.Document(id="q", title="求租", text="求租厂房三千平", type="requirement"), "requirement"
        )
    )
    for who, status in ((client, 404), (client_of("officer"), 200)):
        assert who.get(asked.document.get_absolute_url()).status_code == status
    assert "求租" not in client.get("/documents/?q=厂房").content.decode().split('<ul class="list">')[1]
    assert "求租厂房" not in client.get("/search/?q=厂房").content.decode()
    assert (
        "求租" in Html(client_of("officer").get("/search/?q=厂房").content.decode()).css_first("main").text()
    )
