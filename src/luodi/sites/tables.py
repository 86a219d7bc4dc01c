"""Tables of sites and parks, in and out: JSONL, CSV, Excel and Parquet, with every bad cell named.

A row with a bad cell is left out and named; good rows are kept. Nothing that is missing is filled in, but for the id,
which is made of the file's name and the row's number.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from luodi.core.coordinates import DATUMS, Datum, find_datum, to_wgs84
from luodi.core.errors import LuodiError, Problem, Where, at_row, place
from luodi.core.fields import BadValue, Field, Value
from luodi.core.figures import bad_value, show_value
from luodi.core.text import Lang, Text
from luodi.core.values import is_unknown, parse_value
from luodi.sites import parquet
from luodi.sites.admission import Admission, parse_admission
from luodi.sites.headings import Header, find_header, known_headings, read_header
from luodi.sites.park import Park
from luodi.sites.rows import ADMISSION, PARK_COLUMNS, SITE_COLUMNS, SOURCES, row_to_json
from luodi.sites.save import save_rows
from luodi.sites.sheets import (
    DELIMITERS,
    Cell,
    Formula,
    Merged,
    Sheet,
    csv_rows,
    csv_sheet,
    decode,
    empty,
    load_bytes,
    problem,
    unusable,
    xlsx_sheets,
)
from luodi.sites.site import Site

T = TypeVar("T", Site, Park)
_TABLE_SUFFIXES = (".csv", ".tsv", ".txt")
_LINE_SUFFIXES = (".jsonl", ".ndjson", ".json")
_TOTALS = ("合计", "总计", "小计", "总和", "total", "subtotal")
_REMARKS = ("注:", "注：", "备注", "说明", "note:", "*")
_XLSX, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LEAST_LOAD = 50  # kg/㎡: no floor bears less, a smaller figure is in tonnes
_HIGHEST_RENT = 1000  # 元/㎡·月: no floor costs more, a greater figure is a total
_DECIMALS = 7  # of a degree: a centimetre


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """What a file gave: the good rows, what was wrong with the ``left_out`` others, and what is worth knowing.

    ``given`` holds, row by row, the fields that the file has a place for: another of the row's fields is unknown because
    nobody was asked. ``id`` is among them where the file gives it, and not where it was made up.
    """

    rows: tuple[T, ...]
    given: tuple[frozenset[str], ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Shape(Generic[T]):
    """What the rows of a table become, and the fields that they have."""

    make: type[T]
    fields: tuple[Field, ...]


_SITES = _Shape(Site, SITE_COLUMNS)
_PARKS = _Shape(Park, PARK_COLUMNS)


@dataclass(frozen=True, slots=True)
class _Record:
    """One row before it is understood: where it stands, an id if it has none, and (heading, field, raw, unit)."""

    where: Text
    fallback_id: str
    cells: tuple[tuple[str, Field, object, str], ...]
    stray: str = ""


@dataclass(slots=True)
class _Intake(Generic[T]):
    """Gathers rows, problems and notes while a file is read."""

    shape: _Shape[T]
    datum: Datum = "wgs84"
    rows: list[T] = field(default_factory=list)
    given: list[frozenset[str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    left_out: int = 0
    places: dict[str, Text] = field(default_factory=dict)

    def add(self, record: _Record) -> None:
        """Keep the row, or name all that is wrong with it."""
        values, problems = _parse_record(record)
        problems += _bring_to_wgs84(record, values, self.datum)
        given = frozenset(each.name for _, each, _, _ in record.cells) - ({"id"} - values.keys())
        values.setdefault("id", record.fallback_id)
        problems += self._row_problems(record, values)
        if problems:
            self.problems += problems
            self.left_out += 1
            return
        self.places[values["id"]] = record.where
        self.rows.append(self.shape.make(**values))
        self.given.append(given)

    def _row_problems(self, record: _Record, values: Mapping[str, Any]) -> Iterator[Problem]:
        if record.stray:
            yield problem(record.where, f"“{record.stray}” 上面没有列名", f"“{record.stray}” stands under no heading",
                          "可能是值里有分隔符，请给该值加引号", "quote values that hold the separator")  # fmt: skip
        if first := self.places.get(values["id"]):
            yield problem(place(record.where, "id"), f"编号“{values['id']}”重复，已见于 {first.zh}",
                          f"the id “{values['id']}” stands already at {first.en}", "请给每行不同的编号",
                          "give every row an id of its own")  # fmt: skip
        if self.shape.make is Park and not values.get("name"):
            yield problem(
                place(record.where, "name"), "园区没有名称", "the park has no name", "请填写名称", "name it"
            )

    def table(self) -> Table[T]:
        """Give what was gathered."""
        return Table(
            tuple(self.rows), tuple(self.given), tuple(self.problems), tuple(self.notes), self.left_out
        )


def load_sites(path: Path, sheet: str | None = None, datum: Datum = "wgs84") -> Table[Site]:
    """Load sites from JSONL, CSV or Excel; raises :class:`LuodiError` where the file can't be used at all.

    ``sheet`` names the one sheet of a workbook that counts; without it, all visible ones do. ``datum`` is that of
    coordinates whose heading names none (经度(GCJ-02) does); they become WGS-84, as given in ``sources``.
    """
    return _load(path, _Intake(_SITES, datum), sheet)


def load_parks(path: Path) -> Table[Park]:
    """Load parks from JSONL, CSV or Excel; raises :class:`LuodiError` where the file can't be used at all."""
    return _load(path, _Intake(_PARKS))


