"""Keep parks and sites: the same again changes nothing, and their search columns are written here and nowhere else.

Every change is kept in the history with who made it and why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from luodi.core.text import Text
from luodi.sites.park import Park
from luodi.sites.site import Site
from luodi_portal.accounts.models import User
from luodi_portal.inventory import models
from luodi_portal.inventory.convert import (
    inventory_version,
    own_site,
    park_of,
    park_values,
    site_values,
    values_hash,
)
from luodi_portal.inventory.freshness import first_day, in_public, last_word
from luodi_portal.inventory.signals import rows_kept
from luodi_portal.inventory.spaces import inherited, place_sites

Row = TypeVar("Row", models.Park, models.Site)
PLACE = ("name", "province", "city", "district", "place")
FIGURES = (
    "floor_area_m2", "land_area_m2", "min_area_m2", "clear_height_m", "crane_t", "rent_cny_m2_month", "lon", "lat",
)  # fmt: skip
BATCH = 500


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


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes something, and why; nobody where a command does it."""

    by: User | None = None
    why: str = ""


NOBODY = Author()


def keep_parks(parks: Sequence[Park], author: Author = NOBODY, *, edited: bool = False) -> Kept:
    """Keep parks by their id; the terms that a person gave (``edited``) stay when a file is loaded again."""
    with transaction.atomic():
        before = models.Park.objects.in_bulk([park.id for park in parks])
        return _keep(models.Park, [_park_row(park, before.get(park.id), edited) for park in parks], author)


def keep_sites(
    sites: Sequence[Site],
    documents: Mapping[str, int] | None = None,
    author: Author = NOBODY,
    *,
    edited: bool = False,
) -> Kept:
    """Keep sites by their id; ``documents`` gives, by a site's id, the key of the document that offers it.

    What a person gave (``edited`` says that a person gives this) stays when a post or a file is read again.
    """
    with transaction.atomic():
        before = _before(site.id for site in sites)
        if not edited:
            sites = [_with_edits(site, before.get(site.id)) for site in sites]
        parks = set(models.Park.objects.values_list("id", flat=True))
        spaces = place_sites(sites, parks)
        rows = []
        for site in sites:
            row = before.get(site.id) or models.Site(id=site.id)
            if edited and site.id in before:
                row.edited = sorted({*row.edited, *_differing(own_site(row), site)})
            row.park_id = site.park if site.park in parks else None
            row.space = spaces.get(site.id)
            row.document_id = (documents or {}).get(site.id, row.document_id)
            rows.append(describe(row, site))
        return _keep(models.Site, rows, author)


def edit_site(row: models.Site, site: Site, author: Author) -> None:
    """Keep what a person gave of an offer: it stays when the post is read again."""
    keep_sites([site], author=author, edited=True)
    row.refresh_from_db()


def restore(row: models.Site, site: Site | None, before: Mapping[str, Any], author: Author) -> None:
    """Put a row back to what it was; one that was not there goes."""
    if site is None:
        row._history_user, row._change_reason = author.by, author.why  # type: ignore[attr-defined]
        row.delete()
        return
    row.edited, row.verified_by_id = before["edited"], before["verified_by"]
    row.verified_at = datetime.fromisoformat(before["verified_at"]) if before["verified_at"] else None
    parks = set(models.Park.objects.filter(pk=site.park).values_list("pk", flat=True))
    row.park_id, row.space = next(iter(parks), None), place_sites([site], parks).get(site.id)
    _keep(models.Site, [describe(row, site)], author)


def refresh(sites: Iterable[models.Site], author: Author = NOBODY) -> None:
    """Write anew what rows have from their space, after it changed."""
    with transaction.atomic():
        _keep(models.Site, [describe(row, own_site(row)) for row in sites], author)


def verify(rows: Iterable[models.Site], author: Author) -> None:
    """Note that somebody of ours made sure of the offers now."""
    verified = []
    for row in rows:
        row.verified_at, row.verified_by = timezone.now(), author.by
        verified.append(describe(row, own_site(row)))
    with transaction.atomic():
        _keep(models.Site, verified, author, always=True)


