"""The smallest change of one or two constraints that brings k more sites."""

import random
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.matching import relaxations
from luodi.matching.reference import match_sites
from luodi.matching.relaxations import find_relaxations
from luodi.matching.requirement import Requirement
from luodi.sites.site import Site
from matching.strategies import parks, requirements, sites

WANTED = Requirement(deal=("lease",), floor_area_min_m2=2000, floor_area_max_m2=2000, rent_max_cny_m2_month=20,
                     clear_height_min_m=8, title_deed=True, start_by="2026-06-30")  # fmt: skip
FITTING = Site(id="a", deal=("lease",), floor_area_m2=2000, rent_cny_m2_month=18, clear_height_m=8, title_deed=True,
               available_from="now", status="available")  # fmt: skip


def offer(id_, **changes):
    return replace(FITTING, id=id_, **changes)


@pytest.mark.parametrize(
    ("changed", "size", "field", "before", "after"),
    [
        ({"rent_cny_m2_month": 22}, 0.1, "rent_max_cny_m2_month", 20, 22),
        ({"clear_height_m": 6}, 0.25, "clear_height_min_m", 8, 6),
        ({"floor_area_m2": 1200}, 0.25, "floor_area_min_m2", 2000, 1200),
        ({"floor_area_m2": 3000}, 0.25, "floor_area_max_m2", 2000, 3000),
        ({"title_deed": False}, 1, "title_deed", True, None),
        ({"available_from": "2026-07-30"}, 30 / 365.25, "start_by", "2026-06-30", "2026-07-30"),
        ({"deal": ("sale",)}, 1, "deal", ("lease",), None),
    ],
)
def test_one_site_needs_one_change(changed, size, field, before, after):
    (found,) = find_relaxations(WANTED, [FITTING, offer("b", **changed)])
    assert found.gain == 1
    assert found.size == pytest.approx(size)
    assert (field, before, after) in found.changes[0].fields
    assert found.changes[0].text().zh
    assert found.to_json("en")["changes"][0]["text"]


def test_two_small_changes_beat_a_large_one():
    offers = [offer("b", rent_cny_m2_month=30), offer("c", rent_cny_m2_month=21, clear_height_m=7.8)]
    best, other = find_relaxations(WANTED, offers)
    assert [change.constraint for change in best.changes] == ["clear_height_min_m", "rent"]
    assert best.size == pytest.approx(0.025 + 0.05)
    assert [change.constraint for change in other.changes] == ["rent"]
    assert other.size == pytest.approx(0.5)


def test_more_sites_take_a_larger_change():
    offers = [offer(str(rent), rent_cny_m2_month=rent) for rent in (21, 22, 24, 40)]
    sizes = [find_relaxations(WANTED, offers, more=k)[0].size for k in (1, 2, 3, 4)]
    assert sizes == pytest.approx([0.05, 0.1, 0.2, 1.0])
    assert find_relaxations(WANTED, offers, more=5) == ()


@pytest.mark.parametrize(
    "changed", [{"status": "taken"}, {"clear_height_m": 5, "title_deed": False, "rent_cny_m2_month": 50}]
)
def test_what_cannot_be_relaxed(changed):
    assert find_relaxations(WANTED, [offer("b", **changed)]) == ()


@settings(max_examples=150, deadline=None)
@given(requirements(), sites(), parks(), st.integers(1, 3))
def test_the_relaxed_requirement_has_so_many_more(wanted, offers, held, more):
    before = match_sites(wanted, offers, held).passing
    for found in find_relaxations(wanted, offers, held, more=more):
        assert match_sites(found.requirement, offers, held).passing >= before + found.gain >= before + more


@pytest.mark.parametrize("seed", range(20))
def test_least_two_is_the_least_of_all_pairs(seed):
    draw = random.Random(seed)
    short = [(None, {name: draw.randrange(1, 9) / 8 for name in draw.sample(("a", "b"), draw.randint(1, 2))})
             for _ in range(30)]  # fmt: skip
    for more in (1, 4, 20):
        pair = relaxations._least_two(short, ("a", "b"), more)
        alone = [size for name in "ab" if (size := relaxations._least_one(short, name, more)) is not None]
        steps = [step / 8 for step in range(9)]
        met = (
            t + u
            for t, u in product(steps, steps)
            if sum(n.get("a", 0) <= t and n.get("b", 0) <= u for _, n in short) >= more
        )
        assert min([*alone, sum(pair.values())] if pair else alone) == min(met)
