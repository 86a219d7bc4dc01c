"""Requirements in and out: read from an enquiry's text, corrected by hand, given to luodi."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from luodi import facts
from luodi.core.errors import LuodiError, Problem
from luodi.core.fields import Value, from_plain, to_plain
from luodi.core.text import Text
from luodi.matching import requirement as wanted
from luodi.reading.read import read_document
from luodi_portal.desk.models import Requirement

NAME_LENGTH = 40
NOT_IN_FORM = ("area_tolerance", "near", "criteria")  # given in files only: a correction leaves them
_ASKS_NOTHING = Problem(
    "",
    Text("读不出任何要求", "nothing that is asked for could be read in it"),
    Text(
        "请写明面积、地点、预算等，或按栏目填写", "name area, place, budget and the like, or fill in fields"
    ),
)


def keep_enquiry(text: str, among: QuerySet[Requirement]) -> Requirement:
    """Read an enquiry that came in today and keep it; raises :class:`LuodiError` where it asks for nothing.

    The same text again gives the requirement that is kept already, if it is one of those ``among`` which the person may see.
    """
    today = timezone.localdate().isoformat()
    reading = read_document(facts.Document(id=_hash(text), text=text, type="requirement", published=today))
    if not reading.fields:
        raise LuodiError(_ASKS_NOTHING)
    return keep_read(reading, among)


def keep_read(reading: facts.Reading, among: QuerySet[Requirement] | None = None) -> Requirement:
    """Keep an enquiry as read; the same text again gives the requirement that is kept already (``among``), as it stands."""
    text = reading.document.text
    rows = Requirement.objects.all() if among is None else among
    kept = rows.filter(text_hash=_hash(text)).order_by("pk").first()
    if kept:
        return kept
    values = {field.name: to_plain(field.value) for field in reading.fields}
    return Requirement.objects.create(
        name=_name(values, text),
        title=reading.document.title,
        text=text,
        text_hash=_hash(text),
        values=values,
        spans={f.name: [f.span.start, f.span.end, f.span.part] for f in reading.fields},
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()


def keep_fields(values: Mapping[str, Value]) -> Requirement:
    """Keep a requirement that was given by its fields."""
    plain = _plain(values)
    return Requirement.objects.create(name=_name(plain, ""), values=plain)


def correct(row: Requirement, values: Mapping[str, Value]) -> None:
    """Put a person's fields in the place of those read; a field that now says something else loses its quote."""
    plain = _plain(values)
    hidden = {name: value for name, value in row.values.items() if name in NOT_IN_FORM}
    row.spans = {name: span for name, span in row.spans.items() if plain.get(name) == row.values.get(name)}
    row.values = plain | hidden
    row.name = _name(plain, row.text)
    row.save()


def requirement_of(row: Requirement) -> wanted.Requirement:
    """Give the requirement as luodi knows it, with the quotes of its fields."""
    return replace(wanted.requirement_from_json(row.values, str(row)), sources=quotes(row))


def quotes(row: Requirement) -> dict[str, str]:
    """Give, by field, the run of the text that says so."""
    return {field.name: field.span.quote for field in reading_of(row).fields}


def reading_of(row: Requirement) -> facts.Reading:
    """Give the enquiry with the fields that still say what was read in it."""
    document = facts.Document(id=row.text_hash, text=row.text, title=row.title, type="requirement")
    spans = {name: document.span(start, end, part) for name, (start, end, part) in row.spans.items()}
    fields = (facts.FieldReading(name, from_plain(row.values[name]), span) for name, span in spans.items())
    return facts.Reading(document, "requirement", fields=tuple(fields))


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: to_plain(value) for name, value in values.items()}


def _name(values: Mapping[str, Any], text: str) -> str:
    """Give what to call it: the firm, else its industry, else how the text begins."""
    words = values.get("company") or values.get("industry") or " ".join(text.split())
    return words if len(words) <= NAME_LENGTH else f"{words[:NAME_LENGTH]}…"
