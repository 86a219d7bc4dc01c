"""What people would match sites with instead: the same question put to data frames, databases and decision libraries.

A question is SQL expressions, whose NULL logic is Kleene's: a constraint is true, false or unknown (NULL). Every peer
gives how many pass, the ids of the first twenty with their scores, how many sites fail each constraint and how many fail
it alone, and the first twenty that fail only one. None of them explains anything, relaxes anything or asks a question.
"""

import contextlib
import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from luodi.core.quantities.units import MU
from luodi.matching.fast.measures import distance_km
from luodi.matching.ground import wanted_floor, wanted_land
from luodi.matching.industries import akin, covers
from luodi.matching.logic import SAME
from luodi.matching.requirement import Criterion, Requirement
from luodi.sites.columns.encode import NUMBERS
from luodi.sites.columns.table import SiteTable

TOP = 20
First = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a peer gives: how many pass, the first of them, fails and fails alone by constraint, the first near misses."""

    passing: int
    first: First
    funnel: list[tuple[int, int]]
    near: First


_TERMS = ("investment_cny_mu", "tax_cny_mu_year", "revenue_cny_m2_year", "tax_cny_m2_year")
_RADIUS = 6371.0088


@dataclass(frozen=True, slots=True)
class Question:
    """A requirement with its constraints and the value of each criterion as SQL."""

    requirement: Requirement
    constraints: tuple[str, ...]
    values: tuple[tuple[float, str], ...]


def question(requirement: Requirement) -> Question:
    """Put a requirement into SQL; it must state what :func:`_constraints` knows."""
    values = tuple((c.weight, value_sql(c, requirement)) for c in requirement.criteria)
    return Question(requirement, tuple(_constraints(requirement)), values)


def _constraints(wanted: Requirement) -> Iterator[str]:
    deals = {"lease": ("lease", "transfer"), "purchase": ("sale", "transfer")}
    yield " OR ".join(f"deal LIKE '%{word}%'" for deal in wanted.deal or () for word in deals[deal])
    yield f"kind IN ({', '.join(repr(kind) for kind in wanted.kind or ())})"
    low, high = wanted_floor(wanted) or (0, 0)
    yield (f"CASE WHEN floor_area_m2 IS NULL THEN NULL ELSE floor_area_m2 >= {low * (1 - SAME)!r} "
           f"AND COALESCE(min_area_m2, floor_area_m2) <= {high * (1 + SAME)!r} END")  # fmt: skip
    if wanted.locations:
        yield f"province IN ({', '.join(repr(place) for place in wanted.locations)})"
    for field, bound in (
        ("clear_height_m", wanted.clear_height_min_m),
        ("floor_load_kg_m2", wanted.floor_load_min_kg_m2),
        ("power_kva", wanted.power_min_kva),
    ):
        if bound is not None:
            yield f"{field} >= {bound * (1 - SAME)!r}"
    yield f"rent_cny_m2_month <= {(wanted.rent_max_cny_m2_month or 0) * (1 + SAME)!r}"
    if wanted.title_deed:
        yield "title_deed"
    yield _admission(wanted)
    yield "industry_ok"
    yield "CASE status WHEN 'available' THEN TRUE WHEN 'taken' THEN FALSE END"


def _admission(wanted: Requirement) -> str:
    floor = _least(wanted_floor(wanted), "floor_area_m2")
    land = f"CASE WHEN land_area_m2 > 0 THEN {_least(wanted_land(wanted), 'land_area_m2')} ELSE {floor} / plot_ratio END"
    mu = f"({land}) / {MU!r}"
    by_mu, by_m2 = (
        f"({a!r} / ({ground}) >= {x} * {1 - SAME!r} AND {b!r} / ({ground}) >= {y} * {1 - SAME!r})"
        for ground, a, x, b, y in (
            (mu, wanted.investment_cny, _TERMS[0], wanted.tax_cny_year, _TERMS[1]),
            (floor, wanted.revenue_cny_year, _TERMS[2], wanted.tax_cny_year, _TERMS[3]),
        )
    )
    return f"CASE WHEN shape = 0 THEN {by_mu} WHEN shape = 1 THEN {by_m2} WHEN shape = 2 THEN {by_mu} OR {by_m2} ELSE TRUE END"


def _least(wanted: tuple[float, float] | None, field: str) -> str:
    low = f"COALESCE(min_area_m2, {field})"
    taken = f"GREATEST({low}, LEAST({wanted[0]!r}, {field}))" if wanted else low
    return f"(CASE WHEN {field} IS NULL THEN NULL ELSE {taken} END)"


def value_sql(criterion: Criterion, wanted: Requirement) -> str:
    """Give the value of a criterion as SQL."""
    x = _measure(criterion.measure, wanted)
    share = f"(({x}) - {float(criterion.worst)!r}) / {float(criterion.best - criterion.worst)!r}"
    return f"CASE WHEN ({x}) IS NULL THEN 0.5 ELSE GREATEST(0.0, LEAST(1.0, {share})) END"


def _measure(name: str, wanted: Requirement) -> str:
    if name == "area_gap":
        assert wanted.floor_area_min_m2
        assert wanted.floor_area_max_m2
        least, most = float(wanted.floor_area_min_m2), float(wanted.floor_area_max_m2)
        return (f"CASE WHEN floor_area_m2 IS NULL THEN NULL WHEN floor_area_m2 < {least!r} "
                f"THEN ({least!r} - floor_area_m2) / {least!r} WHEN COALESCE(min_area_m2, floor_area_m2) > {most!r} "
                f"THEN (COALESCE(min_area_m2, floor_area_m2) - {most!r}) / {most!r} ELSE 0.0 END")  # fmt: skip
    if not name.startswith("distance_km:"):
        return (
            f"CASE WHEN {name} THEN 1.0 WHEN NOT {name} THEN 0.0 END"
            if name in ("title_deed", "steam")
            else name
        )
    place = next(place for place in wanted.near if place.name == name.partition(":")[2])
    lat, lon = f"RADIANS({place.lat!r} - lat) / 2", f"RADIANS({place.lon!r} - lon) / 2"
    across, along = f"SIN({lat}) * SIN({lat})", f"SIN({lon}) * SIN({lon})"
    chord = f"{across} + COS(RADIANS(lat)) * {np.cos(np.radians(place.lat))!r} * {along}".replace(
        "np.float64", ""
    )
    return f"{2 * _RADIUS!r} * ASIN(SQRT({chord}))"


# --- the data -----------------------------------------------------------------------------------------------

FIELDS = ("floor_area_m2", "land_area_m2", "min_area_m2", "clear_height_m", "floor_load_kg_m2", "power_kva", "crane_t",
          "rent_cny_m2_month", "title_deed", "steam", "deal", "kind", "province", "city", "status")  # fmt: skip


def columns(table: SiteTable, industry: str | None) -> Any:
    """Give the sites as a pandas frame joined with their parks, as favourable as can be: one column for each figure."""
    import pandas as pd

    part, parks, rows = table.segments[0], table.parks, table.park_rows[0]
    frame: dict[str, Any] = {"id": np.array(part.ids(), dtype=object)}
    for field in FIELDS:
        codes = part.codes(field)
        if field in NUMBERS:
            frame[field] = part.numbers(field)[codes]
        else:
            words = ["|".join(each) if isinstance(each, tuple) else each for each in part.values(field)]
            kind = "boolean" if field in ("title_deed", "steam") else "string"
            frame[field] = pd.array(np.array(words, dtype=object)[codes], dtype=kind)
    frame |= {name: part.arrays[name] for name in ("lon", "lat")}
    return pd.DataFrame(frame | _park_columns(parks, rows, industry))


def _park_columns(parks: Any, rows: Any, industry: str | None) -> dict[str, Any]:
    """Give what a site's park says: the bounds of its terms by measure, and what it says of the industry and the focus."""
    import pandas as pd

    bounds = {name: np.full(parks.rows + 1, np.nan) for name in _TERMS}
    fits, admits, ratios = (
        np.full(parks.rows + 1, np.nan),
        np.full(parks.rows + 1, None),
        np.full(parks.rows + 1, np.nan),
    )
    ratios[:-1] = parks.plot_ratios
    admits[-1] = True  # a site without a park on file: nothing refuses it
    trees = [re.findall(r'"(\w+)", "at_least"', json.dumps(tree)) for tree in parks.trees]
    shapes, starts, values = (parks.arrays[f"rule.{each}"] for each in ("shape", "starts", "bounds"))
    kinds = {_TERMS[:2]: 0, _TERMS[2:]: 1, _TERMS: 2}
    shape = np.full(parks.rows + 1, -1)
    for row in range(parks.rows):
        if shapes[row] >= 0:
            names = trees[shapes[row]]
            shape[row] = kinds[tuple(names)]
            for number, name in enumerate(names):
                bounds[name][row] = values[starts[row] + number]
        park = parks.park(row)
        if park.focus and industry:
            fits[row] = float(any(akin(word, industry) for word in park.focus))
        admits[row] = _admits(park, industry)
    found = {name: each[rows] for name, each in (bounds | {"focus_fit": fits, "plot_ratio": ratios}).items()}
    return found | {"shape": shape[rows], "industry_ok": pd.array(admits[rows], dtype="boolean")}


