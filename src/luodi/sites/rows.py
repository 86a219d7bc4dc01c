"""A site or a park as the object of one line of JSONL, and back: what is unknown is left out."""

from collections.abc import Mapping
from typing import Any, TypeVar

from luodi.core.fields import PARK_FIELDS, SITE_FIELDS, Field, Type
from luodi.core.text import Text
from luodi.sites.admission import Admission, admission_to_json, parse_admission
from luodi.sites.park import Park
from luodi.sites.site import Site

SOURCES = Field("sources", Text("原文出处", "sources"), Type.TEXT)
ADMISSION = Field("admission", Text("准入条件", "admission"), Type.TEXT)
SITE_COLUMNS: tuple[Field, ...] = (*SITE_FIELDS, SOURCES)
PARK_COLUMNS: tuple[Field, ...] = (*PARK_FIELDS, ADMISSION, SOURCES)
_SEVERAL = (Type.CHOICES, Type.TEXTS, Type.FLOORS)
T = TypeVar("T", Site, Park)


def row_to_json(row: Site | Park) -> dict[str, Any]:
    """Give a site or a park as the object of one JSONL line."""
    columns = SITE_COLUMNS if isinstance(row, Site) else PARK_COLUMNS
    plain = ((each.name, _plain(each, getattr(row, each.name))) for each in columns)
    return {name: value for name, value in plain if value is not None}


def site_from_json(values: Mapping[str, Any]) -> Site:
    """Give the site that :func:`row_to_json` wrote; what people write is for :mod:`luodi.sites.tables`."""
    return Site(
        **{each.name: _restored(each, values[each.name]) for each in SITE_COLUMNS if each.name in values}
    )


def park_from_json(values: Mapping[str, Any]) -> Park:
    """Give the park that :func:`row_to_json` wrote."""
    return Park(
        **{each.name: _restored(each, values[each.name]) for each in PARK_COLUMNS if each.name in values}
    )


def _plain(each: Field, value: Any) -> Any:
    """Give a value as JSON holds it; None for what says nothing (unknown, not synthetic, no sources)."""
    if value is None or (each.name == "synthetic" and value is False):
        return None
    if isinstance(value, Admission):
        return admission_to_json(value)
    if isinstance(value, Mapping):
        return dict(value) or None
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 and each.type is not Type.TEXTS else list(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _restored(each: Field, value: Any) -> Any:
    if each is ADMISSION:
        return parse_admission(value, each.name)
    if each.type in _SEVERAL:
        return tuple(value) if isinstance(value, list) else (value,)
    if each.type in (Type.NUMBER, Type.COORDINATE):
        return float(value)
    return value
