"""Jobs: work in the background, with progress, cancel and a log; the one place that knows django-tasks.

An app says what it can do in its ``tasks`` module, which every worker imports::

    @kind("recount", Text("重新清点", "Count anew"))
    def recount(job: Running, *, park: int) -> None:
        for number, site in enumerate(sites, 1):
            if job.cancelled():
                return
            with transaction.atomic():
                ...
                job.report(number, len(sites), place=str(site.pk))

and a view calls ``start("recount", request.user, park=3)``. A worker that dies leaves a job that another takes up
again: what was done in one transaction with its ``report`` is not done again if the work goes on from ``job.place`` or from
``job.done``. A worker that was only thought dead is stopped by its next ``report``, whose transaction is undone.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.intake.models import Job, JobLine

MOST_STUCK = 10
"""A job that was taken up this often without any progress is what kills its workers: it is given up."""
BEATS = 3
"""Signs of life within the time after which a worker is thought dead."""
log = logging.getLogger(__name__)
Work = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: its name, what people call it, the function that does it."""

    name: str
    label: Text
    work: Work


_kinds: dict[str, Kind] = {}


def kind(name: str, label: Text) -> Callable[[Work], Work]:
    """Make a function the work of a kind of job: it takes :class:`Running` and the job's arguments by name."""

    def known(work: Work) -> Work:
        _kinds[name] = Kind(name, label, work)
        return work

    return known


def kind_label(name: str) -> Text:
    """Give what people call a kind of job; a kind that is no longer known goes by its name."""
    return _kinds[name].label if name in _kinds else Text(name, name)


def start(kind: str, by: User | AnonymousUser | None, *, link: str = "", **arguments: Any) -> Job:
    """Ask for a job, in the caller's transaction; ``arguments`` are what JSON holds.

    ``link`` is the address of the page where the outcome is to be seen.
    """
    assert kind in _kinds, f"no kind of job {kind!r}: is it in the tasks module of an app?"
    with transaction.atomic():
        person = by if isinstance(by, User) else None
        job = Job.objects.create(kind=kind, by=person, arguments=arguments, link=link)
        _enqueue(job)
    return job


def waits(kind: str) -> bool:
    """Tell whether a job of the kind waits to be begun: what is asked of it then will be done by that one."""
    return Job.objects.filter(kind=kind, state=Job.State.WAITING).exists()


def cancel(job: Job) -> None:
    """Ask for the end of a job: one that waits ends at once, one that runs at its next step."""
    with transaction.atomic():
        Job.objects.filter(pk=job.pk).update(cancel_asked=True)
        waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
        if waiting.update(state=Job.State.CANCELLED, ended=timezone.now()):
            say(job, _CANCELLED)


def again(job: Job) -> None:
    """Take up a job that failed or was cancelled, from where it stopped."""
    ended = Job.objects.filter(pk=job.pk, state__in=(Job.State.FAILED, Job.State.CANCELLED))
    with transaction.atomic():
        if ended.update(state=Job.State.WAITING, cancel_asked=False, stuck=0, ended=None):
            say(job, Text("重新开始", "Taken up again"))
            _enqueue(job)


def say(job: Job, line: Text | Problem) -> None:
    """Write a line into the job's log; a problem is marked as one."""
    if isinstance(line, Problem):
        JobLine.objects.create(job=job, zh=line.say("zh"), en=line.say("en"), bad=True)
    else:
        JobLine.objects.create(job=job, zh=line.zh, en=line.en)


class Lost(Exception):  # noqa: N818 - nothing is wrong: another worker goes on
    """The job is no longer this worker's."""


@dataclass(slots=True)
class Running:
    """A job in a worker's hands."""

    job: Job
    stopped: bool = field(default=False, init=False)

    @property
    def done(self) -> int:
        """How many steps are done: 0, or where an earlier worker stopped."""
        return self.job.done

    @property
    def place(self) -> str:
        """Where to go on: what the last report said, or nothing."""
        return self.job.place

    def report(
        self,
        done: int,
        total: int | None = None,
        line: Text | Problem | None = None,
        *,
        place: str | None = None,
    ) -> None:
        """Say how far the work is; raises :class:`Lost` where it is no longer ours, so that the transaction is undone."""
        job = self.job
        moved = done > job.done or (place is not None and place != job.place)
        changes = {"done": done, "beat": timezone.now()}
        changes |= {"total": total} if total is not None else {}
        changes |= {"place": place} if place is not None else {}
        changes |= {"stuck": 0} if moved else {}
        if not self._ours().update(**changes):
            raise Lost
        for name, value in changes.items():
            setattr(job, name, value)
        if line is not None:
            say(job, line)

    def say(self, line: Text | Problem) -> None:
        """Write a line into the log."""
        say(self.job, line)

    def cancelled(self) -> bool:
        """Tell whether somebody asked for the end; the work then returns."""
        self.stopped = self.stopped or not self._ours().filter(cancel_asked=False).exists()
        return self.stopped

    def end(self, state: Job.State, line: Text | Problem | None = None) -> None:
        """Say that the work has ended, and how; where the job is no longer ours, nothing."""
        with transaction.atomic():
            if self._ours().update(state=state, ended=timezone.now()) and line is not None:
                say(self.job, line)

    def beat(self) -> None:
        """Give a sign of life."""
        self._ours().update(beat=timezone.now())

    def _ours(self) -> Any:
        return Job.objects.filter(pk=self.job.pk, takes=self.job.takes, state=Job.State.RUNNING)


