"""Keep what was read. A document is its content: the same again, from wherever, adds nothing and loses nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from luodi import __version__, facts
from luodi.core.errors import LuodiError, Problem
from luodi.core.fields import to_plain
from luodi.core.text import Text
from luodi.facts import Span
from luodi_portal.knowledge.models import Document, Fact, FieldReading

Row = TypeVar("Row", Fact, FieldReading)
_NUL = (
    Text("含有空字符（U+0000）", "holds a NUL character (U+0000)"),
    Text("文件可能已损坏，请另存后再读", "the file may be damaged: save it anew and read that"),
)
READER = f"luodi {__version__}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of keeping a reading: the document, and whether it was new."""

    document: Document
    new: bool


def keep_reading(reading: facts.Reading) -> Kept:
    """Keep the document and exactly what this reading says of it; all or nothing.

    A fact that is there already keeps its row; one that the reader no longer finds goes. Raises
    :class:`LuodiError` for a text that no database holds.
    """
    if "\0" in reading.document.title + reading.document.text:
        raise LuodiError(Problem(reading.document.id, *_NUL))
    with transaction.atomic():
        document, new = _keep_document(reading)
        _keep_facts(document, reading)
        _keep_fields(document, reading)
    return Kept(document, new)


def _keep_document(reading: facts.Reading) -> tuple[Document, bool]:
    said = reading.document
    known = {
        "type": reading.type,
        "url": said.url or "",
        "source": said.source or "",
        "author": said.author or "",
        "published": _day(said.published),
        "breadcrumb": list(said.breadcrumb),
    }
    content = {"slug": said.hash[:16], "name": said.id[:500], "title": said.title, "text": said.text}
    document, new = Document.objects.get_or_create(hash=said.hash, defaults=known | content)
    changed = [] if new else [n for n, value in known.items() if value and getattr(document, n) != value]
    if changed:
        for name in changed:
            setattr(document, name, known[name])
        document.save(update_fields=changed)
    return document, new


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published or "")
    except ValueError:  # known to the month or the year only
        return None


def _keep_facts(document: Document, reading: facts.Reading) -> None:
    rows = {row.id: row for row in (_fact(document, fact) for fact in reading.facts)}
    document.facts.exclude(id__in=list(rows)).delete()
    _write(Fact, list(rows.values()), "id")


def _keep_fields(document: Document, reading: facts.Reading) -> None:
    rows = {field.name: _field(document, field) for field in reading.fields}
    document.fields.exclude(name__in=list(rows)).delete()
    _write(FieldReading, list(rows.values()), "document", "name")


def _write(model: type[Row], rows: list[Row], *unique: str) -> None:
    fields = [f.name for f in model._meta.concrete_fields if not f.primary_key and f.name not in unique]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=list(unique), update_fields=fields
    )


def _span(span: Span, rule: str) -> dict[str, Any]:
    whole: dict[str, Any] = {"start": span.start, "end": span.end, "quote": span.quote, "part": span.part}
    return whole | {"rule": rule[:100], "reader": READER}


def _fact(document: Document, fact: facts.Fact) -> Fact:
    return Fact(
        id=fact.id(document.hash),
        document=document,
        kind=fact.kind,
        subject=fact.subject,
        value=fact.value,
        unit=fact.unit or "",
        object=fact.object or "",
        approx=fact.approx,
        date=fact.date or "",
        period=fact.period or "",
        expected=fact.expected,
        inferred=fact.inferred,
        previous=fact.previous,
        investors=list(fact.investors),
        text=fact.text or "",
        **_span(fact.span, fact.rule),
    )


def _field(document: Document, field: facts.FieldReading) -> FieldReading:
    return FieldReading(
        document=document, name=field.name, value=to_plain(field.value), **_span(field.span, field.rule)
    )
