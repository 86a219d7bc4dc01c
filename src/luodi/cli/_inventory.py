"""The sites and parks that a command works on, and what was wrong with their tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from luodi.cli._output import tell_problem
from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.text import Lang, Text
from luodi.sites.park import Park
from luodi.sites.site import Site

if TYPE_CHECKING:
    from luodi.sites.columns.table import SiteTable


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is on offer, and the exit code that the tables' bad rows ask for."""

    sites: "tuple[Site, ...] | SiteTable"
    parks: tuple[Park, ...]
    exit_code: ExitCode


def load_inventory(sites_path: Path, parks_path: Path | None, lang: Lang) -> Inventory:
    """Load both tables and name every problem on standard error; a table that was built is opened, not read.

    Raises :class:`LuodiError` where rows of sites were bad and none is left.
    """
    if sites_path.is_dir():
        return _open(sites_path, parks_path, lang)
    from luodi.sites.tables import load_parks, load_sites  # Excel's reader, which a built table does without

    sites = load_sites(sites_path)
    parks = load_parks(parks_path) if parks_path else None
    problems = (*sites.problems, *(parks.problems if parks else ()))
    _tell(problems, (*sites.notes, *(parks.notes if parks else ())), lang)
    if problems and not sites.rows:
        raise LuodiError(
            Problem(
                str(sites_path),
                Text("没有一行可用", "no row can be used"),
                Text("请按上面各行的提示改正", "mend the rows as said above"),
            )
        )
    return Inventory(sites.rows, parks.rows if parks else (), ExitCode.PARTIAL if problems else ExitCode.OK)


def _open(path: Path, parks_path: Path | None, lang: Lang) -> Inventory:
    """Open a built table; parks of a file take the place of its own."""
    from luodi.sites.columns.table import open_table, with_parks

    table = open_table(path)
    if parks_path is None:
        return Inventory(table, (), ExitCode.OK)
    from luodi.sites.tables import load_parks

    parks = load_parks(parks_path)
    _tell(parks.problems, parks.notes, lang)
    code = ExitCode.PARTIAL if parks.problems else ExitCode.OK
    return Inventory(with_parks(table, parks.rows), parks.rows, code)


def _tell(problems: Sequence[Problem], notes: Sequence[Problem], lang: Lang) -> None:
    """Say what could not be used, and what was not read though nothing is wrong with the rest: an unknown column."""
    for problem in problems:
        tell_problem(problem, lang)
    for note in notes:
        tell_problem(note, lang, Text("注意  ", "note  ").say(lang))
