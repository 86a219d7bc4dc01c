"""Stability intervals: the worked example of Triantaphyllou and Sánchez, and what the intervals promise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from luodi.matching.candidates import Candidates
from luodi.matching.requirement import Criterion
from luodi.matching.stability import weight_intervals
from luodi.sites.site import Site


def matrix(values, weights):
    """Give candidates in the order of their scores."""
    values, weights = np.array(values, dtype=float), np.array(weights, dtype=float)
    order = np.argsort(-(values @ weights), kind="stable")
    sites = tuple(Site(id=f"A{row + 1}") for row in order)
    criteria = tuple(Criterion(f"c{i + 1}", weight, 0, 1) for i, weight in enumerate(weights))
    return Candidates(sites, criteria, values[order])


def test_the_published_example():
    """Triantaphyllou & Sánchez 1997, tables 1 to 3: priorities 0.3162, 0.2768, …; δ'(1,1,3) = -0.3807."""
    example = matrix(
        [[0.3088, 0.2897, 0.3867, 0.1922], [0.2163, 0.3458, 0.1755, 0.6288],
         [0.4509, 0.2473, 0.1194, 0.0575], [0.0240, 0.1172, 0.3184, 0.1215]],
        [0.3277, 0.3058, 0.2876, 0.0790],
    )  # fmt: skip
    assert [site.id for site in example.sites] == ["A1", "A2", "A3", "A4"]
    scores = example.values @ [criterion.weight for criterion in example.criteria]
    assert scores[:2] == pytest.approx([0.3162, 0.2768], abs=1e-4)
    first = weight_intervals(example)[0]
    assert first.high == pytest.approx(0.3277 + 0.3807, abs=2e-3)
    assert (first.above, first.below, first.low) == ("A3", None, 0)


def test_one_site_or_none_is_first_whatever_the_weights():
    assert weight_intervals(Candidates((), (), np.empty((0, 0)))) == ()
    (only,) = weight_intervals(matrix([[0.5]], [2]))
    assert (only.low, only.high) == (0, None)


@settings(deadline=None)
@given(
    arrays(float, (6, 3), elements=st.sampled_from((0.0, 0.25, 0.5, 0.75, 1.0))),
    arrays(float, 3, elements=st.sampled_from((1.0, 2.0, 3.0))),
)
def test_the_first_stays_first_within_and_not_beyond(values, weights):
    found = matrix(values, weights)
    for index, interval in enumerate(weight_intervals(found)):
        top = 1e3 if interval.high is None else interval.high
        beyond = ((interval.low - 0.01, interval.below is None), (top + 0.01, interval.above is None))
        for weight, holds in ((interval.low, True), (top, True), *beyond):
            if weight >= 0:
                moved = weights.copy()
                moved[index] = weight
                scores = found.values @ moved
                assert (scores[0] >= scores.max() - 1e-9) if holds else scores[0] < scores.max()
