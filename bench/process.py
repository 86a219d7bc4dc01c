"""One process: how fast it starts, how its time grows with an input's length, and whether its memory stays flat."""

import json
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.gold import ROOT
from bench.measure import Goal, Part, Settings, join, table
from bench.texts import pages

TITLE = "Start, growth, memory"
_LIMIT = 60  # CPU seconds after which a longer input is not tried
_SIZES = (100_000, 1_000_000, 10_000_000)
_MOST_MB = 400


def measure(settings: Settings) -> Part:
    """Measure and say it in Markdown."""
    return join(_start(settings), _growth(settings), _memory(settings))


def _start(settings: Settings) -> Part:
    page = next(pages(settings.seed))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(page.data)
        luodi = [sys.executable, "-m", "luodi.cli"]
        commands = {
            "`luodi --help`": ([*luodi, "--help"], 0.2),
            "`luodi read` of one page of the real length": ([*luodi, "read", str(path)], 0.6),
            "the interpreter alone": ([sys.executable, "-c", ""], None),
            "`import jionlp`": ([sys.executable, "-c", "import jionlp"], None),
        }
        spent = {name: _medians(command, settings.runs) for name, (command, _) in commands.items()}
    said = f"Seconds that pass, all told, and CPU seconds, medians of {settings.runs} runs."
    most = {name: most for name, (_, most) in commands.items() if most}
    goals = [
        Goal(f"seconds for {name}", f"at most {limit}", f"{spent[name][0]:.2f}", spent[name][0] <= limit)
        for name, limit in most.items()
    ]
    rows = [[name, f"{wall:.2f}", f"{cpu:.2f}", most.get(name, "")] for name, (wall, cpu) in spent.items()]
    heads = ["command", "seconds", "CPU seconds", "at most, all told"]
    return Part(tuple(goals), f"### Start\n\n{said}\n\n{table(heads, rows)}")


def _medians(command: list[str], runs: int) -> tuple[float, float]:
    """Give the medians of the seconds that pass and of the CPU seconds of a command; one run is not counted."""
    _run(command)
    wall, cpu = [], []
    for _ in range(runs):
        start, before = time.perf_counter(), _children()
        _run(command)
        wall.append(time.perf_counter() - start)
        cpu.append(_children() - before)
    return statistics.median(wall), statistics.median(cpu)


def _children() -> float:
    """Give the CPU seconds of the processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _growth(settings: Settings) -> Part:
    rows, goals = [], []
    for kind, what in KINDS.items():
        spent = _ladder(kind, settings.seed)
        rows.append([what, *map(_shown, spent), *["not tried"] * (len(_SIZES) - len(spent))])
        goals.append(_linear(what, spent))
    said = (
        "CPU seconds to read one input of so many bytes, once, each in a process of its own, without its start and the "
        f"making of the input. Linear growth is ten times from column to column. What takes more than {_LIMIT} s is "
        "stopped, and longer inputs of its kind are not tried."
    )
    return Part(tuple(goals), f"### Growth\n\n{said}\n\n{table(['input', '100 kB', '1 MB', '10 MB'], rows)}")


def _linear(what: str, spent: list[float | None]) -> Goal:
    """Hold the growth of the last step against ten times, with a half more for what caches no longer hold."""
    asked = "10 MB read, at most 15 × the time of 1 MB"
    known = [seconds for seconds in spent if seconds is not None]
    if len(known) < len(_SIZES):
        reached = f"{_shown(known[-1]) if known else '—'} s at the longest read, then more than {_LIMIT} s"
        return Goal(f"growth: {what}", asked, reached, held=False)
    times = known[-1] / max(known[-2], 0.01)
    return Goal(f"growth: {what}", asked, f"{times:.1f} ×", times <= 15)


KINDS = {
    "news": "a news text: many articles on end, every one with names of its own",
    "line": "a news text in one line without a stop",
    "listing": "a listing post: many offers on end",
    "requirement": "an enquiry: many offers on end",
    "page": "an HTML page with so many paragraphs (page → article only)",
    "digits": "digits, units and brackets in no order",
}


def _seconds(kind: str, size: int, seed: int) -> float | None:
    """Give the CPU seconds; None where it takes too long."""
    try:
        said = _run([sys.executable, "-m", "bench.growth", kind, str(size), str(seed), str(_LIMIT)])
    except subprocess.CalledProcessError as ended:
        if ended.returncode == -signal.SIGXCPU:
            return None
        raise
    spent = float(said)
    return spent if spent <= _LIMIT else None


def _ladder(kind: str, seed: int) -> list[float | None]:
    """Try longer and longer inputs, until one takes too long (None)."""
    spent: list[float | None] = []
    for size in _SIZES:
        spent.append(_seconds(kind, size, seed))
        if spent[-1] is None:
            break
    return spent


def _shown(seconds: float | None) -> str:
    return f"more than {_LIMIT}" if seconds is None else f"{seconds:.2f}"


def _memory(settings: Settings) -> Part:
    said = _run([sys.executable, "-m", "bench.soak", str(settings.pages), str(settings.seed)])
    samples = {int(pages_): float(mb) for pages_, mb in json.loads(said).items()}
    count = max(samples)
    half = min(samples, key=lambda at: abs(at - count / 2))
    shown = sorted({min(samples, key=lambda at: abs(at - count * part / 10)) for part in (1, 2, 4, 6, 8, 10)})
    per = (samples[count] - samples[half]) / max(1, count - half) * 10_000
    said = (
        f"One process reads {count:,} generated pages, page → article → facts, one after the other (one in a hundred of "
        f"the real page's length, the others of some 300 characters; names differ from page to page). Resident memory "
        f"after so many pages; at most {_MOST_MB} MB, and flat. Peak {max(samples.values()):.0f} MB; over the second "
        f"half it grew by {per:+.1f} MB for 10,000 pages."
    )
    peak = max(samples.values())
    goals = (
        Goal("memory, peak", f"at most {_MOST_MB} MB", f"{peak:.0f} MB", peak <= _MOST_MB),
        Goal("memory, growth for 10,000 pages", "flat: at most 2 MB", f"{per:+.1f} MB", per <= 2),
    )
    shown_table = table([f"{at:,} pages" for at in shown], [[f"{samples[at]:.0f} MB" for at in shown]])
    return Part(goals, f"### Memory\n\n{said}\n\n{shown_table}")


def _run(command: list[str]) -> str:
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return done.stdout.decode("utf-8", "replace")
