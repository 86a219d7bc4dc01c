"""Reposts with another wording: found when a document comes in, shown with the figures that differ."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count

from luodi.reading.reposts import Reported, differing_figures, find_reposts
from luodi.reading.reposts.similarity import are_reposts
from luodi.reading.reposts.sketch import LENGTH, NONE, SHINGLES, Hashes, sketch_text
from luodi_portal.knowledge.convert import document_of, reading_of
from luodi_portal.knowledge.models import Document, Shingle, Sketch
from luodi_portal.knowledge.write import insert, update

INDEXED = 20
"""Hashes of a sketch by which others find it; two in common make a pair worth comparing."""
COMMONEST = 300
"""A hash that stands in more documents than this is a trade's set phrase."""
MOST_COPIES = 30
"""Copies whose figures are compared on a page."""


def join_reposts(documents: Sequence[Document]) -> None:
    """Sketch new documents, and let each that is nearly an earlier one join it, in the caller's transaction.

    Only the first of an article's documents is found by later ones: its copies are like it.
    """
    rows = {document.pk: sketch_text(document.text) for document in documents}
    Sketch.objects.bulk_create(
        [Sketch(document_id=pk, row=row.tobytes()) for pk, row in rows.items()], ignore_conflicts=True
    )
    candidates = _candidates(rows)
    known = rows | _sketches({pk for found in candidates.values() for pk in found} - set(rows))
    alike = _alike(known, candidates)
    firsts: dict[int, Hashes] = {}
    joined: list[Document] = []
    for document in documents:
        earlier = (pk for pk in alike[document.pk] if pk not in rows or pk in firsts)
        if first := next(earlier, None):
            document.article_id = first
            joined.append(document)
        else:
            firsts[document.pk] = rows[document.pk]
    update(Document, [{"id": document.pk, "article_id": document.article_id} for document in joined])
    _index(firsts)


def copies_of(document: Document) -> list[Document]:
    """Give the other documents that are the same article, the first first."""
    first = document.article_id or document.pk
    rows = Document.objects.filter(pk=first) | Document.objects.filter(article=first)
    return list(
        rows.exclude(pk=document.pk)
        .prefetch_related("sources", "facts", "fields")
        .order_by("pk")[:MOST_COPIES]
    )


@dataclass(frozen=True, slots=True)
class Report:
    """One way in which copies of an article give a figure: in which words, and which copies."""

    quote: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that the copies of an article give differently, the commonest way first; ``name`` is its kind or field."""

    name: str
    subject: str | None
    reports: tuple[Report, ...]


def differences(documents: Iterable[Document]) -> tuple[Difference, ...]:
    """Compare the figures of the copies of one article."""
    rows = {row.hash: row for row in documents}
    groups = find_reposts(document_of(row) for row in rows.values())
    readings = [reading_of(row) for row in rows.values()]
    return tuple(
        Difference(figure.name, figure.subject, tuple(_report(each, rows) for each in figure.reported))
        for group in groups
        for figure in differing_figures(group, readings)
    )


def _report(reported: Reported, rows: Mapping[str, Document]) -> Report:
    return Report(reported.item.span.quote, tuple(rows[hash_] for hash_ in reported.documents))


def _hashes(row: Hashes) -> list[int]:
    return [int(hash_) for hash_ in row[SHINGLES][:INDEXED] if hash_ != NONE]


def _candidates(rows: dict[int, Hashes]) -> dict[int, list[int]]:
    """Give for each document those with two hashes in common, or both of one or two: earlier ones, and those beside it."""
    hashes = {pk: _hashes(row) for pk, row in rows.items()}
    holders: dict[int, list[int]] = {}
    for hash_, pk in _holders({hash_ for some in hashes.values() for hash_ in some}):
        holders.setdefault(hash_, []).append(pk)
    for pk, some in hashes.items():
        for hash_ in some:
            holders.setdefault(hash_, []).append(pk)
    return {pk: _with_two(pk, some, holders) for pk, some in hashes.items()}


def _with_two(pk: int, hashes: Sequence[int], holders: dict[int, list[int]]) -> list[int]:
    common = Counter(other for hash_ in hashes for other in holders[hash_] if other != pk)
    least = min(2, len(hashes))
    return sorted(other for other, count in common.items() if count >= least)


def _holders(hashes: set[int]) -> Iterable[tuple[int, int]]:
    found = Shingle.objects.filter(hash__in=hashes)
    rare = found.values("hash").annotate(n=Count("pk")).filter(n__lte=COMMONEST).values("hash")
    return found.filter(hash__in=rare).values_list("hash", "document_id")


def _sketches(pks: set[int]) -> dict[int, Hashes]:
    rows = Sketch.objects.filter(pk__in=pks).values_list("pk", "row")
    return {pk: np.frombuffer(row, np.uint32, LENGTH) for pk, row in rows}


def _alike(known: dict[int, Hashes], candidates: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """Give for each document those of its candidates that are one article with it; all pairs are compared at once."""
    numbers = {pk: number for number, pk in enumerate(known)}
    pairs = [(pk, other) for pk, others in candidates.items() for other in others if other in known]
    alike: dict[int, list[int]] = {pk: [] for pk in candidates}
    if pairs:
        left, right = (np.array([numbers[pk] for pk in side]) for side in zip(*pairs, strict=True))
        for at in np.flatnonzero(are_reposts(np.stack(list(known.values())), left, right)):
            pk, other = pairs[at]
            alike[pk].append(other)
    return alike


def _index(rows: Mapping[int, Hashes]) -> None:
    insert(
        Shingle, [{"hash": hash_, "document_id": pk} for pk, row in rows.items() for hash_ in _hashes(row)]
    )
