"""The lists of news: all of it, or what is on a topic, of a place, of an industry, of a park."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from luodi.core.text import Text
from luodi.matching.industries import division_name
from luodi.reading.names.places import leading_place
from luodi.reading.wording import KINDS
from luodi_portal.inventory.models import Park
from luodi_portal.search.index import Wanted
from luodi_portal.search.query import Phrase, Query, Word
from luodi_portal.search.sources import place_names
from luodi_portal.search.tokens import fold, runs

FEWEST_LETTERS = 4
"""Letters of a park's name that are left without its place, for the short form to be looked for too."""


@dataclass(frozen=True, slots=True)
class Section:
    """One list: ``by`` and ``value`` are its address (both "" for all news), ``label`` what it is called."""

    by: str
    value: str
    label: Text
    query: Query = ()
    facets: tuple[str, ...] = ()

    @property
    def wanted(self) -> Wanted:
        """Give what the index is asked for."""
        return Wanted("news", self.query, self.facets)

    def get_absolute_url(self) -> str:
        """Give the address of the list."""
        return reverse("news-section", args=[self.by, self.value]) if self.by else reverse("news")

    @property
    def feed(self) -> str:
        """Give the address of its feed."""
        return f"{self.get_absolute_url()}feed/"


ALL = Section("", "", Text("新闻", "News"))


def find_section(by: str, value: str) -> Section | None:
    """Find the list of a topic, a place, an industry or a park; None where there is no such one."""
    return _MAKERS[by](value) if by in _MAKERS else None


def get_section(by: str, value: str) -> Section:
    """Get the list of an address; there is nothing (404) at one that names none."""
    section = find_section(by, value)
    if section is None:
        raise Http404
    return section


def _topic(value: str) -> Section | None:
    return Section("topic", value, KINDS[value], facets=(f"t={value}",)) if value in KINDS else None


def _place(value: str) -> Section | None:
    name = place_names().get(value)
    return Section("place", value, Text(name, name), facets=(f"p={value}",)) if name else None


def _industry(value: str) -> Section | None:
    name = division_name(value)
    return Section("industry", value, Text(name, name), facets=(f"d={value}",)) if name else None


def _park(value: str) -> Section | None:
    park = Park.objects.filter(pk=value).first()
    if park is None or not park.name:
        return None
    return Section("park", value, Text(park.name, park.name), query=named(park.name))


_MAKERS: dict[str, Callable[[str], Section | None]] = {
    "topic": _topic,
    "place": _place,
    "industry": _industry,
    "park": _park,
}


def named(name: str) -> Query:
    """Ask for a name, or for it without the place that it begins with (青岛市精密仪器产业园)."""
    place = leading_place(name)
    rest = name.removeprefix(place)
    spellings = [name, rest] if place and len(rest) >= FEWEST_LETTERS else [name]
    ways = tuple((Phrase(tuple(runs(fold(each)))),) for each in spellings if runs(fold(each)))
    return (Word(name, ways),) if ways else ()
