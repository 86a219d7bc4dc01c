"""The index: what is put in, taken out and matched. Whoever keeps a row puts it in, within the same transaction."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.db import connection, transaction
from django.utils import timezone

from luodi_portal.search.engines import Sql, engine
from luodi_portal.search.marks import figures, names
from luodi_portal.search.models import Entry
from luodi_portal.search.query import Query
from luodi_portal.search.tokens import canonical

Kind = Literal["news", "listing", "requirement", "park", "site", "firm", "zone", "project", "institution"]
KINDS: tuple[Kind, ...] = (
    "news",
    "listing",
    "requirement",
    "park",
    "site",
    "firm",
    "zone",
    "project",
    "institution",
)
"""An entry's number begins with the place of its kind here: a new kind goes to the end."""
MOST_LETTERS = 150_000
"""Letters of a text that are searched: PostgreSQL takes no vector of more than 1 MB."""

_DAY_ONE = date(1900, 1, 1).toordinal()
_KIND_BITS, _DAY_BITS, _KEY_BITS = 59, 43, 43
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Thing:
    """What is to be searched of a row: ``source`` names it, ``names`` are found by the first letters of their pinyin.

    ``places`` are codes of divisions, ``industries`` of GB/T 4754, ``types`` words of the kind's own; after ``until`` visitors don't find it.
    """

    source: str
    kind: Kind
    title: str
    text: str = ""
    day: date | None = None
    until: date | None = None
    places: Sequence[str] = ()
    types: Sequence[str] = ()
    industries: Sequence[str] = ()
    names: Sequence[str] = field(default=())


def put(things: Iterable[Thing]) -> None:
    """Put things in, or anew where they have changed."""
    wanted = {thing.source: _entry(thing) for thing in things}
    sources = sorted(wanted)  # in one order, so that two workers can't wait for each other
    with transaction.atomic():
        for at in range(0, len(sources), _BATCH):
            _put({source: wanted[source] for source in sources[at : at + _BATCH]})


def take_out(sources: Iterable[str]) -> None:
    """Take things out; what is not in is passed over."""
    with transaction.atomic():
        _remove(list(Entry.objects.filter(source__in=list(sources))))


def clear() -> None:
    """Take all out."""
    with transaction.atomic():
        engine().clear()
        Entry.objects.all().delete()


def _put(wanted: dict[str, Entry]) -> None:
    before = {entry.source: entry for entry in Entry.objects.filter(source__in=list(wanted))}
    changed = [entry for source, entry in wanted.items() if not _same(before.get(source), entry)]
    _remove([before[entry.source] for entry in changed if entry.source in before])
    _number(changed)
    # Another worker may have put the same thing in meanwhile: the later one stands.
    Entry.objects.bulk_create(changed, update_conflicts=True, unique_fields=["source"], update_fields=_SAID)
    engine().add(changed)


def _remove(entries: list[Entry]) -> None:
    if entries:
        engine().remove(entries)
        Entry.objects.filter(id__in=[entry.id for entry in entries]).delete()


_SAID = ("kind", "day", "until", "title", "text", "facets", "marks")


def _same(before: Entry | None, after: Entry) -> bool:
    return before is not None and all(getattr(before, name) == getattr(after, name) for name in _SAID)


def _entry(thing: Thing) -> Entry:
    facets = [
        f"k={thing.kind}",
        *(f"p={code}" for code in thing.places),
        *(f"t={word}" for word in thing.types),
    ]
    facets += [f"d={code}" for code in thing.industries]
    facets += [f"y={thing.day.year}"] if thing.day else []
    text = thing.text[:MOST_LETTERS]
    marks = [*names(thing.names), *figures(f"{thing.title}\n{text}")]
    return Entry(
        source=thing.source,
        kind=thing.kind,
        day=thing.day,
        until=thing.until,
        title=canonical(thing.title),
        text=canonical(text),
        facets=_spaced(facets),
        marks=_spaced(marks),
    )


def _spaced(words: Iterable[str]) -> str:
    return "".join(f" {word}" for word in dict.fromkeys(words)) + " "


def _number(entries: list[Entry]) -> None:
    """Number entries so that they sort by kind and day; where a number is taken, the next one is free."""
    for entry in entries:
        entry.id = _first_of(entry.kind, entry.day) + _low(entry.key)
    taken = set(Entry.objects.filter(id__in=[entry.id for entry in entries]).values_list("id", flat=True))
    for entry in entries:
        while entry.id in taken:
            entry.id = _next(entry.id, taken)
        taken.add(entry.id)


def _next(number: int, taken: set[int]) -> int:
    if Entry.objects.filter(id=number + 1).exists():
        taken.add(number + 1)
    return number + 1


def _low(key: str) -> int:
    if key.isascii() and key.isdigit():
        return int(key) % (1 << _KEY_BITS)
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=5).digest())


def _first_of(kind: str, day: date | None) -> int:
    days = day.toordinal() - _DAY_ONE if day else 0
    return ((KINDS.index(kind) + 1) << _KIND_BITS) | (min(max(days, 0), 0xFFFF) << _DAY_BITS)


def day_of(number: int) -> date | None:
    """Give the day that an entry's number says."""
    days = (number >> _DAY_BITS) & 0xFFFF
    return date.fromordinal(days + _DAY_ONE) if days else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of one kind, with all of the facets (``p=370200``), only what visitors may find if ``public``."""

    kind: Kind
    query: Query = ()
    facets: tuple[str, ...] = ()
    public: bool = True


def match(wanted: Wanted, most: int, *, in_title: bool = False, skip: int = 0) -> list[int]:
    """Give the numbers of the newest entries that match, at most so many."""
    sql, values = _select(wanted, in_title=in_title)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.id {sql} ORDER BY {engine().row} DESC LIMIT %s OFFSET %s", [*values, most, skip]
        )
        return [number for (number,) in cursor.fetchall()]


def matching_sources(wanted: Wanted) -> Sql:
    """Give SQL (and its parameters) that selects the sources of all that match, for a list that is filtered further."""
    sql, values = _select(wanted, in_title=False)
    return f"SELECT e.source {sql}", values


def _select(wanted: Wanted, *, in_title: bool) -> Sql:
    row = engine().row
    sql, values = engine().select(wanted.query, f"k={wanted.kind}", list(wanted.facets), in_title=in_title)
    low = _first_of(wanted.kind, None)
    sql, values = f"{sql} AND {row} BETWEEN %s AND %s", [*values, low, low + (1 << _KIND_BITS) - 1]
    if wanted.public:
        sql, values = f"{sql} AND (e.until IS NULL OR e.until >= %s)", [*values, timezone.localdate()]
    return sql, values
