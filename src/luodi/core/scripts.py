"""Chinese script: traditional characters to simplified ones, one by one, so that places in a text stay."""

from functools import cache
from importlib.resources import files


def to_simplified(text: str) -> str:
    """Give ``text`` in simplified characters, character by character: its length and offsets are kept."""
    return text if text.isascii() else text.translate(simplified_forms())


@cache
def simplified_forms() -> dict[int, str]:
    """Give the simplified form of each traditional character, as :meth:`str.translate` takes them."""
    text = files("luodi.core").joinpath("data", "simplified.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {ord(traditional): simplified for traditional, simplified in pairs}
