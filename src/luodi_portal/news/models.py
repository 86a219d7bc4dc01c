"""How often an article is read and passed on: two numbers, nothing about who."""

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

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


class Counted(models.Model):
    """What was counted today: a keyed digest of the day, the article and the reader's address. It is gone the day after."""

    digest = models.CharField(max_length=64, primary_key=True)
    day = models.DateField(db_index=True)

    def __str__(self) -> str:
        return self.digest


def count_once(document: Document, what: str, address: str) -> None:
    """Count like :func:`count_one`, but once a day for one address, so that nobody drives an article's numbers up."""
    today = timezone.localdate()
    said = f"{what} {document.pk} {today} {address}"
    digest = salted_hmac(__name__, said, algorithm="sha256").hexdigest()
    if Counted.objects.get_or_create(digest=digest, defaults={"day": today})[1]:
        Counted.objects.filter(day__lt=today).delete()
        count_one(document, what)
