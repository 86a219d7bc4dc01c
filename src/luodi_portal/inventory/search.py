"""Find sites and parks by what people filter by."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from luodi_portal.inventory.models import Park, Site
from luodi_portal.search.lists import with_words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to filter by; None and "" ask for nothing. Areas in m², heights in m, rents in CNY/m² a month.

    ``unknown`` also finds sites that do not state the figure in question.
    """

    words: str = ""
    place: str = ""
    deal: str = ""
    kind: str = ""
    area_min: float | None = None
    area_max: float | None = None
    height_min: float | None = None
    rent_max: float | None = None
    unknown: bool = False


def find_sites(wanted: Wanted) -> QuerySet[Site]:
    """Find the sites; of an offer that can be divided, some part must have the wanted area."""
    rows = Site.objects.select_related("park", "document").annotate(
        area=Coalesce("floor_area_m2", "land_area_m2"),
        least=Coalesce("min_area_m2", "floor_area_m2", "land_area_m2"),
    )
    for condition in _conditions(wanted):
        rows = rows.filter(condition)
    return with_words(rows, wanted.words, "site")


def find_parks(words: str) -> QuerySet[Park]:
    """Find the parks that a search for the words finds."""
    return with_words(Park.objects.all(), words, "park")


def _conditions(wanted: Wanted) -> list[Q]:
    said: list[Q] = []
    if wanted.place:
        said.append(_anywhere(wanted.place, "province", "city", "district", "place", "park__name"))
    for column, word in (("deal", wanted.deal), ("kind", wanted.kind)):
        if word:
            said.append(Q(**{f"{column}__contains": f"|{word}|"}) | _unstated(column, wanted))
    bounds = (
        ("area__gte", wanted.area_min),
        ("least__lte", wanted.area_max),
        ("clear_height_m__gte", wanted.height_min),
        ("rent_cny_m2_month__lte", wanted.rent_max),
    )
    for bound, value in bounds:
        if value is not None:
            said.append(Q(**{bound: value}) | _unstated(bound.rpartition("__")[0], wanted))
    return said


def _anywhere(word: str, *columns: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found


def _unstated(column: str, wanted: Wanted) -> Q:
    if not wanted.unknown:
        return Q(pk__in=())
    return Q(**{column: ""}) if column in ("deal", "kind") else Q(**{f"{column}__isnull": True})
