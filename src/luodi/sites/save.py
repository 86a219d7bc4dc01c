"""Rows into files, whole or not at all: JSONL, CSV, Excel and Parquet, where no text can become a formula."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl

from luodi.core.errors import ExitCode, LuodiError
from luodi.core.fields import Field, Type
from luodi.core.figures import UNPRINTABLE
from luodi.core.files import write_whole
from luodi.core.text import Lang
from luodi.core.values import join_values
from luodi.core.wording import NO, YES
from luodi.sites.parquet import to_parquet
from luodi.sites.sheets import escape, problem
from luodi.sites.template import heading

Row: TypeAlias = Mapping[str, Any]
Cells: TypeAlias = list[str | int | float | None]
_LONGEST_CELL = 32_767  # what an Excel cell can hold


def save_rows(path: Path, fields: Sequence[Field], rows: Sequence[Row], lang: Lang | None = None) -> None:
    """Save rows in the format that the file's name ends in; raises :class:`LuodiError` where it can't be done.

    In a language, a table's headings and words are those that people use.
    """
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        write_whole(path, _jsonl(rows))
        return
    writer = _TABLES.get(suffix)
    if writer is None:
        raise LuodiError(problem(path.name, "不知道要写成什么格式", "doesn't say what format to write",
                                 "文件名请以 .jsonl、.csv、.xlsx 或 .parquet 结尾",
                                 "end its name in .jsonl, .csv, .xlsx or .parquet"),
                         ExitCode.UNWRITABLE)  # fmt: skip
    write_whole(path, writer(list(_grid(fields, rows, lang)), path))


def _jsonl(rows: Sequence[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "replace")


def _csv(grid: Sequence[Cells], _path: Path) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(grid)
    return stream.getvalue().encode("utf-8-sig")  # with the mark, Excel opens it as UTF-8


def _xlsx(grid: Sequence[Cells], path: Path) -> bytes:
    if any(isinstance(cell, str) and len(cell) > _LONGEST_CELL for cells in grid for cell in cells):
        raise LuodiError(problem(path.name, "有一格超过 Excel 的 32767 字", "has a cell beyond Excel's 32767 letters",
                                 "请存为 .jsonl", "save it as .jsonl"), ExitCode.UNWRITABLE)  # fmt: skip
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("luodi")
    for cells in grid:
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _parquet(grid: Sequence[Cells], path: Path) -> bytes:
    return to_parquet(grid, path.name)


_TABLES: Mapping[str, Callable[[Sequence[Cells], Path], bytes]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}


def _grid(fields: Sequence[Field], rows: Sequence[Row], lang: Lang | None) -> Iterator[Cells]:
    """Give the headings and rows of a table: the columns in which something stands, and always id and name."""
    used = {"id", "name"}.union(*rows)
    columns = [each for each in fields if each.name in used]
    yield [heading(column, lang) if lang else column.name for column in columns]
    for row in rows:
        yield [_cell(_said(row.get(column.name), column, lang)) for column in columns]


def _said(value: Any, field: Field, lang: Lang | None) -> Any:
    """Give choices and flags in the words of a language, where one is asked for."""
    if isinstance(value, bool):
        return (YES if value else NO).say(lang) if lang else "yes" if value else "no"
    if lang is None or field.type not in (Type.CHOICE, Type.CHOICES):
        return value
    words = [
        field.choices[word].say(lang) for word in (value if isinstance(value, list) else [value]) if word
    ]
    return words or None


def _cell(value: Any) -> str | int | float | None:
    if isinstance(value, list):
        value = join_values(tuple(value))
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    return UNPRINTABLE.sub("\ufffd", escape(value)) if isinstance(value, str) else value
