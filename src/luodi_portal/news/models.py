"""How often an article is read and passed on: two numbers, nothing about who."""

from django.db import models
from django.db.models import F

from luodi_portal.knowledge.models import Document


class Reach(models.Model):
    """How often a document's page was read, and its address copied, as readers' browsers said."""

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="reach")
    views = models.PositiveIntegerField(default=0)
    shares = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.views} / {self.shares}"


def count_one(document: Document, what: str) -> None:
    """Count one of ``views`` or ``shares``, in one statement, so that two at once are two."""
    if not Reach.objects.filter(pk=document.pk).update(**{what: F(what) + 1}):
        Reach.objects.bulk_create([Reach(document=document)], ignore_conflicts=True)
        Reach.objects.filter(pk=document.pk).update(**{what: F(what) + 1})
