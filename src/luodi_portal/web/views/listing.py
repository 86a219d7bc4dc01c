"""What all lists share: a filter from the address, and pages."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luodi_portal.web.forms import ListFilter

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, and the query (without its page number) that asked for it."""

    page: Page[Any]
    query: str


def listed(request: HttpRequest, rows: QuerySet[Any], number: int | None) -> Listed:
    """Cut the page ``number`` (the first where None; the last where there are fewer) out of ``rows``."""
    query = request.GET.copy()
    query.pop("page", None)
    return Listed(Paginator(rows, PER_PAGE).get_page(number or 1), query.urlencode())


def list_response(
    request: HttpRequest, template: str, form: ListFilter, rows: QuerySet[Any], **more: Any
) -> HttpResponse:
    """Render a list; a filter that can't be used lists nothing and answers 400."""
    good = form.is_valid()
    cut = listed(request, rows if good else rows.none(), form.cleaned_data.get("page") if good else None)
    context = {"form": form, "page": cut.page, "query": cut.query, "good": good, **more}
    return render(request, template, context, status=200 if good else 400)
