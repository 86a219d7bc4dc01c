"""What an uploaded table would change: new offers, changed ones with old and new figures, those that are gone.

A column that the file lacks says nothing: what is known of it stays. A cell that is blank says that it is unknown. A row
without an id is the offer of the same building, floor and unit, or else of the same name.
"""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from luodi.core.coordinates import Datum
from luodi.core.errors import LuodiError, Problem, place
from luodi.core.fields import SITE_FIELDS
from luodi.core.text import Text
from luodi.sites.listings import link_parks
from luodi.sites.site import Site
from luodi.sites.tables import Table, load_sites
from luodi_portal.inventory import models
from luodi_portal.inventory.convert import own_site, park_of, site_values, values_hash

MOST_ROWS = 20_000
STEP = 500
NAMES = tuple(field.name for field in SITE_FIELDS)
_OF_NO_FIGURE = {"id", "name", "park", "source", "stated_on", "verified_on", "synthetic"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that a table changes: what is known, and what it says."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One offer that a table changes."""

    site: Site
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying a table would do. ``gone`` are offers of the park that it no longer has."""

    new: tuple[Site, ...]
    changed: tuple[Change, ...]
    same: tuple[Site, ...]
    gone: tuple[models.Site, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    left_out: int

    @property
    def fingerprint(self) -> str:
        """Give what must be the same when the plan is applied as when it was shown."""
        said = {
            "new": [site_values(site) for site in self.new],
            "changed": [
                [c.site.id, [[f.name, repr(f.old), repr(f.new)] for f in c.fields]] for c in self.changed
            ],
            "gone": [row.pk for row in self.gone],
            "left_out": self.left_out,
        }
        return values_hash(said)


def make_plan(
    data: bytes,
    name: str,
    park: models.Park | None,
    datum: Datum,
    tell: Callable[[int, int], None] | None = None,
) -> Plan:
    """Set an uploaded table beside what is kept; raises :class:`LuodiError` where the file can't be used at all.

    With a ``park``, the table is that park's: its rows belong there, and its offers that the table lacks are gone.
    ``tell`` hears how many rows are done, of how many.
    """
    table = _load(data, name, datum)
    if len(table.rows) > MOST_ROWS:
        what = Text(
            f"有 {len(table.rows)} 行，网页上一次最多 {MOST_ROWS} 行",
            f"has {len(table.rows)} rows; a page takes {MOST_ROWS}",
        )
        remedy = Text("请拆成几个文件，或用 luodi-portal load", "split it, or use `luodi-portal load`")
        raise LuodiError(Problem(name, what, remedy))
    owned = list(models.Site.objects.filter(park=park)) if park else []
    reader = _Reader(name, park, owned, [site.id for site in table.rows])
    for number, (site, given) in enumerate(zip(_linked(table.rows, park), table.given, strict=True), 1):
        reader.take(site, given)
        if tell and (number % STEP == 0 or number == len(table.rows)):
            tell(number, len(table.rows))
    seen = {site.id for site in (*reader.new, *reader.same, *(change.site for change in reader.changed))}
    gone = tuple(
        row for row in owned if row.pk not in seen and row.pk not in reader.refused and row.status != "taken"
    )
    return Plan(
        tuple(reader.new), tuple(reader.changed), tuple(reader.same), gone,
        (*table.problems, *reader.problems), table.notes, table.left_out + len(reader.problems),
    )  # fmt: skip


def _load(data: bytes, name: str, datum: Datum) -> Table[Site]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        return load_sites(path, datum=datum)


def _linked(sites: tuple[Site, ...], park: models.Park | None) -> tuple[Site, ...]:
    """Give each site the key of the park that it names, by its id or by its name."""
    return link_parks(sites, [park_of(row) for row in ([park] if park else models.Park.objects.all())])


class _Reader:
    """Sets the rows of a table beside what is kept, one after another."""

    def __init__(
        self, name: str, park: models.Park | None, owned: Iterable[models.Site], ids: list[str]
    ) -> None:
        self.name, self.park = name, park
        self.known = models.Site.objects.in_bulk(ids) | {row.pk: row for row in owned}
        self.by_place = {key: row.pk for row in owned for key in [_key(own_site(row))] if key}
        self.new: list[Site] = []
        self.changed: list[Change] = []
        self.same: list[Site] = []
        self.problems: list[Problem] = []
        self.refused: set[str] = set()
        self.ids: set[str] = set()

    def take(self, site: Site, given: frozenset[str]) -> None:
        """Take one row: as new, changed or the same, or name what is wrong with it."""
        if "id" not in given:
            site = replace(site, id=self._id(site))
            self.known |= models.Site.objects.in_bulk({site.id} - self.known.keys())
        row = self.known.get(site.id)
        if wrong := self._wrong(site, row):
            self.problems.append(wrong)
            self.refused.add(site.id)
            return
        self.ids.add(site.id)
        if self.park:
            site, given = replace(site, park=self.park.pk), given | {"park"}
        if row is None:
            self.new.append(site if site.source else replace(site, source=self.name))
            return
        old = own_site(row)
        new = _merged(old, site, given, self.name)
        changes = tuple(
            FieldChange(n, getattr(old, n), getattr(new, n))
            for n in NAMES
            if getattr(old, n) != getattr(new, n)
        )
        if changes or dict(old.sources) != dict(new.sources):
            self.changed.append(Change(new, changes))
        else:
            self.same.append(new)

    def _id(self, site: Site) -> str:
        key = _key(site)
        if key in self.by_place:
            return self.by_place[key]
        words = "-".join(str(part) for part in key if part) or site.id
        return f"{self.park.pk}:{words}" if self.park else words

    def _wrong(self, site: Site, row: models.Site | None) -> Problem | None:
        where = place(self.name, site.name or site.id)
        if site.id in self.ids:
            return Problem(
                where,
                Text(
                    "与本文件的另一行是同一处（楼栋、楼层、单元或名称相同）",
                    "is the same offer as another row of the file",
                ),
                Text("请补上单元，或给不同的编号", "give its unit, or an id of its own"),
            )
        if self.park and site.park not in (None, self.park.pk, self.park.name):
            return Problem(
                where,
                Text(f"写的是另一个园区“{site.park}”", f"names another park, “{site.park}”"),
                Text("请只上传本园区的房源", "upload this park's offers only"),
            )
        if self.park and row is not None and row.park_id != self.park.pk:
            return Problem(
                where,
                Text(f"编号“{site.id}”已属于别处", f"has the id “{site.id}”, which belongs elsewhere"),
                Text("请换一个编号，或留空", "give another id, or none"),
            )
        return None


def _key(site: Site) -> tuple[str, ...]:
    if site.building:
        return site.building, "+".join(map(str, site.storey or ())), site.unit or ""
    return (site.name,) if site.name else ()


def _merged(old: Site, said: Site, given: frozenset[str], name: str) -> Site:
    """Give what is known once the row has spoken; a figure that it changed is from the file now."""
    values: dict[str, Any] = {
        field: getattr(said, field) for field in given if field not in ("id", "sources")
    }
    for field in ("name", "source"):
        if (
            field in values and not values[field]
        ):  # what it is called, and who said it, a blank cell does not take away
            values[field] = getattr(old, field)
    changed = {field for field, value in values.items() if value != getattr(old, field)}
    return replace(
        old, **values, sources=_sources(old.sources, said.sources, changed, name, whole="sources" in given)
    )


def _sources(
    old: Mapping[str, str], said: Mapping[str, str], changed: set[str], name: str, *, whole: bool
) -> dict[str, str]:
    if whole:
        return dict(said)
    kept = {field: quote for field, quote in old.items() if field not in changed}
    return kept | {field: said.get(field, name) for field in sorted(changed - _OF_NO_FIGURE)}
