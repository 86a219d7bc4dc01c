"""A table of sites: its parts, its parks; in memory, or in a folder whose files are mapped when they are needed.

The folder holds ``header.json`` and a folder for each part, named after the hash of what it holds. Parts never change:
a refresh writes a new part, marks what it replaces, and puts a new header in the old one's place.
"""

import hashlib
import json
import mmap
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.files import write_whole
from luodi.core.text import Text
from luodi.sites.columns.encode import OWN, Array, Arrays, encode_parks, encode_sites
from luodi.sites.columns.segment import ParkColumns, Segment
from luodi.sites.park import Park
from luodi.sites.site import Site

HEADER = "header.json"
VERSION = 2


@dataclass(frozen=True, slots=True)
class Remarks:
    """Sites that name a park not on file, whose park published no terms, that a generator made."""

    not_on_file: int
    without_terms: int
    synthetic: int


class SiteTable:
    """Sites in columns, part by part, and the parks on file."""

    def __init__(self, segments: tuple[Segment, ...], parks: ParkColumns) -> None:
        self.segments, self.parks = segments, parks

    def __len__(self) -> int:
        return sum(part.standing for part in self.segments)

    @cached_property
    def parks_by_code(self) -> tuple[Array, ...]:
        """Give for each part the row of the park that each code of ``park`` names; -1 for none on file."""
        on_file = self.parks.row_of
        named = ([on_file.get(id_, -1) for id_ in part.values("park")] for part in self.segments)
        return tuple(np.array(rows, dtype=np.int32) for rows in named)

    @cached_property
    def park_rows(self) -> tuple[Array, ...]:
        """Give for each part the row of each site's park; -1 where it has none or it is not on file."""
        pairs = zip(self.segments, self.parks_by_code, strict=True)
        return tuple(rows[part.codes("park")] for part, rows in pairs)

    @cached_property
    def remarks(self) -> Remarks:
        """Count what a reader of an answer should know before trusting it."""
        silent = np.append(self.parks.codes("admission") == 0, False)
        lost = quiet = made_up = 0
        for part, parks in zip(self.segments, self.park_rows, strict=True):
            standing = part.standing_rows()
            named = np.array([bool(park) for park in part.values("park")])[part.codes("park")]
            lost += int(np.count_nonzero((named & (parks < 0))[standing]))
            quiet += int(np.count_nonzero(silent[parks][standing]))
            synthetic = np.array([bool(said) for said in part.values("synthetic")])
            made_up += int(np.count_nonzero(synthetic[part.codes("synthetic")][standing]))
        return Remarks(lost, quiet, made_up)

    def named(self, word: str, most: int = 6) -> list[Site]:
        """Give the first sites that have this id, or else this name."""
        for field in OWN:
            found = ((part, row) for part in self.segments for row in part.holding(field, word))
            if sites := [part.site(row) for part, row in islice(found, most)]:
                return sites
        return []

    def find(self, site_id: str) -> tuple[int, int] | None:
        """Give the part and the row of a site; None where there is no such site."""
        for number, part in enumerate(self.segments):
            for row in part.holding("id", site_id):
                return number, row
        return None

    def names(self, ids: set[str]) -> dict[str, str]:
        """Give the names of the sites with these ids, by id."""
        found = ((part, row) for part in self.segments for row in rows_of(part, ids))
        return {part.text("id", row): part.text("name", row) for part, row in found}

    def site(self, number: int, row: int) -> Site:
        """Give one site of a part."""
        return self.segments[number].site(row)

    def sites(self, places: Sequence[tuple[int, int]]) -> list[Site]:
        """Give some sites, each by its part and its row."""
        found: dict[tuple[int, int], Site] = {}
        for number, part in enumerate(self.segments):
            rows = [row for each, row in places if each == number]
            found |= zip(((number, row) for row in rows), part.sites(rows), strict=True) if rows else ()
        return [found[place] for place in places]

    def all_sites(self) -> list[Site]:
        """Give every site that stands, each whole: for tables that are worked through, not searched."""
        return [
            site
            for part in self.segments
            for site in part.sites(np.arange(part.rows)[part.standing_rows()].tolist())
        ]

    def park_of(self, site: Site) -> Park | None:
        """Give the park that a site names; None where it is not on file."""
        row = self.parks.row_of.get(site.park) if site.park else None
        return None if row is None else self.parks.park(row)


def table_of(sites: Iterable[Site], parks: Iterable[Park] = ()) -> SiteTable:
    """Make a table in memory."""
    return SiteTable((Segment(encode_sites(sites)),), ParkColumns(encode_parks(parks)))


def with_parks(table: SiteTable, parks: Iterable[Park]) -> SiteTable:
    """Give a table with other parks on file."""
    return SiteTable(table.segments, ParkColumns(encode_parks(parks)))


def rows_of(part: Segment, ids: set[str]) -> Iterator[int]:
    """Give the rows of a part that hold one of the ids and still stand."""
    gone = set() if part.gone is None else set(part.gone.tolist())
    return (row for row, id_ in enumerate(part.ids()) if id_ in ids and row not in gone)


def is_table(path: Path) -> bool:
    """Tell whether a path is a built table."""
    return (path / HEADER).is_file()


def write_table(path: Path, sites: Iterable[Site], parks: Iterable[Park] = ()) -> SiteTable:
    """Build a table in the folder ``path``, in place of the one that is there.

    Raises :class:`LuodiError` where it can't be written, or where something else stands there.
    """
    return write_arrays(path, encode_sites(sites), encode_parks(parks))


