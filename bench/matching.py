"""The matching engine beside what people would use instead, on the same sites and the same question."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench import matching_peers as peers
from bench.measure import Goal, Part, Settings, table, version
from luodi.matching.answer import Answer
from luodi.matching.fast.engine import match_table
from luodi.matching.requirement import Criterion, Landmark, Requirement
from luodi.sites.columns.table import SiteTable, is_table, open_table, write_table
from luodi.sites.sample import sample_parks, sample_sites

TITLE = "Matching: one requirement over a million sites"
SITES, PARKS = 1_000_000, 20_000
_NEAR = (Landmark("port", 121.8, 30.9), Landmark("station", 121.32, 31.2), Landmark("airport", 120.43, 30.23))
_CRITERIA = (
    Criterion("rent_cny_m2_month", 3, 60, 10), Criterion("distance_km:port", 2, 300, 0),
    Criterion("distance_km:station", 2, 300, 0), Criterion("distance_km:airport", 2, 300, 0),
    Criterion("focus_fit", 2, 0, 1), Criterion("area_gap", 1, 0.5, 0), Criterion("clear_height_m", 1, 4, 12),
    Criterion("floor_load_kg_m2", 1, 500, 3000), Criterion("power_kva", 1, 100, 1000), Criterion("title_deed", 1, 0, 1),
    Criterion("crane_t", 1, 0, 20), Criterion("steam", 0.5, 0, 1),
)  # fmt: skip
_MIDDLE = Requirement(
    industry="医疗器械", deal=("lease",), kind=("factory", "warehouse"), floor_area_min_m2=1000, floor_area_max_m2=1500,
    rent_max_cny_m2_month=18, clear_height_min_m=8, floor_load_min_kg_m2=1000, power_min_kva=315, title_deed=True,
    investment_cny=1e8, tax_cny_year=5e6, revenue_cny_year=1e8, near=_NEAR, criteria=_CRITERIA,
)  # fmt: skip
QUESTIONS = {
    "few": replace(
        _MIDDLE, kind=("factory",), locations=("浙江省",), rent_max_cny_m2_month=20, floor_load_min_kg_m2=1500,
        power_min_kva=400,
    ),
    "some": _MIDDLE,
    "many": replace(
        _MIDDLE, floor_area_max_m2=60_000, rent_max_cny_m2_month=30, clear_height_min_m=3, floor_load_min_kg_m2=200,
        power_min_kva=50, investment_cny=2e9, tax_cny_year=2e8, revenue_cny_year=4e9,
    ),
}  # fmt: skip


def measure(settings: Settings) -> Part:
    """Measure the engine and its peers."""
    folder = Path(tempfile.gettempdir())
    million = built(folder / f"luodi-bench-{settings.seed}-{SITES}.luodi", SITES, settings.seed)
    frame = peers.columns(million, _MIDDLE.industry)
    with ExitStack() as stack:
        asks = {
            f"Polars {_number('polars')}, lazy": peers.polars_peer(frame),
            f"DuckDB {_number('duckdb')}": peers.duckdb_peer(frame),
            f"pandas {_number('pandas')}": peers.pandas_peer(frame),
            peers.postgres_version(): stack.enter_context(peers.postgres_peer(frame)),
        }
        rows, notes = [], []
        for name, wanted in QUESTIONS.items():
            rows += list(_rows(name, wanted, million, frame, asks, settings))
            notes.append(_floor(name, wanted, million))
    heads = ("question", "tool", "median ms", "luodi ms", "ratio")
    body = "\n\n".join((_INTRO, table(heads, rows), *notes, _shell(folder, million, settings)))
    return Part(tuple(_goal(*row) for row in rows), body)


def _goal(question: str, tool: str, _theirs: str, _ours: str, ratio: str) -> Goal:
    """Hold the ratio to a peer against what is asked of it."""
    asked = next(least for peer, least in _ASKED.items() if tool.startswith(peer))
    name = f"times as fast as {tool} ({question.partition(':')[0]})"
    return Goal(name, f"{asked} ×", ratio, float(ratio.removesuffix(" ×")) >= asked)


_ASKED = {"Polars": 5, "DuckDB": 15, "pandas": 25, "PostgreSQL": 60, "scikit-criteria": 500, "pymcdm": 500}


_INTRO = f"""\
{SITES:,} synthetic sites in {PARKS:,} parks, with unknowns; about ten constraints in three-valued logic, twelve criteria, three
of them distances. luodi gives its whole answer: counts, funnel, near misses with relaxations, the first 20 with all explanations
and questions. The peers give only how many pass and the first 20 with their scores; the answers are checked to be the same. The
parks' terms, industries and focus are joined to the peers' tables beforehand. Wall time, each pair in turn, peers with all
their threads, luodi with one; TOPSIS over ready-made values of the sites that pass stands for the decision libraries."""


def built(path: Path, sites: int, seed: int) -> SiteTable:
    """Build the table, or open the one that an earlier run built."""
    if is_table(path):
        return open_table(path)
    return write_table(path, sample_sites(sites, seed, PARKS), sample_parks(PARKS, seed))


def _number(package: str) -> str:
    return version(package).partition(" ")[2]


def _rows(name: str, wanted: Requirement, million: SiteTable, frame: object, asks: dict[str, peers.Ask],
          settings: Settings) -> Iterator[tuple[str, str, str, str, str]]:  # fmt: skip
    asked = peers.question(wanted)
    answer = match_table(wanted, million)
    share = f"{name}: {answer.passing / SITES:.2%} pass"

    def luodi() -> object:
        return match_table(wanted, million)

    for tool, ask in asks.items():
        _check(tool, name, answer, ask(asked))
        yield _row(share, tool, _pair(lambda ask=ask: ask(asked), luodi, settings.runs))  # type: ignore[misc]
    for tool, work in peers.decision_peers(frame, asked).items():
        yield _row(share, f"{tool} {_number(tool)}", _pair(work, luodi, settings.slow_runs))


def _row(question: str, tool: str, seconds: tuple[float, float]) -> tuple[str, str, str, str, str]:
    theirs, ours = seconds
    return question, tool, f"{theirs * 1e3:,.1f}", f"{ours * 1e3:,.1f}", f"{theirs / ours:.1f} ×"


def _pair(theirs: Callable[[], object], ours: Callable[[], object], runs: int) -> tuple[float, float]:
    """Give the medians of two kinds of work done in turn: what else the machine does falls on both."""
    times: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for work, seconds in zip((theirs, ours), times, strict=True):
            start = time.perf_counter()
            work()
            if run:
                seconds.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def _check(tool: str, question: str, answer: Answer, listed: peers.List) -> None:
    passing, first = listed
    ours = [(match.site.id, match.score) for match in answer.shortlist]
    same = len(first) == len(ours) and all(
        a[0] == b[0] and abs(a[1] - b[1]) < 1e-6 for a, b in zip(first, ours, strict=True)
    )
    if passing != answer.passing or not same:
        raise SystemExit(
            f"{tool}, {question}: {passing} pass, first {first[:3]}; luodi: {answer.passing}, {ours[:3]}"
        )


def _floor(name: str, wanted: Requirement, million: SiteTable) -> str:
    """Set the engine beside the time that only reading the columns from memory would take."""
    part = million.segments[0]
    fields = ("deal", "kind", "floor_area_m2", "min_area_m2", "land_area_m2", "clear_height_m", "floor_load_kg_m2",
              "power_kva", "rent_cny_m2_month", "title_deed", "status", "region", "crane_t", "steam", "cell")  # fmt: skip
    touched = sum(part.codes(field).nbytes for field in fields) + million.park_rows[0].nbytes
    speed = _bandwidth()
    ours = statistics.median(_seconds(lambda: match_table(wanted, million)) for _ in range(9))
    return (
        f"Floor, {name}: {touched / 1e6:.0f} MB of columns at {speed / 1e9:.1f} GB/s are {touched / speed * 1e3:.1f} ms; "
        f"luodi {ours * 1e3:.1f} ms, {ours / (touched / speed):.1f} × the floor."
    )


def _bandwidth() -> float:
    """Measure how many bytes a second one core reads."""
    data = np.ones(50_000_000)
    return data.nbytes / statistics.median(_seconds(data.sum) for _ in range(5))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _shell(folder: Path, million: SiteTable, settings: Settings) -> str:
    """Measure `luodi match` on the built table, process start and all."""
    path = folder / f"luodi-bench-{settings.seed}-{len(million)}.luodi"
    command = [sys.executable, "-m", "luodi.cli", "match", '{"kind": ["factory"], "rent_max_cny_m2_month": 20}',
               "--sites", str(path), "--json"]  # fmt: skip

    def run() -> object:
        return subprocess.run(command, env=os.environ, stdout=subprocess.DEVNULL, check=True)

    return (
        f"From the shell, process start and all: {statistics.median(_seconds(run) for _ in range(9)):.2f} s."
    )
