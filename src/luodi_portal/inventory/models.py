"""Parks, their spaces, and what is offered. ``values`` holds all that luodi knows of one, in the shape of its files; the
columns beside it are what people search by, and are written from it in one place (:mod:`luodi_portal.inventory.keep`).

Every change of a park, a space or a site is kept with who, when and why (``history``).
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from luodi.core.text import Text
from luodi_portal.inventory.freshness import Freshness, freshness


def _history(*left_out: str) -> HistoricalRecords:
    return HistoricalRecords(
        history_change_reason_field=models.TextField(null=True), excluded_fields=list(left_out)
    )


class Placed(models.Model):
    """What stands somewhere in China. ``hash`` is that of ``values``: the same again changes nothing.

    ``lon`` and ``lat`` are WGS-84 degrees.
    """

    id = models.CharField(max_length=200, primary_key=True)
    name = models.TextField(blank=True)
    province = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=100, blank=True)
    district = models.CharField(max_length=100, blank=True)
    place = models.TextField(blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    synthetic = models.BooleanField(default=False)
    values = models.JSONField()
    hash = models.CharField(max_length=64)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name or self.id


class Park(Placed):
    """A park, with its admission terms in ``values``; its operators keep it, and no other.

    ``terms_edited`` says that a person gave the terms: a file that is loaded again does not change them back.
    ``entity`` is what documents know of it (:mod:`luodi_portal.knowledge.entities.parks` finds it by name and place).
    """

    terms_edited = models.BooleanField(default=False)
    operators = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="parks")
    entity = models.ForeignKey("knowledge.Entity", models.SET_NULL, null=True, related_name="parks")
    history = _history("entity")

    class Meta:
        ordering = ("name", "id")

    def get_absolute_url(self) -> str:
        """Give the address of the park's page."""
        return reverse("park", args=[self.id])


LEVELS = {
    "parcel": Text("地块", "parcel"),
    "building": Text("楼栋", "building"),
    "floor": Text("楼层", "floor"),
    "unit": Text("单元", "unit"),
}


class Space(models.Model):
    """A part of a park: parcel or building, then floor, then unit. What its ``values`` say, the offers in it inherit.

    ``source`` says who stated the values; a floor's name is its number (``-1``: the first basement).
    """

    park = models.ForeignKey(Park, models.CASCADE, related_name="spaces")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    level = models.CharField(max_length=10, choices=[(level, label.zh) for level, label in LEVELS.items()])
    name = models.CharField(max_length=100)
    values = models.JSONField(default=dict, blank=True)
    source = models.TextField(blank=True)
    history = _history()

    class Meta:
        ordering = ("park_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["parent", "level", "name"], name="one_space_a_name"),
            models.UniqueConstraint(
                fields=["park", "level", "name"], condition=Q(parent=None), name="one_top_space_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def path(self) -> list["Space"]:
        """Give the spaces that hold it, the outermost first, and itself."""
        return [*(self.parent.path() if self.parent else []), self]


class Site(Placed):
    """One offer. ``deal`` and ``kind`` hold several words as ``|lease|sale|``, so that one ``LIKE`` finds each.

    ``inherited`` holds, by field, what the offer has from its space: ``[value, key of the space]``; ``edited`` names
    the fields that a person of ours gave, which a post that is read again does not change. ``stated_on`` is the
    author's day, ``verified_at`` and ``verified_by`` are ours; ``fresh_on`` is the last day on which anybody stood by it.
    """

    park = models.ForeignKey(Park, models.SET_NULL, null=True, related_name="sites")
    space = models.ForeignKey(Space, models.SET_NULL, null=True, related_name="sites")
    document = models.ForeignKey("knowledge.Document", models.SET_NULL, null=True, related_name="sites")
    inherited = models.JSONField(default=dict, blank=True)
    edited = models.JSONField(default=list, blank=True)
    deal = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    floor_area_m2 = models.FloatField(null=True, db_index=True)
    land_area_m2 = models.FloatField(null=True)
    min_area_m2 = models.FloatField(null=True)
    clear_height_m = models.FloatField(null=True)
    crane_t = models.FloatField(null=True)
    rent_cny_m2_month = models.FloatField(null=True)
    status = models.CharField(max_length=20, blank=True)
    stated_on = models.DateField(null=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    taken_in = models.DateTimeField(default=timezone.now)
    fresh_on = models.DateField(db_index=True)
    history = _history()

    class Meta:
        ordering = ("synthetic", "name", "id")

    def get_absolute_url(self) -> str:
        """Give the address of the site's page."""
        return reverse("site", args=[self.id])

    @property
    def freshness(self) -> Freshness:
        """Tell whether it is fresh, stale, or gone from public search."""
        return freshness(self.fresh_on, timezone.localdate(), invented=self.synthetic)


class Indicator(models.Model):
    """One 标准地 indicator of a parcel: bounds in the unit of :data:`luodi_portal.inventory.indicators.INDICATORS`, or words."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="indicators")
    name = models.CharField(max_length=40)
    at_least = models.FloatField(null=True, blank=True)
    at_most = models.FloatField(null=True, blank=True)
    words = models.TextField(blank=True)
    source = models.TextField(blank=True)
    stated_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("space_id", "id")
        constraints = (models.UniqueConstraint(fields=["space", "name"], name="one_indicator_a_name"),)

    def __str__(self) -> str:
        return f"{self.space} {self.name}"


class Attachment(models.Model):
    """A photo or a document of a park, of a space or of an offer; ``alt`` says what a photo shows."""

    park = models.ForeignKey(Park, models.CASCADE, null=True, related_name="attachments")
    space = models.ForeignKey(Space, models.CASCADE, null=True, related_name="attachments")
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="attachments")
    is_photo = models.BooleanField()
    name = models.CharField(max_length=200)
    alt = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to="public/inventory/%Y/%m/")
    small = models.FileField(upload_to="public/inventory/%Y/%m/", blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    size = models.PositiveIntegerField()
    added = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-is_photo", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(park__isnull=False, space=None, site=None)
                | Q(park=None, space__isnull=False, site=None)
                | Q(park=None, space=None, site__isnull=False),
                name="attached_to_one",
            ),
        )

    def __str__(self) -> str:
        return self.alt or self.name

    def owner(self) -> Park | Space | Site:
        """Give what it is attached to."""
        owner = self.site or self.space or self.park
        assert owner is not None  # the constraint
        return owner


class Import(models.Model):
    """An uploaded table: previewed, then applied, and undone if need be. ``touched`` holds what undoing puts back:
    by a site's id, its values before (None: it was new) and its hash after. Of a large table a ``job`` does each step, and
    ``preview`` is what it found."""

    class State(models.TextChoices):
        """How far it has come."""

        LOOKING = "looking"
        PREVIEWED = "previewed"
        APPLYING = "applying"
        APPLIED = "applied"
        UNDOING = "undoing"
        UNDONE = "undone"

    park = models.ForeignKey(Park, models.CASCADE, null=True, related_name="imports")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="imports/%Y/%m/")
    datum = models.CharField(max_length=10, default="wgs84")
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    told = models.JSONField(default=dict)
    touched = models.JSONField(default=dict)
    preview = models.JSONField(null=True)
    job = models.ForeignKey("intake.Job", models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made", "-id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("import", args=[self.pk])


def history_of(row: Park | Space | Site) -> Iterator[Any]:
    """Give what was kept of a row, the newest first."""
    yield from row.history.select_related("history_user").order_by("-history_date", "-history_id")
