"""Documents: what was written, with what was read from it marked."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from luodi_portal.knowledge.convert import fact_of, span_of
from luodi_portal.knowledge.models import Document
from luodi_portal.web.forms import DocumentFilter
from luodi_portal.web.marking import Mark, segments
from luodi_portal.web.views.listing import list_response


def document_list(request: HttpRequest) -> HttpResponse:
    """List documents, newest first."""
    form = DocumentFilter(request.GET)
    rows = Document.objects.defer("text").annotate(
        n_facts=Count("facts", distinct=True), n_fields=Count("fields", distinct=True)
    )
    return list_response(request, "web/documents.html", form, _found(rows, form))


def _found(rows: QuerySet[Any], form: DocumentFilter) -> QuerySet[Any]:
    if not form.is_valid():
        return rows
    for word in form.cleaned_data["q"].split():
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    kind = form.cleaned_data["type"]
    return rows.filter(type=kind) if kind else rows


def document_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a document: its text with the marks, and the facts or fields beside it."""
    document = get_object_or_404(Document.objects.prefetch_related("facts", "fields", "sites"), slug=slug)
    facts = [(row, fact_of(row)) for row in document.facts.all()]
    fields = list(document.fields.all())
    marks = [Mark(span_of(row), f"f-{row.id}", row.kind) for row, _ in facts]
    marks += [Mark(span_of(row), f"f-{row.name}", "field") for row in fields]
    context = {
        "document": document,
        "title": segments(document.title, marks, "title"),
        "text": segments(document.text, marks, "text"),
        "facts": facts,
        "fields": fields,
    }
    return render(request, "web/document.html", context)
