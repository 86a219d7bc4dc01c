"""The annotated texts: the project's own, and those beside the repository where they are there."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luodi.facts import Document, DocumentType, Fact

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT / "tests" / "reading"  # corpus/ may be looked at, the other folders hold what is kept unread
DEV = ROOT.parent / "shared" / "gold" / "dev"


@dataclass(frozen=True, slots=True)
class Gold:
    """A document and what careful people read in it: the facts of news, the fields of a post or an enquiry."""

    document: Document
    type: DocumentType
    facts: tuple[Fact, ...] = field(default=(), repr=False)
    fields: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated documents of one file, or of one part of it (``corpus/premises aside``).

    Its documents are not in its repr: a failing test must not show what is held out.
    """

    name: str
    docs: tuple[Gold, ...] = field(repr=False)
    fingerprint: str

    @property
    def types(self) -> tuple[DocumentType, ...]:
        """Give the types of its documents."""
        return tuple(sorted({doc.type for doc in self.docs}))


def own_corpora() -> tuple[Corpus, ...]:
    """Load the project's own corpora, in the order of their names."""
    return tuple(corpus for path in sorted(CORPORA.glob("*/*.jsonl")) for corpus in load(path))


def dev_corpora() -> tuple[Corpus, ...]:
    """Load the texts of ../shared/gold/dev; none where they are not there."""
    return tuple(corpus for path in sorted(DEV.glob("*.jsonl")) for corpus in load(path))


def load(path: Path) -> Iterator[Corpus]:
    """Load a file of annotated documents, one a line; one corpus for each ``part`` that its lines name."""
    parts: dict[str, list[dict[str, Any]]] = {}
    with path.open(encoding="utf-8") as lines:
        for row in (json.loads(line) for line in lines if line.strip()):
            parts.setdefault(row.get("part", ""), []).append(row)
    name = f"{path.parent.name}/{path.stem}"
    for part, rows in parts.items():
        yield Corpus(f"{name} {part}".strip(), tuple(map(parse, rows)), fingerprint(rows))


def fingerprint(rows: list[dict[str, Any]]) -> str:
    """Give the first 16 digits of the SHA-256 of documents and annotation, whatever their order."""
    lines = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def parse(row: dict[str, Any]) -> Gold:
    """Parse one annotated document."""
    type_: DocumentType = row["type"]
    document = Document(row["id"], row["text"], row["title"] or "", type_, row["published"])
    if type_ == "news":
        return Gold(document, type_, facts=tuple(_fact(document, fact) for fact in row["facts"]))
    return Gold(document, type_, fields=row[type_])


def _fact(document: Document, row: dict[str, Any]) -> Fact:
    start = document.text.find(row["quote"])
    if start < 0:
        raise ValueError(f"{document.id}: the quote {row['quote']!r} is not in the text")
    return Fact(
        kind=row["kind"],
        subject=row["subject"],
        span=document.span(start, start + len(row["quote"])),
        value=row.get("value"),
        unit=row.get("unit"),
        object=row.get("object"),
        date=row.get("date"),
        period=row.get("period"),
        previous=row.get("previous"),
        text=row.get("text"),
        approx=row.get("approx") or "exact",
        expected=bool(row.get("expected")),
        investors=tuple(row.get("investors") or ()),
    )
