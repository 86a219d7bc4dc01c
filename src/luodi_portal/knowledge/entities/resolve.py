"""Names → entities, as facts come in: new names make entities, safe likenesses join them, doubtful ones are suggested.

Nothing here grows with what is kept: names find each other by keys (:func:`luodi.facts.naming.blocking_keys`), and a key
that very many share is passed over.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F
from django.utils import timezone

from luodi import facts
from luodi.facts.naming import NameForm, blocking_keys, name_part, parse_name
from luodi.facts.naming.name import division_of, main_place
from luodi.facts.platforms import platform_types
from luodi_portal.knowledge.convert import fact_of
from luodi_portal.knowledge.entities.aliases import aliases_of
from luodi_portal.knowledge.entities.pairs import suggest_pairs
from luodi_portal.knowledge.models import Document, Entity, EntityBlock, EntityName, Fact, Meaning, Review
from luodi_portal.knowledge.review.precision import priority_of
from luodi_portal.knowledge.signals import entities_changed
from luodi_portal.knowledge.write import insert, update

OBJECTS = frozenset(("located_in", "signed"))
"""The kinds of facts whose object is an entity too."""
_NAME = 200
Names = tuple[tuple[str, str], tuple[str, str]]
"""What a fact names, each with its part in it; empty where that has no name of its own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that a document gives: taken apart, the key of its entity, and where it was read."""

    form: NameForm
    key: str
    name: str
    document: Document | None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as it is kept: by its id, with its document."""

    id: str
    document: Document
    fact: facts.Fact

    @classmethod
    def of(cls, document: Document, fact: facts.Fact) -> "Claim":
        """Give what a document says in a fact that was read."""
        return cls(fact.id(document.hash), document, fact)


def resolve_documents(documents: Sequence[Document]) -> None:
    """Resolve the facts of documents that are kept, and write what came of it."""
    rows = Fact.objects.filter(document__in=documents).select_related("document")
    claims = [Claim(row.pk, row.document, fact_of(row)) for row in rows]
    resolved = resolve_facts(claims)
    update(Fact, [{"id": claim.id, **to} for claim, to in zip(claims, resolved, strict=True)])


def resolve_document(document: Document) -> None:
    """Resolve one document: :func:`resolve_documents`."""
    resolve_documents([document])


def resolve_facts(claims: Sequence[Claim], new: Iterable[Document] = ()) -> list[dict[str, Any]]:
    """Give the columns of facts that say which entities they name, and how soon a person should look at them.

    Entities that are new are kept, nothing of the facts is. ``new`` are documents of which nobody can have said anything
    yet. A person's correction of a name counts, and so does a person's word that a name means another entity in a document.
    """
    asked = {claim.document.pk for claim in claims} - {document.pk for document in new}
    corrected = _corrected(asked)
    named = [_names(claim, corrected) for claim in claims]
    wanted = _wanted(claims, named)
    entities = keep_entities(list(wanted.values()))
    meanings = _meanings(asked)

    def meant(claim: Claim, name: str, role: str) -> Entity | None:
        each = wanted.get((claim.document.pk, name, role))
        return meanings.get((claim.document.pk, each.key), entities[each.key]) if each else None

    return [
        _resolved(claim.fact, *(meant(claim, name, role) for name, role in names))
        for claim, names in zip(claims, named, strict=True)
    ]


def _resolved(fact: facts.Fact, subject: Entity | None, obj: Entity | None) -> dict[str, Any]:
    return {
        "subject_entity_id": subject.pk if subject else None,
        "object_entity_id": obj.pk if obj else None,
        "priority": priority_of(fact, subject),
    }


def keep_entities(wanted: Sequence[Wanted]) -> dict[str, Entity]:
    """Give the entities of names by their keys, making, joining and suggesting where they are new."""
    forms = {each.key: each for each in wanted}
    for each in wanted:
        if whole := each.form.whole:
            forms.setdefault(
                _key(whole, each.document), Wanted(whole, _key(whole, each.document), whole.words, None)
            )
    found = {row.key: row for row in Entity.objects.filter(key__in=list(forms))}
    if fresh := sorted(set(forms) - found.keys()):
        found |= _make([forms[key] for key in fresh])
    _keep_names([*wanted, *_also_called(wanted)], found)
    return found


