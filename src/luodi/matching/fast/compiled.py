"""One part of a table under one requirement, by the compiled loops."""

import ctypes
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from luodi.matching.fast import kernel
from luodi.matching.fast.conditions import Condition, Judged, Verdict, ranges_of
from luodi.matching.fast.measures import Scorer, landmark
from luodi.matching.fast.ranking import SLACK
from luodi.matching.fast.terms import Terms
from luodi.matching.measures import DISTANCE
from luodi.sites.columns.encode import Array
from luodi.sites.columns.runs import FIELDS
from luodi.sites.columns.segment import Segment


class CompiledScan:
    """What the constraints make of the rows, and which of them come first."""

    def __init__(
        self, library: ctypes.CDLL, verdicts: Sequence[Verdict], terms: Terms, scorer: Scorer
    ) -> None:
        self.library, self.scorer, self.part = library, scorer, terms.ground.part
        self.question = _question(verdicts, terms)
        self.fails, self.alone, self.remaining = (np.zeros(len(verdicts), dtype=np.int64) for _ in range(3))
        words = -(-self.part.rows // 64)
        self._bits = {"passing": np.zeros(words, np.uint64), "single": np.zeros(words, np.uint64)}
        counted: tuple[Array, ...] = (self.fails, self.alone, self.remaining, *self._bits.values())
        library.sift(ctypes.byref(self.question), *(kernel.pointer(each) for each in counted))
        self.counts = {kind: int(np.bitwise_count(bits).sum()) for kind, bits in self._bits.items()}

    def rows(self, kind: str) -> Array:
        """Give the rows that pass (``passing``) or fail one constraint (``single``)."""
        return np.flatnonzero(np.unpackbits(self._bits[kind].view(np.uint8), bitorder="little"))

    def first(self, kind: str, top: int) -> tuple[Array, Array]:
        """Give the rows of a kind that may be among the first ``top`` (0: all), with their scores."""
        rows, scores = np.empty(self.counts[kind], np.uint32), np.empty(self.counts[kind])
        heap = np.empty(top)
        found = self.library.first_rows(
            ctypes.byref(self.question), ctypes.byref(self._scoring), kernel.pointer(self._bits[kind]),
            ctypes.c_int64(top), ctypes.c_double(SLACK), *(kernel.pointer(each) for each in (heap, rows, scores)),
        )  # fmt: skip
        return rows[:found].astype(np.int64), scores[:found]

    @cached_property
    def _scoring(self) -> kernel.Scoring:
        return _scoring(self.scorer)


def _question(verdicts: Sequence[Verdict], terms: Terms) -> kernel.Question:
    """Describe what is asked of the rows."""
    ground, part = terms.ground, terms.ground.part
    made = [
        kernel.Term(number, len(term)) for number, verdict in enumerate(verdicts) for term in verdict.fails
    ]
    conditions = [_condition(part, each) for verdict in verdicts for term in verdict.fails for each in term]
    arrays = (kernel.Term * len(made))(*made), (kernel.Condition * len(conditions))(*conditions)
    starts = part.arrays["runs.starts"]
    gone = np.empty(0, np.uint32) if part.gone is None else np.ascontiguousarray(part.gone, dtype=np.uint32)
    rules = None if terms.rules is None else ctypes.pointer(ground.compiled_terms(terms.rules))
    question = kernel.Question(
        part.rows, len(starts) - 1, kernel.address(starts), ctypes.addressof(arrays[1]), ctypes.addressof(arrays[0]),
        kernel.address(gone), len(verdicts), len(made), len(gone), rules, ctypes.pointer(ground.compiled_rent),
    )  # fmt: skip
    question.held = *arrays, conditions, starts, gone, rules, ground
    return question


def _condition(part: Segment, meant: Condition) -> kernel.Condition:
    """Describe a condition; one on the park or the region is looked up once a run."""
    codes, wanted = meant
    if isinstance(codes, Judged):
        return kernel.Condition(bytes=codes.kind)
    if field := next((each for each in FIELDS if codes is part.codes(each)), None):
        return _described(wanted[part.run_codes(field)], None, (), kernel.BY_RUN, negated=False)
    for negated, ranges in enumerate(ranges_of(wanted)):
        if len(ranges) <= (kernel.MOST_RANGES if codes.itemsize == 1 else 1):
            return _described(codes, None, ranges, codes.itemsize, negated=bool(negated))
    return _described(codes, wanted, (), codes.itemsize, negated=False)


def _described(
    codes: Array, lookup: Array | None, ranges: Sequence[tuple[int, int]], size: int, *, negated: bool
) -> kernel.Condition:
    made = kernel.Condition(kernel.address(codes), None if lookup is None else kernel.address(lookup),
                            ranges=len(ranges), bytes=size, negated=negated)  # fmt: skip
    for number, (first, last) in enumerate(ranges):
        made.first[number], made.width[number] = first, last - first
    made.held = codes, lookup
    return made


def _scoring(scorer: Scorer) -> kernel.Scoring:
    """Describe the criteria, and what bounds them: runs in the order of their bounds."""
    ground, arrays = scorer.ground, scorer.ground.part.arrays
    criteria = (kernel.Criterion * len(scorer.criteria))(*_criteria(scorer))
    by_row = scorer.by_row()
    most = np.array([each.most if each else 0.0 for each in scorer.lookups])[by_row]
    rest = np.array(most.sum() - np.cumsum(most), dtype=np.float64)
    looked_up, order = np.array(by_row, dtype=np.int32), _descending(scorer.runs)
    areas = (
        ground.column("floor_area_m2" if ground.gap_by_floor else "land_area_m2"),
        ground.column("min_area_m2"),
    )
    where = [kernel.address(each) for each in (looked_up, rest, arrays["lon"], arrays["lat"])]
    small, unit, most_of_small = _in_units(scorer, by_row)
    made = kernel.Scoring(
        ctypes.addressof(criteria), *where,
        ctypes.pointer(ground.compiled_rent), *areas, kernel.address(scorer.runs), kernel.address(order),
        len(criteria), len(looked_up), scorer.weight, float(most.sum()), ctypes.addressof(small), len(small), unit, most_of_small,
    )  # fmt: skip
    made.held = small, criteria, looked_up, rest, order, scorer, areas
    return made


def _in_units(scorer: Scorer, by_row: list[int]) -> tuple[ctypes.Array[kernel.Small], float, float]:
    """Describe the criteria with few codes in units that all together keep within a byte; what a unit is, and the most."""
    few = [each for number in by_row if (each := scorer.lookups[number])
           if each.codes.itemsize == 1 and len(each.points) <= kernel.FEW]  # fmt: skip
    most = sum(each.most for each in few)
    unit = most / (255 - len(few)) if most else 1.0
    made = (kernel.Small * len(few))()
    for small, each in zip(made, few, strict=True):
        small.codes = kernel.address(each.codes)
        small.units[: len(each.points)] = np.ceil(each.points / unit).astype(int).tolist()
    return made, unit, most


def _criteria(scorer: Scorer) -> Iterator[kernel.Criterion]:
    wanted = scorer.ground.requirement
    for criterion, each in zip(scorer.criteria, scorer.lookups, strict=True):
        ends = float(criterion.weight), float(criterion.worst), float(criterion.best)
        if each:
            where = kernel.address(each.codes), kernel.address(each.points)
            yield kernel.Criterion(kernel.LOOK_UP, each.codes.itemsize, *where, *ends)
        elif criterion.measure.startswith(DISTANCE):
            place = landmark(criterion, wanted)
            yield kernel.Criterion(kernel.DISTANCE, 0, None, None, *ends, place.lon, place.lat)
        else:
            kind = kernel.YEARLY if criterion.measure == "year_rent_cny" else kernel.AREA_GAP
            yield kernel.Criterion(kind, 0, None, None, *ends, *scorer.ground.gap_ends)


def _descending(bounds: Array) -> Array:
    """Give the runs, those with the greatest bounds first, as far as 16 bits tell them apart."""
    if not len(bounds):
        return np.empty(0, np.int32)
    low, high = float(bounds.min()), float(bounds.max())
    steps = (high - bounds) * (65535 / (high - low)) if high > low else np.zeros(len(bounds))
    return np.argsort(steps.astype(np.uint16), kind="stable").astype(np.int32)
