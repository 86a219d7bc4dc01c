"""A name where it stands in a text."""

from typing import Literal

from luodi.core.record import record

Kind = Literal["firm", "park", "region", "project", "thing", "office"]


@record
class Name:
    """A name where it stands: ``text[start:end] == words``."""

    start: int
    end: int
    words: str
    kind: Kind
