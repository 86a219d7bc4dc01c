"""How it is measured: process CPU time, medians, and what machine it was."""

import gc
import importlib.metadata
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of the benchmark is made with; the seed makes its generated texts the same everywhere."""

    runs: int = 9
    slow_runs: int = 3
    seed: int = 20240514
    pages: int = 100_000


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that was asked for, and what was reached."""

    what: str
    asked: str
    reached: str
    held: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of the benchmark measured: its goals, and all of it in Markdown."""

    goals: tuple[Goal, ...]
    body: str


def join(*parts: Part) -> Part:
    """Put what was measured together."""
    goals = tuple(goal for part in parts for goal in part.goals)
    return Part(goals, "\n\n".join(part.body for part in parts))


def median_cpu(work: Callable[[], object], runs: int) -> float:
    """Give the median CPU seconds of so many runs; one run before them is not counted."""
    work()
    seconds = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def version(package: str) -> str:
    """Give a package's name and version."""
    return f"{package} {importlib.metadata.version(package)}"


def machine() -> str:
    """Say what machine this is: processor, cores, memory, Python; neither its name nor any path."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def load() -> float:
    """Give how many processes wanted a core during the last minute (this one is one of them)."""
    return os.getloadavg()[0]


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Lay out a table in Markdown; figures stand to the right of the first column."""
    heads = list(heads)
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
