"""Documents: what was written, with what was read from it marked."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from luodi.reading.show import marked_text
from luodi.reading.wording import Mark, Part, list_marks
from luodi_portal.editorial.shown import body_html
from luodi_portal.inventory.models import Park
from luodi_portal.knowledge.convert import reading_of
from luodi_portal.knowledge.models import Document, Fact, FieldReading
from luodi_portal.knowledge.reposts import copies_of, differences
from luodi_portal.knowledge.review.decide import said_of
from luodi_portal.news.beside import neighbours, related, sections_of
from luodi_portal.search.lists import with_words
from luodi_portal.web.forms import DocumentFilter
from luodi_portal.web.language import current
from luodi_portal.web.views.listing import list_response

MOST_PARKS = 6


def visible_documents(request: HttpRequest) -> QuerySet[Document]:
    """Give the documents that may be seen: what firms ask for is for officers."""
    rows = Document.objects.all()
    return rows if request.user.has_perm("desk.view_requirement") else rows.exclude(type="requirement")


def document_list(request: HttpRequest) -> HttpResponse:
    """List documents, newest first."""
    form = DocumentFilter(request.GET)
    rows = _found(visible_documents(request), form)
    counts = {"n_facts": Count("facts", distinct=True), "n_fields": Count("fields", distinct=True)}
    return list_response(
        request, "web/documents.html", form, rows, Document.objects.defer("text").annotate(**counts)
    )


def _found(rows: QuerySet[Any], form: DocumentFilter) -> QuerySet[Any]:
    if not form.is_valid():
        return rows
    rows = with_words(rows, form.cleaned_data["q"], "news", "listing", "requirement")
    kind = form.cleaned_data["type"]
    return rows.filter(type=kind) if kind else rows


def document_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a document: its text with the marks, and the facts or fields beside it."""
    found = visible_documents(request).prefetch_related("facts", "fields", "sites", "sources")
    if now := Document.objects.filter(staff_article__former_addresses__slug=slug).first():
        return redirect(now, permanent=True)
    document = get_object_or_404(found.select_related("article", "reach", "staff_article"), slug=slug)
    said = said_of(document.facts.all())
    marks = list_marks(replace(reading_of(document), facts=tuple(each.fact for each in said)), current())
    words = {each.row.pk: each.review.verdict for each in said if each.review}
    rows: list[Fact | FieldReading] = [*(each.row for each in said), *document.fields.all()]
    rows.sort(key=_in_text)
    anchors = {mark.number: row.anchor for mark, row in zip(marks, rows, strict=True)}
    copies = copies_of(document)
    context: dict[str, Any] = {
        "document": document,
        "title": marked_text(document.title, marks, "title"),
        "text": marked_text(document.text, marks),
        "anchors": anchors,
        "body": _own_body(document, marks, anchors),
        "said": [
            (row, mark, _besides_subject(row, mark), words.get(str(row.pk), ""))
            for row, mark in zip(rows, marks, strict=True)
        ],
        "parks": parks_named(document),
        "copies": copies,
        "differences": differences([document, *copies]) if copies else (),
        "contact": settings.CONTACT,
    }
    if document.type == "news":
        context |= {
            "related": related(document),
            "neighbours": neighbours(document),
            "sections": sections_of(document, context["parks"]),
        }
    return render(request, "web/document.html", context)


def _own_body(document: Document, marks: list[Mark], anchors: dict[int, str]) -> str:
    """Give the laid out text of an article of ours, with the marks; "" for what others wrote."""
    article = getattr(document, "staff_article", None)
    in_text = [mark for mark in marks if mark.span.part == "text"]
    return body_html(article.public_body, in_text, anchors) if article else ""


def _in_text(row: Fact | FieldReading) -> tuple[bool, int, int]:
    """Sort as :func:`list_marks` does: the title first, then as the text goes."""
    return row.part == "text", row.start, row.end


def _besides_subject(row: Fact | FieldReading, mark: Mark) -> tuple[Part, ...]:
    return mark.parts[1:] if isinstance(row, Fact) else mark.parts


def parks_named(document: Document) -> list[Park]:
    """Find the parks whose full name stands in the document."""
    whole = f"{document.title}\n{document.text}"
    return [park for park in Park.objects.only("id", "name") if park.name and park.name in whole][:MOST_PARKS]
