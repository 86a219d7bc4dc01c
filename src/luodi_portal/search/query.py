"""What was asked, taken apart: words that must all be there, each in one of several ways.

>>> [len(word.ways) for word in parse_query("行车 层高8米")]
[4, 2]
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from luodi.core.quantities import Quantity
from luodi_portal.search.marks import figure, labels, measured
from luodi_portal.search.tokens import canonical, fold, is_chinese, runs

MOST_WORDS = 12
_QUOTED = re.compile(r'["“”「『]([^"“”「」『』]+)["“”」』]|(\S+)')
_INITIALS = re.compile(r"[a-z]{2,20}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Runs that stand one behind the other, whatever parts them."""

    runs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Give what a canonical text holds where the phrase is in it: Latin words are whole."""
        first, last = self.runs[0], self.runs[-1]
        return f"{'' if is_chinese(first) else ' '}{' '.join(self.runs)}{'' if is_chinese(last) else ' '}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark, or with ``begins`` any that begins so."""

    text: str
    begins: bool = False


Term: TypeAlias = Phrase | Mark
Way: TypeAlias = tuple[Term, ...]
"""What must all be there."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as written, the ways in which it is found, and which other words stand for it."""

    written: str
    ways: tuple[Way, ...]
    same: tuple[str, ...] = ()


Query: TypeAlias = tuple[Word, ...]


def parse_query(asked: str) -> Query:
    """Take apart what was asked. What is in quotes is looked for as it stands, without words that mean the same."""
    folded = _closed_up(fold(asked))
    words = (_word(match[1] or match[2], exact=bool(match[1])) for match in _QUOTED.finditer(folded))
    return tuple([word for word in words if word is not None][:MOST_WORDS])


def phrase_query(name: str) -> Query:
    """Ask for a name as it stands."""
    word = _word(name, exact=True)
    return (word,) if word else ()


def phrases(query: Query) -> list[Phrase]:
    """Give all phrases that a query may be found by, for marking them."""
    return [term for word in query for way in word.ways for term in way if isinstance(term, Phrase)]


def phrases_only(word: Word) -> tuple[Way, ...]:
    """Give the ways in which a title shows a word: by phrases, and by the first letters of names."""
    return tuple(way for way in word.ways if all(isinstance(term, Phrase) or term.begins for term in way))


def figure_marks(query: Query) -> set[str]:
    """Give the marks of figures that a query may be found by."""
    return {
        term.text
        for word in query
        for way in word.ways
        for term in way
        if isinstance(term, Mark) and term.text.startswith("f=")
    }


def _closed_up(folded: str) -> str:
    """Take the spaces out of figures: 8 米 is one word."""
    for quantity in reversed(measured(folded)):
        written = folded[quantity.start : quantity.end]
        folded = folded[: quantity.start] + "".join(written.split()) + folded[quantity.end :]
    return folded


def _word(written: str, *, exact: bool = False) -> Word | None:
    asked = tuple(runs(fold(written)))
    if not asked:
        return None
    literal: list[Way] = [(Phrase(asked),)]
    if exact:
        return Word(written, tuple(literal))
    same = synonyms().get(written, ())
    literal += [(Phrase(tuple(runs(other))),) for other in same]
    if quantity := next(iter(measured(written)), None):
        literal.append(_figured(written, quantity))
    if _INITIALS.fullmatch(written):
        literal.append((Mark(f"i={written}", begins=True),))
    return Word(written, tuple(literal), same)


def _figured(word: str, quantity: Quantity) -> Way:
    """Say a word with a figure by its value: the letters beside it are in its mark, what is more is a phrase."""
    before, after = labels(word, quantity)
    beside = [(before, before[-2:]), (after, after[:2])]
    terms: list[Term] = []
    for whole, label in beside:
        if label:
            terms.append(Mark(figure(quantity, label)))
        if len(whole) > len(label):
            terms.append(Phrase((whole,)))
    return tuple(terms) or (Mark(figure(quantity)),)


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Give, by each word of the trade, the others that mean the same (``data/synonyms.txt``)."""
    text = files("luodi_portal.search").joinpath("data", "synonyms.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        words = [fold(word) for word in line]
        for word in words:
            found[word] = (*found.get(word, ()), *(other for other in words if other != word))
    return found


def plain(asked: str) -> str:
    """Give what was asked as a canonical text, to compare names with."""
    return canonical(asked).strip()
