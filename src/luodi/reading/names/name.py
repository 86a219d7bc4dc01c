"""A name where it stands in a text."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["firm", "park", "region", "project", "thing", "office"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands: ``text[start:end] == words``."""

    start: int
    end: int
    words: str
    kind: Kind
