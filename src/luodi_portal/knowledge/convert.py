"""The border between what is kept and what luodi knows: rows → dataclasses."""

from luodi import facts
from luodi.core.fields import from_plain
from luodi.facts import Approx, DocumentType, Span
from luodi_portal.knowledge.models import Document, Fact, FieldReading, Spanned


def document_of(row: Document) -> facts.Document:
    """Give the document as luodi knows it; its id is the content's hash."""
    return facts.Document(
        id=row.hash,
        text=row.text,
        title=row.title,
        type=_type(row.type),
        published=row.published.isoformat() if row.published else None,
        url=row.url or None,
        source=row.source or None,
        author=row.author or None,
        breadcrumb=tuple(row.breadcrumb),
    )


def fact_of(row: Fact) -> facts.Fact:
    """Give the fact as luodi knows it."""
    return facts.Fact(
        kind=row.kind,
        subject=row.subject,
        span=span_of(row),
        value=row.value,
        unit=row.unit or None,
        object=row.object or None,
        approx=_APPROX[row.approx],
        date=row.date or None,
        period=row.period or None,
        expected=row.expected,
        previous=row.previous,
        investors=tuple(row.investors),
        text=row.text or None,
        inferred=row.inferred,
        rule=row.rule,
        readers=tuple(row.readers),
    )


def span_of(row: Spanned) -> Span:
    """Give the span."""
    return Span(row.start, row.end, row.quote, "title" if row.part == "title" else "text")


def reading_of(row: Document) -> facts.Reading:
    """Give the document with all that is kept of it."""
    return facts.Reading(
        document_of(row),
        _type(row.type),
        tuple(fact_of(fact) for fact in row.facts.all()),
        tuple(_field_of(field) for field in row.fields.all()),
    )


def _field_of(row: FieldReading) -> facts.FieldReading:
    return facts.FieldReading(row.name, from_plain(row.value), span_of(row), row.rule)


_TYPES: dict[str, DocumentType] = {"news": "news", "listing": "listing", "requirement": "requirement"}
_APPROX: dict[str, Approx] = {
    "exact": "exact", "about": "about", "at_least": "at_least", "at_most": "at_most",
}  # fmt: skip


def _type(name: str) -> DocumentType:
    return _TYPES[name]
