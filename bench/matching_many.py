"""Many requirements at once, beside the join that a database would make of them: the same sites, the same first twenty."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from bench import matching_peers as peers
from bench.measure import Goal, Part, Settings, median_cpu, table
from luodi.core.quantities.units import MU
from luodi.matching.fast.many import rank_many
from luodi.matching.logic import SAME
from luodi.matching.requirement import Criterion, Requirement
from luodi.sites.columns.encode import Array, pack
from luodi.sites.columns.runs import encode_runs
from luodi.sites.columns.segment import Segment
from luodi.sites.columns.table import SiteTable

REQUIREMENTS, ANYWHERE = 10_000, 1_000
INDUSTRY = "医疗器械"
_CRITERIA = (Criterion("rent_cny_m2_month", 3, 40, 10), Criterion("clear_height_m", 1, 4, 12), Criterion("power_kva", 1, 100, 1000),
             Criterion("focus_fit", 2, 0, 1), Criterion("title_deed", 1, 0, 1))  # fmt: skip


def requirements(count: int, table: SiteTable, seed: int) -> Iterator[Requirement]:
    """Make up requirements, each for one city: where, what, how much, at what rent, and what the firm brings."""
    draw = random.Random(f"requirements {seed}")
    cities = [city for city in table.segments[0].values("city") if city]
    for _ in range(count):
        least = draw.choice((500, 1000, 1500, 2000, 3000, 5000))
        yield Requirement(
            deal=("lease",), kind=(draw.choice(("factory", "warehouse")),), locations=(draw.choice(cities),),
            floor_area_min_m2=least, floor_area_max_m2=least * draw.choice((1.5, 2, 3)),
            rent_max_cny_m2_month=draw.choice((15, 18, 20, 25, 30)), clear_height_min_m=draw.choice((4, 6, 8)),
            power_min_kva=draw.choice((100, 200, 400)), industry=INDUSTRY, investment_cny=draw.choice((1e7, 5e7, 1e8)),
            tax_cny_year=draw.choice((1e6, 5e6)), revenue_cny_year=draw.choice((2e7, 1e8)), criteria=_CRITERIA,
        )  # fmt: skip


_AREA = (
    f"CASE WHEN floor_area_m2 IS NULL THEN NULL ELSE floor_area_m2 >= w_least * {1 - SAME!r} "
    f"AND COALESCE(min_area_m2, floor_area_m2) <= w_most * {1 + SAME!r} END"
)
_TESTS = (
    "deal LIKE '%lease%' OR deal LIKE '%transfer%'",
    "kind = w_kind",
    _AREA,
    f"clear_height_m >= w_height * {1 - SAME!r}",
    f"power_kva >= w_power * {1 - SAME!r}",
    f"rent_cny_m2_month <= w_rent * {1 + SAME!r}",
    "industry_ok",
    "CASE status WHEN 'available' THEN TRUE WHEN 'taken' THEN FALSE END",
)
_TAKEN = "CASE WHEN {0} IS NULL THEN NULL ELSE GREATEST(COALESCE(min_area_m2, {0}), LEAST(w_least, {0})) END"


def _terms() -> str:
    floor = f"({_TAKEN.format('floor_area_m2')})"
    land = f"(CASE WHEN land_area_m2 > 0 THEN COALESCE(min_area_m2, land_area_m2) ELSE {floor} / plot_ratio END) / {MU!r}"
    rules = [
        f"(w_{a} / ({ground}) >= {x} * {1 - SAME!r} AND w_tax / ({ground}) >= {y} * {1 - SAME!r})"
        for ground, a, x, y in ((land, "investment", "investment_cny_mu", "tax_cny_mu_year"),
                                (floor, "revenue", "revenue_cny_m2_year", "tax_cny_m2_year"))
    ]  # fmt: skip
    return f"CASE shape WHEN 0 THEN {rules[0]} WHEN 1 THEN {rules[1]} WHEN 2 THEN {rules[0]} OR {rules[1]} ELSE TRUE END"


def join(*, by_city: bool) -> str:
    """Give the join: a hash join by city or each with each, what is left of three-valued logic, the first twenty of each."""
    tests = [f"({test})" for test in (*_TESTS, _terms())]
    score = " + ".join(f"{float(c.weight)!r} * ({peers.value_sql(c, Requirement())})" for c in _CRITERIA)
    score = f"({score}) / {float(sum(c.weight for c in _CRITERIA))!r}"
    unknown = " + ".join(f"CASE WHEN {test} IS NULL THEN 1 ELSE 0 END" for test in tests)
    kept = " AND ".join(f"{test} IS NOT FALSE" for test in tests)
    pairs = "wanted JOIN sites ON city = w_city" if by_city else "wanted CROSS JOIN sites"
    return (f"WITH fit AS (SELECT number, id, {score} AS score, {unknown} AS open FROM {pairs} WHERE {kept}) "
            "SELECT number, ROW_NUMBER() OVER (PARTITION BY number ORDER BY ROUND(CAST(score AS DECIMAL(12, 9)), 9) DESC, "
            f"open, id) AS rank, id, score FROM fit QUALIFY rank <= {peers.TOP}")  # fmt: skip


def duckdb_many(frame: Any, asked: list[Requirement]) -> Callable[[], dict[str, Any]]:
    """Put both tables into DuckDB; gives what makes the join and returns its columns: number, rank, id, score."""
    import duckdb
    import pandas as pd
    import pyarrow as pa

    base = duckdb.connect()
    base.execute("SET arrow_large_buffer_size = true")
    wanted = pd.DataFrame(
        {"number": np.arange(len(asked)), "w_city": [r.locations[0] if r.locations else None for r in asked],
         "w_kind": [r.kind[0] for r in asked if r.kind]}
        | {name: np.array([getattr(r, field) for r in asked], dtype=float) for name, field in (
            ("w_least", "floor_area_min_m2"), ("w_most", "floor_area_max_m2"), ("w_rent", "rent_max_cny_m2_month"),
            ("w_height", "clear_height_min_m"), ("w_power", "power_min_kva"), ("w_investment", "investment_cny"),
            ("w_tax", "tax_cny_year"), ("w_revenue", "revenue_cny_year"))})  # fmt: skip
    for name, data in (("given", frame), ("asked", wanted)):
        base.register(name, pa.Table.from_pandas(data))
    base.execute("CREATE TABLE sites AS SELECT * FROM given")
    base.execute("CREATE TABLE wanted AS SELECT * FROM asked")
    query = join(by_city=bool(asked[0].locations))
    return lambda: base.execute(query).fetchnumpy()


def many(sites: SiteTable, settings: Settings) -> Part:
    """Measure all lists at once beside the join, for one city each and for anywhere; the lists are checked to be the same."""
    in_cities = list(requirements(REQUIREMENTS, sites, settings.seed))
    anywhere = [replace(wanted, locations=None) for wanted in in_cities[:ANYWHERE]]
    frame = peers.columns(sites, INDUSTRY)
    first = _cpu(lambda: rank_many(in_cities, sites, peers.TOP))
    rows, goals = [], []
    for name, asked, runs in (
        ("for one city each", in_cities, settings.runs),
        ("for anywhere", anywhere, settings.slow_runs),
    ):
        theirs, ours, singly = _beside(frame, asked, sites, runs)
        ratio = f"{theirs / ours:.1f} ×"
        rows.append((name, f"{len(asked):,}", f"{theirs:.3f}", f"{ours:.3f}", ratio, singly))
        goals.append(
            Goal(
                f"times as fast as DuckDB's join of {len(asked):,} requirements {name}",
                "3 ×",
                ratio,
                theirs >= 3 * ours,
            )
        )
    said = (
        f"### Many requirements at once\n\nRequirements over {len(sites):,} sites in {sites.parks.rows:,} parks, the first {peers.TOP} of "
        f"each with their scores, in columns; medians of CPU seconds ({settings.runs} runs, for anywhere {settings.slow_runs}). DuckDB "
        "has the requirements in a table and makes one join, by city where one is wanted; luodi begins with its requirements as they "
        "are, sites in order. Lists and their order are checked to be the same. Putting the sites in order and finding the cities, "
        f"once for a table, and the first answer with it: {first:.2f} s. *Singly*: lists that were left to the engine for one."
    )
    heads = ("wanted", "requirements", "DuckDB s", "luodi s", "ratio", "singly")
    return Part(tuple(goals), f"{said}\n\n{table(heads, rows)}")


def _beside(frame: Any, asked: list[Requirement], sites: SiteTable, runs: int) -> tuple[float, float, int]:
    """Give the medians of the join and of luodi, and how many lists the engine for one made."""
    join_all = duckdb_many(frame, asked)
    ours = rank_many(asked, sites, peers.TOP)
    _check(join_all(), [[id_ for id_, _ in each.first] for each in ours])
    return (
        median_cpu(join_all, runs),
        median_cpu(lambda: rank_many(asked, sites, peers.TOP), runs),
        len(ours.singly),
    )


def _check(joined: dict[str, Any], ours: list[list[str]]) -> None:
    listed: list[list[str]] = [[] for _ in ours]
    for at in np.lexsort((joined["rank"], joined["number"])):
        listed[joined["number"][at]].append(joined["id"][at])
    for number, pair in enumerate(zip(listed, ours, strict=True)):
        if pair[0] != pair[1]:
            raise SystemExit(f"DuckDB's join, requirement {number}: {pair[0]}; luodi: {pair[1]}")


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def repeated(part: Segment, times: int) -> dict[str, Array]:
    """Give the columns of a part so many times over, run by run, each row with an id of its own."""
    arrays = dict(part.arrays)
    starts = arrays["runs.starts"].astype(np.int64)
    order = np.concatenate([np.tile(np.arange(a, b), times) for a, b in pairwise(starts.tolist())])
    found = {name: each[order] if name in ("lon", "lat") or name.endswith((".codes", ".figures")) else each
             for name, each in arrays.items()}  # fmt: skip
    for name in ("id", "name"):
        found |= pack(name, [f"{row:08}".encode() if name == "id" else b"" for row in range(len(order))])
    return found | encode_runs(found) | {"given.rows": np.arange(len(order), dtype=np.uint32)}
