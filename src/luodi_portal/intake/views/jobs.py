"""Jobs: which there are, how far they are, and the button that ends them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from luodi_portal.intake import jobs
from luodi_portal.intake.models import Job
from luodi_portal.web.forms import ListFilter
from luodi_portal.web.views.listing import list_response

MOST_LINES = 200


@require_safe
@login_required
def job_list(request: HttpRequest) -> HttpResponse:
    """List jobs, newest first."""
    rows = _seen_by(request).select_related("by")
    return list_response(request, "intake/jobs.html", ListFilter(request.GET), rows)


@require_safe
@login_required
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a job; htmx asks for the part that changes."""
    job = get_object_or_404(_seen_by(request).select_related("by"), pk=pk)
    template = "intake/_job.html" if "HX-Request" in request.headers else "intake/job.html"
    return render(request, template, progress(request, job))


@require_POST
@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """End a job."""
    job = _changed_by(request, pk)
    jobs.cancel(job)
    return _back(request, job)


@require_POST
@login_required
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a job up again."""
    job = _changed_by(request, pk)
    jobs.again(job)
    return _back(request, job)


def _back(request: HttpRequest, job: Job) -> HttpResponse:
    """Go back to the page on which the job was shown: its own, or that of its outcome."""
    return redirect(job.link if job.link and request.POST.get("next") == job.link else job.get_absolute_url())


def progress(request: HttpRequest, job: Job) -> dict[str, object]:
    """Give what ``intake/_job.html`` shows: the job, its last lines in order, whether the visitor may end it."""
    lines = list(job.lines.order_by("-pk")[:MOST_LINES])[::-1]
    return {"job": job, "lines": lines, "may_change": _may_change(request, job)}


def _seen_by(request: HttpRequest) -> QuerySet[Job]:
    """Give the jobs that the person may see: their own, or all."""
    everyones = request.user.has_perm("intake.view_job")
    return Job.objects.all() if everyones else Job.objects.filter(by=request.user.pk)


def _may_change(request: HttpRequest, job: Job) -> bool:
    return job.by_id == request.user.pk or request.user.has_perm("intake.change_job")


def _changed_by(request: HttpRequest, pk: int) -> Job:
    job = get_object_or_404(_seen_by(request), pk=pk)
    if not _may_change(request, job):
        raise PermissionDenied
    return job
