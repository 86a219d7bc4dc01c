"""Reading kept documents again with today's reader: which, what would change by it, and doing it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from luodi import facts
from luodi.core.errors import Problem
from luodi.core.fields import to_plain
from luodi.core.text import Text
from luodi.reading.wording import kind_label
from luodi_portal.accounts.models import User
from luodi_portal.intake import batches
from luodi_portal.intake.jobs import Running, start
from luodi_portal.intake.models import Job
from luodi_portal.intake.readers import read_blocks
from luodi_portal.inventory.models import Park
from luodi_portal.inventory.posts import read_again
from luodi_portal.knowledge.convert import document_of
from luodi_portal.knowledge.keep import READER, keep_readings, lost_facts
from luodi_portal.knowledge.models import Document, Review

KIND = "reread"
MOST_SAID = 200
"""Documents of which the log says what changes; of the others it holds the sums."""
WHICH = {
    "earlier": Text("以前的阅读器读的", "what an earlier reader read"),
    "all": Text("全部", "all"),
    "park": Text("有关一个园区的", "what concerns a park"),
    "document": Text("一篇", "one document"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents: ``which`` is a key of :data:`WHICH`, ``key`` that of the park, or the document's address."""

    which: str
    key: str = ""

    def documents(self) -> QuerySet[Document]:
        """Give them."""
        rows = Document.objects.order_by("pk")
        match self.which:
            case "all":
                return rows
            case "earlier":
                return rows.exclude(reader=READER)
            case "document":
                return rows.filter(slug=self.key)
            case "park":
                return rows.filter(_concerns(Park.objects.filter(pk=self.key).first()))
        raise ValueError(self.which)


def _concerns(park: Park | None) -> Q:
    """Tell the documents that name a park, say something of it, or offer something in it."""
    if park is None:
        return Q(pk__in=())
    said = Q(pk__in=park.sites.exclude(document=None).values("document"))
    if park.name:
        said |= Q(text__contains=park.name) | Q(title__contains=park.name)
    if park.entity_id:
        root = park.entity.root_id if park.entity else None
        for end in ("facts__subject_entity__root", "facts__object_entity__root"):
            said |= Q(pk__in=Document.objects.filter(**{end: root}).values("pk"))
    return said


@dataclass(frozen=True, slots=True)
class Sums:
    """What changes: documents, facts that are new, facts that are found no more (of them ``reviewed`` by people), fields."""

    documents: int = 0
    new: int = 0
    gone: int = 0
    reviewed: int = 0
    fields: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        """Add up."""
        return Sums(*(getattr(self, name) + getattr(other, name) for name in Sums.__slots__))

    def told(self) -> Text:
        """Say it."""
        kept = Text(
            f"，其中 {self.reviewed} 条有人复核过（复核保留）",
            f" ({self.reviewed} of them reviewed: the reviews stay)",
        )
        return Text(
            f"新增事实 {self.new}，不再有 {self.gone}{kept.zh if self.reviewed else ''}，字段变化 {self.fields}",
            f"{self.new} facts new, {self.gone} no more{kept.en if self.reviewed else ''}, {self.fields} fields differ",
        )


def begin(scope: Scope, by: User, *, dry: bool, link: str) -> Job:
    """Have documents read again; ``dry``: only say what would change."""
    return start(KIND, by, link=link, which=scope.which, key=scope.key, dry=dry)


def last_job(scope: Scope) -> Job | None:
    """Find the last job that read these documents again, or would have."""
    asked = Q(arguments__which=scope.which, arguments__key=scope.key)
    return Job.objects.filter(asked, kind=KIND).select_related("by").order_by("-pk").first()


def reread(job: Running, *, which: str, key: str = "", dry: bool = False) -> None:
    """Read documents anew and keep what is read, or only say what would change; a document on which it fails stays as it is."""
    rows = Scope(which, key).documents()
    last, sums = _place(job.place)
    done = job.done
    left = rows.filter(pk__gt=last)
    job.report(done, done + left.count())
    for block, readings in read_blocks(_blocks(left), _documents, left.count()):
        if job.cancelled():
            return
        done += len(block)
        good = [(row, reading) for row, reading in zip(block, readings, strict=True) if reading]
        with transaction.atomic():
            for row, reading in good:
                sums += _tell(job, row, reading, sums)
            if not dry:
                keep_readings([reading for _, reading in good])
                read_again(good)
            job.report(done, place=" ".join(map(str, (block[-1].pk, *_numbers(sums)))))
        for row in (row for row, reading in zip(block, readings, strict=True) if reading is None):
            job.say(Problem(str(row), *_UNREAD))
    job.say(_outcome(sums, dry=dry))


def _tell(job: Running, row: Document, reading: facts.Reading, so_far: Sums) -> Sums:
    """Say what changes in one document, as long as few have been told of."""
    changes, line = compare(row, reading)
    if changes.documents and so_far.documents < MOST_SAID:
        job.say(line)
    return changes


def compare(row: Document, reading: facts.Reading) -> tuple[Sums, Text]:
    """Set a reading beside what is kept of a document; the line names some of the kinds of facts that differ."""
    there = set(row.facts.values_list("pk", flat=True))
    still = {fact.id(row.hash) for fact in reading.facts}
    gone = list(lost_facts([row], still)) if there - still else []
    new = [fact for fact in reading.facts if fact.id(row.hash) not in there]
    reviewed = Review.objects.filter(document=row, undone=False, fact__in=[fact.pk for fact in gone]).count()
    before = dict(row.fields.values_list("name", "value"))
    after = {field.name: to_plain(field.value) for field in reading.fields}
    fields = sum(before.get(name) != after.get(name) for name in before.keys() | after.keys())
    changed = bool(new or gone or fields or row.type != reading.type)
    sums = Sums(int(changed), len(new), len(gone), reviewed, fields)
    told, kinds = sums.told(), dict.fromkeys([*(fact.kind for fact in new), *(row.kind for row in gone)])
    named = Text(
        *(
            "、".join(kind_label(kind, "zh") for kind in kinds),
            ", ".join(kind_label(kind, "en") for kind in kinds),
        )
    )
    if not kinds:
        return sums, Text(f"{row}：{told.zh}", f"{row}: {told.en}")
    return sums, Text(f"{row}：{told.zh}（{named.zh}）", f"{row}: {told.en} ({named.en})")


def _outcome(sums: Sums, *, dry: bool) -> Text:
    told = sums.told()
    if dry:
        return Text(
            f"会改动 {sums.documents} 篇：{told.zh}。什么都还没有改。",
            f"{sums.documents} documents would change: {told.en}. Nothing was changed.",
        )
    return Text(f"改动了 {sums.documents} 篇：{told.zh}", f"{sums.documents} documents changed: {told.en}")


def _numbers(sums: Sums) -> tuple[int, ...]:
    return tuple(getattr(sums, name) for name in Sums.__slots__)


def _place(place: str) -> tuple[int, Sums]:
    """Give where to go on behind, and the sums so far."""
    last, *numbers = [int(word) for word in place.split()] or [0]
    return last, Sums(*numbers)


def _blocks(rows: QuerySet[Document]) -> Iterator[list[Document]]:
    last = 0
    while block := list(rows.filter(pk__gt=last)[: batches.BLOCK]):
        last = block[-1].pk
        yield block


def _documents(rows: Sequence[Document]) -> list[facts.Document]:
    return [document_of(row) for row in rows]


_UNREAD = (
    Text("阅读器在这篇上出错，保留原来的事实", "the reader failed on it; its facts stay as they were"),
    Text("服务器日志里有原因", "the server's log says why"),
)
