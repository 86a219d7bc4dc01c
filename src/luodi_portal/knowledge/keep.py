"""Keep what was read. A document is its content: the same again, from wherever, joins it as one more source."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from luodi import __version__, facts
from luodi.core.errors import LuodiError, Problem
from luodi.core.fields import to_plain
from luodi.core.text import Text
from luodi.facts import Span
from luodi_portal.knowledge.entities.resolve import Claim, resolve_facts
from luodi_portal.knowledge.models import Document, DocumentSource, Fact, FieldReading, Review
from luodi_portal.knowledge.reposts import join_reposts
from luodi_portal.knowledge.signals import documents_kept
from luodi_portal.knowledge.write import upsert

_NUL = (
    Text("含有空字符（U+0000）", "holds a NUL character (U+0000)"),
    Text("文件可能已损坏，请另存后再读", "the file may be damaged: save it anew and read that"),
)
READER = f"luodi {__version__}"
PERSON = "person"
"""The reader of a fact that a person added."""
_SAID_BY_SOURCE = ("url", "source", "author", "published")


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of keeping a reading: the document, whether it was new, whether its source was."""

    document: Document
    new: bool
    new_source: bool


def keep_reading(reading: facts.Reading) -> Kept:
    """Keep one document: :func:`keep_readings`."""
    return keep_readings([reading])[0]


def keep_readings(readings: Sequence[facts.Reading]) -> list[Kept]:
    """Keep documents and exactly what these readings say of them, in one transaction; several with one content are one.

    A fact that is there already keeps its row; one that the reader no longer finds goes, but for those that a person added. A document that is nearly another
    one joins it as a repost. Raises :class:`LuodiError` for a text that no database holds.
    """
    by_hash: dict[str, facts.Reading] = {}
    for reading in readings:
        refuse_unkeepable(reading.document)
        by_hash.setdefault(reading.document.hash, reading)  # of several, the first counts
    with transaction.atomic():
        documents, new = _keep_documents(by_hash)
        sources = _keep_sources(
            documents, [(reading.document.hash, reading.document) for reading in readings]
        )
        new_rows = [documents[hash_] for hash_ in by_hash if hash_ in new]
        join_reposts(new_rows)
        _keep_facts(documents, by_hash, new)
        _keep_fields(documents, by_hash, new)
        documents_kept.send(Document, documents=list(documents.values()), new=new_rows)
    return [_kept(reading.document, documents, new, sources) for reading in readings]


def refuse_unkeepable(document: facts.Document) -> None:
    """Raise :class:`LuodiError` for a text that no database holds."""
    said = (document.title, document.text, document.url, document.source, document.author)
    if any(part and "\0" in part for part in said):
        raise LuodiError(Problem(document.id, *_NUL))


def source_key(document: facts.Document) -> str:
    """Give what tells a document's source from others: its address, else who wrote when."""
    said = document.url or "\n".join(
        (document.source or "", document.author or "", str(_day(document.published) or ""))
    )
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _kept(
    said: facts.Document, documents: Mapping[str, Document], new: set[str], sources: set[tuple[str, str]]
) -> Kept:
    """Say what came of a reading; of several with one content, the first is the new one."""
    is_new_source = (said.hash, source_key(said)) in sources
    sources.discard((said.hash, source_key(said)))
    is_new = said.hash in new
    new.discard(said.hash)
    return Kept(documents[said.hash], is_new, is_new_source)


def _keep_documents(by_hash: Mapping[str, facts.Reading]) -> tuple[dict[str, Document], set[str]]:
    """Make the documents that are new, in the order of their hashes, so that two workers can't wait for each other."""
    there = set(Document.objects.filter(hash__in=list(by_hash)).values_list("hash", flat=True))
    new = sorted(set(by_hash) - there)
    Document.objects.bulk_create([_document(by_hash[hash_]) for hash_ in new], ignore_conflicts=True)
    rows = Document.objects.select_for_update().filter(hash__in=list(by_hash)).order_by("hash")
    documents = {row.hash: row for row in rows}
    changed = [row for row in documents.values() if row.hash in there and _reread(row, by_hash[row.hash])]
    Document.objects.bulk_update(changed, ["type", "reader"])
    return documents, set(new)


def _document(reading: facts.Reading) -> Document:
    said = reading.document
    return Document(
        hash=said.hash,
        slug=said.hash[:16],
        name=said.id[:500],
        title=said.title,
        text=said.text,
        type=reading.type,
        breadcrumb=list(said.breadcrumb),
        reader=READER,
        **_of_source(said),
    )


def _of_source(said: facts.Document) -> dict[str, Any]:
    """Give what a source says beside the content."""
    return {
        "url": said.url or "",
        "source": said.source or "",
        "author": said.author or "",
        "published": _day(said.published),
    }


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published or "")
    except ValueError:  # known to the month or the year only
        return None


