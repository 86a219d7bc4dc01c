"""The portal's addresses, and ``/plain/``: Django's own list view over the same sites, twenty a page, as its tutorial has it."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.generic import ListView

from luodi_portal.inventory.models import Site
from luodi_portal.urls import *  # noqa: F403
from luodi_portal.urls import urlpatterns as portal

TEMPLATE = engines["django"].from_string(
    "<!doctype html><title>Sites</title><h1>Sites</h1><ul>{% for site in page_obj %}"
    '<li><a href="/sites/{{ site.pk }}/">{{ site }}</a> {{ site.province }} {{ site.city }} {{ site.district }} '
    "{{ site.floor_area_m2 }} {{ site.park }}</li>{% endfor %}</ul>"
    "{{ page_obj.number }} / {{ paginator.num_pages }}"
)


class Plain(ListView):  # type: ignore[type-arg]
    """Twenty sites a page, with their parks."""

    queryset = Site.objects.select_related("park")
    paginate_by = 20

    def render_to_response(self, context: dict[str, object], **_more: object) -> HttpResponse:
        """Render, through no base and no tags of ours."""
        request: HttpRequest = self.request
        return HttpResponse(TEMPLATE.render(context, request))


urlpatterns = [path("plain/", Plain.as_view()), *portal]
