"""Which projects share a site: the allocation as a choice of one pattern a site, its patterns made as they are needed.

A pattern is a site with the projects that it holds. The relaxation over all patterns (each project in at most one, each
site with at most one) bounds every allocation closely, and is solved by column generation: the prices of the projects
say which patterns would better it, one knapsack a site (G. B. Dantzig, P. Wolfe, Decomposition principle for linear
programs, Operations Research 8, 1960; M. Savelsbergh, A branch-and-price algorithm for the generalized assignment
problem, Operations Research 45, 1997). Prices are smoothed towards the best known (P. Wentges, Weighted Dantzig-Wolfe
decomposition, International Transactions in Operational Research 4, 1997). HiGHS solves the linear and the integer
programs (Q. Huangfu, J. A. J. Hall, Mathematical Programming Computation 10, 2018).
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import highspy
import numpy as np
from highspy import _core
from numpy.typing import NDArray

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.matching.candidates import Array
from luodi.matching.packing import best_packing, good_packings

Ints: TypeAlias = NDArray[np.int64]
Pattern: TypeAlias = tuple[int, tuple[int, ...]]
"""A site, and the projects that it holds, in their order."""
_TINY = 1e-9


class OutOfTimeError(Exception):
    """The solver's time ended before it had an answer."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The pairs worth something, sorted by site: project, site, value and the share of the site that it takes."""

    projects: Ints
    sites: Ints
    values: Array
    shares: Array

    @classmethod
    def of(cls, values: Array, shares: Array) -> "Offers":
        """Take the pairs of projects × sites with a value above 0."""
        sites, projects = np.nonzero(values.T > 0)
        return cls(projects, sites, values[projects, sites], shares[projects, sites])

    def by_site(
        self, worths: Array, least: float
    ) -> Iterator[tuple[int, list[int], list[float], list[float]]]:
        """Give each site with the projects worth more than ``least`` there, their worths and their shares."""
        (held,) = np.nonzero(worths > least)
        sites = self.sites[held]
        ends = np.flatnonzero(np.diff(sites, append=-1)) + 1 if len(held) else np.zeros(0, dtype=int)
        projects, priced, shares = (each[held].tolist() for each in (self.projects, worths, self.shares))
        begin = 0
        for end in ends.tolist():
            yield int(sites[begin]), projects[begin:end], priced[begin:end], shares[begin:end]
            begin = end


@dataclass(frozen=True, slots=True)
class Priced:
    """The best pattern of each site at some prices of the projects, and the bound that the prices prove.

    Any prices ≥ 0 prove one: Σ prices + Σ over sites of the most that a pattern is worth beyond its projects' prices
    (the Lagrangian of "each project once").
    """

    prices: Array
    bound: float
    patterns: list[Pattern]

    @classmethod
    def at(cls, offers: Offers, prices: Array, tolerance: float = 0.0) -> "Priced":
        """Find them; each site's to within ``tolerance``."""
        patterns, bound = list[Pattern](), float(prices.sum())
        for site, projects, worths, shares in offers.by_site(offers.values - prices[offers.projects], _TINY):
            packing = best_packing(worths, shares, tolerance)
            bound += packing.bound
            patterns.append((site, tuple(sorted(projects[each] for each in packing.taken))))
        return cls(prices, bound, patterns)


def patterns_within(offers: Offers, priced: Priced, lack: float, branches: int) -> list[Pattern] | None:
    """Give every pattern that lacks at most ``lack`` to be its site's best; None if ``branches`` do not lay all open.

    No allocation within ``lack`` of the bound has any other.
    """
    found = list[Pattern]()
    for site, projects, worths, shares in offers.by_site(
        offers.values - priced.prices[offers.projects], -lack
    ):
        gainful = [each for each, worth in enumerate(worths) if worth > 0]
        best = best_packing([worths[each] for each in gainful], [shares[each] for each in gainful])
        packings = good_packings(worths, shares, best.bound - lack - _TINY, branches)
        if packings is None or len(found) + len(packings) > branches:
            return None
        found += [(site, tuple(sorted(projects[each] for each in taken))) for taken in packings]
    return found


