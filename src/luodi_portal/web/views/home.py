"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luodi_portal.desk.access import visible_requirements
from luodi_portal.inventory.models import Park
from luodi_portal.inventory.search import Wanted, find_sites
from luodi_portal.knowledge.models import Document, Fact
from luodi_portal.web.examples import EXAMPLES


def home(request: HttpRequest) -> HttpResponse:
    """Show what is kept, and take an enquiry."""
    asked = visible_requirements(request)
    counts = {
        "documents": Document.objects.count(),
        "facts": Fact.objects.count(),
        "parks": Park.objects.count(),
        "sites": find_sites(Wanted(public=not request.user.has_perm("inventory.view_site"))).count(),
        "requirements": asked.count(),
    }
    context = {
        "counts": counts,
        "news": Document.objects.filter(type="news")[:3],
        "asked": asked[:3],
        "examples": EXAMPLES,
    }
    return render(request, "web/home.html", context)
