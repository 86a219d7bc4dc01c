"""The fast engine: one pass over the columns for the constraints, scores where they can matter, explanations for the first.

The answer is the reference engine's (:mod:`luodi.matching.reference`), which also explains the sites that are shown.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar, overload

import numpy as np

from luodi.matching.answer import Answer, Exclusion, FunnelRow, NearMiss, Ranked
from luodi.matching.assessment import Assessment, assess
from luodi.matching.candidates import Candidates
from luodi.matching.constraints import BY_NAME
from luodi.matching.criteria import derive_criteria, score_of
from luodi.matching.fast import kernel
from luodi.matching.fast.compiled import CompiledScan
from luodi.matching.fast.conditions import Verdict, holds
from luodi.matching.fast.ground import Ground
from luodi.matching.fast.measures import Scorer, scorer
from luodi.matching.fast.plain import PlainScan
from luodi.matching.fast.ranking import SLACK, billionths, in_order
from luodi.matching.fast.terms import Terms
from luodi.matching.fast.verdicts import verdicts
from luodi.matching.near_misses import near_miss
from luodi.matching.notes import notes_for
from luodi.matching.questions import shortlist_questions
from luodi.matching.reference import explain_match
from luodi.matching.requirement import Criterion, Requirement, check_requirement
from luodi.sites.columns.encode import Array
from luodi.sites.columns.segment import Segment
from luodi.sites.columns.table import SiteTable
from luodi.sites.site import Site

_T = TypeVar("_T")


class Scan(Protocol):
    """What the constraints make of the rows of a part: counts by constraint, and the rows that pass or fail once."""

    fails: Array
    alone: Array
    remaining: Array
    counts: dict[str, int]
    scorer: Scorer

    def rows(self, kind: str) -> Array:
        """Give all rows of a kind."""

    def first(self, kind: str, top: int) -> tuple[Array, Array]:
        """Give those that may be among the first, with their scores."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the table under one requirement."""

    segment: Segment
    verdicts: list[Verdict]
    scan: Scan


def match_table(requirement: Requirement, table: SiteTable, *, top: int = 20, exclusions: int = 0) -> Answer:
    """Match one requirement with every site of a table; ``top`` limits the shortlist and the near misses (0: all).

    ``exclusions`` is how many excluded sites the answer names one by one. Raises
    :class:`~luodi.core.errors.LuodiError` for a requirement that contradicts itself.
    """
    check_requirement(requirement, "requirement")
    matching = _Matching(requirement, table)
    shortlist = tuple(
        explain_match(requirement, rank, assessment)
        for rank, assessment in enumerate(matching.assess(matching.first("passing", top)), start=1)
    )
    return Answer(
        requirement=requirement,
        criteria=matching.criteria,
        criteria_derived=not requirement.criteria,
        considered=len(table),
        passing=matching.passing,
        shortlist=shortlist,
        funnel=matching.funnel(),
        near_misses=tuple(matching.near_misses(matching.first("single", top))),
        excluded=tuple(matching.excluded(exclusions)),
        questions=shortlist_questions(shortlist),
        notes=notes_for(requirement, *_remarks(table)),
    )


def rank_in(requirement: Requirement, table: SiteTable, site: Site) -> tuple[int | None, int]:
    """Give the rank of one site among those that would do, None where it is out; and how many would do."""
    check_requirement(requirement, "requirement")
    matching = _Matching(requirement, table)
    place = table.find(site.id)
    ranked = matching.first("passing", 0)
    return ranked.index(place) + 1 if place in ranked else None, matching.passing


def table_candidates(requirement: Requirement, table: SiteTable) -> Candidates:
    """Find the sites of a table that fail no constraint, with the value of each criterion, in the shortlist's order."""
    check_requirement(requirement, "requirement")
    matching = _Matching(requirement, table)
    numbers, rows, _ = matching.ranked("passing", 0)
    values = np.empty((len(rows), len(matching.criteria)))
    for number, part in enumerate(matching.parts):
        here = numbers == number
        values[here] = part.scan.scorer.values(rows[here])
    sites = _Read(table.site, numbers, rows)
    ids = _Read(lambda number, row: table.segments[number].text("id", row), numbers, rows)
    return Candidates(sites, matching.criteria, values, ids)


def rank_table(requirement: Requirement, table: SiteTable, top: int) -> Ranked:
    """Rank without explaining: what a shortlist is made of."""
    check_requirement(requirement, "requirement")
    matching = _Matching(requirement, table)
    places = zip(*(each.tolist() for each in matching.ranked("passing", top)), strict=True)
    return Ranked(
        matching.passing, tuple((table.segments[part].text("id", row), score) for part, row, score in places)
    )


def table_values(requirement: Requirement, table: SiteTable) -> Array:
    """Give the value of each criterion on every site of a table, whether it passes or not, NaN where it is unknown."""
    parts = _Matching(requirement, table).parts
    return np.concatenate([part.scan.scorer.values(np.arange(part.segment.rows)) for part in parts])


class _Read(Sequence[_T]):
    """What rows of a table hold, read when it is asked for."""

    def __init__(self, read: Callable[[int, int], _T], numbers: Array, rows: Array) -> None:
        self.read, self.numbers, self.rows = read, numbers, rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> "_Read[_T]": ...
    def __getitem__(self, at: int | slice) -> "_T | _Read[_T]":
        if isinstance(at, slice):
            return _Read(self.read, self.numbers[at], self.rows[at])
        return self.read(int(self.numbers[at]), int(self.rows[at]))


def _remarks(table: SiteTable) -> tuple[int, int, int]:
    counted = table.remarks
    return counted.not_on_file, counted.without_terms, counted.synthetic


