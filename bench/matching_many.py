"""Many requirements at once, beside the join that a database would make of them: the same sites, the same first twenty."""

import random
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from bench import matching_peers as peers
from bench.measure import Goal, Part, Settings, median_cpu
from luodi.core.quantities.units import MU
from luodi.matching.fast.engine import rank_table
from luodi.matching.logic import SAME
from luodi.matching.requirement import Criterion, Requirement
from luodi.sites.columns.encode import Array, pack
from luodi.sites.columns.runs import encode_runs
from luodi.sites.columns.segment import Segment
from luodi.sites.columns.table import SiteTable

REQUIREMENTS = 10_000
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


def join() -> str:
    """Give the join: a hash join by city, then what is left of three-valued logic, then the first twenty of each."""
    tests = [f"({test})" for test in (*_TESTS, _terms())]
    score = " + ".join(f"{float(c.weight)!r} * ({peers.value_sql(c, Requirement())})" for c in _CRITERIA)
    score = f"({score}) / {float(sum(c.weight for c in _CRITERIA))!r}"
    unknown = " + ".join(f"CASE WHEN {test} IS NULL THEN 1 ELSE 0 END" for test in tests)
    kept = " AND ".join(f"{test} IS NOT FALSE" for test in tests)
    return (f"WITH fit AS (SELECT number, id, {score} AS score, {unknown} AS open FROM wanted JOIN sites ON city = w_city "
            f"WHERE {kept}) SELECT number, id, score FROM fit QUALIFY ROW_NUMBER() OVER (PARTITION BY number "
            f"ORDER BY ROUND(CAST(score AS DECIMAL(12, 9)), 9) DESC, open, id) <= {peers.TOP}")  # fmt: skip


def duckdb_many(frame: Any, asked: list[Requirement]) -> Any:
    """Put both tables into DuckDB; gives what makes the join and returns its rows: number, id, score."""
    import duckdb
    import pandas as pd
    import pyarrow as pa

    base = duckdb.connect()
    base.execute("SET arrow_large_buffer_size = true")
    wanted = pd.DataFrame(
        {"number": np.arange(len(asked)), "w_city": [r.locations[0] for r in asked if r.locations],
         "w_kind": [r.kind[0] for r in asked if r.kind]}
        | {name: np.array([getattr(r, field) for r in asked], dtype=float) for name, field in (
            ("w_least", "floor_area_min_m2"), ("w_most", "floor_area_max_m2"), ("w_rent", "rent_max_cny_m2_month"),
            ("w_height", "clear_height_min_m"), ("w_power", "power_min_kva"), ("w_investment", "investment_cny"),
            ("w_tax", "tax_cny_year"), ("w_revenue", "revenue_cny_year"))})  # fmt: skip
    for name, data in (("given", frame), ("asked", wanted)):
        base.register(name, pa.Table.from_pandas(data))
    base.execute("CREATE TABLE sites AS SELECT * FROM given")
    base.execute("CREATE TABLE wanted AS SELECT * FROM asked")
    return lambda: base.execute(join()).fetchall()


def many(sites: SiteTable, settings: Settings) -> Part:
    """Measure the engine, one requirement after the other, beside the join; the answers are checked to be the same."""
    asked = list(requirements(REQUIREMENTS, sites, settings.seed))
    join_all = duckdb_many(peers.columns(sites, INDUSTRY), asked)
    listed: dict[int, set[str]] = {}
    for number, id_, _ in join_all():
        listed.setdefault(number, set()).add(id_)
    theirs = median_cpu(join_all, settings.runs)
    start = time.process_time()
    ours = [rank_table(wanted, sites, peers.TOP) for wanted in asked]
    spent = time.process_time() - start
    for number, ranked in enumerate(ours):
        if {id_ for id_, _ in ranked.first} != listed.get(number, set()):
            raise SystemExit(
                f"DuckDB's join, requirement {number}: {listed.get(number)}; luodi: {ranked.first}"
            )
    said = (
        f"### Many requirements at once\n\n{len(asked):,} requirements, each for one city, over {len(sites):,} sites in "
        f"{sites.parks.rows:,} parks, the first {peers.TOP} of each with their scores; CPU seconds. DuckDB makes one join by city, "
        f"medians of {settings.runs} runs: {theirs:.2f} s. luodi asks one after the other, once: {spent:.1f} s, "
        f"{spent / len(asked) * 1e3:.2f} ms each; the lists are checked to be the same."
    )
    ratio = theirs / spent
    return Part(
        (Goal("times as fast as DuckDB's join of 10,000 requirements", "3 ×", f"{ratio:.2f} ×", ratio >= 3),),
        said,
    )


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