class Master:
    """The program over the patterns made so far: a row a project and a row a site, each 1 at most."""

    def __init__(self, values: Array) -> None:
        self.values = values
        self.patterns = list[Pattern]()
        self._known = set[Pattern]()
        self._lacking: Array = np.zeros(0)
        self._solver: Any = (
            _core._Highs()
        )  # highspy.Highs prints a banner to standard output while it is made
        self._solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver's own signature
        lp = highspy.HighsLp()
        rows = sum(values.shape)
        lp.num_col_, lp.num_row_ = 0, rows
        lp.row_lower_, lp.row_upper_ = np.full(rows, -highspy.kHighsInf), np.ones(rows)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.zeros(1, dtype=np.int32)
        self._solver.passModel(lp)

    def worth(self, pattern: Pattern) -> float:
        """Give what a pattern's projects are worth on its site."""
        site, projects = pattern
        return float(self.values[list(projects), site].sum())

    def add(self, patterns: Iterable[Pattern]) -> int:
        """Add the patterns that are new, each taking its site whole; give how many were."""
        new = [each for each in dict.fromkeys(patterns) if each not in self._known]
        if new:
            self._known.update(new)
            self.patterns += new
            rows = [row for site, projects in new for row in (*projects, len(self.values) + site)]
            worths = np.array([self.worth(each) for each in new])
            self._add(worths, [len(projects) + 1 for _, projects in new], rows, np.ones(len(rows)))
        return len(new)

    def add_pairs(self, offers: Offers, places: Ints) -> None:
        """Add single pairs, each taking its share of the site: the relaxation in which sites are filled by parts."""
        projects, sites = offers.projects[places], offers.sites[places]
        self.patterns += [
            (site, (project,)) for site, project in zip(sites.tolist(), projects.tolist(), strict=True)
        ]
        rows = np.column_stack((projects, len(self.values) + sites))
        uses = np.column_stack((np.ones(len(places)), offers.shares[places]))
        self._add(offers.values[places], [2] * len(places), rows.ravel(), uses.ravel())

    def _add(self, worths: Array, sizes: Sequence[int], rows: Any, uses: Array) -> None:
        count = len(worths)
        starts = np.cumsum([0, *sizes[:-1]]).astype(np.int32)
        limits = np.full(
            count, highspy.kHighsInf
        )  # the rows hold every column to 1: so all prices stand in the rows
        self._solver.addCols(count, -worths, np.zeros(count), limits,
                             len(rows), starts, np.asarray(rows, dtype=np.int32), uses)  # fmt: skip

    def relax(self, end: float) -> tuple[float, Array]:
        """Solve the relaxation; give its value, and the prices of projects and sites (a row each)."""
        self._run(end)
        if self._solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit:
            raise OutOfTimeError
        solution = self._solver.getSolution()
        prices, self._lacking = np.maximum(-np.asarray(solution.row_dual), 0.0), np.asarray(solution.col_dual)
        return -float(self._solver.getInfo().objective_function_value), prices

    def choose(
        self, start: Sequence[Pattern], lack: float, gap: float, end: float
    ) -> tuple[list[Pattern], float]:
        """Solve for whole patterns from a start; give the choice, and the bound over the patterns made so far.

        Patterns that lack more than ``lack`` in the relaxation solved before cannot better the start and stay out.
        """
        count = len(self.patterns)
        every = np.arange(count, dtype=np.int32)
        lacking = np.append(self._lacking, np.zeros(count - len(self._lacking)))
        chosen = set(start)
        places = np.array([each for each in every if self.patterns[each] in chosen], dtype=np.int32)
        limits = np.where(lacking <= lack + _TINY, highspy.kHighsInf, 0.0)
        limits[places] = highspy.kHighsInf
        self._solver.changeColsBounds(count, every, np.zeros(count), limits)
        whole = np.array([highspy.HighsVarType.kInteger] * count)
        self._solver.changeColsIntegrality(count, every, whole)
        self._solver.setOptionValue("mip_rel_gap", gap)
        self._solver.setSolution(len(places), places, np.ones(len(places)))
        self._run(end)
        solution = np.asarray(self._solver.getSolution().col_value)
        taken = [self.patterns[each] for each in np.flatnonzero(solution > 0.5)]
        return taken, -float(self._solver.getInfo().mip_dual_bound)

    def _run(self, end: float) -> None:
        left = max(end - time.monotonic(), 0.01)
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + left)  # its clock runs on
        self._solver.run()
        status = self._solver.getModelStatus()
        known = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty,
                 highspy.HighsModelStatus.kTimeLimit)  # fmt: skip
        if status not in known:
            said = self._solver.modelStatusToString(status)
            raise LuodiError(
                Problem("allocate", Text(f"求解未成（{said}）", f"the solver ended without an answer ({said})"),
                        Text("请检查需求与房源的数值", "look at the figures of requirements and sites")))  # fmt: skip
