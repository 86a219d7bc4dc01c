"""What is kept already: values in the shape of luodi's files, the new columns, the author's day parted from ours, and the
first line of each row's history."""

import hashlib
import json

from django.db import migrations
from django.utils import timezone

SEVERAL = ("deal", "kind", "storey", "fire_class")  # one alone stands without a list, as in luodi's files
COLUMNS = ("lon", "lat")
BATCH = 500


def describe(apps, schema_editor):
    del schema_editor
    published = dict(apps.get_model("knowledge", "Document").objects.exclude(published=None).values_list("pk", "published"))
    parks, sites = apps.get_model("inventory", "Park"), apps.get_model("inventory", "Site")
    _each(parks, lambda row: _describe_park(row), ("values", "hash", "lon", "lat"))
    fields = ("values", "hash", "lon", "lat", "crane_t", "stated_on", "taken_in", "fresh_on")
    _each(sites, lambda row: _describe_site(row, published), fields)
    _begin_history(apps, parks, "HistoricalPark")
    _begin_history(apps, sites, "HistoricalSite")


def _each(model, change, fields):
    batch = []
    for row in model.objects.iterator(chunk_size=BATCH):
        change(row)
        batch.append(row)
        if len(batch) == BATCH:
            model.objects.bulk_update(batch, fields)
            batch = []
    model.objects.bulk_update(batch, fields)


def _describe_park(row):
    row.values = {name: _plain(name, value) for name, value in row.values.items()}
    row.lon, row.lat = row.values.get("lon"), row.values.get("lat")
    row.hash = _hash(row.values)


def _describe_site(row, published):
    values = {name: _plain(name, value) for name, value in row.values.items()}
    day = published.get(row.document_id)
    if day and values.get("verified_on") == day.isoformat():  # a post's day is its author's word
        values["stated_on"] = values.pop("verified_on")
    row.values = values
    row.lon, row.lat, row.crane_t = values.get("lon"), values.get("lat"), values.get("crane_t")
    row.stated_on = _first_day(values.get("stated_on"))
    row.taken_in = row.updated
    days = [each for each in (row.stated_on, _first_day(values.get("verified_on"))) if each]
    row.fresh_on = max(days, default=timezone.localdate(row.taken_in))
    links = {"document": row.document_id, "park": row.park_id, "space": None, "inherited": {}}
    row.hash = _hash(values | {"links": links, "verified": None})


def _plain(name, value):
    if isinstance(value, list) and len(value) == 1 and name in SEVERAL:
        return value[0]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _first_day(iso):
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    return timezone.datetime(*parts, *[1] * (3 - len(parts))).date()


def _hash(values):
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _begin_history(apps, model, name):
    history = apps.get_model("inventory", name)
    columns = [field.attname for field in model._meta.concrete_fields]
    rows = (
        history(history_date=row.updated, history_type="+", **{name: getattr(row, name) for name in columns})
        for row in model.objects.iterator(chunk_size=BATCH)
    )
    history.objects.bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("inventory", "0002_spaces_history_and_offers")]
    operations = [migrations.RunPython(describe, migrations.RunPython.noop)]
