"""Columns read back: codes and values by field, and single rows as the sites and parks that they were."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from luodi.sites.admission import parse_admission
from luodi.sites.columns.encode import NUMBERS, OWN, PARK_CODED, POINT, SITE_CODED, Array, to_bytes
from luodi.sites.columns.rules import Tree
from luodi.sites.columns.runs import CHORD_MARGIN
from luodi.sites.park import Park
from luodi.sites.site import NO_SOURCES, Site


class Columns:
    """The columns of some rows; ``arrays`` are given by name, and may open files only when they are asked for."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.arrays = arrays
        self.rows = len(arrays["id.ends"])
        self._values: dict[str, list[Any]] = {}
        self._known: dict[str, dict[int, Any]] = {}
        self._columns: list[tuple[str, Array]] | None = None

    def codes(self, field: str) -> Array:
        """Give each row's code; 0 is unknown."""
        return self.arrays[f"{field}.codes"]

    def numbers(self, field: str) -> Array:
        """Give the figures that the codes of a number stand for, ascending; the first (unknown) is NaN."""
        return self.arrays[f"{field}.numbers"]

    def values(self, field: str) -> list[Any]:
        """Give what the codes of any other field stand for; the first (unknown) is None."""
        if field not in self._values:
            self._values[field] = [None, *map(_tupled, json.loads(f"[{','.join(self._texts(field))}]"))]
        return self._values[field]

    def text(self, field: str, row: int) -> str:
        """Give a row's id or name, or the text of one value."""
        ends = self.arrays[f"{field}.ends"]
        start = int(ends[row - 1]) if row else 0
        return _str(self.arrays[f"{field}.bytes"][start : int(ends[row])].tobytes())

    def ids(self) -> list[str]:
        """Give every row's id."""
        return self._texts("id")

    def value(self, field: str, row: int) -> Any:
        """Give one row's value; None where it is unknown."""
        code = int(self.codes(field)[row])
        return self._decoded(field, code) if code else None

    def _decoded(self, field: str, code: int) -> Any:
        if field in NUMBERS:
            return float(self.numbers(field)[code])
        known = self._known.setdefault(field, {})
        if code not in known:
            known[code] = _value(self.text(field, code - 1))
        return known[code]

    def _coded(self, fields: tuple[str, ...]) -> list[tuple[str, Array]]:
        if self._columns is None:
            self._columns = [(name, self.codes(name)) for name in fields]
        return self._columns

    def _texts(self, field: str) -> list[str]:
        data = self.arrays[f"{field}.bytes"].tobytes()
        ends = self.arrays[f"{field}.ends"].tolist()
        return [_str(data[start:end]) for start, end in zip([0, *ends], ends, strict=False)]

    def _rows(self, rows: Sequence[int], coded: tuple[str, ...]) -> list[dict[str, Any]]:
        """Give the values of some rows by field."""
        found: list[dict[str, Any]] = [{name: self.text(name, row) for name in OWN} for row in rows]
        for name in POINT:
            for values, figure in zip(found, self.arrays[name][rows].tolist(), strict=True):
                values[name] = None if figure != figure else figure
        for name, codes in self._coded(coded):
            for values, code in zip(found, codes[rows].tolist(), strict=True):
                values[name] = self._decoded(name, code) if code else None
        for values in found:
            values["sources"] = NO_SOURCES if values["sources"] is None else json.loads(values["sources"])
        return found


