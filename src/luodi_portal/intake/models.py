"""Jobs, with the log that a person reads; batches of what comes in; feeds that are read again and again."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse

from luodi.core.text import Text
from luodi_portal.knowledge.models import Document


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

    @property
    def can_go_on(self) -> bool:
        """Tell whether it ended before its work did."""
        return self.state in (self.State.FAILED, self.State.CANCELLED)


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


class Feed(models.Model):
    """A feed or sitemap that is read every ``minutes`` (0: only when asked); ``etag`` and ``modified`` are its server's words.

    ``read`` is when it was last asked for.
    """

    url = models.TextField(unique=True)
    title = models.TextField(blank=True)
    minutes = models.PositiveIntegerField(default=60)
    etag = models.TextField(blank=True)
    modified = models.TextField(blank=True)
    read = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def next_read(self) -> datetime | None:
        """Say when it is read next by itself; None where never."""
        return self.read + timedelta(minutes=self.minutes) if self.read and self.minutes else None


class Batch(models.Model):
    """What came in together, in one of four ways: ``given`` says from where; ``job`` is what is at work on it now."""

    class Way(models.TextChoices):
        """How it comes in."""

        UPLOAD = "upload"
        FOLDER = "folder"
        ADDRESSES = "addresses"
        FEED = "feed"

    way = models.CharField(max_length=10, choices=Way.choices)
    given = models.JSONField(default=list)
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, related_name="batches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    gathered = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        permissions = (("read_folder", "Can take in folders of the server"),)

    def __str__(self) -> str:
        return f"{self.way} {self.pk}"

    def get_absolute_url(self) -> str:
        """Give the address of the batch's page."""
        return reverse("batch", args=[self.pk])


class Item(models.Model):
    """One document of a batch, or one problem: as found first, as it was kept once ``taken``.

    ``entry`` is the file or address that gave it; ``content`` is the document until it is taken, ``hash`` that of its content.
    """

    class State(models.TextChoices):
        """What the document is to us."""

        NEW = "new"
        REPOST = "repost"
        SOURCE = "source"
        KNOWN = "known"
        BAD = "bad"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    entry = models.TextField()
    where = models.TextField()
    title = models.TextField(blank=True)
    hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=6, choices=State.choices)
    taken = models.BooleanField(default=False)
    content = models.JSONField(null=True)
    problem = models.JSONField(null=True)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["batch", "state", "taken"], name="item_by_state"),
            models.Index(fields=["batch", "hash"], name="item_by_content"),
        )

    def __str__(self) -> str:
        return self.title or self.where

    @property
    def said(self) -> Text:
        """Give the problem; empty where there is none."""
        return Text(*self.problem) if self.problem else Text("", "")
