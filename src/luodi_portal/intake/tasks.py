"""The kinds of jobs of intake."""

from django.db import transaction

from luodi.core.text import Text
from luodi.reading.read import read_document
from luodi_portal.intake import batches
from luodi_portal.intake.jobs import Running, kind
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
    while block := list(rows.filter(pk__gt=last)[: batches.BLOCK]):
        if job.cancelled():
            return
        readings = [read_document(document_of(row)) for row in block]
        last, done = block[-1].pk, done + len(block)
        with transaction.atomic():
            keep_readings(readings)
            job.report(done, place=str(last))
