"""Allocation: instances with a known optimum, and every small instance against all possibilities."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.matching.allocation import Pairs, allocate


def solve(values, shares):
    return allocate(Pairs(np.array(values, dtype=float), np.array(shares, dtype=float)), gap=1e-9)


def test_a_known_optimum():
    """60 sites are filled exactly by 150 planted requirements, values pay for it: by duality nothing is worth more."""
    draw = np.random.default_rng(7)
    home = np.sort(np.concatenate([np.arange(60), draw.integers(0, 60, 90)]))
    part = draw.uniform(0.2, 1, len(home))
    planted = part / np.bincount(home, part)[home]
    shares = np.minimum(draw.uniform(0.05, 1, (150, 60)), 1)
    shares[np.arange(150), home] = planted
    rents, prices = draw.uniform(0.5, 1, 150), draw.uniform(0.5, 2, 60)
    values = rents[:, None] + prices * shares - draw.uniform(0.01, 0.5, (150, 60))
    values[np.arange(150), home] = rents + prices[home] * planted
    found = solve(values, shares)
    assert found.total == pytest.approx(rents.sum() + prices.sum())
    assert [each.site for each in found.assignments] == home.tolist()
    assert found.gap == pytest.approx(0, abs=1e-8)


def published_instances():
    """Read ``gap1.txt``: of each instance agents and jobs, the worth of each job to each agent, what it takes, capacities."""
    figures = [int(word) for word in Path(__file__).with_name("gap1.txt").read_text(encoding="utf-8").split()]
    while figures:
        agents, jobs = figures[:2]
        ends = np.cumsum([2, agents * jobs, agents * jobs, agents])
        worth, takes, holds = (np.array(figures[start:end]) for start, end in pairwise(ends))
        yield worth.reshape(agents, jobs).T, takes.reshape(agents, jobs).T / holds
        figures = figures[ends[-1] :]


@pytest.mark.parametrize(("number", "optimum"), [*enumerate((336, 327, 339, 341, 326))])
def test_published_instances_with_their_optimum(number, optimum):
    """Generalized assignment, c515-1 to c515-5 of gap1 in J. E. Beasley's OR-Library (Journal of the Operational Research
    Society 41, 1990, 1069-1072), as in Osman 1995 and Cattrysse, Salomon and Van Wassenhove 1994, with its optima.

    There every job is given to an agent: a worth far above all others for each that is makes that so here.
    """
    values, shares = list(published_instances())[number]
    found = solve(values + 1000, shares)
    assert found.total - 1000 * len(values) == pytest.approx(optimum)


def test_greed_does_not_pay():
    """Both want the first site; the one that loses least elsewhere gives way."""
    found = solve([[0.9, 0.8], [0.85, 0.1]], np.ones((2, 2)))
    assert [each.site for each in found.assignments] == [1, 0]
    assert [each.lost for each in found.assignments] == pytest.approx([0.1, 0])
    assert [each.first_choice for each in found.assignments] == [0, 0]


def test_a_site_is_shared_up_to_its_area():
    found = solve([[0.5], [0.4], [0.45]], [[0.5], [0.4], [0.6]])
    assert [each.site for each in found.assignments] == [0, 0, None]
    assert found.total == pytest.approx(0.9)


def test_nothing_fits():
    found = solve([[-np.inf, 0.0]], [[1.0, 1.0]])
    assert (found.total, found.gap, found.assignments[0].site, found.assignments[0].first_choice) == (
        0,
        0,
        None,
        None,
    )


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_nobody_or_nothing(shape):
    found = allocate(Pairs(np.zeros(shape), np.zeros(shape)))
    assert (len(found.assignments), found.total) == (shape[0], 0)


def best_of_all(values, shares):
    """Try every allocation."""
    requirements, sites = values.shape
    best = 0.0
    for choice in product(range(-1, sites), repeat=requirements):
        taken = [(row, site) for row, site in enumerate(choice) if site >= 0]
        used = np.zeros(sites)
        for row, site in taken:
            used[site] += shares[row, site]
        if (used <= 1 + 1e-9).all():
            best = max(best, sum(values[pair] for pair in taken))
    return best


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 5), st.integers(1, 4))
def test_every_small_instance(seed, requirements, sites):
    draw = np.random.default_rng(seed)
    values = np.where(
        draw.random((requirements, sites)) < 0.2, -np.inf, draw.integers(1, 20, (requirements, sites)) / 20
    )
    shares = draw.integers(1, 11, (requirements, sites)) / 10
    found = solve(values, shares)
    assert found.total == pytest.approx(best_of_all(values, shares))
    assert found.total <= found.bound <= found.total * (1 + 1e-6) + 1e-9
    used = np.zeros(sites)
    for row, each in enumerate(found.assignments):
        if each.site is not None:
            used[each.site] += shares[row, each.site]
    assert (used <= 1 + 1e-6).all()