@task()
def run(pk: int) -> None:
    """Do the job; the worker's entry. Whatever goes wrong is told in the job's log."""
    running = _take(pk)
    if running is None:
        return
    job = running.job
    try:
        with _beating(running):
            _kinds[job.kind].work(running, **job.arguments)
    except Lost:
        log.warning("job %s is in another worker's hands", pk)
    except LuodiError as error:
        running.end(Job.State.FAILED, error.problem)
    except (
        OperationalError
    ):  # a database that was away for a moment: the job is taken up again after the lease
        log.exception("job %s was interrupted", pk)
    except Exception:
        log.exception("job %s failed", pk)
        running.end(Job.State.FAILED, _failed(job))
    else:
        if running.stopped:
            running.end(Job.State.CANCELLED, _CANCELLED)
        else:
            running.end(Job.State.DONE)


def take_up_abandoned() -> int:
    """Put back the jobs whose worker has given no sign of life, and say how many."""
    late = timezone.now() - timedelta(seconds=settings.JOB_LEASE)
    count = 0
    for job in Job.objects.filter(_abandoned(late)):
        with transaction.atomic():
            same = Job.objects.select_for_update().filter(pk=job.pk, takes=job.takes, state=job.state)
            if same.exists():
                DBTaskResult.objects.filter(pk__in=[job.task]).update(status=TaskResultStatus.FAILED)
                _put_back(job)
                count += 1
    return count


def _abandoned(late: Any) -> Q:
    """Those that run without a sign of life, and those that a worker had claimed but not yet begun when it died."""
    claimed = DBTaskResult.objects.filter(started_at__lt=late).exclude(status=TaskResultStatus.READY)
    running = Q(state=Job.State.RUNNING, beat__lt=late)
    return running | Q(state=Job.State.WAITING, task__in=claimed.values("pk"))


def _put_back(job: Job) -> None:
    if job.cancel_asked:
        say(job, _CANCELLED)
        Job.objects.filter(pk=job.pk).update(state=Job.State.CANCELLED, ended=timezone.now())
    elif job.stuck >= MOST_STUCK:
        say(job, _given_up(job))
        Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, ended=timezone.now())
    else:
        say(
            job,
            Text(
                f"上一个后台进程中断了，从第 {job.done} 项之后接着做",
                f"The worker went away; going on behind item {job.done}",
            ),
        )
        Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
        _enqueue(job)


def _enqueue(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(task=run.enqueue(job.pk).id)


def _take(pk: int) -> Running | None:
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=pk, state=Job.State.WAITING).first()
        if job is None:
            return None
        job.state, job.takes, job.stuck = Job.State.RUNNING, job.takes + 1, job.stuck + 1
        job.beat = timezone.now()
        job.started = job.started or job.beat
        job.save()
    return Running(job)


@contextmanager
def _beating(running: Running) -> Iterator[None]:
    """Give signs of life from a thread of its own while the work goes on, however long one step is."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(settings.JOB_LEASE / BEATS):
            try:
                running.beat()
            except DatabaseError as error:  # the next one may get through
                log.warning("no sign of life from job %s: %s", running.job.pk, error)
        connection.close()  # the thread's own

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


_CANCELLED = Text("已按要求停止；做完的部分保留", "Stopped as asked; what was done stays")


def _failed(job: Job) -> Problem:
    return Problem(
        str(job),
        Text("程序出错了", "something went wrong on our side"),
        Text("日志里有原因；可点“再试一次”，从中断处继续", "the server's log says why; “try again” goes on from here"),
    )  # fmt: skip


def _given_up(job: Job) -> Problem:
    return Problem(
        str(job),
        Text(f"后台进程在第 {job.done} 项之后连续中断 {job.stuck} 次", f"the worker went away {job.stuck} times behind item {job.done}"),
        Text("请看服务器日志（内存是否足够），再点“再试一次”", "see the server's log (is there enough memory?), then “try again”"),
    )  # fmt: skip
