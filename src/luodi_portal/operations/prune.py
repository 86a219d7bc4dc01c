"""What has served its time goes: jobs with their logs, batches of intake, sessions, and steps of histories that say little."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from luodi.core.text import Text
from luodi_portal.intake.jobs import start
from luodi_portal.intake.models import Batch, Job
from luodi_portal.inventory.models import Park, Site, Space

KIND = "prune"
BATCH = 500
_OPEN = (Job.State.WAITING, Job.State.RUNNING)
KEPT: dict[type[models.Model], Callable[[Any], object]] = {
    Site: lambda record: (record.status, record.verified_at),
    Park: lambda record: record.values.get("admission"),
    Space: lambda _record: None,
}
"""What stays of each history however old: its first and its last record, and each with which this changed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """After how many days jobs and batches go, and steps of histories; 0: never."""

    jobs: int
    history: int

    @classmethod
    def of_settings(cls) -> "Limits":
        """Give those of the settings."""
        return cls(settings.KEEP_JOBS_DAYS, settings.KEEP_HISTORY_DAYS)


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many went, or would."""

    jobs: int = 0
    batches: int = 0
    sessions: int = 0
    records: int = 0

    def told(self) -> Text:
        """Say it."""
        return Text(
            f"任务 {self.jobs}，收录批次 {self.batches}，过期会话 {self.sessions}，历史步骤 {self.records}",
            f"{self.jobs} jobs, {self.batches} batches, {self.sessions} sessions that ran out, {self.records} steps of histories",
        )


def prune(limits: Limits, *, dry: bool = False, now: datetime | None = None) -> Pruned:
    """Delete what is older than the limits, some at a time; ``dry``: only count it."""
    now = now or timezone.now()
    jobs = Job.objects.exclude(state__in=_OPEN).filter(ended__lt=_before(now, limits.jobs))
    batches = Batch.objects.exclude(job__state__in=_OPEN).filter(made__lt=_before(now, limits.jobs))
    gone = [
        _delete(rows, dry=dry)
        for rows in (
            batches.order_by("pk") if limits.jobs else Batch.objects.none(),
            jobs.order_by("pk") if limits.jobs else Job.objects.none(),
            Session.objects.filter(expire_date__lt=now).order_by("pk"),
        )
    ]
    records = (
        sum(_prune_history(model, _before(now, limits.history), dry=dry) for model in KEPT)
        if limits.history
        else 0
    )
    return Pruned(gone[1], gone[0], gone[2], records)


def start_due_prune(now: datetime | None = None) -> bool:
    """Ask for the nightly pruning, once a day and not before the hour that the settings name."""
    here = timezone.localtime(now)
    due = (
        here.replace(hour=settings.PRUNE_HOUR, minute=0, second=0, microsecond=0)
        if settings.PRUNE_HOUR >= 0
        else None
    )
    if due is None or here < due or Job.objects.filter(kind=KIND, asked__gte=due).exists():
        return False
    start(KIND, None)
    return True


def _before(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)


def _delete(rows: models.QuerySet[Any], *, dry: bool) -> int:
    if dry:
        return rows.count()
    count = 0
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows.model._default_manager.filter(pk__in=keys).delete()
        count += len(keys)
    return count


def _prune_history(model: Any, before: datetime, *, dry: bool) -> int:
    keys = list(_superfluous(model, before))
    if not dry:
        for at in range(0, len(keys), BATCH):
            model.history.filter(history_id__in=keys[at : at + BATCH]).delete()
    return len(keys)


def _superfluous(model: Any, before: datetime) -> Iterator[int]:
    """Give the records that stand between two others and in which nothing changed that is kept."""
    old = model.history.filter(history_date__lt=before).order_by("id", "history_date", "history_id")
    for _, records in groupby(old.iterator(chunk_size=BATCH), key=lambda record: record.id):
        yield from _between(list(records), KEPT[model])


def _between(records: list[Any], kept: Callable[[Any], object]) -> Iterator[int]:
    for earlier, record in pairwise(records[:-1]):
        if kept(earlier) == kept(record):
            yield record.history_id
