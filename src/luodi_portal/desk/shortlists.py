"""Match a requirement against the inventory as it stands, and keep what was answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils import timezone

from luodi.matching.answer import Answer
from luodi.matching.changes import Changes, compare
from luodi.matching.criteria import derive_criteria
from luodi.matching.engine import candidates, in_columns, match
from luodi.matching.requirement import Criterion
from luodi.matching.requirement import Requirement as Wanted
from luodi.matching.robustness import Options, Robustness, robustness
from luodi.matching.stability import WeightInterval, weight_intervals
from luodi.sites.park import Park
from luodi.sites.site import Site
from luodi_portal.desk.models import Requirement, Shortlist
from luodi_portal.desk.requirements import requirement_of
from luodi_portal.inventory import models as inventory
from luodi_portal.inventory.convert import park_of, site_of, values_hash
from luodi_portal.inventory.keep import current_version

if TYPE_CHECKING:
    from luodi.sites.columns.table import SiteTable

TOP = 20
MOST_KEPT = 20
Weights = tuple[float, ...]
"""A person's own weights, in the order of the criteria; empty: those of the requirement."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How the list holds: over all weights, and how far each weight may move."""

    robustness: Robustness
    intervals: tuple[WeightInterval, ...]


def criteria_of(row: Requirement) -> tuple[Criterion, ...]:
    """Give the requirement's criteria, or those that luodi derives from it."""
    wanted = requirement_of(row)
    return wanted.criteria or derive_criteria(wanted)


def answer_to(row: Requirement, weights: Weights = ()) -> Answer:
    """Match against the inventory as it stands; nothing is worked out twice while nothing has changed."""
    return _answer(row.pk, _wanted_version(row), current_version(), weights)


def steadiness(row: Requirement, weights: Weights = ()) -> Steadiness:
    """Reckon how the list holds; kept like the answer."""
    return _steadiness(row.pk, _wanted_version(row), current_version(), weights)


def _wanted_version(row: Requirement) -> str:
    return values_hash({"values": row.values, "spans": row.spans, "text": row.text_hash})


@lru_cache(maxsize=32)
def _answer(pk: int, _wanted: str, version: str, weights: Weights) -> Answer:
    return match(_weighted(pk, weights), *_inventory(version), top=TOP)


@lru_cache(maxsize=32)
def _steadiness(pk: int, _wanted: str, version: str, weights: Weights) -> Steadiness:
    given = candidates(_weighted(pk, weights), *_inventory(version))
    return Steadiness(robustness(given, Options(draws=2_000)), weight_intervals(given))


@lru_cache(maxsize=256)
def _fitting(pk: int, _wanted: str, version: str) -> tuple[str, ...]:
    found = candidates(_weighted(pk, ()), *_inventory(version))
    return tuple(found.id_of(row) for row in range(len(found.values)))


def _weighted(pk: int, weights: Weights) -> Wanted:
    row = Requirement.objects.get(pk=pk)
    wanted = requirement_of(row)
    if not weights:
        return wanted
    criteria = zip(criteria_of(row), weights, strict=True)
    return replace(wanted, criteria=tuple(replace(c, weight=weight) for c, weight in criteria))


@lru_cache(maxsize=1)
def _inventory(_version: str) -> tuple["Sequence[Site] | SiteTable", list[Park]]:
    """Give the inventory, in columns where it is large: they are built once for all requirements."""
    sites = [site_of(site) for site in inventory.Site.objects.all()]
    parks = [park_of(park) for park in inventory.Park.objects.all()]
    return in_columns(sites, parks), parks


def keep_answer(row: Requirement, answer: Answer) -> Shortlist:
    """Keep the answer under the version of the requirement and of the inventory that it was made from.

    What was answered to both before is not kept twice: it counts as made now, and stands first.
    """
    version = current_version()
    shortlist, created = Shortlist.objects.get_or_create(
        requirement=row,
        wanted=values_hash(row.values),
        inventory=version,
        defaults={"answer": answer.to_json(), "fitting": _fitting(row.pk, _wanted_version(row), version)},
    )
    if not created:
        shortlist.made = timezone.now()
        shortlist.save(update_fields=["made"])
    return shortlist


def last_kept(row: Requirement) -> Shortlist | None:
    """Find the last answer that was kept to the requirement as it now is."""
    return row.shortlists.filter(wanted=values_hash(row.values)).first()


def new_fits(row: Requirement, version: str) -> tuple[Shortlist, tuple[str, ...]] | None:
    """Give the last shortlist and the ids of the sites that fit now and did not then; None where there is none such.

    ``version`` is the inventory's as it stands. Where it is as it was, nothing is reckoned.
    """
    kept = last_kept(row)
    if kept is None or kept.fitting is None or kept.inventory == version:
        return None
    before = frozenset(kept.fitting)
    new = tuple(key for key in _fitting(row.pk, _wanted_version(row), version) if key not in before)
    return (kept, new) if new else None


def changes_since(row: Requirement, answer: Answer) -> Changes | None:
    """Give what changed since the last answer that was kept, to whatever was then asked."""
    kept = row.shortlists.first()
    return compare(kept.answer, answer.to_json(), answer.excluded) if kept else None


def history(row: Requirement) -> Iterator[tuple[Shortlist, Changes | None]]:
    """Give the kept shortlists, newest first, each with what changed from the one before it."""
    kept = list(row.shortlists.all()[: MOST_KEPT + 1])
    for later, earlier in pairwise(kept):
        yield later, compare(earlier.answer, later.answer)
    if 0 < len(kept) <= MOST_KEPT:
        yield kept[-1], None
