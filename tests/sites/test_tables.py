"""Tables of sites and parks in and out of JSONL, CSV and Excel."""

import csv
import json
import re
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luodi.core.errors import ExitCode, LuodiError, Problem, place
from luodi.core.fields import PARK_FIELDS, SITE_FIELDS, Field, Type
from luodi.core.text import Text
from luodi.core.values import parse_value
from luodi.sites.admission import ADMISSION_MEASURES, Admission, Group, Term
from luodi.sites.park import Park
from luodi.sites.site import Site
from luodi.sites.tables import Table, load_parks, load_sites, save_parks, save_sites


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "sites.csv"
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(folder: Path, *rows: list[Any], merge: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    path = folder / "sites.xlsx"
    book.save(path)
    return path


def places(problems: Iterable[Problem]) -> list[str]:
    return [place(problem.where).en for problem in problems]


def said_of(table: Table[Any]) -> list[str]:
    return [problem.say("en") for problem in table.problems]


def noted(table: Table[Any]) -> list[str]:
    return [note.say("en") for note in table.notes]


# CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_usual_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["编号", "名称", "建筑面积", "租售"], ["A1", "甲号厂房，含院", "1200", "出租|出售"]]
    path = csv_file(tmp_path, "\r\n".join(delimiter.join(row) for row in rows), encoding)
    table = load_sites(path)
    assert table.rows == (Site(id="A1", name="甲号厂房，含院", floor_area_m2=1200.0, deal=("lease", "sale")),)
    assert not table.problems
    assert not table.notes


def test_chinese_and_english_headings_mean_the_same(tmp_path: Path) -> None:
    zh = csv_file(tmp_path, "编号,名称,层高(米),月租金（元/㎡/天）,配电 kVA\nA,甲,8,0.4,315\n")
    chinese = load_sites(zh).rows
    en = csv_file(tmp_path, "id,Title,Clear height (m),rent_cny_m2_month (元/㎡/天),power\nA,甲,8,0.4,315\n")
    assert load_sites(en).rows == chinese == (
        Site(id="A", name="甲", clear_height_m=8.0, rent_cny_m2_month=12.17, power_kva=315.0),
    )  # fmt: skip


def test_units_in_headings_count_for_bare_numbers_only(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "名称,土地面积(亩),地价（万元/亩）,建筑面积㎡\n甲,30,28,1200\n乙,500㎡,30万/亩,3亩\n"
    )
    first, second = load_sites(path).rows
    assert (first.land_area_m2, first.price_cny_mu, first.floor_area_m2) == (20000.0, 280000.0, 1200.0)
    assert (second.land_area_m2, second.price_cny_mu, second.floor_area_m2) == (500.0, 300000.0, 2000.0)


def test_an_area_in_mu_is_land(tmp_path: Path) -> None:
    site = load_sites(csv_file(tmp_path, "名称,面积(亩)\n甲,30\n")).rows[0]
    assert (site.land_area_m2, site.floor_area_m2) == (20000.0, None)


def test_a_bad_cell_is_named_and_its_row_left_out(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "编号,名称,层高,天然气\nA,甲,8,有\nB,乙,-3米,附近有\nC,丙,9,无\n")
    table = load_sites(path)
    assert [site.id for site in table.rows] == ["A", "C"]
    assert table.left_out == 1
    assert places(table.problems) == [
        "sites.csv, row 3, 层高",
        "sites.csv, row 3, 天然气",
    ]
    assert table.problems[0].say("zh").startswith("sites.csv 第 3 行 层高：“-3米”")
    assert "“-3米” is negative; write a number of 0 or more in m" in said_of(table)[0]
    assert "“附近有” is neither yes nor no" in said_of(table)[1]


def test_a_unit_in_the_heading_that_does_not_fit_leaves_the_rows_out(tmp_path: Path) -> None:
    table = load_sites(csv_file(tmp_path, "名称,层高(亩)\n甲,8\n乙,9米\n"))
    assert [site.name for site in table.rows] == ["乙"]
    assert "where a length belongs" in said_of(table)[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("名称,承重\n甲,2\n", "is too small for kg/m²"),
        ("名称,租金\n甲,50000\n", "is too high for a rent by m² and month"),
        ("名称,承重(吨)\n甲,2\n", ""),
        ("名称,承重\n甲,2吨\n", ""),
        ("名称,floor_load_kg_m2\n甲,2\n", ""),
        ("名称,租金\n甲,18\n", ""),
    ],
)
def test_a_figure_that_must_be_in_another_unit_is_refused(tmp_path: Path, text: str, said: str) -> None:
    table = load_sites(csv_file(tmp_path, text))
    assert len(table.rows) == (0 if said else 1)
    assert said in "".join(said_of(table))