def _load(path: Path, intake: _Intake[T], sheet: str | None = None) -> Table[T]:
    data = load_bytes(path)
    if path.suffix.lower() in _LINE_SUFFIXES:
        _take_lines(decode(data, path.name), path, intake)
    else:
        sheets = _sheets(data, path, intake.shape.fields)
        _take_sheets(_chosen(sheets, sheet, path) if sheet else sheets, path, intake)
    return intake.table()


def _chosen(sheets: Sequence[Sheet], name: str, path: Path) -> list[Sheet]:
    chosen = [sheet for sheet in sheets if sheet.name == name]
    if not chosen:
        names = ", ".join(sheet.name for sheet in sheets)
        raise unusable(path.name, f"没有工作表 {show_value(name)}", f"has no sheet {show_value(name)}",
                       f"现有：{names}", f"it has: {names}")  # fmt: skip
    return chosen


def _sheets(data: bytes, path: Path, fields: Sequence[Field]) -> list[Sheet]:
    if data.startswith(_XLSX):
        return xlsx_sheets(data, path)
    if data.startswith(_OLE):
        raise unusable(path.name, "是旧版 .xls 或有密码的 Excel 文件", "is an old .xls or has a password",
                       "请在 Excel 中去掉密码并另存为 .xlsx", "save it as .xlsx without a password")  # fmt: skip
    if data.startswith(parquet.MAGIC):
        return [parquet.parquet_sheet(data, path.name, path.name)]
    if path.suffix.lower() not in _TABLE_SUFFIXES:
        raise unusable(path.name, "不是表格文件", "is no table", "请给出 .jsonl、.csv、.xlsx 或 .parquet",
                       "give .jsonl, .csv, .xlsx or .parquet")  # fmt: skip
    text = decode(data, path.name)
    return [csv_sheet(text, _delimiter(text, path, known_headings(fields)), path)]


def _delimiter(text: str, path: Path, known: Mapping[str, Field]) -> str:
    """Choose the delimiter that makes most headings readable among the first rows."""

    def headings(delimiter: str) -> int:
        rows, _ = csv_rows(text, delimiter, path.name, most=20)
        return max((len(read_header(0, row, known).columns) for row in rows), default=0)

    return max(DELIMITERS, key=headings)


def _take_sheets(sheets: Sequence[Sheet], path: Path, intake: _Intake[T]) -> None:
    known = known_headings(intake.shape.fields)
    headers = [find_header(sheet, known) for sheet in sheets]
    if not any(headers):
        raise unusable(path.name, "找不到列名所在的行", "has no row of headings that luodi knows",
                       "请用“luodi sites template”给出的列名", "use the headings of `luodi sites template`")  # fmt: skip
    for sheet, header in zip(sheets, headers, strict=True):
        intake.problems += sheet.problems
        intake.notes += sheet.notes
        if header:
            _take_sheet(sheet, header, path.stem if len(sheets) == 1 else f"{path.stem}-{sheet.name}", intake)
        elif sheet.rows:
            intake.notes.append(problem(sheet.where, "没有列名，没有读", "has no headings and was not read",
                                        "要读请加上列名", "give it headings to have it read"))  # fmt: skip


def _take_sheet(sheet: Sheet, header: Header, stem: str, intake: _Intake[T]) -> None:
    intake.notes += _heading_notes(sheet, header)
    headings = next(cells for number, cells in sheet.rows if number == header.row)
    for number, cells in sheet.rows:
        if number <= header.row or cells == headings:
            continue
        where = place(sheet.where, at_row(number))
        if remark := _remark(cells):
            intake.notes.append(problem(where, f"“{remark}” 是合计或备注，没有读", f"“{remark}” is a total or a remark",
                                        "不用处理", "nothing to do"))  # fmt: skip
        elif record := _row_record(where, f"{stem}-{number}", header, cells):
            intake.add(record)


