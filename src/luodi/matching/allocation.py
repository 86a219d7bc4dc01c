"""Requirements given to sites with the greatest total value: at most one site each, no site beyond its area.

A generalised assignment problem, solved over patterns (:mod:`luodi.matching.patterns`): which projects share a site.
The relaxation over patterns bounds the total; an integer program over the patterns that it made gives the allocation;
where the two still differ too much, every pattern that could be in a better allocation is laid open and the integer
program over these decides (R. Baldacci, N. Christofides, A. Mingozzi, Mathematical Programming 115, 2008).
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from luodi.matching.candidates import Array
from luodi.matching.packing import FITS
from luodi.matching.patterns import Ints, Master, Offers, OutOfTimeError, Pattern, Priced, patterns_within

_BEGIN, _ADDED, _ROUNDS, _TINY = 8, 4, 200, 1e-9
_SMOOTH, _CHOOSING = 0.8, 0.4
_BRANCHES = 200_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """What each requirement is worth on each site, and the share of the site that it would take.

    Both are requirements × sites; ``values`` is -inf where the site will not do, ``shares`` lie between 0 and 1.
    """

    values: Array
    shares: Array

    def __post_init__(self) -> None:
        held = np.isfinite(self.values)
        assert self.values.shape == self.shares.shape
        assert ((self.shares[held] >= 0) & (self.shares[held] <= 1 + _TINY)).all()


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one requirement got: a site's column or None, its value, and its best column with that one's value."""

    site: int | None
    value: float
    first_choice: int | None
    first_value: float

    @property
    def lost(self) -> float:
        """What the requirement lost against its first choice."""
        return self.first_value - self.value


@dataclass(frozen=True, slots=True)
class Allocation:
    """One assignment for each requirement, their total value, and the bound that no allocation can pass."""

    assignments: tuple[Assignment, ...]
    total: float
    bound: float

    @property
    def gap(self) -> float:
        """How far the total may be from the greatest, as a share of the bound."""
        return max(0.0, self.bound - self.total) / self.bound if self.bound > 0 else 0.0


def allocate(pairs: Pairs, *, gap: float = 1e-4, seconds: float = 30.0) -> Allocation:
    """Give the requirements to sites so that the sum of the values is greatest, to within ``gap`` or ``seconds``.

    A pair without value (0 or less) is never made. There is always an answer: the time ends the search for a better
    one. Raises :class:`~luodi.core.errors.LuodiError` if the solver fails.
    """
    search = _Search(pairs, gap, time.monotonic() + seconds)
    if len(search.offers.values):
        with suppress(OutOfTimeError):
            search.run()
    return Allocation(_assignments(pairs.values, search.best), search.total, max(search.bound, search.total))


