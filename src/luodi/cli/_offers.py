"""Offers out of whatever people have: tables, listing posts, readings; glue between reading and sites."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.fields import LISTING_FIELDS, BadValue, Value, by_name
from luodi.core.values import parse_value
from luodi.facts import Document, Reading
from luodi.sites.listings import site_from_fields
from luodi.sites.sheets import decode, load_bytes, problem
from luodi.sites.site import Site
from luodi.sites.tables import load_sites, parse_json_object

_TABLES = frozenset((".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".parquet"))
_LINES = frozenset((".jsonl", ".ndjson", ".json"))
_FIELDS = by_name(LISTING_FIELDS)


@dataclass(slots=True)
class Offers:
    """The sites of all inputs, with what was wrong and what is worth knowing."""

    sites: list[Site] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    left_out: int = 0
    _places: dict[str, str] = field(default_factory=dict)

    @property
    def exit_code(self) -> ExitCode:
        """Say how it went: all well, a part was bad, or nothing could be used."""
        if not self.problems:
            return ExitCode.OK
        return ExitCode.PARTIAL if self.sites else ExitCode.UNUSABLE

    def leave_out(self, what: Problem) -> None:
        """Name an offer that can't be kept."""
        self.problems.append(what)
        self.left_out += 1

    def add(self, site: Site, where: str) -> None:
        """Keep a site, unless an earlier file has its id."""
        if first := self._places.get(site.id):
            self.leave_out(_id_again(site.id, where, first))
        else:
            self._places[site.id] = where
            self.sites.append(site)


def load_offers(paths: Iterable[Path], sheet: str | None = None) -> Offers:
    """Load the offers of tables, of listing posts and of what ``luodi read`` wrote; a bad file costs only itself.

    ``sheet`` names the one sheet of a workbook that counts.
    """
    offers = Offers()
    for path in paths:
        try:
            _load(path, offers, sheet)
        except LuodiError as error:
            offers.problems.append(error.problem)
    return offers


def _load(path: Path, offers: Offers, sheet: str | None) -> None:
    suffix = path.suffix.lower()
    if suffix in _TABLES:
        _load_table(path, offers, sheet)
    elif suffix in _LINES and not path.is_dir():
        _load_lines(path, offers)
    else:
        _load_posts(path, offers)


def _load_table(path: Path, offers: Offers, sheet: str | None = None) -> None:
    table = load_sites(path, sheet)
    offers.problems += table.problems
    offers.notes += table.notes
    offers.left_out += table.left_out
    for site in table.rows:
        offers.add(site, path.name)


def _load_lines(path: Path, offers: Offers) -> None:
    """Tell by its first object what a file of lines holds: readings, documents or sites."""
    text = decode(load_bytes(path), path.name)
    first = next((keys for line in text.split("\n") if line.strip() and (keys := _keys(line))), frozenset())
    if first & {"listing", "facts", "requirement"}:
        _load_readings(text, path, offers)
    elif "text" in first:
        _load_posts(path, offers)
    else:
        _load_table(path, offers)


def _keys(line: str) -> frozenset[str]:
    try:
        return frozenset(parse_json_object(line, ""))
    except LuodiError:
        return frozenset()


def _load_posts(path: Path, offers: Offers) -> None:
    from luodi.reading.files import load_documents
    from luodi.reading.read import read_document

    for loaded in load_documents([path]):
        if isinstance(loaded, Problem):
            offers.problems.append(loaded)
        else:
            where = path.name if loaded.id == path.stem else f"{path.name}, {loaded.id}"
            _add_reading(read_document(loaded), where, offers)


def _add_reading(reading: Reading, where: str, offers: Offers) -> None:
    if reading.type != "listing":
        offers.leave_out(_no_listing(where))
    elif not reading.fields:
        offers.leave_out(_nothing_read(where))
    else:
        quotes = {each.name: each.span.quote for each in reading.fields}
        offers.add(_site(reading.values(), quotes, reading.document, where), where)


def _site(values: Mapping[str, Value], quotes: Mapping[str, str], document: Document, where: str) -> Site:
    return site_from_fields(
        values,
        quotes,
        id=document.id,
        source=document.url or document.source or where,
        verified_on=document.published,
    )


def _load_readings(text: str, path: Path, offers: Offers) -> None:
    """Take what ``luodi read`` wrote as it stands there, corrections by hand included."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path.name}, row {number}"
        try:
            data = parse_json_object(line, where)
            offers.add(_site_of_reading(data, where, f"{path.stem}-{number}"), where)
        except LuodiError as error:
            offers.leave_out(error.problem)


def _site_of_reading(data: Mapping[str, Any], where: str, fallback_id: str) -> Site:
    listing = data.get("listing")
    if not isinstance(listing, dict):
        raise LuodiError(_no_listing(where))
    values = {name: value for name, raw in listing.items() if (value := _value(name, raw, where)) is not None}
    if not values:
        raise LuodiError(_nothing_read(where))
    said = {key: _word(data.get(key)) for key in ("id", "published", "url", "source")}
    document = Document(
        said["id"] or fallback_id, "", published=said["published"], url=said["url"], source=said["source"]
    )
    return _site(values, _quotes(data.get("sources"), values), document, where)


def _value(name: str, raw: object, where: str) -> Value | None:
    if name not in _FIELDS:
        known = ", ".join(_FIELDS)
        raise LuodiError(problem(f"{where}, {name[:40]}", "不是房源字段", "is no field of a listing",
                                 f"可用：{known}", f"known: {known}"))  # fmt: skip
    try:
        return parse_value(_FIELDS[name], raw)
    except BadValue as error:
        raise LuodiError(Problem(f"{where}, {name}", error.what, error.remedy)) from error


def _word(raw: object) -> str | None:
    return raw if isinstance(raw, str) and raw.strip() else None


def _quotes(data: object, values: Mapping[str, Value]) -> dict[str, str]:
    """Give the words behind each field, from the ``sources`` of a reading."""
    sources = data if isinstance(data, dict) else {}
    found = {name: source.get("quote") for name, source in sources.items() if isinstance(source, dict)}
    return {name: quote for name, quote in found.items() if name in values and isinstance(quote, str)}


def _no_listing(where: str) -> Problem:
    return problem(where, "不是房源信息", "is no listing", '若确是房源，请在 JSONL 中写 "type": "listing"',
                   'if it is one, give it as JSONL with "type": "listing"')  # fmt: skip


def _nothing_read(where: str) -> Problem:
    return problem(where, "没有读出任何房源字段", "gave no field of a listing", "请检查文字，或改用表格填写",
                   "check its words, or fill in the table instead")  # fmt: skip


def _id_again(id_: str, where: str, first: str) -> Problem:
    return problem(where, f"编号“{id_}”重复，已见于 {first}", f"the id “{id_}” stands already in {first}",
                   "请给每处不同的编号", "give every site an id of its own")  # fmt: skip
