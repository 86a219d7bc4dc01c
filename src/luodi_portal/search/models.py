"""What is searched: an entry for each document, park, site and firm, written by :mod:`luodi_portal.search.index` alone."""

from django.db import models


class Entry(models.Model):
    """One thing as the index knows it.

    ``id`` sorts by kind, then by day, so that the newest of a kind are the first in the index itself. ``title``,
    ``text`` and ``marks`` are canonical (:mod:`luodi_portal.search.tokens`); ``facets`` holds the marks that results
    are counted and narrowed by: ``k=`` kind, ``y=`` year, ``p=`` place (code of a division), ``d=`` industry, ``t=`` type.
    """

    id = models.BigIntegerField(primary_key=True)
    source = models.CharField(max_length=220, unique=True)
    """``kind of row:its key``, such as ``document:12``."""
    kind = models.CharField(max_length=12)
    day = models.DateField(null=True)
    until = models.DateField(null=True)
    """The last day on which everybody finds it."""
    title = models.TextField()
    text = models.TextField()
    facets = models.TextField()
    marks = models.TextField()

    def __str__(self) -> str:
        return self.source

    @property
    def key(self) -> str:
        """Give the key of the row that the entry stands for."""
        return self.source.partition(":")[2]
