"""SQLite by its own online backup, which other connections may read and write beside."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text

FILE = "database.sqlite3"
PAGES = 4096
"""Pages a step: between two steps others may write."""


def dump(path: Path) -> None:
    """Copy the database into a file of its own."""
    with closing(sqlite3.connect(_name())) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target, pages=PAGES)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without another beside it


def restore(path: Path) -> None:
    """Copy a dump over the database in one transaction; a damaged one is refused before."""
    with closing(sqlite3.connect(path)) as source:
        _check(source, path)
        connection.close()
        with closing(sqlite3.connect(_name(), timeout=20)) as target:
            target.execute("PRAGMA synchronous=FULL")
            source.backup(target)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _check(source: sqlite3.Connection, path: Path) -> None:
    try:
        (state,) = source.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        state = str(error)
    if state != "ok":
        what = Text(f"数据库文件已损坏（{state}）", f"the database in it is damaged ({state})")
        raise LuodiError(Problem(path.name, what, Text("请用另一份备份", "take another backup")))
