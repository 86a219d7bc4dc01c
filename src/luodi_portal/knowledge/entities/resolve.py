"""Names → entities, as facts come in: new names make entities, safe likenesses join them, doubtful ones are suggested.

Nothing here grows with what is kept: names find each other by keys (:func:`luodi.facts.naming.blocking_keys`), and a key
that very many share is passed over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from luodi.facts.naming import NameForm, blocking_keys, name_part, parse_name
from luodi.facts.naming.name import division_of, main_place
from luodi.facts.platforms import platform_types
from luodi_portal.knowledge.entities.pairs import suggest_pairs
from luodi_portal.knowledge.models import Document, Entity, EntityBlock, EntityName, Fact, Meaning, Review
from luodi_portal.knowledge.review.precision import priority_of
from luodi_portal.knowledge.signals import entities_changed
from luodi_portal.knowledge.write import update

OBJECTS = frozenset(("located_in", "signed"))
"""The kinds of facts whose object is an entity too."""
_NAME = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that a document gives: taken apart, the key of its entity, and where it was read."""

    form: NameForm
    key: str
    name: str
    document: Document | None
    fact: str = ""


def resolve_documents(documents: Sequence[Document]) -> None:
    """Resolve the facts of documents that are kept, and write what came of it."""
    facts = list(Fact.objects.filter(document__in=documents).select_related("document"))
    resolve_facts(facts)
    update(Fact, facts, "subject_entity", "object_entity", "priority")


def resolve_document(document: Document) -> None:
    """Resolve one document: :func:`resolve_documents`."""
    resolve_documents([document])


def resolve_facts(facts: Sequence[Fact], new: Iterable[Document] = ()) -> None:
    """Point facts at their entities and give them their priority; nothing of the facts themselves is written.

    ``new`` are documents of which nobody can have said anything yet. A person's correction of a name counts, and so does
    a person's word that a name means another entity in a document.
    """
    asked = {fact.document_id for fact in facts} - {document.pk for document in new}
    corrected = _corrected(asked)
    wanted = _wanted(facts, corrected)
    entities = keep_entities(list(wanted.values()))
    meanings = _meanings(asked)
    for fact in facts:
        subject, obj = (
            _entity(wanted.get((fact.document_id, name, role)), fact, entities, meanings)
            for name, role in _names(fact, corrected)
        )
        fact.subject_entity, fact.object_entity = subject, obj
        fact.priority = priority_of(fact)


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
    _keep_names(wanted, found)
    return found


def _make(fresh: Sequence[Wanted]) -> dict[str, Entity]:
    """Make entities in the order of their keys, so that two workers can't wait for each other."""
    Entity.objects.bulk_create([_row(each) for each in fresh], ignore_conflicts=True)
    keys = [each.key for each in fresh]
    Entity.objects.filter(key__in=keys, root=None).update(root=F("pk"))
    rows = {row.key: row for row in Entity.objects.filter(key__in=keys)}
    _point_at_wholes(fresh, rows)
    blocks = [EntityBlock(key=key, entity=rows[w.key]) for w in fresh for key in blocking_keys(w.form)]
    EntityBlock.objects.bulk_create(blocks, ignore_conflicts=True)
    suggest_pairs(rows.values())
    return rows


def _point_at_wholes(fresh: Sequence[Wanted], rows: Mapping[str, Entity]) -> None:
    """Point stages at what they are stages of; that was made before them, or with them."""
    wholes = {each.key: _key(whole, each.document) for each in fresh if (whole := each.form.whole)}
    if wholes:
        there = {row.key: row for row in Entity.objects.filter(key__in=set(wholes.values()))}
        for key, whole_key in wholes.items():
            rows[key].whole = there.get(whole_key)
        Entity.objects.bulk_update([rows[key] for key in wholes], ["whole"])


def _row(each: Wanted) -> Entity:
    form, place = each.form, division_of(each.form.division) if each.form.kind == "place" else None
    types = platform_types(form.words) if form.kind in ("institution", "project") else ()
    return Entity(
        key=each.key,
        kind=form.kind,
        name=_full_name(form, each.name),
        core=form.core,
        ending=form.ending,
        stage=form.stage,
        division=form.division,
        assumed=form.assumed,
        platform=f"|{'|'.join(types)}|" if types else "",
        lon=place.lon if place else None,
        lat=place.lat if place else None,
    )


def _full_name(form: NameForm, written: str) -> str:
    """Give the name that is shown: a place's with all that it lies in, any other as it was first written."""
    place = division_of(form.division) if form.kind == "place" else None
    if place is None:
        return written[:_NAME]
    return "".join(dict.fromkeys(part for part in (place.province, place.city, place.district) if part))


def _keep_names(wanted: Sequence[Wanted], entities: Mapping[str, Entity]) -> None:
    rows = {
        (entities[each.key].pk, each.name): EntityName(
            entity=entities[each.key], name=each.name[:_NAME], document=each.document, fact=each.fact
        )
        for each in reversed(wanted)
        if each.key in entities
    }
    there = EntityName.objects.filter(entity__in={pk for pk, _ in rows}).values_list("entity_id", "name")
    for known in there:
        rows.pop(known, None)
    EntityName.objects.bulk_create(rows.values(), ignore_conflicts=True)
    if rows:
        entities_changed.send(Entity, keys=sorted({pk for pk, _ in rows}))


def _wanted(
    facts: Sequence[Fact], corrected: Mapping[tuple[int, str], tuple[str, str]]
) -> dict[tuple[int, str, str], Wanted]:
    """Take apart each name of each document once, with what is told of it there."""
    told: dict[tuple[int, str, str], set[str]] = {}
    first: dict[tuple[int, str, str], Fact] = {}
    for fact in facts:
        for name, role in _names(fact, corrected):
            if name:
                told.setdefault((fact.document_id, name, role), set()).add(fact.kind)
                first.setdefault((fact.document_id, name, role), fact)
    about = {fact.document_id: fact.document for fact in facts}
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
            found[pk, name, role] = Wanted(
                form, _key(form, about[pk]), name_, about[pk], first[pk, name, role].id
            )
    return found


def _names(fact: Fact, corrected: Mapping[tuple[int, str], tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    subject, obj = corrected.get((fact.document_id, fact.id), (fact.subject, fact.object))
    return (subject, "subject"), (obj if fact.kind in OBJECTS else "", "object")


def _key(form: NameForm, document: Document | None) -> str:
    """Give the key of a name's entity: of one that other articles may use for something else, the article's own."""
    return (
        form.key
        if form.distinctive or document is None
        else f"{form.key}@{document.article_id or document.pk}"
    )


def _entity(
    wanted: Wanted | None,
    fact: Fact,
    entities: Mapping[str, Entity],
    meanings: Mapping[tuple[int, str], Entity],
) -> Entity | None:
    if wanted is None:
        return None
    return meanings.get((fact.document_id, wanted.key)) or entities[wanted.key]


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
