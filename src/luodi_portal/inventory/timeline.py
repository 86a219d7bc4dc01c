"""What happened to a row, the newest first: which fields changed, who changed them, when and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luodi_portal.inventory.models import Site, history_of

NOT_SHOWN = {"id", "sources", "synthetic"}


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that changed; None is unknown."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Event:
    """One change: of fields, or a verification, or that the offer was taken in (``first``)."""

    at: datetime
    by: str
    why: str
    changes: tuple[Changed, ...]
    verified: bool
    first: bool


def events(row: Site) -> list[Event]:
    """Give all that happened to an offer."""
    records = list(history_of(row))
    return [event for event in _events(records) if event.first or event.changes or event.verified]


def status_events(row: Site) -> list[Event]:
    """Give what everybody may know: when the status changed, and when it was verified; not who, nor why."""
    said = []
    for event in events(row):
        changes = tuple(change for change in event.changes if change.name == "status")
        if changes or event.verified or event.first:
            said.append(Event(event.at, "", "", changes, event.verified, event.first))
    return said


def _events(records: Sequence[Any]) -> Iterator[Event]:
    for record, before in zip(records, [*records[1:], None], strict=True):
        verified = record.verified_at is not None and (
            before is None or record.verified_at != before.verified_at
        )
        yield Event(
            record.history_date,
            str(record.history_user or ""),
            record.history_change_reason or "",
            tuple(_changes(before.values, record.values)) if before else (),
            verified,
            before is None,
        )


def _changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Changed]:
    for name in dict.fromkeys((*new, *old)):
        if name not in NOT_SHOWN and old.get(name) != new.get(name):
            yield Changed(name, old.get(name), new.get(name))
