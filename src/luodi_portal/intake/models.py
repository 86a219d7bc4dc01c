"""Jobs, with the log that a person reads."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from luodi.core.text import Text


class Job(models.Model):
    """A piece of work in the background: its kind and arguments, for whom, how far it is.

    ``takes`` counts how often a worker took it: a worker may go on only while the count is its own. ``stuck`` counts those
    since the last progress. ``beat`` is the worker's last sign of life, ``place`` where the work goes on after a crash,
    ``link`` the page where its outcome is to be seen.
    """

    class State(models.TextChoices):
        """Where the job stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="jobs"
    )
    arguments = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    place = models.CharField(max_length=200, blank=True)
    cancel_asked = models.BooleanField(default=False)
    task = models.UUIDField(null=True)
    takes = models.PositiveIntegerField(default=0)
    stuck = models.PositiveSmallIntegerField(default=0)
    beat = models.DateTimeField(null=True)
    asked = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        """Give the address of the job's page."""
        return reverse("job", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done, or being done."""
        return self.state in (self.State.WAITING, self.State.RUNNING)


class JobLine(models.Model):
    """A line of a job's log, in both languages; ``bad`` where it tells of a problem."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="lines")
    at = models.DateTimeField(auto_now_add=True)
    zh = models.TextField()
    en = models.TextField()
    bad = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.zh

    @property
    def text(self) -> Text:
        """Give the line."""
        return Text(self.zh, self.en)
