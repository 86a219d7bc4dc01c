"""``luodi-portal work``: do the jobs, one after the other; several of these may run side by side."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command
from django.db import DatabaseError, connection

from luodi_portal.editorial.publishing import publish_due
from luodi_portal.intake.batches import start_due_feeds
from luodi_portal.intake.jobs import BEATS, take_up_abandoned
from luodi_portal.operations import heartbeat
from luodi_portal.operations.prune import start_due_prune

POLL = 0.5
LOOK_FOR_NIGHT = 300.0
log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run the worker of django-tasks, and beside it what must happen from time to time."""

    help = "Do background jobs until stopped. 处理后台任务。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to end when nothing is left to do, and the server beside which it runs."""
        parser.add_argument("--once", action="store_true", help="end when no job waits · 没有待办任务时结束")
        parser.add_argument(
            "--beside",
            type=int,
            metavar="PID",
            help="end when that parent process has ended · 父进程结束时一并结束",
        )

    def handle(self, *_args: Any, once: bool, beside: int | None, verbosity: int, **_options: Any) -> None:
        """Work until told to stop."""
        if once:
            take_up_abandoned()
        else:
            _every(settings.JOB_LEASE / BEATS, take_up_abandoned)
            _every(settings.JOB_LEASE, start_due_feeds)
            _every(settings.JOB_LEASE, publish_due)
            _every(LOOK_FOR_NIGHT, start_due_prune)
            heartbeat.beat()
            _every(heartbeat.EVERY, heartbeat.beat)
        if beside is not None:
            _every(POLL, lambda: _end_without(beside))
        call_command("prune_db_task_results", verbosity=0)
        try:
            call_command(
                "db_worker", batch=once, interval=POLL, startup_delay=False, verbosity=max(verbosity - 1, 0)
            )
        finally:
            heartbeat.stop_beating()


def _every(seconds: float, act: Callable[[], object]) -> None:
    """Do something again and again in a thread of its own."""
    pause = threading.Event()

    def go() -> None:
        while True:
            try:
                act()
            except DatabaseError as error:
                log.warning("%s", error)
            finally:
                connection.close()
            pause.wait(seconds)

    threading.Thread(target=go, daemon=True).start()


def _end_without(parent: int) -> None:
    """End this process where its parent has gone: at once, for jobs bear it."""
    if os.getppid() != parent:
        if sys.platform != "win32":
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(1)
