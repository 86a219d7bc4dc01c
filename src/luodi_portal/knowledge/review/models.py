"""Reviews: the reading stays as it is, a person's word is a record of its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from luodi.core.text import Text

VERDICTS = {
    "accept": Text("采纳", "accepted"),
    "correct": Text("更正", "corrected"),
    "reject": Text("不对", "rejected"),
    "skip": Text("跳过", "skipped"),
    "add": Text("补充", "added"),
}


class Review(models.Model):
    """What a person said of a fact, by document and fact id: it outlives a reading that no longer finds the fact.

    ``read`` is the fact as it was read (or, where the reader missed it, as the person added it), ``said`` what the person
    said instead, in the shape of the annotation guide.
    ``replaces`` is the review before; undoing this one brings it back.
    """

    document = models.ForeignKey("knowledge.Document", models.CASCADE, related_name="reviews")
    fact = models.CharField(max_length=24)
    verdict = models.CharField(max_length=7, choices=[(name, text.zh) for name, text in VERDICTS.items()])
    read = models.JSONField()
    said = models.JSONField(null=True, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone = models.BooleanField(default=False)
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["document", "fact"], condition=Q(undone=False), name="one_review_a_fact"
            ),
        )

    def __str__(self) -> str:
        return f"{self.fact}: {self.verdict}"
