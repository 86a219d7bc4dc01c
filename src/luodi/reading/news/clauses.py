"""A text cut into lines, sentences and clauses, each with the numbers, times and names that stand in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from luodi.core.dates import DateMention
from luodi.core.quantities import Quantity
from luodi.core.scan import quick
from luodi.reading.names import Name


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=_Placed)

_BREAK = quick(r"[。！？!?\n…]+[”’]?|[，；;]|——+|、|：|[|│｜]|(?<=[^\x00-\x7f]) (?=\S)")
_SENTENCE_END = frozenset("。！？!?\n…")
_ITEM = re.compile(
    r"(?:[\s·•●○◆◇■□▲△★☆▶▪◎※▍▌▎▏○➤➢►❖✦✔☑§🔹🔸*-]|——|[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]|[（(]?\d{1,2}[）)、．]|\d{1,2}\.(?!\d)|[①-⑳]|第[一二三四五六七八九十]+[，、]|Q：|A：)+"
)
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")  # opens a section, not an item
_BAR_LABEL = 8  # 规划面积｜2.8平方公里
_LABEL_LIMIT = 30
REACH = 40  # how many clauses back a rule looks in its sentence
_LONGEST_CLAUSE = 400  # no rule looks further, and the reading's time stays linear


@dataclass(slots=True)
class Clause:
    """A run of the plain text between two breaks. ``opener`` is the break before it, ``line`` and ``sentence`` count up.

    ``label`` holds what stands before the colon that opens it (占地面积：4.5平方公里). ``quoted`` is true inside speech.
    """

    start: int
    end: int
    text: str
    line: int
    sentence: int
    opener: str
    closer: str = ""
    label: str = ""
    label_start: int = -1
    numbers: Sequence[Quantity] = ()
    times: Sequence[DateMention] = ()
    names: Sequence[Name] = ()
    first_of_line: bool = False
    item: bool = False
    mentions: list[object] = field(default_factory=list)

    def at(self, position: int) -> int:
        """Give the place in the clause of a place in the text."""
        return position - self.start


class _Row(Generic[P]):
    """What stands in a text, in order."""

    def __init__(self, items: Sequence[P]) -> None:
        self._items = items
        self._starts = [item.start for item in items]

    def within(self, start: int, end: int) -> Sequence[P]:
        """Give what lies in ``[start, end)``."""
        low = high = bisect_left(self._starts, start)
        while high < len(self._items) and self._items[high].end <= end:
            high += 1
        return self._items[low:high] if low < high else ()


def split_clauses(
    text: str,
    start: int,
    end: int,
    numbers: Sequence[Quantity],
    times: Sequence[DateMention],
    names: Sequence[Name],
) -> list[Clause]:
    """Cut ``text[start:end]`` into clauses."""
    clauses: list[Clause] = []
    counted, timed, named = _Row(numbers), _Row(times), _Row(names)
    line = sentence = 0
    opener, label = "\n", (-1, "")
    first, item = True, False
    for piece_start, piece_end, closer in _pieces(
        text, start, end, _Row([one for one in numbers if one.written_unit != "期"]), names
    ):
        left = piece_start
        if first and (mark := _ITEM.match(text, left, piece_end)):
            left, item = mark.end(), not _SECTION.fullmatch(mark.group())
        left, right = _trim(text, left, piece_end)
        if first and not item and closer in ("｜", "|", "│") and 2 < right - left <= _BAR_LABEL:
            closer = "："
        if right > left:
            words = text[left:right]
            clauses.append(
                Clause(left, right, words, line, sentence, opener, closer, label[1], label[0], counted.within(left, right),
                       timed.within(left, right), named.within(left, right), first, item)
            )  # fmt: skip
            is_label = closer == "：" and right - left <= _LABEL_LIMIT and not clauses[-1].numbers
            label = (left, words) if is_label else (-1, "")
            first = False
        elif first and closer.startswith("——"):
            item = True
        opener = closer
        if closer[:1] in _SENTENCE_END:
            sentence, label = sentence + 1, (-1, "")
            if "\n" in closer:
                line, first, item = line + 1, True, False
    return clauses


_QUOTED = re.compile(r"“[^“”]{5,30}”项目")  # the quotation marks are the name's


def _trim(text: str, left: int, right: int) -> tuple[int, int]:
    while left < right and text[left] in " “”" and not _QUOTED.match(text, left, right):
        left += 1
    while right > left and text[right - 1] in " ”“":
        right -= 1
    return left, right


def _pieces(
    text: str, start: int, end: int, numbers: _Row[Quantity], names: Sequence[Name]
) -> Iterator[tuple[int, int, str]]:
    """Give the runs between breaks; a 、 breaks only between two parts that both hold a number, never in a name."""
    left = start
    for match in _BREAK.finditer(text, start, end):
        while match.start() - left > _LONGEST_CLAUSE:
            yield left, left + _LONGEST_CLAUSE, "，"
            left += _LONGEST_CLAUSE
        mark = match.group()
        if mark == "、" and (
            not _parts(text, left, match.start(), end, numbers) or _in_name(names, match.start())
        ):
            continue
        if mark == "：" and _is_time(text, match.start()):
            continue
        yield left, match.start(), mark
        left = match.end()
    while end - left > _LONGEST_CLAUSE:
        yield left, left + _LONGEST_CLAUSE, "，"
        left += _LONGEST_CLAUSE
    if left < end:
        yield left, end, "\n"


def _in_name(names: Sequence[Name], at: int) -> bool:
    after = bisect_left(names, at, key=lambda name: name.end)
    return after < len(names) and names[after].start < at < names[after].end


_SHARED_OUT = re.compile("分别|分列|依次")
_NEXT_BREAK = re.compile(r"[。！？!?\n，；;、：]")


def _parts(text: str, left: int, at: int, end: int, numbers: _Row[Quantity]) -> bool:
    if not numbers.within(left, at) or _SHARED_OUT.search(text, left, at):
        return False
    after = _NEXT_BREAK.search(text, at + 1, end)
    return bool(numbers.within(at + 1, after.start() if after else end))


def _is_time(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 3].isdigit()
