"""All entities made anew: after a better reader or better rules of names. What people decided stays."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from luodi_portal.inventory.models import Park
from luodi_portal.knowledge.entities.resolve import resolve_documents
from luodi_portal.knowledge.models import Document, Entity, Fact, Meaning, Pairing, PairingChange

BATCH = 50


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many documents were resolved, how many entities there are now, and how many went."""

    documents: int
    entities: int
    removed: int


def rebuild() -> Rebuilt:
    """Resolve every document again, some at a time, each in its own transaction; entities that nothing uses go."""
    keys = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        resolve_documents(list(Document.objects.filter(pk__in=keys[start : start + BATCH])))
    removed = _remove_unused()
    return Rebuilt(len(keys), Entity.objects.count(), removed)


def _remove_unused() -> int:
    """Delete entities that no fact, park, stage, split or decision of a person speaks of."""
    used = [
        Exists(Fact.objects.filter(subject_entity=OuterRef("pk"))),
        Exists(Fact.objects.filter(object_entity=OuterRef("pk"))),
        Exists(Park.objects.filter(entity=OuterRef("pk"))),
        Exists(Entity.objects.filter(whole=OuterRef("pk"))),
        Exists(Meaning.objects.filter(entity=OuterRef("pk"))),
        Exists(
            PairingChange.objects.filter(Q(pairing__left=OuterRef("pk")) | Q(pairing__right=OuterRef("pk")))
        ),
    ]
    unused = Entity.objects.exclude(
        Exists(Entity.objects.filter(root=OuterRef("pk")).exclude(pk=OuterRef("pk")))
    )
    for condition in used:
        unused = unused.filter(~condition)
    Pairing.objects.filter(Q(left__in=unused) | Q(right__in=unused)).delete()
    return unused.delete()[1].get("knowledge.Entity", 0)
