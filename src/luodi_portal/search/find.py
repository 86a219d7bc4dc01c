"""Answer a search: the kinds side by side, or one kind ranked, counted by facets and in pages.

Results are ranked by where the words stand, and by day where they stand alike: a title that is what was asked, one
that begins with it, one that holds it, a text that holds it. Of what thousands of entries hold, the newest
``MOST`` count: nobody pages further, and an answer stays quick.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from luodi_portal.search.index import KINDS, Kind, Wanted, day_of, match
from luodi_portal.search.models import Entry
from luodi_portal.search.query import Query, parse_query, plain

MOST = 1000
MOST_OVERVIEW = 100
PER_GROUP = 5
PER_PAGE = 20
MOST_CHOICES = 8
PUBLIC: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "requirement")
Sort = Literal["best", "newest"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; ``kind`` "" asks for all that ``kinds`` allows. Facets are marks: ``p=370200``."""

    words: str
    kind: Kind | Literal[""] = ""
    facets: tuple[str, ...] = ()
    sort: Sort = "best"
    page: int = 1
    kinds: tuple[Kind, ...] = PUBLIC
    public: bool = True

    @property
    def query(self) -> Query:
        """Give the words taken apart."""
        return parse_query(self.words)


@dataclass(frozen=True, slots=True)
class Group:
    """The best of one kind; ``more`` where there are more than ``count``."""

    kind: Kind
    entries: tuple[Entry, ...]
    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet with how many of the results have it."""

    mark: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """A page of one kind; ``count`` goes up to ``MOST``, ``more`` says that there are more."""

    kind: Kind
    entries: tuple[Entry, ...]
    count: int
    more: bool
    page: int
    pages: int
    places: tuple[Choice, ...] = field(default=())
    types: tuple[Choice, ...] = field(default=())
    industries: tuple[Choice, ...] = field(default=())
    years: tuple[Choice, ...] = field(default=())


def overview(asked: Asked) -> list[Group]:
    """Give the best of each kind that has any."""
    groups = []
    for kind in asked.kinds if asked.query else ():
        found = _found(asked, kind, MOST_OVERVIEW)
        if found.numbers:
            best = found.ranked(asked)[:PER_GROUP]
            groups.append(Group(kind, _entries(best), len(found.numbers), found.more))
    return groups


def results(asked: Asked, kind: Kind) -> Results:
    """Give a page of one kind (the last where there are fewer), and what it can be narrowed by."""
    found = _found(asked, kind, MOST) if asked.query or asked.facets else _Found()
    return _page(kind, found, found.ranked(asked), asked.page)


def browse(wanted: Wanted, page: int) -> Results:
    """Give a page of all that match, newest first."""
    numbers = match(wanted, MOST + 1)
    found = _Found(tuple(numbers[:MOST]), more=len(numbers) > MOST)
    return _page(wanted.kind, found, found.numbers, page)


def _page(kind: Kind, found: "_Found", ranked: Sequence[int], asked: int) -> Results:
    pages = max(1, -(-len(ranked) // PER_PAGE))
    page = min(max(asked, 1), pages)
    counted = _count(found.numbers)
    return Results(
        kind,
        _entries(ranked[(page - 1) * PER_PAGE : page * PER_PAGE]),
        len(found.numbers),
        found.more,
        page,
        pages,
        places=_choices(counted, "p="),
        types=_choices(counted, "t="),
        industries=_choices(counted, "d="),
        years=_years(found.numbers),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The newest entries that match, and which of them by their title, newest first."""

    numbers: tuple[int, ...] = ()
    titled: tuple[int, ...] = ()
    more: bool = False

    def ranked(self, asked: Asked) -> list[int]:
        """Give the numbers in the order asked for."""
        if asked.sort == "newest":
            return sorted(self.numbers, reverse=True)  # within a kind, numbers rise with the day
        titles = dict(Entry.objects.filter(id__in=self.titled).values_list("id", "title"))
        words = plain(asked.words)
        return sorted(
            self.numbers, key=lambda number: (score(words, titles.get(number)), number), reverse=True
        )


def score(words: str, title: str | None) -> int:
    """Say how well a title that holds the words answers them; None where it does not hold them."""
    if title is None:
        return 0
    name = title.strip()
    return 3 if name == words else 2 if name.startswith(words) else 1


def _found(asked: Asked, kind: Kind, most: int) -> _Found:
    wanted = Wanted(kind, asked.query, asked.facets, asked.public)
    numbers = match(wanted, most + 1)
    titled = match(wanted, most, in_title=True) if numbers and asked.query else []
    if len(numbers) <= most:
        return _Found(tuple(numbers), tuple(titled))
    in_title = set(titled)  # titles count, however old
    others = [number for number in numbers if number not in in_title]
    return _Found((*titled, *others[: most - len(titled)]), tuple(titled), more=True)


def _entries(numbers: Sequence[int]) -> tuple[Entry, ...]:
    rows = Entry.objects.only("id", "source", "kind", "day").in_bulk(list(numbers))
    return tuple(rows[number] for number in numbers if number in rows)


def _count(numbers: Sequence[int]) -> Counter[str]:
    rows = Entry.objects.filter(id__in=list(numbers)).values_list("facets", flat=True)
    return Counter(mark for facets in rows for mark in facets.split())


def _choices(counted: Counter[str], begin: str) -> tuple[Choice, ...]:
    found = [Choice(mark, count) for mark, count in counted.most_common() if mark.startswith(begin)]
    return tuple(found[:MOST_CHOICES])


def _years(numbers: Sequence[int]) -> tuple[Choice, ...]:
    years = Counter(day.year for day in map(day_of, numbers) if day)
    return tuple(Choice(f"y={year}", years[year]) for year in sorted(years, reverse=True))[:MOST_CHOICES]
