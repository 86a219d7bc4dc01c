"""Tables taken in: uploaded and previewed, applied in one transaction, undone where nobody has changed the rows since."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypeAlias

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from luodi.core.coordinates import Datum
from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.sites.rows import site_from_json
from luodi.sites.site import Site
from luodi_portal.accounts.models import User
from luodi_portal.inventory.convert import own_site
from luodi_portal.inventory.keep import Author, keep_sites, restore, verify
from luodi_portal.inventory.models import Import, Park
from luodi_portal.inventory.models import Site as Row
from luodi_portal.inventory.plans import Plan, make_plan

Gone: TypeAlias = Literal["leave", "taken"]
MOST_BYTES = 20_000_000
INLINE_BYTES = 150_000
"""The size up to which a page waits for a table; about a thousand rows."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose: only good rows or all or nothing, what becomes of offers that are gone, whether all was verified."""

    only_good: bool = False
    gone: Gone = "leave"
    verified: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON holds it."""
        return asdict(self)


def take_in(data: bytes, name: str, park: Park | None, datum: Datum, by: User) -> Import:
    """Keep an uploaded table for its preview; raises :class:`LuodiError` where it can't be used at all."""
    if len(data) > MOST_BYTES:
        what = Text(f"超过 {MOST_BYTES // 1_000_000} MB", f"is larger than {MOST_BYTES // 1_000_000} MB")
        raise LuodiError(Problem(name, what, Text("请拆成几个文件", "split it")))
    if not is_large(data):
        make_plan(data, name, park, datum)
    row = Import(park=park, name=name, datum=datum, by=by)
    row.file.save(name, ContentFile(data), save=False)
    row.save()
    return row


def is_large(data: bytes) -> bool:
    """Tell whether a table is more than a page can wait for."""
    return len(data) > INLINE_BYTES


def plan_of(row: Import, tell: Callable[[int, int], None] | None = None) -> Plan:
    """Set the table beside what is kept now; ``tell`` hears how far it is."""
    with row.file.open("rb") as stream:
        return make_plan(stream.read(), row.name, row.park, _datum(row), tell)


def apply(row: Import, fingerprint: str, choice: Choice, by: User) -> None:
    """Apply a table, all of it in one transaction.

    Raises :class:`LuodiError` where what it would do is no longer what was shown, or where a cell is bad and all was
    wanted.
    """
    with transaction.atomic():
        row = Import.objects.select_for_update().get(pk=row.pk)
        plan = plan_of(row)
        check(row, plan.fingerprint, len(plan.problems), fingerprint, choice)
        same = plan.same if choice.verified else ()
        apply_some(row, sites_of(plan, choice), same, choice, author_of(row, by))
        row.told = told_of(plan, choice)
        row.state, row.ended = Import.State.APPLIED, timezone.now()
        row.save()


def author_of(row: Import, by: User | None, what: str = "") -> Author:
    """Give who changes offers by a table, and why."""
    return Author(by, f"{what}{row.name} (#{row.pk})")


def sites_of(plan: Plan, choice: Choice) -> list[Site]:
    """Give the offers as they are kept: new, changed, and those that are gone where that means taken."""
    sites = [*plan.new, *(change.site for change in plan.changed)]
    if choice.gone == "taken":
        sites += [replace(own_site(gone), status="taken") for gone in plan.gone]
    return sites


def apply_some(
    row: Import, sites: Sequence[Site], same: Sequence[Site], choice: Choice, author: Author
) -> None:
    """Keep offers, note those and the unchanged ones (``same``) as verified if so chosen, and note what was touched."""
    affected = [site.id for site in (*sites, *same)]
    before = Row.objects.in_bulk(affected)
    keep_sites(sites, author=author, edited=True)
    after = Row.objects.in_bulk(affected)
    if choice.verified:
        verify([each for each in after.values() if each.status != "taken"], author)
        after = Row.objects.in_bulk(affected)
    row.touched |= {key: _touched(before.get(key), each) for key, each in after.items()}


def undo(row: Import, by: User) -> int:
    """Put back what an import changed; give how many rows stay because somebody has changed them since."""
    with transaction.atomic():
        row = Import.objects.select_for_update().get(pk=row.pk)
        if row.state != Import.State.APPLIED:
            raise LuodiError(_not_in(row, Text("没有可撤销的", "has nothing to undo")))
        stayed = undo_some(row, list(row.touched), author_of(row, by, "undo "))
        row.state, row.ended = Import.State.UNDONE, timezone.now()
        row.told = row.told | {"stayed": stayed}
        row.save()
    return stayed


def undo_some(row: Import, keys: Sequence[str], author: Author) -> int:
    """Put back some of the offers that an import touched; give how many stay because somebody has changed them since."""
    there, stayed = Row.objects.in_bulk(keys), 0
    for key in keys:
        now, touched = there.get(key), row.touched[key]
        if now is None or now.hash != touched["after"]:
            stayed += 1
        else:
            restore(now, _site(touched["values"]), touched, author)
    return stayed


def check(
    row: Import,
    now: str,
    problems: int,
    shown: str,
    choice: Choice,
    state: Import.State = Import.State.PREVIEWED,
) -> None:
    """Raise :class:`LuodiError` unless the row is in that state, what is planned ``now`` is what was ``shown``, and no cell
    is bad where all are wanted."""
    if row.state != state:
        raise LuodiError(_not_in(row, Text("已经处理过", "was dealt with already")))
    if now != shown:
        what = Text("预览之后房源又有变化", "no longer does what was shown: offers have changed since")
        raise LuodiError(
            Problem(row.name, what, Text("请看过新的预览再确认", "look at the new preview, then confirm"))
        )
    if problems and not choice.only_good:
        what = Text(f"有 {problems} 处问题", f"has {problems} problems")
        remedy = Text(
            "请改正文件后重新上传，或选择只导入没有问题的行", "mend the file, or choose the good rows only"
        )
        raise LuodiError(Problem(row.name, what, remedy))


def _not_in(row: Import, what: Text) -> Problem:
    return Problem(row.name, what, Text("请重新上传文件", "upload the file anew"))


def _touched(before: Row | None, after: Row) -> dict[str, Any]:
    return {
        "values": before.values if before else None,
        "edited": before.edited if before else [],
        "verified_at": before.verified_at.isoformat() if before and before.verified_at else None,
        "verified_by": before.verified_by_id if before else None,
        "after": after.hash,
    }


def told_of(plan: Plan, choice: Choice) -> dict[str, Any]:
    """Give what came of applying a plan."""
    return {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": len(plan.same),
        "gone": len(plan.gone),
        "left_out": plan.left_out,
        "taken": choice.gone == "taken",
        "verified": choice.verified,
    }


def _site(values: dict[str, Any] | None) -> Site | None:
    return None if values is None else site_from_json(values)


def _datum(row: Import) -> Datum:
    return {"gcj02": "gcj02", "bd09": "bd09"}.get(row.datum, "wgs84")  # type: ignore[return-value]
