"""All that a page shows of an entity, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet

from luodi.facts.disagreement import Rule
from luodi.facts.platforms import platform_types
from luodi.facts.series import period_order
from luodi_portal.inventory.models import Park
from luodi_portal.knowledge.models import Entity, EntityName, Fact, Pick
from luodi_portal.knowledge.profiles.figures import History, histories
from luodi_portal.knowledge.review.decide import Said, said_of

MOST_FACTS = 600
"""Facts that a page takes into account, those of the newest documents first."""
MOST_NAMES = 40
_TIMED = frozenset(("event", "signed", "financing"))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another entity that facts link to this one, with the facts that say so."""

    entity: Entity
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an entity.

    ``done`` and ``promised`` are its figures, each through time. ``here`` are those that lie or settle in it, by kind;
    ``places`` where it lies itself; ``signed`` who signed with it. ``platforms`` are shared services: those that lie here,
    and what is counted of them. ``more`` is what is said besides. ``truncated`` says that only the newest facts are shown.
    """

    entity: Entity
    done: tuple[History, ...] = ()
    promised: tuple[History, ...] = ()
    focus: tuple[Said, ...] = ()
    timeline: tuple[Said, ...] = ()
    places: tuple[Neighbour, ...] = ()
    here: dict[str, tuple[Neighbour, ...]] = field(default_factory=dict)
    platforms: tuple[Neighbour, ...] = ()
    counted: tuple[Said, ...] = ()
    signed: tuple[Neighbour, ...] = ()
    more: tuple[Said, ...] = ()
    stages: tuple[Entity, ...] = ()
    names: tuple[EntityName, ...] = ()
    members: tuple[Entity, ...] = ()
    parks: tuple[Park, ...] = ()
    truncated: bool = False

    @property
    def charted(self) -> list[History]:
        """Give the figures that have a history to draw."""
        return [one for one in (*self.done, *self.promised) if len(one.comparable) > 1]

    @property
    def empty(self) -> bool:
        """Say whether no document says anything of it."""
        return not (
            self.done or self.promised or self.timeline or self.focus or self.here or self.more or self.signed
        )


def shown_rule() -> Rule:
    """Give the installation's rule for sources that disagree."""
    rule: Rule = settings.FIGURES_RULE
    return rule


def profile_of(root: Entity) -> Profile:
    """Gather what is known of an entity that stands for all that it is joined with."""
    # Asked as a subquery: over a join, no database would use an index for either half.
    merged = Entity.objects.filter(root=root)
    family = list(
        Entity.objects.filter(Q(root=root) | Q(whole__in=merged.values("pk"))).order_by("name", "pk")
    )
    own = [row.pk for row in family if row.root_id == root.pk]
    stages = [row for row in family if row.root_id == row.pk and row.pk not in own]
    rows = list(_facts(Q(subject_entity__in=[row.pk for row in family])))
    links = list(_facts(Q(object_entity__in=own)))
    said = said_of([*rows, *links])
    about = [each for each in said if each.row.subject_entity_id in own]
    of_stages = [each for each in said if each.row.subject_entity_id not in own and each.row in rows]
    towards = [each for each in said if each.row.object_entity_id in own]
    picks = dict(Pick.objects.filter(entity=root).values_list("figure", "fact"))
    figures = histories(about, shown_rule(), picks)
    here = _neighbours((each for each in towards if each.row.kind == "located_in"), "subject_entity")
    return Profile(
        root,
        done=tuple(one for one in figures if not one.series.expected),
        promised=tuple(one for one in figures if one.series.expected),
        focus=_distinct(each for each in about if each.row.kind == "focus"),
        timeline=_timeline([*about, *of_stages]),
        places=tuple(_neighbours((e for e in about if e.row.kind == "located_in"), "object_entity")),
        here=_by_kind(here),
        platforms=tuple(one for one in here if one.entity.platform),
        counted=tuple(e for e in about if e.row.kind == "count" and platform_types(e.fact.object or "")),
        signed=tuple(_neighbours((e for e in towards if e.row.kind == "signed"), "subject_entity")),
        more=tuple(each for each in about if each.row.kind == "chain_leader" or _wordy(each)),
        stages=tuple(stages),
        names=_names(own),
        members=tuple(row for row in family if row.pk in own),
        parks=tuple(Park.objects.filter(entity__in=own)),
        truncated=MOST_FACTS in (len(rows), len(links)),
    )


def _names(entities: Sequence[int]) -> tuple[EntityName, ...]:
    """Give the ways of writing, each with the document where it was first read, if any."""
    rows = EntityName.objects.filter(entity__in=entities).select_related("document").defer("document__text")
    unread_first = sorted(rows[:MOST_NAMES], key=lambda row: (row.document_id is not None, row.pk))
    return tuple({row.name: row for row in unread_first}.values())


def _facts(wanted: Q) -> QuerySet[Fact]:
    linked = ("document", "document__article", "subject_entity__root", "object_entity__root")
    rows = (
        Fact.objects.filter(wanted).select_related(*linked).defer("document__text", "document__article__text")
    )
    return rows.order_by("-document__published", "document", "start", "pk")[:MOST_FACTS]


def _neighbours(said: Iterable[Said], side: str) -> list[Neighbour]:
    groups: dict[int, tuple[Entity, list[Said]]] = {}
    for each in said:
        entity: Entity | None = getattr(each.row, side)
        if entity is not None:
            root = entity.root or entity
            groups.setdefault(root.pk, (root, []))[1].append(each)
    return [Neighbour(entity, tuple(facts)) for entity, facts in groups.values()]


def _by_kind(neighbours: Iterable[Neighbour]) -> dict[str, tuple[Neighbour, ...]]:
    kinds: dict[str, list[Neighbour]] = {}
    for one in sorted(neighbours, key=lambda one: one.entity.name):
        kinds.setdefault(one.entity.kind, []).append(one)
    return {kind: tuple(found) for kind, found in kinds.items()}


def _timeline(said: Iterable[Said]) -> tuple[Said, ...]:
    """Give what happened and is to happen, newest first; an event that several documents tell stands once."""
    timed = [each for each in said if each.row.kind in _TIMED and each.fact.date]
    timed.sort(key=lambda each: period_order(each.fact.date or ""), reverse=True)
    once = {(e.fact.kind, e.fact.object, e.fact.date, e.row.subject_entity_id): e for e in reversed(timed)}
    return tuple(each for each in timed if each in once.values())


def _distinct(said: Iterable[Said]) -> tuple[Said, ...]:
    return tuple({each.fact.object: each for each in said}.values())


def _wordy(said: Said) -> bool:
    return said.fact.value is None and bool(said.fact.text)
