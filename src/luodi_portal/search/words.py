"""Which tokens of an entry are indexed, and in which of the index's two columns."""

from luodi_portal.search.models import Entry
from luodi_portal.search.tokens import tokens


def title_words(entry: Entry) -> list[str]:
    """Give the tokens of the title, and the first letters of its names."""
    return [*tokens(entry.title), *(mark for mark in entry.marks.split() if mark.startswith("i="))]


def text_words(entry: Entry) -> list[str]:
    """Give the tokens of the text, the figures, and what results are narrowed by."""
    figures = (mark for mark in entry.marks.split() if not mark.startswith("i="))
    return [*tokens(entry.text), *figures, *entry.facets.split()]
