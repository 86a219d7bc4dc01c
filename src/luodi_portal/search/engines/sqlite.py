"""FTS5: a table without content, its row numbers those of the entries, so that the newest come first by themselves."""

from django.db import connection

from luodi_portal.search.engines import Sql
from luodi_portal.search.models import Entry
from luodi_portal.search.query import Mark, Query, Term, Way, Word
from luodi_portal.search.query import phrases_only as title_ways
from luodi_portal.search.tokens import phrase_tokens
from luodi_portal.search.words import text_words, title_words

_INTO = "INSERT INTO search_index (rowid, title, text) VALUES (%s, %s, %s)"
_OUT = "INSERT INTO search_index (search_index, rowid, title, text) VALUES ('delete', %s, %s, %s)"


class SQLite:
    """The engine."""

    row = "i.rowid"

    def add(self, entries: list[Entry]) -> None:
        """Index entries."""
        with connection.cursor() as cursor:
            cursor.executemany(_INTO, [_row(entry) for entry in entries])

    def remove(self, entries: list[Entry]) -> None:
        """Take entries out."""
        with connection.cursor() as cursor:
            cursor.executemany(_OUT, [_row(entry) for entry in entries])

    def clear(self) -> None:
        """Take all out."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")

    def select(self, query: Query, kind: str, facets: list[str], *, in_title: bool) -> Sql:
        """Match by one expression of FTS5; the entry is joined last, so that the newest are all that is read."""
        words = [_word(word, in_title=in_title) for word in query]
        narrowed = words + [_quoted(facet) for facet in facets]
        asked = " AND ".join(narrowed or [_quoted(kind)])  # row numbers tell the kind already
        sql = "FROM search_index i CROSS JOIN search_entry e ON e.id = i.rowid WHERE search_index MATCH %s"
        return sql, [asked]


def _row(entry: Entry) -> tuple[int, str, str]:
    return entry.id, " ".join(title_words(entry)), " ".join(text_words(entry))


def _word(word: Word, *, in_title: bool) -> str:
    ways = title_ways(word) if in_title else word.ways
    said = f"({' OR '.join(_way(way) for way in ways)})"
    return f"(title : {said})" if in_title else said


def _way(way: Way) -> str:
    return f"({' AND '.join(_term(term) for term in way)})"


def _term(term: Term) -> str:
    if isinstance(term, Mark):
        return _quoted(term.text) + (" *" if term.begins else "")
    tokens, begins = phrase_tokens(term.runs)
    return _quoted(" ".join(tokens)) + (" *" if begins else "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
