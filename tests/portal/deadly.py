"""A reader that some documents end, for processes that know nothing of Django."""

import os
from collections.abc import Sequence

from luodi.facts import Document
from luodi_portal.intake.readers import Read, read_all


def read_or_die(documents: Sequence[Document]) -> Read:
    """Read, unless one of the documents is deadly."""
    if any("致命" in document.text for document in documents):
        os._exit(9)
    return read_all(documents)


def die(documents: Sequence[Document]) -> Read:
    """End the process, whatever there is to read."""
    os._exit(9)
