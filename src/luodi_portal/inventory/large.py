"""Large tables: looked through, applied and undone by jobs, some rows at a time, each time whole or not at all.

A worker that dies leaves what it applied with the rows that it touched: the next one sets the table beside what is kept then,
and applies what is left. Who stops it gets back what was.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from luodi.core.errors import LuodiError
from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.intake.jobs import Running, start
from luodi_portal.inventory.imports import (
    Choice,
    apply_some,
    author_of,
    check,
    plan_of,
    sites_of,
    told_of,
    undo_some,
)
from luodi_portal.inventory.models import Import
from luodi_portal.inventory.previews import preview_of

BLOCK = 500
State = Import.State
LABELS = {
    "import-look": Text("查看上传的房源表", "Look at an uploaded table"),
    "import-apply": Text("导入房源表", "Take a table in"),
    "import-undo": Text("撤销导入", "Undo an import"),
}


def begin(row: Import, kind: str, state: State, by: User) -> None:
    """Have a job do it; the row says so until it is done."""
    with transaction.atomic():
        row.state = state
        row.job = start(kind, by, link=row.get_absolute_url(), row=row.pk)
        row.save()


def begin_apply(row: Import, fingerprint: str, choice: Choice, by: User) -> None:
    """Have a table applied as it was shown; raises :class:`LuodiError` as :func:`luodi_portal.inventory.imports.apply` does."""
    with transaction.atomic():
        row = Import.objects.select_for_update().get(pk=row.pk)
        shown = row.preview or {}
        check(row, str(shown.get("fingerprint")), int(shown.get("n_problems", 0)), fingerprint, choice)
        row.told = {"choice": choice.to_json(), "fingerprint": fingerprint}
        begin(row, "import-apply", State.APPLYING, by)


def look(job: Running, *, row: int) -> None:
    """Set a table beside what is kept, and keep what is to be shown of it."""
    kept = Import.objects.get(pk=row)
    plan = plan_of(kept, job.report)
    if job.cancelled():
        return
    kept.preview, kept.state = preview_of(plan).to_json(), State.PREVIEWED
    kept.save()


def apply_large(job: Running, *, row: int) -> None:
    """Apply a table, block after block."""
    kept = Import.objects.get(pk=row)
    choice = Choice(**kept.told["choice"])
    plan = plan_of(kept)
    if not kept.touched:
        try:
            check(
                kept, plan.fingerprint, len(plan.problems), kept.told["fingerprint"], choice, State.APPLYING
            )
        except LuodiError:
            kept.state, kept.preview = State.PREVIEWED, preview_of(plan).to_json()
            kept.save()
            raise
        kept.told = kept.told | {"outcome": told_of(plan, choice)}
    author = author_of(kept, kept.job.by if kept.job else None)
    left = [(site, True) for site in sites_of(plan, choice)]
    left += [(site, False) for site in plan.same if choice.verified and site.id not in kept.touched]
    done, total = len(kept.touched), len(kept.touched) + len(left)
    for block in _blocks(left):
        if job.cancelled():
            _take_back(kept)
            return
        with transaction.atomic():
            apply_some(
                kept,
                [site for site, given in block if given],
                [site for site, given in block if not given],
                choice,
                author,
            )
            kept.save()
            done += len(block)
            job.report(done, total)
    kept.told, kept.state, kept.ended = kept.told["outcome"], State.APPLIED, timezone.now()
    kept.save()


def undo_large(job: Running, *, row: int) -> None:
    """Put back what a table changed, block after block; what somebody has changed since stays."""
    kept = Import.objects.get(pk=row)
    keys = sorted(kept.touched)
    left = [key for key in keys if key > job.place]
    done = len(keys) - len(left)
    author = author_of(kept, kept.job.by if kept.job else None, "undo ")
    for block in _blocks(left):
        if job.cancelled():
            return
        with transaction.atomic():
            stayed = undo_some(kept, block, author)
            kept.told = kept.told | {"stayed": kept.told.get("stayed", 0) + stayed}
            kept.save()
            done += len(block)
            job.report(done, len(keys), place=block[-1])
    kept.state, kept.ended = State.UNDONE, timezone.now()
    kept.save()


def _take_back(row: Import) -> None:
    """Undo what was applied so far: all or nothing."""
    with transaction.atomic():
        undo_some(row, sorted(row.touched), author_of(row, row.job.by if row.job else None, "undo "))
        row.touched, row.told, row.state = {}, {}, State.PREVIEWED
        row.save()


def _blocks(rows: Sequence[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while block := list(islice(waiting, BLOCK)):
        yield block
