"""How the corpus of listings and enquiries is scored: a field is right or not, as its annotation guide says."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any

from luodi.core.fields import to_plain
from luodi.facts import Document
from luodi.reading.listing import read_listing
from luodi.reading.requirement import read_requirement

READERS = {"listing": read_listing, "requirement": read_requirement}


def f1(docs: list[dict[str, Any]], kind: str) -> float:
    """F1 over all fields of all documents of one type."""
    right = read = wanted = 0
    for doc in docs:
        if doc["type"] != kind:
            continue
        document = Document(doc["id"], doc["text"], doc["title"] or "", kind, doc["published"])
        found = {field.name: to_plain(field.value) for field in READERS[kind](document)}
        right += sum(name in found and same(value, found[name]) for name, value in doc[kind].items())
        read += len(found)
        wanted += len(doc[kind])
    return 2 * right / (read + wanted)


def same(gold: Any, read: Any) -> bool:
    """Numbers within 0.5 %, lists as sets, strings equal, one holding the other, or alike by 0.8."""
    if isinstance(gold, list) or isinstance(read, list):
        a = gold if isinstance(gold, list) else [gold]
        b = read if isinstance(read, list) else [read]
        return len(a) == len(b) and all(any(same(x, y) for y in b) for x in a)
    if isinstance(gold, bool) or isinstance(read, bool):
        return gold is read
    if isinstance(gold, int | float) and isinstance(read, int | float):
        return abs(gold - read) <= 0.005 * max(abs(gold), abs(read)) + 1e-9
    return _alike(_fold(str(gold)), _fold(str(read)))


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    held = short != "" and short in long and 2 * len(short) >= len(long)
    return a == b or held or SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.8


def _fold(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).lower())
