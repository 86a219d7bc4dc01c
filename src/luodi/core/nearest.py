"""What a word that is not known was probably meant to be."""

import difflib
from collections.abc import Sequence

from luodi.core.text import Text


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Find the known word that ``word`` was probably meant to be."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return close[0] if close else None


def suggestion(word: str, known: Sequence[str]) -> Text:
    """Ask whether the nearest known word was meant, or else name all."""
    if close := nearest(word, known):
        return Text(f"是不是 {close}？", f"did you mean {close}?")
    return Text(f"可用：{', '.join(known)}", f"known: {', '.join(known)}")