def _admits(park: Any, industry: str | None) -> bool | None:
    terms = park.admission
    denied = {covers(word, industry) for word in terms.deny} if terms else set()
    allowed = {covers(word, industry) for word in terms.allow} if terms and terms.allow else {"pass"}
    if "pass" in denied or not allowed & {"pass", "unknown"}:
        return False
    return None if "unknown" in denied or "pass" not in allowed else True


# --- the peers ----------------------------------------------------------------------------------------------

Ask = Callable[[Question], Found]


def polars_peer(frame: Any) -> Ask:
    """Polars, lazy."""
    import polars as pl

    data = pl.from_pandas(frame, nan_to_null=True).lazy()

    def ask(asked: Question) -> Found:
        names = [f"t{number}" for number in range(len(asked.constraints))]
        weight = sum(w for w, _ in asked.values)
        score = pl.sum_horizontal([pl.sql_expr(v) * w for w, v in asked.values]) / weight
        judged = data.with_columns(
            pl.sql_expr(each).alias(name) for name, each in zip(names, asked.constraints, strict=True)
        )
        fails = [~pl.col(name).fill_null(True) for name in names]  # noqa: FBT003 - what stands for unknown
        judged = judged.with_columns(pl.sum_horizontal(fails).alias("fails"))

        def first(failing: int) -> Any:
            listed = judged.filter(pl.col("fails") == failing).select(
                "id", score.alias("score"), pl.sum_horizontal([pl.col(name).is_null() for name in names]).alias("open"))  # fmt: skip
            return listed.sort([-pl.col("score").round(9), "open", "id"]).head(TOP)

        once = pl.col("fails") == 1
        counts = judged.select((pl.col("fails") == 0).sum().alias("passing"),
                               *(each.sum().alias(f"f{n}") for n, each in enumerate(fails)),
                               *((each & once).sum().alias(f"a{n}") for n, each in enumerate(fails)))  # fmt: skip
        counted, top, near = pl.collect_all([counts, first(0), first(1)])
        row = counted.row(0)
        funnel = list(zip(row[1 : 1 + len(names)], row[1 + len(names) :], strict=True))
        lists = [
            list(zip(each["id"].to_list(), each["score"].to_list(), strict=True)) for each in (top, near)
        ]
        return Found(int(row[0]), lists[0], funnel, lists[1])

    return ask


