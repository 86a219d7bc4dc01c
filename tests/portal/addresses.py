"""The table of addresses (``addresses.tsv``) and the addresses that there are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

TABLE = Path(__file__).with_name("addresses.tsv")
ROLE_NAMES = ("visitor", "editor", "officer", "operator", "administrator")
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: who may send ``method`` to ``address``: ``yes``, ``no`` or ``own``, by role."""

    method: str
    address: str
    zh: str
    en: str
    who: dict[str, str]


def rows() -> list[Row]:
    """Read the table."""
    lines = [
        line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    return [_row(line) for line in lines]


def _row(line: str) -> Row:
    method, address, zh, en, *who = line.split("\t")
    assert method in ("GET", "POST"), line
    assert len(who) == len(ROLE_NAMES), line
    assert set(who) <= {"yes", "no", "own"}, line
    return Row(method, address, zh, en, dict(zip(ROLE_NAMES, who, strict=True)))


def addresses() -> list[str]:
    """Walk the resolver: every address as the table writes it, ``/parks/{key}/``."""
    return list(dict.fromkeys(_walk(get_resolver(), "/")))


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        route = before + _CONVERTER.sub(r"{\1}", str(each.pattern))
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from _walk(each, route)