def test_unknown_and_repeated_columns_are_noted_once(tmp_path: Path) -> None:
    table = load_sites(csv_file(tmp_path, "名称,风水,建筑面积,面积\n甲,好,1,2\n乙,好,3,4\n"))
    assert [site.floor_area_m2 for site in table.rows] == [1.0, 3.0]
    assert not table.problems
    assert places(table.notes) == ["sites.csv, row 1, 风水", "sites.csv, row 1, 面积"]


def test_missing_ids_are_made_of_file_and_row_and_stay_the_same(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "名称,建筑面积\n甲,1\n\n乙,2\n")
    assert (
        [site.id for site in load_sites(path).rows]
        == ["sites-2", "sites-4"]
        == [s.id for s in load_sites(path).rows]
    )


def test_a_repeated_id_is_named_with_both_places(tmp_path: Path) -> None:
    table = load_sites(csv_file(tmp_path, "编号,名称\nA,甲\nB,乙\nA,丙\n"))
    assert [site.name for site in table.rows] == ["甲", "乙"]
    assert said_of(table) == [
        "sites.csv, row 4, id: the id “A” stands already at sites.csv, row 2; give every row an id of its own"
    ]


def test_the_row_of_headings_need_not_be_first(tmp_path: Path) -> None:
    table = load_sites(
        csv_file(tmp_path, "某园区房源汇总,,\n更新至三月,,\n名称,层高,面积\n甲,8,100\n合计,,100\n")
    )
    assert table.rows == (Site(id="sites-4", name="甲", clear_height_m=8.0, floor_area_m2=100.0),)
    assert noted(table) == ["sites.csv, row 5: “合计” is a total or a remark; nothing to do"]


def test_a_value_beyond_the_headings_is_a_shifted_row(tmp_path: Path) -> None:
    table = load_sites(csv_file(tmp_path, "名称,面积,位置\n甲,1,200,东区\n乙,100,西区\n"))
    assert [site.name for site in table.rows] == ["乙"]
    assert "“东区” stands under no heading" in said_of(table)[-1]


def test_an_unpaired_quote_costs_only_what_follows(tmp_path: Path) -> None:
    table = load_sites(csv_file(tmp_path, '名称,面积\n甲,1\n"乙,2\n丙,3\n'))
    assert [site.name for site in table.rows] == ["甲"]
    assert table.problems[0].where == Text("sites.csv 第 3 行", "sites.csv, row 3")


def test_formulas_can_not_be_smuggled_through_csv(tmp_path: Path) -> None:
    name = '=HYPERLINK("http://example.org")'
    save_sites(
        tmp_path / "out.csv",
        [Site(id="A", name=name, place="'=1", contact="@x", phone="+86 138", storey=(-1,))],
    )
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert "'" + name in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == ["-1"]  # a number is harmless
    (site,) = load_sites(tmp_path / "out.csv").rows
    assert (site.name, site.place, site.contact, site.phone, site.storey) == (
        name,
        "'=1",
        "@x",
        "+86 138",
        (-1,),
    )


# Excel


def test_excel_with_title_rows_dates_and_numbers(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path,
        ["某园区房源", None, None, None, None],
        [],
        ["编号", "名称", "可入驻", "建筑面积（㎡）", "电话", "所在楼层"],
        [7, "甲", datetime(2025, 3, 1), 1200.5, 13800001127, "1|2"],
        merge=("A1:E1",),
    )
    assert load_sites(path).rows == (
        Site(
            id="7",
            name="甲",
            available_from="2025-03-01",
            floor_area_m2=1200.5,
            phone="13800001127",
            storey=(1, 2),
        ),
    )