_JUDGED = ") AS judged"
"""Ends the subquery of the counts. Without ``OFFSET 0`` PostgreSQL merges it into each count, which judges all again."""


def _sql(asked: Question) -> tuple[str, str, str]:
    """Give the queries for the counts, the first and the near misses."""
    tests = [f"({each})" for each in asked.constraints]
    weight = sum(w for w, _ in asked.values)
    score = f"({' + '.join(f'{float(w)!r} * ({v})' for w, v in asked.values)}) / {weight!r}"
    open_ = " + ".join(f"CASE WHEN {test} IS NULL THEN 1 ELSE 0 END" for test in tests)
    fails = " + ".join(f"CASE WHEN {test} IS FALSE THEN 1 ELSE 0 END" for test in tests)
    order = f"ORDER BY ROUND(CAST({score} AS DECIMAL(12, 9)), 9) DESC, open, id LIMIT {TOP}"
    names = [f"t{number}" for number in range(len(tests))]
    judged = ", ".join(f"{test} AS {name}" for name, test in zip(names, tests, strict=True))
    counts = ", ".join(f"COUNT(*) FILTER (WHERE {name} IS FALSE), COUNT(*) FILTER (WHERE {name} IS FALSE AND fails = 1)"
                       for name in names)  # fmt: skip
    return (
        f"SELECT COUNT(*) FILTER (WHERE fails = 0), {counts} FROM (SELECT {judged}, {fails} AS fails FROM sites{_JUDGED}",
        f"SELECT id, {score} AS score, {open_} AS open FROM sites WHERE {' AND '.join(f'{t} IS NOT FALSE' for t in tests)} {order}",
        f"SELECT id, {score} AS score, {open_} AS open FROM sites WHERE {fails} = 1 {order}",
    )  # fmt: skip


