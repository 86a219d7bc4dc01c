"""Searching for one of many words: where none of them can begin is passed over at once."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

_TOKENS = re.compile(
    r"\\.|\[(?:\\.|[^\]\\])+\]|\((?:\?(?:<[=!]|[=!:]|P<\w+>))?|[?*+]\??|\{[\d,]+\}\??|.", re.S
)
_LOOKAROUNDS = ("(?=", "(?!", "(?<=", "(?<!")
_ANCHORS = ("\\b", "\\B", "^", "$", "\\A", "\\Z")
_ANY = ("\\s\\S",)  # what may be any letter, as a part of a character class
_LONG = 2  # letters of a word that are looked at

Prefix = tuple[str, ...]  # up to two parts of character classes that a match can begin with
_NOTHING: frozenset[Prefix] = frozenset([()])


def quick(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that passes over, at once, each letter that no match of it begins with.

    Python's matcher does so by itself only where every alternative begins with a plain letter. It finds what the
    pattern finds; one that may begin with anything stays as it is.
    """
    begins = prefixes(pattern)
    first = _class(prefix[:1] for prefix in begins)
    if not first:
        return re.compile(pattern)
    return re.compile(f"(?={first}{_class(prefix[1:] for prefix in begins)})(?:{pattern})")


def _class(parts: Iterable[Prefix]) -> str:
    """Join parts of character classes; ``""`` where any letter may stand."""
    found = {part[0] if part else _ANY[0] for part in parts}
    if any(part == _ANY[0] or part.startswith("^") for part in found):
        return ""
    return f"[{''.join(sorted(re.sub('^-|-$', re.escape('-'), part) for part in found))}]"


class Words:
    """A pattern of many alternatives, most of which begin with letters of their own.

    It finds what ``re.finditer`` finds in folded text (digits are ASCII there). Python's matcher would try each
    alternative at each letter of the text; here they are tried only where the first two letters of one stand.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def _quick(self) -> re.Pattern[str] | None:
        return _quick(prefixes(self.pattern))

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Give all matches in ``[start, end)``, in order, not overlapping."""
        end = len(text) if end is None else end
        if self._quick is None:
            yield from self._whole.finditer(text, start, end)
            return
        match = self._whole.match
        for first in self._quick.finditer(text, start, end):
            at = first.start()
            if at >= start and (found := match(text, at, end)):
                start = max(found.end(), at + 1)
                yield found

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Give the first match in ``[start, end)``."""
        return next(self.finditer(text, start, end), None)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match at ``start``."""
        return self._whole.match(text, start)


def _quick(found: frozenset[Prefix]) -> re.Pattern[str] | None:
    """Make a pattern of one-letter alternatives, which Python's matcher scans for at once."""
    followers: dict[str, set[str]] = {}
    for prefix in found:
        letters = _letters(prefix[0]) if prefix else None
        if letters is None:
            return None
        for letter in letters:
            followers.setdefault(letter, set()).add(prefix[1] if len(prefix) > 1 else _ANY[0])
    return re.compile(
        "|".join(
            re.escape(letter) + ("" if _ANY[0] in second else f"(?=[{''.join(sorted(second))}])")
            for letter, second in sorted(followers.items())
        )
    )


def _letters(part: str) -> str | None:
    """Give the letters that a part of a character class stands for; None where they are too many."""
    plain = part.replace("\\d", "0123456789").replace("\\s", " \n\t\r\f\v\x1c\x1d\x1e\x1f\x85\xa0")
    plain = re.sub(r"\\(\W)", r"\1", plain)
    ranges = re.findall(r"(.)-(.)", plain)
    if (
        "\\" in plain
        or part.startswith("^")
        or not all(low.isdigit() and high.isdigit() for low, high in ranges)
    ):
        return None
    for low, high in ranges:
        plain = plain.replace(f"{low}-{high}", "".join(map(chr, range(ord(low), ord(high) + 1))))
    return plain


def prefixes(pattern: str) -> frozenset[Prefix]:
    """Give what a match of ``pattern`` can begin with: its first two letters as parts of character classes.

    A shorter prefix says that anything may follow; an empty one that a match can be empty or begin with anything.
    """
    return _alternatives(_TOKENS.findall(pattern), 0)[0]


def _alternatives(tokens: list[str], at: int) -> tuple[frozenset[Prefix], int]:
    """Read alternatives up to their closing bracket; give also where that stands."""
    found: frozenset[Prefix] = frozenset()
    while True:
        here, at = _sequence(tokens, at)
        found |= here
        if at >= len(tokens) or tokens[at] == ")":
            return found, at
        at += 1  # the stroke


def _sequence(tokens: list[str], at: int) -> tuple[frozenset[Prefix], int]:
    """Read one alternative up to the stroke or bracket behind it."""
    found = _NOTHING
    while at < len(tokens) and tokens[at] not in ("|", ")"):
        token = tokens[at]
        if token.startswith("("):
            here, at = _alternatives(tokens, at + 1)
            here = _NOTHING if token in _LOOKAROUNDS else here
        else:
            here = _one(token)
        at += 1
        if at < len(tokens) and len(tokens[at]) <= len("{0,12}?") and tokens[at][0] in "?*+{":
            here = _repeated(here, tokens[at])
            at += 1
        found = _joined(found, here)
    return found, at


def _one(token: str) -> frozenset[Prefix]:
    if token in _ANCHORS:
        return _NOTHING
    if token.startswith("[") and len(token) > 1:
        return frozenset([_ANY if token.startswith("[^") else (token[1:-1],)])
    if token in (".", "\\S", "\\D", "\\W", "\\w"):
        return frozenset([_ANY])
    return frozenset([(token if token.startswith("\\") else re.escape(token),)])


def _repeated(once: frozenset[Prefix], how: str) -> frozenset[Prefix]:
    more = once if how.startswith("?") else once | _joined(once, once)
    return more | _NOTHING if how[0] in "?*" or how.startswith(("{0", "{,")) else more


def _joined(left: frozenset[Prefix], right: frozenset[Prefix]) -> frozenset[Prefix]:
    return frozenset(head if len(head) == _LONG else (head + tail)[:_LONG] for head in left for tail in right)
