"""What ``luodi-portal demo`` does, a function a step; each says in a line what came of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.facts import Document, Reading
from luodi.matching.answer import Answer
from luodi.reading.files import load_documents
from luodi.reading.read import read_document
from luodi.sites.listings import link_parks, site_from_reading
from luodi.sites.park import Park
from luodi.sites.site import Site
from luodi.sites.tables import Table, load_parks
from luodi_portal.accounts.models import User
from luodi_portal.accounts.people import add_user
from luodi_portal.accounts.roles import OPERATOR, ROLES
from luodi_portal.demo.units import keep_units
from luodi_portal.desk.requirements import keep_read
from luodi_portal.desk.shortlists import answer_to, keep_answer, offers
from luodi_portal.inventory import keep as inventory
from luodi_portal.inventory import models
from luodi_portal.knowledge.keep import Kept, keep_reading

HERE = Path(__file__).parent
FILES = (
    HERE / "documents" / "news",
    HERE / "documents" / "listings.jsonl",
    HERE / "documents" / "enquiries.jsonl",
)
Say = Callable[[Text], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo ended with: the requirement's key in the portal, and its answer."""

    requirement: int
    answer: Answer


def run(say: Say) -> Shown:
    """Read, keep and match the bundled documents, saying each step; again and again doubles nothing."""
    readings = _read(say)
    kept = _keep(readings, say)
    parks = _good(load_parks(HERE / "parks.jsonl"))
    _say_kept(inventory.keep_parks(parks), Text("园区", "parks"), say)
    sites = link_parks([_site(reading) for reading in readings if reading.type == "listing"], parks)
    documents = {reading.document.id: each.document.pk for reading, each in zip(readings, kept, strict=True)}
    _say_kept(inventory.keep_sites(sites, documents), Text("房源", "sites"), say)
    _say_kept(keep_units(), Text("楼层与地块", "floors and parcels"), say)
    _people(say)
    models.Park.objects.get(pk=parks[0].id).operators.add(User.objects.get(username=f"demo-{OPERATOR.name}"))
    return _match(readings, say)


def _people(say: Say) -> None:
    """Make one account a role; the passwords are said once, where they are drawn."""
    for role in ROLES:
        name = f"demo-{role.name}"
        if User.objects.filter(username=name).exists():
            say(
                Text(
                    f"{role.label.zh}：账号 {name} 已有", f"{role.label.en}: account {name} is there already"
                )
            )
            continue
        password = add_user(name, role, display_name=f"示例{role.label.zh}").password
        said = Text(
            f"{role.label.zh}：账号 {name}，密码 {password}",
            f"{role.label.en}: account {name}, password {password}",
        )
        say(Text(f"{said.zh}（只显示这一次）", f"{said.en} (shown this once)"))


def _read(say: Say) -> list[Reading]:
    readings = [read_document(document) for document in _documents()]
    facts, fields = (sum(len(getattr(each, what)) for each in readings) for what in ("facts", "fields"))
    say(
        Text(
            f"读了 {len(readings)} 篇文档：{facts} 条事实，{fields} 个字段",
            f"read {len(readings)} documents: {facts} facts, {fields} fields",
        )
    )
    return readings


def _documents() -> Iterator[Document]:
    for loaded in load_documents(FILES):
        if isinstance(loaded, Problem):
            raise LuodiError(loaded)  # our own files: a problem in them is ours
        yield loaded


def _keep(readings: Sequence[Reading], say: Say) -> list[Kept]:
    kept = [keep_reading(reading) for reading in readings]
    new = sum(each.new for each in kept)
    say(
        Text(
            f"保存文档：新增 {new}，已有 {len(kept) - new}",
            f"kept the documents: {new} new, {len(kept) - new} there already",
        )
    )
    return kept


def _good(table: Table[Park]) -> tuple[Park, ...]:
    if table.problems:
        raise LuodiError(table.problems[0])
    return table.rows


def _site(reading: Reading) -> Site:
    """Make the offer of a listing; the demo's are all invented, and say so."""
    document = reading.document
    return replace(site_from_reading(reading, name=document.title, place=document.id), synthetic=True)


def _say_kept(kept: inventory.Kept, what: Text, say: Say) -> None:
    said = kept.told(what)
    say(Text(f"保存{said.zh}", f"kept the {said.en}"))


def _match(readings: Sequence[Reading], say: Say) -> Shown:
    rows = [keep_read(reading) for reading in readings if reading.type == "requirement"]
    row = rows[0]
    among = offers(public=False)
    answer = answer_to(row, among)
    keep_answer(row, among)
    say(
        Text(
            f"匹配“{row}”：{answer.considered} 处房源，{answer.passing} 处没有不合之处",
            f"matched “{row}”: {answer.considered} sites, {answer.passing} with nothing against them",
        )
    )
    return Shown(row.pk, answer)
