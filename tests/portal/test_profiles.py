"""What pages show of entities: figures with their rule and source, promises beside what is done, links, history."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser as Html

from luodi.facts import Document, Fact, Reading
from luodi_portal.accounts.models import User
from luodi_portal.accounts.roles import ROLES, give_role
from luodi_portal.inventory.keep import keep_parks
from luodi_portal.knowledge import models
from luodi_portal.knowledge.keep import keep_reading
from luodi_portal.knowledge.models import Entity
from luodi_portal.knowledge.profiles.profile import profile_of
from luodi_portal.knowledge.review.decide import decide
from portal import samples
from portal.conftest import Speaks
from portal.test_pages import chinese_of_ours, no_inline, outside

ZONE = "青岛高新区"


def keep(name: str, day: str, *facts: Fact) -> models.Document:
    """Keep a document of its own wording: what is nearly the same counts as a repost."""
    document = Document(
        name, f"{name * 12}：{ZONE}（虚构）。", title=name, type="news", published=day, source=name
    )
    span = document.span(0, 4)
    return keep_reading(
        Reading(document, "news", facts=tuple(replace(one, span=span) for one in facts))
    ).document


def fact(
    kind: str, value: float | None = None, unit: str | None = None, subject: str = ZONE, **more: object
) -> Fact:
    return Fact(kind, subject, samples.FACTS[0].span, value, unit, **more)  # type: ignore[arg-type]


@pytest.fixture
def zone(db: None) -> Entity:
    keep(
        "甲报道", "2024-03-01", fact("land_area", 1e6, "m2"), fact("output_value", 1e10, "CNY", period="2023")
    )
    keep("乙报道", "2025-03-01", fact("land_area", 2e6, "m2"), fact("output_value", 1.2e10, "CNY", period="2024"),
         fact("rank", 16.0, "1", object="国家高新区综合评价", period="2023"), fact("output_value", 2e10, "CNY", period="2026", expected=True))  # fmt: skip
    keep("丙报道", "2025-06-01", fact("land_area", 1e6, "m2"), fact("rank", 13.0, "1", object="国家高新区综合评价", period="2024"),
         fact("event", object="established", date="2012-01"), fact("count", 3.0, "1", object="公共检测平台"),
         fact("located_in", subject="海澄有限公司", object=ZONE), fact("located_in", subject="海澄中试平台", object=ZONE),
         fact("output_value", 9e9, "CNY", period="2025-Q1/2025-Q3"))  # fmt: skip
    return Entity.objects.get(key="zone:370200:高新区")


@pytest.mark.parametrize("rule", ["newest", "most_sources", "person"])
def test_one_figure_is_shown_and_the_others_beside_it(zone: Entity, settings: object, rule: str) -> None:
    settings.FIGURES_RULE = rule  # type: ignore[attr-defined]
    area = profile_of(zone).done[0].latest
    assert area.shown.fact.value == 1e6
    assert [said.fact.value for said in area.differing] == [2e6]
    assert area.choice.sources == 2


def test_a_person_who_confirmed_a_figure_is_heard_where_the_rule_says_so(
    zone: Entity, settings: object
) -> None:
    settings.FIGURES_RULE = "person"  # type: ignore[attr-defined]
    decide(models.Fact.objects.get(value=2e6), "accept", None)
    area = profile_of(zone).done[0].latest
    assert (area.shown.fact.value, area.choice.rule) == (2e6, "person")


def test_what_is_promised_stands_apart_from_what_is_done(zone: Entity) -> None:
    profile = profile_of(zone)
    outputs = [one for one in profile.done if one.series.kind == "output_value"]
    assert [figure.time for figure in outputs[0].times] == ["2025-Q1/2025-Q3", "2024", "2023"]
    assert [one.latest.shown.fact.value for one in profile.promised] == [2e10]


def test_a_chart_compares_equal_times_only(zone: Entity) -> None:
    charted = {
        one.series.kind: [figure.time for figure in one.comparable] for one in profile_of(zone).charted
    }
    assert charted == {"output_value": ["2023", "2024"], "rank": ["2023", "2024"]}


def test_links_platforms_and_events(zone: Entity) -> None:
    profile = profile_of(zone)
    assert {kind: [one.entity.name for one in some] for kind, some in profile.here.items()} == {
        "firm": ["海澄有限公司"], "institution": ["海澄中试平台"],
    }  # fmt: skip
    assert [one.entity.name for one in profile.platforms] == ["海澄中试平台"]
    assert [said.fact.object for said in profile.counted] == ["公共检测平台"]
    assert [said.fact.object for said in profile.timeline] == ["established"]


@pytest.fixture
def desk(db: None) -> Client:
    user = User.objects.create_user("an-editor", password="x")
    give_role(user, next(role for role in ROLES if role.name == "editor"))
    client = Client()
    client.force_login(user)
    return client


def test_a_person_picks_a_figure_and_lets_the_rule_choose_again(zone: Entity, desk: Client) -> None:
    figure = profile_of(zone).done[0].latest
    other = figure.differing[0].row.pk
    desk.post(f"/entities/{zone.pk}/pick/", {"figure": figure.key, "fact": other})
    picked = profile_of(zone).done[0].latest
    assert (picked.shown.row.pk, picked.choice.rule) == (other, "person")
    assert "以人工核定为准" in desk.get(zone.get_absolute_url()).content.decode()
    desk.post(f"/entities/{zone.pk}/pick/", {"figure": figure.key, "fact": ""})
    assert profile_of(zone).done[0].latest.choice.rule == "newest"


def test_a_figure_of_another_entity_can_not_be_picked(zone: Entity, desk: Client) -> None:
    elsewhere = models.Fact.objects.get(subject="海澄中试平台")
    assert desk.post(f"/entities/{zone.pk}/pick/", {"figure": "x", "fact": elsewhere.pk}).status_code == 404


def pages(zone: Entity) -> list[str]:
    firm = Entity.objects.get(kind="firm")
    return [
        "/entities/", "/entities/?kind=zone&q=高新", zone.get_absolute_url(), firm.get_absolute_url(), "/platforms/",
        "/platforms/?type=pilot", f"/regions/?region={zone.pk}", "/regions/?indicator=产值",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_open_in_one_language_and_need_nothing_outside(zone: Entity, speaks: Speaks, lang: str) -> None:
    for address in pages(zone):
        response = speaks(lang).get(address)
        html = Html(response.content.decode())
        assert response.status_code == 200, address
        assert html.css_first("h1"), address
        assert outside(html) == []
        assert no_inline(html) == []
        if lang == "en":
            assert chinese_of_ours(html) == [], address


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_editors_see_is_in_one_language_too(zone: Entity, desk: Client, lang: str) -> None:
    keep(
        "丁报道",
        "2025-07-01",
        fact("land_area", 1.0, "m2", subject="青岛高新区济泓园"),
        fact("land_area", 2.0, "m2", subject="青岛高新区济泓医疗园"),
    )
    desk.cookies["django_language"] = "en" if lang == "en" else "zh-hans"
    row = models.Fact.objects.filter(kind="land_area")[0]
    for address in ("/pairs/", "/pairs/log/", "/review/", f"/review/{row.pk}/", zone.get_absolute_url()):
        response = desk.get(address)
        html = Html(response.content.decode())
        assert response.status_code == 200, address
        assert no_inline(html) == []
        if lang == "en":
            assert chinese_of_ours(html) == [], address


def test_every_figure_of_a_page_leads_to_its_sentence(zone: Entity, client: Client) -> None:
    html = Html(client.get(zone.get_absolute_url()).content.decode())
    links = [node.attributes["href"] or "" for node in html.css("a.quote")]
    assert len(links) > 8
    for link in links:
        page, _, anchor = link.partition("#")
        assert Html(client.get(page).content.decode()).css_first(f"[id='{anchor}']"), link


def test_a_page_asks_as_often_for_much_as_for_little(zone: Entity, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(zone.get_absolute_url())
        return len(asked)

    few = queries()
    for n in range(20):
        keep(
            f"第{n}篇",
            "2025-01-01",
            fact("land_area", float(n + 1), "m2"),
            fact("located_in", subject=f"海澄{n}有限公司", object=ZONE),
        )
    assert queries() == few


def test_a_region_shows_amounts_beside_growth(zone: Entity, client: Client) -> None:
    keep(
        "戊报道",
        "2025-08-01",
        fact("growth", 0.06, "1", object="产值", period="2024"),
        fact("indicator", 5e9, "CNY", object="GDP", period="2024"),
    )
    html = Html(client.get(f"/regions/?region={zone.pk}&indicator=产值").content.decode())
    rows = [[cell.text(strip=True) for cell in row.css("td")] for row in html.css("tbody tr")]
    both = next(row for row in rows if row[0] == "2024")
    assert "120 亿元" in both[1]
    assert "6%" in both[2]
    assert "地区生产总值" in html.body.text()


def test_platforms_are_found_by_service_and_by_place(zone: Entity, client: Client) -> None:
    for query, found in (
        ("type=pilot", True),
        ("type=testing", False),
        ("q=青岛高新区", True),
        ("q=苏州", False),
    ):
        assert ("海澄中试平台" in client.get(f"/platforms/?{query}").content.decode()) == found, query


def test_a_joined_entity_leads_to_what_it_is_joined_with(zone: Entity, client: Client) -> None:
    keep_parks([samples.PARK])
    keep_reading(samples.reading())
    member = Entity.objects.exclude(root=models.models.F("pk")).get()
    first = client.get(f"/entities/{member.pk}/")
    assert first["Location"] == f"/entities/{member.root_id}/"
    assert client.get(first["Location"])["Location"] == "/parks/chengwan/"
