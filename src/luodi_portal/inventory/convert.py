"""The border between what is kept and what luodi knows: parks and sites ↔ the JSON of their rows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from luodi.core.fields import from_plain
from luodi.sites.admission import Admission, admission_to_json, parse_admission
from luodi.sites.park import Park
from luodi.sites.site import Site
from luodi_portal.inventory import models

Values = dict[str, Any]


def site_values(site: Site) -> Values:
    """Give all that is known of a site; what is unknown is left out."""
    return _known(site)


def site_of(row: models.Site) -> Site:
    """Give the site as luodi knows it."""
    return Site(**_restored(row.values))


def park_values(park: Park) -> Values:
    """Give all that is known of a park, its terms in their JSON form."""
    return _known(park)


def park_of(row: models.Park) -> Park:
    """Give the park as luodi knows it."""
    values = _restored(row.values)
    terms = row.values.get("admission")
    return Park(**values | {"admission": parse_admission(terms, row.id) if terms else None})


def values_hash(values: Values) -> str:
    """Give the SHA-256 of what is known: equal where nothing differs."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def inventory_version(hashes: Iterable[str]) -> str:
    """Give the version of a whole inventory from the hashes of its rows, in whatever order they come."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


def _known(thing: Site | Park) -> Values:
    pairs = ((field.name, getattr(thing, field.name)) for field in fields(thing))
    return {name: _plain(value) for name, value in pairs if not _empty(name, value)}


def _empty(name: str, value: Any) -> bool:
    # False is knowledge (no steam) of every flag but `synthetic`, whose False goes without saying.
    return value is None or (name == "synthetic" and not value) or (name == "sources" and not value)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Admission):
        return admission_to_json(value)
    return dict(value) if isinstance(value, Mapping) else value


def _restored(values: Values) -> Values:
    return {name: from_plain(value) for name, value in values.items()}
