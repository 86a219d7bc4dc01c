"""Whether the site can do its work: the database answers, its tables are those of this version, a worker does jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from luodi_portal.operations.heartbeat import workers_alive


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``state`` is ``ok``, or what is wrong in a word or two."""

    name: str
    state: str

    @property
    def ok(self) -> bool:
        """Tell whether it is as it should be."""
        return self.state == "ok"


def readiness() -> tuple[Check, ...]:
    """Look at all of it; where the database does not answer, nothing else can be known."""
    looked = [_look("database", _database)]
    if looked[0].ok:
        looked += [_look("migrations", _migrations), _look("worker", _worker)]
    return tuple(looked)


def _look(name: str, state: Callable[[], str]) -> Check:
    try:
        return Check(name, state())
    except DatabaseError:
        return Check(name, "unreachable")


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    return "ok" if _applied() else "unapplied"


def _worker() -> str:
    return "ok" if workers_alive() else "silent"


class _Unapplied(Exception):  # noqa: N818 - an answer that must not be remembered
    pass


@cache
def _all_applied() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Unapplied
    return True


def _applied() -> bool:
    """Tell whether nothing is left to migrate; once so, it stays so while this process lives."""
    try:
        return _all_applied()
    except _Unapplied:
        return False
