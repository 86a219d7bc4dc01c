"""SMAA-2: known volumes, rank-order centroids, and the search against a plain one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.core.errors import LuodiError
from luodi.matching.acceptability import Unknown, scores_of
from luodi.matching.candidates import Candidates
from luodi.matching.requirement import Criterion
from luodi.matching.robustness import Options, _key, draw_weights, keep, robustness
from luodi.sites.site import Site


def candidates(values):
    """Give candidates in the order of their scores under equal weights."""
    values = np.array(values, dtype=float)
    order = np.argsort(-np.where(np.isnan(values), 0.5, values).sum(axis=1), kind="stable")
    criteria = tuple(Criterion(f"c{i}", 1, 0, 1) for i in range(values.shape[1]))
    return Candidates(tuple(Site(id=f"A{row}") for row in order), criteria, values[order])


def by_id(found):
    return {each.site.id: each for each in found.sites}


def test_two_specialists_and_a_compromise():
    """Under weights (w, 1 - w): A0 is first for w > 0.6, A1 for w < 0.4, A2 between; the shares are the lengths."""
    found = by_id(robustness(candidates([[1, 0], [0, 1], [0.6, 0.6]]), Options(draws=40_000, ranks=3)))
    assert [found[id_].first for id_ in ("A0", "A1", "A2")] == pytest.approx([0.4, 0.4, 0.2], abs=0.01)
    assert found["A0"].central_weights == pytest.approx((0.8, 0.2), abs=0.01)
    assert found["A2"].central_weights == pytest.approx((0.5, 0.5), abs=0.01)
    assert found["A0"].acceptability[2] == pytest.approx(0.5, abs=0.01)
    assert all(sum(each.acceptability) == pytest.approx(1) for each in found.values())
    assert {each.confidence for each in found.values()} == {1.0}


def test_three_specialists_share_the_simplex():
    """The mean of the largest of three uniform weights is 11/18, so the others' are 7/36 each."""
    found = by_id(robustness(candidates(np.eye(3)), Options(draws=40_000, ranks=1)))
    assert [found[id_].first for id_ in ("A0", "A1", "A2")] == pytest.approx([1 / 3] * 3, abs=0.01)
    assert found["A1"].central_weights == pytest.approx((7 / 36, 11 / 18, 7 / 36), abs=0.01)


def test_a_compromise_is_seldom_first_and_mostly_second():
    """What all ranks show and the first alone does not (Lahdelma and Salminen 2001): a compromise at 0.4 beside three
    specialists stands behind as many of them as there are weights above 0.4. The parts of the simplex where one, or two,
    given weights exceed 0.4 have shares of 0.6² and 0.2², so by inclusion and exclusion none does in 1 - 3 x 0.36 + 3 x 0.04
    = 0.04, two do in 3 x 0.04 = 0.12, and one in the 0.84 that are left.
    """
    found = by_id(robustness(candidates([*np.eye(3), [0.4] * 3]), Options(draws=40_000, ranks=4)))
    assert found["A3"].acceptability == pytest.approx((0.04, 0.84, 0.12, 0), abs=0.006)
    assert found["A3"].central_weights == pytest.approx([1 / 3] * 3, abs=0.01)
    assert found["A0"].first == pytest.approx((1 - 0.04) / 3, abs=0.01)


def test_weights_in_order_have_the_rank_order_centroid():
    """Barron and Barrett 1996, four attributes: 0.5208, 0.2708, 0.1458, 0.0625."""
    order = (("d",), ("a",), ("c",), ("b",))
    weights = draw_weights("abcd", Options(draws=40_000, importance=order))
    assert (weights[:, 3] >= weights[:, 0]).all()
    assert (weights[:, 2] >= weights[:, 1]).all()
    assert weights.mean(axis=0)[[3, 0, 2, 1]] == pytest.approx([0.5208, 0.2708, 0.1458, 0.0625], abs=0.004)
    assert weights.sum(axis=1) == pytest.approx(1)


def test_equally_important_measures_share():
    weights = draw_weights("abc", Options(draws=40_000, importance=(("b", "c"),)))
    assert (weights[:, 1:] >= weights[:, :1]).all()
    assert weights.mean(axis=0) == pytest.approx([1 / 9, 4 / 9, 4 / 9], abs=0.005)


@pytest.mark.parametrize("importance", [(("rent",),), (("a",), ("a",))])
def test_an_unknown_or_doubled_measure_is_named(importance):
    with pytest.raises(LuodiError, match=importance[0][0]):
        draw_weights("abc", Options(importance=importance))


def test_an_unknown_value_is_drawn():
    """A0 is 0.5 for sure, A1 uniform: each comes first in half of the draws, whatever the weights."""
    found = by_id(robustness(candidates([[0.5], [np.nan]]), Options(draws=20_000, ranks=2)))
    assert found["A0"].first == pytest.approx(0.5, abs=0.02)
    assert found["A1"].confidence == pytest.approx(0.5, abs=0.02)


def test_no_site_gives_no_row():
    found = robustness(Candidates((), (Criterion("c0", 1, 0, 1),), np.empty((0, 1))), Options(draws=10))
    assert (found.sites, found.considered) == ((), 0)


def plainly(given, options):
    """Score every site in every draw and sort: what the search must find."""
    measures = tuple(criterion.measure for criterion in given.criteria)
    weights = draw_weights(measures, options)
    unknown = Unknown(
        np.array([_key(site.id) for site in given.sites], dtype=np.uint64), options.seed, options.draws
    )
    rows, counts = np.arange(len(given.sites)), {}
    for draw in range(options.draws):
        scores = scores_of(given.values, rows, weights, np.full(len(rows), draw), unknown)
        for rank, row in enumerate(sorted(rows, key=lambda row: (-scores[row], row))[: options.ranks]):
            counts.setdefault(given.sites[row].id, [0] * options.ranks)[rank] += 1
    return {id_: [count / options.draws for count in each] for id_, each in counts.items()}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 400), st.integers(1, 5), st.integers(1, 6), st.booleans())
def test_the_search_is_exact(seed, sites, criteria, ranks, ordered):
    draw = np.random.default_rng(seed)
    values = draw.choice(
        [0, 0.25, 0.5, 0.75, 1, np.nan], p=[0.2, 0.18, 0.18, 0.18, 0.2, 0.06], size=(sites, criteria)
    )
    mixed = np.where(draw.random(values.shape) < 0.5, values, draw.random(values.shape))
    order = tuple((f"c{i}",) for i in draw.permutation(criteria)) if ordered else ()
    options = Options(draws=60, ranks=ranks, seed=seed, importance=order)
    given_ = candidates(mixed)
    plain = plainly(given_, options)
    for each in robustness(given_, options).sites:
        assert list(each.acceptability) == plain[each.site.id]
    kept = {given_.sites[row].id for row in keep(given_.values, options, [f"c{i}" for i in range(criteria)])}
    assert plain.keys() <= kept


def test_large_blocks_are_exact_too():
    values = np.random.default_rng(5).random((3000, 4))
    values[::7, 1] = np.nan
    options = Options(draws=30, ranks=5, seed=3)
    plain = plainly(candidates(values), options)
    found = robustness(candidates(values), options)
    assert {each.site.id: list(each.acceptability) for each in found.sites}.items() <= plain.items()
    assert sum(each.first for each in found.sites) <= 1
