"""What is shown of a plan before it is applied: how many rows of each sort, and the first of them; kept for a large table."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from luodi.core.errors import Problem
from luodi.core.fields import from_plain
from luodi.core.text import Text
from luodi.sites.site import Site
from luodi_portal.inventory.plans import Change, FieldChange, Plan

SHOWN = 200
"""Rows of each sort that a preview names."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One offer that changes, with its fields."""

    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ShownSite:
    """One offer that is new: what tells it from the others."""

    name: str
    building: str
    floor_area_m2: float | None
    land_area_m2: float | None


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan in short. The numbers are of all rows, the tuples hold the first :data:`SHOWN`."""

    fingerprint: str
    n_new: int
    n_changed: int
    n_same: int
    n_gone: int
    n_problems: int
    n_notes: int
    left_out: int
    changed: tuple[ShownChange, ...]
    new: tuple[ShownSite, ...]
    gone: tuple[str, ...]
    problems: tuple[Text, ...]
    notes: tuple[Text, ...]

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Preview":
        """Give what :meth:`to_json` wrote."""
        changed = tuple(
            ShownChange(each["name"], tuple(map(_field, each["fields"]))) for each in plain["changed"]
        )
        said = {name: tuple(Text(*each) for each in plain[name]) for name in ("problems", "notes")}
        new = tuple(ShownSite(**each) for each in plain["new"])
        return cls(**plain | said | {"changed": changed, "new": new, "gone": tuple(plain["gone"])})


def preview_of(plan: Plan) -> Preview:
    """Give what is shown of a plan."""
    return Preview(
        plan.fingerprint, len(plan.new), len(plan.changed), len(plan.same), len(plan.gone), len(plan.problems),
        len(plan.notes), plan.left_out,
        changed=tuple(_change(change) for change in plan.changed[:SHOWN]),
        new=tuple(_site(site) for site in plan.new[:SHOWN]),
        gone=tuple(str(row) for row in plan.gone[:SHOWN]),
        problems=_said(plan.problems),
        notes=_said(plan.notes),
    )  # fmt: skip


def _change(change: Change) -> ShownChange:
    return ShownChange(change.site.name or change.site.id, change.fields)


def _site(site: Site) -> ShownSite:
    return ShownSite(site.name or site.id, site.building or "", site.floor_area_m2, site.land_area_m2)


def _said(problems: Sequence[Problem]) -> tuple[Text, ...]:
    return tuple(Text(problem.say("zh"), problem.say("en")) for problem in problems[:SHOWN])


def _field(plain: dict[str, Any]) -> FieldChange:
    return FieldChange(plain["name"], from_plain(plain["old"]), from_plain(plain["new"]))
