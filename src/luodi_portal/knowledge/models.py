"""A document is its content; facts and fields hang on it, each with its span.

What facts name are entities (:mod:`luodi_portal.knowledge.entities.models`), what people say of facts are reviews
(:mod:`luodi_portal.knowledge.review.models`).
"""

from django.db import models
from django.urls import reverse


class Document(models.Model):
    """What somebody wrote. ``hash`` is the content's; ``slug``, its beginning, is the page's address.

    ``url``, ``source``, ``author`` and ``published`` are those of the first of its sources. ``article`` is the first
    document of which this one is a repost with another wording; None where it is the first, or the only one.
    """

    hash = models.CharField(max_length=64, unique=True)
    slug = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=500)
    type = models.CharField(max_length=20, db_index=True)
    title = models.TextField(blank=True)
    text = models.TextField()
    url = models.TextField(blank=True)
    source = models.TextField(blank=True)
    author = models.TextField(blank=True)
    published = models.DateField(null=True, blank=True, db_index=True)
    breadcrumb = models.JSONField(default=list)
    retrieved = models.DateTimeField(auto_now_add=True)
    reader = models.CharField(max_length=40, blank=True)
    article = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")

    class Meta:
        ordering = (models.F("published").desc(nulls_last=True), "slug")

    def __str__(self) -> str:
        return self.title or self.name

    def get_absolute_url(self) -> str:
        """Give the address of the document's page."""
        return reverse("document", args=[self.slug])


class DocumentSource(models.Model):
    """One place where a document's content was found; ``key`` tells it from the others: its address, else who and when."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="sources")
    key = models.CharField(max_length=24)
    url = models.TextField(blank=True)
    source = models.TextField(blank=True)
    author = models.TextField(blank=True)
    published = models.DateField(null=True, blank=True)
    retrieved = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["document", "key"], name="one_source_a_document"),)
        indexes = (models.Index(fields=["key"], name="source_by_key"),)

    def __str__(self) -> str:
        return self.source or self.url or self.key


class Sketch(models.Model):
    """What tells whether two documents are one article: the row of :func:`luodi.reading.reposts.sketch.sketch_text`."""

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="sketch")
    row = models.BinaryField()

    def __str__(self) -> str:
        return f"sketch of {self.document_id}"


class Shingle(models.Model):
    """A hash of a sketch, by which documents with common words are found."""

    hash = models.BigIntegerField()
    document = models.ForeignKey(Document, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = (models.Index(fields=["hash", "document"], name="shingle_by_hash"),)

    def __str__(self) -> str:
        return f"{self.hash:08x}"


class Spanned(models.Model):
    """What points into a document: ``text[start:end] == quote``, or the title's where ``part`` says so."""

    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    part = models.CharField(max_length=5, default="text")
    rule = models.CharField(max_length=100, blank=True)
    reader = models.CharField(max_length=40)

    class Meta:
        abstract = True


class Fact(Spanned):
    """One claim of a document: the fields of :class:`luodi.facts.Fact`. ``id`` says what it says and where.

    ``subject_entity`` and ``object_entity`` are what it names (a person's correction of the name counts); None where that
    is nothing with a name of its own. ``priority`` says how soon a person should look at it.
    """

    id = models.CharField(max_length=24, primary_key=True)
    document = models.ForeignKey(Document, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=40)
    subject = models.TextField()
    value = models.FloatField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    object = models.TextField(blank=True)
    approx = models.CharField(max_length=10, default="exact")
    date = models.CharField(max_length=30, blank=True)
    period = models.CharField(max_length=30, blank=True)
    expected = models.BooleanField(default=False)
    inferred = models.BooleanField(default=False)
    previous = models.FloatField(null=True)
    investors = models.JSONField(default=list)
    text = models.TextField(blank=True)
    readers = models.JSONField(default=list)
    subject_entity = models.ForeignKey(
        "Entity", models.SET_NULL, null=True, related_name="facts", db_index=False
    )
    object_entity = models.ForeignKey("Entity", models.SET_NULL, null=True, related_name="facts_naming")
    priority = models.FloatField(default=0.0, db_index=True)

    class Meta:
        ordering = ("document", "part", "start", "id")
        indexes = (models.Index(fields=["subject_entity", "kind"], name="fact_by_entity"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

    def get_absolute_url(self) -> str:
        """Give the address of the fact in its document."""
        return f"{self.document.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Give the place of the fact within its document's page."""
        return f"f-{self.id}"


class FieldReading(Spanned):
    """One field of a listing or an enquiry, as read; ``value`` in the shape of the annotation guide."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="fields")
    name = models.CharField(max_length=40)
    value = models.JSONField()

    class Meta:
        ordering = ("document", "part", "start", "id")
        constraints = (models.UniqueConstraint(fields=["document", "name"], name="one_reading_a_field"),)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"

    def get_absolute_url(self) -> str:
        """Give the address of the field in its document."""
        return f"{self.document.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Give the place of the field within its document's page."""
        return f"f-{self.name}"


from luodi_portal.knowledge.entities.models import (  # noqa: E402 - they point at what stands above
    Entity,
    EntityBlock,
    EntityName,
    Meaning,
    Pairing,
    PairingChange,
    Pick,
)
from luodi_portal.knowledge.review.models import Review  # noqa: E402

__all__ = [
    "Document", "DocumentSource", "Entity", "EntityBlock", "EntityName", "Fact", "FieldReading", "Meaning", "Pairing",
    "PairingChange", "Pick", "Review", "Shingle", "Sketch", "Spanned",
]  # fmt: skip
