"""What elements and their names say, from ``elements.toml``."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_SPLIT_NAME = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class NameSays:
    """Whether an element's id and classes say that it holds the content, the page's own, the breadcrumb."""

    content: bool
    aside: bool
    crumbs: bool


@cache
def tags(group: str) -> frozenset[str]:
    """Give the tags of a group."""
    return frozenset(_table()["tags"][group].split())


@lru_cache(maxsize=4096)
def what_names_say(names: str) -> NameSays:
    """Read the words of an element's id and classes: aside outweighs content, content outweighs margin."""
    words = {word.lower() for word in _SPLIT_NAME.split(names)}
    content, aside, margin, crumbs = (
        not words.isdisjoint(_words(group)) for group in ("content", "aside", "margin", "crumbs")
    )
    return NameSays(content and not aside, aside or (margin and not content), crumbs)


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(_table()["names"][group].split())


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("elements.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
