"""A park of the inventory and what documents know of it: joined by name and place."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from luodi.facts.naming import NameForm, parse_name
from luodi_portal.inventory.models import Park
from luodi_portal.knowledge.entities.pairs import join_namesakes
from luodi_portal.knowledge.entities.resolve import Wanted, keep_entities


def on_parks(rows: Sequence[Park], **_signal: Any) -> None:
    """Point parks that were kept at their entities; a park without a name has none."""
    named = {row.pk: row for row in rows if row.name}
    wanted = {
        key: Wanted(form, form.key, row.name, None) for key, row in named.items() for form in (_form(row),)
    }
    entities = keep_entities(list(wanted.values()))
    for key, row in named.items():
        row.entity = entities[wanted[key].key]
    Park.objects.bulk_update(named.values(), ["entity"])
    join_namesakes([row.entity_id for row in named.values() if row.entity_id])


def _form(row: Park) -> NameForm:
    """Take a park's name apart; where it does not say its place, the park's own stands in."""
    place = parse_name(f"{row.province}{row.city}{row.district}")
    division = place.division if place and place.kind == "place" else ""
    form = parse_name(row.name)
    if form is None or form.kind not in ("park", "zone"):
        form = NameForm(row.name, "park", row.name)
    return form if form.division else replace(form, division=division)
