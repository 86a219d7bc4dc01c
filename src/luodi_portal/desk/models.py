"""What firms asked for, and what was answered."""

from django.db import models
from django.urls import reverse


class Requirement(models.Model):
    """What a firm asks for: its words, and the fields as understood or corrected.

    ``values`` is in the shape of luodi's files; ``spans`` gives ``[start, end, part]`` of each field that still says what
    was read there; ``part`` is ``text`` or ``title``.
    """

    name = models.TextField(blank=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64, blank=True, db_index=True)
    values = models.JSONField(default=dict)
    spans = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-created", "-id")

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """Give the address of the requirement's page."""
        return reverse("requirement", args=[self.pk])


class Shortlist(models.Model):
    """What was answered to ``wanted``, on which version of the inventory: kept as ``luodi match --json`` prints it.

    ``public`` says that it holds only what public search showed. ``fitting`` names all sites that fitted, those beyond the
    list too; None where that was not kept.
    """

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="shortlists")
    wanted = models.CharField(max_length=64)
    inventory = models.CharField(max_length=64)
    public = models.BooleanField(default=False)
    answer = models.JSONField()
    fitting = models.JSONField(null=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["requirement", "wanted", "inventory", "public"], name="one_answer_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.requirement} {self.made:%Y-%m-%d}"


class NewFits(models.Model):
    """What fits a requirement since its last shortlist and did not then: kept by a job (:mod:`luodi_portal.desk.fits`).

    There is one only where something is new.
    """

    requirement = models.OneToOneField(Requirement, models.CASCADE, related_name="new_fits")
    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="+")
    sites = models.JSONField()
    looked = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "new fits"

    def __str__(self) -> str:
        return f"{self.requirement}: {len(self.sites)}"
