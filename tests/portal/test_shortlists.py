"""Shortlists: kept with what made them, made again with what changed, ordered by a person's own weights."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as Html

from luodi.core.fields import Value
from luodi.sites.site import Site
from luodi_portal.desk.models import Requirement, Shortlist
from luodi_portal.desk.requirements import correct, keep_fields
from luodi_portal.desk.shortlists import keep_answer, offers
from luodi_portal.intake.models import Job
from luodi_portal.inventory.keep import keep_sites
from luodi_portal.inventory.models import Site as Row
from portal.people import client_of
from portal.worker import work

NEAR_RENT: dict[str, Value] = {
    "kind": ("factory",),
    "rent_max_cny_m2_month": 20.0,
    "floor_area_min_m2": 2000.0,
}
CHEAP = Site(
    id="cheap",
    name="甲厂房（虚构）",
    kind=("factory",),
    rent_cny_m2_month=8.0,
    floor_area_m2=9000.0,
    title_deed=False,
    synthetic=True,
)
SNUG = Site(
    id="snug", name="乙厂房（虚构）", kind=("factory",), rent_cny_m2_month=16.0, floor_area_m2=2000.0, title_deed=True, synthetic=True
)  # fmt: skip


@pytest.fixture
def asked(db: None) -> Requirement:
    keep_sites([CHEAP, SNUG])
    return keep_fields(NEAR_RENT)


def page(
    officer: Client, row: Requirement, query: str = "", what: str = "shortlist", status: int = 200
) -> Html:
    response = officer.get(f"/requirements/{row.pk}/{what}/{query}")
    assert response.status_code == status
    return Html(response.content.decode())


def part(html: Html, selector: str) -> str:
    found = html.css_first(selector)
    assert found
    return found.text()


def order(html: Html) -> list[str | None]:
    return [card.attributes["data-site"] for card in html.css(".site-match")]


def weights(officer: Client, row: Requirement) -> list[str]:
    return [slider.attributes["name"] or "" for slider in page(officer, row).css("input[type=range]")]


@pytest.mark.parametrize(("heavy", "first"), [("rent_cny_m2_month", "cheap"), ("title_deed", "snug")])
def test_the_order_follows_the_weights_that_were_asked_for(
    officer: Client, asked: Requirement, heavy: str, first: str
) -> None:
    names = weights(officer, asked)
    query = "&".join(f"{name}={1 if name.endswith(heavy) else 0.01}" for name in names)
    html = page(officer, asked, f"?{query}")
    assert order(html)[0] == first
    assert html.css_first("#own-weights:not([hidden])")
    assert heavy in " ".join(names)


@pytest.mark.parametrize(
    "query", ["?w-rent_cny_m2_month=-1", "?w-rent_cny_m2_month=x", "?w-nothing=1", "?w-rent_cny_m2_month=1e9"]
)
def test_bad_weights_are_named_and_the_list_stays(officer: Client, asked: Requirement, query: str) -> None:
    html = page(officer, asked, query, status=400)
    assert html.css_first(".notice.bad")
    assert order(html) == order(page(officer, asked))


def test_all_weights_at_nothing_are_refused(officer: Client, asked: Requirement) -> None:
    query = "&".join(f"{name}=0" for name in weights(officer, asked))
    assert page(officer, asked, f"?{query}", status=400).css_first(".notice.bad")


def test_each_slider_says_how_far_it_may_move_and_the_chart_has_its_figures(
    officer: Client, asked: Requirement
) -> None:
    html = page(officer, asked)
    for slider in html.css("input[type=range]"):
        assert part(html, f"#{slider.attributes['aria-describedby']}").strip()
    assert html.css_first("#acceptability-chart, [aria-labelledby^=acceptability-chart]")
    assert len(html.css("[aria-labelledby=steady] tbody tr")) == 2


def test_nothing_fits_and_the_page_says_so_without_sliders(officer: Client, db: None) -> None:
    keep_sites([CHEAP])
    html = page(officer, keep_fields({**NEAR_RENT, "rent_max_cny_m2_month": 1.0}))
    assert not html.css("input[type=range]")


LATE = Site(
    id="late", name="丙厂房（虚构）", kind=("factory",), rent_cny_m2_month=10.0, floor_area_m2=2500.0, synthetic=True
)  # fmt: skip
UNFIT = replace(LATE, id="unfit", rent_cny_m2_month=90.0)


def keep(row: Requirement, *, public: bool = False) -> Shortlist:
    return keep_answer(row, offers(public=public))


def new_links(client: Client, query: str = "") -> list[str]:
    """The offers that the list of requirements says are new."""
    html = Html(client.get(f"/requirements/{query}").content.decode())
    return [link.attributes["href"] or "" for link in html.css(".list a[href^='/sites/']")]


def test_a_site_that_comes_later_is_told_as_new_until_the_list_is_made_again(
    officer: Client, asked: Requirement
) -> None:
    keep(asked)
    keep_sites([LATE, UNFIT])
    assert new_links(officer) == []  # nothing is reckoned while a page waits
    work()
    assert new_links(officer) == new_links(officer, "?new=on") == ["/sites/late/"]
    assert "丙厂房" in part(page(officer, asked, what="shortlists"), "[aria-labelledby=since]")
    assert officer.post(f"/requirements/{asked.pk}/shortlist/").status_code == 302
    assert Shortlist.objects.filter(requirement=asked).count() == 2
    assert new_links(officer) == []
    assert "丙厂房" in page(officer, asked, what="shortlists").css("section")[1].text()


def test_many_changes_are_looked_through_by_one_job_and_what_went_again_is_new_no_more(
    officer: Client, asked: Requirement
) -> None:
    keep_fields({"kind": ("land",)})  # was never answered: nothing can be new
    keep_sites([LATE])
    assert not Job.objects.exists()
    keep(asked)
    keep_sites([replace(LATE, id="later")])
    keep_sites([UNFIT])
    keep_sites([UNFIT])
    job = Job.objects.get()
    work()
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.lines.count()) == ("done", 1, 1, 1)
    keep_sites([replace(LATE, id="later", status="taken")])
    work()
    assert (Job.objects.count(), new_links(officer)) == (2, [])


def forget(key: str) -> None:
    """Let the time pass after which an offer leaves public search."""
    Row.objects.filter(pk=key).update(fresh_on=timezone.localdate() - timedelta(days=91), synthetic=False)


def test_a_visitor_is_matched_with_public_offers_and_an_officer_with_all(
    client: Client, officer: Client, asked: Requirement
) -> None:
    forget("snug")
    client.post("/requirements/new/", {"kind": ["factory"], "rent_max_cny_m2_month": "20"})
    own = Requirement.objects.latest("pk")
    assert order(page(client, own)) == ["cheap"]
    assert "乙厂房" not in client.get(f"/requirements/{own.pk}/report/").content.decode()
    everything = page(officer, own)
    assert sorted(map(str, order(everything))) == ["cheap", "snug"]
    assert everything.css_first("[data-site=snug] .tag.bad")
    assert not everything.css_first("[data-site=cheap] .tag.bad")
    officer.post(f"/requirements/{own.pk}/shortlist/")
    assert "乙厂房" in page(officer, own, what="shortlists").html
    assert "乙厂房" not in page(client, own, what="shortlists").html


def test_an_offer_that_leaves_public_search_leaves_the_visitors_list_at_once(
    client: Client, asked: Requirement
) -> None:
    client.post("/requirements/new/", {"kind": ["factory"]})
    own = Requirement.objects.latest("pk")
    assert len(order(page(client, own))) == 2
    forget("snug")
    html = page(client, own)
    assert order(html) == ["cheap"]
    assert "此后房源或园区有变" in html.body.text()


def test_what_is_new_but_not_public_is_not_told_to_a_visitor(
    client: Client, officer: Client, asked: Requirement
) -> None:
    client.post("/requirements/new/", {"kind": ["factory"]})
    own = Requirement.objects.latest("pk")
    officer.post(f"/requirements/{own.pk}/shortlist/")
    keep_sites([LATE, replace(LATE, id="old")])
    forget("old")
    work()
    assert sorted(new_links(officer)) == ["/sites/late/", "/sites/old/"]
    assert new_links(client) == ["/sites/late/"]


@pytest.mark.parametrize(("role", "expected"), [("editor", 2), ("operator", 1)])
def test_who_may_see_all_offers_is_matched_with_all(asked: Requirement, role: str, expected: int) -> None:
    forget("snug")
    someone = client_of(role)
    someone.post("/requirements/new/", {"kind": ["factory"]})
    assert len(order(page(someone, Requirement.objects.latest("pk")))) == expected


def test_what_is_asked_otherwise_stands_in_the_history(officer: Client, asked: Requirement) -> None:
    keep(asked)
    correct(asked, {**NEAR_RENT, "rent_max_cny_m2_month": 10.0})
    since = part(page(officer, asked, what="shortlists"), "[aria-labelledby=since]")
    assert "20" in since
    assert "乙厂房" in since


def test_what_is_asked_as_once_before_is_the_latest_again(officer: Client, asked: Requirement) -> None:
    for rent in (20.0, 10.0, 20.0):
        correct(asked, {**NEAR_RENT, "rent_max_cny_m2_month": rent})
        keep(asked)
    html = page(officer, asked, what="shortlists")
    assert len(html.css("main section")) == 3
    assert "乙厂房" not in part(html, "[aria-labelledby=since]")
    assert "乙厂房" in part(html, "main section:nth-of-type(2)")


def test_the_same_again_is_kept_once(officer: Client, asked: Requirement) -> None:
    for _ in range(2):
        officer.post(f"/requirements/{asked.pk}/shortlist/")
    assert Shortlist.objects.count() == 1


def test_who_did_not_ask_sees_no_history(client: Client, asked: Requirement) -> None:
    assert client.get(f"/requirements/{asked.pk}/shortlists/").status_code == 404
    assert client.post(f"/requirements/{asked.pk}/shortlist/").status_code == 404