def _heading_notes(sheet: Sheet, header: Header) -> Iterator[Problem]:
    where = place(sheet.where, at_row(header.row))
    for heading in header.unknown:
        yield problem(place(where, heading), "不认识这一列，没有读", "is a column that luodi doesn't know: not read",
                      "可忽略，或改用模板中的列名", "leave it, or use a heading of the template")  # fmt: skip
    for heading, used in header.repeated:
        yield problem(place(where, heading), f"与“{used}”是同一项，没有读", f"means the same as “{used}”: not read",
                      "请只留一列", "keep one of the two")  # fmt: skip
    for top, bottom, value in sheet.filled:
        if bottom > header.row:
            yield problem(place(sheet.where, at_row(f"{top}-{bottom}")), f"合并单元格“{value}”已填入每一行",
                          f"the merged cell “{value}” was filled into each row", "若各行不同请取消合并",
                          "unmerge it where rows differ")  # fmt: skip


def _remark(cells: Sequence[Cell]) -> str:
    """Give a row's first text where it says that the row is a total, or, alone in its row, a remark."""
    filled = [cell for cell in cells if cell is not None and cell != "" and not isinstance(cell, Merged)]
    first = filled[0].strip().casefold() if filled and isinstance(filled[0], str) else ""
    is_total = first.rstrip(":：").replace(" ", "") in _TOTALS
    return first[:40] if is_total or (len(filled) == 1 and first.startswith(_REMARKS)) else ""


def _row_record(where: Text, fallback_id: str, header: Header, cells: Sequence[Cell]) -> _Record | None:
    """Give the row's record; None for a row without content."""
    found = [(column, cells[column.index]) for column in header.columns if column.index < len(cells)]
    stray = next((str(cell) for cell in cells[header.width :] if not _is_blank(cell)), "")
    if not stray and all(_is_blank(cell) for _, cell in found):
        return None
    return _Record(
        where, fallback_id, tuple((c.heading, c.field, cell, c.unit) for c, cell in found), stray[:40]
    )


def _is_blank(cell: Cell) -> bool:
    return cell is None or isinstance(cell, Merged) or (isinstance(cell, str) and not cell.strip())


def _take_lines(text: str, path: Path, intake: _Intake[T]) -> None:
    known = {each.name: each for each in intake.shape.fields}
    unknown: dict[str, Text] = {}
    objects = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = place(path.name, at_row(number))
        try:
            data = parse_json_object(line, where)
        except LuodiError as error:
            intake.problems.append(error.problem)
            intake.left_out += 1
            continue
        objects += 1
        for key in data.keys() - known.keys():
            unknown.setdefault(key, where)
        cells = tuple((key, known[key], raw, "") for key, raw in data.items() if key in known)
        intake.add(_Record(where, f"{path.stem}-{number}", cells))
    intake.notes += [_unknown_key(key, unknown[key]) for key in sorted(unknown)]
    if not objects:
        raise LuodiError(intake.problems[0]) if intake.problems else empty(path)


def _unknown_key(key: str, where: Text) -> Problem:
    shown = show_value(key)
    return problem(where, f"不认识字段 {shown}，没有读", f"has the unknown field {shown}: not read",
                   "请对照字段名", "check the field's name")  # fmt: skip


