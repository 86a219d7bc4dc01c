"""What is kept comes back as it was, and the same again changes nothing."""

import json
import os
from dataclasses import replace

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from luodi.core.errors import LuodiError
from luodi.core.fields import SITE_FIELDS, Field, Type
from luodi.facts import Reading
from luodi.sites.site import Site
from luodi_portal.inventory import models
from luodi_portal.inventory.convert import park_of, site_of, site_values, values_hash
from luodi_portal.inventory.keep import Kept, current_version, keep_parks, keep_sites
from luodi_portal.knowledge.convert import reading_of
from luodi_portal.knowledge.keep import keep_reading
from luodi_portal.knowledge.models import Document, Fact, FieldReading
from portal import samples

READINGS = (samples.reading(), samples.reading(samples.LISTING, "listing"))


@pytest.mark.django_db
@pytest.mark.parametrize("reading", READINGS, ids=("news", "listing"))
def test_a_reading_comes_back_as_it_was(reading: Reading) -> None:
    kept = keep_reading(reading).document
    back = reading_of(Document.objects.get(pk=kept.pk))
    assert back.document == replace(reading.document, id=reading.document.hash)
    assert set(back.facts) == set(reading.facts)
    assert {f.name: f for f in back.fields}.keys() == reading.values().keys()
    assert all(back.document.text[f.span.start : f.span.end] == f.span.quote for f in back.fields)


@pytest.mark.django_db
def test_keeping_again_doubles_nothing() -> None:
    first = [keep_reading(reading).new for reading in READINGS]
    ids = set(Fact.objects.values_list("id", flat=True))
    again = [keep_reading(reading).new for reading in READINGS]
    assert (first, again) == ([True, True], [False, False])
    assert set(Fact.objects.values_list("id", flat=True)) == ids
    assert (Document.objects.count(), Fact.objects.count(), FieldReading.objects.count()) == (2, 5, 6)


@pytest.mark.django_db
def test_the_same_content_under_another_name_is_the_same_document() -> None:
    keep_reading(samples.reading())
    repost = replace(samples.NEWS, id="repost", source="转载（虚构）")
    assert not keep_reading(samples.reading(repost)).new
    assert (Document.objects.count(), Fact.objects.count()) == (1, 5)


@pytest.mark.django_db
def test_a_better_reading_replaces_the_one_before() -> None:
    keep_reading(samples.reading())
    about = replace(samples.FACTS[0], approx="about")
    document = keep_reading(Reading(samples.NEWS, "news", facts=(about, samples.FACTS[2]))).document
    assert set(reading_of(document).facts) == {about, samples.FACTS[2]}


@pytest.mark.django_db
def test_a_reading_that_fails_half_way_leaves_nothing() -> None:
    bad = replace(samples.FACTS[0], kind=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"(?i)null"):
        keep_reading(Reading(samples.NEWS, "news", facts=(samples.FACTS[1], bad)))
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_a_text_that_no_database_holds_is_named() -> None:
    broken = replace(samples.NEWS, text=f"{samples.NEWS.text}\0")
    with pytest.raises(LuodiError) as caught:
        keep_reading(samples.reading(broken))
    assert "news-1" in caught.value.problem.say("zh")
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_sites_and_parks_come_back_as_they_were() -> None:
    keep_parks([samples.PARK])
    keep_sites(samples.SITES)
    assert {row.id: site_of(row) for row in models.Site.objects.all()} == {s.id: s for s in samples.SITES}
    assert park_of(models.Park.objects.get()) == samples.PARK


@pytest.mark.django_db
def test_keeping_sites_tells_new_changed_and_same() -> None:
    first = keep_sites(samples.SITES)
    version = current_version()
    same = keep_sites(samples.SITES)
    assert current_version() == version
    dearer = replace(samples.SITES[0], rent_cny_m2_month=19.0)
    changed = keep_sites([dearer])
    assert (first, same, changed) == (Kept(4, 0, 0), Kept(0, 0, 4), Kept(0, 1, 0))
    assert current_version() != version
    assert models.Site.objects.get(pk="listing-1").rent_cny_m2_month == 19


@pytest.mark.django_db
def test_a_site_finds_its_park_when_the_park_comes_later() -> None:
    keep_sites(samples.SITES)
    keep_parks([samples.PARK])
    keep_sites(samples.SITES)
    row = models.Site.objects.get(pk="listing-1")
    assert row.park_id == "chengwan"
    assert site_of(row).park == "chengwan"


def values_of(field: Field) -> st.SearchStrategy[object]:
    match field.type:
        case Type.NUMBER | Type.COORDINATE:
            return st.floats(0, 1e12)
        case Type.FLAG:
            return st.booleans()
        case Type.FLOORS:
            return st.lists(st.integers(-3, 40).filter(bool), min_size=1).map(tuple)
        case Type.CHOICES:
            return st.lists(st.sampled_from(sorted(field.choices)), min_size=1, unique=True).map(tuple)
        case Type.CHOICE:
            return st.sampled_from(sorted(field.choices))
        case Type.TEXTS:
            return st.lists(st.text(min_size=1), min_size=1).map(tuple)
        case Type.TEXT | Type.DATE:
            return st.text(min_size=1)


SITES = st.fixed_dictionaries({"id": st.text(min_size=1)}, optional={
    field.name: values_of(field) for field in SITE_FIELDS if field.name != "id"
}).map(lambda values: Site(**values))  # type: ignore[arg-type]  # fmt: skip


@given(SITES)
def test_any_site_survives_json(site: Site) -> None:
    values = json.loads(json.dumps(site_values(site)))
    assert site_of(models.Site(id=site.id, values=values)) == site
    assert values_hash(values) == values_hash(site_values(site))


@pytest.mark.django_db
def test_runs_on_the_database_that_was_asked_for() -> None:
    assert connection.vendor == os.environ.get("LUODI_TESTED_ON", connection.vendor)