def current_version(*, public: bool = False) -> str:
    """Give the version of the inventory as it stands, or of what public search shows of it: that one changes as offers leave."""
    sites = models.Site.objects.filter(in_public()) if public else models.Site.objects.all()
    hashes = [h for rows in (models.Park.objects.all(), sites) for h in rows.values_list("hash", flat=True)]
    return inventory_version(hashes)


def describe(row: models.Site, site: Site) -> models.Site:
    """Write a row's columns from what is known of the site and of the space that it stands in."""
    values, has = site_values(site), inherited(site, row.space)
    whole = {name: value for name, (value, _) in has.items()} | values
    row.values, row.inherited, row.synthetic = values, has, site.synthetic
    for name in PLACE:
        setattr(row, name, values.get(name, ""))
    for name in FIGURES:
        setattr(row, name, whole.get(name))
    row.deal, row.kind, row.status = _words(site.deal), _words(site.kind), site.status or ""
    row.stated_on = first_day(site.stated_on)
    row.fresh_on = last_word(
        max((day for day in (row.stated_on, first_day(site.verified_on)) if day), default=None),
        timezone.localdate(row.verified_at) if row.verified_at else None,
        timezone.localdate(row.taken_in),
    )
    links = {"document": row.document_id, "park": row.park_id, "space": row.space_id, "inherited": has}
    verified = timezone.localdate(row.verified_at).isoformat() if row.verified_at else None
    row.hash = values_hash(values | {"links": links, "verified": verified})
    return row


def _differing(old: Site, new: Site) -> set[str]:
    names = {field.name for field in fields(Site)} - {"sources"}
    return {name for name in names if getattr(old, name) != getattr(new, name)}


def _with_edits(site: Site, row: models.Site | None) -> Site:
    if row is None or not row.edited:
        return site
    own = own_site(row)
    kept: dict[str, Any] = {name: getattr(own, name) for name in row.edited}
    return replace(site, **kept, sources=dict(site.sources) | _of(own.sources, row.edited))


def _of(sources: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: sources[name] for name in names if name in sources}


def _before(ids: Iterable[str]) -> dict[str, models.Site]:
    wanted = list(dict.fromkeys(ids))
    rows: dict[str, models.Site] = {}
    for start in range(0, len(wanted), BATCH):
        rows |= models.Site.objects.in_bulk(wanted[start : start + BATCH])
    return rows


def _hashes(model: type[Row], ids: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(ids), BATCH):
        rows = model._default_manager.filter(pk__in=ids[start : start + BATCH])
        found |= dict(rows.values_list("id", "hash"))
    return found


def _keep(model: type[Row], rows: list[Row], author: Author, *, always: bool = False) -> Kept:
    before = _hashes(model, [row.id for row in rows])
    wanted = {row.id: row for row in rows if always or before.get(row.id) != row.hash}
    columns = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    model._default_manager.bulk_create(
        wanted.values(), batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=columns
    )
    new = [row for key, row in wanted.items() if key not in before]
    changed = [row for key, row in wanted.items() if key in before]
    for changes, update in ((new, False), (changed, True)):
        model.history.bulk_history_create(
            changes,
            batch_size=BATCH,
            update=update,
            default_user=author.by,
            default_change_reason=author.why,
        )
    rows_kept.send(model, rows=list(wanted.values()))
    return Kept(len(new), len(changed), len({row.id for row in rows}) - len(wanted))


def _park_row(park: Park, before: models.Park | None, edited: bool) -> models.Park:
    row = before or models.Park(id=park.id)
    if row.terms_edited and not edited:
        park = replace(park, admission=park_of(row).admission)
    row.terms_edited = row.terms_edited or edited
    row.values, row.synthetic, row.lon, row.lat = park_values(park), park.synthetic, park.lon, park.lat
    for name in PLACE:
        setattr(row, name, getattr(park, name) or "")
    row.hash = values_hash(row.values)
    return row


def _words(words: tuple[str, ...] | None) -> str:
    return f"|{'|'.join(words)}|" if words else ""
