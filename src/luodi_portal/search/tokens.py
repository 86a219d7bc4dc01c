"""What a text is to the index: folded, in runs of one script, Chinese as overlapping pairs of characters.

>>> tokens(canonical("ＡＢＢ標準廠房"))
['abb', '标准', '准厂', '厂房', '房']

``canonical`` gives the runs with a space around each. A phrase is found where it is a part of that text, and its pairs
stand one behind the other exactly there: pairs find what a plain search for a substring finds.
"""

import re
from collections.abc import Iterator, Sequence

from luodi.core.scripts import to_simplified

LONGEST_RUN = 64
"""Characters of a Latin run that count: what is longer is no word, and PostgreSQL takes no lexeme beyond 2 kB."""

_CHINESE = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
_IS_CHINESE = re.compile(f"[{_CHINESE}]")
_RUN = re.compile(f"[{_CHINESE}]+|(?:(?![{_CHINESE}])[^\\W_])+")
_WIDE = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def fold(text: str) -> str:
    """Fold width, case and script away, letter for letter: offsets hold in the original."""
    folded = to_simplified(text.translate(_WIDE))
    lower = folded.lower()
    return lower if len(lower) == len(text) else "".join(_lower(letter) for letter in folded)


def _lower(letter: str) -> str:
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


def runs(folded: str) -> list[str]:
    """Give the runs of one script each; what is between them parts them."""
    return [run if is_chinese(run) else run[:LONGEST_RUN] for run in _RUN.findall(folded)]


def is_chinese(run: str) -> bool:
    """Say whether a run is of characters that stand without spaces."""
    return _IS_CHINESE.match(run) is not None


def canonical(text: str) -> str:
    """Give the folded runs with a space around each; "" for none."""
    found = runs(fold(text))
    return f" {' '.join(found)} " if found else ""


def tokens(text: str) -> list[str]:
    """Give the tokens of a canonical text: pairs, the last character of each Chinese run, and Latin runs."""
    return [token for run in text.split() for token in _of_run(run)]


def _of_run(run: str) -> Iterator[str]:
    if not is_chinese(run):
        yield run
        return
    for at in range(len(run)):
        yield run[at : at + 2]


def phrase_tokens(asked: Sequence[str]) -> tuple[list[str], bool]:
    """Give the tokens that runs asked for make one behind the other, and whether the last is but a beginning."""
    *before, last = asked
    ahead = tokens(" ".join(before))
    if not is_chinese(last):
        return [*ahead, last], False
    if len(last) == 1:
        return [*ahead, last], True
    return [*ahead, *tokens(last)[:-1]], False
