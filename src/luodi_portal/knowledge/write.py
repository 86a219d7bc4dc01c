"""Write very many rows at once, each given as its columns: no model's object for each, and as few statements as it takes.

SQLite fills one prepared statement row by row; PostgreSQL takes all rows as one JSON text, which its own table's types read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

Values = Mapping[str, Any]
"""A row: what its columns hold, by the columns' names (``document_id``)."""

_AS_IT_IS = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)
"""Fields whose values every database takes as Python holds them."""


def insert(model: type[models.Model], rows: Sequence[Values]) -> None:
    """Insert rows, in their order and in the caller's transaction; those that are there already stay as they are."""
    if rows:
        _write(model, f"{_insert(model, rows[0])} ON CONFLICT DO NOTHING", rows)


def upsert(model: type[models.Model], rows: Sequence[Values], *unique: str) -> None:
    """Insert rows, or write over those with the same ``unique`` columns, in which no two rows are the same."""
    if rows:
        changes = [f"{_quoted(name)} = excluded.{_quoted(name)}" for name in rows[0] if name not in unique]
        conflict = f"ON CONFLICT ({', '.join(map(_quoted, unique))}) DO UPDATE SET {', '.join(changes)}"
        _write(model, f"{_insert(model, rows[0])} {conflict}", rows)


def update(model: type[models.Model], rows: Sequence[Values]) -> None:
    """Write the columns of rows that are there; the primary key is among them and tells which row it is."""
    if rows:
        table, key = _quoted(model._meta.db_table), model._meta.pk.attname
        changes = ", ".join(f"{_quoted(name)} = {_one(name)}" for name in rows[0] if name != key)
        given = f"FROM {_all(model)}" if connection.vendor == "postgresql" else ""
        statement = f"UPDATE {table} SET {changes} {given} WHERE {table}.{_quoted(key)} = {_one(key)}"  # noqa: S608
        _write(model, statement, rows)


def _insert(model: type[models.Model], columns: Iterable[str]) -> str:
    names, values = (", ".join(map(part, columns)) for part in (_quoted, _one))
    is_asked = connection.vendor == "postgresql"
    source = f"SELECT {values} FROM {_all(model)}" if is_asked else f"VALUES ({values})"  # noqa: S608 - own names
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) {source}"


def _one(name: str) -> str:
    """Give the place of a row's column in a statement."""
    return f"given.{_quoted(name)}" if connection.vendor == "postgresql" else f"%({name})s"


def _all(model: type[models.Model]) -> str:
    return f"json_populate_recordset(NULL::{_quoted(model._meta.db_table)}, %s) given"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _write(model: type[models.Model], statement: str, rows: Sequence[Values]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(statement, [json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False)])
        else:
            cursor.executemany(statement, list(_prepared(model, rows)))


def _prepared(model: type[models.Model], rows: Sequence[Values]) -> Iterator[Values]:
    """Give rows as the database's driver takes them."""
    fields = [field for field in model._meta.concrete_fields if field.attname in rows[0]]
    made = [field for field in fields if not isinstance(field, _AS_IT_IS)]
    for row in rows:
        yield {**row, **{f.attname: f.get_db_prep_save(row[f.attname], connection) for f in made}}
