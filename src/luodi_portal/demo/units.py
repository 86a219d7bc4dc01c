"""The demo's buildings and parcels: what they are, what is offered in them, and how each offer's status came about."""

import csv
import json
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from luodi.core.errors import LuodiError
from luodi.sites.site import Site
from luodi.sites.tables import load_sites
from luodi_portal.inventory.keep import NOBODY, Author, Kept, keep_sites, refresh
from luodi_portal.inventory.models import Indicator, Space
from luodi_portal.inventory.models import Site as Row

HERE = Path(__file__).parent


def keep_units() -> Kept:
    """Keep them, each with the days of its status where it is new; the same again changes nothing."""
    table = load_sites(HERE / "units.csv")
    if table.problems:
        raise LuodiError(table.problems[0])
    with transaction.atomic():
        there = set(Row.objects.filter(pk__in=[site.id for site in table.rows]).values_list("pk", flat=True))
        for site in table.rows:
            if site.id not in there:
                _live_through(site)
        kept = keep_sites(table.rows)
        _describe_spaces()
    new = len(table.rows) - len(there)
    return Kept(new, kept.changed, kept.same - new)


def _live_through(site: Site) -> None:
    """Keep an offer as it was on each day that is told of it, under that day."""
    with (HERE / "statuses.csv").open(encoding="utf-8", newline="") as stream:
        days = [row for row in csv.DictReader(stream) if row["site"] == site.id]
    for row in days:
        keep_sites([replace(site, status=row["status"])], author=Author(why=row["why"]))
        day = timezone.make_aware(datetime.combine(datetime.fromisoformat(row["day"]), time(10)))
        Row.history.filter(pk=Row.history.filter(id=site.id).latest("history_id").pk).update(history_date=day)
    if not days:
        keep_sites([site])


def _describe_spaces() -> None:
    """Say of each building and parcel what the offers in it inherit, and the indicators of parcels."""
    for line in (HERE / "spaces.jsonl").read_text(encoding="utf-8").splitlines():
        said: dict[str, Any] = json.loads(line)
        indicators = said.pop("indicators", [])
        space = Space.objects.get(park=said["park"], level=said["level"], name=said["name"])
        if space.values != said["values"]:
            space.values, space.source = said["values"], said["source"]
            space.save()
        for each in indicators:
            source = {"source": said["source"]}
            Indicator.objects.update_or_create(space=space, name=each.pop("name"), defaults=each | source)
    refresh(
        Row.objects.filter(space__park__in=["jihong", "yuanbei"]).select_related("space__parent__parent"),
        NOBODY,
    )
