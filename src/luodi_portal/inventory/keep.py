"""Keep parks and sites: the same again changes nothing, and their search columns are written here and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from luodi.core.text import Text
from luodi.sites.park import Park
from luodi.sites.site import Site
from luodi_portal.inventory import models
from luodi_portal.inventory.convert import inventory_version, park_values, site_values, values_hash

Row = TypeVar("Row", models.Park, models.Site)
PLACE = ("name", "province", "city", "district", "place")
FIGURES = ("floor_area_m2", "land_area_m2", "min_area_m2", "clear_height_m", "rent_cny_m2_month")


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rows were new, changed, and the same as before."""

    new: int
    changed: int
    same: int

    def told(self, what: Text) -> Text:
        """Say it of ``what``: 房源：新增 3，更新 0，不变 9."""
        return Text(
            f"{what.zh}：新增 {self.new}，更新 {self.changed}，不变 {self.same}",
            f"{what.en}: {self.new} new, {self.changed} changed, {self.same} as before",
        )


def keep_parks(parks: Sequence[Park]) -> Kept:
    """Keep parks by their id."""
    return _keep(models.Park, [_park_row(park) for park in parks])


def keep_sites(sites: Sequence[Site], documents: Mapping[str, int] | None = None) -> Kept:
    """Keep sites by their id; ``documents`` gives, by a site's id, the key of the document that offers it."""
    parks = set(models.Park.objects.values_list("id", flat=True))
    return _keep(models.Site, [_site_row(site, parks, documents or {}) for site in sites])


def current_version() -> str:
    """Give the version of the inventory as it stands."""
    hashes = [
        h
        for model in (models.Park, models.Site)
        for h in model._default_manager.values_list("hash", flat=True)
    ]
    return inventory_version(hashes)


def _keep(model: type[Row], rows: list[Row]) -> Kept:
    with transaction.atomic():
        before = dict(model._default_manager.values_list("id", "hash"))
        wanted = {row.id: row for row in rows if before.get(row.id) != row.hash}
        fields = [f.name for f in model._meta.concrete_fields if not f.primary_key]
        model._default_manager.bulk_create(
            wanted.values(), batch_size=500, update_conflicts=True, unique_fields=["id"], update_fields=fields
        )
    new = len(wanted.keys() - before.keys())
    return Kept(new, len(wanted) - new, len({row.id for row in rows}) - len(wanted))


def _park_row(park: Park) -> models.Park:
    values = park_values(park)
    return models.Park(id=park.id, synthetic=park.synthetic, **_placed(park, values))


def _site_row(site: Site, parks: set[str], documents: Mapping[str, int]) -> models.Site:
    values = site_values(site)
    links = {"document": documents.get(site.id), "park": site.park if site.park in parks else None}
    columns = {name: getattr(site, name) for name in FIGURES}
    return models.Site(
        id=site.id,
        synthetic=site.synthetic,
        park_id=links["park"],
        document_id=links["document"],
        deal=_words(site.deal),
        kind=_words(site.kind),
        status=site.status or "",
        **columns,
        **_placed(site, values) | {"hash": values_hash(values | {"links": links})},
    )


def _placed(thing: Park | Site, values: dict[str, Any]) -> dict[str, Any]:
    place = {name: getattr(thing, name) or "" for name in PLACE}
    return place | {"values": values, "hash": values_hash(values)}


def _words(words: tuple[str, ...] | None) -> str:
    return f"|{'|'.join(words)}|" if words else ""
