"""Parquet, in and out, by pyarrow, which `pip install "luodi[parquet]"` brings: rows of cells as of any other table."""

import io
import json
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from luodi.core.errors import LuodiError, Where
from luodi.core.values import join_values
from luodi.sites.sheets import Cell, Sheet, unescape, unusable

MAGIC = b"PAR1"


def parquet_sheet(data: bytes, name: str, where: Where) -> Sheet:
    """Read a file as a sheet: the names of its columns as row 1, each list joined as tables write lists."""
    parquet = _library("pyarrow.parquet", name)
    try:
        table = parquet.read_table(io.BytesIO(data))
    except (OSError, ValueError, NotImplementedError) as error:  # pyarrow's errors are of these
        raise unusable(name, "不是完整的 Parquet 文件", "is not a whole Parquet file", "请重新导出",
                       "export it again") from error  # fmt: skip
    columns = [[_cell(value) for value in column.to_pylist()] for column in table.columns]
    rows = [tuple(table.column_names), *zip(*columns, strict=True)]
    return Sheet(where, "", tuple(enumerate(rows, start=1)))


def to_parquet(grid: Sequence[Sequence[Any]], name: str) -> bytes:
    """Write headings and rows; a column is of numbers where all its values are, else of text."""
    arrow, parquet = _library("pyarrow", name), _library("pyarrow.parquet", name)
    headings, *rows = grid
    columns = [[row[at] for row in rows] for at in range(len(headings))]
    stream = io.BytesIO()
    parquet.write_table(arrow.table([_typed(column) for column in columns], names=list(headings)), stream)
    return stream.getvalue()


def _typed(column: Sequence[Any]) -> list[Any]:
    if all(value is None or isinstance(value, int | float) for value in column):
        return [None if value is None else float(value) for value in column]
    return [None if value is None else str(value) for value in column]


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return (
            join_values(tuple(value)) if all(isinstance(each, str) for each in value) else json.dumps(value)
        )
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return unescape(value) if isinstance(value, str) else value


def _library(module: str, name: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise _missing(name) from error


def _missing(name: str) -> LuodiError:
    return unusable(name, "是 Parquet 文件，读写它要装 pyarrow", "is Parquet, which pyarrow reads and writes",
                    '请运行 pip install "luodi[parquet]"，或用 CSV、JSONL', 'run pip install "luodi[parquet]", or use CSV or JSONL')  # fmt: skip
