import hashlib
from collections import Counter
from dataclasses import fields
from itertools import islice

import pytest

from luodi.core.fields import SITE_FIELDS, Type
from luodi.core.places import divisions
from luodi.sites.admission import admission_to_json, parse_admission
from luodi.sites.sample import sample_parks, sample_sites
from luodi.sites.site import Site

COUNTIES = {(d.province, d.city, d.district) for d in divisions()}
SITES = list(sample_sites(4000, seed=7))


def share(sites: list[Site], name: str) -> float:
    return sum(getattr(site, name) is None for site in sites) / len(sites)


def test_every_site_says_that_it_is_synthetic() -> None:
    for site in SITES:
        assert site.synthetic
        assert "合成数据" in site.name
        assert "合成数据" in (site.source or "")
        assert site.contact is None
        assert site.phone is None


def test_every_site_lies_in_a_real_county() -> None:
    for site in SITES:
        assert (site.province, site.city, site.district) in COUNTIES


def test_values_fit_their_fields() -> None:
    for site in SITES:
        for field in SITE_FIELDS:
            value = getattr(site, field.name)
            if value is None:
                continue
            if field.type is Type.NUMBER:
                assert isinstance(value, float)
                assert 0 <= value <= field.maximum
            if field.type is Type.CHOICES:
                assert set(value) <= set(field.choices)
            if field.type is Type.CHOICE:
                assert value in field.choices


def test_what_hangs_together_does() -> None:
    for site in SITES:
        if site.storey and site.storeys:
            assert max(site.storey) <= site.storeys
        if site.min_area_m2 and site.floor_area_m2:
            assert site.min_area_m2 <= site.floor_area_m2
        if site.kind in (("land",), ("yard",)):
            assert site.floor_area_m2 is None
            assert site.clear_height_m is None
        if site.crane_t:
            assert site.storeys in (1, None)
        assert (site.lon is None) == (site.lat is None)
        if site.clear_height_m and site.clear_height_upper_m:
            assert site.clear_height_upper_m < site.clear_height_m
        if site.deal == ("sale",):
            assert site.rent_cny_m2_month is None


def test_much_is_unknown_as_in_life() -> None:
    factories = [site for site in SITES if site.kind == ("factory",)]
    for name in ("clear_height_m", "floor_load_kg_m2", "power_kva", "fire_class", "env_permit", "title_deed"):
        assert 0.08 < share(factories, name) < 0.45


def test_the_parts_of_the_inventory() -> None:
    kinds = Counter(site.kind[0] for site in SITES if site.kind)
    assert kinds["factory"] > 0.45 * len(SITES)
    assert set(kinds) == {"factory", "warehouse", "land", "office", "lab", "yard"}
    provinces = Counter(site.province for site in SITES)
    assert provinces["江苏省"] > 5 * provinces["甘肃省"]


def test_rents_follow_the_place() -> None:
    def mean(province: str) -> float:
        sites = sample_sites(20_000, seed=1, parks=0)
        rents = [s.rent_cny_m2_month for s in sites if s.province == province and s.kind == ("factory",)]
        known = [rent for rent in rents if rent]
        return sum(known) / len(known)

    assert mean("上海市") > 1.7 * mean("山东省")


def test_sites_lie_in_the_parks_of_their_seed() -> None:
    parks = {park.id: park for park in sample_parks(200, seed=7)}
    in_parks = [site for site in SITES if site.park]
    assert 0.5 < len(in_parks) / len(SITES) < 0.7
    for site in in_parks:
        park = parks[site.park or ""]
        assert (site.province, site.city, site.district) == (park.province, park.city, park.district)


def test_ids_are_unique() -> None:
    assert len({site.id for site in SITES}) == len(SITES)


def test_fewer_are_the_first_of_more() -> None:
    assert list(sample_sites(50, seed=7)) == SITES[:50]
    assert list(islice(sample_parks(9, seed=7), 3)) == list(sample_parks(3, seed=7))


def test_another_seed_gives_another_inventory() -> None:
    assert next(sample_sites(1, seed=8)) != SITES[0]


def known(site: Site) -> list[tuple[str, object]]:
    values = [(field.name, getattr(site, field.name)) for field in fields(site) if field.name != "sources"]
    return [(name, value) for name, value in values if value is not None]


def test_a_seed_gives_the_same_on_every_machine() -> None:
    said = "\n".join(
        "|".join(f"{name}={value}" for name, value in known(site))
        for site in sample_sites(500, seed=20260701)
    )
    assert hashlib.sha256(said.encode()).hexdigest()[:16] == "c522a1784996d8ef"


def test_parks_are_synthetic_and_their_terms_can_be_read_back() -> None:
    parks = list(sample_parks(300, seed=3))
    assert all(park.synthetic and "合成数据" in park.name for park in parks)
    terms = [park.admission for park in parks if park.admission]
    assert 0.6 < len(terms) / len(parks) < 0.9
    for admission in terms:
        assert parse_admission(admission_to_json(admission), "test") == admission
        assert not set(admission.allow) & set(admission.deny)


@pytest.mark.parametrize("count", [0, -1])
def test_none_is_none(count: int) -> None:
    assert list(sample_sites(count, seed=1)) == []


def test_it_streams() -> None:
    assert next(sample_sites(10**12, seed=1)).synthetic
