"""Files of rows as people keep them, CSV and Excel: cells with the place where they stand, before any meaning."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils.cell import range_boundaries

from luodi.core.errors import LuodiError, Problem, Where, at_row, place
from luodi.core.text import Text

MAX_BYTES = 500_000_000
MAX_ROWS = 1_048_576  # what Excel itself can hold
DELIMITERS = (",", ";", "\t")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]|\x00")  # a NUL: not UTF-8, so let the parser look
_MERGE = re.compile(rb"mergeCell\s|\x00")
_DANGEROUS = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@＝＋－＠\t\r]")
Cell = object  # None, str, int, float, bool, datetime, Formula or Merged


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of which the file holds no result."""

    written: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell that was merged into its left neighbour: whether the value is meant for it too can't be told."""

    value: Cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells, each with its number as spreadsheet programs show it; ``where`` is for messages.

    ``filled`` holds the merges of one column that were filled down, as (first row, last row, value).
    """

    where: Where
    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    filled: tuple[tuple[int, int, Cell], ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def load_bytes(path: Path) -> bytes:
    """Read a file whole; raises :class:`LuodiError` where it can't be read, is empty or too large."""
    try:
        if path.is_dir():
            raise unusable(path.name, "是文件夹", "is a folder", "请给出表格文件", "name a table file")
        if path.stat().st_size > MAX_BYTES:
            raise unusable(path.name, "超过 500 MB", "is larger than 500 MB", "请拆成几个文件", "split it")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise unusable(path.name, f"读不了（{reason}）", f"can't be read ({reason})", "请检查路径和权限",
                       "check path and permissions") from error  # fmt: skip
    if not data.strip():
        raise empty(path)
    return data


def empty(path: Path) -> LuodiError:
    """Make the error for a file that holds nothing."""
    return unusable(
        path.name, "是空文件", "is empty", "请给出有内容的文件", "give a file that holds something"
    )


def unusable(where: Where, zh: str, en: str, remedy_zh: str, remedy_en: str) -> LuodiError:
    """Make the error for an input that can't be used at all."""
    return LuodiError(problem(where, zh, en, remedy_zh, remedy_en))


def problem(where: Where, zh: str, en: str, remedy_zh: str, remedy_en: str) -> Problem:
    """Make a problem of its five parts."""
    return Problem(where, Text(zh, en), Text(remedy_zh, remedy_en))


def decode(data: bytes, where: str) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030; nothing is replaced."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data and not wide:
        raise unusable(where, "是二进制文件，不是文本", "is binary, not text", "请另存为 CSV（UTF-8）或 .xlsx",
                       "save it as CSV (UTF-8) or .xlsx")  # fmt: skip
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unusable(where, "既不是 UTF-8 也不是 GB18030，或在字符中间截断",
                   "is neither UTF-8 nor GB18030, or is cut inside a character", "请另存为 CSV（UTF-8）",
                   "save it as CSV (UTF-8)")  # fmt: skip


def csv_rows(
    text: str, delimiter: str, where: str, most: int | None = None
) -> tuple[list[list[str]], list[Problem]]:
    """Split CSV into rows; where a row breaks the format, the rows before it and a problem."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows.extend(islice(reader, most))
    except csv.Error as error:
        broken = place(where, at_row(len(rows) + 1))
        return rows, [problem(broken, f"从这里起读不了（{error}）", f"can't be read from here on ({error})",
                              "请检查引号是否成对", "check that the quotes are paired")]  # fmt: skip
    return rows, []


def csv_sheet(text: str, delimiter: str, path: Path) -> Sheet:
    """Give the one sheet of a CSV file, with escaped cells as they were meant."""
    rows, problems = csv_rows(text, delimiter, path.name)
    numbered = ((number, tuple(unescape(cell) for cell in row)) for number, row in enumerate(rows, 1))
    return Sheet(path.name, path.stem, tuple(numbered), problems=tuple(problems))


def escape(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula: an apostrophe in front of what begins like one."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unescape(text: str) -> str:
    """Take away the apostrophe that :func:`escape` put in front."""
    return text[1:] if _ESCAPED.match(text) else text


def xlsx_sheets(data: bytes, path: Path) -> list[Sheet]:
    """Give an Excel file's visible sheets, merges filled down; formulas count with their stored results."""
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            # openpyxl warns of styles and extensions that it drops: no loss to us.
            warnings.simplefilter("ignore")
            if sum(part.file_size for part in archive.infolist()) > MAX_BYTES * 2:
                raise unusable(
                    path.name, "解压后超过 1 GB", "unpacks to over 1 GB", "请拆成几个文件", "split it"
                )
            return _workbook_sheets(data, archive, path)
    except LuodiError:
        raise
    except Exception as error:
        # A damaged workbook can fail in any part of openpyxl, zipfile or the XML parser.
        reason = f"{type(error).__name__}: {error}"[:120]
        raise unusable(path.name, f"不是完好的 Excel 文件（{reason}）", f"is not a sound Excel file ({reason})",
                       "请用 Excel 打开后另存为 .xlsx", "open it in Excel and save it as .xlsx") from error  # fmt: skip


