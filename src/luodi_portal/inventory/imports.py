"""Tables taken in: uploaded and previewed, applied in one transaction, undone where nobody has changed the rows since."""

from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose: only good rows or all or nothing, what becomes of offers that are gone, whether all was verified."""

    only_good: bool = False
    gone: Gone = "leave"
    verified: bool = False


def take_in(data: bytes, name: str, park: Park | None, datum: Datum, by: User) -> Import:
    """Keep an uploaded table for its preview; raises :class:`LuodiError` where it can't be used at all."""
    if len(data) > MOST_BYTES:
        what = Text(f"超过 {MOST_BYTES // 1_000_000} MB", f"is larger than {MOST_BYTES // 1_000_000} MB")
        raise LuodiError(Problem(name, what, Text("请拆成几个文件", "split it")))
    make_plan(data, name, park, datum)
    row = Import(park=park, name=name, datum=datum, by=by)
    row.file.save(name, ContentFile(data), save=False)
    row.save()
    return row


def plan_of(row: Import) -> Plan:
    """Set the table beside what is kept now."""
    with row.file.open("rb") as stream:
        return make_plan(stream.read(), row.name, row.park, _datum(row))


def apply(row: Import, fingerprint: str, choice: Choice, by: User) -> None:
    """Apply a table, all of it in one transaction.

    Raises :class:`LuodiError` where what it would do is no longer what was shown, or where a cell is bad and all was
    wanted.
    """
    with transaction.atomic():
        row = Import.objects.select_for_update().get(pk=row.pk)
        plan = plan_of(row)
        _check(row, plan, fingerprint, choice)
        author = Author(by, f"{row.name} (#{row.pk})")
        sites = [*plan.new, *(change.site for change in plan.changed)]
        if choice.gone == "taken":
            sites += [replace(own_site(gone), status="taken") for gone in plan.gone]
        affected = [*sites, *(plan.same if choice.verified else ())]
        before = {each.pk: each for each in Row.objects.filter(pk__in=[site.id for site in affected])}
        keep_sites(sites, author=author, edited=True)
        after = Row.objects.in_bulk([site.id for site in affected])
        if choice.verified:
            verify([each for each in after.values() if each.status != "taken"], author)
            after = Row.objects.in_bulk(list(after))
        row.touched = {key: _touched(before.get(key), each) for key, each in after.items()}
        row.told = _told(plan, choice)
        row.state, row.ended = Import.State.APPLIED, timezone.now()
        row.save()


def undo(row: Import, by: User) -> int:
    """Put back what an import changed; give how many rows stay because somebody has changed them since."""
    stayed = 0
    with transaction.atomic():
        row = Import.objects.select_for_update().get(pk=row.pk)
        if row.state != Import.State.APPLIED:
            raise LuodiError(_not_in(row, Text("没有可撤销的", "has nothing to undo")))
        author = Author(by, f"undo {row.name} (#{row.pk})")
        for key, touched in row.touched.items():
            now = Row.objects.filter(pk=key).first()
            if now is None or now.hash != touched["after"]:
                stayed += 1
            else:
                restore(now, _site(touched["values"]), touched, author)
        row.state, row.ended = Import.State.UNDONE, timezone.now()
        row.told = row.told | {"stayed": stayed}
        row.save()
    return stayed


def _check(row: Import, plan: Plan, fingerprint: str, choice: Choice) -> None:
    if row.state != Import.State.PREVIEWED:
        raise LuodiError(_not_in(row, Text("已经处理过", "was dealt with already")))
    if plan.fingerprint != fingerprint:
        what = Text("预览之后房源又有变化", "no longer does what was shown: offers have changed since")
        raise LuodiError(
            Problem(row.name, what, Text("请看过新的预览再确认", "look at the new preview, then confirm"))
        )
    if plan.problems and not choice.only_good:
        what = Text(f"有 {len(plan.problems)} 处问题", f"has {len(plan.problems)} problems")
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


def _told(plan: Plan, choice: Choice) -> dict[str, Any]:
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
