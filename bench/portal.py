"""The portal under many readers: its pages beside a plain Django list page of the same server, and whether its memory stays flat."""

import contextlib
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.gold import ROOT
from bench.measure import Goal, Part, Settings, join, table
from bench.readers import Asked, ask

TITLE = "The portal under 100 readers"
PLAIN = "/plain/"
READERS, REQUESTS, ROUNDS = 100, 1_500, 3
SITES, DOCUMENTS = 5_000, 1_000
SOAK, STEPS = 20_000, 10
_TIMES, _MOST_MB = 3.0, 10.0


def measure(settings: Settings) -> Part:
    """Measure and say it in Markdown."""
    with tempfile.TemporaryDirectory() as folder, _all_cores():
        environment = _environment(Path(folder))
        filled = [sys.executable, "-m", "bench.portal_fill", str(SITES), str(DOCUMENTS), str(settings.seed)]
        pages = json.loads(subprocess.check_output(filled, env=environment, cwd=ROOT))
        with _server(environment) as (port, pid):
            return join(_pages(port, pages), _memory(port, pid, list(pages.values())))


@contextlib.contextmanager
def _all_cores() -> Iterator[None]:
    """Let a server have what it would have; the other parts of the benchmark keep to one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _environment(folder: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LUODI_", "DATABASE_URL"))
    }
    return {**kept, "LUODI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "bench.portal_site.settings"}


@contextlib.contextmanager
def _server(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Start the site as in production; give its port and the process that stands above all of it."""
    command = [sys.executable, "-m", "luodi_portal.manage", "up", "--port", "0"]
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout
            found = next(
                match for line in process.stdout if (match := re.search(r"http://127\.0\.0\.1:(\d+)", line))
            )
            yield int(found[1]), process.pid
        finally:
            process.send_signal(signal.SIGTERM)


def _pages(port: int, pages: dict[str, str]) -> Part:
    wanted = {"plain": PLAIN, **pages}
    for path in wanted.values():  # what is loaded once
        ask(port, [path], 8, 50)
    runs: dict[str, list[Asked]] = {name: [] for name in wanted}
    for _ in range(ROUNDS):
        for name, path in wanted.items():
            runs[name].append(ask(port, [path], READERS, REQUESTS))
    return Part(_goals(runs), f"### Pages\n\n{_said()}\n\n{_rows(runs)}")


def _goals(runs: dict[str, list[Asked]]) -> tuple[Goal, ...]:
    plain = _median(runs["plain"], 0.99)
    goals = [
        Goal(
            f"p99 of the {name} page beside the plain list",
            f"at most {_TIMES:.0f} ×",
            f"{times:.1f} ×",
            times <= _TIMES,
        )
        for name in runs
        if name != "plain"
        for times in [_median(runs[name], 0.99) / plain]
    ]
    errors = [error for each in runs.values() for run in each for error in run.errors]
    return *goals, Goal("errors", "none", str(len(errors)), not errors)


def _said() -> str:
    return (
        f"{READERS} readers ask for one page again and again, {REQUESTS:,} answers a run, over HTTP on kept connections; "
        f"medians of {ROUNDS} runs, page after page in turn. Server and readers share the machine: milliseconds tell how "
        f"long a reader waits behind {READERS - 1} others. SQLite with {SITES:,} sites, {DOCUMENTS:,} articles; "
        "`luodi-portal up`. The plain page is Django's `ListView` over the same sites, twenty a page with their parks, without a base "
        "template."
    )


def _rows(runs: dict[str, list[Asked]]) -> str:
    rows = [
        [
            name,
            *(f"{_median(each, share):.0f}" for share in (0.5, 0.95, 0.99)),
            f"{_median(each, 0.99) / _median(runs['plain'], 0.99):.1f}",
        ]
        for name, each in runs.items()
    ]
    return table(["page", "p50, ms", "p95, ms", "p99, ms", "p99 ÷ plain"], rows)


def _median(runs: list[Asked], share: float) -> float:
    return statistics.median(run.at(share) for run in runs)


def _memory(port: int, pid: int, paths: list[str]) -> Part:
    """Ask for all pages in turn and look at the memory of all processes on the way."""
    samples: list[float] = []
    errors: list[str] = []
    for _ in range(STEPS):
        errors += ask(port, [*paths, PLAIN, "/", "/sites/", "/parks/"], READERS, SOAK // STEPS).errors
        samples.append(sum(_resident(each) for each in _family(pid)))
    growth = samples[-1] - samples[STEPS // 2 - 1]
    said = (
        f"{SOAK:,} requests for these pages and the lists, {READERS} readers at once; resident memory of all processes of "
        f"`luodi-portal up` after so many. Over the second half it grew by {growth:+.1f} MB."
    )
    heads = [f"{(step + 1) * SOAK // STEPS:,}" for step in range(STEPS)]
    goals = (
        Goal(
            f"memory, growth over the second half of {SOAK:,} requests",
            f"flat: at most {_MOST_MB:.0f} MB",
            f"{growth:+.1f} MB",
            growth <= _MOST_MB,
        ),
        Goal(f"errors in {SOAK:,} requests", "none", "; ".join([str(len(errors)), *errors[:2]]), not errors),
    )
    return Part(
        goals, f"### Memory of the site\n\n{said}\n\n{table(heads, [[f'{mb:.0f} MB' for mb in samples]])}"
    )


def _family(pid: int) -> list[int]:
    """Give a process and all below it."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(each for child in below for each in _family(int(child)))]


def _resident(pid: int) -> float:
    """Give a process's resident memory in MB."""
    held = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return held * os.sysconf("SC_PAGE_SIZE") / 1e6
