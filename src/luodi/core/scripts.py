"""Chinese script: traditional characters to simplified ones, one by one, so that places in a text stay."""

from functools import cache
from importlib.resources import files


def to_simplified(text: str) -> str:
    """Give ``text`` in simplified characters, character by character: its length and offsets are kept."""
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, str]:
    text = files("luodi.core").joinpath("data", "simplified.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {ord(traditional): simplified for traditional, simplified in pairs}
