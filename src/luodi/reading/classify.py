"""Tell a news page, a listing and an enquiry apart, by the stated rules of ``classify.toml``.

Each rule speaks for one type; it counts as often as its wording is found, three times at most, and two more
in the title. The type with the highest score wins; a tie, and a text in which no rule is found, is news.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from luodi.facts.document import Document, DocumentType

_WINDOW = 4_000  # characters of the text that are looked at: the beginning says what it is
_MOST = 3
_IN_TITLE = 2


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What a wording says of a document's type, and why."""

    type: DocumentType
    weight: float
    why: str
    pattern: re.Pattern[str]


@cache
def type_rules() -> tuple[TypeRule, ...]:
    """Load the rules."""
    data = tomllib.loads(files(__package__).joinpath("classify.toml").read_text(encoding="utf-8"))
    return tuple(
        TypeRule(
            row["type"],
            row["weight"],
            row["why"],
            re.compile(row["pattern"].replace("PREMISES", data["premises"]), re.IGNORECASE),
        )
        for row in data["rule"]
    )


def classify_document(document: Document) -> DocumentType:
    """Tell what a document is; a type that it already has stands."""
    if document.type is not None:
        return document.type
    scores = score_types(document)
    return max(scores, key=lambda type_: (scores[type_], type_ == "news"))


def score_types(document: Document) -> dict[DocumentType, float]:
    """Give the score of each type."""
    scores: dict[DocumentType, float] = {"news": 0.0, "listing": 0.0, "requirement": 0.0}
    text = document.text[:_WINDOW]
    for rule in type_rules():
        found = sum(1 for _ in zip(range(_MOST), rule.pattern.finditer(text), strict=False))
        found += _IN_TITLE * bool(rule.pattern.search(document.title))
        scores[rule.type] += rule.weight * found
    return scores


def explain_type(document: Document) -> list[tuple[TypeRule, str]]:
    """Give each rule that spoke, with the first words that it found."""
    whole = f"{document.title}\n{document.text[:_WINDOW]}"
    found = ((rule, rule.pattern.search(whole)) for rule in type_rules())
    return [(rule, match.group()) for rule, match in found if match]
