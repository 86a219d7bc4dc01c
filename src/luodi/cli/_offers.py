"""Offers out of whatever people have: tables, listing posts, readings; glue between reading and sites."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luodi.core.errors import ExitCode, LuodiError, Problem, Where, at_row, place
from luodi.core.fields import LISTING_FIELDS, SITE_FIELDS, BadValue, Field, Value, by_name
from luodi.core.figures import show_value
from luodi.core.text import Text
from luodi.core.values import parse_value
from luodi.facts import Reading
from luodi.sites.listings import site_from_fields, site_from_reading
from luodi.sites.sheets import decode, load_bytes, problem
from luodi.sites.site import Site
from luodi.sites.tables import load_sites, parse_json_object

_TABLES = frozenset((".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".parquet"))
_LINES = frozenset((".jsonl", ".ndjson", ".json"))
_SITE_FIELDS = by_name(SITE_FIELDS)
_FIELDS = by_name(LISTING_FIELDS) | {"status": _SITE_FIELDS["status"]}  # a post may say that it is taken
# What heads a reading, and the site's field that it becomes.
_HEAD = {"id": "id", "published": "stated_on", "url": "source", "source": "source"}


@dataclass(slots=True)
class Offers:
    """The sites of all inputs, with what was wrong and what is worth knowing."""

    sites: list[Site] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    left_out: int = 0
    places: dict[str, Where] = field(default_factory=dict)

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

    def add(self, site: Site, where: Where) -> None:
        """Keep a site, unless an earlier file has its id."""
        if first := self.places.get(site.id):
            self.leave_out(_id_again(site.id, where, first))
        else:
            self.places[site.id] = where
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
    if path.is_dir():
        _load_folder(path, offers, sheet)
    elif suffix in _TABLES:
        _load_table(path, offers, sheet)
    elif suffix in _LINES:
        _load_lines(path, offers)
    else:
        _load_posts(path, offers)


def _load_folder(folder: Path, offers: Offers, sheet: str | None) -> None:
    """Take all files of a folder that could hold offers, hidden ones (and Excel's locks) excepted."""
    from luodi.reading.files import SUFFIXES

    suffixes = _TABLES | _LINES | SUFFIXES
    below = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() in suffixes)
    inner = load_offers((path for path in below if not path.name.startswith((".", "~$"))), sheet)
    offers.problems += inner.problems
    offers.notes += inner.notes
    offers.left_out += inner.left_out
    for site in inner.sites:
        offers.add(site, inner.places[site.id])
    if not inner.sites and not inner.problems:
        offers.problems.append(problem(folder.name, "文件夹里没有房源文件", "holds no file of offers",
                                       "请放入 .csv、.xlsx、.jsonl、.txt 或 .html",
                                       "put .csv, .xlsx, .jsonl, .txt or .html there"))  # fmt: skip


def _load_table(path: Path, offers: Offers, sheet: str | None) -> None:
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
        _load_table(path, offers, None)


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
            where = place(path.name) if loaded.id == path.stem else place(path.name, loaded.id)
            _add_reading(read_document(loaded), where, offers)


def _add_reading(reading: Reading, where: Text, offers: Offers) -> None:
    if reading.type != "listing":
        offers.leave_out(_no_listing(where))
    elif not reading.fields:
        offers.leave_out(_nothing_read(where))
    else:
        offers.add(site_from_reading(reading, place=where.zh), where)


def _load_readings(text: str, path: Path, offers: Offers) -> None:
    """Take what ``luodi read`` wrote as it stands there, corrections by hand included."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = place(path.name, at_row(number))
        try:
            data = parse_json_object(line, where)
            offers.add(_site_of_reading(data, where, f"{path.stem}-{number}"), where)
        except LuodiError as error:
            offers.leave_out(error.problem)


def _site_of_reading(data: Mapping[str, Any], where: Text, fallback_id: str) -> Site:
    listing = data.get("listing")
    if not isinstance(listing, dict):
        raise LuodiError(_no_listing(where))
    values = {key: _value(_listing_field(key, where), raw, where) for key, raw in listing.items()}
    known = {key: value for key, value in values.items() if value is not None}
    if not known:
        raise LuodiError(_nothing_read(where))
    head = {key: _value(_SITE_FIELDS[name], data.get(key), where) for key, name in _HEAD.items()}
    said = {key: str(value) if value else None for key, value in head.items()}
    return site_from_fields(
        known,
        _quotes(data.get("sources"), known),
        id=said["id"] or fallback_id,
        source=said["url"] or said["source"] or where.zh,
        stated_on=said["published"],
    )


def _listing_field(name: str, where: Text) -> Field:
    if name not in _FIELDS:
        known = ", ".join(_FIELDS)
        raise LuodiError(problem(where, f"房源没有字段 {show_value(name)}", f"{show_value(name)} is no field of a listing",
                                 f"可用：{known}", f"known: {known}"))  # fmt: skip
    return _FIELDS[name]


def _value(field: Field, raw: object, where: Text) -> Value | None:
    try:
        return parse_value(field, raw)
    except BadValue as error:
        raise LuodiError(Problem(place(where, field.name), error.what, error.remedy)) from error


def _quotes(data: object, values: Mapping[str, Value]) -> dict[str, str]:
    """Give the words behind each field, from the ``sources`` of a reading."""
    sources = data if isinstance(data, dict) else {}
    found = {name: source.get("quote") for name, source in sources.items() if isinstance(source, dict)}
    return {name: quote for name, quote in found.items() if name in values and isinstance(quote, str)}


def _no_listing(where: Where) -> Problem:
    return problem(where, "不是房源信息", "is no listing", '若确是房源，请在 JSONL 中写 "type": "listing"',
                   'if it is one, give it as JSONL with "type": "listing"')  # fmt: skip


def _nothing_read(where: Where) -> Problem:
    return problem(where, "没有读出任何房源字段", "gave no field of a listing", "请检查文字，或改用表格填写",
                   "check its words, or fill in the table instead")  # fmt: skip


def _id_again(id_: str, where: Where, first: Where) -> Problem:
    zh, en = place(first)
    return problem(where, f"编号“{id_}”重复，已见于 {zh}", f"the id “{id_}” stands already in {en}",
                   "请给每处不同的编号", "give every site an id of its own")  # fmt: skip
