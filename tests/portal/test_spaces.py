"""Park, building, floor, unit: where an offer stands, what it has from there, what stays of a person's word, how old it is."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from luodi.sites.site import Site
from luodi_portal.inventory.convert import own_site, site_of
from luodi_portal.inventory.freshness import first_day, freshness, last_word
from luodi_portal.inventory.keep import Author, Kept, edit_site, keep_parks, keep_sites, refresh, verify
from luodi_portal.inventory.models import Site as Row
from luodi_portal.inventory.models import Space, history_of
from luodi_portal.inventory.spaces import tree
from portal import samples
from portal.people import user_of

OFFER = Site(
    id="u1", name="3号楼二层", park="chengwan", building="3号楼", storey=(2,), unit="201", kind=("factory",)
)


@pytest.fixture
def park(db: None) -> None:
    keep_parks([samples.PARK])


def state(space: Space | None, **values: Any) -> None:
    assert space
    space.values = values
    space.save()
    refresh(Row.objects.filter(space__isnull=False))


@pytest.mark.parametrize(
    ("site", "path"),
    [
        (OFFER, [("building", "3号楼"), ("floor", "2"), ("unit", "201")]),
        (replace(OFFER, storey=(1, 2), unit=None), [("building", "3号楼")]),
        (replace(OFFER, storey=None), [("building", "3号楼"), ("unit", "201")]),
        (replace(OFFER, kind=("land",), building="C-12", storey=None, unit=None), [("parcel", "C-12")]),
        (replace(OFFER, building=None), None),
        (replace(OFFER, park="nowhere"), None),
    ],
)
def test_where_an_offer_stands(park: None, site: Site, path: list[tuple[str, str]] | None) -> None:
    keep_sites([site])
    space = Row.objects.get().space
    assert (space and [(each.level, each.name) for each in space.path()]) == path


def test_neighbours_share_their_building_and_again_makes_no_other(park: None) -> None:
    keep_sites([OFFER, replace(OFFER, id="u2", unit="202"), replace(OFFER, id="u3", storey=(3,), unit=None)])
    keep_sites([replace(OFFER, rent_cny_m2_month=20.0)])
    assert sorted(Space.objects.values_list("level", "name")) == [
        ("building", "3号楼"),
        ("floor", "2"),
        ("floor", "3"),
        ("unit", "201"),
        ("unit", "202"),
    ]
    [building] = tree(list(Space.objects.all()), Row.objects.all())
    assert [branch.space.name for branch in building.under] == ["2", "3"]
    assert len(building.all_offers()) == 3


@pytest.mark.parametrize(
    ("site", "building", "floor", "has"),
    [
        (OFFER, {"structure": "steel"}, {}, {"structure": "steel"}),
        (replace(OFFER, structure="brick"), {"structure": "steel"}, {}, {}),
        (OFFER, {"structure": "steel"}, {"structure": "frame"}, {"structure": "frame"}),
        # The clear height of a building is that of its ground floor; floors above have the one above.
        (OFFER, {"clear_height_m": 8, "clear_height_upper_m": 4.5}, {}, {"clear_height_m": 4.5, "clear_height_upper_m": 4.5}),
        (replace(OFFER, storey=(1,)), {"clear_height_m": 8}, {}, {"clear_height_m": 8}),
        (replace(OFFER, storey=None), {"clear_height_m": 8, "crane_t": 10}, {}, {}),
        (replace(OFFER, storey=None), {"storeys": 1, "crane_t": 10}, {}, {"storeys": 1, "crane_t": 10}),
        (OFFER, {}, {"clear_height_m": 5, "floor_load_kg_m2": 800}, {"clear_height_m": 5, "floor_load_kg_m2": 800}),
        (OFFER, {"floor_area_m2": 9000, "power_kva": 800}, {}, {}),
    ],
)  # fmt: skip
def test_what_an_offer_has_from_its_space(
    park: None, site: Site, building: dict[str, Any], floor: dict[str, Any], has: dict[str, Any]
) -> None:
    keep_sites([site])
    state(Space.objects.get(level="building"), **building)
    if floor:
        state(Space.objects.get(level="floor"), **floor)
    row = Row.objects.get()
    assert {name: value for name, (value, _) in row.inherited.items()} == has
    assert own_site(row) == site
    assert all(getattr(site_of(row), name) == value for name, value in has.items())
    assert row.clear_height_m == has.get("clear_height_m")


def test_half_a_point_is_not_mixed_with_another(park: None) -> None:
    keep_sites([replace(OFFER, lon=120.3)])
    state(Space.objects.get(level="building"), lon=120.4, lat=36.2)
    assert Row.objects.get().inherited == {}


def test_what_a_person_gave_stays_when_the_post_is_read_again(world: None) -> None:
    row = Row.objects.get(pk="listing-1")
    officer = Author(user_of("officer"), "电话核实")
    edit_site(row, replace(own_site(row), rent_cny_m2_month=16.0, building="A座"), officer)
    assert keep_sites(samples.SITES) == Kept(0, 0, 4)
    row.refresh_from_db()
    assert (site_of(row).rent_cny_m2_month, site_of(row).building, row.edited) == (16.0, "A座", ["building", "rent_cny_m2_month"])  # fmt: skip
    assert row.document is not None
    newer = replace(samples.SITES[0], floor_area_m2=3100.0)
    keep_sites([newer])
    row.refresh_from_db()
    assert (row.floor_area_m2, row.rent_cny_m2_month) == (3100.0, 16.0)


def test_every_change_is_kept_with_who_and_why(world: None) -> None:
    row, officer = Row.objects.get(pk="listing-1"), user_of("officer")
    edit_site(row, replace(own_site(row), status="reserved"), Author(officer, "签了意向书"))
    now, before = list(history_of(row))
    assert (now.status, now.history_user, now.history_change_reason) == ("reserved", officer, "签了意向书")
    assert (before.status, before.history_user) == ("", None)


def test_a_verification_is_ours_and_the_author_keeps_the_own_day(world: None) -> None:
    keep_sites([replace(samples.SITES[0], stated_on="2025-03-01")])
    row = Row.objects.get(pk="listing-1")
    assert (row.stated_on, row.fresh_on, row.verified_at) == (date(2025, 3, 1), date(2025, 3, 1), None)
    assert row.freshness == "gone"
    verify([row], Author(user_of("officer"), "现场"))
    row.refresh_from_db()
    today = timezone.localdate()
    assert (row.stated_on, row.fresh_on, row.freshness) == (date(2025, 3, 1), today, "fresh")
    assert (str(row.verified_by), site_of(row).verified_on) == ("某officer", today.isoformat())
    keep_sites([replace(samples.SITES[0], stated_on="2025-03-02")])
    row.refresh_from_db()
    assert (row.fresh_on, row.verified_by) == (today, user_of("officer"))


TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("days", "invented", "said"),
    [(0, False, "fresh"), (30, False, "fresh"), (31, False, "stale"), (90, False, "stale"), (91, False, "gone"), (900, True, "fresh")],
)  # fmt: skip
def test_an_offer_ages(days: int, invented: bool, said: str) -> None:
    assert freshness(TODAY - timedelta(days=days), TODAY, invented=invented) == said


@pytest.mark.parametrize(
    ("stated", "verified", "last"),
    [
        (None, None, TODAY),
        (date(2026, 1, 1), None, date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 1)),
        (date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1)),
    ],
)
def test_the_last_word(stated: date | None, verified: date | None, last: date) -> None:
    assert last_word(stated, verified, TODAY) == last


@pytest.mark.parametrize(("iso", "day"), [("2026-03-05", date(2026, 3, 5)), ("2026-03", date(2026, 3, 1)), ("2026", date(2026, 1, 1)), (None, None)])  # fmt: skip
def test_the_first_day(iso: str | None, day: date | None) -> None:
    assert first_day(iso) == day