def _sql_ask(rows: Callable[[str], list[Any]]) -> Ask:
    def ask(asked: Question) -> Found:
        counts, first, near = map(rows, _sql(asked))
        row = counts[0]
        lists = [[(each[0], float(each[1])) for each in listed] for listed in (first, near)]
        return Found(row[0], lists[0], list(zip(row[1::2], row[2::2], strict=True)), lists[1])

    return ask


def duckdb_peer(frame: Any) -> Ask:
    """DuckDB, in memory."""
    import duckdb

    base = duckdb.connect()
    base.execute("SET arrow_large_buffer_size = true")
    import pyarrow as pa

    base.register("given", pa.Table.from_pandas(frame))
    base.execute("CREATE TABLE sites AS SELECT * FROM given")
    return _sql_ask(lambda query: base.execute(query).fetchall())


@contextlib.contextmanager
def postgres_peer(frame: Any) -> Iterator[Ask]:
    """PostgreSQL with indexes, in a server of its own; its best plan, parallel or not."""
    import psycopg
    from tests.portal.postgres import server

    types = {"object": "text", "string": "text", "str": "text", "boolean": "boolean", "int64": "integer"}
    shape = ", ".join(
        f'"{name}" {types.get(str(kind), "double precision")}' for name, kind in frame.dtypes.items()
    )
    with server() as url, psycopg.connect(url, autocommit=True) as base:
        base.execute(f"CREATE UNLOGGED TABLE sites ({shape})")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "sites.csv"
            frame.to_csv(file, index=False, header=False)
            with file.open("rb") as stream, base.cursor().copy("COPY sites FROM STDIN CSV") as copy:
                while data := stream.read(1 << 20):
                    copy.write(data)
        for field in ("province", "kind", "floor_area_m2", "rent_cny_m2_month", "clear_height_m", "status"):
            base.execute(f"CREATE INDEX ON sites ({field})")
        base.execute("VACUUM ANALYZE sites")
        base.execute("SET work_mem = '256MB'")
        base.execute("SET jit = off")  # compiling such long expressions takes seconds, more than it saves

        def rows(query: str) -> list[Any]:
            return base.execute(query.replace(_JUDGED, f" OFFSET 0{_JUDGED}")).fetchall()

        yield _sql_ask(rows)


def pandas_peer(frame: Any) -> Ask:
    """pandas: what SQL says, by DataFrame.eval's engine underneath: NumPy arrays, NaN for what is unknown."""
    arrays = {name: _plain(frame[name]) for name in frame.columns}

    def ask(asked: Question) -> Found:
        wanted = asked.requirement
        failing, open_ = _pandas_tests(arrays, wanted)
        fails = np.sum(failing, axis=0, dtype=np.int64)
        once = fails == 1
        funnel = [(int(each.sum()), int((each & once).sum())) for each in failing]
        first, near = (_pandas_first(arrays, wanted, np.flatnonzero(fails == n), open_) for n in (0, 1))
        return Found(int((fails == 0).sum()), first, funnel, near)

    return ask


