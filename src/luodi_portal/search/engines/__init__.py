"""The index of words, an engine a database: the same query gives the same entries on each."""

from typing import Any, Protocol, TypeAlias

from django.db import connection

from luodi_portal.search.models import Entry
from luodi_portal.search.query import Query

Sql: TypeAlias = tuple[str, list[Any]]
"""A part of a statement, and its parameters."""


class Engine(Protocol):
    """What an engine does; its table is ``search_index``, and ``row`` is the column that sorts it."""

    row: str

    def add(self, entries: list[Entry]) -> None:
        """Index entries that are not in the index."""

    def remove(self, entries: list[Entry]) -> None:
        """Take entries out, as they were when they were added."""

    def clear(self) -> None:
        """Take all out."""

    def select(self, query: Query, kind: str, facets: list[str], *, in_title: bool) -> Sql:
        """Give SQL, and its parameters, from ``FROM`` on: the entries ``e`` that match; conditions may follow.

        ``kind`` is the facet of the kind, by which the caller narrows too.
        """


def engine() -> Engine:
    """Give the engine of the database in use."""
    from luodi_portal.search.engines.postgresql import PostgreSQL
    from luodi_portal.search.engines.sqlite import SQLite

    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
