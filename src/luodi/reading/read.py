"""One document → what it says: tells its type and hands it to that type's reader."""

from collections.abc import Iterable
from dataclasses import replace

from luodi.facts import Document, Reading, Span
from luodi.reading.classify import classify_document
from luodi.reading.layout import find_published


def read_document(document: Document) -> Reading:
    """Read a document. A type that it has stands, else its wording tells it.

    A document without a day of publication takes the one in its text's byline, where there is one.
    """
    if document.published is None:
        document = replace(document, published=find_published(document.text))
    match classify_document(document):
        case "news":
            from luodi.reading.news import read_news

            facts = read_news(document)
            _check_spans(document, (fact.span for fact in facts))
            return Reading(document, "news", facts=facts)
        case "listing":
            from luodi.reading.listing import read_listing

            fields = read_listing(document)
            _check_spans(document, (field.span for field in fields))
            return Reading(document, "listing", fields=fields)
        case "requirement":
            from luodi.reading.requirement import read_requirement

            fields = read_requirement(document)
            _check_spans(document, (field.span for field in fields))
            return Reading(document, "requirement", fields=fields)


def _check_spans(document: Document, spans: Iterable[Span]) -> None:
    """Hold every reader to the invariant: the quote stands where the span says."""
    for span in spans:
        found = document.whole(span.part)[span.start : span.end]
        assert found == span.quote, f"{document.id}: {span} is not in the {span.part}"
