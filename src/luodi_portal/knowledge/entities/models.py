"""An entity is what one name means. Names that mean the same are joined, not rewritten: every join can be taken back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from luodi.core.text import Text
from luodi.facts.naming import NameForm

KINDS = {
    "park": Text("园区", "park"),
    "zone": Text("开发区", "zone"),
    "firm": Text("企业", "firm"),
    "project": Text("项目", "project"),
    "institution": Text("机构", "institution"),
    "place": Text("行政区", "place"),
}
STATES = {
    "open": Text("待定", "open"),
    "same": Text("同一个", "the same"),
    "apart": Text("不是同一个", "kept apart"),
    "later": Text("以后再说", "later"),
}


def _person() -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )


class Entity(models.Model):
    """What one name means: the parts of :class:`luodi.facts.naming.NameForm`, and what it is joined with.

    ``key`` is what names that surely mean the same share. ``root`` is the entity that stands for all that it is joined
    with, itself where with none. ``whole`` is the greater thing that this is a stage of. ``platform`` holds the kinds of
    shared service that the name promises, as ``|testing|cold|``. ``lon`` and ``lat`` are WGS-84, of places only.
    """

    key = models.CharField(max_length=500, unique=True)
    kind = models.CharField(max_length=12)
    name = models.TextField()
    core = models.TextField()
    ending = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    division = models.CharField(max_length=40, blank=True)
    assumed = models.BooleanField(default=False)
    root = models.ForeignKey("self", models.SET_NULL, null=True, related_name="members")
    whole = models.ForeignKey("self", models.SET_NULL, null=True, related_name="stages")
    platform = models.CharField(max_length=200, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")
        indexes = (
            models.Index(fields=["kind", "name"], name="entity_by_kind"),
            models.Index(fields=["division"], name="entity_by_division"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Give the address of the page of what it is joined with."""
        return reverse("entity", args=[self.root_id or self.pk])

    def form(self) -> NameForm:
        """Give the name taken apart."""
        return NameForm(self.name, self.kind, self.core, self.ending, self.stage, self.division, self.assumed)  # type: ignore[arg-type]


class EntityName(models.Model):
    """One way of writing an entity's name, and the document where it was first read (None: not from a document)."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="names")
    name = models.TextField()
    document = models.ForeignKey("knowledge.Document", models.SET_NULL, null=True, related_name="+")
    fact = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["entity", "name"], name="one_row_a_name"),)
        indexes = (models.Index(fields=["name"], name="entity_by_name"),)

    def __str__(self) -> str:
        return self.name


class EntityBlock(models.Model):
    """A key by which entities that may be the same find each other (:func:`luodi.facts.naming.blocking_keys`)."""

    key = models.CharField(max_length=80)
    entity = models.ForeignKey(Entity, models.CASCADE, related_name="blocks")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["key", "entity"], name="one_block_a_key"),)

    def __str__(self) -> str:
        return self.key


class Pairing(models.Model):
    """Two entities that may be the same, why, and what was decided. ``by`` is None where a safe rule joined them.

    ``reasons`` are pairs of Chinese and English.
    """

    left = models.ForeignKey(Entity, models.CASCADE, related_name="+")
    right = models.ForeignKey(Entity, models.CASCADE, related_name="+")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=5, choices=[(s, t.zh) for s, t in STATES.items()], default="open")
    by = _person()
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-score", "pk")
        constraints = (
            models.UniqueConstraint(fields=["left", "right"], name="one_pairing_a_pair"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pairing_in_order"),
        )
        indexes = (models.Index(fields=["state", "-score"], name="pairing_by_state"),)

    def __str__(self) -> str:
        return f"{self.left_id} – {self.right_id}: {self.state}"


class PairingChange(models.Model):
    """The log of what was decided about pairs: who, when, why, from what to what. ``undone`` ones count no more."""

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="changes")
    before = models.CharField(max_length=5)
    after = models.CharField(max_length=5)
    why = models.TextField(blank=True)
    by = _person()
    at = models.DateTimeField(auto_now_add=True)
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Meaning(models.Model):
    """A person's word: in this document the name with this ``key`` means another entity than elsewhere (a split)."""

    document = models.ForeignKey("knowledge.Document", models.CASCADE, related_name="meanings")
    key = models.CharField(max_length=500)
    entity = models.ForeignKey(Entity, models.CASCADE, related_name="meanings")
    why = models.TextField(blank=True)
    by = _person()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["document", "key"], name="one_meaning_a_name"),)

    def __str__(self) -> str:
        return f"{self.key} → {self.entity_id}"


class Pick(models.Model):
    """A person's word on which of several claims a figure of an entity shows. ``figure`` names series and period."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="picks")
    figure = models.CharField(max_length=300)
    fact = models.CharField(max_length=24)
    by = _person()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["entity", "figure"], name="one_pick_a_figure"),)

    def __str__(self) -> str:
        return f"{self.figure}: {self.fact}"
