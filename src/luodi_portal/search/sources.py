"""What is searched of each kind of row. A new kind of row takes its place in ``SOURCES``."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import cache, partial
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import models

from luodi.core.places import Division, divisions, find_places
from luodi.facts.naming.name import division_of
from luodi.matching.industries import divisions_in
from luodi_portal.inventory.models import Park, Site
from luodi_portal.knowledge.models import Document, Entity, Fact
from luodi_portal.search import index
from luodi_portal.search.index import Kind, Thing

MOST_PLACES = 4
BATCH = 500
_KINDS_OF_ENTITIES: dict[str, Kind] = {
    "firm": "firm",
    "zone": "zone",
    "project": "project",
    "institution": "institution",
}
_KIND_OF_DOCUMENT: dict[str, Kind] = {"news": "news", "listing": "listing", "requirement": "requirement"}


def keep(rows: Sequence[models.Model]) -> None:
    """Put rows of one kind into the index, as they are now."""
    if rows:
        index.put(SOURCES[type(rows[0])](rows))


def source_of(row: models.Model) -> str:
    """Name the row: ``document:12``."""
    return f"{row._meta.model_name}:{row.pk}"


def _documents(rows: Sequence[Document]) -> Iterator[Thing]:
    """Say what is searched of documents; of their facts, that is the kinds, and what parks concentrate on."""
    facts: dict[int, list[tuple[str, str]]] = {row.pk: [] for row in rows}
    said = Fact.objects.filter(document__in=facts).order_by("document_id", "part", "start", "pk")
    for key, kind, obj in said.values_list("document_id", "kind", "object"):
        facts[key].append((kind, obj))
    return (_document(row, facts[row.pk]) for row in rows)


def _document(row: Document, facts: Sequence[tuple[str, str]]) -> Thing:
    is_news = row.type == "news"
    named = [row.title, *(obj for kind, obj in facts if kind == "focus")]
    return Thing(
        source=source_of(row),
        kind=_KIND_OF_DOCUMENT[row.type],
        title=row.title,
        text=row.text,
        day=row.published,
        places=places_in(f"{row.title}\n{row.text}"),
        types=tuple(dict.fromkeys(kind for kind, _ in facts)) if is_news else (),
        industries=divisions_in("，".join(named)) if is_news else (),
    )


def _park(row: Park) -> Thing:
    title, text = words_of(row)
    return Thing(
        source=source_of(row),
        kind="park",
        title=title,
        text=text,
        places=_codes(row),
        industries=divisions_in("，".join(row.values.get("focus", ()))),
        names=(row.name, *_where(row)),
    )


def _site(row: Site) -> Thing:
    title, text = words_of(row)
    return Thing(
        source=source_of(row),
        kind="site",
        title=title,
        text=text,
        day=row.fresh_on,
        until=None if row.synthetic else row.fresh_on + timedelta(days=settings.OFFER_PUBLIC_DAYS),
        places=_codes(row) or (_codes(row.park) if row.park else ()),
        types=tuple(word for word in (*row.kind.split("|"), *row.deal.split("|")) if word),
        names=(row.name, row.park.name if row.park else "", *_where(row)),
    )


def _entity(row: Entity) -> Thing:
    title, text = words_of(row)
    division = division_of(row.division) if row.division else None
    return Thing(
        source=source_of(row),
        kind=_KINDS_OF_ENTITIES[row.kind],
        title=title,
        text=text,
        places=chain_of(division) if division else (),
        names=(row.name, *text.split("\n")),
    )


def words_of(row: models.Model) -> tuple[str, str]:
    """Give the title and the text that are searched of a row, and shown of it."""
    match row:
        case Document():
            return row.title, row.text
        case Park():
            return row.name or row.id, _said(_where(row), row.values.get("focus", ()), row.place)
        case Site():
            park = row.park.name if row.park else ""
            return row.name or row.id, _said(_where(row), park, row.document.text if row.document else "")
        case Entity():
            names = (each.name for member in row.members.all() for each in member.names.all())
            return row.name, "\n".join(name for name in dict.fromkeys(names) if name != row.name)
        case _:
            raise TypeError(f"nothing is searched of {row._meta.model_name}")


SOURCES: dict[type[models.Model], Callable[[Sequence[Any]], Iterable[Thing]]] = {
    Document: _documents,
    Park: partial(map, _park),
    Site: partial(map, _site),
    Entity: partial(map, _entity),
}


def rows_of(model: type[models.Model]) -> models.QuerySet[models.Model]:
    """Give the rows of a kind with all that is searched of them."""
    rows = model._default_manager.order_by("pk")
    if model is Site:
        return rows.select_related("park", "document")
    if model is Entity:
        roots = rows.filter(kind__in=_KINDS_OF_ENTITIES, root=models.F("pk"))
        return roots.prefetch_related("members__names")
    return rows


def keep_all() -> Iterator[tuple[int, int]]:
    """Put all rows in, telling after each batch how many are done, and of how many."""
    total, done = sum(rows_of(model).count() for model in SOURCES), 0
    for model in SOURCES:
        rows = rows_of(model).iterator(chunk_size=BATCH)
        while batch := list(islice(rows, BATCH)):
            keep(batch)
            done += len(batch)
            yield done, total


def on_documents(sender: type[Document], documents: Sequence[Document], **_said: Any) -> None:
    """Index documents that were kept."""
    del sender
    keep(documents)


def on_entities(sender: type[Entity], keys: Sequence[int], **_said: Any) -> None:
    """Index what entities mean: of those that are joined, one stands for all."""
    roots = set(sender._default_manager.filter(pk__in=keys).values_list("root_id", flat=True))
    joined = sender._default_manager.filter(root__in=roots).exclude(pk__in=roots)
    index.take_out(f"entity:{key}" for key in joined.values_list("pk", flat=True))
    keep(list(rows_of(sender).filter(pk__in=roots)))


def on_inventory(sender: type[models.Model], rows: Sequence[models.Model], **_said: Any) -> None:
    """Index parks or sites that were kept; sites say the name of their park."""
    keys = [row.pk for row in rows]
    keep(list(rows_of(sender).filter(pk__in=keys)))
    if sender is Park:
        keep(list(rows_of(Site).filter(park__in=keys)))


def places_in(text: str) -> tuple[str, ...]:
    """Give the codes of the cities that a text names most, each with its province's."""
    named = Counter(
        code
        for mention in find_places(text)
        if len(mention.candidates) == 1
        for code in chain_of(mention.candidates[0])
    )
    return tuple(code for code, _ in named.most_common(2 * MOST_PLACES))


