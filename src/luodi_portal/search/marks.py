"""What is found beside the words: figures by their value, names by the first letters of their pinyin.

A mark is a token with ``=`` in it, which no word has. Figures are marked alone and with the one or two letters beside
them, so that 层高8米, 层高为 8 米 and 八米层高 are one: ``f=8~m``, ``f=层高8~m``, ``f=高8~m``.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from luodi.core.quantities import Quantity, find_quantities
from luodi_portal.search.tokens import fold, is_chinese, runs

_BETWEEN = re.compile(r"(?:[为是达到有约在共计]|[\s:：,（()）])*$")
_WITHOUT = ("none",)
_NEAR = 12
_FEWEST_LETTERS, _MOST_LETTERS = 2, 40


def figures(text: str) -> list[str]:
    """Give the marks of the figures in a text, each once, in order."""
    folded = fold(text)
    said = (mark for quantity in measured(folded) for mark in _said(folded, quantity))
    return list(dict.fromkeys(said))


def measured(folded: str) -> list[Quantity]:
    """Find the quantities that have a unit."""
    return [found for found in find_quantities(folded) if found.dimension not in _WITHOUT and found.unit]


def figure(quantity: Quantity, label: str = "") -> str:
    """Give the mark of a figure, with the letters beside it."""
    return _mark(quantity.value, quantity.unit, label)


def _mark(value: float, unit: str, label: str = "") -> str:
    return f"f={label}{value:.6g}~{unit.lower()}".replace(" ", "")


def _said(folded: str, quantity: Quantity) -> Iterator[str]:
    before, after = labels(folded, quantity)
    for label in ("", before[-2:], before[-1:], after[:2], after[:1]):
        yield figure(quantity, label)
    if quantity.high is not None:
        yield _mark(quantity.high, quantity.unit)


def labels(folded: str, quantity: Quantity) -> tuple[str, str]:
    """Give the run ahead of a figure and the run behind it, as far as they touch it."""
    ahead = _BETWEEN.sub("", folded[max(0, quantity.start - _NEAR) : quantity.start])
    behind = folded[quantity.end : quantity.end + _NEAR]
    before, after = runs(ahead), runs(behind)
    return (
        before[-1] if before and ahead.endswith(before[-1]) else "",
        after[0] if after and behind.startswith(after[0]) else "",
    )


@lru_cache(maxsize=8192)
def initials(name: str) -> tuple[str, ...]:
    """Give the marks of a name's first letters of pinyin, from each of its characters on: a part of them finds it.

    >>> initials("高新区")
    ('i=gxq', 'i=xq')
    """
    from pypinyin import Style, lazy_pinyin  # its tables take a moment

    said = "".join(
        "".join(lazy_pinyin(run, style=Style.FIRST_LETTER, errors="ignore")) if is_chinese(run) else run
        for run in runs(fold(name))
    )
    said = said[:_MOST_LETTERS]
    return tuple(f"i={said[at:]}" for at in range(len(said) - _FEWEST_LETTERS + 1))


def names(written: Iterable[str]) -> list[str]:
    """Give the marks of several names, each once."""
    return list(dict.fromkeys(mark for name in written if name for mark in initials(name)))
