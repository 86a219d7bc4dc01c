"""What a table's headings mean: 层高, 租金（元/㎡/天）, Floor area (m2), clear_height_m."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luodi.core.coordinates import find_datum
from luodi.core.fields import BadValue, Field, Type
from luodi.core.figures import FULL_WIDTH, parse_figure
from luodi.sites.sheets import Cell, Sheet

HEADER_ROWS = 20
_BRACKETED = re.compile(r"(.+?)[(\[【<](?:单位|unit)?[:：]?([^()\[\]【】<>]+)[)\]】>]")
_NOTES = frozenset(("必填", "选填", "可选", "可空", "多选", "可多选", "单选", "如有", "required", "optional"))
_NOISE = re.compile(r"[\s_*]+")
_LAND_UNITS = re.compile(r"亩|公顷|\bmu\b|hectare|\bha\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is understood: its place, its heading as written, its field and the unit of bare numbers."""

    index: int
    heading: str
    field: Field
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """A sheet's row of headings: those understood, those unknown, and (heading, heading used instead) for repeats."""

    row: int
    width: int
    columns: tuple[Column, ...] = ()
    unknown: tuple[str, ...] = ()
    repeated: tuple[tuple[str, str], ...] = ()


def find_header(sheet: Sheet, known: Mapping[str, Field]) -> Header | None:
    """Find the row of headings among the first rows: the one that names most fields, and at least two."""
    headers = [read_header(number, cells, known) for number, cells in sheet.rows[:HEADER_ROWS]]
    best = max(headers, key=lambda header: len(header.columns), default=None)
    return best if best and len(best.columns) >= min(2, best.width) and best.columns else None


def read_header(number: int, cells: Iterable[Cell], known: Mapping[str, Field]) -> Header:
    """Read one row as headings."""
    columns: dict[str, Column] = {}
    unknown, repeated, width = [], [], 0
    for index, cell in enumerate(cells):
        if not isinstance(cell, str) or not cell.strip():
            continue
        heading, width = cell.strip(), index + 1
        field, unit = read_heading(heading, known) or (None, "")
        if field is None:
            unknown.append(heading)
        elif field.name in columns:
            repeated.append((heading, columns[field.name].heading))
        else:
            columns[field.name] = Column(index, heading, field, unit)
    return Header(number, width, tuple(columns.values()), tuple(unknown), tuple(repeated))


def read_heading(heading: str, known: Mapping[str, Field]) -> tuple[Field, str] | None:
    """Give the field that a heading names, and the unit that it gives to bare numbers ("" for the field's own)."""
    text = _NOISE.sub("", heading.translate(FULL_WIDTH))
    if field := known.get(text.casefold()):
        return field, ""
    if (match := _BRACKETED.fullmatch(text)) and (field := known.get(match[1].casefold())):
        unit = match[2] if _says_unit(field, match[2]) else ""
        return _land(match[1], unit, known) or (field, unit)
    return _with_unit_behind(text, known)


def _says_unit(field: Field, words: str) -> bool:
    """Whether what stands in brackets is a unit: of a coordinate, the name of a datum."""
    if field.type is Type.COORDINATE:
        return find_datum(words) is not None
    return field.type is Type.NUMBER and words.casefold() not in _NOTES


def _with_unit_behind(text: str, known: Mapping[str, Field]) -> tuple[Field, str] | None:
    """Read 建筑面积㎡ and 层高/米: the longest name of a number, with nothing but a unit behind it."""
    names = [
        name
        for name, field in known.items()
        if field.type is Type.NUMBER and text.casefold().startswith(name)
    ]
    for name in sorted(names, key=len, reverse=True):
        unit = text[len(name) :].lstrip("/:-,·")
        if unit and takes_unit(known[name], unit):
            return _land(name, unit, known) or (known[name], unit)
    return None


def _land(name: str, unit: str, known: Mapping[str, Field]) -> tuple[Field, str] | None:
    """Take 面积(亩) for land: no floor is measured in 亩 or hectares."""
    land = known.get(_fold("land_area_m2"))
    return (land, unit) if land and name == "面积" and _LAND_UNITS.search(unit) else None


def takes_unit(field: Field, unit: str) -> bool:
    """Whether figures of ``field`` can be given in ``unit``."""
    try:
        parse_figure(field, 1, unit)
    except BadValue:
        return False
    return True


def known_headings(fields: Sequence[Field]) -> dict[str, Field]:
    """Map every name that a heading may use to its field; where two fields share one, the better name wins."""
    known: dict[str, Field] = {}
    names = [(field.name, field) for field in fields]
    names += [(label, field) for field in fields for label in field.label]
    names += [(heading, field) for field in fields for heading in field.headings]
    for name, field in names:
        known.setdefault(_fold(name), field)
    return known


def _fold(name: str) -> str:
    return _NOISE.sub("", name.translate(FULL_WIDTH)).casefold()