def _pandas_first(arrays: dict[str, Any], wanted: Requirement, rows: Any, open_: Any) -> First:
    import pandas as pd

    values = _pandas_values(arrays, rows, wanted)
    score = values @ np.array([c.weight for c in wanted.criteria]) / sum(c.weight for c in wanted.criteria)
    listed = pd.DataFrame(
        {"id": arrays["id"][rows], "score": score, "open": open_[rows], "key": score.round(9)}
    )
    first = listed.nlargest(TOP, "key", keep="all").sort_values(
        ["key", "open", "id"], ascending=[False, True, True]
    )
    return list(zip(first["id"].head(TOP), first["score"].head(TOP), strict=True))


def _pandas_values(arrays: dict[str, Any], rows: Any, wanted: Requirement) -> Any:
    """Give the value of each criterion (rows × criteria), 0.5 for what is unknown."""
    columns = []
    for c in wanted.criteria:
        x = _pandas_measure(arrays, rows, c.measure, wanted)
        columns.append(np.where(np.isnan(x), 0.5, np.clip((x - c.worst) / (c.best - c.worst), 0, 1)))
    return np.stack(columns, axis=1)


def _plain(column: Any) -> Any:
    if str(column.dtype) == "boolean":
        return column.astype("float64").to_numpy()
    return column.astype("category") if str(column.dtype) == "string" else column.to_numpy()


def _pandas_tests(a: dict[str, Any], wanted: Requirement) -> tuple[Any, Any]:
    """Give what fails each constraint, and how many constraints are unknown."""
    floor, least = a["floor_area_m2"], a["min_area_m2"]
    low, high = wanted_floor(wanted) or (0, 0)
    smallest = np.where(np.isnan(least), floor, least)
    deals = {"lease": "lease|transfer", "purchase": "sale|transfer"}
    failing: list[Any] = []
    open_ = np.zeros(len(floor), dtype=np.int64)

    def add(fails: Any, unknown: Any) -> None:
        nonlocal open_
        failing.append(np.asarray(fails, dtype=bool))
        open_ += np.asarray(unknown, dtype=bool)

    def add_words(name: str, holds: Callable[[str], bool]) -> None:
        column = a[name]
        good = np.append([holds(word) for word in column.cat.categories], True)
        codes = column.cat.codes.to_numpy()
        add(~good[codes], codes < 0)

    add_words("deal", lambda word: any(re.search(deals[deal], word) for deal in wanted.deal or ()))
    add_words("kind", lambda word: word in (wanted.kind or ()))
    add((floor < low * (1 - SAME)) | ((smallest > high * (1 + SAME)) & ~np.isnan(floor)), np.isnan(floor))
    if wanted.locations:
        add_words("province", lambda word: word in (wanted.locations or ()))
    for name, bound in (("clear_height_m", wanted.clear_height_min_m), ("floor_load_kg_m2", wanted.floor_load_min_kg_m2),
                        ("power_kva", wanted.power_min_kva)):  # fmt: skip
        if bound is not None:
            add(a[name] < bound * (1 - SAME), np.isnan(a[name]))
    rent = a["rent_cny_m2_month"]
    add(rent > (wanted.rent_max_cny_m2_month or 0) * (1 + SAME), np.isnan(rent))
    for name in ("title_deed",) if wanted.title_deed else ():
        add(a[name] == 0, np.isnan(a[name]))
    add(*_pandas_admission(a, wanted, smallest))
    add(a["industry_ok"] == 0, np.isnan(a["industry_ok"]))
    codes, words = a["status"].cat.codes.to_numpy(), list(a["status"].cat.categories)
    add(codes == words.index("taken"), (codes < 0) | (codes == words.index("reserved")))
    return failing, open_


