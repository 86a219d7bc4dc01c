"""What people decided, in the shape of the annotation guide: gold to measure and improve the reader with."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from luodi_portal.knowledge.models import Document, Fact, Review
from luodi_portal.knowledge.review.decide import COUNTED

_OUR_OWN = ("start", "end", "in", "readers")  # what the guide does not know


def gold_documents(*, whole: bool = True) -> QuerySet[Document]:
    """Give the news of which people decided every fact (``whole``), or at least one."""
    decided = Review.objects.filter(
        document=OuterRef("document"), fact=OuterRef("pk"), undone=False, verdict__in=COUNTED
    )
    open_ = Fact.objects.filter(~Exists(decided), document=OuterRef("pk"))
    some = Review.objects.filter(document=OuterRef("pk"), undone=False, verdict__in=COUNTED)
    rows = Document.objects.filter(Exists(some), type="news")
    return (rows.filter(~Exists(open_)) if whole else rows).order_by("slug")


def gold_lines(*, whole: bool = True) -> Iterator[str]:
    """Give one line of JSON a document, with the facts that were accepted or corrected."""
    for document in gold_documents(whole=whole).prefetch_related("reviews").iterator(chunk_size=100):
        yield json.dumps(gold_of(document), ensure_ascii=False) + "\n"


def gold_of(document: Document) -> dict[str, Any]:
    """Give a document with what people let stand in it, in the order of the text."""
    live = [review for review in document.reviews.all() if not review.undone and review.verdict in COUNTED]
    kept = [review.said or review.read for review in live if review.verdict != "reject"]
    kept.sort(key=lambda fact: (fact.get("in", "text") == "text", fact["start"], fact["end"]))
    return {
        "id": document.slug,
        "type": "news",
        "published": document.published.isoformat() if document.published else None,
        "title": document.title,
        "text": document.text,
        "facts": [{name: value for name, value in fact.items() if name not in _OUR_OWN} for fact in kept],
    }
