"""How old an offer's last word is: fresh, stale after a month, gone from public search after three.

The last word is ours (a verification), or its author's day, or, where neither is known, the day on which it was taken in.
An offer that is invented does not age.
"""

from datetime import date, timedelta
from typing import Literal, TypeAlias

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

Freshness: TypeAlias = Literal["fresh", "stale", "gone"]


def freshness(fresh_on: date, today: date, *, invented: bool = False) -> Freshness:
    """Tell it from the last day on which anybody stood by the offer."""
    if invented or fresh_on >= stale_before(today):
        return "fresh"
    return "stale" if fresh_on >= public_since(today) else "gone"


def stale_before(today: date) -> date:
    """Give the first day of those whose offers are not stale."""
    return today - timedelta(days=settings.OFFER_STALE_DAYS)


def public_since(today: date) -> date:
    """Give the first day of those whose offers public search shows."""
    return today - timedelta(days=settings.OFFER_PUBLIC_DAYS)


def in_public(of: str = "") -> Q:
    """Tell the offers that public search shows today; ``of`` leads to them from other rows, as in ``sites__``."""
    first = public_since(timezone.localdate())
    return Q(**{f"{of}fresh_on__gte": first}) | Q(**{f"{of}synthetic": True})


def last_word(stated_on: date | None, verified_on: date | None, taken_in: date) -> date:
    """Give the last day on which anybody stood by the offer."""
    return max((day for day in (stated_on, verified_on) if day), default=taken_in)


def first_day(iso: str | None) -> date | None:
    """Give the first day of an ISO date that may be to the month or the year; None where there is none."""
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    return date(*parts, *[1] * (3 - len(parts)))
