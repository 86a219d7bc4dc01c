"""Rows turned into columns: for each field a code a row, and the distinct values that the codes stand for.

Code 0 is unknown. Figures are coded in ascending order, so that a bound on a figure is a bound on its code; all other
values in the order of their first row. Ids and names, of which hardly two are the same, are bytes with offsets.
Sites are put in the order of their parks and regions; :mod:`luodi.sites.columns.runs` says why.
"""

import json
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from luodi.core.errors import LuodiError, Problem
from luodi.core.fields import PARK_FIELDS, SITE_FIELDS, Type
from luodi.core.text import Text
from luodi.sites.admission import Admission, admission_to_json
from luodi.sites.columns.rules import encode_rules, encode_words
from luodi.sites.columns.runs import AREAS, area_figures, encode_runs, order_of_rows
from luodi.sites.park import Park
from luodi.sites.site import Site

Array: TypeAlias = NDArray[Any]
Arrays: TypeAlias = dict[str, Array]
"""Arrays by name: ``FIELD.codes``, ``FIELD.numbers``, ``FIELD.bytes``, ``FIELD.ends``, ``FIELD`` where it is its own."""

OWN = ("id", "name")
POINT = ("lon", "lat")
REGION = ("province", "city", "district")
NUMBERS = frozenset(field.name for field in (*SITE_FIELDS, *PARK_FIELDS) if field.type is Type.NUMBER)
SITE_CODED = (*(f.name for f in SITE_FIELDS if f.name not in (*OWN, *POINT)), "sources")
PARK_CODED = (*(f.name for f in PARK_FIELDS if f.name not in (*OWN, *POINT)), "admission", "sources")


def encode_sites(sites: Iterable[Site]) -> Arrays:
    """Turn sites into columns; raises :class:`LuodiError` for a figure that is not finite."""
    gathered = _Gathered(SITE_CODED)
    for site in sites:
        gathered.add(site)
    columns = gathered.columns()
    columns |= _regions(columns)
    order = order_of_rows(columns)
    columns = {name: each[order] if _is_by_row(name) else each for name, each in columns.items()}
    given = np.empty(len(order), dtype=np.uint32)
    given[order] = np.arange(len(order), dtype=np.uint32)
    runs = encode_runs(columns) | area_figures(*(_figures(columns, field) for field in AREAS))
    return gathered.texts(order.tolist()) | columns | runs | {"given.rows": given}


def encode_parks(parks: Iterable[Park]) -> Arrays:
    """Turn parks into columns, with what their terms come to as arrays."""
    gathered = _Gathered(PARK_CODED)
    rows = list(parks)
    for park in rows:
        gathered.add(park)
    return gathered.texts(range(len(rows))) | gathered.columns() | encode_rules(rows) | encode_words(rows)


class _Gathered:
    """Gathers rows; equal values are kept once."""

    def __init__(self, coded: tuple[str, ...]) -> None:
        self.coded = coded
        self.own: dict[str, list[bytes]] = {name: [] for name in OWN}
        self.points = {name: array("d") for name in POINT}
        self.codes = {name: array("I") for name in coded}
        self.seen: dict[str, dict[Any, int]] = {name: {None: 0} for name in coded}

    def add(self, row: Site | Park) -> None:
        """Take one row."""
        for name in OWN:
            self.own[name].append(to_bytes(getattr(row, name)))
        for name in POINT:
            figure = getattr(row, name)
            self.points[name].append(math.nan if figure is None else _finite(row, name, figure))
        for name in self.coded:
            value = getattr(row, name)
            if name in NUMBERS:
                value = None if value is None else _finite(row, name, value)
            elif isinstance(value, Mapping | Admission):
                value = _as_text(value)
            seen = self.seen[name]
            self.codes[name].append(seen.setdefault(value, len(seen)))

    def columns(self) -> Arrays:
        """Give the columns but for ids and names, in the order in which the rows came."""
        arrays: Arrays = {name: np.array(points) for name, points in self.points.items()}
        for name, codes in self.codes.items():
            values = list(self.seen[name])[1:]
            arrays |= code_column(name, np.frombuffer(codes, dtype=np.uint32), values)
        return arrays

    def texts(self, order: Sequence[int]) -> Arrays:
        """Give ids and names in another order."""
        arrays: Arrays = {}
        for name, texts in self.own.items():
            arrays |= pack(name, [texts[row] for row in order])
        return arrays


def _is_by_row(name: str) -> bool:
    """Tell whether an array holds a figure or a code a row."""
    return name in POINT or name.endswith(".codes")


def _figures(columns: Arrays, field: str) -> Array:
    figures: Array = columns[f"{field}.numbers"][columns[f"{field}.codes"]]
    return figures


def code_column(name: str, codes: Array, values: list[Any]) -> Arrays:
    """Give a column of its codes (0: unknown, 1: the first value, …) and its values; figures are put in order."""
    if name not in NUMBERS:
        return {f"{name}.codes": shrink(codes, len(values))} | pack(name, [_value_bytes(v) for v in values])
    numbers = np.array([math.nan, *values], dtype=np.float64)
    order = np.concatenate(([0], 1 + np.argsort(numbers[1:], kind="stable")))
    ranks = np.empty(len(numbers), dtype=np.uint32)
    ranks[order] = np.arange(len(numbers), dtype=np.uint32)
    return {f"{name}.codes": shrink(ranks[codes], len(values)), f"{name}.numbers": numbers[order]}


def shrink(codes: Array, most: int) -> Array:
    """Give codes in the smallest type that holds ``most``."""
    return codes.astype(np.uint8 if most < 2**8 else np.uint16 if most < 2**16 else np.uint32)


def pack(name: str, texts: list[bytes]) -> Arrays:
    """Give texts as one run of bytes and the end of each."""
    ends = np.fromiter(accumulate(map(len, texts)), dtype=np.uint64, count=len(texts))
    return {f"{name}.bytes": np.frombuffer(b"".join(texts), dtype=np.uint8), f"{name}.ends": ends}


def to_bytes(text: str) -> bytes:
    """Give a text's bytes; half a character, which JSON may hold, stays what it is."""
    return text.encode("utf-8", "surrogatepass")


def _value_bytes(value: Any) -> bytes:
    """Give words as they are, all else as JSON, which starts with none of the letters that words start with."""
    return to_bytes(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _as_text(value: Mapping[str, str] | Admission) -> str | None:
    plain = admission_to_json(value) if isinstance(value, Admission) else dict(value) or None
    return None if plain is None else json.dumps(plain, ensure_ascii=False)


def _finite(row: Site | Park, name: str, figure: float) -> float:
    if math.isfinite(figure):
        return float(figure)
    raise LuodiError(Problem(f"{row.id}, {name}", Text(f"{figure} 不是有限的数", f"{figure} is not finite"),
                             Text("请改正，或留空", "mend it, or leave it empty")))  # fmt: skip


def _regions(arrays: Arrays) -> Arrays:
    """Give each row the number of its province, city and district together, and the codes of each region."""
    levels = np.stack([arrays[f"{level}.codes"].astype(np.uint32) for level in REGION], axis=1)
    regions, codes = np.unique(levels, axis=0, return_inverse=True)
    return {"region.codes": shrink(codes.reshape(-1), len(regions)), "region.levels": regions}