class _Matching:
    """A requirement on a table."""

    def __init__(self, requirement: Requirement, table: SiteTable) -> None:
        self.requirement, self.table = requirement, table
        self.criteria: tuple[Criterion, ...] = requirement.criteria or derive_criteria(requirement)
        self.parts = [self._part(number) for number in range(len(table.segments))]
        self.passing = sum(part.scan.counts["passing"] for part in self.parts)

    def _part(self, number: int) -> _Part:
        segment = self.table.segments[number]
        ground = Ground(self.requirement, segment, self.table.parks, self.table.parks_by_code[number])
        terms = Terms(ground)
        tests = verdicts(self.requirement, ground, terms) if segment.standing else []
        return _Part(segment, tests, _scan(tests, terms, scorer(self.criteria, ground, terms)))

    def first(self, kind: str, top: int) -> list[tuple[int, int]]:
        """Give the first of the rows that pass, or that fail one constraint (``single``), as (part, row)."""
        numbers, rows, _ = self.ranked(kind, top)
        return list(zip(numbers.tolist(), rows.tolist(), strict=True))

    def ranked(self, kind: str, top: int) -> tuple[Array, Array, Array]:
        """Give the parts, the rows and the scores of the first (0: all)."""
        found = [part.scan.first(kind, top) for part in self.parts]
        numbers = np.repeat(np.arange(len(found)), [len(rows) for rows, _ in found])
        rows, scores = (np.concatenate(each) for each in zip(*found, strict=True))
        if top and len(scores) > top:
            near = scores >= np.partition(scores, -top)[-top] - SLACK
            numbers, rows, scores = numbers[near], rows[near], scores[near]
        exact = billionths(scores, lambda each: self._score(int(numbers[each]), int(rows[each])))

        def unknown(chosen: Array) -> Array:
            return self._unknown(numbers[chosen], rows[chosen])

        def ids(chosen: Sequence[int]) -> list[str]:
            return [self.table.segments[numbers[each]].text("id", int(rows[each])) for each in chosen]

        order = in_order(exact, unknown, top, ids)
        return numbers[order], rows[order], scores[order]

    def _unknown(self, numbers: Array, rows: Array) -> Array:
        """Count the unknown constraints of some rows."""
        counts = np.zeros(len(rows), dtype=np.int32)
        for number, part in enumerate(self.parts):
            here = np.flatnonzero(numbers == number)
            for verdict in part.verdicts if len(here) else ():
                counts[here] += holds(verdict.unknown, rows[here])
        return counts

    def _score(self, part: int, row: int) -> float:
        site = self.table.site(part, row)
        return score_of(self.requirement, self.criteria, site, self.table.park_of(site))

    def assess(self, places: Sequence[tuple[int, int]]) -> Iterator[Assessment]:
        """Let the reference set some sites beside the requirement."""
        for site in self.table.sites(places):
            yield assess(self.requirement, self.criteria, site, self.table.park_of(site))

    def near_misses(self, places: Sequence[tuple[int, int]]) -> Iterator[NearMiss]:
        """Say of sites that fail one constraint which that is; the reference checks and scores them."""
        failing = self._failing(places)
        for site, names in zip(self.table.sites(places), failing, strict=True):
            park = self.table.park_of(site)
            check = BY_NAME[names[0]].check(self.requirement, site, park)
            assert check is not None
            yield near_miss(site, park, score_of(self.requirement, self.criteria, site, park), check)

    def _failing(self, places: Sequence[tuple[int, int]]) -> list[list[str]]:
        """Name the constraints that each of some sites fails."""
        names: list[list[str]] = [[] for _ in places]
        for number, part in enumerate(self.parts):
            here = [at for at, place in enumerate(places) if place[0] == number]
            rows = np.array([places[at][1] for at in here], dtype=np.int64)
            for verdict in part.verdicts if here else ():
                for at in np.flatnonzero(holds(verdict.fails, rows)).tolist():
                    names[here[at]].append(verdict.name)
        return names

    def funnel(self) -> tuple[FunnelRow, ...]:
        """Add up what each constraint cost."""
        counts: dict[str, Array] = {}
        for name in BY_NAME:
            if any(verdict.name == name for part in self.parts for verdict in part.verdicts):
                counts[name] = sum((_counts(part, name) for part in self.parts), np.zeros(3, dtype=np.int64))
        return tuple(FunnelRow(name, *map(int, row)) for name, row in counts.items())

    def excluded(self, most: int) -> Iterator[Exclusion]:
        """Name the first of the sites that are out, in the order of the table."""
        for number, part in enumerate(self.parts if most else ()):
            out = np.ones(part.segment.rows, dtype=bool)
            out[part.scan.rows("passing")] = False
            out[[] if part.segment.gone is None else part.segment.gone] = False
            rows = part.segment.given_order
            for each in self.assess([(number, row) for row in rows[out[rows]][:most].tolist()]):
                yield Exclusion(each.site, each.park, each.failing)
            most = max(0, most - int(np.count_nonzero(out)))


def _scan(tests: list[Verdict], terms: Terms, scores: Scorer) -> Scan:
    library = kernel.load()
    if library and len(tests) <= kernel.MOST_TESTS:
        return CompiledScan(library, tests, terms, scores)
    return PlainScan(terms.ground.part, tests, scores)


def _counts(part: _Part, name: str) -> Array:
    """Give how many rows fail a constraint, fail it alone, and are left after it and those above it."""
    order = list(BY_NAME)
    names = [verdict.name for verdict in part.verdicts]
    if name in names:
        number, sifted = names.index(name), part.scan
        return np.array([sifted.fails[number], sifted.alone[number], sifted.remaining[number]])
    above = [number for number, each in enumerate(names) if order.index(each) < order.index(name)]
    left = part.scan.remaining[above[-1]] if above else part.segment.standing
    return np.array([0, 0, left])
