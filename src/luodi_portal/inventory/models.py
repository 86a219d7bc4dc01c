"""Parks and sites. ``values`` holds all that luodi knows of one, in the shape of its files; the columns beside it are
what people search by, and are written from it in one place (:mod:`luodi_portal.inventory.keep`)."""

from django.db import models
from django.urls import reverse


class Placed(models.Model):
    """What stands somewhere in China. ``hash`` is that of ``values``: the same again changes nothing."""

    id = models.CharField(max_length=200, primary_key=True)
    name = models.TextField(blank=True)
    province = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=100, blank=True)
    district = models.CharField(max_length=100, blank=True)
    place = models.TextField(blank=True)
    synthetic = models.BooleanField(default=False)
    values = models.JSONField()
    hash = models.CharField(max_length=64)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name or self.id


class Park(Placed):
    """A park, with its admission terms in ``values``."""

    class Meta:
        ordering = ("name", "id")

    def get_absolute_url(self) -> str:
        """Give the address of the park's page."""
        return reverse("park", args=[self.id])


class Site(Placed):
    """One offer. ``deal`` and ``kind`` hold several words as ``|lease|sale|``, so that one ``LIKE`` finds each."""

    park = models.ForeignKey(Park, models.SET_NULL, null=True, related_name="sites")
    document = models.ForeignKey("knowledge.Document", models.SET_NULL, null=True, related_name="sites")
    deal = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    floor_area_m2 = models.FloatField(null=True, db_index=True)
    land_area_m2 = models.FloatField(null=True)
    min_area_m2 = models.FloatField(null=True)
    clear_height_m = models.FloatField(null=True)
    rent_cny_m2_month = models.FloatField(null=True)
    status = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("synthetic", "name", "id")

    def get_absolute_url(self) -> str:
        """Give the address of the site's page."""
        return reverse("site", args=[self.id])
