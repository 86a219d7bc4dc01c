"""What one document says, as one reader read it."""

from dataclasses import dataclass
from typing import Any

from luodi.core.fields import Value, to_plain
from luodi.core.record import record
from luodi.facts.document import Document, DocumentType, Span
from luodi.facts.fact import Fact


@record
class FieldReading:
    """One field of a listing or a requirement: its name, its value in the field's unit, where it stands.

    ``value`` is a value of :mod:`luodi.core.fields`; a single choice and a list of one are both a tuple of one.
    ``readers`` says who read it (rules, model) where more than one was asked.
    """

    name: str
    value: Value
    span: Span
    rule: str = ""
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The document with what was read from it: ``facts`` of news, ``fields`` of a listing or a requirement."""

    document: Document
    type: DocumentType
    facts: tuple[Fact, ...] = ()
    fields: tuple[FieldReading, ...] = ()

    def values(self) -> dict[str, Value]:
        """Give the fields as name → value."""
        return {field.name: field.value for field in self.fields}

    def to_json(self) -> dict[str, Any]:
        """Give the reading as ``luodi read`` writes it: facts, or the object named after the type with its sources."""
        doc = self.document
        head: dict[str, Any] = {
            "id": doc.id,
            "type": self.type,
            "published": doc.published,
            "title": doc.title,
        }
        more = {
            "url": doc.url,
            "source": doc.source,
            "author": doc.author,
            "breadcrumb": list(doc.breadcrumb),
        }
        head |= {name: value for name, value in more.items() if value}
        head["text"] = doc.text
        if self.type == "news":
            return head | {"facts": [fact.to_json() for fact in self.facts]}
        return head | {
            self.type: {field.name: to_plain(field.value) for field in self.fields},
            "sources": {field.name: _source(field) for field in self.fields},
        }


def _source(field: FieldReading) -> dict[str, Any]:
    span = field.span
    source: dict[str, Any] = {"quote": span.quote, "start": span.start, "end": span.end}
    if span.part != "text":
        source["in"] = span.part
    return source | {"readers": list(field.readers)} if field.readers else source
