"""Requirements given to sites with the greatest total value: at most one site each, no site beyond its area.

A generalised assignment problem, solved by HiGHS (Q. Huangfu, J. A. J. Hall, Parallelizing the dual revised simplex
method, Mathematical Programming Computation 10, 2018). Few of the requirements × sites pairs matter, so pairs are
priced in as the linear relaxation asks for them (column generation: G. B. Dantzig, P. Wolfe, Operations Research 8,
1960); its optimum over all pairs is the bound. Pairs whose reduced cost is beyond the gap cannot be in a better
solution, so leaving them out of the search for whole numbers loses nothing.
"""

import time
from dataclasses import dataclass
from typing import Any, TypeAlias

import highspy
import numpy as np
from highspy import _core
from numpy.typing import NDArray

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.matching.candidates import Array

_Ints: TypeAlias = NDArray[np.int64]
_START, _ADDED, _ROUNDS, _TINY = 8, 4, 200, 1e-9
_PARTS = (1, 2, 3, 4)
_STAGES = ((0.003, 0.2), (0.015, 0.5), (np.inf, 1.0))
"""How much a pair may lack to be looked at, and the share of the time left that the search among those may take."""


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

    A pair without value (0 or less) is never made. The search begins with the pairs that nearly pay their way, then
    takes in all that could still be in a better solution. Raises :class:`~luodi.core.errors.LuodiError` if the solver
    fails.
    """
    useful, end = np.where(pairs.values > 0, pairs.values, -np.inf), time.monotonic() + seconds
    relaxed = _priced(useful, pairs.shares, _first_pairs(useful))
    orders = (useful[relaxed.chosen], relaxed.reduced[relaxed.chosen])
    starts = [_in_turn(pairs.shares, relaxed.chosen, -order) for order in orders]
    picked = max(starts, key=lambda each: float(useful[each].sum()))
    total, bound = float(useful[picked].sum()), relaxed.value
    for lack, part in _STAGES:
        if bound - total <= gap * bound or (left := end - time.monotonic()) <= 0:
            break
        lack = min(lack, bound - total)
        near = (relaxed.reduced >= -lack - _TINY) & np.isfinite(useful)
        near[picked] = True
        found, proven = _whole(useful, pairs.shares, near, picked, gap, part * left)
        if (value := float(useful[found].sum())) > total:
            picked, total = found, value
        if lack >= bound - total:  # whatever was left out cannot be in a better solution
            bound = min(bound, max(proven, total))
    return Allocation(_assignments(useful, picked), total, max(bound, total))


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """The relaxation over all pairs: the pairs it used, what each pair lacks to pay its way (0 or less), the bound."""

    chosen: NDArray[np.bool_]
    reduced: Array
    value: float


def _first_pairs(values: Array) -> NDArray[np.bool_]:
    """Begin with the best few sites of each requirement."""
    chosen = np.zeros(values.shape, dtype=bool)
    if values.size:
        few = min(_START, values.shape[1])
        best = np.argpartition(-values, few - 1, axis=1)[:, :few]
        np.put_along_axis(chosen, best, values=True, axis=1)
    return chosen & np.isfinite(values)


def _priced(values: Array, shares: Array, chosen: NDArray[np.bool_]) -> _Relaxed:
    """Solve the relaxation, adding pairs with a positive reduced cost until there is none.

    Any prices ≥ 0 give a bound: Σ price × room + Σ over requirements of the best value less what it pays, if > 0.
    """
    best: _Relaxed | None = None
    for _ in range(_ROUNDS):
        prices, rents = _duals(values, shares, chosen)
        paid = np.zeros_like(shares)
        for parts, price in zip(_PARTS, prices, strict=True):
            paid += price * _use(shares, parts)
        most = np.maximum((values - paid).max(axis=1, initial=0.0), 0.0)
        bound = float(
            most.sum() + sum(_room(q) * price.sum() for q, price in zip(_PARTS, prices, strict=True))
        )
        if best is None or bound < best.value:
            best = _Relaxed(chosen, values - paid - most[:, None], bound)
        better = (values - paid > rents[:, None] + _TINY) & ~chosen
        if not better.any():
            break
        chosen = chosen | _few_best(np.where(better, values - paid, -np.inf))
    assert best is not None
    return _Relaxed(chosen, best.reduced, best.value)


def _use(shares: Array, parts: int) -> Array:
    """Give what pairs use of a site: their shares; of a site in 2, 3, 4 parts, the parts that they overfill.

    Shares that add up to 1 at most overfill ``parts`` - 1 at most (⌈q·s⌉ - 1 < q·s), so these rows follow from the
    shares for whole pairs, and cut off much of the relaxation (dual feasible functions: S. P. Fekete, J. Schepers,
    New classes of fast lower bounds for bin packing problems, Mathematical Programming 91, 2001).
    """
    if parts == 1:
        return shares
    return np.maximum(np.ceil(shares * parts - _TINY) - 1.0, 0.0)


def _room(parts: int) -> float:
    return max(parts - 1.0, 1.0)


def _few_best(reduced: Array) -> NDArray[np.bool_]:
    few = min(_ADDED, reduced.shape[1])
    added = np.zeros(reduced.shape, dtype=bool)
    np.put_along_axis(added, np.argpartition(-reduced, few - 1, axis=1)[:, :few], values=True, axis=1)
    return added & np.isfinite(reduced)


def _duals(values: Array, shares: Array, chosen: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Give the prices of the sites (a row for each of ``_PARTS``) and the rents of the requirements."""
    solver = _model(values, shares, *np.nonzero(chosen), whole=False)
    solver.run()
    _check(solver)
    duals = np.maximum(-np.asarray(solver.getSolution().row_dual), 0.0)
    return duals[len(values) :].reshape(len(_PARTS), -1), duals[: len(values)]


