"""The catalogue of fields and the dataclasses that carry them hold the same names."""

from collections import Counter
from dataclasses import fields

import pytest

from luodi.core.fields import LISTING_FIELDS, PARK_FIELDS, REQUIREMENT_FIELDS, SITE_FIELDS, Field
from luodi.matching.requirement import Requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

CARRIED = [
    (Site, SITE_FIELDS, {"sources"}),
    (Park, PARK_FIELDS, {"admission", "sources"}),
    (Requirement, REQUIREMENT_FIELDS, {"area_tolerance", "near", "criteria", "sources"}),
]


@pytest.mark.parametrize(("carrier", "catalogue", "own"), CARRIED, ids=["site", "park", "requirement"])
def test_a_dataclass_carries_the_catalogue(
    carrier: type, catalogue: tuple[Field, ...], own: set[str]
) -> None:
    assert {each.name for each in fields(carrier)} - own == {each.name for each in catalogue}


@pytest.mark.parametrize("catalogue", [LISTING_FIELDS, SITE_FIELDS, PARK_FIELDS, REQUIREMENT_FIELDS])
def test_no_heading_could_mean_two_fields(catalogue: tuple[Field, ...]) -> None:
    names = Counter(
        heading.casefold()
        for each in catalogue
        for heading in {each.name, each.label.zh, each.label.en, *each.headings}
    )
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("catalogue", [SITE_FIELDS, PARK_FIELDS, REQUIREMENT_FIELDS])
def test_every_field_speaks_both_languages(catalogue: tuple[Field, ...]) -> None:
    for each in catalogue:
        assert each.label.zh
        assert each.label.en.isascii() or "²" in each.label.en
        assert all(word in each.choices for word in each.spellings.values())
