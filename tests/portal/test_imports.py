"""Tables in: what they would change, applied whole or not at all, undone; and out, so that nothing changes on the way back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper

from luodi.core.errors import LuodiError
from luodi.sites.tables import save_sites
from luodi_portal.accounts.models import User
from luodi_portal.inventory.convert import own_site, site_of
from luodi_portal.inventory.imports import Choice, apply, plan_of, take_in, undo
from luodi_portal.inventory.keep import Author, edit_site, keep_sites
from luodi_portal.inventory.models import Import, Park, Site, history_of
from luodi_portal.inventory.plans import Plan, make_plan
from portal import samples
from portal.people import user_of


@pytest.fixture
def park(world: None, settings: SettingsWrapper, tmp_path: Path) -> Park:
    settings.MEDIA_ROOT = tmp_path
    return Park.objects.get(pk="chengwan")


@pytest.fixture
def officer(db: None) -> User:
    return user_of("officer")


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def plan(park: Park | None, *rows: str) -> Plan:
    return make_plan(table(*rows), "空间.csv", park, "wgs84")


def changes(made: Plan) -> dict[str, dict[str, tuple[Any, Any]]]:
    return {c.site.id: {f.name: (f.old, f.new) for f in c.fields} for c in made.changed}


def test_a_plan_tells_new_changed_same_and_gone(park: Park) -> None:
    keep_sites([replace(samples.SITES[0], id="x", name="旧的")])
    made = plan(park, "编号,名称,租金,楼栋", "listing-1,,16,", ",2号楼三层,20,2号楼")
    assert [site.id for site in made.new] == ["chengwan:2号楼"]
    assert changes(made)["listing-1"]["rent_cny_m2_month"] == (18.0, 16.0)
    assert [row.pk for row in made.gone] == ["x"]
    assert made.problems == ()


def test_what_a_file_has_no_column_for_stays_and_a_blank_cell_says_unknown(park: Park) -> None:
    made = plan(park, "编号,租金,层高", "listing-1,16,")
    assert changes(made) == {"listing-1": {"rent_cny_m2_month": (18.0, 16.0), "clear_height_m": (8.0, None)}}
    [change] = made.changed
    assert change.site.floor_area_m2 == 3000
    # Each figure keeps its source: the changed one is from the file now, the others are from the post.
    assert change.site.sources["rent_cny_m2_month"] == "空间.csv"
    assert change.site.sources["floor_area_m2"] == "3000平"


def test_a_row_without_an_id_is_the_offer_of_the_same_place(park: Park, officer: User) -> None:
    row = Site.objects.get(pk="listing-1")
    edit_site(row, replace(own_site(row), building="3号楼", storey=(2,), unit=None), Author(officer))
    made = plan(park, "楼栋,楼层,单元,租金", "3号楼,2,,17", "3号楼,2,201,17")
    assert [change.site.id for change in made.changed] == ["listing-1"]
    assert [site.id for site in made.new] == ["chengwan:3号楼-2-201"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["编号,名称,层高", "listing-1,甲,高"], "“高” 不是一个数"),
        (["编号,名称,园区", "n,甲,另一个园区"], "写的是另一个园区“另一个园区”"),
        (["编号,名称", "b/2,甲"], "编号“b/2”已属于别处"),
        (["名称,楼栋,楼层", "甲,1号楼,1", "乙,1号楼,1"], "与本文件的另一行是同一处"),
    ],
)
def test_what_is_bad_is_named_and_left_out(park: Park, rows: list[str], said: str) -> None:
    made = plan(park, *rows)
    assert said in made.problems[0].say("zh")
    assert "空间.csv" in made.problems[0].say("zh")
    assert "b/2" not in changes(made)


def test_an_officer_takes_in_several_parks_at_once(park: Park) -> None:
    made = plan(None, "编号,名称,园区", "n1,甲,澄湾仪器产业园", "n2,乙,", "b/2,即墨仓库,")
    assert [(site.id, site.park) for site in made.new] == [("n1", "chengwan"), ("n2", None)]
    assert [site.id for site in made.same] == ["b/2"]
    assert made.gone == ()


def upload(park: Park | None, officer: User, *rows: str) -> Import:
    return take_in(table(*rows), "空间.csv", park, "wgs84", officer)


def do(row: Import, officer: User, choice: Choice = Choice()) -> None:  # noqa: B008 - frozen
    apply(row, plan_of(row).fingerprint, choice, officer)


def test_applied_and_undone(park: Park, officer: User) -> None:
    before = {row.pk: (row.values, row.hash) for row in Site.objects.all()}
    row = upload(park, officer, "编号,名称,租金", "listing-1,澄湾,16", "n1,新的,20")
    do(row, officer, Choice(verified=True))
    offer = Site.objects.get(pk="listing-1")
    assert (offer.rent_cny_m2_month, offer.name, offer.verified_by, offer.freshness) == (
        16,
        "澄湾",
        officer,
        "fresh",
    )
    newest = next(history_of(offer))
    assert newest.history_change_reason == f"空间.csv (#{row.pk})"
    keep_sites(samples.SITES)  # the post again: the operator's figures stay
    assert site_of(Site.objects.get(pk="listing-1")).rent_cny_m2_month == 16
    assert undo(Import.objects.get(), officer) == 0
    assert {row.pk: (row.values, row.hash) for row in Site.objects.all()} == before
    assert Import.objects.get().state == "undone"


def test_what_was_changed_since_is_not_undone(park: Park, officer: User) -> None:
    row = upload(park, officer, "编号,租金", "listing-1,16", "n1,20")
    do(row, officer)
    offer = Site.objects.get(pk="listing-1")
    edit_site(offer, replace(own_site(offer), rent_cny_m2_month=15.0), Author(officer))
    assert undo(Import.objects.get(), officer) == 1
    assert Site.objects.get(pk="listing-1").rent_cny_m2_month == 15
    assert not Site.objects.filter(pk="n1").exists()


def test_the_gone_are_taken_if_a_person_says_so(park: Park, officer: User) -> None:
    row = upload(park, officer, "编号,名称", "n1,新的")
    do(row, officer, Choice(gone="taken"))
    assert Site.objects.get(pk="listing-1").status == "taken"
    assert Site.objects.get(pk="b/2").status == ""  # of no park of ours


def test_all_or_nothing_or_the_good_rows(park: Park, officer: User) -> None:
    rows = ("编号,名称,层高", "n1,好的,8", "n2,坏的,高")
    row = upload(park, officer, *rows)
    with pytest.raises(LuodiError, match="1 problems"):
        do(row, officer)
    assert not Site.objects.filter(pk="n1").exists()
    do(row, officer, Choice(only_good=True))
    assert set(Site.objects.filter(pk__in=["n1", "n2"]).values_list("pk", flat=True)) == {"n1"}


def test_nothing_else_than_what_was_shown_is_applied(park: Park, officer: User) -> None:
    row = upload(park, officer, "编号,租金", "listing-1,16")
    shown = plan_of(row).fingerprint
    offer = Site.objects.get(pk="listing-1")
    edit_site(offer, replace(own_site(offer), rent_cny_m2_month=15.0), Author(officer))
    with pytest.raises(LuodiError, match="no longer does what was shown"):
        apply(row, shown, Choice(), officer)
    do(row, officer)
    with pytest.raises(LuodiError, match="dealt with already"):
        do(row, officer)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_out_and_in_again_changes_nothing(park: Park, tmp_path: Path, suffix: str, lang: str) -> None:
    path = tmp_path / f"out.{suffix}"
    save_sites(path, [own_site(row) for row in Site.objects.all()], lang)  # type: ignore[arg-type]
    made = make_plan(path.read_bytes(), path.name, None, "wgs84")
    assert (made.new, made.changed, len(made.same), made.problems) == ((), (), 4, ())


def test_points_of_another_datum_are_turned(park: Park) -> None:
    made = make_plan(table("编号,名称,经度,纬度", "n1,甲,120.31,36.25"), "a.csv", park, "gcj02")
    [site] = made.new
    assert site.lon != 120.31
    assert site.sources["lon"] == "GCJ-02 120.31"


def test_a_file_that_is_no_table_is_refused_whole(park: Park, officer: User) -> None:
    with pytest.raises(LuodiError, match="not a sound Excel file"):
        take_in(b"PK\x03\x04....", "a.xlsx", park, "wgs84", officer)
    assert not Import.objects.exists()
