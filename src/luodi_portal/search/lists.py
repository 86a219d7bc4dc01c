"""Lists that are filtered by words: the same search, as a condition of a query set."""

from typing import TypeVar

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from luodi_portal.search.index import Kind, Wanted, matching_sources
from luodi_portal.search.query import parse_query

Row = TypeVar("Row", bound=models.Model)


def with_words(rows: QuerySet[Row], words: str, *kinds: Kind) -> QuerySet[Row]:
    """Keep the rows that a search for the words finds among the kinds; no words ask for nothing."""
    if not words.strip():
        return rows
    query = parse_query(words)
    found = Q(pk__in=())
    for kind in kinds if query else ():
        found |= Q(pk__in=_keys(rows.model, Wanted(kind, query, public=False)))
    return rows.filter(found)


def _keys(model: type[models.Model], wanted: Wanted) -> RawSQL:
    """Select the keys of a model from the sources that match: what stands behind ``document:``."""
    sql, values = matching_sources(wanted)
    key = f"substr(source, {len(str(model._meta.model_name)) + 2})"
    if not isinstance(model._meta.pk, models.CharField):
        key = f"CAST({key} AS bigint)"
    return RawSQL(f"SELECT {key} FROM ({sql}) found", values)  # noqa: S608, S611 - what is asked are parameters
