"""The facts that a short text tells, for tables of cases."""

from luodi.facts import Document, Fact
from luodi.reading.read import read_document

Told = set[tuple[str, float | None, str | None]]


def facts_of(text: str, *kinds: str, title: str = "", published: str = "2024-06-10") -> list[Fact]:
    """Give the facts of some kinds (none named: of all) that a text of news tells."""
    document = Document(id="told", text=text, title=title, type="news", published=published)
    return [fact for fact in read_document(document).facts if not kinds or fact.kind in kinds]


def told(text: str, kind: str, *, title: str = "") -> Told:
    """Give subject, value and object of the facts of a kind."""
    return {(fact.subject, fact.value, fact.object) for fact in facts_of(text, kind, title=title)}


def pairs(text: str, kind: str, published: str = "2024-06-10") -> set[tuple[str, str | None]]:
    """Give subject and object of the facts of a kind."""
    return {(fact.subject, fact.object) for fact in facts_of(text, kind, published=published)}
