"""What all lists share: a filter from the address, and pages."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luodi_portal.web.forms import ListFilter

PER_PAGE = 20


def list_response(
    request: HttpRequest,
    template: str,
    form: ListFilter,
    rows: QuerySet[Any],
    whole: QuerySet[Any] | None = None,
    **more: Any,
) -> HttpResponse:
    """Render one page of a list (the last where there are fewer); a filter that can't be used answers 400, with none.

    ``rows`` says which rows in what order, ``whole`` what is shown of each (counts, rows beside it): it is asked of those
    on the page alone. ``query`` is what asked for the list, without its page number: the links to other pages add their own.
    """
    good = form.is_valid()
    number = form.cleaned_data.get("page") if good else None
    page = Paginator(rows.values_list("pk", flat=True) if good else rows.none(), PER_PAGE).get_page(
        number or 1
    )
    page.object_list = _whole(rows if whole is None else whole, list(page.object_list))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page": page, "query": query.urlencode(), "good": good, **more}
    return render(request, template, context, status=200 if good else 400)


def _whole(rows: QuerySet[Any], keys: list[Any]) -> list[Any]:
    """Give the rows of these keys in their order: a database sorts keys much sooner than whole rows."""
    found = {row.pk: row for row in rows.filter(pk__in=keys)} if keys else {}
    return [found[key] for key in keys if key in found]
