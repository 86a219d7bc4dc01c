"""The search over 100,000 documents, on SQLite and on PostgreSQL, beside ``LIKE`` over the same rows."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.gold import ROOT
from bench.measure import Goal, Part, Settings, join, table

TITLE = "The portal's search"
SIZE = 100_000
_MOST_MS = 50.0
_WAYS = {"overview": "all kinds side by side", "news": "one kind, with its facets"}


def measure(settings: Settings) -> Part:
    """Measure and say it in Markdown."""
    return join(*(_on(database, settings.seed) for database in ("SQLite", "PostgreSQL")))


def _on(database: str, seed: int) -> Part:
    with tempfile.TemporaryDirectory() as folder, database_address(database) as address:
        environment = {**os.environ, "LUODI_DATA": folder, "DJANGO_SETTINGS_MODULE": "luodi_portal.settings"}
        environment |= {"DATABASE_URL": address} if address else {}
        command = [sys.executable, "-m", "bench.search_run", str(SIZE), str(seed)]
        said = json.loads(
            subprocess.check_output(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
        )
    return Part(tuple(_goals(database, said["queries"])), _body(database, said))


def _ms(spent: dict[str, float]) -> str:
    return f"{spent['passed']:.1f} ({spent['cpu']:.1f})"


@contextmanager
def database_address(database: str) -> Iterator[str]:
    """Give the address of a PostgreSQL server of its own, as the tests start it; "" for SQLite."""
    if database == "SQLite":
        yield ""
        return
    from tests.portal.postgres import server

    with server() as address:
        yield address


def _goals(database: str, queries: dict[str, dict[str, Any]]) -> Iterator[Goal]:
    for way, what in _WAYS.items():
        reached = statistics.median(query[way]["passed"] for query in queries.values())
        yield Goal(
            f"{database}: a search among {SIZE:,} documents, median, {what}",
            f"at most {_MOST_MS:.0f} ms", f"{reached:.1f} ms", reached <= _MOST_MS,
        )  # fmt: skip


def _body(database: str, said: dict[str, Any]) -> str:
    rows = [
        [query, *(_ms(found[way]) for way in (*_WAYS, "like")), found["like_count"]]
        for query, found in said["queries"].items()
    ]
    heads = ["query", "side by side, ms (CPU)", "one kind, ms (CPU)", "`LIKE`, ms (CPU)", "`LIKE` finds"]
    text = (
        f"{SIZE:,} generated documents of some 350 characters, four news to one post, their dates over eight years; what is "
        "counted goes from the words that are typed to the titles and excerpts with their marks, facets too. The texts share "
        "few sentences, so common words stand in half of all documents, which no real collection has. `LIKE` looks for the words "
        f"among the news alone and counts them; it finds neither synonyms nor figures. Indexing took {said['seconds']:.0f} s, "
        f"{said['seconds'] / SIZE * 1000:.1f} ms a document."
    )
    return f"### {database}\n\n{text}\n\n{table(heads, rows)}"
