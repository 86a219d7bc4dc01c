"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luodi_portal.inventory.models import Park, Site
from luodi_portal.knowledge.models import Document, Fact
from luodi_portal.web.forms import EnquiryForm


def home(request: HttpRequest) -> HttpResponse:
    """Show what is kept, and take an enquiry."""
    counts = {
        "documents": Document.objects.count(),
        "facts": Fact.objects.count(),
        "parks": Park.objects.count(),
        "sites": Site.objects.count(),
    }
    news = Document.objects.filter(type="news")[:4]
    return render(request, "web/home.html", {"counts": counts, "news": news, "enquiry": EnquiryForm()})
