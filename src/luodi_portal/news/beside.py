"""What stands beside an article: others that name the same, the one before and the one after.

Two articles are related by the names that both hold: what few articles name counts most (the logarithm of how rare it
is). Names are those of the article's facts; where it has none, runs of its title stand in for them.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache

from luodi_portal.inventory.models import Park
from luodi_portal.knowledge.models import Document, Fact
from luodi_portal.news.sections import Section, find_section, named
from luodi_portal.search.index import Wanted, match
from luodi_portal.search.models import Entry
from luodi_portal.search.query import Query, phrase_query
from luodi_portal.search.tokens import fold, is_chinese, runs

MOST = 5
MOST_NAMES = 10
MOST_HITS = 100
RUN = 4
MINUTES = 10
_LEADING = ("located_in", "signed", "chain_leader")
"""Kinds of facts whose object is the name of a thing."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The articles before and after by day; None at either end."""

    older: Document | None
    newer: Document | None


def related(document: Document) -> list[Document]:
    """Give the articles that are most about the same, the most first; remembered for some minutes."""
    keys = cache.get_or_set(f"related:{document.pk}", lambda: _related(document), MINUTES * 60)
    rows = Document.objects.defer("text").in_bulk(keys or [])
    return [rows[key] for key in keys or [] if key in rows]


def _related(document: Document) -> list[int]:
    points: dict[int, float] = defaultdict(float)
    total = max(2, Entry.objects.filter(kind="news").count())
    for query in _queries(document):
        found = match(Wanted("news", query), MOST_HITS)
        weight = math.log(total / max(1, len(found)))
        for number in found:
            points[number] += weight
    best = sorted((number for number in points if points[number] > 0), key=lambda n: (-points[n], -n))
    rows = dict(Entry.objects.filter(id__in=best[: MOST * 4]).values_list("id", "source"))
    keys = [int(rows[number].partition(":")[2]) for number in best[: MOST * 4] if number in rows]
    same = _same_article(document)
    return [key for key in keys if key not in same][:MOST]


def _queries(document: Document) -> list[Query]:
    names = _names(document.facts.all())
    if names:
        return [named(name) for name in names]
    return [phrase_query(piece) for piece in _pieces(document.title)]


def _names(facts: Iterable[Fact]) -> list[str]:
    """Give the names that facts are about or lead to, those named most often first."""
    said = Counter(name for fact in facts for name in (fact.subject, *_object(fact)) if len(name) >= RUN)
    return [name for name, _ in said.most_common(MOST_NAMES)]


def _object(fact: Fact) -> tuple[str, ...]:
    return (fact.object,) if fact.kind in _LEADING and fact.object else ()


def _pieces(title: str) -> list[str]:
    chinese = [run for run in runs(fold(title)) if is_chinese(run)]
    pieces = [run[at : at + RUN] for run in chinese for at in range(0, max(1, len(run) - RUN + 1), 2)]
    return [piece for piece in pieces if len(piece) == RUN][:MOST_NAMES]


def _same_article(document: Document) -> set[int]:
    """Give the keys of the document and of its copies in other words."""
    first = document.article_id or document.pk
    copies = Document.objects.filter(article=first).values_list("pk", flat=True)
    return {document.pk, first, *copies}


def sections_of(document: Document, parks: Iterable[Park]) -> list[Section]:
    """Give the lists that an article is in: of the parks that it names, of its places, of its industries."""
    entry = Entry.objects.only("facets").filter(source=f"document:{document.pk}").first()
    marks = entry.facets.split() if entry else []
    found = [find_section("park", park.pk) for park in parks]
    for by, begin in (("place", "p="), ("industry", "d=")):
        found += [find_section(by, mark.removeprefix(begin)) for mark in marks if mark.startswith(begin)]
    return [section for section in found if section is not None]


def neighbours(document: Document) -> Neighbours:
    """Find the articles before and after, by day."""
    entry = Entry.objects.filter(source=f"document:{document.pk}").first()
    if entry is None:
        return Neighbours(None, None)
    same = Entry.objects.filter(kind=entry.kind).only("source")
    older = same.filter(id__lt=entry.id).order_by("-id").first()
    newer = same.filter(id__gt=entry.id).order_by("id").first()
    return Neighbours(_document(older), _document(newer))


def _document(entry: Entry | None) -> Document | None:
    return Document.objects.defer("text").filter(pk=entry.key).first() if entry else None