def chain_of(division: Division) -> tuple[str, ...]:
    """Give the codes of the province and the city of a division."""
    return _codes_of(division.province, division.city)


def _codes_of(province: str, city: str) -> tuple[str, ...]:
    known = _by_names()
    return tuple(
        known[names] for names in dict.fromkeys([(province, ""), (province, city)]) if names in known
    )


@cache
def _by_names() -> dict[tuple[str, str], str]:
    """Give the codes of provinces, by their name alone, and of cities; a county that is its own city is one."""
    return {
        (each.province, "" if each.level == "province" else each.city): each.code
        for each in divisions()
        if each.level in ("province", "city") or each.city == each.name
    }


@cache
def place_names() -> dict[str, str]:
    """Give the names of provinces and cities by code."""
    codes = set(_by_names().values())
    return {each.code: each.name for each in divisions() if each.code in codes}


def _codes(row: Park | Site) -> tuple[str, ...]:
    return _codes_of(row.province, row.city) if row.province else places_in(" ".join(_where(row)))


def _where(row: Park | Site) -> list[str]:
    return [level for level in (row.province, row.city, row.district) if level]


def _said(*parts: str | Sequence[str]) -> str:
    return "\n".join(part if isinstance(part, str) else "\n".join(part) for part in parts if part)
