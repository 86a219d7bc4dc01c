"""The demo's buildings: a tree with the status of each unit in words, and how it came about."""

from dataclasses import replace

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as Html

from luodi.sites.tables import load_parks
from luodi_portal.demo.units import HERE, keep_units
from luodi_portal.inventory.convert import own_site
from luodi_portal.inventory.keep import Author, Kept, edit_site, keep_parks
from luodi_portal.inventory.models import Indicator, Site, Space
from luodi_portal.inventory.timeline import events


@pytest.fixture
def units(db: None) -> None:
    keep_parks(load_parks(HERE / "parks.jsonl").rows)
    keep_units()


def test_the_same_again_changes_nothing_and_a_persons_word_stays(units: None) -> None:
    before = (Site.history.count(), Space.history.count(), Indicator.objects.count())
    assert keep_units() == Kept(0, 0, 11)
    assert (Site.history.count(), Space.history.count(), Indicator.objects.count()) == before
    row = Site.objects.get(pk="jihong-6-102")
    edit_site(row, replace(own_site(row), status="taken"), Author(why="租出"))
    keep_units()
    row.refresh_from_db()
    assert row.status == "taken"


def test_a_status_has_its_days(units: None) -> None:
    days = [
        (f"{event.at:%m-%d}", *(change.new for change in event.changes))
        for event in events(Site.objects.get(pk="jihong-7-202"))
    ]
    assert days == [("11-02", "reserved"), ("10-09", "taken"), ("08-03",)]


def test_the_park_shows_its_tree_with_the_status_in_words(units: None, client: Client) -> None:
    html = Html(client.get("/parks/jihong/").content.decode())
    building = next(li for li in html.css(".tree > li") if "6号楼" in li.text())
    assert [tag.text().strip() for tag in building.css_first(".branch").css(".tag")] == [
        "可用 3",
        "已预订 1",
        "已成交 1",
    ]
    floors = [
        branch.css_first(".branch b").text()
        for branch in building.css_first(".tree").iter()
        if branch.tag == "li"
    ]
    assert floors == ["1层", "2层", "3层"]
    units = {
        offer.css_first("a").text(): offer.css_first(".tag").text() for offer in html.css(".tree .offer")
    }
    assert units["济泓6号楼101中试间"] == "已成交"
    assert units["济泓7号楼203"] == "状态未知"
    assert {offer.attributes["class"] for offer in html.css(".tree .offer")} == {
        "offer s-available", "offer s-reserved", "offer s-taken", "offer s-unknown",
    }  # fmt: skip


def test_a_unit_has_its_buildings_figures(units: None) -> None:
    row = Site.objects.get(pk="jihong-7-201")
    assert row.clear_height_m == 5.6
    assert Site.objects.get(pk="jihong-7-1").clear_height_m == 7.5
