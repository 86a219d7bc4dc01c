"""Run several processes as one: started together, started again when one falls, stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

LOOK = 0.2
GRACE = 9.0
"""Seconds that all have to end in order; what still runs then is killed (jobs bear it)."""
PAUSE = 2.0
"""Seconds before a service that fell is started again."""


@dataclass(slots=True)
class Service:
    """A command of ``luodi-portal`` that goes on until it is told to end.

    ``again``: one that falls is started again; otherwise its end is the end of all.
    """

    words: Sequence[str]
    again: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    fell: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start it, out of reach of the terminal's Ctrl-C, which is ours to pass on; should we be killed, it ends itself."""
        command = [sys.executable, "-m", "luodi_portal.manage", *self.words, "--beside", str(os.getpid())]
        self.process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own words
        self.fell = 0.0

    def ended(self) -> int | None:
        """Give the exit code, None while it runs."""
        return self.process.poll() if self.process else None


def run_all(services: Sequence[Service]) -> int:
    """Run them until one that must not end does, or until SIGINT or SIGTERM; give the exit code."""
    told = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        told.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        for service in services:
            service.start()
        return _watch(services, told)
    finally:
        _stop(services)
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch(services: Sequence[Service], told: threading.Event) -> int:
    while not told.wait(LOOK):
        for service in services:
            code = service.ended()
            if code is None:
                continue
            if not service.again:
                return code if code > 0 else 1
            _start_again(service)
    return 0


def _start_again(service: Service) -> None:
    """Start a service that fell, after a pause: one that falls at once must not take the machine with it."""
    now = time.monotonic()
    service.fell = service.fell or now
    if now - service.fell >= PAUSE:
        service.start()


def _stop(services: Sequence[Service]) -> None:
    running = [each.process for each in services if each.process and each.process.poll() is None]
    for process in running:
        process.terminate()
    end = time.monotonic() + GRACE
    for process in running:
        try:
            process.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def end_without(parent: int | None) -> None:
    """End this process in order when its parent has gone, if it has one to look at; a thread of its own does."""
    if parent is None:
        return

    def look() -> None:
        pause = threading.Event()
        while not pause.wait(LOOK):
            if os.getppid() != parent:
                os.kill(os.getpid(), signal.SIGTERM)
                return

    threading.Thread(target=look, daemon=True).start()
