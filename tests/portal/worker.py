"""A worker of the tests' own."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from luodi_portal.intake import jobs
from luodi_portal.intake.models import Job


def work() -> None:
    """Do what waits, as a worker does."""
    for waiting in DBTaskResult.objects.ready():
        waiting.claim("test")
        jobs.run.call(*waiting.args_kwargs["args"])
        waiting.set_successful(None)


def late() -> None:
    """Let the time pass after which a worker without a sign of life is thought dead."""
    Job.objects.update(beat=timezone.now() - timedelta(hours=1))
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=1))
