"""Documents: what was written, with what was read from it marked."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from luodi.reading.show import marked_text
from luodi.reading.wording import list_marks
from luodi_portal.inventory.models import Park
from luodi_portal.knowledge.convert import fact_of, reading_of
from luodi_portal.knowledge.models import Document
from luodi_portal.web.forms import DocumentFilter
from luodi_portal.web.language import current
from luodi_portal.web.views.listing import list_response

MOST_PARKS = 6


def document_list(request: HttpRequest) -> HttpResponse:
    """List documents, newest first."""
    form = DocumentFilter(request.GET)
    rows = (
        Document.objects.defer("text")
        .annotate(n_facts=Count("facts", distinct=True), n_fields=Count("fields", distinct=True))
        .order_by(*(Document._meta.ordering or ()))  # counting drops the model's own order
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
    marks = list_marks(reading_of(document), current())
    facts, fields = list(document.facts.all()), list(document.fields.all())
    anchors = [f"f-{fact.id}" for fact in facts] + [f"f-{field.name}" for field in fields]
    context = {
        "document": document,
        "title": marked_text(document.title, marks, "title"),
        "text": marked_text(document.text, marks),
        "anchors": dict(enumerate(anchors, 1)),
        "facts": [(fact, fact_of(fact)) for fact in facts],
        "fields": list(zip(fields, marks, strict=True)) if fields else [],
        "parks": parks_named(document),
    }
    return render(request, "web/document.html", context)


def parks_named(document: Document) -> list[Park]:
    """Find the parks whose full name stands in the document."""
    whole = f"{document.title}\n{document.text}"
    return [park for park in Park.objects.only("id", "name") if park.name and park.name in whole][:MOST_PARKS]
