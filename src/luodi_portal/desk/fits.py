"""What fits requirements since their last shortlist: looked through in the background after offers change."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from luodi.core.errors import LuodiError
from luodi_portal.desk.models import NewFits, Requirement, Shortlist
from luodi_portal.desk.shortlists import Offers, fitting, offers
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


def look_for(row: Requirement, among: dict[bool, Offers]) -> int:
    """Note what fits now and did not when the last shortlist was made, over the same sort of offers; give how many."""
    last = row.shortlists.filter(wanted=values_hash(row.values)).first()
    new = _new(row, last, among[last.public]) if last else []
    if last is None or not new:
        NewFits.objects.filter(requirement=row).delete()
        return 0
    NewFits.objects.update_or_create(requirement=row, defaults={"shortlist": last, "sites": new})
    return len(new)


def _new(row: Requirement, last: Shortlist, among: Offers) -> list[str]:
    if last.fitting is None or last.inventory == among.version:
        return []
    before = frozenset(last.fitting)
    try:
        return [key for key in fitting(row, among) if key not in before]
    except LuodiError:  # it contradicts itself: its own page says how
        return []


def sites_of(row: Requirement, *, public: bool) -> list[Site]:
    """Give the offers that are new to a requirement; those that are not public only where all may be seen."""
    noted = NewFits.objects.filter(requirement=row).first()
    rows = Site.objects.filter(pk__in=noted.sites if noted else ())
    return list(rows.filter(in_public()) if public else rows)
