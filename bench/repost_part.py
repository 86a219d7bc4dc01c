"""Reposts as a part of the benchmark: the table of ``bench/reposts.py``."""

import contextlib
import io

from bench import reposts
from bench.measure import Settings

TITLE = "Reposts"
_DOCUMENTS = 20_000


def measure(settings: Settings) -> str:
    """Measure and say it in Markdown."""
    said = (
        f"To reach on {_DOCUMENTS:,} documents: 8 CPU seconds at precision and recall of 0.99 or more. The generated "
        f"corpus, whose groups are known, is the same for all; medians of {settings.slow_runs} runs, since a peer takes "
        "a minute for one."
    )
    return f"{said}\n\n{_table(settings)}"


def _table(settings: Settings) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        reposts.main(["--documents", str(_DOCUMENTS), "--repeats", str(settings.slow_runs)])
    return printed.getvalue().strip()
