"""Rows that an earlier luodi kept come through the migration whole, and keeping them again changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from luodi_portal.inventory.convert import park_of, site_of
from luodi_portal.inventory.keep import Kept, keep_parks, keep_sites
from luodi_portal.inventory.models import Park, Site
from portal import samples

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("inventory", "0001_initial")]


def migrate(targets: list[tuple[str, str]]) -> Any:
    """Give the models as they then are; documents as they are now, for their tables are."""
    MigrationExecutor(connection).migrate(targets)
    loader = MigrationExecutor(connection).loader
    documents = [node for node in loader.graph.leaf_nodes() if node[0] == "knowledge"]
    return loader.project_state([*documents, *targets]).apps


@pytest.fixture
def earlier() -> Iterator[Any]:
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrate(BEFORE)
    migrate(newest)


def old_values(thing: Any) -> dict[str, Any]:
    """The shape of before: several words as a list, even where there is one."""
    from dataclasses import fields

    from luodi.sites.admission import Admission, admission_to_json

    said = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if value is None or (field.name in ("synthetic", "sources") and not value):
            continue
        if isinstance(value, Admission):
            value = admission_to_json(value)
        said[field.name] = (
            list(value) if isinstance(value, tuple) else dict(value) if field.name == "sources" else value
        )
    return said


def test_rows_come_through_whole(earlier: Any) -> None:
    listing = replace(samples.SITES[0], verified_on="2026-10-01", lon=120.3, lat=36.2, crane_t=10.0)
    document = earlier.get_model("knowledge", "Document").objects.create(
        hash="h", slug="0123456789abcdef", name="x", type="listing", text="…", published=date(2026, 10, 1)
    )
    earlier.get_model("inventory", "Park").objects.create(
        id="chengwan", name=samples.PARK.name, values=old_values(samples.PARK), hash="old"
    )
    sites = [listing, *samples.SITES[1:]]
    for site in sites:
        earlier.get_model("inventory", "Site").objects.create(
            id=site.id,
            name=site.name,
            values=old_values(site),
            hash="old",
            park_id="chengwan" if site.park else None,
            document_id=document.pk if site is listing else None,
        )
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())

    # The post's day was its author's word; nobody of ours has verified it.
    said = replace(listing, stated_on="2026-10-01", verified_on=None)
    expected = [said, *samples.SITES[1:]]
    assert park_of(Park.objects.get()) == samples.PARK
    assert {row.id: site_of(row) for row in Site.objects.all()} == {site.id: site for site in expected}
    row = Site.objects.get(pk=listing.id)
    assert (row.stated_on, row.fresh_on, row.crane_t, row.lon) == (
        date(2026, 10, 1),
        date(2026, 10, 1),
        10,
        120.3,
    )
    assert [each.history_type for each in row.history.all()] == ["+"]
    assert keep_sites(expected) == Kept(0, 0, 4)
    assert keep_parks([samples.PARK]) == Kept(0, 0, 1)
