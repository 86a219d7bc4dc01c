"""Which facts are about a thing of a given name: names alone decide until entities do."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from luodi_portal.knowledge.models import Fact


def facts_about(name: str, places: Sequence[str] = ()) -> QuerySet[Fact]:
    """Find facts whose subject is the thing or a part of it, or that lead to it; newest documents first.

    ``places`` are the place names that may or may not stand before the name (青岛市精密仪器仪表产业园).
    """
    core = _core(name, places)
    named = Q(subject__contains=core) | Q(object__contains=core)
    return (
        Fact.objects.filter(named)
        .select_related("document")
        .order_by("-document__published", "document", "start")
    )


def _core(name: str, places: Sequence[str]) -> str:
    spellings = {spelling for place in places for spelling in (place, place.rstrip("省市区县")) if spelling}
    for spelling in sorted(spellings, key=len, reverse=True):
        if name.startswith(spelling) and len(name) - len(spelling) >= 4:
            return _core(name.removeprefix(spelling), places)
    return name
