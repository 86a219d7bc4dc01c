"""Where what a model says stands in the document, letter for letter or folded letter by letter."""

import re
from functools import cached_property

from luodi.core.dates import DateMention, find_dates
from luodi.facts.document import Document, Span
from luodi.reading.premises.source import fold

LONGEST_QUOTE = 400
_LONGEST_NAME = 60
_QUOTES = str.maketrans("“”‘’「」『』＂＇【】〔〕[]{}", '""\'\'"""""\'()()()()')
_DOTS = str.maketrans({"\n": " ", "\r": " ", "\t": " "})
_SENTENCE = re.compile(r"[。！？!?；;\n]")
_REACH = 200  # letters on either side of a quote in which its sentence is looked for


class Ground:
    """One document, ready to be searched for what a model says that it holds."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._text, self._title = _fold(document.text), _fold(document.title)

    def find(self, quote: object, start: int = 0) -> Span | None:
        """Find a quote in the text from ``start`` on, in all of it, then in the title; None where it is invented."""
        if not isinstance(quote, str) or not 1 <= len(quote.strip()) <= LONGEST_QUOTE:
            return None
        quote = quote.strip()
        folded = _fold(quote)
        for whole, words, since in (
            (self.document.text, quote, start), (self.document.text, quote, 0),
            (self._text, folded, start), (self._text, folded, 0),
        ):  # fmt: skip
            if (at := whole.find(words, since)) >= 0:
                return self.document.span(at, at + len(quote))
        at = self._title.find(folded)
        return self.document.span(at, at + len(quote), "title") if at >= 0 else None

    def name(self, said: object) -> str | None:
        """Give a name as the document writes it: in one run, or (with its stage or its lot) in two; else None."""
        if not isinstance(said, str) or not said.strip() or len(said) > LONGEST_QUOTE:
            return None
        said = said.strip()
        folded = _fold(said)
        for whole, written in ((self._text, self.document.text), (self._title, self.document.title)):
            if (at := whole.find(folded)) >= 0:
                return written[at : at + len(said)]
        return said if self._in_two(folded) else None

    def _in_two(self, folded: str) -> bool:
        whole = f"{self._title}\n{self._text}"
        return len(folded) <= _LONGEST_NAME and any(
            folded[:cut] in whole and folded[cut:] in whole for cut in range(2, len(folded) - 1)
        )

    def sentence(self, span: Span) -> str:
        """Give the sentence (or sentences) that a span stands in."""
        whole = self.document.whole(span.part)
        before = whole[max(0, span.start - _REACH) : span.start]
        after = whole[span.end : span.end + _REACH]
        begin = next((m.end() for m in reversed(list(_SENTENCE.finditer(before)))), 0)
        end = _SENTENCE.search(after)
        return before[begin:] + span.quote + (after[: end.start()] if end else after)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The days and periods that the document names."""
        whole = f"{self.document.title}\n{self.document.text}"
        return tuple(find_dates(whole, self.document.published))

    def date(self, said: object) -> DateMention | None:
        """Find the mention that says an ISO date or period; None where the document names no such one."""
        if not isinstance(said, str):
            return None
        return next((mention for mention in self.dates if said in (mention.iso, mention.next_iso)), None)


def _fold(text: str) -> str:
    folded = fold(text).translate(_QUOTES).translate(_DOTS)
    return folded if len(folded) == len(text) else text