def _in_turn(shares: Array, chosen: NDArray[np.bool_], order: Array) -> tuple[_Ints, _Ints]:
    """Take the chosen pairs in an order as long as requirement and site have room: where the search begins."""
    rows, columns = np.nonzero(chosen)
    room, waiting, picked = np.ones(shares.shape[1]), np.ones(len(shares), dtype=bool), list[int]()
    for each in np.argsort(order, kind="stable").tolist():
        row, column = rows[each], columns[each]
        if waiting[row] and shares[row, column] <= room[column] + _TINY:
            waiting[row] = False
            room[column] -= shares[row, column]
            picked.append(each)
    return rows[picked], columns[picked]


def _whole(
    values: Array, shares: Array, chosen: NDArray[np.bool_], start: tuple[_Ints, _Ints], gap: float, seconds: float
) -> tuple[tuple[_Ints, _Ints], float]:  # fmt: skip
    """Solve for whole pairs among the chosen, from a start; give them, and the bound over the chosen."""
    rows, columns = np.nonzero(chosen)
    if not len(rows):
        return (rows, columns), 0.0
    solver = _model(values, shares, rows, columns, whole=True)
    solver.setOptionValue("mip_rel_gap", gap / 2)
    solver.setOptionValue("time_limit", seconds)
    begin = np.zeros(values.shape, dtype=bool)
    begin[start] = True
    places = np.flatnonzero(begin[rows, columns])
    solver.setSolution(len(places), places.astype(np.int32), np.ones(len(places)))
    solver.run()
    _check(solver)
    taken = np.asarray(solver.getSolution().col_value) > 0.5
    return (rows[taken], columns[taken]), -float(solver.getInfo().mip_dual_bound)


def _model(values: Array, shares: Array, rows: _Ints, columns: _Ints, *, whole: bool) -> Any:
    """Make the model: a column a pair; a row a requirement (one site at most), a row a site and each of ``_PARTS``."""
    lp, (requirements, sites), pairs = highspy.HighsLp(), values.shape, len(rows)
    limits = np.concatenate((np.ones(requirements), *(np.full(sites, _room(parts)) for parts in _PARTS)))
    uses = [np.ones(pairs), *(_use(shares[rows, columns], parts) for parts in _PARTS)]
    places = [rows, *(requirements + sites * part + columns for part in range(len(_PARTS)))]
    used, place = np.column_stack(uses), np.column_stack(places)
    lp.num_col_, lp.num_row_ = pairs, len(limits)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = -values[rows, columns], np.zeros(pairs), np.ones(pairs)
    lp.row_lower_, lp.row_upper_ = np.full(len(limits), -highspy.kHighsInf), limits
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum((used > 0).sum(axis=1))))
    lp.a_matrix_.index_, lp.a_matrix_.value_ = place[used > 0], used[used > 0]
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * pairs
    solver: Any = _core._Highs()  # highspy.Highs prints a banner to standard output while it is made
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver's own signature
    solver.passModel(lp)
    return solver


def _check(solver: Any) -> None:
    status = solver.getModelStatus()
    fine = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
    timely = status == highspy.HighsModelStatus.kTimeLimit and len(solver.getSolution().col_value)
    if status not in fine and not timely:
        said = solver.modelStatusToString(status)
        raise LuodiError(
            Problem("allocate", Text(f"求解未成（{said}）", f"the solver ended without an answer ({said})"),
                    Text("请给更多时间，或减少需求与房源", "allow more time, or give fewer requirements and sites")))  # fmt: skip


def _assignments(values: Array, picked: tuple[_Ints, _Ints]) -> tuple[Assignment, ...]:
    got = dict(zip(*(map(int, each) for each in picked), strict=True))
    made = []
    for row, held in enumerate(values):
        first = int(held.argmax()) if len(held) and np.isfinite(held.max()) else None
        site = got.get(row)
        made.append(Assignment(site, 0.0 if site is None else float(held[site]), first,
                               0.0 if first is None else float(held[first])))  # fmt: skip
    return tuple(made)
