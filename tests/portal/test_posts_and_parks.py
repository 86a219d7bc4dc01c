"""Offers made out of posts, and parks that an officer adds: without a command, and without doubling anything."""

from dataclasses import replace

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as Html

from luodi.facts import Document, Reading
from luodi.sites.park import Park
from luodi_portal.intake.jobs import start
from luodi_portal.inventory.convert import own_site, park_of
from luodi_portal.inventory.keep import Author, edit_site, keep_parks
from luodi_portal.inventory.models import Park as ParkRow
from luodi_portal.inventory.models import Site
from luodi_portal.knowledge.keep import keep_reading
from luodi_portal.knowledge.models import Document as Row
from luodi_portal.knowledge.models import FieldReading
from portal import samples
from portal.people import client_of, user_of
from portal.worker import work

POSTS = "/inventory/posts/"
POST = samples.LISTING


@pytest.fixture
def post(db: None) -> Row:
    keep_parks([samples.PARK])
    return keep_reading(samples.reading(POST, "listing")).document


def test_a_post_becomes_an_offer_once(officer: Client, post: Row) -> None:
    page = Html(officer.get(post.get_absolute_url()).content.decode())
    assert page.css_first(f"form[action='{POSTS}'] [name=post]").attributes["value"] == post.slug
    address = officer.post(POSTS, {"post": post.slug})["Location"]
    site = Site.objects.get()
    assert address == site.get_absolute_url()
    assert (site.park_id, site.document, site.rent_cny_m2_month, site.stated_on) == (
        "chengwan", post, 18.0, post.published,
    )  # fmt: skip
    assert site.history.get().history_user == user_of("officer")
    shown = Html(officer.get(address).content.decode())
    assert shown.css_first("a.quote").attributes["href"].startswith(post.get_absolute_url())
    assert officer.post(POSTS, {"post": post.slug})["Location"] == address
    assert Site.history.count() == 1
    assert not Html(officer.get(post.get_absolute_url()).content.decode()).css(f"form[action='{POSTS}']")


def test_a_page_of_posts_becomes_offers_and_a_repost_is_none_of_its_own(officer: Client, post: Row) -> None:
    copy = keep_reading(
        samples.reading(replace(POST, text=f"{POST.text}电话见群。", source="转发（虚构）"), "listing")
    ).document
    Row.objects.filter(pk=copy.pk).update(article=post)
    other = keep_reading(
        Reading(Document("p2", "另一处仓库招租（虚构），详谈。", type="listing"), "listing")
    ).document
    listed = Html(officer.get("/documents/?type=listing").content.decode())
    slugs = [box.attributes["value"] for box in listed.css("[name=post]")]
    assert set(slugs) == {post.slug, copy.slug, other.slug}
    officer.post(POSTS, {"post": post.slug})
    officer.post(POSTS, {"post": slugs})
    assert set(Site.objects.values_list("document", flat=True)) == {post.pk, other.pk}


@pytest.mark.parametrize("slug", ["", "0" * 16, "news"])
def test_what_is_no_post_makes_no_offer(officer: Client, post: Row, slug: str) -> None:
    news = keep_reading(samples.reading()).document
    assert officer.post(POSTS, {"post": news.slug if slug == "news" else slug})["Location"] == "/documents/"
    assert not Site.objects.exists()


def test_a_post_that_is_read_anew_tells_its_offer_and_what_a_person_gave_stays(
    officer: Client, post: Row
) -> None:
    officer.post(POSTS, {"post": post.slug})
    site = Site.objects.get()
    edit_site(
        site, replace(own_site(site), floor_area_m2=2950.0, building="3号楼"), Author(user_of("officer"))
    )
    FieldReading.objects.filter(name="rent_cny_m2_month").update(value=99)
    old = replace(own_site(Site.objects.get()), rent_cny_m2_month=99.0)
    Site.objects.update(values={**Site.objects.get().values, "rent_cny_m2_month": 99})
    assert own_site(Site.objects.get()).rent_cny_m2_month == old.rent_cny_m2_month
    start("reread", None, which="document", key=post.slug)
    work()
    read = own_site(Site.objects.get())
    assert (read.rent_cny_m2_month, read.floor_area_m2, read.building, read.park) == (
        18.0,
        2950.0,
        "3号楼",
        "chengwan",
    )
    assert Site.objects.get().edited == ["building", "floor_area_m2"]


SAID = {
    "name": "新港精工园（虚构）", "province": "山东省", "city": "青岛市", "district": "黄岛区", "focus": "模具、注塑", "plot_ratio": "1.2",
    "lon": "120.2", "lat": "36", "datum": "gcj02", "why": "新建",
}  # fmt: skip


def test_an_officer_adds_a_park_and_changes_it(officer: Client) -> None:
    address = officer.post("/inventory/parks/add/", SAID)["Location"]
    row = ParkRow.objects.get()
    assert address == f"/inventory/parks/{row.pk}/"
    park = park_of(row)
    assert (park.name, park.focus, park.plot_ratio, park.synthetic) == (
        "新港精工园（虚构）",
        ("模具", "注塑"),
        1.2,
        False,
    )
    assert park.lon == pytest.approx(120.195, abs=0.003)
    assert park.lon != 120.2
    assert row.get_absolute_url() in officer.get("/search/?q=精工园").content.decode()
    data = f"/inventory/parks/{row.pk}/data/"
    shown = {
        box.attributes["name"]: box.attributes.get("value")
        for box in Html(officer.get(data).content.decode()).css("main input")
    }
    assert (shown["focus"], shown["plot_ratio"]) == ("模具、注塑", "1.2")
    officer.post(data, SAID | {"plot_ratio": "", "lon": "", "lat": "", "datum": "wgs84"})
    assert (park_of(ParkRow.objects.get()).plot_ratio, park_of(ParkRow.objects.get()).lon) == (None, None)
    assert [record.history_change_reason for record in row.history.all()] == ["新建", "新建"]


def test_what_is_said_of_a_park_leaves_its_terms(officer: Client) -> None:
    keep_parks([samples.PARK])
    officer.post("/inventory/parks/chengwan/data/", SAID)
    assert park_of(ParkRow.objects.get()).admission == samples.PARK.admission


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ({"name": ""}, "请写名称"),
        ({"lon": ""}, "经度和纬度要一起填"),
        ({"plot_ratio": "高"}, "不是一个数"),
        ({"name": "别处园"}, "已有同名的园区"),
    ],
)
def test_what_can_not_be_a_park_is_named(officer: Client, typed: dict[str, str], named: str) -> None:
    keep_parks([Park(id="p", name="别处园", city="青岛市")])
    response = officer.post("/inventory/parks/add/", SAID | typed)
    assert response.status_code == 400
    assert named in response.content.decode()
    assert ParkRow.objects.count() == 1


def test_an_operator_changes_the_own_park_and_adds_none(db: None) -> None:
    keep_parks([samples.PARK, Park(id="other", name="别处园")])
    ParkRow.objects.get(pk="chengwan").operators.add(user_of("operator"))
    operator = client_of("operator")
    assert operator.get("/inventory/parks/chengwan/data/").status_code == 200
    assert operator.get("/inventory/parks/other/data/").status_code == 403
    assert operator.post("/inventory/parks/add/", SAID).status_code == 403
    assert operator.post(POSTS).status_code == 403
