"""The text that the rules look at: title and text as one, folded letter by letter so that offsets stay."""

import re
from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, field

from luodi.core.scripts import to_simplified
from luodi.facts.document import Document, Span

_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_WIDE_LOWER = {code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)}
_FOLDED = _ASCII | _LOWER | _WIDE_LOWER

_TEASERS = re.compile(
    r"\n\W{0,4}(?:相关|相似|更多|热门|最新|推荐|同类|附近|周边|猜你|其他|其它|您可能|大家都在|看了又看)"
    r"(?:的)?(?:推荐|房源|厂房|仓库|信息|喜欢|文章|阅读|土地|看|感兴趣)[^\n。]{0,12}\n|\n(?:相关信息|相关推荐|推荐阅读|其[他它]房源):"
)
_ROW = re.compile(
    r"(?m)(?<=^\w{2})\|(?=[^|\n]+$)|(?<=^\w{3})\|(?=[^|\n]+$)|(?<=^\w{4})\|(?=[^|\n]+$)"
)  # 行业|建材
_TEN_THOUSAND = re.compile(r"(?<=\d)w(?![a-z])")  # 1180w
_COMMA = re.compile(r"[,。!?；;\n….]")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as its readers see it: ``text`` is title, line break and text, folded to simplified, half-width, lower case.

    ``text`` has the letters of the original one by one; ``raw`` is the same run as written. Teasers of other posts at
    the end are cut off.
    """

    document: Document
    raw: str
    text: str
    body: int  # where the text starts behind the title
    stops: tuple[int, ...] = field(repr=False)  # where sentences end
    commas: tuple[int, ...] = field(repr=False)  # where clauses end

    def span(self, start: int, end: int) -> Span:
        """Give the run of the document behind ``[start, end)`` of the folded text; a run over both is cut to the title."""
        if start < self.body - 1:
            return self.document.span(start, min(end, self.body - 1), "title")
        start = max(start, self.body)
        return self.document.span(start - self.body, max(end, start + 1) - self.body)

    def named(self, start: int, end: int) -> str:
        """Give a place's name as written, in its simplified form (administrative names are official in that form)."""
        return to_simplified(self.raw[start:end])

    def clause(self, at: int) -> tuple[int, int]:
        """Give the borders of the clause (between commas or stops) that holds ``at``."""
        return _borders(self.commas, at, len(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        """Give the borders of the sentence or line that holds ``at``."""
        return _borders(self.stops, at, len(self.text))


def make_source(document: Document) -> Source:
    """Fold a document for the rules. Linear in its length."""
    raw = f"{document.title}\n{document.text}"
    text = _ROW.sub(":", fold(raw))
    teasers = _TEASERS.search(text)
    if teasers:
        text, raw = text[: teasers.start()], raw[: teasers.start()]
    commas = [
        match.start()
        for match in _COMMA.finditer(text)
        if match[0] != "." or _ends_sentence(text, match.start())
    ]
    stops = [at for at in commas if text[at] != ","]
    return Source(document, raw, text, len(document.title) + 1, tuple(stops), tuple(commas))


def _ends_sentence(text: str, at: int) -> bool:
    """Tell a full stop from the dot of min., Mr. or 2.5."""
    return text[at + 1 : at + 2].isspace() and not text.endswith(("min", "max", "ms", "mr", "no"), 0, at)


def fold(text: str) -> str:
    """Fold to simplified, half-width, lower-case letters, one for one."""
    simplified = to_simplified(text)
    if len(simplified) != len(text):
        simplified = "".join(one if len(one := to_simplified(char)) == 1 else char for char in text)
    return _TEN_THOUSAND.sub("万", simplified.translate(_FOLDED))


def _borders(marks: tuple[int, ...], at: int, length: int) -> tuple[int, int]:
    index = bisect_left(marks, at)
    start = marks[index - 1] + 1 if index else 0
    end = marks[index] if index < len(marks) else length
    return start, end


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Give the last match of ``pattern`` in a short run of text."""
    return next(iter(deque(pattern.finditer(text), maxlen=1)), None)