def test_a_vertical_merge_is_filled_down_and_noted(tmp_path: Path) -> None:
    rows = [["名称", "位置", "面积"], ["甲", "东区", 1], ["乙", None, 2], ["丙", None, 3]]
    table = load_sites(xlsx_file(tmp_path, *rows, merge=("B2:B4",)))
    assert [site.place for site in table.rows] == ["东区"] * 3
    assert not table.problems
    assert noted(table) == [
        "sites.xlsx, row 2-4: the merged cell “东区” was filled into each row; unmerge it where rows differ"
    ]


def test_headings_merged_over_two_rows_are_found(tmp_path: Path) -> None:
    rows = [["名称", "面积", None, "层高"], [None, "建筑面积", "土地面积", None], ["甲", 1, 2, 8]]
    table = load_sites(xlsx_file(tmp_path, *rows, merge=("A1:A2", "B1:C1", "D1:D2")))
    assert table.rows == (
        Site(id="sites-3", name="甲", floor_area_m2=1.0, land_area_m2=2.0, clear_height_m=8.0),
    )  # fmt: skip
    assert not table.notes


def test_a_wide_column_made_by_merging_is_one_column(tmp_path: Path) -> None:
    rows = [["名称", None, "层高"], ["甲", None, 8], ["乙", None, 9]]
    table = load_sites(xlsx_file(tmp_path, *rows, merge=("A1:B1", "A2:B2", "A3:B3")))
    assert [(site.name, site.clear_height_m) for site in table.rows] == [("甲", 8.0), ("乙", 9.0)]
    assert not table.problems


def test_a_merge_across_two_fields_leaves_the_row_out(tmp_path: Path) -> None:
    rows = [["名称", "层高", "承重"], ["甲", 8, None], ["乙", 9, 800]]
    table = load_sites(xlsx_file(tmp_path, *rows, merge=("B2:C2",)))
    assert [site.name for site in table.rows] == ["乙"]
    assert said_of(table)[0].startswith("sites.xlsx, row 2, 承重: “8” is merged across columns")


def test_a_formula_counts_with_its_result_and_is_named_without(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ["名称", "面积"], ["甲", "=10*20"], ["乙", "=10*30"])
    table = load_sites(path)
    assert not table.rows
    assert said_of(table)[0].startswith("sites.xlsx, row 2, 面积: “=10*20” is a formula without a result")
    with_result = tmp_path / "result.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(with_result, "w") as new:
        for name in old.namelist():
            sheet = re.sub(rb"<f>10\*20</f><v ?(?:/>|></v>)", rb"<f>10*20</f><v>200</v>", old.read(name))
            new.writestr(name, sheet)
    table = load_sites(with_result)
    assert [(site.name, site.floor_area_m2) for site in table.rows] == [("甲", 200.0)]


def test_all_visible_sheets_with_headings_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, rows in {
        "厂房": [["编号", "名称"], ["A", "甲"], ["B", "乙"]],
        "仓库": [["名称", "编号"], ["丙", "A"], ["丁", None]],
        "说明": [["请按模板填写"]],
        "旧表": [["编号", "名称"], ["X", "旧"]],
    }.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book["旧表"].sheet_state = "hidden"
    book.remove(book["Sheet"])
    path = tmp_path / "all.xlsx"
    book.save(path)
    table = load_sites(path)
    assert [site.id for site in table.rows] == ["A", "B", "all-仓库-3"]
    assert places(table.problems) == ["all.xlsx, 仓库, row 2, id"]
    assert places(table.notes) == ["all.xlsx, 说明", "all.xlsx, 旧表"]


# JSONL


def test_jsonl_with_the_names_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "sites.jsonl"
    row = {"id": "A", "name": "甲", "deal": "lease", "kind": ["factory", "lab"], "clear_height_m": 8, "gas": True,
           "lon": 120.3826, "lat": 36.0671, "sources": {"gas": "有天然气"}, "colour": "red", "park": None}  # fmt: skip
    path.write_text(
        json.dumps(row, ensure_ascii=False) + "\n\nnot json\n[1]\n" + '{"id": "B", "gas": "附近"}\n'
    )
    table = load_sites(path)
    assert table.rows == (
        Site(id="A", name="甲", deal=("lease",), kind=("factory", "lab"), clear_height_m=8.0, gas=True,
             lon=120.3826, lat=36.0671, sources={"gas": "有天然气"}),
    )  # fmt: skip
    assert places(table.problems) == [
        "sites.jsonl, row 3", "sites.jsonl, row 4", "sites.jsonl, row 5, gas",
    ]  # fmt: skip
    assert "unknown field “colour”" in noted(table)[0]
    assert table.left_out == 3


