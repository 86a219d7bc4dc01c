"""The fast engine gives the reference engine's answer, whatever the sites, the parks and the requirement are.

LUODI_CASES sets how many cases are drawn: a requirement and an inventory, :data:`TOGETHER` of them with the same one.
"""

import os

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luodi.matching.candidates import candidates_among
from luodi.matching.fast.engine import match_table, rank_in, table_candidates
from luodi.matching.reference import EXCLUSIONS_KEPT, match_sites, rank_of
from luodi.matching.requirement import Criterion, Landmark, Requirement
from luodi.sites.columns.encode import encode_parks, encode_sites
from luodi.sites.columns.segment import ParkColumns, Segment
from luodi.sites.columns.table import SiteTable, rows_of, table_of
from luodi.sites.sample import sample_parks, sample_sites
from luodi.sites.site import Site
from matching.strategies import TOGETHER, parks, requirements, several, sites

CASES = settings(
    max_examples=-(-int(os.environ.get("LUODI_CASES", "300")) // TOGETHER),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

NEAR = (Landmark("上海港", 121.8, 30.9), Landmark("宁波港", 121.9, 29.9), Landmark("虹桥站", 121.32, 31.2))
MARKET = (
    Requirement(
        deal=("lease",), kind=("factory",), floor_area_min_m2=2000, floor_area_max_m2=2000, rent_max_cny_year=900_000,
        locations=("江苏省", "浙江省", "上海"), clear_height_min_m=6, fire_class=("丙",), industry="医疗器械", near=NEAR,
        tax_cny_year=5e6, investment_cny=1e8, revenue_cny_year=1e8,
    ),
    Requirement(kind=("land",), land_area_min_m2=20_000, price_max_cny_mu=600_000, industry="化工", near=NEAR[:1]),
    Requirement(),
)  # fmt: skip


@CASES
@given(several(), sites(max_size=30), parks(), st.sampled_from((0, 1, 3, 20)))
def test_both_engines_give_the_same_answer(asked, offers, held, top):
    table = table_of(offers, held)
    for wanted in asked:
        fast = match_table(wanted, table, top=top, exclusions=EXCLUSIONS_KEPT)
        assert fast == match_sites(wanted, offers, held, top=top)


def part_of(offers, removed):
    part = Segment(encode_sites(offers))
    gone = sorted(rows_of(part, removed))
    return Segment(part.arrays, np.array(gone, dtype=np.uint32))


def drawn_in_parts(offers, held, data):
    """Give a table of two parts of which some sites were removed, and the sites that are left."""
    ids = [site.id for site in offers]
    removed = set(data.draw(st.lists(st.sampled_from(ids), max_size=5)) if ids else ())
    half = data.draw(st.integers(0, len(offers)))
    parts = (part_of(offers[:half], removed), part_of(offers[half:], removed))
    left = [site for site in offers if site.id not in removed]
    return SiteTable(parts, ParkColumns(encode_parks(held))), left


@CASES
@given(several(), sites(max_size=20), parks(), st.data())
def test_a_table_in_parts_answers_like_its_sites(asked, offers, held, data):
    table, left = drawn_in_parts(offers, held, data)
    for wanted in asked:
        expected = match_sites(wanted, left, held, top=3)
        assert match_table(wanted, table, top=3, exclusions=EXCLUSIONS_KEPT) == expected
    for site in left[:2]:
        assert rank_in(wanted, table, site) == rank_of(wanted, left, held, site)


def test_scores_on_the_border_between_two_billionths_are_the_references():
    # Thirds of weights end in …333.5 billionths often enough that adding them up in another order would show.
    criteria = tuple(Criterion(m, 1, 0, 1) for m in ("title_deed", "steam", "gas"))
    figures = [x * 5e-10 * 3 for x in range(400)]
    offers = [Site(id=f"{n:03}", clear_height_m=figure, steam=n % 2 == 0) for n, figure in enumerate(figures)]
    wanted = Requirement(criteria=(*criteria, Criterion("clear_height_m", 3, 0, 1)))
    assert match_table(wanted, table_of(offers), top=0) == match_sites(wanted, offers, top=0)


def test_thousands_of_equal_sites_come_in_the_order_of_their_ids():
    offers = [Site(id=f"s{number * 7919 % 40_000:05}", deal=("lease",)) for number in range(40_000)]
    answer = match_table(Requirement(deal=("lease",)), table_of(offers), top=3)
    assert [match.site.id for match in answer.shortlist] == ["s00000", "s00001", "s00002"]
    assert answer.passing == 40_000


def test_many_sites_like_those_of_a_market():
    offers, held = list(sample_sites(6000, 3, 80)), list(sample_parks(80, 3))
    for wanted in MARKET:
        assert match_table(wanted, table_of(offers, held), exclusions=EXCLUSIONS_KEPT) == match_sites(
            wanted, offers, held
        )


OFFERS, HELD = list(sample_sites(700, 11, 12)), list(sample_parks(12, 11))
TABLE = table_of(OFFERS, HELD)


@settings(max_examples=25, deadline=None)
@given(requirements(), st.sampled_from((1, 5, 0)))
def test_runs_and_words_full_of_rows_give_the_same_answer(wanted, top):
    assert match_table(wanted, TABLE, top=top, exclusions=EXCLUSIONS_KEPT) == match_sites(
        wanted, OFFERS, HELD, top=top
    )


def test_candidates_of_a_table_are_those_of_its_sites():
    offers, held = list(sample_sites(4000, 3, 80)), list(sample_parks(80, 3))
    for wanted in MARKET:
        found, expected = (
            table_candidates(wanted, table_of(offers, held)),
            candidates_among(wanted, offers, held),
        )
        assert list(found.sites) == list(expected.sites)
        np.testing.assert_allclose(found.values, expected.values, rtol=0, atol=1e-12)
