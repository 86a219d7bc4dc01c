"""Parks: figures with their sources, sites, admission terms as sentences."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from luodi.reading.wording import describe_fact
from luodi_portal.inventory.convert import park_of
from luodi_portal.inventory.models import Park
from luodi_portal.inventory.search import find_parks
from luodi_portal.knowledge.about import facts_about
from luodi_portal.knowledge.convert import fact_of
from luodi_portal.web.forms import ParkFilter
from luodi_portal.web.language import current
from luodi_portal.web.views.listing import list_response
from luodi_portal.web.wording import term_sentences

MOST_FACTS = 100


def park_list(request: HttpRequest) -> HttpResponse:
    """List parks."""
    form = ParkFilter(request.GET)
    found = find_parks(form.cleaned_data["q"] if form.is_valid() else "")
    rows = found.annotate(n_sites=Count("sites")).order_by(*(Park._meta.ordering or ()))
    return list_response(request, "web/parks.html", form, rows)


def park_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a park."""
    row = get_object_or_404(Park.objects.prefetch_related("sites"), pk=key)
    facts = facts_about(row.name, [row.province, row.city, row.district])[:MOST_FACTS]
    park = park_of(row)
    context = {
        "row": row,
        "park": park,
        "facts": [
            (fact, describe_fact(fact_of(fact), current())[1:]) for fact in facts
        ],  # the subject comes first
        "terms": term_sentences(park.admission, current()) if park.admission else (),
    }
    return render(request, "web/park.html", context)
