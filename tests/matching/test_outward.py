"""From a site outwards, and projects on sites."""

import pytest
from hypothesis import given, settings

from luodi.matching.outward import Enquiry, look_outward
from luodi.matching.projects import Gain, give_sites, share_taken
from luodi.matching.reference import match_sites
from luodi.matching.requirement import Requirement
from luodi.sites.site import Site
from matching.strategies import parks, requirements, sites

MU = 10000 / 15
HALL = Site(id="hall", floor_area_m2=3000, min_area_m2=500, rent_cny_m2_month=20, status="available")
PLOT = Site(id="plot", land_area_m2=30 * MU, min_area_m2=10 * MU, status="available")


def enquiry(id_, **wanted):
    return Enquiry(id_, Requirement(**wanted))


def test_the_site_ranks_what_it_fits_and_says_what_rules_out():
    found = look_outward(HALL, None, [enquiry("dear", rent_max_cny_m2_month=15), enquiry("b", rent_max_cny_m2_month=40),
                                      enquiry("a", rent_max_cny_m2_month=22)])  # fmt: skip
    assert [each.enquiry.id for each in found.fitting] == ["b", "a"]
    shown = found.to_json("zh")
    assert shown["ruled_out"] == [{"id": "dear", "failing": ["rent"]}]
    assert (shown["considered"], shown["fitting"][0]["rank"]) == (3, 1)


@settings(max_examples=80, deadline=None)
@given(requirements(), sites(), parks())
def test_outwards_says_what_the_shortlist_says(wanted, offers, held):
    listed = {match.site.id: match.score for match in match_sites(wanted, offers, held, top=0).shortlist}
    for site in offers:
        park = next((park for park in held if park.id == site.park), None)
        found = look_outward(site, park, [Enquiry("r", wanted)])
        assert bool(found.fitting) == (site.id in listed)
        if found.fitting:
            assert found.fitting[0].assessment.scored.score == listed[site.id]


@pytest.mark.parametrize(
    ("wanted", "site", "share"),
    [
        ({"floor_area_min_m2": 1500, "floor_area_max_m2": 2000}, HALL, 0.5),
        ({}, HALL, 500 / 3000),
        ({"land_area_min_m2": 15 * MU}, PLOT, 0.5),
        ({}, Site(id="x"), 1),
        ({}, Site(id="x", floor_area_m2=900), 1),
    ],
)
def test_the_share_that_is_taken(wanted, site, share):
    assert share_taken(Requirement(**wanted), site, None) == pytest.approx(share)


def test_two_share_a_hall_and_the_third_goes_without():
    """All want 1,500 to 2,000 of 3,000 m²; the two with the larger budgets are worth most."""
    wanted = [enquiry(id_, floor_area_min_m2=1500, floor_area_max_m2=2000, rent_max_cny_m2_month=budget)
              for id_, budget in (("a", 22), ("b", 40), ("c", 30))]  # fmt: skip
    found = give_sites(wanted, [HALL], [])
    assert [row["site"] for row in found.to_json()["assignments"]] == [None, "hall", "hall"]
    assert found.to_json()["allocated"] == 2


def test_the_parks_gain_counts_as_stated():
    """Both score alike; the park's gain by m² decides."""
    wanted = [enquiry(id_, floor_area_min_m2=3000, rent_max_cny_m2_month=40, tax_cny_year=tax)
              for id_, tax in (("a", 3e5), ("b", 9e5))]  # fmt: skip
    found = give_sites(wanted, [HALL], [], gain=Gain("tax_cny_m2_year", 300, 0.5))
    first, second = found.to_json()["assignments"]
    assert (first["site"], second["site"]) == (None, "hall")
    assert second["value"] == pytest.approx(0.5 * 1 + 0.5 * 1, abs=0.51)
    assert first["lost"] == pytest.approx(first["first_value"])
