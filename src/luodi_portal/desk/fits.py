"""What fits requirements since their last shortlist: looked through in the background after offers change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from luodi_portal.desk.models import NewFits, Requirement, Shortlist
from luodi_portal.desk.shortlists import Offers, fitting_all, offers
from luodi_portal.intake.jobs import start, waits
from luodi_portal.inventory.convert import values_hash
from luodi_portal.inventory.freshness import in_public
from luodi_portal.inventory.models import Site

KIND = "fits"


def on_inventory(sender: Any, rows: Sequence[Any], **_said: Any) -> None:  # noqa: ARG001 - the signal's
    """Have the requirements looked through once, however many changes come before a worker does it."""
    if rows and not waits(KIND) and Shortlist.objects.exists():
        start(KIND, None)


def asked() -> QuerySet[Requirement]:
    """Give the requirements that were answered: for the others nothing can be new."""
    return Requirement.objects.filter(shortlists__isnull=False).distinct().order_by("pk")


def all_offers() -> dict[bool, Offers]:
    """Give both sorts of offers as they stand, by whether they are the public ones."""
    return {public: offers(public=public) for public in (True, False)}


@dataclass(frozen=True, slots=True)
class Fresh:
    """What fits a requirement and did not when a shortlist of it was made."""

    shortlist: Shortlist
    sites: list[str]


def fresh(rows: Sequence[Requirement], among: dict[bool, Offers]) -> dict[int, Fresh]:
    """Find, by key, what fits each of several requirements now and did not when its last shortlist was made, over the
    same sort of offers; all are matched at once.
    """
    lasts = {row.pk: row.shortlists.filter(wanted=values_hash(row.values)).first() for row in rows}
    found: dict[int, Fresh] = {}
    for offers_now in among.values():
        stale = {pk: last for pk, last in lasts.items() if last and _is_stale(last, offers_now)}
        fitting = fitting_all([row for row in rows if row.pk in stale], offers_now)
        for pk, keys in fitting.items():
            before = frozenset(stale[pk].fitting or ())
            if new := [key for key in keys if key not in before]:
                found[pk] = Fresh(stale[pk], new)
    return found


def _is_stale(last: Shortlist, now: Offers) -> bool:
    """Tell whether a shortlist was made of this sort of offers, and of others than there are now."""
    return last.public == now.public and last.fitting is not None and last.inventory != now.version


def note(row: Requirement, found: Fresh | None) -> None:
    """Keep what is new to a requirement, or that nothing is."""
    if found is None:
        NewFits.objects.filter(requirement=row).delete()
    else:
        NewFits.objects.update_or_create(
            requirement=row, defaults={"shortlist": found.shortlist, "sites": found.sites}
        )


def sites_of(row: Requirement, *, public: bool) -> list[Site]:
    """Give the offers that are new to a requirement; those that are not public only where all may be seen."""
    noted = NewFits.objects.filter(requirement=row).first()
    rows = Site.objects.filter(pk__in=noted.sites if noted else ())
    return list(rows.filter(in_public()) if public else rows)
