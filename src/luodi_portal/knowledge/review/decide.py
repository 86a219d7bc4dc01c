"""A person's word on a fact: accept, correct, reject, skip, or add what was missed; undo takes the last one back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from luodi import facts
from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.knowledge.convert import fact_of
from luodi_portal.knowledge.entities.resolve import Claim, resolve_document
from luodi_portal.knowledge.keep import PERSON, fact_values
from luodi_portal.knowledge.models import Document, Fact, Review
from luodi_portal.knowledge.signals import documents_kept

COUNTED = ("accept", "correct", "reject", "add")
"""The verdicts that say something of the fact; a skipped one waits for somebody else."""
Reviews = Mapping[tuple[int, str], Review]
_THERE = (
    Text("这条事实已经有了", "says just this already"),
    Text("要改它，请去复核它", "review that fact to change it"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as it counts: what a person made of it, or as it was read; ``review`` is the person's word, if any."""

    row: Fact
    fact: facts.Fact
    review: Review | None = None

    @property
    def corrected(self) -> bool:
        """Say whether it differs from what was read."""
        return self.review is not None and self.review.verdict == "correct"

    @property
    def confirmed(self) -> bool:
        """Say whether a person stands behind it."""
        return self.review is not None and self.review.verdict in ("accept", "correct", "add")


def queue(*, document: Document | None = None, kind: str = "", skipped: bool = False) -> QuerySet[Fact]:
    """Give the facts that nobody has reviewed, those first that a person should look at soonest."""
    live = Review.objects.filter(document=OuterRef("document"), fact=OuterRef("pk"), undone=False)
    rows = Fact.objects.select_related("document", "subject_entity")
    rows = rows.filter(Exists(live.filter(verdict="skip"))) if skipped else rows.filter(~Exists(live))
    if document:
        rows = rows.filter(document=document)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("-priority", "document", "start", "pk")


def decide(
    row: Fact, verdict: str, by: User | None, said: facts.Fact | None = None, note: str = ""
) -> Review:
    """Keep a person's word on a fact in the place of the one before; ``said`` is what it should say where corrected."""
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=row.document_id)
        review = _keep_word(
            Review(fact=row.pk, verdict=verdict, said=said.to_json() if said else None, note=note, by=by), row
        )
        _resolve_anew(review, review.replaces)
    return review


def add(document: Document, missed: facts.Fact, by: User | None, note: str = "") -> Review:
    """Keep a fact that the reader missed, as a person's own: it stays when the document is read again.

    Raises :class:`LuodiError` where the very same is there already.
    """
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=document.pk)
        claim = Claim.of(document, missed)
        if Fact.objects.filter(pk=claim.id).exists():
            raise LuodiError(Problem(missed.span.quote, *_THERE))
        (values,) = fact_values([claim], PERSON)
        row = Fact.objects.create(**values)
        review = _keep_word(Review(fact=row.pk, verdict="add", note=note, by=by), row)
        documents_kept.send(Document, documents=[document], new=[])
    return review


def _keep_word(review: Review, row: Fact) -> Review:
    """Keep a person's word on a fact in the place of the one before."""
    before = Review.objects.filter(document=row.document_id, fact=row.pk, undone=False).first()
    if before:
        before.undone = True
        before.save(update_fields=["undone"])
    review.document_id, review.read, review.replaces = row.document_id, fact_of(row).to_json(), before
    review.save()
    return review


def undo(by: User) -> Review | None:
    """Take back the last word of a person; what stood before stands again. None where there is none."""
    with transaction.atomic():
        last = Review.objects.select_for_update().filter(by=by, undone=False).order_by("-pk").first()
        if last is None:
            return None
        last.undone = True
        last.save(update_fields=["undone"])
        if last.replaces:
            Review.objects.filter(pk=last.replaces.pk).update(undone=False)
        if last.verdict == "add":
            Fact.objects.filter(pk=last.fact, reader=PERSON).delete()
            documents_kept.send(Document, documents=[last.document], new=[])
        _resolve_anew(last, last.replaces)
    return last


def _resolve_anew(*reviews: Review | None) -> None:
    """A correction may name another subject."""
    if any(review is not None and review.verdict == "correct" for review in reviews):
        resolve_document(next(review.document for review in reviews if review))


def reviews_of(rows: Iterable[Fact]) -> Reviews:
    """Give the reviews that count of facts, by document and fact."""
    wanted = list(rows)
    live = Review.objects.filter(
        document__in={row.document_id for row in wanted}, undone=False, verdict__in=COUNTED
    ).select_related("by")
    return {(review.document_id, review.fact): review for review in live}


def said_of(rows: Iterable[Fact]) -> list[Said]:
    """Give facts as they count: corrected ones as the person said, rejected ones not at all."""
    wanted = list(rows)
    reviews = reviews_of(wanted)
    found = (_said(row, reviews.get((row.document_id, row.pk))) for row in wanted)
    return [said for said in found if said.review is None or said.review.verdict != "reject"]


def _said(row: Fact, review: Review | None) -> Said:
    read = fact_of(row)
    if review is None or review.verdict != "correct" or not review.said:
        return Said(row, read, review)
    return Said(row, corrected_fact(read, review.said), review)


def corrected_fact(read: facts.Fact, said: Mapping[str, Any]) -> facts.Fact:
    """Give a fact with what a person said in the place of what was read; span and rule stay the reader's."""
    return replace(
        read,
        subject=said["subject"],
        value=said.get("value"),
        unit=said.get("unit"),
        object=said.get("object"),
        approx=said.get("approx", "exact"),
        date=said.get("date"),
        period=said.get("period"),
        expected=bool(said.get("expected")),
        previous=said.get("previous"),
        investors=tuple(said.get("investors", ())),
        text=said.get("text"),
        inferred=bool(said.get("inferred")),
    )
