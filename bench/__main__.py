"""``python -m bench [PART ...]``: measures the parts named, all without names, and writes docs/benchmarks.md.

A part is a module with a ``TITLE`` and ``measure(settings) -> Part``; a new one takes its place in ``PARTS``.
Parts that are not measured keep their section.
"""

import argparse
import datetime
import importlib
import os
import re
import sys

from bench.gold import ROOT
from bench.measure import Settings, load, machine, table

PARTS = {
    "quality": "bench.quality",
    "reading": "bench.reading",
    "pages": "bench.pages",
    "process": "bench.process",
    "reposts": "bench.repost_part",
    "matching": "bench.matching",
    "allocation": "bench.allocation",
    "portal": "bench.portal",
    "search": "bench.search",
    "ingest": "bench.ingest",
}
_GOALS = ("figure", "to reach", "reached", "held")
_NOT_YET = "not yet"
DOC = ROOT / "docs" / "benchmarks.md"
_HEAD = """\
# Benchmarks

`make bench` measures all this anew in a virtual environment of its own and writes this page; `make bench BENCH="pages"`
renews one part. Speeds are medians of process CPU time, each part within one process, on one core; ratios hold
within a part, since all tools of a table read the same input one after the other. Peers are those of
`requirements-bench.lock`. Generated texts come from a seed; all names in them are invented.
"""


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    usual = Settings()
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all)")
    parser.add_argument("--runs", type=int, default=usual.runs)
    parser.add_argument(
        "--slow-runs", type=int, default=usual.slow_runs, help="for what takes minutes (reposts)"
    )
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument(
        "--pages", type=int, default=usual.pages, help="generated pages for the memory measure"
    )
    options = parser.parse_args()
    unknown = sorted(set(options.parts) - set(PARTS))
    if unknown:
        parser.error(f"no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    settings = Settings(options.runs, options.slow_runs, options.seed, options.pages)
    sections = _sections()
    for name in options.parts or PARTS:
        print(f"bench: {name} ...", file=sys.stderr, flush=True)
        sections[name] = _section(name, settings)
        _write(sections)  # a part that is measured is kept, whatever comes of the next
    print(f"bench: wrote {DOC.relative_to(ROOT)}", file=sys.stderr)
    return 0


def _section(name: str, settings: Settings) -> str:
    module = importlib.import_module(PARTS[name])
    before = load()
    part = module.measure(settings)
    made = (
        f"Measured {datetime.date.today()} on {machine()}; seed {settings.seed}; load {before:.1f} before and "
        f"{load():.1f} after."
    )
    goals = [[goal.what, goal.asked, goal.reached, "yes" if goal.held else _NOT_YET] for goal in part.goals]
    return f"## {module.TITLE}\n\n{made}\n\n{table(_GOALS, goals)}\n\n{part.body}\n"


def _sections() -> dict[str, str]:
    """Give the sections of the page as it is, by part."""
    if not DOC.exists():
        return {}
    parts = re.split(r"<!-- part: (\w+) -->\n+", DOC.read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], (body.rstrip() + "\n" for body in parts[2::2]), strict=True))


def _summary(sections: dict[str, str]) -> str:
    """Gather what is not reached yet from all sections."""
    lines = [line for section in sections.values() for line in section.splitlines()]
    missed = [line.strip("| ").split(" | ") for line in lines if line.endswith(f"| {_NOT_YET} |")]
    if not missed:
        return "## Not reached yet\n\nNothing: all figures asked for are reached.\n"
    return f"## Not reached yet\n\n{table(_GOALS[:-1], (row[:-1] for row in missed))}\n"


def _write(sections: dict[str, str]) -> None:
    body = [f"<!-- part: {name} -->\n\n{sections[name]}" for name in PARTS if name in sections]
    part = DOC.with_suffix(".part")
    part.write_text("\n".join([_HEAD, _summary(sections), *body]), encoding="utf-8")
    part.replace(DOC)


def _one_core() -> None:
    """Keep this process, and those that it starts, on one core, where the system lets it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


if __name__ == "__main__":
    _one_core()
    sys.exit(main())
