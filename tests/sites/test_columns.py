"""Built tables: what goes in comes out, a refresh keeps the rest, broken ones are named."""

import json

import pytest

from luodi.core.errors import LuodiError
from luodi.sites.columns.encode import encode_sites
from luodi.sites.columns.segment import Segment
from luodi.sites.columns.table import HEADER, is_table, open_table, refresh_table, write_table
from luodi.sites.park import Park
from luodi.sites.sample import sample_parks, sample_sites
from luodi.sites.site import Site

SITES, PARKS = list(sample_sites(300, 5, 20)), list(sample_parks(20, 5))
ODD = (
    Site(id="b", name="“楼”\n二", storey=(-1, 2), sources={"rent_cny_m2_month": "20元"}, lon=120.1),
    Site(id="a", deal=("sale", "lease"), synthetic=True, title_deed=False, available_from="now", place=""),
    Site(id="\ud800", name="half a letter", clear_height_m=0.1 + 0.2),
)


def rows(table):
    """Give the sites that stand, in the order in which they came."""
    parts = enumerate(table.segments)
    return [table.site(number, row) for number, part in parts for row in part.given_order.tolist()
            if part.gone is None or row not in part.gone]  # fmt: skip


@pytest.mark.parametrize("sites", [[], list(ODD), SITES], ids=["none", "odd", "many"])
def test_sites_and_parks_come_back_as_they_were(tmp_path, sites):
    write_table(tmp_path / "t.luodi", sites, PARKS)
    table = open_table(tmp_path / "t.luodi")
    assert rows(table) == sites
    assert [table.parks.park(row) for row in range(table.parks.rows)] == PARKS
    assert len(table) == len(sites)


def test_codes_of_figures_are_in_their_order():
    part = Segment(encode_sites([Site(id=str(n), power_kva=float(n * 7 % 300)) for n in range(300)]))
    assert part.codes("power_kva").dtype.itemsize == 2
    numbers = part.numbers("power_kva")
    assert sorted(numbers[1:]) == list(numbers[1:])
    assert part.value("power_kva", 3) == 21.0


def test_a_refresh_replaces_adds_and_removes(tmp_path):
    path = tmp_path / "t.luodi"
    write_table(path, SITES, PARKS)
    changed = Site(id=SITES[4].id, name="let anew", power_kva=9.0)
    refresh_table(path, [changed, Site(id="new")], removed=[SITES[7].id])
    table = refresh_table(path, [Site(id="newer")], [Park(id="p", name="only")])
    expected = {site.id: site for site in SITES if site is not SITES[7]}
    expected |= {site.id: site for site in (changed, Site(id="new"), Site(id="newer"))}
    assert {site.id: site for site in rows(table)} == expected
    assert len(table) == len(expected)
    assert table.find(SITES[7].id) is None
    assert table.named("let anew") == [changed]
    assert table.parks.rows == 1


def test_building_anew_leaves_nothing_of_the_old(tmp_path):
    path = tmp_path / "t.luodi"
    write_table(path, SITES, PARKS)
    write_table(path, ODD)
    assert rows(open_table(path)) == list(ODD)
    assert len([each for each in path.iterdir() if each.is_dir()]) == 2


def cut(path):
    file = next(each for each in path.glob("*/id.bytes") if each.stat().st_size)
    file.write_bytes(file.read_bytes()[:3])


def of_another_version(path):
    header = json.loads((path / HEADER).read_text())
    (path / HEADER).write_text(json.dumps(header | {"version": 99}))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut, "cut off"),
        (of_another_version, "version 99"),
        (lambda path: (path / HEADER).write_text("{"), "no table"),
    ],
)
def test_a_broken_table_is_named_with_a_remedy(tmp_path, spoil, said):
    path = tmp_path / "t.luodi"
    write_table(path, ODD)
    spoil(path)
    with pytest.raises(LuodiError) as caught:
        rows(open_table(path))
    assert said in caught.value.problem.say("en")
    assert "sites build" in caught.value.problem.say("en")


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "mine").write_text("keep")
    with pytest.raises(LuodiError):
        write_table(tmp_path, SITES)
    assert not is_table(tmp_path)
    assert (tmp_path / "mine").read_text() == "keep"


def test_a_figure_that_is_not_finite_is_refused():
    with pytest.raises(LuodiError, match="x, power_kva"):
        encode_sites([Site(id="x", power_kva=float("inf"))])