class Segment(Columns):
    """The sites of one part of a table; ``gone`` are rows that a later part has replaced or that were removed."""

    def __init__(self, arrays: Mapping[str, Array], gone: Array | None = None) -> None:
        super().__init__(arrays)
        self.gone = gone
        self._run_codes: dict[str, Array] = {}
        self._alike: dict[str, dict[str | None, list[int]]] = {}
        self._searched: dict[str, Texts] = {}
        self._park_names: tuple[ParkColumns, Texts] | None = None

    @property
    def given_order(self) -> Array:
        """Give the rows in the order in which the sites came."""
        return self.arrays["given.rows"]

    def run_codes(self, field: str) -> Array:
        """Give the code that all rows of each run have in common."""
        if field not in self._run_codes:
            self._run_codes[field] = self.codes(field)[self.arrays["runs.starts"][:-1]]
        return self._run_codes[field]

    @property
    def standing(self) -> int:
        """Count the rows that still stand."""
        return self.rows - (0 if self.gone is None else len(self.gone))

    def standing_rows(self) -> slice | Array:
        """Select the rows that still stand."""
        return slice(None) if self.gone is None else np.delete(np.arange(self.rows), self.gone)

    def site(self, row: int) -> Site:
        """Give one row as the site that it was."""
        return self.sites([row])[0]

    def sites(self, rows: Sequence[int]) -> list[Site]:
        """Give some rows as the sites that they were."""
        return [Site(**values) for values in self._rows(rows, SITE_CODED)]

    def holding(self, field: str, text: str) -> Iterator[int]:
        """Give the rows that still stand and whose id or name this is."""
        data, wanted = self.arrays[f"{field}.bytes"].tobytes(), to_bytes(text)
        ends = self.arrays[f"{field}.ends"]
        at = data.find(wanted)
        while at >= 0 and wanted:
            row = int(np.searchsorted(ends, at, side="right"))
            if self.text(field, row) == text and (self.gone is None or row not in self.gone):
                yield row
            at = data.find(wanted, at + 1)

    @cached_property
    def park_codes_present(self) -> Array:
        """Give the codes of the parks in which a site stands."""
        if self.gone is None:
            return np.unique(self.run_codes("park"))
        return np.unique(self.codes("park")[self.standing_rows()])

    @cached_property
    def run_of_row(self) -> Array:
        """Give the run that each row lies in."""
        starts = self.arrays["runs.starts"]
        lengths = (starts[1:] - starts[:-1]).astype(np.int64)
        return np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)

    @cached_property
    def run_squares(self) -> Array:
        """Give the squared length of each run's middle, plus 1."""
        squares: Array = (self.arrays["runs.middles"] ** 2).sum(axis=0) + 1
        return squares

    @cached_property
    def run_reach(self) -> Array:
        """Give each run's reach with a margin far above the rounding of chords: some 60 cm on the ground."""
        reach: Array = self.arrays["runs.reach"] + CHORD_MARGIN
        return reach

    @cached_property
    def runs_lost(self) -> Array:
        """Tell for each run whether the point of a row is not known (1, else 0)."""
        return self.arrays["runs.lost"].astype(np.float64)

    def alike(self, field: str, letters: int) -> dict[str | None, list[int]]:
        """Give the codes of a field by the first letters of what they stand for; None: unknown."""
        if field not in self._alike:
            codes: dict[str | None, list[int]] = {}
            for code, name in enumerate(self.values(field)):
                codes.setdefault(name if name is None else name[:letters], []).append(code)
            self._alike[field] = codes
        return self._alike[field]

    def region(self, number: int) -> tuple[str | None, str | None, str | None]:
        """Give province, city and district of a region."""
        province, city, district = self.arrays["region.levels"][number].tolist()
        return self.values("province")[province], self.values("city")[city], self.values("district")[district]

    def texts(self, field: str) -> "Texts":
        """Give a field's values to look for words in."""
        if field not in self._searched:
            self._searched[field] = Texts(self.values(field))
        return self._searched[field]

    def park_names(self, parks: "ParkColumns") -> "Texts":
        """Give the name of each park that sites name, or the id of one that is not on file."""
        if self._park_names is None or self._park_names[0] is not parks:
            rows = ((id_, parks.row_of.get(id_)) for id_ in self.values("park"))
            names = [id_ if row is None else parks.text("name", row) for id_, row in rows]
            self._park_names = parks, Texts(names)
        return self._park_names[1]


class Texts:
    """Texts joined into one, to be searched at once."""

    def __init__(self, values: list[str | None]) -> None:
        self.values = values
        self.ends = np.cumsum([len(value or "") + 1 for value in values])
        self.joined = "\n".join(value or "" for value in values)

    def holding(self, word: str) -> Iterator[int]:
        """Give the numbers of the texts that hold a word."""
        if not word:
            yield from (number for number, value in enumerate(self.values) if value)
        at = self.joined.find(word) if word else -1
        while at >= 0:
            number = int(np.searchsorted(self.ends, at, side="right"))
            if word in (self.values[number] or ""):
                yield number
            at = self.joined.find(word, at + 1)


class ParkColumns(Columns):
    """All parks of a table."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        super().__init__(arrays)
        self._parks: dict[int, Park] = {}

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Give the row of each park's id."""
        return {id_: row for row, id_ in enumerate(self.ids())}

    @cached_property
    def trees(self) -> list[Tree]:
        """Give the trees of :mod:`luodi.sites.columns.rules`."""
        return list(json.loads(self.arrays["rule.trees"].tobytes()))

    @cached_property
    def leaves(self) -> list[tuple[Array, list[tuple[Array, Array]]]]:
        """Give for each tree its parks and, leaf by leaf, the different bounds with the number of each park's own."""
        shapes, starts, bounds = (self.arrays[f"rule.{name}"] for name in ("shape", "starts", "bounds"))
        found = []
        for number, tree in enumerate(self.trees):
            parks = np.flatnonzero(shapes == number)
            leaves = (
                np.unique(bounds[starts[parks] + leaf], return_inverse=True) for leaf in range(_leaves(tree))
            )
            found.append((parks, [(different, own.reshape(-1)) for different, own in leaves]))
        return found

    @cached_property
    def words(self) -> list[str]:
        """Give the words of all lists."""
        return list(json.loads(_str(self.arrays["words"].tobytes())))

    @cached_property
    def plot_ratios(self) -> Array:
        """Give each park's plot ratio; NaN where it is unknown."""
        return self.numbers("plot_ratio")[self.codes("plot_ratio")]

    def park(self, row: int) -> Park:
        """Give one row as the park that it was; the parks that were asked for are kept."""
        if row not in self._parks:
            self._parks[row] = self._park(row)
        return self._parks[row]

    def _park(self, row: int) -> Park:
        (values,) = self._rows([row], PARK_CODED)
        terms = values["admission"]
        values["admission"] = None if terms is None else parse_admission(json.loads(terms), values["id"])
        return Park(**values)


def _leaves(tree: Tree) -> int:
    return sum(map(_leaves, tree[1])) if tree[0] in ("all_of", "any_of") else 1


def _value(text: str) -> Any:
    return _tupled(json.loads(text))


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _str(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
