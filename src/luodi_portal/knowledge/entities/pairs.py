"""Pairs of entities that may be the same: suggested with reasons, decided by people, every decision logged and reversible.

What is joined follows from the pairs alone: entities linked by pairs decided ``same`` have one root. Taking a decision back
therefore takes back exactly what it joined.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from luodi.core.text import Text
from luodi.facts.naming import Likeness, compare_names
from luodi_portal.accounts.models import User
from luodi_portal.knowledge.models import Entity, EntityBlock, Fact, Pairing, PairingChange
from luodi_portal.knowledge.signals import entities_changed

MOST_IN_BLOCK = 50
"""A key that more entities share (…科技) tells nothing, and is passed over."""
MOST_FACTS = 200
_NAMESAKE = Text("与园区库里唯一的园区同名", "bears the name of the inventory's only such park")


def suggest_pairs(entities: Iterable[Entity]) -> None:
    """Compare entities that are new with those that share a key, join what is safe and suggest what is worth asking."""
    fresh = {row.pk: row for row in entities}
    pairs: dict[tuple[int, int], Pairing] = {}
    for one, other in _candidates(fresh):
        key = (min(one.pk, other.pk), max(one.pk, other.pk))
        if key not in pairs and (likeness := compare_names(one.form(), other.form())):
            pairs[key] = _pairing(*key, likeness)
    Pairing.objects.bulk_create(pairs.values(), ignore_conflicts=True)
    joined = [pk for key, pair in pairs.items() if pair.state == "same" for pk in key]
    if joined:
        regroup(joined)
    join_namesakes(fresh)


def join_namesakes(entities: Iterable[int]) -> None:
    """Join what bears the very name of one park of the inventory, where it does not say that it lies elsewhere."""
    touching = list(entities)
    pairs = Pairing.objects.filter(Q(left__in=touching) | Q(right__in=touching), state="open")
    rows = pairs.filter(Q(left__parks__isnull=False) | Q(right__parks__isnull=False)).distinct()
    namesakes: dict[int, list[Pairing]] = {}
    for row in rows.select_related("left", "right"):
        if (row.left.kind, row.left.core, row.left.stage) == (
            row.right.kind,
            row.right.core,
            row.right.stage,
        ):
            homeless = row.right_id if row.left.division else row.left_id
            namesakes.setdefault(homeless, []).append(row)
    joined = [some[0] for some in namesakes.values() if len(some) == 1]
    for row in joined:
        row.state, row.reasons = "same", [*row.reasons, list(_NAMESAKE)]
    Pairing.objects.bulk_update(joined, ["state", "reasons"])
    if joined:
        regroup([key for row in joined for key in (row.left_id, row.right_id)])


def _candidates(fresh: dict[int, Entity]) -> Iterable[tuple[Entity, Entity]]:
    keys = list(EntityBlock.objects.filter(entity__in=fresh).values_list("key", flat=True).distinct())
    sizes = EntityBlock.objects.filter(key__in=keys).values("key").annotate(n=Count("pk"))
    few = [row["key"] for row in sizes if 1 < row["n"] <= MOST_IN_BLOCK]
    blocks: dict[str, list[Entity]] = {}
    for row in EntityBlock.objects.filter(key__in=few).select_related("entity"):
        blocks.setdefault(row.key, []).append(row.entity)
    for members in blocks.values():
        for one in members:
            if one.pk in fresh:
                yield from ((one, other) for other in members if other.pk != one.pk)


def _pairing(left: int, right: int, likeness: Likeness) -> Pairing:
    return Pairing(
        left_id=left,
        right_id=right,
        score=likeness.score,
        reasons=[list(reason) for reason in likeness.reasons],
        state="same" if likeness.safe else "open",
    )


def evidence(pairing: Pairing) -> tuple[Text, ...]:
    """Say what speaks for a pair beside its names: places that both are in, figures that both have."""
    facts = [
        list(
            Fact.objects.filter(subject_entity__root=side.root_id).select_related("object_entity__root")[
                :MOST_FACTS
            ]
        )
        for side in (pairing.left, pairing.right)
    ]
    places, figures = ([_told(some, of) for some in facts] for of in (_place, _figure))
    said = [Text(f"都在{name}", f"both in {name}") for name in sorted(places[0] & places[1])]
    if both := figures[0] & figures[1]:
        said.append(Text(f"有 {len(both)} 个数字相同", f"{len(both)} figures are the same"))
    return tuple(said)


def _told(facts: Iterable[Fact], of: Callable[[Fact], Hashable]) -> set[Any]:
    return {found for fact in facts if (found := of(fact)) is not None}


def _place(fact: Fact) -> str | None:
    return str(fact.object_entity.root or fact.object_entity) if fact.object_entity else None


def _figure(fact: Fact) -> tuple[str, str, float] | None:
    return (fact.kind, fact.unit, round(fact.value, 2)) if fact.value else None


def decide(pairing: Pairing, state: str, by: User | None, why: str = "") -> PairingChange:
    """Decide a pair (``same``, ``apart``, ``later``, or ``open`` again), log it, and join or part accordingly."""
    with transaction.atomic():
        pairing = Pairing.objects.select_for_update().get(pk=pairing.pk)
        change = PairingChange.objects.create(
            pairing=pairing, before=pairing.state, after=state, by=by, why=why
        )
        _set(pairing, state, by)
    return change


def join(one: Entity, other: Entity, by: User | None, why: str = "") -> PairingChange:
    """Join two entities that nobody suggested."""
    left, right = sorted((one, other), key=lambda row: row.pk)
    reason = Text("由人指定", "named by a person")
    pairing, _ = Pairing.objects.get_or_create(
        left=left, right=right, defaults={"score": 1.0, "reasons": [list(reason)]}
    )
    return decide(pairing, "same", by, why)


def take_out(entity: Entity, by: User | None, why: str = "") -> list[PairingChange]:
    """Part an entity from all that it is joined with."""
    linked = Pairing.objects.filter(Q(left=entity) | Q(right=entity), state="same")
    return [decide(pairing, "apart", by, why) for pairing in linked]


def undo(change: PairingChange, by: User | None) -> PairingChange:
    """Take a decision back: the pair is as it was before, and the log says so. What came later stands."""
    with transaction.atomic():
        change = PairingChange.objects.select_for_update().select_related("pairing").get(pk=change.pk)
        if change.undone or change.pairing.changes.filter(pk__gt=change.pk, undone=False).exists():
            return change
        change.undone = True
        change.save(update_fields=["undone"])
        _set(change.pairing, change.before, by)
    return change


def _set(pairing: Pairing, state: str, by: User | None) -> None:
    pairing.state, pairing.by, pairing.at = state, by, timezone.now()
    pairing.save(update_fields=["state", "by", "at"])
    regroup([pairing.left_id, pairing.right_id])


def regroup(keys: Sequence[int]) -> None:
    """Give each entity of the groups that these belong to its root: the oldest of those linked by pairs decided same."""
    members, edges = _group(keys)
    root = {key: key for key in members}

    def find(key: int) -> int:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for left, right in edges:
        a, b = find(left), find(right)
        root[max(a, b)] = min(a, b)
    rows = Entity.objects.in_bulk(members)
    changed = [row for key, row in rows.items() if row.root_id != find(key)]
    for row in changed:
        row.root_id = find(row.pk)
    Entity.objects.bulk_update(changed, ["root"])
    if changed:
        entities_changed.send(Entity, keys=sorted(members))


def _group(keys: Sequence[int]) -> tuple[set[int], list[tuple[int, int]]]:
    """Give all entities that are, or were until now, joined with these, and the pairs that join them."""
    members = set(keys)
    while True:
        roots = set(Entity.objects.filter(pk__in=members).values_list("root_id", flat=True))
        found = members | set(Entity.objects.filter(root__in=roots).values_list("pk", flat=True))
        linked = Pairing.objects.filter(Q(left__in=found) | Q(right__in=found), state="same")
        edges = list(linked.values_list("left_id", "right_id"))
        found |= {key for edge in edges for key in edge}
        if found == members:
            return members, edges
        members = found
