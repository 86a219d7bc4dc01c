"""An office whose days are played: the demo's world on a database of its own, its pages and jobs in processes of their own."""

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.postgres import server
from portal.processes import portal, running

DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Office:
    """Where it answers, and the password of each account (``demo-editor`` and so on), as the demo said them; ``said`` is its log."""

    database: str
    address: str
    passwords: Mapping[str, str]
    said: Sequence[str] = ()


@contextlib.contextmanager
def open_office(database: str, data: Path, fetches_from: str) -> Iterator[Office]:
    """Fill a database, serve it, and end it all; feeds may be read from the tests' own site alone."""
    with _address_of(database) as address:
        more = {
            **address,
            "LUODI_LANG": "en",
            "LUODI_FETCH_ALLOW": fetches_from,
            "LUODI_FETCH_DELAY": "0",
        }
        said = portal(data, "demo", **more)
        assert said.returncode == 0, said.stderr
        passwords = dict(re.findall(r"account (\S+), password (\S+)", said.stdout))
        with running(data, "serve", "--port", "0", **more) as served:
            yield Office(database, served.address, passwords, served.lines)


@contextlib.contextmanager
def _address_of(database: str) -> Iterator[dict[str, str]]:
    if database == "sqlite":
        yield {}
        return
    with server() as url:
        yield {"DATABASE_URL": url}
