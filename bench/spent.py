"""What a piece of work takes: the time that passes, and the CPU time of all that works at it, which a busy machine hardly stretches."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds: those that passed, and the CPU's, of this process (``own``), of those it started and waited for, of a database's server."""

    passed: float
    own: float
    helpers: float
    server: float

    @classmethod
    def until_now(cls, server: int | None = None) -> "Spent":
        """Read the clocks; ``server`` is a process of a database's server that works for us."""
        used = os.times()
        helpers = used.children_user + used.children_system
        return cls(time.perf_counter(), time.process_time(), helpers, _on_cpu(server) if server else 0.0)

    def since(self, before: "Spent") -> "Spent":
        """Give what was spent since then."""
        return Spent(
            self.passed - before.passed,
            self.own - before.own,
            self.helpers - before.helpers,
            self.server - before.server,
        )

    @property
    def cpu(self) -> float:
        """Give the CPU seconds altogether."""
        return self.own + self.helpers + self.server


def family(pid: int) -> Iterator[int]:
    """Give a process and all below it."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        yield from family(int(child))


def database_process() -> int | None:
    """Give the process of PostgreSQL's server that works for Django's connection; None on SQLite, which works in this one."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _on_cpu(pid: int) -> float:
    """Give the seconds that a process has been on a CPU, to the nanosecond."""
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