def write_arrays(path: Path, sites: Arrays, parks: Arrays) -> SiteTable:
    """Build a table of columns that are encoded already."""
    if path.exists() and not is_table(path):
        raise _unwritable(path, Text("已有同名的文件或文件夹，不是房源库", "something else than a table has this name"),
                          Text("请换一个名字", "choose another name"))  # fmt: skip
    part = _write_part(path, sites)
    header = {"version": VERSION, "parks": _write_part(path, parks), "segments": [part]}
    return _settle(path, header)


def refresh_table(
    path: Path, sites: Iterable[Site], parks: Iterable[Park] | None = None, removed: Iterable[str] = ()
) -> SiteTable:
    """Add sites to a table; one whose id is there already takes its place. ``parks`` replaces all parks."""
    header = _header(path)
    arrays = encode_sites(sites)
    replaced = {*Segment(arrays).ids(), *removed}
    table = open_table(path)
    for entry, part in zip(header["segments"], table.segments, strict=True):
        if fresh := list(rows_of(part, replaced)):
            old = [] if part.gone is None else part.gone.tolist()
            entry["gone"] = _write_part(path, {"rows": np.array(sorted(old + fresh), dtype=np.uint32)})
    if len(arrays["id.ends"]):
        header["segments"].append(_write_part(path, arrays))
    if parks is not None:
        header["parks"] = _write_part(path, encode_parks(parks))
    return _settle(path, header)


def open_table(path: Path) -> SiteTable:
    """Open a built table; files are mapped into memory when they are needed.

    Raises :class:`LuodiError` where the folder holds no table, one of another version, or files that were cut off.
    """
    header = _header(path)
    segments = []
    for entry in header["segments"]:
        gone = _Mapped(path, entry["gone"])["rows"] if "gone" in entry else None
        segments.append(Segment(_Mapped(path, entry), gone))
    return SiteTable(tuple(segments), ParkColumns(_Mapped(path, header["parks"])))


def _header(path: Path) -> dict[str, Any]:
    try:
        header = json.loads((path / HEADER).read_bytes())
        version = header["version"]
    except FileNotFoundError as error:
        said = Text("里面没有建好的房源库", "holds no built table of sites")
        remedy = Text("请给出房源表文件，或用 luodi sites build 建库",
                      "name a file of sites, or build a table with `luodi sites build`")  # fmt: skip
        raise LuodiError(Problem(str(path), said, remedy)) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, Text("不是房源库", "is no table of sites"), error) from error
    if version != VERSION:
        said = Text(f"房源库的版本是 {version}，需要 {VERSION}", f"is of version {version}, not {VERSION}")
        raise _unreadable(path, said)
    return dict(header)


class _Mapped(Mapping[str, Array]):
    """The arrays of one part, each mapped when it is first asked for."""

    def __init__(self, path: Path, entry: Mapping[str, Any]) -> None:
        self.folder = path / entry["hash"]
        self.entry: Mapping[str, list[Any]] = entry["arrays"]
        self.opened: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        if name not in self.opened:
            self.opened[name] = self._map(name)
        return self.opened[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entry)

    def __len__(self) -> int:
        return len(self.entry)

    def _map(self, name: str) -> Array:
        kind, *shape = self.entry[name]
        size = int(np.prod(shape))
        if not size:
            return np.empty(shape, dtype=kind)
        file = self.folder / name
        try:
            with file.open("rb") as stream:
                mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            return np.frombuffer(mapped, dtype=kind, count=size).reshape(shape)
        except (OSError, ValueError) as error:
            raise _unreadable(file, Text("缺失或不完整", "is missing or cut off"), error) from error


def _write_part(path: Path, arrays: Arrays) -> dict[str, Any]:
    """Write arrays into a folder named after their hash; one that is there already is what it says."""
    shapes = {name: [each.dtype.str, *each.shape] for name, each in arrays.items()}
    digest = hashlib.sha256(json.dumps(shapes).encode())
    for each in arrays.values():
        digest.update(np.ascontiguousarray(each).data)
    name = digest.hexdigest()[:24]
    try:
        _write_files(path, name, arrays)
    except OSError as error:
        said = Text(f"写不了（{error.strerror}）", f"can't be written ({error.strerror})")
        raise _unwritable(
            path, said, Text("请检查空间和写权限", "check free space and permissions")
        ) from error
    return {"hash": name, "arrays": shapes}


def _write_files(path: Path, name: str, arrays: Arrays) -> None:
    path.mkdir(parents=True, exist_ok=True)
    if (path / name).exists():
        return
    temporary = path / f".{name}"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    for key, each in arrays.items():
        np.ascontiguousarray(each).tofile(temporary / key)
    temporary.rename(path / name)


def _settle(path: Path, header: dict[str, Any]) -> SiteTable:
    """Put the new header in place, then clear away parts that nothing names any more."""
    write_whole(path / HEADER, json.dumps(header).encode())
    parts = [header["parks"], *header["segments"], *(e["gone"] for e in header["segments"] if "gone" in e)]
    named = {part["hash"] for part in parts}
    for folder in path.iterdir():
        if folder.is_dir() and folder.name not in named:
            shutil.rmtree(folder, ignore_errors=True)
    return open_table(path)


def _unreadable(path: Path, what: Text, error: Exception | None = None) -> LuodiError:
    if isinstance(error, OSError) and error.strerror:
        what = Text(f"{what.zh}（{error.strerror}）", f"{what.en} ({error.strerror})")
    remedy = Text("请用 luodi sites build 重新生成", "build it anew with `luodi sites build`")
    return LuodiError(Problem(str(path), what, remedy))


def _unwritable(path: Path, what: Text, remedy: Text) -> LuodiError:
    return LuodiError(Problem(str(path), what, remedy), ExitCode.UNWRITABLE)
