"""The filter of sites, as a table: what is asked, and which sites are found."""

import pytest

from luodi_portal.inventory.search import Wanted, find_sites

CASES = [
    (Wanted(), "listing-1 b/2 c-3 d-4"),
    (Wanted(deal="sale"), "b/2 c-3"),
    (Wanted(deal="lease", kind="factory"), "listing-1 d-4"),
    (Wanted(kind="yard"), ""),
    (Wanted(place="青岛"), "listing-1 b/2 d-4"),
    (Wanted(place="仪器产业园"), "listing-1"),
    (Wanted(words="青岛 厂房"), "listing-1 d-4"),
    (Wanted(words="100%"), ""),
    (Wanted(area_min=3000), "listing-1 b/2 c-3"),
    (Wanted(area_min=3000.5), "b/2 c-3"),
    (Wanted(area_max=1000), "listing-1 d-4"),
    (Wanted(area_min=1500, area_max=2000), "listing-1"),
    (Wanted(area_min=5000, kind="factory"), ""),
    (Wanted(height_min=8), "listing-1 b/2"),
    (Wanted(height_min=8, unknown=True), "listing-1 b/2 c-3"),
    (Wanted(rent_max=20), "listing-1"),
    (Wanted(rent_max=20, unknown=True), "listing-1 b/2 c-3"),
]


@pytest.mark.parametrize(("wanted", "found"), CASES, ids=str)
def test_finds(world: None, wanted: Wanted, found: str) -> None:
    assert {site.pk for site in find_sites(wanted)} == set(found.split())
