"""Large tables: each step is a job, which goes on after a crash, is taken back when stopped, and does what was shown."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from selectolax.lexbor import LexborHTMLParser as Html

from luodi_portal.intake.jobs import Running, again, cancel
from luodi_portal.intake.models import Job
from luodi_portal.inventory import imports, large
from luodi_portal.inventory.convert import own_site
from luodi_portal.inventory.keep import Author, edit_site
from luodi_portal.inventory.models import Import, Park, Site
from luodi_portal.inventory.plans import make_plan
from luodi_portal.inventory.previews import Preview, preview_of
from portal.people import client_of, user_of
from portal.test_inventory_pages import upload
from portal.worker import work

ROWS = [f"n{number},新{number},{10 + number}" for number in range(7)]
TABLE = "\n".join(["编号,名称,租金", "listing-1,,16", *ROWS])


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "INLINE_BYTES", 20)
    monkeypatch.setattr(large, "BLOCK", 3)


@pytest.fixture
def park(world: None, settings: Settings, tmp_path: Path) -> Park:
    settings.MEDIA_ROOT = tmp_path
    row = Park.objects.get(pk="chengwan")
    row.operators.add(user_of("operator"))
    return row


@pytest.fixture
def operator(park: Park) -> Client:
    return client_of("operator")


@pytest.fixture
def shown(operator: Client, park: Park) -> str:
    """An uploaded table that was looked at: its address."""
    address = upload(operator, park, TABLE)
    work()
    return address


def page(client: Client, address: str) -> Html:
    response = client.get(address)
    assert response.status_code == 200
    return Html(response.content.decode())


def confirm(client: Client, address: str, **said: str) -> int:
    mark = page(client, address).css_first("[name=fingerprint]").attributes["value"] or ""
    return client.post(f"{address}apply/", {"fingerprint": mark, "only_good": "1", **said}).status_code


def rents() -> dict[str, float | None]:
    return dict(Site.objects.filter(pk__regex="^(n[0-9]|listing-1)$").values_list("pk", "rent_cny_m2_month"))


def states() -> Iterator[str]:
    yield Import.objects.get().state
    yield Job.objects.latest("pk").state


def test_a_large_table_is_looked_at_taken_in_and_undone_by_jobs(operator: Client, park: Park) -> None:
    address = upload(operator, park, TABLE)
    waiting = page(operator, address)
    assert waiting.css_first("#import").attributes["hx-get"] == address
    assert not waiting.css_first("[name=fingerprint]")
    assert rents() == {"listing-1": 18.0}
    work()
    ready = page(operator, address)
    assert [item.text() for item in ready.css(".stats b")] == ["7", "1", "0", "0", "0"]
    assert "hx-get" not in ready.css_first("#import").attributes
    assert [node.text() for node in ready.css("del, ins")][:2] == ["18 元/㎡·月", "16 元/㎡·月"]
    assert confirm(operator, address, verified="1") == 302
    assert list(states()) == ["applying", "waiting"]
    work()
    assert list(states()) == ["applied", "done"]
    assert rents() == {"listing-1": 16.0, **{f"n{n}": 10.0 + n for n in range(7)}}
    assert Site.objects.filter(verified_by=user_of("operator")).count() == 8
    edit_site(
        Site.objects.get(pk="n3"),
        replace(own_site(Site.objects.get(pk="n3")), rent_cny_m2_month=99.0),
        Author(),
    )
    operator.post(f"{address}undo/")
    work()
    assert list(states()) == ["undone", "done"]
    assert rents() == {"listing-1": 18.0, "n3": 99.0}
    assert Import.objects.get().told["stayed"] == 1


def test_a_worker_that_dies_leaves_nothing_double_and_nothing_out(
    operator: Client, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(operator, shown)
    whole, calls = large.apply_some, []

    def dies(*given: object) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise ZeroDivisionError
        whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(large, "apply_some", dies)
    work()
    assert list(states()) == ["applying", "failed"]
    assert 0 < len(rents()) < 8
    again(Job.objects.latest("pk"))
    work()
    assert list(states()) == ["applied", "done"]
    assert len(rents()) == 8
    assert {key: Import.objects.get().told[key] for key in ("new", "changed", "same")} == {
        "new": 7,
        "changed": 1,
        "same": 0,
    }
    operator.post(f"{shown}undo/")
    work()
    assert rents() == {"listing-1": 18.0}


def test_who_stops_it_gets_back_what_was(
    operator: Client, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(operator, shown)
    report = Running.report

    def stops(running: Running, done: int, *given: object, **named: object) -> None:
        report(running, done, *given, **named)  # type: ignore[arg-type]
        cancel(running.job)

    monkeypatch.setattr(Running, "report", stops)
    work()
    assert list(states()) == ["previewed", "cancelled"]
    assert rents() == {"listing-1": 18.0}
    monkeypatch.undo()
    monkeypatch.setattr(large, "BLOCK", 3)
    assert confirm(operator, shown) == 302
    work()
    assert list(states()) == ["applied", "done"]


def test_what_changed_since_it_was_shown_is_shown_anew(operator: Client, shown: str) -> None:
    confirm(operator, shown)
    row = Site.objects.get(pk="listing-1")
    edit_site(row, replace(own_site(row), rent_cny_m2_month=17.0), Author())
    work()
    assert list(states()) == ["previewed", "failed"]
    assert rents() == {"listing-1": 17.0}
    html = page(operator, shown)
    assert "预览之后房源又有变化" in html.css_first(".log").text()
    assert not html.css_first("#job-again")
    assert "17 元/㎡·月" in html.css_first("del").text()
    assert confirm(operator, shown) == 302
    work()
    assert rents()["listing-1"] == 16.0


def test_bad_cells_are_named_and_refused_where_all_is_wanted(operator: Client, park: Park) -> None:
    address = upload(operator, park, f"{TABLE}\nbad,坏的,高\n")
    work()
    html = page(operator, address)
    assert "“高” 不是一个数" in html.css_first("#bad").parent.text()
    assert confirm(operator, address, only_good="") == 409
    assert Import.objects.get().state == "previewed"


def test_a_file_that_is_no_table_is_said_by_the_job(operator: Client, park: Park) -> None:
    address = upload(operator, park, "x" * 40)
    work()
    assert list(states()) == ["looking", "failed"]
    assert page(operator, address).css_first(".log .bad")


def test_a_preview_is_kept_as_it_is(park: Park) -> None:
    shown = preview_of(make_plan(f"{TABLE}\nbad,坏的,高\n".encode(), "a.csv", park, "wgs84"))
    assert Preview.from_json(json.loads(json.dumps(shown.to_json()))) == shown
