"""Parks: figures with their sources, sites, admission terms as sentences."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from luodi_portal.inventory.convert import park_of
from luodi_portal.inventory.models import Park
from luodi_portal.inventory.search import count_sites, find_parks
from luodi_portal.knowledge.profiles.profile import profile_of
from luodi_portal.knowledge.views.entities import editing
from luodi_portal.web.forms import ParkFilter
from luodi_portal.web.language import current
from luodi_portal.web.views.inventory.parks import offers_of
from luodi_portal.web.views.listing import list_response
from luodi_portal.web.wording import term_sentences


def park_list(request: HttpRequest) -> HttpResponse:
    """List parks."""
    form = ParkFilter(request.GET)
    found = find_parks(form.cleaned_data["q"] if form.is_valid() else "")
    public = not request.user.has_perm("inventory.view_site")
    return list_response(
        request, "web/parks.html", form, found, count_sites(Park.objects.all(), public=public)
    )


def park_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a park."""
    row = get_object_or_404(Park.objects.select_related("entity__root"), pk=key)
    park = park_of(row)
    entity = row.entity.root if row.entity else None
    context = {
        "row": row,
        "park": park,
        "entity": entity,
        "profile": profile_of(entity) if entity else None,
        "terms": term_sentences(park.admission, current()) if park.admission else (),
        **offers_of(request, row),
        **(editing(request, entity) if entity else {}),
    }
    return render(request, "web/park.html", context)
