"""Add a fact that the reader missed: mark the sentence, say what it says."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from luodi import facts
from luodi.core.errors import LuodiError
from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.knowledge.convert import document_of
from luodi_portal.knowledge.forms import MissedFactForm
from luodi_portal.knowledge.models import Document, Review
from luodi_portal.knowledge.review.decide import add, said_of
from luodi_portal.knowledge.review.missed import sentences, subject_before
from luodi_portal.knowledge.views.review import reviewer
from luodi_portal.web.language import current, say

_ADDED = Text("已补充；可以接着补充", "Added; you may add another")


@require_http_methods(["GET", "HEAD", "POST"])
@reviewer
def add_fact(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a document's sentences to pick from (``?at=START-END``), and keep what a person adds."""
    row = get_object_or_404(Document, slug=slug, type="news")
    document = document_of(row)
    known = tuple(said.fact for said in said_of(row.facts.all()))
    if request.method != "POST":
        return _screen(
            request, row, MissedFactForm(document=document, initial=_picked(request, document, known))
        )
    form = MissedFactForm(request.POST, document=document)
    if form.is_valid():
        try:
            add(row, form.missed(), _user(request), form.cleaned_data["note"])
        except LuodiError as error:
            form.add_error(None, error.problem.say(current()))
        else:
            messages.success(request, say(_ADDED))
            return redirect("add-fact", row.slug)
    return _screen(request, row, form, 400)


def _picked(
    request: HttpRequest, document: facts.Document, known: tuple[facts.Fact, ...]
) -> dict[str, object]:
    found = re.fullmatch("([0-9]{1,7})-([0-9]{1,7})", request.GET.get("at", ""))
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    return {
        "quote": document.text[start:end].strip(),
        "start": start,
        "subject": subject_before(known, start),
    }


def _screen(request: HttpRequest, row: Document, form: MissedFactForm, status: int = 200) -> HttpResponse:
    said = said_of(row.facts.all())
    known = tuple(each.fact for each in said)
    mine = Review.objects.filter(by=_user(request), undone=False).first()
    context = {
        "document": row,
        "form": form,
        "sentences": list(sentences(document_of(row), known)),
        "at": form["start"].value(),
        "subjects": sorted({fact.subject for fact in known}),
        "added": [each for each in said if each.review and each.review.verdict == "add"],
        "can_undo": mine is not None and mine.verdict == "add" and mine.document_id == row.pk,
    }
    return render(request, "knowledge/missed.html", context, status=status)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
