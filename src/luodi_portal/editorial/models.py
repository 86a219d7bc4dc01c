"""Articles with every version of them, their pictures, and the addresses that they once had."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from luodi.core.text import Text
from luodi_portal.knowledge.models import Document


class State(models.TextChoices):
    """Where an article stands; ``RETURNED`` is a draft with a note."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"


STATE_LABELS = {
    State.DRAFT: Text("草稿", "draft"),
    State.SUBMITTED: Text("待审核", "to be approved"),
    State.RETURNED: Text("已退回", "returned"),
    State.APPROVED: Text("已通过，待发布", "approved, to be published"),
    State.PUBLISHED: Text("已发布", "published"),
}


class Article(models.Model):
    """An article that somebody of ours writes.

    ``title`` and ``body`` (Markdown) are what is being worked on; ``public_title`` and ``public_body`` are what
    ``document`` was made of, and stay until a later version is approved. ``publish_at`` None is at once.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="articles")
    title = models.CharField(max_length=120)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    publish_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    document = models.OneToOneField(Document, models.SET_NULL, null=True, related_name="staff_article")
    public_title = models.CharField(max_length=120, blank=True)
    public_body = models.TextField(blank=True)
    first_published = models.DateField(null=True)
    changed = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords(
        excluded_fields=["document", "public_title", "public_body", "first_published", "changed"]
    )

    class Meta:
        ordering = ("-changed", "-pk")
        permissions = (("approve_article", "Can approve articles of others"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Give the address where it is worked on."""
        return reverse("article", args=[self.pk])

    @property
    def state_label(self) -> Text:
        """Say where it stands."""
        return STATE_LABELS[State(self.state)]


class Picture(models.Model):
    """A picture of an article, made anew from what was uploaded: no larger than needed, without what cameras note."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="pictures")
    file = models.FileField(upload_to="articles/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.file.name or ""

    def get_absolute_url(self) -> str:
        """Give the picture's address."""
        return reverse("article-picture", args=[self.pk])

    @property
    def markdown(self) -> str:
        """Give how the text shows it."""
        return f"![](picture:{self.pk})"


class FormerAddress(models.Model):
    """The address of a version that was published before: it leads to the one that is now."""

    slug = models.CharField(max_length=16, primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="former_addresses")

    def __str__(self) -> str:
        return self.slug