def _pandas_admission(a: dict[str, Any], wanted: Requirement, smallest: Any) -> tuple[Any, Any]:
    low = (wanted_floor(wanted) or (0.0, 0.0))[0]
    floor, land, least = a["floor_area_m2"], a["land_area_m2"], a["min_area_m2"]
    taken = np.where(np.isnan(floor), np.nan, np.maximum(smallest, np.minimum(low, floor)))
    own = np.where(np.isnan(least), land, least)
    mu = np.where(land > 0, own, taken / a["plot_ratio"]) / MU
    shape = a["shape"]
    ranks = []
    for ground, total, x, y in (
        (mu, wanted.investment_cny, *_TERMS[:2]),
        (taken, wanted.revenue_cny_year, *_TERMS[2:]),
    ):
        meets = ((total or 0) / ground >= a[x] * (1 - SAME)) & (
            (wanted.tax_cny_year or 0) / ground >= a[y] * (1 - SAME)
        )
        ranks.append(np.where(np.isnan(ground), 1, np.where(meets, 2, 0)))
    rank = np.select([shape == 0, shape == 1, shape == 2], [*ranks, np.maximum(*ranks)], 2)
    return rank == 0, rank == 1


def _pandas_measure(a: dict[str, Any], rows: Any, name: str, wanted: Requirement) -> Any:
    if name.startswith("distance_km:"):
        place = next(place for place in wanted.near if place.name == name.partition(":")[2])
        return distance_km(a["lon"][rows], a["lat"][rows], place)
    if name != "area_gap":
        return a[name][rows]
    floor, least = a["floor_area_m2"][rows], a["min_area_m2"][rows]
    low, high = wanted.floor_area_min_m2 or 0, wanted.floor_area_max_m2 or 0
    smallest = np.where(np.isnan(least), floor, least)
    gap = np.where(floor < low, (low - floor) / low, np.where(smallest > high, (smallest - high) / high, 0.0))
    return np.where(np.isnan(floor), np.nan, gap)


def decision_peers(frame: Any, asked: Question) -> dict[str, Callable[[], Any]]:
    """scikit-criteria and pymcdm, from the same table to a ranking by TOPSIS: neither judges constraints over several
    columns or knows unknown values, so pandas does that first. scikit-criteria filters by its own Filter, as its pipelines
    do, over a matrix of all sites; pymcdm, which has no filter, gets the rows that pass.
    """
    import skcriteria
    from pymcdm import methods
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.preprocessing.filters import Filter
    from skcriteria.preprocessing.scalers import VectorScaler

    arrays = {name: _plain(frame[name]) for name in frame.columns}
    wanted = asked.requirement
    weights = np.array([c.weight for c in wanted.criteria], dtype=float)
    names = [c.measure for c in wanted.criteria]

    def passes() -> Any:
        return ~np.any(_pandas_tests(arrays, wanted)[0], axis=0)

    def scikit() -> Any:
        held = passes()
        values = _pandas_values(arrays, np.arange(len(held)), wanted)
        matrix = np.column_stack([values, held])
        decision = skcriteria.mkdm(
            matrix, [max] * matrix.shape[1], weights=[*weights, 0], criteria=[*names, "passes"]
        )
        fit = Filter({"passes": lambda column: column == 1}).transform(decision)[names]
        ranked = TOPSIS().evaluate(VectorScaler(target="matrix").transform(fit))
        return np.argsort(ranked.rank_)[:TOP]

    def pymcdm() -> Any:
        values = _pandas_values(arrays, np.flatnonzero(passes()), wanted)
        scores = methods.TOPSIS()(values, weights / weights.sum(), np.ones(len(weights)))
        return np.argsort(-scores)[:TOP]

    return {"scikit-criteria": scikit, "pymcdm": pymcdm}


def postgres_version() -> str:
    """Give the server's version."""
    from tests.portal.postgres import find_binaries

    words = subprocess.run(
        [find_binaries() / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    return words.stdout.strip().replace("postgres (PostgreSQL)", "PostgreSQL")
