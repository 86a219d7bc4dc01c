"""The versions of an article: what changed from one to the next, and going back to one."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.editorial.models import STATE_LABELS, Article, State
from luodi_portal.editorial.publishing import REVERT, WHYS, save

MOST_LETTERS = 3_000
"""Letters that are compared one by one; longer texts are compared by sentences."""
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of a text: as before (``same``), gone (``out``) or new (``in``)."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version: who made it, when, by which step."""

    key: int
    at: datetime
    by: str
    why: Text
    state: Text


def versions(article: Article) -> list[Version]:
    """Give all versions, newest first."""
    return [_version(row) for row in _rows(article).select_related("history_user")]


def compared(article: Article, key: int) -> tuple[Version, tuple[Change, ...], tuple[Change, ...]] | None:
    """Give a version with what it changed in title and text since the one before; None where there is no such one."""
    row = _rows(article).select_related("history_user").filter(history_id=key).first()
    if row is None:
        return None
    before = _rows(article).filter(history_date__lte=row.history_date).exclude(history_id=key).first()
    old_title, old_body = (before.title, before.body) if before else ("", "")
    return _version(row), tuple(changes(old_title, row.title)), tuple(changes(old_body, row.body))


def revert(article: Article, key: int, by: User) -> bool:
    """Take title and text from a version; it becomes the newest one, and nothing is lost. False where there is none."""
    old = _rows(article).filter(history_id=key).first()
    if old is None:
        return False
    article.title, article.body = old.title, old.body
    save(article, by, REVERT)
    return True


def _rows(article: Article) -> Any:
    return article.history.order_by("-history_date", "-history_id")


def _version(row: Any) -> Version:
    by, why = str(row.history_user or ""), WHYS.get(row.history_change_reason or "", Text("", ""))
    return Version(row.history_id, row.history_date, by, why, STATE_LABELS[State(row.state)])


def changes(before: str, after: str) -> Iterator[Change]:
    """Compare two texts letter by letter; long ones by sentences."""
    by_letters = max(len(before), len(after)) <= MOST_LETTERS
    old, new = (list(text) if by_letters else _SENTENCE.findall(text) for text in (before, after))
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Change("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Change("out", "".join(old[a:b]))
        if d > c:
            yield Change("in", "".join(new[c:d]))
