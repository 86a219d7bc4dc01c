"""Requirements: an enquiry in, the requirement as understood, its shortlist with the reasons, the report."""

from csp.constants import NONE
from csp.utils import build_policy
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from luodi.core.errors import LuodiError
from luodi.core.text import Text
from luodi.reading.show import marked_text
from luodi.reading.wording import list_marks
from luodi.reports.selection import render_report, style_hash
from luodi_portal.desk.access import get_visible, remember, visible_requirements
from luodi_portal.desk.models import Requirement
from luodi_portal.desk.requirements import correct, keep_enquiry, keep_fields, quotes, reading_of
from luodi_portal.desk.shortlists import (
    Offers,
    answer_to,
    changes_since,
    criteria_of,
    history,
    keep_answer,
    last_kept,
    offers,
    steadiness,
)
from luodi_portal.desk.weights import WeightsForm
from luodi_portal.inventory.models import Site as SiteRow
from luodi_portal.web.examples import EXAMPLES
from luodi_portal.web.forms import EnquiryForm, RequirementFilter, RequirementForm, as_typed, say_bad
from luodi_portal.web.language import current, say
from luodi_portal.web.views.inventory.access import sees_all
from luodi_portal.web.views.listing import list_response
from luodi_portal.web.views.sites import HEADLINE


@require_safe
def requirement_list(request: HttpRequest) -> HttpResponse:
    """List the requirements that may be seen, newest first: all of them, or the visitor's own."""
    rows = visible_requirements(request)
    form = RequirementFilter(request.GET)
    news = rows.filter(new_fits__isnull=False)
    asked = news if form.is_valid() and form.cleaned_data["new"] else rows
    return list_response(
        request, "web/requirements.html", form, asked.select_related("new_fits__shortlist"), news=news.count()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take a requirement by its fields."""
    form = RequirementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _matched(request, _remembered(request, keep_fields(form.values())))
    return _new(request, EnquiryForm(), form)


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """Take an enquiry's text and show what was understood; who only came to look is shown where to write it."""
    if request.method != "POST":
        return redirect("requirement-new")
    form = EnquiryForm(request.POST)
    if not form.is_valid():
        return _new(request, form, RequirementForm())
    try:
        row = keep_enquiry(form.cleaned_data["text"], visible_requirements(request))
        return redirect(_remembered(request, row))
    except LuodiError as error:
        form.add_error("text", say_bad(error.problem))
        return _new(request, form, RequirementForm())


def _new(request: HttpRequest, enquiry: EnquiryForm, form: RequirementForm) -> HttpResponse:
    bad = enquiry.is_bound or form.is_bound
    context = {"enquiry": enquiry, "form": form, "examples": EXAMPLES}
    return render(request, "web/requirement_new.html", context, status=400 if bad else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def requirement_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a requirement as understood; take corrections and match."""
    row = get_visible(request, pk)
    form = (
        RequirementForm(request.POST)
        if request.method == "POST"
        else RequirementForm(initial=as_typed(row.values))
    )
    if form.is_valid():
        correct(row, form.values())
        return _matched(request, row)
    marks = list_marks(reading_of(row), current())
    context = {
        "row": row,
        "form": form,
        "title": marked_text(row.title, marks, "title"),
        "text": marked_text(row.text, marks),
        "anchors": {mark.number: f"f-{mark.group}" for mark in marks},
        "quotes": quotes(row),
    }
    return render(request, "web/requirement.html", context, status=400 if form.is_bound else 200)


def _remembered(request: HttpRequest, row: Requirement) -> Requirement:
    remember(request, row)
    return row


def _offers(request: HttpRequest) -> Offers:
    """Give the offers that are matched for the person: those that public search shows, or all for who may see all."""
    return offers(public=not sees_all(request.user))


def _matched(request: HttpRequest, row: Requirement) -> HttpResponse:
    keep_answer(row, _offers(request))
    return redirect("shortlist", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def shortlist(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sites that fit both ways, with the reasons, as of now and by the person's own weights; POST keeps it."""
    row, among = get_visible(request, pk), _offers(request)
    if request.method == "POST":
        keep_answer(row, among)
        messages.success(request, say(Text("已按现在的数据做好并保存", "Made as of now, and kept")))
        return redirect("shortlists", row.pk)
    form = WeightsForm(criteria_of(row), request.GET)
    weights = form.weights()
    kept, answer, holds = (
        last_kept(row, among),
        answer_to(row, among, weights),
        steadiness(row, among, weights),
    )
    context = {
        "row": row,
        "answer": answer,
        "form": form,
        "own": bool(weights),
        "sliders": list(zip(form, answer.criteria, holds.intervals, strict=True)) if holds.intervals else (),
        "names": {match.site.id: match.site.name for match in answer.shortlist},
        "holds": holds.robustness,
        "funnel": [line for line in answer.funnel if line.fails],
        "chart_key": [(index, criterion.measure) for index, criterion in enumerate(answer.criteria)],
        "headline": HEADLINE,
        "kept": kept,
        "changed": kept is not None and kept.inventory != among.version,
        "among": among,
        "rows": SiteRow.objects.in_bulk([match.site.id for match in answer.shortlist]),
    }
    status = 400 if form.is_bound and not weights else 200
    return render(request, "web/shortlist.html", context, status=status)


@require_safe
def shortlists(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the kept shortlists of a requirement, each with what changed from the one before; first, what changed since."""
    row, among = get_visible(request, pk), _offers(request)
    kept = row.shortlists.filter(public=among.public).first()
    context = {
        "row": row,
        "kept": kept,
        "since": changes_since(kept, answer_to(row, among)) if kept else None,
        "same_inventory": kept is not None and kept.inventory == among.version,
        "history": list(history(row, among)),
    }
    return render(request, "web/shortlists.html", context)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the site-selection report: one page that holds all of itself, to read or (``?download``) to keep."""
    row = get_visible(request, pk)
    weights = WeightsForm(criteria_of(row), request.GET).weights()
    page = render_report(
        answer_to(row, _offers(request), weights), current(), timezone.localdate().isoformat()
    )
    # The report carries its own style sheet: exactly that one is allowed, and no script at all.
    allowed = build_policy(replace={"style-src": [f"'{style_hash()}'"], "script-src": [NONE]})
    response = HttpResponse(page, headers={"Content-Security-Policy": allowed})
    if "download" in request.GET:
        response["Content-Disposition"] = f'attachment; filename="luodi-report-{row.pk}-{current()}.html"'
    return response
