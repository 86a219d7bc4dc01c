"""The border between what is kept and what luodi knows: parks and sites ↔ the JSON of their rows."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from luodi.sites.park import Park
from luodi.sites.rows import park_from_json, row_to_json, site_from_json
from luodi.sites.site import Site
from luodi_portal.inventory import models

Values = dict[str, Any]


def site_values(site: Site) -> Values:
    """Give all that is known of a site; what is unknown is left out."""
    return row_to_json(site)


def site_of(row: models.Site) -> Site:
    """Give the site as luodi knows it: its own values, what it has from its space, and our verification."""
    inherited = {name: value for name, (value, _) in row.inherited.items()}
    site = site_from_json(inherited | row.values)
    if row.verified_at is None:
        return site
    return replace(site, verified_on=timezone.localdate(row.verified_at).isoformat())


def own_site(row: models.Site) -> Site:
    """Give the site as it was stated, without what it inherits."""
    return site_from_json(row.values)


def park_values(park: Park) -> Values:
    """Give all that is known of a park, its terms in their JSON form."""
    return row_to_json(park)


def park_of(row: models.Park) -> Park:
    """Give the park as luodi knows it."""
    return park_from_json(row.values)


def values_hash(values: Values) -> str:
    """Give the SHA-256 of what is known: equal where nothing differs."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def inventory_version(hashes: Iterable[str]) -> str:
    """Give the version of a whole inventory from the hashes of its rows, in whatever order they come."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()