def test_parks_bring_their_terms(tmp_path: Path) -> None:
    terms = {"all_of": [{"measure": "tax_cny_mu_year", "at_least": 200000}], "industries": {"deny": ["电镀"]}}
    path = tmp_path / "parks.jsonl"
    lines = [
        {"id": "P", "name": "甲园", "focus": ["医疗器械"], "plot_ratio": 1.5, "admission": terms},
        {"id": "Q", "name": "乙园", "admission": {"all_of": [{"measure": "profit", "at_least": 1}]}},
        {"id": "R"},
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    table = load_parks(path)
    admission = Admission(Group("all_of", (Term("tax_cny_mu_year", 200000.0),)), deny=("电镀",))
    assert table.rows == (
        Park(id="P", name="甲园", focus=("医疗器械",), plot_ratio=1.5, admission=admission),
    )
    assert places(table.problems) == [
        "parks.jsonl, row 2, admission.all_of[0].measure", "parks.jsonl, row 3, name",
    ]  # fmt: skip


# what can't be used


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b" \n", "is empty"),
        ("a.csv", b"a,b\n1,2\n", "no row of headings"),
        ("a.csv", b"\x00\x01\x02" * 100, "is binary"),
        ("a.csv", "名称,层高\n甲".encode()[:-1] + b"\xff", "neither UTF-8 nor GB18030"),
        ("a.xlsx", b"PK\x03\x04 and no more", "not a sound Excel file"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls"),
        ("a.parquet", b"PAR1....PAR1", "not a whole Parquet file"),
        ("a.docx", b"words", "is no table"),
        ("a.jsonl", b"nothing of JSON\n", "is not JSON"),
        ("a.jsonl", b"[" * 100_000, "is not JSON"),
        ("a.jsonl", b"\xff\xfe\xff", "neither UTF-8"),
    ],
)
def test_a_file_that_can_not_be_used_says_why(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(LuodiError) as caught:
        load_sites(path)
    assert what in caught.value.problem.what.en
    assert caught.value.problem.say("en").startswith(name)
    assert caught.value.exit_code is ExitCode.UNUSABLE


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(LuodiError, match="can't be read"):
        load_sites(tmp_path / "none.csv")
    with pytest.raises(LuodiError, match="is a folder"):
        load_parks(tmp_path)


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ["名称", "面积"], *[[f"甲{i}", i] for i in range(200)])
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(LuodiError, match="not a sound Excel file"):
        load_sites(path)


