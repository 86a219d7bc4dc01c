"""How a reading is scored: read facts are paired with annotated ones, one to one; fields are right or not.

A pair agrees in kind, unit and value (within 0.5 %), and in subject and object after folding: equal, one holding
the other and at least half as long, or alike by 0.8. Of all ways to pair, one with the most pairs is taken, in
which facts that agree in everything come first.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from bench.gold import Gold
from luodi.core.fields import to_plain
from luodi.facts import Document, Fact, Reading
from luodi.facts.fact import plain_number
from luodi.reading.read import read_document

WITH_OBJECT = frozenset(
    [
        "indicator",
        "growth",
        "rank",
        "count",
        "share",
        "financing",
        "capacity",
        "signed",
        "located_in",
        "focus",
        "chain_leader",
        "event",
    ]
)
VALUED = frozenset(
    [
        "land_area",
        "floor_area",
        "investment",
        "revenue",
        "output_value",
        "tax",
        "indicator",
        "growth",
        "rank",
        "count",
        "share",
        "financing",
        "capacity",
    ]
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were to be read (``gold``), how many were read, and how many of these were right."""

    gold: int = 0
    read: int = 0
    right: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.gold + other.gold, self.read + other.read, self.right + other.right)

    @property
    def precision(self) -> float:
        """Give the share of what was read that is right."""
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Give the share of what was to be read that was."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        return 2 * self.right / (self.gold + self.read) if self.gold + self.read else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus read and scored: a tally for each kind of fact or field; qualifiers and quotes as right of read."""

    kinds: dict[str, Tally]
    qualifiers: dict[str, Tally]
    quotes: Tally

    @property
    def all(self) -> Tally:
        """Sum up the kinds."""
        return sum(self.kinds.values(), Tally())

    @property
    def valued(self) -> Tally:
        """Sum up the kinds of facts that have a value and a unit."""
        return sum((tally for kind, tally in self.kinds.items() if kind in VALUED), Tally())


def score(docs: Iterable[Gold], read: Callable[[Document], Reading] = read_document) -> Score:
    """Read documents of one type and score what was read."""
    gold, found, right = Counter[str](), Counter[str](), Counter[str]()
    seen, agreed = Counter[str](), Counter[str]()
    quotes = standing = 0
    for doc in docs:
        reading = read(doc.document)
        if doc.type != "news":
            _score_fields(doc.fields, reading, gold, found, right)
            continue
        gold.update(fact.kind for fact in doc.facts)
        found.update(fact.kind for fact in reading.facts)
        quotes += len(reading.facts)
        standing += sum(fact.span.quote in doc.document.text for fact in reading.facts)
        for i, j in pair(doc.facts, reading.facts):
            right[doc.facts[i].kind] += 1
            for name, same in _qualifiers(doc.facts[i], reading.facts[j]):
                seen[name] += 1
                agreed[name] += same
    return Score(
        {kind: Tally(gold[kind], found[kind], right[kind]) for kind in sorted(gold | found)},
        {name: Tally(seen[name], seen[name], agreed[name]) for name in sorted(seen)},
        Tally(quotes, quotes, standing),
    )


def _score_fields(
    fields: dict[str, Any], reading: Reading, gold: Counter[str], found: Counter[str], right: Counter[str]
) -> None:
    values = {field.name: to_plain(field.value) for field in reading.fields}
    gold.update(fields.keys())
    found.update(values.keys())
    right.update(name for name, value in fields.items() if name in values and same_field(value, values[name]))


def pair(gold: Sequence[Fact], read: Sequence[Fact]) -> list[tuple[int, int]]:
    """Pair annotated facts with read ones, as many as can be (augmenting paths)."""
    options = [[j for j, fact in enumerate(read) if same_fact(one, fact)] for one in gold]
    taken: dict[int, int] = {}
    for i, one in enumerate(gold):
        best = next((j for j in options[i] if j not in taken and _same_in_all(one, read[j])), None)
        if best is not None:
            taken[best] = i

    def place(i: int, tried: set[int]) -> bool:
        for j in options[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    for i in sorted(set(range(len(gold))) - set(taken.values())):
        place(i, set())
    return [(i, j) for j, i in taken.items()]


def same_fact(gold: Fact, read: Fact) -> bool:
    """Tell whether two facts make one claim; their qualifiers may differ."""
    return (
        gold.kind == read.kind
        and _same_number(gold.value, read.value)
        and (gold.value is None or gold.unit == read.unit)
        and _same_object(gold, read)
        and same_words(gold.subject, read.subject)
    )


def _same_object(gold: Fact, read: Fact) -> bool:
    if gold.kind == "event":
        return gold.object == read.object
    return gold.kind not in WITH_OBJECT or same_words(gold.object, read.object)


def _same_in_all(gold: Fact, read: Fact) -> bool:
    names = fold(gold.subject) == fold(read.subject) and fold(gold.object or "") == fold(read.object or "")
    return names and all(same for _, same in _qualifiers(gold, read))


def _qualifiers(gold: Fact, read: Fact) -> list[tuple[str, bool]]:
    """Give each qualifier that one of two facts has, and whether they agree in it."""
    names = ("approx", "date", "period", "expected", "previous", "investors")
    blank = (None, "exact", False, ())
    values = [(name, getattr(gold, name), getattr(read, name)) for name in names]
    return [(name, _same_qualifier(a, b)) for name, a, b in values if a not in blank or b not in blank]


def _same_qualifier(gold: Any, read: Any) -> bool:
    if isinstance(gold, tuple):
        return len(gold) == len(read) and all(any(same_words(a, b) for b in read) for a in gold)
    if isinstance(gold, int | float) and isinstance(read, int | float):
        return plain_number(gold) == plain_number(read)
    return bool(gold == read)


def same_field(gold: Any, read: Any) -> bool:
    """Compare two fields: numbers within 0.5 %, lists as sets, words as in facts."""
    if isinstance(gold, list) or isinstance(read, list):
        a, b = (value if isinstance(value, list) else [value] for value in (gold, read))
        return len(a) == len(b) and all(any(same_field(one, other) for other in b) for one in a)
    if isinstance(gold, bool) or isinstance(read, bool):
        return gold is read
    if isinstance(gold, int | float) and isinstance(read, int | float):
        return _same_number(gold, read)
    return same_words(str(gold), str(read))


def _same_number(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 0.005 * max(abs(a), abs(b)) + 1e-9


@lru_cache(maxsize=50_000)
def same_words(a: str | None, b: str | None) -> bool:
    """Compare two names after folding: equal, one holding the other, or alike by 0.8."""
    if a is None or b is None:
        return a is b
    short, long = sorted((fold(a), fold(b)), key=len)
    if short == long or (short and short in long and 2 * len(short) >= len(long)):
        return True
    return SequenceMatcher(None, fold(a), fold(b), autojunk=False).ratio() >= 0.8


@lru_cache(maxsize=50_000)
def fold(words: str) -> str:
    """Leave aside white space, quotation marks, brackets, stops and case."""
    plain = unicodedata.normalize("NFKC", words).lower()
    return re.sub(r"[\s“”\"'‘’「」『』《》()\[\]【】·、,,。.::;;\-—]", "", plain)
