"""The park's side on columns: what depends on the park alone is worked out once a park, the rest where it must be.

States are 0 (fail), 1 (unknown) and 2 (pass): all_of is their minimum, any_of their maximum.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from luodi.matching.answer import State
from luodi.matching.fast import kernel
from luodi.matching.fast.ground import Ground
from luodi.matching.fast.thresholds import Form, form_of, greatest_ground
from luodi.matching.industries import akin, covers
from luodi.matching.logic import SAME
from luodi.sites.admission import ADMISSION_MEASURES
from luodi.sites.columns.encode import Array
from luodi.sites.columns.rules import Tree

Test: TypeAlias = list[list[tuple[Array, Array]]]
_RANK: dict[State, int] = {"fail": 0, "unknown": 1, "pass": 2}
_BY_SITE = 3


class Terms:
    """The terms of all parks for one requirement, and what they come to on the sites of one part."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.parks, self.requirement = ground, ground.parks, ground.requirement
        self.park_rows = ground.park_rows

    # --- rules ----------------------------------------------------------------------------------------------

    def admission(self) -> tuple[Array, Array]:
        """Give codes with their ranks: each site's own rank, or that of its park where the parks alone decide."""
        ranks = self._rule_ranks()
        if _BY_SITE not in ranks:
            return self._by_park(ranks)
        library = kernel.load()
        rules = self._rules(ranks) if library else None
        if library is None or rules is None:
            return self._site_ranks(ranks), np.arange(3)
        return kernel.rank_sites(library, self.park_rows, self.ground.compiled(), rules), np.arange(3)

    def _rules(self, ranks: Array) -> Array | None:
        """Bring all rules that hang on the ground into the form of the compiled loop; None where one has no such form."""
        rules = np.zeros(len(ranks), dtype=kernel.RULE)
        rules["constant"], rules["plot_ratio"] = ranks, np.append(self.parks.plot_ratios, np.nan)
        shapes = self.parks.arrays["rule.shape"]
        for number, tree in enumerate(self.parks.trees):
            rows = np.flatnonzero((shapes == number) & (ranks[:-1] == _BY_SITE))
            if not len(rows):
                continue
            form = form_of(tree, self._forms(rows))
            if form is None:
                return None
            rules["constant"][rows] = form.constant
            for name in ("land", "floor"):
                if (threshold := getattr(form, name)) is not None:
                    rules[name][rows], rules[f"{name}_most"][rows] = threshold, getattr(form, f"{name}_most")
        return rules

    def _forms(self, parks: Array) -> Callable[[str, str, int], Form | None]:
        """Give the form of single lines."""

        def leaf(measure: str, kind: str, number: int) -> Form | None:
            total, per = self._total(measure)
            bounds = self._bounds(parks, number)
            if total is None or per is None:
                return Form(_compare(total, kind, bounds))
            if kind == "at_most":
                return None
            line = greatest_ground(total, bounds, per), np.full(len(parks), 2, dtype=np.uint8)
            nothing = np.zeros(len(parks), dtype=np.uint8)
            return Form(nothing, *line) if per == "mu" else Form(nothing, None, None, *line)

        return leaf

    def _by_park(self, ranks: Array) -> tuple[Array, Array]:
        """Turn ranks by park into ranks by the code of the park that a site names."""
        return self.ground.part.codes("park"), ranks[self.ground.park_of_code]

    def _rule_ranks(self) -> Array:
        """Give each park's rank where the park alone decides, else :data:`_BY_SITE`."""
        shapes = self.parks.arrays["rule.shape"]
        ranks = np.full(self.parks.rows + 1, 2, dtype=np.uint8)  # the last stands for no park on file
        for number, tree in enumerate(self.parks.trees):
            rows = np.flatnonzero(shapes == number)
            low, high = (self._rank(tree, self._at_worst_or_best(rows, end)) for end in (0, 2))
            ranks[rows] = np.where(low == high, low, _BY_SITE)
        return ranks

    def _site_ranks(self, ranks: Array) -> Array:
        states: Array = ranks[self.park_rows]
        open_ = np.flatnonzero(states == _BY_SITE)
        shapes = self.parks.arrays["rule.shape"][self.park_rows[open_]]
        for number, tree in enumerate(self.parks.trees):
            rows = open_[shapes == number] if len(self.parks.trees) > 1 else open_
            if len(rows):
                states[rows] = self._rank(tree, self._on_sites(rows))
        return states

    def _rank(self, tree: Tree, leaf: Callable[[str, str, int], Array]) -> Array:
        """Work a tree out; ``leaf`` gives the rank of one line by measure, kind of bound and number."""
        number = 0

        def rank(node: Tree) -> Array:
            nonlocal number
            if node[0] in ("all_of", "any_of"):
                join = np.minimum if node[0] == "all_of" else np.maximum
                joined = rank(node[1][0])
                for each in node[1][1:]:
                    joined = join(joined, rank(each))
                return joined
            number += 1
            return leaf(node[0], node[1], number - 1)

        return rank(tree)

    def _bounds(self, parks: Array, number: int) -> Array:
        bounds: Array = self.parks.arrays["rule.bounds"][self.parks.arrays["rule.starts"][parks] + number]
        return bounds

    def _at_worst_or_best(self, parks: Array, end: int) -> Callable[[str, str, int], Array]:
        """Judge lines by the park alone; one that hangs on the ground counts as ``end``."""

        def leaf(measure: str, kind: str, number: int) -> Array:
            total, per = self._total(measure)
            if total is not None and per:
                return np.full(len(parks), end, dtype=np.uint8)
            return _compare(total, kind, self._bounds(parks, number))

        return leaf

    def _on_sites(self, rows: Array) -> Callable[[str, str, int], Array]:
        """Judge lines on each site's own ground."""
        parks = self.park_rows[rows]
        found: dict[tuple[float | None, str | None], Array | float | None] = {}
        grounds: dict[str, Array] = {}

        def figure(total: float | None, per: str | None) -> Array | float | None:
            if total is None or per is None:
                return total
            if per not in grounds:
                taken = self.ground.mu_taken(rows) if per == "mu" else self.ground.floor_taken(rows)
                grounds[per] = np.where(taken == 0, np.nan, taken)
            return total / grounds[per]

        def leaf(measure: str, kind: str, number: int) -> Array:
            key = self._total(measure)
            if key not in found:
                found[key] = figure(*key)
            return _compare(found[key], kind, self._bounds(parks, number))

        return leaf

    def _total(self, measure: str) -> tuple[float | None, str | None]:
        """Give what the enterprise brings, and what it is to be divided by."""
        stated: float | None = getattr(self.requirement, measure, None)
        if stated is not None:
            return stated, None
        known = ADMISSION_MEASURES[measure]
        total: float | None = getattr(self.requirement, known.total)
        return total, known.per

    # --- industries -----------------------------------------------------------------------------------------

    def industry(self) -> tuple[Test, Test] | None:
        """Tell which sites' parks refuse the industry, and which must be asked; None where no park has lists."""
        listed = np.append(self._lengths("allow") + self._lengths("deny") > 0, False)
        if not (self.ground.part.parks_present(self.park_rows, len(listed)) & listed).any():
            return None
        codes, ranks = self._by_park(self._industry_ranks())
        return [[(codes, ranks == 0)]], [[(codes, ranks == 1)]]

    def _industry_ranks(self) -> Array:
        industry = self.requirement.industry
        words = np.array([_RANK[covers(word, industry)] for word in self.parks.words], dtype=np.uint8)
        denied = np.where(self._lengths("deny") > 0, 2 - self._best(words, "deny"), 2)
        allowed = np.where(self._lengths("allow") > 0, self._best(words, "allow"), 2)
        return np.append(np.minimum(denied, allowed), 2).astype(np.uint8)

    def focus_fit(self) -> Array:
        """Give the measure for each park, NaN where it is unknown; the last stands for no park on file."""
        if not self.requirement.industry:
            return np.full(self.parks.rows + 1, np.nan)
        industry = self.requirement.industry
        words = np.array([akin(word, industry) for word in self.parks.words], dtype=np.uint8)
        fits = np.where(self._lengths("focus") > 0, self._best(words, "focus"), np.nan)
        return np.append(fits, np.nan)

    def _lengths(self, name: str) -> Array:
        return self.parks.arrays[f"{name}.lengths"]

    def _best(self, words: Array, name: str) -> Array:
        """Give the greatest rank of the words in each park's list; 0 for an empty list."""
        lengths = self._lengths(name)
        best = np.zeros(len(lengths), dtype=np.uint8)
        filled = np.flatnonzero(lengths)
        if len(filled):
            starts = (np.cumsum(lengths) - lengths)[filled]
            best[filled] = np.maximum.reduceat(words[self.parks.arrays[f"{name}.words"]], starts)
        return best


def _compare(found: Any, kind: str, bounds: Array) -> Array:
    """Compare as :func:`luodi.matching.logic.at_least` and ``at_most`` do."""
    if found is None:
        return np.ones(len(bounds), dtype=np.uint8)
    holds = found >= bounds * (1 - SAME) if kind == "at_least" else found <= bounds * (1 + SAME)
    return np.where(np.isnan(found), 1, np.where(holds, 2, 0)).astype(np.uint8)
