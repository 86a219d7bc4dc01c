"""Match a requirement against the inventory as it stands, and keep what was answered."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from luodi.core.errors import LuodiError
from luodi.matching.answer import Answer
from luodi.matching.changes import Changes, compare
from luodi.matching.criteria import derive_criteria
from luodi.matching.engine import candidates, in_columns, match, rank_many
from luodi.matching.requirement import Criterion
from luodi.matching.requirement import Requirement as Wanted
from luodi.matching.robustness import Options, Robustness, robustness
from luodi.matching.stability import WeightInterval, weight_intervals
from luodi.sites.park import Park
from luodi.sites.site import Site
from luodi_portal.desk.models import NewFits, Requirement, Shortlist
from luodi_portal.desk.requirements import requirement_of
from luodi_portal.inventory import models as inventory
from luodi_portal.inventory.convert import park_of, site_of, values_hash
from luodi_portal.inventory.freshness import in_public
from luodi_portal.inventory.keep import current_version

if TYPE_CHECKING:
    from luodi.sites.columns.table import SiteTable

TOP = 20
MOST_KEPT = 20
Weights = tuple[float, ...]
"""A person's own weights, in the order of the criteria; empty: those of the requirement."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Which offers are matched: what public search shows on that day, or all; ``version`` is that of exactly those."""

    public: bool
    day: date
    version: str


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How the list holds: over all weights, and how far each weight may move."""

    robustness: Robustness
    intervals: tuple[WeightInterval, ...]


def criteria_of(row: Requirement) -> tuple[Criterion, ...]:
    """Give the requirement's criteria, or those that luodi derives from it."""
    wanted = requirement_of(row)
    return wanted.criteria or derive_criteria(wanted)


def offers(*, public: bool) -> Offers:
    """Give what is matched today: what public search shows, or, for who keeps the inventory, all."""
    return Offers(public, timezone.localdate(), current_version(public=public))


def answer_to(row: Requirement, among: Offers, weights: Weights = ()) -> Answer:
    """Match against the offers as they stand; nothing is worked out twice while nothing has changed."""
    return _answer(row.pk, _wanted_version(row), among, weights)


def steadiness(row: Requirement, among: Offers, weights: Weights = ()) -> Steadiness:
    """Reckon how the list holds; kept like the answer."""
    return _steadiness(row.pk, _wanted_version(row), among, weights)


def fitting(row: Requirement, among: Offers) -> tuple[str, ...]:
    """Give the ids of all offers that fit."""
    return _fitting(row.pk, _wanted_version(row), among)


def fitting_all(rows: Iterable[Requirement], among: Offers) -> dict[int, tuple[str, ...]]:
    """Give, by key, the ids of all offers that fit each of several requirements, all matched at once; one that contradicts
    itself is left out: its own page says how.
    """
    wanted: dict[int, Wanted] = {}
    for row in rows:
        with contextlib.suppress(LuodiError):
            wanted[row.pk] = requirement_of(row)
    lists = rank_many(list(wanted.values()), *_inventory(among), top=0)
    return {pk: tuple(key for key, _ in ranked.first) for pk, ranked in zip(wanted, lists, strict=True)}


def _wanted_version(row: Requirement) -> str:
    return values_hash({"values": row.values, "spans": row.spans, "text": row.text_hash})


@lru_cache(maxsize=32)
def _answer(pk: int, _wanted: str, among: Offers, weights: Weights) -> Answer:
    return match(_weighted(pk, weights), *_inventory(among), top=TOP)


@lru_cache(maxsize=32)
def _steadiness(pk: int, _wanted: str, among: Offers, weights: Weights) -> Steadiness:
    given = candidates(_weighted(pk, weights), *_inventory(among))
    return Steadiness(robustness(given, Options(draws=2_000)), weight_intervals(given))


@lru_cache(maxsize=256)
def _fitting(pk: int, _wanted: str, among: Offers) -> tuple[str, ...]:
    found = candidates(_weighted(pk, ()), *_inventory(among))
    return tuple(found.id_of(row) for row in range(len(found.values)))


def _weighted(pk: int, weights: Weights) -> Wanted:
    row = Requirement.objects.get(pk=pk)
    wanted = requirement_of(row)
    if not weights:
        return wanted
    criteria = zip(criteria_of(row), weights, strict=True)
    return replace(wanted, criteria=tuple(replace(c, weight=weight) for c, weight in criteria))


@lru_cache(maxsize=2)  # public and all
def _inventory(among: Offers) -> tuple["Sequence[Site] | SiteTable", list[Park]]:
    """Give the offers, in columns where they are many: they are built once for all requirements."""
    rows = inventory.Site.objects.filter(in_public()) if among.public else inventory.Site.objects.all()
    parks = [park_of(park) for park in inventory.Park.objects.all()]
    return in_columns([site_of(row) for row in rows], parks), parks


def keep_answer(row: Requirement, among: Offers) -> Shortlist:
    """Keep the answer under the version of the requirement and of the offers that it was made from.

    What was answered to both before is not kept twice: it counts as made now, and stands first. Nothing is new beside it.
    """
    shortlist, created = Shortlist.objects.get_or_create(
        requirement=row,
        wanted=values_hash(row.values),
        inventory=among.version,
        public=among.public,
        defaults={"answer": answer_to(row, among).to_json(), "fitting": fitting(row, among)},
    )
    if not created:
        shortlist.made = timezone.now()
        shortlist.save(update_fields=["made"])
    NewFits.objects.filter(requirement=row).delete()
    return shortlist


def kept_for(row: Requirement, among: Offers) -> QuerySet[Shortlist]:
    """Give the kept shortlists, newest first; who sees only public offers sees only those made of them."""
    return row.shortlists.filter(public=True) if among.public else row.shortlists.all()


def last_kept(row: Requirement, among: Offers) -> Shortlist | None:
    """Find the last answer over the same sort of offers that was kept to the requirement as it now is."""
    return row.shortlists.filter(wanted=values_hash(row.values), public=among.public).first()


def changes_since(kept: Shortlist, answer: Answer) -> Changes:
    """Give what changed since an answer that was kept, to whatever was then asked."""
    return compare(kept.answer, answer.to_json(), answer.excluded)


def history(row: Requirement, among: Offers) -> Iterator[tuple[Shortlist, Changes | None]]:
    """Give the kept shortlists, newest first, each with what changed from the one before it over the same sort of offers."""
    kept = list(kept_for(row, among)[: MOST_KEPT + 1])
    for number, later in enumerate(kept[:MOST_KEPT], 1):
        earlier = next((each for each in kept[number:] if each.public == later.public), None)
        yield later, compare(earlier.answer, later.answer) if earlier else None
