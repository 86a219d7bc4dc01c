"""A document is what somebody wrote; a span is a run of it."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from luodi.core.record import record

DocumentType = Literal["news", "listing", "requirement"]
DocumentPart = Literal["text", "title"]


@record
class Span:
    """A run of a document: ``document.text[start:end] == quote`` (or of its title, where ``part`` says so)."""

    start: int
    end: int
    quote: str
    part: DocumentPart = "text"


@dataclass(frozen=True, slots=True)
class Document:
    """What somebody wrote, as it was written.

    ``published`` is an ISO date (``2024-05-14``) or None; ``url`` and ``source`` (the name of the medium) are None
    where they are not known, as is ``author``, the person who wrote it. ``breadcrumb`` holds the levels that a page
    shows above its title, from the home page down. ``type`` is None where nobody has said it: then
    :func:`luodi.reading.classify.classify_document` tells it by the wording.
    """

    id: str
    text: str
    title: str = ""
    type: DocumentType | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None
    author: str | None = None
    breadcrumb: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """The content's SHA-256: two documents that say the same have the same."""
        return hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()

    def whole(self, part: DocumentPart) -> str:
        """Give what a span of ``part`` is a run of: the text or the title."""
        return self.text if part == "text" else self.title

    def span(self, start: int, end: int, part: DocumentPart = "text") -> Span:
        """Make the span of ``[start, end)``; raises ValueError where it is empty or lies outside the part."""
        whole = self.whole(part)
        if not 0 <= start < end <= len(whole):
            raise ValueError(f"span {start}:{end} lies outside the {part} of document {self.id!r}")
        return Span(start, end, whole[start:end], part)