def _reread(row: Document, reading: facts.Reading) -> bool:
    """Take what this reading says of the document as a whole, and tell whether that changed it."""
    before = row.type, row.reader
    row.type, row.reader = reading.type, READER
    return before != (row.type, row.reader)


def _keep_sources(
    documents: Mapping[str, Document], said: Sequence[tuple[str, facts.Document]]
) -> set[tuple[str, str]]:
    """Keep every place where a content was found; give those that are new, as (hash, key).

    A source that is there already learns what was not known of it (a better reader found the author), and tells its
    document so where it is the first.
    """
    found = {(hash_, source_key(document)): document for hash_, document in said}
    rows = DocumentSource.objects.filter(document__in=documents.values()).order_by("pk")
    there: dict[tuple[int, str], DocumentSource] = {(row.document_id, row.key): row for row in rows}
    new = {at for at in found if (documents[at[0]].pk, at[1]) not in there}
    made = [
        DocumentSource(document=documents[hash_], key=key, **_of_source(document))
        for (hash_, key), document in found.items()
        if (hash_, key) in new
    ]
    DocumentSource.objects.bulk_create(made, ignore_conflicts=True)
    firsts = {row.document_id: row.pk for row in reversed(there.values())}
    for at in set(found) - new:
        row = there[documents[at[0]].pk, at[1]]
        if _learn(row, found[at]) and firsts[row.document_id] == row.pk:
            _learn(documents[at[0]], found[at])
    return new


def _learn(row: DocumentSource | Document, said: facts.Document) -> bool:
    """Fill in what a source did not say so far; what it said stays."""
    given = _of_source(said)
    learnt = [name for name in _SAID_BY_SOURCE if given[name] and not getattr(row, name)]
    for name in learnt:
        setattr(row, name, given[name])
    if learnt:
        row.save(update_fields=learnt)
    return bool(learnt)


def _keep_facts(
    documents: Mapping[str, Document], readings: Mapping[str, facts.Reading], new: set[str]
) -> None:
    claims = {
        claim.id: claim
        for hash_, reading in readings.items()
        for claim in (Claim.of(documents[hash_], fact) for fact in reading.facts)
    }
    known = [documents[h] for h in readings if h not in new]
    if known:
        lost_facts(known, claims).delete()
    there = [documents[h] for h in new if h in documents]
    upsert(Fact, fact_values(list(claims.values()), new=there), "id")


def lost_facts(documents: Sequence[Document], still: Iterable[str]) -> QuerySet[Fact]:
    """Give the facts of documents that a reading which says ``still`` (their ids) no longer finds; a person's stay."""
    live = Review.objects.filter(document=OuterRef("document"), fact=OuterRef("pk"), undone=False)
    added = Q(Exists(live.filter(verdict="add")))
    return Fact.objects.filter(document__in=documents).exclude(
        Q(id__in=list(still)) | Q(reader=PERSON) | added
    )


def _keep_fields(
    documents: Mapping[str, Document], readings: Mapping[str, facts.Reading], new: set[str]
) -> None:
    rows = {
        (hash_, field.name): _field(documents[hash_], field)
        for hash_, reading in readings.items()
        for field in reading.fields
    }
    for hash_ in readings:
        if hash_ not in new:
            names = [name for of, name in rows if of == hash_]
            FieldReading.objects.filter(document=documents[hash_]).exclude(name__in=names).delete()
    upsert(FieldReading, list(rows.values()), "document_id", "name")


def fact_values(
    claims: Sequence[Claim], reader: str = READER, new: Iterable[Document] = ()
) -> list[dict[str, Any]]:
    """Give the columns of facts with the entities that they name; ``new`` is that of :func:`resolve_facts`."""
    resolved = resolve_facts(claims, new)
    return [_fact(claim, reader) | to for claim, to in zip(claims, resolved, strict=True)]


def _fact(claim: Claim, reader: str) -> dict[str, Any]:
    fact = claim.fact
    return {
        "id": claim.id,
        "document_id": claim.document.pk,
        "kind": fact.kind,
        "subject": fact.subject,
        "value": fact.value,
        "unit": fact.unit or "",
        "object": fact.object or "",
        "approx": fact.approx,
        "date": fact.date or "",
        "period": fact.period or "",
        "expected": fact.expected,
        "inferred": fact.inferred,
        "previous": fact.previous,
        "investors": fact.investors,
        "text": fact.text or "",
        "readers": fact.readers,
        **_span(fact.span, fact.rule, reader),
    }


def _field(document: Document, field: facts.FieldReading) -> dict[str, Any]:
    said = {"document_id": document.pk, "name": field.name, "value": to_plain(field.value)}
    return said | _span(field.span, field.rule, READER)


def _span(span: Span, rule: str, reader: str) -> dict[str, Any]:
    whole: dict[str, Any] = {"start": span.start, "end": span.end, "quote": span.quote, "part": span.part}
    return whole | {"rule": rule[:100], "reader": reader}