def _workbook_sheets(data: bytes, archive: zipfile.ZipFile, path: Path) -> list[Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    results: list[Any] = book.worksheets
    parts = [sheet._worksheet_path for sheet in results]
    formulas: list[Any] = [None] * len(results)
    if any(_holds(archive, part, _FORMULA) for part in parts):
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        formulas = list(book.worksheets)
    sheets = []
    for shown, written, part in zip(results, formulas, parts, strict=True):
        where = place(path.name, shown.title) if len(results) > 1 else path.name
        if shown.sheet_state == "visible":
            sheets.append(_visible_sheet(shown, written, _merges(archive, part), where))
        else:
            note = problem(where, "是隐藏的工作表，没有读", "is a hidden sheet and was not read",
                           "要读请取消隐藏", "unhide it to have it read")  # fmt: skip
            sheets.append(Sheet(where, shown.title, (), notes=(note,)))
    return sheets


def _visible_sheet(
    shown: Any, written: Any, merges: Iterable[tuple[int, int, int, int]], where: Where
) -> Sheet:
    rows = [(number, list(cells)) for number, cells in enumerate(_cells(shown, written), 1)]
    filled = tuple(_fill_merged(rows, merges))
    kept = tuple((number, tuple(cells)) for number, cells in rows if any(c is not None for c in cells))
    return Sheet(where, shown.title, kept, filled)


def _holds(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes]) -> bool:
    """Whether a part of the archive holds the pattern: a cheap look that spares a walk through all cells."""
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 20):
            if pattern.search(tail + chunk):
                return True
            tail = chunk[-32:]
    return False


def _cells(shown: Any, written: Any) -> Iterator[list[Cell]]:
    """Walk a sheet's results, and at once its formulas, if it has any, to name those that have no result."""
    shown.reset_dimensions()  # the file's own word on its size is often wrong
    if written is not None:
        written.reset_dimensions()
    formula_rows = written.iter_rows() if written is not None else ()
    pairs = zip_longest(shown.iter_rows(), formula_rows, fillvalue=())
    for results, formulas in islice(pairs, MAX_ROWS):
        yield [_cell(result, formula) for result, formula in zip_longest(results, formulas)]


def _cell(result: Any, formula: Any) -> Cell:
    value: Cell = None if result is None else result.value
    if value is None and formula is not None and formula.data_type == "f":
        return Formula(str(getattr(formula.value, "text", formula.value)))
    return unescape(value) if isinstance(value, str) else value


def _merges(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, int, int]]:
    """Find a sheet's merged ranges as (left, top, right, bottom); openpyxl's read-only mode leaves them out."""
    if not _holds(archive, part, _MERGE):
        return
    with archive.open(part) as stream:
        for _, element in ElementTree.iterparse(stream):  # noqa: S314 - expat limits entity expansion itself
            if element.tag.endswith("}mergeCell"):
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                if left and top and right and bottom:
                    yield left, top, right, bottom
            if element.tag.endswith(("}row", "}mergeCell")):
                element.clear()


def _fill_merged(
    rows: list[tuple[int, list[Cell]]], merges: Iterable[tuple[int, int, int, int]]
) -> Iterator[tuple[int, int, Cell]]:
    """Fill a merge's first column down and mark its other columns; gives what was filled down."""
    width, most = max((len(cells) for _, cells in rows), default=0), 20 * MAX_ROWS
    for left, top, right, bottom in merges:
        area = rows[top - 1 : bottom]
        most -= len(area)
        if most < 0:
            raise ValueError("merged cells overlap")  # sound ones can't cover so much
        first = area[0][1] if area else []
        value = first[left - 1] if left <= len(first) else None
        if value is None:
            continue
        others = min(right, width) - left
        for _, cells in area:
            cells.extend([None] * (left + others - len(cells)))
            cells[left - 1 : left + others] = [value, *[Merged(value)] * others]
        if bottom > top:
            yield top, bottom, value
