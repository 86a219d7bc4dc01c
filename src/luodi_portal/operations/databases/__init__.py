"""The two databases, as backup and restore need them: each module dumps into a file, and puts a dump in the place of all."""

from pathlib import Path
from typing import Protocol

from django.db import connection

from luodi_portal.operations.databases import postgresql, sqlite


class Database(Protocol):
    """What a module of this package offers."""

    FILE: str

    def dump(self, path: Path) -> None:
        """Write all that the database holds, as of one moment, while it is in use."""

    def restore(self, path: Path) -> None:
        """Put a dump in the place of all that the database holds, whole or not at all."""


KINDS: dict[str, Database] = {"sqlite": sqlite, "postgresql": postgresql}


def current() -> tuple[str, Database]:
    """Give the kind of database that is set, and its module."""
    return connection.vendor, KINDS[connection.vendor]
