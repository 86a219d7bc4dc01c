"""``luodi sites`` as a person runs it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from luodi.cli import main
from luodi.sites.park import Park
from luodi.sites.tables import load_parks, load_sites, save_parks

TABLE = "编号,名称,层高(米),位置\nA,甲,8,星海产业园\nB,乙,-3,东区\n"
POST = "棘洪滩单层钢构厂房2600平出租 檐高9米 18块一平一月 可环评 联系王经理13800001127"


def luodi(*arguments: Any, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["--lang", lang, "sites", *map(str, arguments)])


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_good_rows_go_to_standard_output_and_bad_ones_are_named(table: Path) -> None:
    result = luodi("import", table)
    assert result.exit_code == 4
    assert lines(result.stdout) == [{"id": "A", "name": "甲", "place": "星海产业园", "clear_height_m": 8}]
    assert "table.csv, row 3, 层高(米): “-3” is negative; write a number of 0 or more in m" in result.stderr
    assert "1 kept, 1 left out, 1 problems" in result.stderr


def test_the_same_in_chinese(table: Path) -> None:
    result = luodi("import", table, lang="zh")
    assert "“-3” 是负数；请写非负数，单位米" in result.stderr
    assert "保留 1 处，剔除 1 处，问题 1 个" in result.stderr


def test_all_good_ends_with_0(tmp_path: Path) -> None:
    path = tmp_path / "good.csv"
    path.write_text("编号,名称\nA,甲\n", encoding="utf-8")
    output = tmp_path / "out.xlsx"
    result = luodi("import", path, "-o", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert [site.id for site in load_sites(output).rows] == ["A"]


def test_a_dry_run_shows_and_writes_nothing(table: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    result = luodi("import", table, "-o", output, "--dry-run")
    assert result.exit_code == 4
    assert "甲" in result.stdout
    assert "nothing was written" in result.stderr
    assert not output.exists()


def test_parks_are_linked(table: Path, tmp_path: Path) -> None:
    save_parks(tmp_path / "parks.jsonl", [Park(id="s", name="青岛星海产业园", city="青岛市")])
    result = luodi("import", table, "--parks", tmp_path / "parks.jsonl")
    assert lines(result.stdout)[0]["park"] == "s"


def test_an_id_of_two_files_is_named(table: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "A", "name": "又一处"}\n{"id": "C"}\n', encoding="utf-8")
    result = luodi("import", other, table)
    assert [row["id"] for row in lines(result.stdout)] == ["A", "C"]
    assert "table.csv: the id “A” stands already in other.jsonl" in result.stderr


def test_a_bad_file_costs_only_itself(table: Path, tmp_path: Path) -> None:
    result = luodi("import", tmp_path / "none.csv", table)
    assert result.exit_code == 4
    assert len(lines(result.stdout)) == 1
    assert "none.csv: can't be read" in result.stderr
    alone = luodi("import", tmp_path / "none.csv")
    assert (alone.exit_code, alone.stdout) == (3, "")


def test_an_output_that_can_not_be_written_ends_with_5(tmp_path: Path) -> None:
    path = tmp_path / "good.csv"
    path.write_text("编号,名称\nA,甲\n", encoding="utf-8")
    result = luodi("import", path, "-o", tmp_path / "no" / "out.jsonl")
    assert result.exit_code == 5
    assert "can't be written" in result.stderr


def test_one_sheet_can_be_named(tmp_path: Path) -> None:
    luodi("template", "-o", tmp_path / "t.xlsx")
    result = luodi("import", tmp_path / "t.xlsx", "--sheet", "nope")
    assert result.exit_code == 3
    assert "has no sheet “nope”; it has: sites, how to fill in" in result.stderr


def test_a_reading_is_taken_as_it_stands(tmp_path: Path) -> None:
    reading = {
        "id": "post-1", "type": "listing", "published": "2025-03-11", "title": "厂房出租", "url": "https://example.org/1",
        "text": POST, "listing": {"deal": "lease", "kind": "factory", "place": "棘洪滩", "clear_height_m": 9.5},
        "sources": {"clear_height_m": {"quote": "檐高9米", "start": 16, "end": 20}},
    }  # fmt: skip
    news = {"id": "n", "type": "news", "text": "…", "facts": []}
    bad = {"id": "b", "type": "listing", "text": "…", "listing": {"clear_height_m": -1}}
    path = tmp_path / "readings.jsonl"
    path.write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in (reading, news, bad)), encoding="utf-8"
    )
    result = luodi("import", path)
    assert result.exit_code == 4
    assert lines(result.stdout) == [
        {"id": "post-1", "name": "棘洪滩 厂房", "deal": "lease", "kind": "factory", "place": "棘洪滩", "clear_height_m": 9.5,
         "stated_on": "2025-03-11", "source": "https://example.org/1", "sources": {"clear_height_m": "檐高9米"}}
    ]  # fmt: skip
    assert "readings.jsonl, row 2: is no listing" in result.stderr
    assert "readings.jsonl, row 3, clear_height_m: “-1” is negative" in result.stderr


def test_a_listing_post_becomes_a_site(tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text(POST, encoding="utf-8")
    (site,) = lines(luodi("import", tmp_path / "post.txt").stdout)
    assert (site["id"], site["floor_area_m2"], site["clear_height_m"]) == ("post", 2600, 9)
    assert site["sources"]["clear_height_m"] in POST


def test_all_files_of_a_folder_are_taken(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "b.csv").write_text("编号,名称\nB,乙\n", encoding="utf-8")
    (tmp_path / "in" / "deep" / "a.jsonl").write_text('{"id": "A"}\n', encoding="utf-8")
    (tmp_path / "in" / ".hidden.csv").write_text("编号,名称\nX,隐\n", encoding="utf-8")
    (tmp_path / "in" / "photo.png").write_bytes(b"png")
    result = luodi("import", tmp_path / "in")
    assert [row["id"] for row in lines(result.stdout)] == ["B", "A"]
    assert result.exit_code == 0
    (tmp_path / "none").mkdir()
    assert luodi("import", tmp_path / "none").exit_code == 3


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"listing": {"colour": "red"}}, "“colour” is no field of a listing"),
        ({"listing": {"gas": True}, "published": "soon"}, "row 1, stated_on: “soon” is not a date"),
        ({"listing": {"gas": "-"}}, "gave no field"),
        ({"listing": []}, "is no listing"),
    ],
)
def test_a_bad_reading_is_named(tmp_path: Path, row: dict[str, Any], said: str) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps({"id": "x", "text": "…", **row}), encoding="utf-8")
    result = luodi("import", path)
    assert (result.exit_code, result.stdout) == (3, "")
    assert said in result.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_is_written_whole(tmp_path: Path, lang: str) -> None:
    assert luodi("template", "-o", tmp_path / "t.xlsx", lang=lang).exit_code == 0
    assert load_sites(tmp_path / "t.xlsx").rows == ()
    assert luodi("template", "-o", tmp_path / "t.doc").exit_code == 5


def test_a_table_without_rows_holds_nothing_to_import(tmp_path: Path) -> None:
    luodi("template", "-o", tmp_path / "t.xlsx")
    result = luodi("import", tmp_path / "t.xlsx", "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 3
    assert "t.xlsx: holds no site at all" in result.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_show_prints_a_table_and_flags_what_is_synthetic(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text('{"id": "A", "kind": "factory", "clear_height_m": 8.5, "synthetic": true}\n{"id": "B"}\n')
    result = luodi("show", path)
    assert result.exit_code == 0
    assert "A (synthetic)" in result.stdout
    assert "8.5 m" in result.stdout
    assert "B (synthetic)" not in result.stdout


def test_a_sample_is_flagged_synthetic_and_its_parks_come_along(tmp_path: Path) -> None:
    arguments = ("sample", "--count", 30, "--seed", 7, "--parks", 3, "--parks-output", tmp_path / "parks.csv")
    result = luodi(*arguments)
    assert result.exit_code == 0
    rows = lines(result.stdout)
    assert len(rows) == 30
    assert all(row["synthetic"] for row in rows)
    parks = {park.id for park in load_parks(tmp_path / "parks.csv").rows}
    assert len(parks) == 3
    assert {row["park"] for row in rows if "park" in row} <= parks
    assert luodi(*arguments, "-o", tmp_path / "sites.xlsx").stdout == ""
    assert [site.id for site in load_sites(tmp_path / "sites.xlsx").rows] == [row["id"] for row in rows]


def test_a_sample_of_no_sites_is_wrong_usage() -> None:
    assert luodi("sample", "--count", 0, "--seed", 1).exit_code == 2
