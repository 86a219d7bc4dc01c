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
from bench.matching_many import many, repeated
from bench.matching_robust import robust
from bench.measure import Goal, Part, Settings, join, table, version
from luodi.matching.answer import Answer
from luodi.matching.fast.engine import match_table
from luodi.matching.requirement import Criterion, Landmark, Requirement
from luodi.sites.columns.table import VERSION, SiteTable, is_table, open_table, write_arrays, write_table
from luodi.sites.sample import sample_parks, sample_sites

TITLE = "Matching: one requirement over a million sites"
SITES, PARKS = 1_000_000, 20_000
MANY_SITES, MANY_PARKS = 100_000, 2_000
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
    million = built(folder, SITES, settings.seed, PARKS)
    frame = peers.columns(million, _MIDDLE.industry)
    with ExitStack() as stack:
        asks = {
            f"Polars {_number('polars')}, lazy": peers.polars_peer(frame),
            f"DuckDB {_number('duckdb')}": peers.duckdb_peer(frame),
            f"pandas {_number('pandas')}": peers.pandas_peer(frame),
            peers.postgres_version(): stack.enter_context(peers.postgres_peer(frame)),
        }
        rows, floors = [], []
        for name, wanted in QUESTIONS.items():
            rows += list(_rows(name, wanted, million, frame, asks, settings))
            floors.append(_floor(name, wanted, million))
    heads = ("question", "tool", "median ms", "luodi ms", "ratio")
    body = "\n\n".join((_INTRO, table(heads, rows), *(said for _, said in floors)))
    one = Part((*(_goal(*row) for row in rows), *(goal for goal, _ in floors)), body)
    others = (_shell(folder, million, settings), _growth(folder, million, settings), robust(million, _MIDDLE, settings),
              many(built(folder, MANY_SITES, settings.seed, MANY_PARKS), settings))  # fmt: skip
    return join(one, *others)


def _goal(question: str, tool: str, _theirs: str, _ours: str, ratio: str) -> Goal:
    """Hold the ratio to a peer against what is asked of it."""
    asked = next(least for peer, least in _ASKED.items() if tool.startswith(peer))
    name = f"times as fast as {tool} ({question.partition(':')[0]})"
    return Goal(name, f"{asked} ×", ratio, float(ratio.removesuffix(" ×")) >= asked)


_ASKED = {"Polars": 5, "DuckDB": 15, "pandas": 25, "PostgreSQL": 60, "scikit-criteria": 500, "pymcdm": 500}


_INTRO = f"""\
{SITES:,} synthetic sites in {PARKS:,} parks, with unknowns; about ten constraints in three-valued logic, twelve criteria, three
of them distances. luodi gives its whole answer: counts, funnel, near misses with relaxations, the first 20 with all explanations
and questions. The peers give as much of it as they can: how many pass, how many fail each constraint and fail it alone, the first
20 and the first 20 near misses with their scores; all of this is checked to be the same. They explain, relax and ask nothing. The
parks' terms, industries and focus are joined to the peers' tables beforehand. Wall time, each pair in turn, all on one core.
scikit-criteria and pymcdm rank by TOPSIS from the same table, filter included, by what pandas makes ready for them; they give
no counts and no near misses."""


def built(folder: Path, sites: int, seed: int, parks: int) -> SiteTable:
    """Build the table, or open the one that an earlier run built."""
    path = folder / f"luodi-bench-{VERSION}-{seed}-{sites}.luodi"
    if is_table(path):
        return open_table(path)
    return write_table(path, sample_sites(sites, seed, parks), sample_parks(parks, seed))


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
        _tell(f"{name}, {tool}")
        _check(tool, name, answer, ask(asked))
        yield _row(share, tool, _pair(lambda ask=ask: ask(asked), luodi, settings.runs))  # type: ignore[misc]
    for tool, work in peers.decision_peers(frame, asked).items():
        _tell(f"{name}, {tool}")
        yield _row(share, f"{tool} {_number(tool)}", _pair(work, luodi, settings.slow_runs))


def _tell(what: str) -> None:
    """Say what is measured now: some peers take a minute."""
    print(f"bench: matching: {what} ...", file=sys.stderr, flush=True)


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


