"""Find sites and parks by what people filter by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from luodi.core.fields import DEALS, KINDS, STATUSES
from luodi.core.text import Text
from luodi_portal.inventory.freshness import in_public, stale_before
from luodi_portal.inventory.models import Park, Site
from luodi_portal.search.lists import with_words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to filter by; None and "" ask for nothing. Areas in m², heights in m, cranes in t, rents in CNY/m² a month.

    ``verified`` asks for offers that were verified by us (``ours``), or of which there was word lately (``fresh``).
    ``public`` leaves out what has left public search. ``unknown`` also finds sites that do not state the figure in question.
    """

    words: str = ""
    place: str = ""
    deal: str = ""
    kind: str = ""
    area_min: float | None = None
    area_max: float | None = None
    height_min: float | None = None
    rent_max: float | None = None
    crane_min: float | None = None
    status: str = ""
    verified: str = ""
    park: str = ""
    public: bool = False
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


def count_sites(rows: QuerySet[Park], *, public: bool) -> QuerySet[Park]:
    """Give parks with ``n_sites``, how many offers stand in each: of those in public search, or of all."""
    return rows.annotate(n_sites=Count("sites", filter=in_public("sites__") if public else None))


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
    if wanted.status:
        said.append(Q(status="" if wanted.status == "unstated" else wanted.status))
    if wanted.park:
        said.append(Q(park=wanted.park))
    said += _by_age(wanted)
    bounds = (
        ("area__gte", wanted.area_min),
        ("least__lte", wanted.area_max),
        ("clear_height_m__gte", wanted.height_min),
        ("rent_cny_m2_month__lte", wanted.rent_max),
        ("crane_t__gte", wanted.crane_min),
    )
    for bound, value in bounds:
        if value is not None:
            said.append(Q(**{bound: value}) | _unstated(bound.rpartition("__")[0], wanted))
    return said


def _by_age(wanted: Wanted) -> Iterator[Q]:
    today = timezone.localdate()
    if wanted.public:
        yield in_public()
    if wanted.verified == "ours":
        yield Q(verified_at__isnull=False)
    elif wanted.verified == "fresh":
        yield Q(fresh_on__gte=stale_before(today)) | Q(synthetic=True)


@dataclass(frozen=True, slots=True)
class Facet:
    """One word that a list can be narrowed by, and how many it would leave."""

    word: str
    label: Text
    count: int


def facets(wanted: Wanted) -> dict[str, tuple[Facet, ...]]:
    """Count, for each word of kind, deal and status, what the list would hold with it instead of another of its sort."""
    asked = {"kind": KINDS, "deal": DEALS, "status": STATUSES}
    rows = find_sites(replace(wanted, kind="", deal="", status="")).order_by()
    alike = list(
        rows.values(*asked).annotate(n=Count("pk"))
    )  # so many are of the very same kinds, deals and status
    facets = {
        sort: [Facet(word, label, _count(alike, wanted, {sort: word})) for word, label in words.items()]
        for sort, words in asked.items()
    }
    return {sort: tuple(facet for facet in some if facet.count) for sort, some in facets.items()}


def _count(alike: Iterable[dict[str, Any]], wanted: Wanted, instead: dict[str, str]) -> int:
    said = {"kind": wanted.kind, "deal": wanted.deal, "status": wanted.status} | instead
    return sum(row["n"] for row in alike if all(_is(row, sort, word, wanted) for sort, word in said.items()))


def _is(row: dict[str, Any], sort: str, word: str, wanted: Wanted) -> bool:
    """Say what :func:`_conditions` asks the database."""
    if sort == "status":
        return not word or row[sort] == ("" if word == "unstated" else word)
    return not word or f"|{word}|" in row[sort] or (wanted.unknown and not row[sort])


def _anywhere(word: str, *columns: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found


def _unstated(column: str, wanted: Wanted) -> Q:
    if not wanted.unknown:
        return Q(pk__in=())
    return Q(**{column: ""}) if column in ("deal", "kind") else Q(**{f"{column}__isnull": True})
