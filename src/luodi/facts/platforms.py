"""Shared service platforms: which kinds of service a name promises (检测, 中试, P3 laboratories …)."""

import re
from functools import cache
from importlib.resources import files

from luodi.core.text import Text


def platform_types(name: str) -> tuple[str, ...]:
    """Give the kinds of service that a name promises, ``()`` where it names no shared platform.

    >>> platform_types("医疗医药检测研发公共服务平台")
    ('testing', 'research')
    """
    return (
        tuple(key for key, pattern in _patterns().items() if pattern.search(name))
        if _PLACE.search(name)
        else ()
    )


_PLACE = re.compile(r"平台|中心|实验室|基地|[站所院]$|孵化器|加速器|冷库|中央厨房|污水处理厂|集中供热")


@cache
def platform_labels() -> dict[str, Text]:
    """Give the kinds of service with their names, in the order in which they are shown."""
    return {key: Text(zh, en) for key, zh, en, _ in _rows()}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(words, re.IGNORECASE) for key, _, _, words in _rows()}


@cache
def _rows() -> tuple[tuple[str, str, str, str], ...]:
    text = files(__package__).joinpath("data", "platforms.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((key, zh, en, words) for key, zh, en, words in rows)