def parse_json_object(line: str, where: Where) -> dict[str, Any]:
    """Parse one line of JSONL; raises :class:`LuodiError` where it is no object."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise unusable(where, f"不是 JSON（{str(error)[:80]}）", f"is not JSON ({str(error)[:80]})",
                       "请每行写一个 JSON 对象", "write one JSON object a line") from error  # fmt: skip
    if not isinstance(data, dict):
        raise unusable(
            where, "不是 JSON 对象", "is not a JSON object", "请每行写一个 {…}", "write one {…} a line"
        )
    return data


def _parse_record(record: _Record) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for heading, each, raw, unit in record.cells:
        try:
            value = _parse_cell(each, raw, unit, heading)
            if heading != each.name:  # the field's own name states its unit
                _check_unit_meant(each, value, raw)
        except BadValue as error:
            problems.append(Problem(place(record.where, heading), error.what, error.remedy))
        except LuodiError as error:  # its place is within the cell
            problems.append(replace(error.problem, where=place(record.where, error.problem.where)))
        else:
            if value is not None:
                values[each.name] = value
    return values, problems


def _bring_to_wgs84(record: _Record, values: dict[str, Any], default: Datum) -> Iterator[Problem]:
    """Turn a point into WGS-84; its sources then hold it as given. One coordinate alone can't be turned."""
    units = {each.name: unit for _, each, _, unit in record.cells if each.name in ("lon", "lat")}
    datums = {find_datum(unit) or default for unit in units.values()}
    if datums <= {"wgs84"}:
        return
    if len(datums) > 1 or ("lon" in values) != ("lat" in values):
        yield problem(place(record.where, "lon/lat"), "经纬度缺一个，或坐标系不同", "lack one of the two, or differ in their datum",
                      "请给同一坐标系的经度和纬度", "give both in one datum")  # fmt: skip
    elif "lon" in values:
        datum = datums.pop()
        given = {name: f"{DATUMS[datum].en.partition(' ')[0]} {values[name]:.7g}" for name in ("lon", "lat")}
        lon, lat = to_wgs84(values["lon"], values["lat"], datum)
        values |= {"lon": round(lon, _DECIMALS), "lat": round(lat, _DECIMALS)}
        values["sources"] = dict(values.get("sources") or {}) | given


def _parse_cell(
    each: Field, raw: object, unit: str, where: str
) -> Value | Admission | Mapping[str, str] | None:
    if isinstance(raw, Formula):
        raise BadValue(Text(f"“{raw.written[:40]}” 是没有结果的公式", f"“{raw.written[:40]}” is a formula without a result"),
                       Text("请用 Excel 打开并保存，或直接写值", "open and save it in Excel, or write the value"))  # fmt: skip
    if isinstance(raw, Merged):
        raise BadValue(Text(f"“{str(raw.value)[:40]}” 跨列合并，不知属于哪一列",
                            f"“{str(raw.value)[:40]}” is merged across columns: whose value it is can't be told"),
                       Text("请取消合并并分别填写", "unmerge it and write each value"))  # fmt: skip
    if each is ADMISSION:
        data = _json_cell(raw, where)
        return None if data is None else parse_admission(data, where)
    if each is SOURCES:
        return _parse_sources(_json_cell(raw, where), where)
    return parse_value(each, raw, unit)


def _check_unit_meant(each: Field, value: object, raw: object) -> None:
    """Refuse figures that no one means in the field's unit: under 承重, 2 stands for tonnes; under 租金, 50000 for a total."""
    if each.name == "floor_load_kg_m2" and isinstance(value, float) and 0 < value < _LEAST_LOAD:
        raise bad_value(raw, "作为 kg/㎡ 太小", "is too small for kg/m²", "若以吨计，请写 2吨/㎡ 或在列名写明单位",
                        "if it is in tonnes, write 2吨/㎡ or name the unit in the heading")  # fmt: skip
    if each.name == "rent_cny_m2_month" and isinstance(value, float) and value > _HIGHEST_RENT:
        raise bad_value(raw, "作为每平方米月租金太高", "is too high for a rent by m² and month",
                        "若是总租金，请写在“年租金”列", "if it is a total, put it under “rent a year”")  # fmt: skip


def _json_cell(raw: object, where: str) -> object:
    """Give what stands in JSON, or in a cell as JSON's text."""
    if not isinstance(raw, str):
        return raw
    return None if is_unknown(raw) else parse_json_object(raw, where)


def _parse_sources(data: object, where: str) -> Mapping[str, str] | None:
    if data is None:
        return None
    if not isinstance(data, dict) or not all(isinstance(quote, str) for quote in data.values()):
        raise unusable(where, "不是“字段: 原文”的对象", "does not map fields to what the text says",
                       '请写 {"rent_cny_m2_month": "…"}', 'write {"rent_cny_m2_month": "…"}')  # fmt: skip
    return dict(data)


def save_sites(path: Path, sites: Iterable[Site], lang: Lang | None = None) -> None:
    """Save sites as .jsonl, .csv or .xlsx, whole or not at all; raises :class:`LuodiError` where it can't be done.

    A table has the fields' names as headings, and their words as they are; in a language, it has what people call them.
    Both are read back.
    """
    save_rows(path, _SITES.fields, [row_to_json(site) for site in sites], lang)


def save_parks(path: Path, parks: Iterable[Park]) -> None:
    """Save parks as .jsonl, .csv or .xlsx, whole or not at all; raises :class:`LuodiError` where it can't be done."""
    save_rows(path, _PARKS.fields, [row_to_json(park) for park in parks])