def test_nothing_is_half_written(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    save_sites(path, [Site(id="A", name="甲")])
    before = path.read_bytes()
    with pytest.raises(LuodiError, match="32767") as caught:
        save_sites(path, [Site(id="A", name="甲" * 40_000)])
    assert caught.value.exit_code is ExitCode.UNWRITABLE
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["out.xlsx"]
    for target in (tmp_path / "out.doc", tmp_path / "no" / "out.csv"):
        with pytest.raises(LuodiError) as caught:
            save_sites(target, [])
        assert caught.value.exit_code is ExitCode.UNWRITABLE


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx"])
def test_what_can_not_be_printed_is_written_as_a_mark(tmp_path: Path, suffix: str) -> None:
    quote = "八\x0b米\ud800"
    save_sites(tmp_path / f"s.{suffix}", [Site(id="A", name="甲", sources={"clear_height_m": quote})])
    (site,) = load_sites(tmp_path / f"s.{suffix}").rows
    assert site.sources["clear_height_m"].startswith("八")
    assert "\ud800" not in site.sources["clear_height_m"]


# properties


def values_of(field: Field) -> st.SearchStrategy[Any]:
    letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"))
    text = st.text(letters, min_size=1, max_size=12) | st.text("=＝+-@'|甲/、 \t\n1.", min_size=1, max_size=5)
    made: dict[Type, st.SearchStrategy[Any]] = {
        # Excel keeps 15 digits of a number.
        Type.NUMBER: st.floats(0, min(field.maximum, 1e15)).map(lambda number: float(f"{number:.15g}")),
        Type.COORDINATE: st.floats(-field.maximum, field.maximum).map(lambda number: float(f"{number:.15g}")),
        Type.TEXT: text,
        Type.TEXTS: st.lists(text, min_size=1, max_size=3, unique=True),
        Type.CHOICE: st.sampled_from(sorted(field.choices) or ["-"]),
        Type.CHOICES: st.lists(st.sampled_from(sorted(field.choices) or ["-"]), min_size=1, unique=True),
        Type.FLOORS: st.lists(st.integers(-3, 60).filter(bool), min_size=1, max_size=4, unique=True),
        Type.FLAG: st.booleans(),
        Type.DATE: st.dates().filter(lambda day: 1900 <= day.year <= 2200).map(str),
    }
    return made[field.type].map(lambda raw: clean(field, raw))


def clean(field: Field, raw: Any) -> Any:
    """The value as a table can hold it, or None where it can't hold it at all."""
    try:
        return parse_value(field, raw)
    except ValueError:
        return None


def rows_of(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    optional = {f.name: st.none() | values_of(f) for f in fields if f.name not in ("id", "name", "synthetic")}
    return st.fixed_dictionaries({"name": values_of(fields[1]).filter(bool)}, optional=optional)


def sites_of(rows: list[dict[str, Any]]) -> list[Site]:
    return [Site(id=f"S{number}", synthetic=number % 2 == 0, **row) for number, row in enumerate(rows)]


SLOW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(st.lists(rows_of(SITE_FIELDS), min_size=1, max_size=2), st.sampled_from(["jsonl", "csv", "xlsx"]))
def test_sites_saved_are_loaded_as_they_were(tmp_path: Path, rows: list[dict[str, Any]], suffix: str) -> None:
    sites = sites_of(rows)
    save_sites(tmp_path / f"s.{suffix}", sites)
    table = load_sites(tmp_path / f"s.{suffix}")
    assert (list(table.rows), table.problems, table.notes) == (sites, (), ())


ADMISSIONS = st.builds(
    Admission,
    st.none() | st.builds(Term, st.sampled_from(sorted(ADMISSION_MEASURES)), st.floats(0, 1e9)),
    st.just(("医疗器械",)),
    source=st.just("=手册"),
)


@SLOW
@given(rows_of(PARK_FIELDS), st.none() | ADMISSIONS, st.sampled_from(["jsonl", "csv", "xlsx"]))
def test_parks_saved_are_loaded_as_they_were(
    tmp_path: Path, row: dict[str, Any], admission: Admission | None, suffix: str
) -> None:
    park = Park(id="P", admission=admission, sources={"name": '"甲"\n园'}, **row)
    save_parks(tmp_path / f"p.{suffix}", [park])
    table = load_parks(tmp_path / f"p.{suffix}")
    assert (table.rows, table.problems, table.notes) == ((park,), (), ())


@SLOW
@given(
    st.binary(max_size=200) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from([b"", "名称,层高\n".encode(), b"PK\x03\x04", b'{"id": "A"}\n', b"\xef\xbb\xbf"]),
    st.sampled_from(["csv", "xlsx", "jsonl", "tsv", "bin"]),
)
def test_any_bytes_give_a_table_or_a_problem(tmp_path: Path, data: bytes, ahead: bytes, suffix: str) -> None:
    path = tmp_path / f"fuzz.{suffix}"
    path.write_bytes(ahead + data)
    for load in (load_sites, load_parks):
        with suppress(LuodiError):
            table = load(path)
            assert table.left_out <= len(table.problems)


@SLOW
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_gives_a_table_or_a_problem(tmp_path: Path, place: int, noise: bytes) -> None:
    data = xlsx_file(tmp_path, ["名称", "面积"], ["甲", 1], ["乙", None], merge=("A2:A3",)).read_bytes()
    place %= len(data)
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(data[:place] + noise + data[place + len(noise) :])
    with suppress(LuodiError):
        load_sites(path)
