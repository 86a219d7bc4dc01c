"""Offers out of posts that were taken in: made when a person says so, and read again when their post is."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from luodi.core.fields import LISTING_FIELDS, SITE_FIELDS, by_name
from luodi.facts import Reading
from luodi.sites.listings import link_parks, site_from_reading
from luodi.sites.site import Site as Offer
from luodi_portal.inventory.convert import own_site, park_of
from luodi_portal.inventory.keep import NOBODY, Author, keep_sites
from luodi_portal.inventory.models import Park, Site
from luodi_portal.knowledge.convert import reading_of
from luodi_portal.knowledge.models import Document

READ = tuple(name for name in by_name(SITE_FIELDS) if name in by_name(LISTING_FIELDS) or name == "status")
"""What a post says of its offer."""


def offers_of_posts(documents: Sequence[Document], author: Author) -> list[Site]:
    """Give the offer of each post, made where there is none yet; a repost offers what its first post does."""
    with transaction.atomic():
        found = {row.pk: _there(row) for row in documents}
        new = [row for row in documents if found[row.pk] is None]
        made = {f"post:{row.slug}": row.pk for row in new}
        sites = [
            replace(site_from_reading(reading_of(row), name=row.title, place=row.name), id=key)
            for row, key in zip(new, made, strict=True)
        ]
        keep_sites(link_parks(sites, map(park_of, Park.objects.all())), made, author)
        rows = Site.objects.in_bulk(list(made))
        return [found[row.pk] or rows[f"post:{row.slug}"] for row in documents]


def _there(document: Document) -> Site | None:
    site = document.sites.first()
    if site is None and document.article:
        site = document.article.sites.first()
    return site


def read_again(readings: Sequence[tuple[Document, Reading]]) -> None:
    """Let the offers of posts say what their posts, read again, say; what a person gave stays."""
    said = {row.pk: reading for row, reading in readings if reading.type == "listing"}
    rows = Site.objects.filter(document__in=list(said))
    if sites := [_said(own_site(row), said[row.document_id or 0]) for row in rows]:
        keep_sites(sites, author=NOBODY)


def _said(own: Offer, reading: Reading) -> Offer:
    """Give an offer with what was read in the place of what was read before; the rest it has from elsewhere."""
    read = site_from_reading(reading, name=own.name)
    sources = {name: quote for name, quote in own.sources.items() if name not in READ} | dict(read.sources)
    return replace(own, **{name: getattr(read, name) for name in READ}, sources=sources)
