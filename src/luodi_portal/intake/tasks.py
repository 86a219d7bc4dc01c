"""The kinds of jobs of intake."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import QuerySet

from luodi import facts
from luodi.core.errors import Problem
from luodi.core.text import Text
from luodi_portal.intake import batches
from luodi_portal.intake.jobs import Running, kind
from luodi_portal.intake.readers import read_blocks
from luodi_portal.knowledge.convert import document_of
from luodi_portal.knowledge.keep import READER, keep_readings
from luodi_portal.knowledge.models import Document

kind("gather", Text("查看来稿", "Look at what comes in"))(batches.gather)
kind("take", Text("收录文档", "Take documents in"))(batches.take)


@kind("reread", Text("重新阅读", "Read anew"))
def reread(job: Running, *, everything: bool) -> None:
    """Read kept documents with today's reader: those that an earlier one read, or all."""
    rows = (
        Document.objects.order_by("pk")
        if everything
        else Document.objects.exclude(reader=READER).order_by("pk")
    )
    last = int(job.place or 0)
    done = job.done
    job.report(done, done + rows.filter(pk__gt=last).count())
    left = rows.filter(pk__gt=last)
    for block, readings in read_blocks(_blocks(left), _documents, left.count()):
        if job.cancelled():
            return
        done += len(block)
        with transaction.atomic():
            keep_readings([reading for reading in readings if reading])
            job.report(done, place=str(block[-1].pk))
        for row in (row for row, reading in zip(block, readings, strict=True) if reading is None):
            job.say(Problem(str(row), *_UNREAD))


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
