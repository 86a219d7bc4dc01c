"""One process: how fast it starts, how its time grows with an input's length, and whether its memory stays flat."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.gold import ROOT
from bench.measure import Settings, median_wall, table
from bench.texts import pages

TITLE = "Start, growth, memory"
_LIMIT = 60  # CPU seconds after which a longer input is not tried
_SIZES = (100_000, 1_000_000, 10_000_000)
_MOST_MB = 400


def measure(settings: Settings) -> str:
    """Measure and say it in Markdown."""
    return "\n\n".join([_start(settings), _growth(settings), _memory(settings)])


def _start(settings: Settings) -> str:
    page = next(pages(settings.seed))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(page.data)
        luodi = [sys.executable, "-m", "luodi.cli"]
        commands = {
            "`luodi --help`": ([*luodi, "--help"], "0.2"),
            "`luodi read` of one page of the real length": ([*luodi, "read", str(path)], "0.6"),
            "the interpreter alone": ([sys.executable, "-c", ""], ""),
            "`import jionlp`": ([sys.executable, "-c", "import jionlp"], ""),
        }
        rows = [
            [name, f"{median_wall(lambda command=command: _run(command), settings.runs):.2f}", most]  # type: ignore[misc]
            for name, (command, most) in commands.items()
        ]
    said = f"Seconds that pass, all told, medians of {settings.runs} runs."
    return f"### Start\n\n{said}\n\n{table(['command', 'seconds', 'at most'], rows)}"


def _growth(settings: Settings) -> str:
    rows = []
    for kind, said in KINDS.items():
        spent = _ladder(kind, settings.seed)
        rows.append([said, *spent, *["not tried"] * (len(_SIZES) - len(spent))])
    said = (
        "CPU seconds to read one input of so many bytes, once, each in a process of its own, without its start and the "
        f"making of the input. Linear growth is ten times from column to column. What takes more than {_LIMIT} s is "
        "stopped, and longer inputs of its kind are not tried."
    )
    return f"### Growth\n\n{said}\n\n{table(['input', '100 kB', '1 MB', '10 MB'], rows)}"


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
        said = _run([sys.executable, "-m", "bench.growth", kind, str(size), str(seed)], timeout=2 * _LIMIT)
    except subprocess.TimeoutExpired:
        return None
    spent = float(said)
    return spent if spent <= _LIMIT else None


def _ladder(kind: str, seed: int) -> list[str]:
    """Try longer and longer inputs, until one takes too long."""
    shown = []
    for size in _SIZES:
        spent = _seconds(kind, size, seed)
        shown.append(f"more than {_LIMIT}" if spent is None else f"{spent:.2f}")
        if spent is None:
            break
    return shown


def _memory(settings: Settings) -> str:
    said = _run([sys.executable, "-m", "bench.soak", str(settings.pages), str(settings.seed)], timeout=None)
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
    return f"### Memory\n\n{said}\n\n" + table(
        [f"{at:,} pages" for at in shown], [[f"{samples[at]:.0f} MB" for at in shown]]
    )


def _run(command: list[str], timeout: float | None = 120) -> str:
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, timeout=timeout)
    return done.stdout.decode("utf-8", "replace")
