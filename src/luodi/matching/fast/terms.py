"""The park's side on columns: what depends on the park alone is worked out once a park, the rest where it must be.

States are 0 (fail), 1 (unknown) and 2 (pass): all_of is their minimum, any_of their maximum.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from luodi.matching.answer import State
from luodi.matching.fast import kernel
from luodi.matching.fast.conditions import Codes, Judged, Rows, Test
from luodi.matching.fast.ground import Ground
from luodi.matching.fast.thresholds import Form, form_of, greatest_ground, greatest_whole
from luodi.matching.industries import akin, covers
from luodi.matching.logic import SAME
from luodi.sites.admission import ADMISSION_MEASURES
from luodi.sites.columns.encode import Array
from luodi.sites.columns.rules import Tree

_RANK: dict[State, int] = {"fail": 0, "unknown": 1, "pass": 2}
_BY_SITE = 3
_Leaf: TypeAlias = Callable[[str, str, int], Array]


class Terms:
    """The terms of all parks for one requirement, and what they come to on the sites of one part."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.parks, self.requirement = ground, ground.parks, ground.requirement
        self.rules: Array | None = None
        """The rules that hang on the site, as the compiled loop takes them; None where none do or one has no such form."""

    # --- rules ----------------------------------------------------------------------------------------------

    def admission(self) -> tuple[Test, Test]:
        """Tell which sites fail their park's rule, and of which it is not known."""
        ranks = self._rule_ranks()
        by_park = ranks[self.ground.park_of_code]
        held = self.ground.part.codes("park")
        fails: Test = [[(held, by_park == 0)]]
        unknown: Test = [[(held, by_park == 1)]]
        if _BY_SITE in by_park[self.ground.part.park_codes_present]:
            codes = self._by_site(ranks)
            fails.append([(codes, np.arange(3) == 0)])
            unknown.append([(codes, np.arange(3) == 1)])
        return fails, unknown

    def _by_site(self, ranks: Array) -> Codes:
        """Give the rank of each site by its park's rule, worked out by the compiled loop where the rules have its form."""
        judged = Judged(kernel.TERMS, lambda rows: self._site_ranks(ranks, rows))
        if not kernel.load():
            return judged
        self.rules = self._compiled(ranks)
        return judged if self.rules is not None else judged[slice(None)]

    def _rule_ranks(self) -> Array:
        """Give each park's rank where the park alone decides, else :data:`_BY_SITE`; the last is no park on file."""
        ranks = np.full(self.parks.rows + 1, 2, dtype=np.uint8)
        for number, tree in enumerate(self.parks.trees):
            parks = self.parks.leaves[number][0]
            low, high = (self._rank(tree, self._at_worst_or_best(number, end)) for end in (0, 2))
            ranks[parks] = np.where(low == high, low, _BY_SITE)
        return ranks

    def _compiled(self, ranks: Array) -> Array | None:
        """Bring all rules that hang on the site into the form of the compiled loop; None where one has no such form."""
        rules = np.zeros(len(ranks), dtype=kernel.RULE)
        rules["land_fails"] = rules["floor_fails"] = 1
        for number, tree in enumerate(self.parks.trees):
            parks, _ = self.parks.leaves[number]
            open_ = ranks[parks] == _BY_SITE
            if not open_.any():
                continue
            form = form_of(tree, self._forms(number))
            if form is None:
                return None
            rules["open"][parks] = open_ & (form.constant == 0)
            for name, line, most in (
                ("land", form.land, form.land_most),
                ("floor", form.floor, form.floor_most),
            ):
                if line is not None and most is not None:
                    rules[name][parks], rules[f"{name}_fails"][parks] = np.maximum(line, 0), most == 0
        ratios = np.append(self.parks.plot_ratios, np.nan)
        rules["folded"] = greatest_whole(rules["land"], ratios)
        return rules

    def _forms(self, tree: int) -> Callable[[str, str, int], Form | None]:
        """Give the form of the lines of a tree, for its parks."""
        parks, leaves = self.parks.leaves[tree]
        twos, nothing = np.full(len(parks), 2, dtype=np.uint8), np.zeros(len(parks), dtype=np.uint8)

        def leaf(measure: str, kind: str, number: int) -> Form | None:
            total, per = self._total(measure)
            bounds, own = leaves[number]
            if total is None or per is None:
                return Form(_compare(total, kind, bounds)[own])
            if kind == "at_most":
                return None
            line = greatest_ground(total, bounds, per)[own], twos
            return Form(nothing, *line) if per == "mu" else Form(nothing, None, None, *line)

        return leaf

    def _site_ranks(self, ranks: Array, rows: Rows) -> Array:
        """Rank sites by their park's rule; those whose park alone decides count as passing."""
        parks = self.ground.parks_of(rows)
        states = ranks[parks]
        open_ = np.flatnonzero(states == _BY_SITE)
        states[:] = 2
        numbers = np.arange(self.ground.part.rows)[rows][open_] if isinstance(rows, slice) else rows[open_]
        shapes = self.parks.arrays["rule.shape"][parks[open_]] if len(open_) else open_
        for number, tree in enumerate(self.parks.trees):
            here = shapes == number
            if here.any():
                states[open_[here]] = self._rank(tree, self._on_sites(numbers[here]))
        return states

    def _rank(self, tree: Tree, leaf: _Leaf) -> Array:
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

    def _at_worst_or_best(self, tree: int, end: int) -> _Leaf:
        """Judge lines by the park alone; one that hangs on the ground counts as ``end``."""
        parks, leaves = self.parks.leaves[tree]

        def leaf(measure: str, kind: str, number: int) -> Array:
            total, per = self._total(measure)
            if total is not None and per:
                return np.full(len(parks), end, dtype=np.uint8)
            bounds, own = leaves[number]
            return _compare(total, kind, bounds)[own]

        return leaf

    def _on_sites(self, rows: Array) -> _Leaf:
        """Judge lines on each site's own ground."""
        starts = self.parks.arrays["rule.starts"][self.ground.parks_of(rows)]
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
            return _compare(found[key], kind, self.parks.arrays["rule.bounds"][starts + number])

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
        listed = np.append((self._lists("allow") > 0) | (self._lists("deny") > 0), [False])
        if not listed[self.ground.park_of_code[self.ground.part.park_codes_present]].any():
            return None
        codes, ranks = self.ground.part.codes("park"), self.industry_ranks()[self.ground.park_of_code]
        return [[(codes, ranks == 0)]], [[(codes, ranks == 1)]]

    def industry_ranks(self) -> Array:
        """Give for each park whether it refuses the industry (0), must be asked (1) or not; the last is no park on file."""
        industry = self.requirement.industry
        words = np.array([_RANK[covers(word, industry)] for word in self.parks.words], dtype=np.uint8)
        denied, allowed = 2 - self._best(words, "deny", 0), self._best(words, "allow", 2)
        return np.append(np.minimum(denied[self._lists("deny")], allowed[self._lists("allow")]), np.uint8(2))

    def focus_fit(self) -> Array:
        """Give the measure for each park, NaN where it is unknown; the last stands for no park on file."""
        if not self.requirement.industry:
            return np.full(self.parks.rows + 1, np.nan)
        words = np.array(
            [akin(word, self.requirement.industry) for word in self.parks.words], dtype=np.float64
        )
        return np.append(self._best(words, "focus", np.nan)[self._lists("focus")], np.nan)

    def _lists(self, name: str) -> Array:
        return self.parks.arrays[f"list.{name}.codes"]

    def _best(self, words: Array, name: str, empty: float) -> Array:
        """Give the greatest of the words' figures for each list, ``empty`` for no list."""
        held, starts = (self.parks.arrays[f"list.{name}.{what}"] for what in ("words", "starts"))
        best = np.maximum.reduceat(words[held], starts) if len(starts) else words[:0]
        return np.concatenate(([empty], best)).astype(words.dtype)


def _compare(found: Any, kind: str, bounds: Array) -> Array:
    """Compare as :func:`luodi.matching.logic.at_least` and ``at_most`` do."""
    if found is None:
        return np.ones(len(bounds), dtype=np.uint8)
    holds = found >= bounds * (1 - SAME) if kind == "at_least" else found <= bounds * (1 + SAME)
    return np.where(np.isnan(found), 1, np.where(holds, 2, 0)).astype(np.uint8)