def _also_called(wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    """Give the other names that documents have for what they name."""
    for each in wanted:
        if each.document is not None and each.form.kind != "place":
            for alias in aliases_of(each.name, each.form.kind, each.document.text):
                yield replace(each, name=alias)


def _make(fresh: Sequence[Wanted]) -> dict[str, Entity]:
    """Make entities in the order of their keys, so that two workers can't wait for each other."""
    now = timezone.now()
    insert(Entity, [_row(each) | {"made": now} for each in fresh])
    keys = [each.key for each in fresh]
    Entity.objects.filter(key__in=keys, root=None).update(root=F("pk"))
    rows = {row.key: row for row in Entity.objects.filter(key__in=keys)}
    _point_at_wholes(fresh, rows)
    blocks = [{"key": key, "entity_id": rows[w.key].pk} for w in fresh for key in blocking_keys(w.form)]
    insert(EntityBlock, blocks)
    suggest_pairs(rows.values())
    return rows


def _point_at_wholes(fresh: Sequence[Wanted], rows: Mapping[str, Entity]) -> None:
    """Point stages at what they are stages of; that was made before them, or with them."""
    wholes = {each.key: _key(whole, each.document) for each in fresh if (whole := each.form.whole)}
    if wholes:
        there = dict(Entity.objects.filter(key__in=set(wholes.values())).values_list("key", "pk"))
        for key, whole_key in wholes.items():
            rows[key].whole_id = there.get(whole_key)
        update(Entity, [{"id": rows[key].pk, "whole_id": rows[key].whole_id} for key in wholes])


def _row(each: Wanted) -> dict[str, Any]:
    form, place = each.form, division_of(each.form.division) if each.form.kind == "place" else None
    types = platform_types(form.words) if form.kind in ("institution", "project") else ()
    return {
        "key": each.key,
        "kind": form.kind,
        "name": _full_name(form, each.name),
        "core": form.core,
        "ending": form.ending,
        "stage": form.stage,
        "division": form.division,
        "assumed": form.assumed,
        "platform": f"|{'|'.join(types)}|" if types else "",
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
    }


def _full_name(form: NameForm, written: str) -> str:
    """Give the name that is shown: a place's with all that it lies in, any other as it was first written."""
    place = division_of(form.division) if form.kind == "place" else None
    if place is None:
        return written[:_NAME]
    return "".join(dict.fromkeys(part for part in (place.province, place.city, place.district) if part))


def _keep_names(wanted: Sequence[Wanted], entities: Mapping[str, Entity]) -> None:
    rows = {
        (entities[each.key].pk, each.name[:_NAME]): each for each in reversed(wanted) if each.key in entities
    }
    there = EntityName.objects.filter(entity__in={pk for pk, _ in rows}).order_by()
    for known in there.values_list("entity_id", "name"):
        rows.pop(known, None)
    insert(EntityName, [_name(pk, name, each) for (pk, name), each in rows.items()])
    if rows:
        entities_changed.send(Entity, keys=sorted({pk for pk, _ in rows}))


def _name(entity: int, name: str, each: Wanted) -> dict[str, Any]:
    document = each.document.pk if each.document else None
    return {"entity_id": entity, "name": name, "document_id": document, "fact": each.fact}


def _wanted(claims: Sequence[Claim], named: Sequence[Names]) -> dict[tuple[int, str, str], Wanted]:
    """Take apart each name of each document once, with what is told of it there."""
    told: dict[tuple[int, str, str], set[str]] = {}
    first: dict[tuple[int, str, str], Claim] = {}
    for claim, names in zip(claims, named, strict=True):
        for name, role in names:
            if name:
                at = claim.document.pk, name, role
                told.setdefault(at, set()).add(claim.fact.kind)
                first.setdefault(at, claim)
    about = {claim.document.pk: claim.document for claim in claims}
    places = {pk: main_place(f"{doc.title}\n{doc.text}") for pk, doc in about.items()}
    found = {}
    for (pk, name, role), kinds in told.items():
        form = parse_name(name, frozenset(kinds if role == "subject" else ()), places[pk])
        if form is None and role == "object" and (part := name_part(name)):
            form = parse_name(part, about=places[pk])
            name_ = part
        else:
            name_ = name
        if form:
            key = _key(form, about[pk])
            found[pk, name, role] = Wanted(form, key, name_, about[pk], first[pk, name, role].id)
    return found


def _names(claim: Claim, corrected: Mapping[tuple[int, str], tuple[str, str]]) -> Names:
    said = claim.fact.subject, claim.fact.object or ""
    subject, obj = corrected.get((claim.document.pk, claim.id), said) if corrected else said
    return (subject, "subject"), (obj if claim.fact.kind in OBJECTS else "", "object")


def _key(form: NameForm, document: Document | None) -> str:
    """Give the key of a name's entity: of one that other articles may use for something else, the article's own."""
    return (
        form.key
        if form.distinctive or document is None
        else f"{form.key}@{document.article_id or document.pk}"
    )


def _meanings(documents: set[int]) -> dict[tuple[int, str], Entity]:
    if not documents:
        return {}
    rows = Meaning.objects.filter(document__in=documents).select_related("entity")
    return {(row.document_id, row.key): row.entity for row in rows}


def _corrected(documents: set[int]) -> dict[tuple[int, str], tuple[str, str]]:
    if not documents:
        return {}
    rows = Review.objects.filter(document__in=documents, verdict="correct", undone=False)
    return {
        (row.document_id, row.fact): (row.said["subject"], row.said.get("object", ""))
        for row in rows
        if row.said
    }
