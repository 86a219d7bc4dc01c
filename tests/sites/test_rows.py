"""Rows as JSON and back; coordinates of every datum; what a file has a place for."""

from pathlib import Path

import pytest

from luodi.core.coordinates import distance_km
from luodi.sites.park import Park
from luodi.sites.rows import park_from_json, row_to_json, site_from_json
from luodi.sites.sample import sample_parks, sample_sites
from luodi.sites.site import Site
from luodi.sites.tables import load_sites, save_sites


def test_what_is_written_comes_back() -> None:
    sites, parks = list(sample_sites(200, seed=3)), list(sample_parks(50, seed=3))
    assert [site_from_json(row_to_json(site)) for site in sites] == sites
    assert [park_from_json(row_to_json(park)) for park in parks] == parks


@pytest.mark.parametrize(
    ("row", "json"),
    [
        (Site(id="1", deal=("lease",), gas=False), {"id": "1", "name": "", "deal": "lease", "gas": False}),
        (Site(id="1", floor_area_m2=3000.0), {"id": "1", "name": "", "floor_area_m2": 3000}),
        (Park(id="p", name="园", focus=("精密",)), {"id": "p", "name": "园", "focus": ["精密"]}),
    ],
)
def test_the_shape(row: Site | Park, json: dict[str, object]) -> None:
    assert row_to_json(row) == json


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "offers.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("headings", "datum", "moved"),
    [
        ("经度(GCJ-02),纬度(GCJ-02)", "wgs84", True),
        ("经度（高德）,纬度（高德）", "wgs84", True),
        ("经度,纬度", "gcj02", True),
        ("经度,纬度", "wgs84", False),
        ("经度(WGS-84),纬度(WGS-84)", "gcj02", False),
    ],
)
def test_a_point_becomes_wgs84_and_stays_as_given(
    tmp_path: Path, headings: str, datum: str, moved: bool
) -> None:
    path = written(tmp_path, f"编号,名称,{headings}\na,甲,116.404,39.915\n")
    site = load_sites(path, datum=datum).rows[0]  # type: ignore[arg-type]
    assert site.lon is not None
    assert site.lat is not None
    assert (distance_km(site.lon, site.lat, 116.39775, 39.91360) < 0.02) == moved
    assert site.sources.get("lon") == ("GCJ-02 116.404" if moved else None)


@pytest.mark.parametrize("row", ["116.404,", ",39.915"])
def test_one_coordinate_alone_cant_be_turned(tmp_path: Path, row: str) -> None:
    table = load_sites(written(tmp_path, f"编号,名称,经度(百度),纬度(百度)\na,甲,{row}\n"))
    assert [problem.what.zh for problem in table.problems] == ["经纬度缺一个，或坐标系不同"]
    assert table.rows == ()


def test_a_file_says_what_it_has_a_place_for(tmp_path: Path) -> None:
    table = load_sites(written(tmp_path, "编号,名称,层高,不认识\na,甲,\n,乙,8\n"))
    assert table.given == (frozenset({"id", "name", "clear_height_m"}), frozenset({"name", "clear_height_m"}))


HOSTILE = ["=1+1", "+A1", "-2", "@SUM(A1)", "\tx", "'=x", "＝1", "普通"]


@pytest.mark.parametrize("lang", ["zh", "en", None])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_what_is_saved_in_the_words_of_people_comes_back(
    tmp_path: Path, suffix: str, lang: str | None
) -> None:
    hostile = [
        Site(id=f"h{i}", name=f"{name}仓", fire_class=("丙一",))
        for i, name in enumerate(HOSTILE)
        if name != "\tx"
    ]
    sites = [*sample_sites(150, seed=11), *hostile]
    path = tmp_path / f"offers.{suffix}"
    save_sites(path, sites, lang)  # type: ignore[arg-type]
    table = load_sites(path)
    assert table.problems == ()
    assert list(table.rows) == sites


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_can_become_a_formula(tmp_path: Path, name: str) -> None:
    path = tmp_path / "offers.csv"
    save_sites(path, [Site(id="a", name=name)], "zh")
    cell = path.read_text(encoding="utf-8-sig").splitlines()[1].split(",")[1].strip('"')
    assert not cell.startswith(tuple("=+-@＝＋－＠\t\r"))
