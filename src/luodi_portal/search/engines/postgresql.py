"""``tsvector`` without positions, in GIN: pairs narrow down, and the canonical text of what is left is looked into.

Positions would double the table, and PostgreSQL would read every candidate's to check a phrase; so the newest
candidates are checked one by one, and no more of them than are wanted.
"""

from collections.abc import Callable, Iterable

from django.db import connection

from luodi_portal.search.engines import Sql
from luodi_portal.search.models import Entry
from luodi_portal.search.query import Mark, Query, Term, Way, Word
from luodi_portal.search.query import phrases_only as title_ways
from luodi_portal.search.tokens import phrase_tokens
from luodi_portal.search.words import text_words, title_words

_INTO = "INSERT INTO search_index (id, title, text) VALUES (%s, array_to_tsvector(%s), array_to_tsvector(%s))"
_INTO += " ON CONFLICT (id) DO UPDATE SET title = excluded.title, text = excluded.text"


class PostgreSQL:
    """The engine."""

    row = "i.id"

    def add(self, entries: list[Entry]) -> None:
        """Index entries."""
        with connection.cursor() as cursor:
            cursor.executemany(_INTO, [_row(entry) for entry in entries])

    def remove(self, entries: list[Entry]) -> None:
        """Take entries out."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE id = ANY(%s)", [[entry.id for entry in entries]])

    def clear(self) -> None:
        """Take all out."""
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE search_index")

    def select(self, query: Query, kind: str, facets: list[str], *, in_title: bool) -> Sql:
        """Match by pairs in the index, then look into the entry: ``OFFSET 0`` keeps the two apart and in order."""
        ways = title_ways if in_title else _all_ways
        words = [_either(_way(way) for way in ways(word)) for word in query]
        narrowed = list(map(_lexeme, [kind, *facets]))
        asked = [" & ".join(words), " & ".join(narrowed)] if in_title else [" & ".join(words + narrowed)]
        matched = "search_in_title(%s::tsquery, %s::tsquery)" if in_title else "search_in_text(%s::tsquery)"
        conditions, values = _conditions(query, ways, ("title",) if in_title else ("title", "text"))
        sql = (
            f"FROM (SELECT id FROM {matched} f(id) ORDER BY id DESC OFFSET 0) i"  # noqa: S608
            " CROSS JOIN LATERAL (SELECT * FROM search_entry WHERE id = i.id OFFSET 0) e"
            f" WHERE {conditions or 'TRUE'}"
        )
        return sql, [*asked, *values]


def _row(entry: Entry) -> tuple[int, list[str], list[str]]:
    title = title_words(entry)
    return entry.id, sorted(set(title)), sorted({*title, *text_words(entry)})


def _all_ways(word: Word) -> tuple[Way, ...]:
    return word.ways


def _either(said: Iterable[str]) -> str:
    return f"({' | '.join(said)})"


def _way(way: Way) -> str:
    return f"({' & '.join(_term(term) for term in way)})"


def _term(term: Term) -> str:
    if isinstance(term, Mark):
        return _lexeme(term.text) + (":*" if term.begins else "")
    tokens, begins = phrase_tokens(term.runs)
    return " & ".join(map(_lexeme, tokens)) + (":*" if begins else "")


def _lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _conditions(query: Query, ways: Callable[[Word], tuple[Way, ...]], columns: tuple[str, ...]) -> Sql:
    """Say what must be looked into: words that one lexeme tells need not be."""
    said, values = [], list[str]()
    for word in query:
        if all(_told(term) for way in ways(word) for term in way):
            continue
        either = []
        for way in ways(word):
            terms = [_look(term, columns) for term in way]
            either.append(f"({' AND '.join(sql for sql, _ in terms)})")
            values += [value for _, each in terms for value in each]
        said.append(f"({' OR '.join(either)})")
    return " AND ".join(said), values


def _told(term: Term) -> bool:
    return isinstance(term, Mark) or len(phrase_tokens(term.runs)[0]) == 1


def _look(term: Term, columns: tuple[str, ...]) -> tuple[str, list[str]]:
    if isinstance(term, Mark):
        return "strpos(e.marks, %s) > 0", [f" {term.text}{'' if term.begins else ' '}"]
    looks = " OR ".join(f"strpos(e.{column}, %s) > 0" for column in columns)
    return f"({looks})", [term.text] * len(columns)
