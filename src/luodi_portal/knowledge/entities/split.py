"""One name, two things: in some documents it means another than elsewhere. Kept by document, so that it outlives re-reading."""

from collections.abc import Sequence

from django.db import transaction

from luodi_portal.accounts.models import User
from luodi_portal.knowledge.entities.resolve import resolve_documents
from luodi_portal.knowledge.models import Document, Entity, Meaning


def split_off(root: Entity, documents: Sequence[Document], by: User, why: str = "") -> Entity | None:
    """Make an entity of what ``root``'s names mean in these documents; None where they do not name it."""
    with transaction.atomic():
        members = {row.pk: row for row in Entity.objects.filter(root=root.root_id or root.pk)}
        named = {
            (fact.document, entity)
            for document in documents
            for fact in document.facts.select_related("document", "subject_entity", "object_entity")
            for entity in (fact.subject_entity, fact.object_entity)
            if entity is not None and entity.pk in members
        }
        if not named:
            return None
        made = _made(min((entity for _, entity in named), key=lambda row: row.pk))
        Meaning.objects.bulk_create(
            [
                Meaning(document=document, key=entity.key, entity=made, by=by, why=why)
                for document, entity in named
            ],
            update_conflicts=True,
            unique_fields=["document", "key"],
            update_fields=["entity", "by", "why"],
        )
        resolve_documents(list({document for document, _ in named}))
    return made


def unsplit(made: Entity, by: User) -> Entity:
    """Take a split back: the name means in its documents what it means elsewhere. Give the entity that it means now."""
    del by
    with transaction.atomic():
        rows = list(Meaning.objects.filter(entity=made).select_related("document"))
        keys = {row.key for row in rows}
        Meaning.objects.filter(pk__in=[row.pk for row in rows]).delete()
        resolve_documents([row.document for row in rows])
    return Entity.objects.filter(key__in=keys).order_by("pk").first() or made


def _made(like: Entity) -> Entity:
    """Make an entity of the same name as another, with a key that no name resolves to."""
    number = Entity.objects.filter(key__startswith=f"{like.key}#").count() + 2
    made = Entity.objects.create(
        key=f"{like.key}#{number}",
        kind=like.kind,
        name=like.name,
        core=like.core,
        ending=like.ending,
        stage=like.stage,
        division=like.division,
        assumed=like.assumed,
        platform=like.platform,
    )
    made.root = made
    made.save(update_fields=["root"])
    return made
