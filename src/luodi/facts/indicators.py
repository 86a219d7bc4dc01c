"""What a region's indicators are called: the trade has several names for one (GDP, 生产总值)."""

from functools import cache
from importlib.resources import files

from luodi.core.scripts import to_simplified


def indicator_name(words: str) -> str:
    """Give the one name of an indicator; a name that is not known is its own.

    >>> indicator_name("GDP")
    '地区生产总值'
    """
    plain = to_simplified(words)
    return _names().get(plain.lower(), plain)


@cache
def _names() -> dict[str, str]:
    text = files(__package__).joinpath("data", "indicators.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {alias.lower(): name for name, *aliases in rows for alias in (name, *aliases)}
