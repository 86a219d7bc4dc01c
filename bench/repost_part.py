"""Reposts as a part of the benchmark: the tables of ``bench/reposts.py``, with what is asked of luodi."""

import contextlib
import io
import re

from bench import reposts
from bench.measure import Goal, Part, Settings

TITLE = "Reposts"
_DOCUMENTS = 20_000
_ROW = re.compile(r"^\| luodi[^|]*\| ([\d.]+) \| [\d.]+ \| ([\d.]+) \| ([\d.]+) \|", re.MULTILINE)


def measure(settings: Settings) -> Part:
    """Measure and say it in Markdown."""
    tables = _tables(settings)
    said = (
        f"{_DOCUMENTS:,} generated documents whose groups are known, the same for all tools; medians of "
        f"{settings.slow_runs} runs, since a peer takes a minute for one."
    )
    return Part(tuple(map(_goal, _ROW.finditer(tables))), f"{said}\n\n{tables}")


def _goal(row: re.Match[str]) -> Goal:
    seconds, precision, recall = map(float, row.groups())
    return Goal(
        f"reposts among {_DOCUMENTS:,} documents",
        "8 CPU s at precision and recall 0.99",
        f"{seconds:.1f} s at {precision:.3f} and {recall:.3f}",
        seconds <= 8 and min(precision, recall) >= 0.99,
    )


def _tables(settings: Settings) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        reposts.main(["--documents", str(_DOCUMENTS), "--repeats", str(settings.slow_runs)])
    return printed.getvalue().strip()
