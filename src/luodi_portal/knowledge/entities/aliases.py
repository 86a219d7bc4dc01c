"""What else a document calls an entity: the short form that it announces (以下简称), and a firm's name without place and form."""

import re
from collections.abc import Iterator

from luodi.reading.names import is_place
from luodi.reading.names.known import COMMON, core

_LEAST_CORE = 3
_ANNOUNCED = re.compile(
    r"[（(][^（()）]{0,12}?(?:简称|下称|又称|亦称|又名)为?[:：]?\s*[“‘\"「]?([^”’\"」，；,;（）()：:]{2,16})[”’\"」]?[^（()）]{0,12}[）)]"
)


def aliases_of(name: str, kind: str, text: str) -> Iterator[str]:
    """Give the other names of ``name`` in a text that holds it: announced ones, and the core where it stands alone."""
    found = dict.fromkeys([*_announced(name, text), *_core(name, kind, text)])
    yield from (alias for alias in found if alias != name and alias not in COMMON and not is_place(alias))


def _announced(name: str, text: str) -> Iterator[str]:
    """Give what stands in the bracket right behind the name."""
    at = text.find(name)
    while at >= 0:
        behind = at + len(name)
        if text[behind : behind + 1] in ("（", "(") and (said := _ANNOUNCED.match(text, behind)):
            yield said[1].strip()
        at = text.find(name, behind)


def _core(name: str, kind: str, text: str) -> Iterator[str]:
    """Give what tells a firm's name from others, where the text uses it by itself too."""
    short = core(name) if kind == "firm" else name
    if _LEAST_CORE <= len(short) < len(name) and text.count(short) > text.count(name):
        yield short