class _Search:
    """The best allocation so far, as patterns, and the lowest bound so far."""

    def __init__(self, pairs: Pairs, gap: float, end: float) -> None:
        self.values, self.shares = pairs.values, pairs.shares
        self.offers = Offers.of(pairs.values, pairs.shares)
        self.gap, self.end = gap, end
        self.best: list[Pattern] = []
        self.total, self.bound = 0.0, float(np.maximum(pairs.values, 0.0).max(axis=1, initial=0.0).sum())
        self._keep(_in_turn(self.offers, len(self.values)))

    def run(self) -> None:
        """Bound, choose among the patterns made, and if that does not do among all that could be better."""
        master = Master(self.values)
        master.add((*self.best, *self._alone()))
        priced = self._converge(master, _pair_prices(self.offers, self.values, self.end))
        close = self.gap * self.bound
        # What nearly pays its way first: that is quick, and mostly enough.
        for most in (close / 100, close, np.inf):
            self._choose(master, min(self.lack, most))
            if self.lack <= close:
                return
        patterns = patterns_within(self.offers, priced, self.lack, _BRANCHES)
        if patterns is None:
            self._choose_pairs()
            return
        every = Master(self.values)
        every.add((*patterns, *self.best))
        every.relax(self.end)
        self.bound = min(self.bound, max(self._choose(every, self.lack), self.total))

    @property
    def lack(self) -> float:
        """What the total may lack to be the greatest."""
        return self.bound - self.total

    def _choose_pairs(self) -> None:
        """Decide among single pairs where patterns are too many, as they are where everything is worth the same."""
        master = Master(self.values)
        master.add_pairs(self.offers, np.arange(len(self.offers.values)))
        value, _ = master.relax(self.end)
        alone = [(site, (project,)) for site, projects in self.best for project in projects]
        chosen, proven = master.choose(alone, value - self.total, self.gap / 2, self.end)
        self._keep(chosen)
        self.bound = min(self.bound, max(proven, self.total))

    def _alone(self) -> list[Pattern]:
        """Give each requirement alone on the sites that are worth most to it: prices begin within reason."""
        few = _few_best(self.offers.projects, self.offers.values, _BEGIN)
        pairs = zip(self.offers.sites[few].tolist(), self.offers.projects[few].tolist(), strict=True)
        return [(site, (project,)) for site, project in pairs]

    def _converge(self, master: Master, prices: Array) -> Priced:
        """Make patterns until the relaxation over all patterns is solved, nearly; give the prices that bound best."""
        best = Priced.at(self.offers, prices, self._tolerance(self.gap * self.bound))
        master.add(best.patterns)
        smooth = _SMOOTH
        self.bound = min(self.bound, best.bound)
        for _ in range(_ROUNDS):
            value, duals = master.relax(self.end)
            open_ = self.bound - value
            if open_ <= self.gap * self.bound / 4:
                break
            at = smooth * best.prices + (1 - smooth) * duals[: len(self.values)]
            priced = Priced.at(self.offers, at, self._tolerance(open_))
            if not master.add(_gainful(priced, master, duals)):
                if smooth == 0.0 and priced.bound >= best.bound - _TINY:
                    break
                smooth = 0.0 if smooth < 0.1 else smooth / 2
            if priced.bound < best.bound:
                best, self.bound = priced, min(self.bound, priced.bound)
        return best

    def _tolerance(self, lack: float) -> float:
        """Give how exact a site's best pattern must be now, so that all sites together lose little of ``lack``."""
        _, sites = self.values.shape
        return float(max(lack, 0.0) / 8 / max(sites, 1))

    def _choose(self, master: Master, lack: float) -> float:
        chosen, proven = master.choose(self.best, lack, self.gap / 2, self.end)
        self._keep(chosen)
        return proven

    def _keep(self, chosen: list[Pattern]) -> None:
        total = float(sum(self.values[list(projects), site].sum() for site, projects in chosen))
        if total > self.total:
            self.best, self.total = chosen, total


def _gainful(priced: Priced, master: Master, duals: Array) -> Iterable[Pattern]:
    """Give the patterns that would better the master's relaxation."""
    for pattern in priced.patterns:
        site, projects = pattern
        if master.worth(pattern) > duals[list(projects)].sum() + duals[len(master.values) + site] + _TINY:
            yield pattern


def _pair_prices(offers: Offers, values: Array, end: float) -> Array:
    """Give the projects' prices where sites may be filled by parts: a start near the prices over patterns."""
    requirements, master = len(values), Master(values)
    master.add_pairs(offers, _few_best(offers.projects, offers.values, _BEGIN))
    for _ in range(_ROUNDS):
        _, prices = master.relax(end)
        gains = offers.values - prices[offers.projects] - prices[requirements + offers.sites] * offers.shares
        (better,) = np.nonzero(gains > _TINY)
        if not len(better):
            break
        master.add_pairs(offers, better[_few_best(offers.projects[better], gains[better], _ADDED)])
    return prices[:requirements]


def _few_best(projects: Ints, gains: Array, few: int) -> Ints:
    """Give the places of each project's few greatest gains."""
    order = np.lexsort((-gains, projects))
    sorted_ = projects[order]
    firsts = np.searchsorted(sorted_, sorted_)
    return order[np.arange(len(order)) - firsts < few]


def _in_turn(offers: Offers, requirements: int) -> list[Pattern]:
    """Take the pairs from the greatest value down, as long as requirement and site have room: where the search begins."""
    waiting, room, held = [True] * requirements, dict[int, float](), dict[int, list[int]]()
    projects, sites, shares = (each.tolist() for each in (offers.projects, offers.sites, offers.shares))
    for each in np.argsort(-offers.values, kind="stable").tolist():
        project, site, share = projects[each], sites[each], shares[each]
        if waiting[project] and share <= room.get(site, 1.0) + FITS:
            waiting[project] = False
            room[site] = room.get(site, 1.0) - share
            held.setdefault(site, []).append(project)
    return [(site, tuple(sorted(taken))) for site, taken in held.items()]


def _assignments(values: Array, chosen: Iterable[Pattern]) -> tuple[Assignment, ...]:
    got = {project: site for site, projects in chosen for project in projects}
    made = []
    for row, held in enumerate(values):
        first = int(held.argmax()) if held.max(initial=0.0) > 0 else None
        site = got.get(row)
        made.append(Assignment(site, 0.0 if site is None else float(held[site]), first,
                               0.0 if first is None else float(held[first])))  # fmt: skip
    return tuple(made)
