"""Review: one fact a screen, the quote marked in its context; a accept, c correct, r reject, s skip, u undo."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.core.text import Text
from luodi.reading.wording import describe_fact
from luodi_portal.accounts.models import User
from luodi_portal.knowledge.convert import fact_of
from luodi_portal.knowledge.forms import FactForm, ReviewFilter
from luodi_portal.knowledge.models import Document, Fact, Review
from luodi_portal.knowledge.review import decide
from luodi_portal.knowledge.review.gold import gold_documents, gold_lines
from luodi_portal.knowledge.review.precision import doubt_about
from luodi_portal.web.language import current, say

AROUND = 160
"""Letters of the text shown before and behind the quote, at most to the ends of its paragraph and the next."""
reviewer = permission_required("knowledge.add_review", raise_exception=True)


@dataclass(frozen=True, slots=True)
class Context:
    """A quote with what stands around it."""

    before: str
    quote: str
    after: str
    cut_before: bool
    cut_after: bool


@require_safe
@reviewer
def review_next(request: HttpRequest) -> HttpResponse:
    """Show the fact that a person should look at soonest."""
    form = ReviewFilter(request.GET)
    if not form.is_valid():
        return render(request, "knowledge/review.html", {"form": form, "fact": None}, status=400)
    wanted = form.cleaned_data
    document = get_object_or_404(Document, slug=wanted["document"]) if wanted["document"] else None
    rows = decide.queue(document=document, kind=wanted["kind"], skipped=wanted["skipped"])
    fact = rows.first()
    return _screen(request, fact, form=form, waiting=rows.count(), of=document)


@require_http_methods(["GET", "HEAD", "POST"])
@reviewer
def review_fact(request: HttpRequest, key: str) -> HttpResponse:
    """Show one fact, whatever was decided of it; take a person's word on it."""
    row = get_object_or_404(Fact.objects.select_related("document", "subject_entity"), pk=key)
    if request.method != "POST":
        return _screen(request, row)
    verdict = request.POST.get("verdict", "")
    if verdict == "correct":
        return _correct(request, row)
    if verdict in ("accept", "reject", "skip"):
        decide.decide(row, verdict, _user(request), note=request.POST.get("note", "")[:300])
    return redirect(_back(request))


def _correct(request: HttpRequest, row: Fact) -> HttpResponse:
    read = fact_of(row)
    form = FactForm(request.POST, fact=read)
    if not form.is_valid():
        return _screen(request, row, correction=form, status=400)
    said = form.corrected()
    same = said.to_json() == read.to_json()
    decide.decide(
        row,
        "accept" if same else "correct",
        _user(request),
        None if same else said,
        form.cleaned_data["note"],
    )
    return redirect(_back(request))


@require_POST
@reviewer
def review_undo(request: HttpRequest) -> HttpResponse:
    """Take back one's last word, and show the fact again."""
    undone = decide.undo(_user(request))
    if undone is None:
        messages.info(request, say(Text("没有可以撤销的", "There is nothing to undo")))
        return redirect(_back(request))
    if undone.verdict == "add":
        messages.success(request, say(Text("已撤销补充", "What was added is taken back")))
        return redirect("add-fact", undone.document.slug)
    if not Fact.objects.filter(pk=undone.fact).exists():  # a later reading no longer finds it
        return redirect(_back(request))
    query = urlencode({name: value for name, value in _asked(request).items() if value})
    return redirect(f"{reverse('review-fact', args=[undone.fact])}{'?' if query else ''}{query}")


@require_safe
@reviewer
def export_gold(request: HttpRequest) -> StreamingHttpResponse:
    """Download what people decided, in the shape of the annotation guide."""
    whole = request.GET.get("all") != "1"
    response = StreamingHttpResponse(
        gold_lines(whole=whole), content_type="application/x-ndjson; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="gold.jsonl"'
    return response


def context_of(row: Fact) -> Context:
    """Cut the quote out of its document with what stands around it."""
    whole = row.document.title if row.part == "title" else row.document.text
    start, end = max(0, row.start - AROUND), min(len(whole), row.end + AROUND)
    return Context(whole[start : row.start], row.quote, whole[row.end : end], start > 0, end < len(whole))


def _screen(
    request: HttpRequest,
    row: Fact | None,
    *,
    correction: FactForm | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    if row is None:
        counts = {"gold": gold_documents().count(), "last": None}
        return render(request, "knowledge/review.html", {"fact": None, **counts, **more}, status=status)
    read = fact_of(row)
    review = (
        Review.objects.filter(document=row.document_id, fact=row.pk, undone=False)
        .select_related("by")
        .first()
    )
    context = {
        "fact": row,
        "parts": describe_fact(read, current()),
        "around": context_of(row),
        "doubt": doubt_about(read, row.subject_entity),
        "review": review,
        "correction": correction or FactForm(fact=read),
        "correcting": correction is not None,
        "back": _asked(request),
        **more,
    }
    return render(request, "knowledge/review.html", context, status=status)


def _asked(request: HttpRequest) -> dict[str, str]:
    """Give what the queue was asked for: it goes along with every decision."""
    said = request.POST if request.method == "POST" else request.GET
    form = ReviewFilter(
        {
            name: said.get(f"queue-{name}" if request.method == "POST" else name, "")
            for name in ("kind", "document", "skipped")
        }
    )
    if not form.is_valid():
        return {"kind": "", "document": "", "skipped": ""}
    return {
        "kind": form.cleaned_data["kind"],
        "document": form.cleaned_data["document"],
        "skipped": "on" if form.cleaned_data["skipped"] else "",
    }


def _back(request: HttpRequest) -> str:
    query = urlencode({name: value for name, value in _asked(request).items() if value})
    return f"{reverse('review')}{'?' if query else ''}{query}"


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
