"""Many requirements at once: each gets the list that the engine gives it alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.core.errors import LuodiError
from luodi.matching.fast import many
from luodi.matching.fast.engine import rank_table
from luodi.matching.fast.many import rank_many
from luodi.matching.reference import rank_sites
from luodi.matching.requirement import Criterion, Requirement
from luodi.sites.columns.table import table_of
from luodi.sites.sample import sample_parks, sample_sites
from luodi.sites.site import Site
from matching.strategies import parks, several, sites
from matching.test_fast_engine import CASES, MARKET, drawn_in_parts


def same(found, expected):
    assert [(each.passing, [id_ for id_, _ in each.first]) for each in found] == [
        (each.passing, [id_ for id_, _ in each.first]) for each in expected
    ]
    scores, theirs = ([score for each in lists for _, score in each.first] for lists in (found, expected))
    assert scores == pytest.approx(theirs, rel=0, abs=1e-12)


@CASES
@given(several(), sites(max_size=30), parks(), st.sampled_from((0, 1, 3, 20)))
def test_lists_are_those_of_the_reference(asked, offers, held, top):
    found = list(rank_many(asked, table_of(offers, held), top))
    same(found, [rank_sites(wanted, offers, held, top) for wanted in asked])


@CASES
@given(several(), sites(max_size=20), parks(), st.data())
def test_a_table_in_parts_gives_the_lists_of_its_sites(asked, offers, held, data):
    table, left = drawn_in_parts(offers, held, data)
    same(list(rank_many(asked, table, 3)), [rank_sites(wanted, left, held, 3) for wanted in asked])


def test_many_sites_like_those_of_a_market():
    table = table_of(sample_sites(6000, 3, 80), sample_parks(80, 3))
    for top in (20, 0):
        same(list(rank_many(MARKET, table, top)), [rank_table(each, table, top) for each in MARKET])


def test_what_hangs_on_rounding_is_left_to_the_engine():
    offers = [Site(id=f"{n:03}", clear_height_m=n * 1e-9, steam=n % 2 == 0) for n in range(400)]
    criteria = (Criterion("clear_height_m", 1, 0, 1), Criterion("steam", 1, 0, 1))
    wanted = [Requirement(criteria=criteria), Requirement(kind=("factory",))]
    found = rank_many(wanted, table_of(offers), 0)
    assert list(found.singly) == [0]
    same(list(found), [rank_sites(each, offers, (), 0) for each in wanted])


def test_without_the_compiled_loop_the_engine_takes_one_after_the_other(monkeypatch):
    table = table_of(sample_sites(300, 5, 10), sample_parks(10, 5))
    compiled = list(rank_many(MARKET, table, 3))
    monkeypatch.setattr(many, "_load", lambda: None)
    found = rank_many(MARKET, table, 3)
    assert len(found.singly) == len(MARKET)
    same(list(found), compiled)


def test_nothing_to_match():
    assert list(rank_many([], table_of([Site(id="a")]), 3)) == []
    assert [each.passing for each in rank_many(MARKET, table_of([]), 3)] == [0] * len(MARKET)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"floor_area_min_m2": 3.0, "floor_area_max_m2": 2.0}, "above the greatest"),
        ({"rent_max_cny_year": -1.0}, "not a number of 0 or more"),
        ({"power_min_kva": np.nan}, "not a number of 0 or more"),
        ({"area_tolerance": 1.0}, "not between 0 and 1"),
        ({"criteria": (Criterion("steam", 0, 0, 1),)}, "all weights are 0"),
    ],
)
def test_a_requirement_that_contradicts_itself_is_named(wrong, said):
    asked = [Requirement(), Requirement(power_min_kva=3.0, rent_max_cny_year=5.0), Requirement(**wrong)]
    with pytest.raises(LuodiError, match=f"requirement 3.*{said}"):
        rank_many(asked, table_of([Site(id="a")]), 3)