def _check(tool: str, question: str, answer: Answer, found: peers.Found) -> None:
    ours = peers.Found(
        answer.passing, [(match.site.id, match.score) for match in answer.shortlist],
        [(row.fails, row.fails_alone) for row in answer.funnel],
        [(miss.site.id, miss.score) for miss in answer.near_misses],
    )  # fmt: skip
    if _rounded(ours) != _rounded(found):
        raise SystemExit(f"{tool}, {question}: {_rounded(found)}; luodi: {_rounded(ours)}")


def _rounded(found: peers.Found) -> peers.Found:
    first, near = ([(id_, round(score, 6)) for id_, score in each] for each in (found.first, found.near))
    return replace(found, first=first, near=near)


def _floor(name: str, wanted: Requirement, million: SiteTable) -> tuple[Goal, str]:
    """Set the engine beside the time that only reading the columns from memory would take."""
    part = million.segments[0]
    fields = ("deal", "kind", "floor_area_m2", "min_area_m2", "land_area_m2", "clear_height_m", "floor_load_kg_m2",
              "power_kva", "rent_cny_m2_month", "title_deed", "status", "region", "crane_t", "steam", "park")  # fmt: skip
    touched = sum(part.codes(field).nbytes for field in fields) + sum(
        part.arrays[name].nbytes for name in ("lon", "lat")
    )
    speed = _bandwidth()
    ours = _median(wanted, million)
    times = ours / (touched / speed)
    said = (
        f"Floor, {name}: {touched / 1e6:.0f} MB of columns at {speed / 1e9:.1f} GB/s are {touched / speed * 1e3:.1f} ms; "
        f"luodi {ours * 1e3:.1f} ms, {times:.1f} × the floor."
    )
    return Goal(f"times the floor ({name})", "at most 3 ×", f"{times:.1f} ×", times <= 3), said


def _bandwidth() -> float:
    """Measure how many bytes a second one core reads."""
    data = np.ones(50_000_000)
    return data.nbytes / statistics.median(_seconds(data.sum) for _ in range(5))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _median(wanted: Requirement, held: SiteTable) -> float:
    return statistics.median(_seconds(lambda: match_table(wanted, held)) for _ in range(9))


def _shell(folder: Path, million: SiteTable, settings: Settings) -> Part:
    """Measure `luodi match` on the built table, process start and all."""
    path = folder / f"luodi-bench-{VERSION}-{settings.seed}-{len(million)}.luodi"
    command = [sys.executable, "-m", "luodi.cli", "match", '{"kind": ["factory"], "rent_max_cny_m2_month": 20}',
               "--sites", str(path), "--json"]  # fmt: skip

    def run() -> object:
        return subprocess.run(command, env=os.environ, stdout=subprocess.DEVNULL, check=True)

    seconds = statistics.median(_seconds(run) for _ in range(9))
    goal = Goal(
        "seconds for `luodi match` on a million sites", "at most 0.7", f"{seconds:.2f}", seconds <= 0.7
    )
    return Part((goal,), f"From the shell, process start and all: {seconds:.2f} s.")


def _growth(folder: Path, million: SiteTable, settings: Settings) -> Part:
    """Measure ten million sites against one: the million ten times over, with ids of their own, in one mapped table."""
    path = folder / f"luodi-bench-{VERSION}-{settings.seed}-{10 * SITES}.luodi"
    large = (
        open_table(path)
        if is_table(path)
        else write_arrays(path, repeated(million.segments[0], 10), dict(million.parks.arrays))
    )
    rows, goals = [], []
    for name, wanted in QUESTIONS.items():
        small, big = (_median(wanted, held) for held in (million, large))
        rows.append((name, f"{small * 1e3:.1f}", f"{big * 1e3:.1f}", f"{big / small:.1f} ×"))
        what = f"10 million sites beside 1 million ({name})"
        goals.append(Goal(what, "at most 11 ×", f"{big / small:.1f} ×", big <= 11 * small))
    said = ("### Ten million sites\n\nThe million ten times over in the same parks, with ids of their own, mapped from disk, nothing "
            "copied.")  # fmt: skip
    return Part(
        tuple(goals), f"{said}\n\n{table(('question', 'ms, 1 million', 'ms, 10 million', 'ratio'), rows)}"
    )
