"""Whose requirement it is: what firms asked for is for officers, and for the visitor who asked it (by the session)."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from luodi_portal.desk.models import Requirement

OWN = "requirements"
MOST_OWN = 100


def remember(request: HttpRequest, row: Requirement) -> None:
    """Note that the visitor made it; officers need no note."""
    if not request.user.has_perm("desk.view_requirement"):
        others = [pk for pk in own_keys(request) if pk != row.pk]
        request.session[OWN] = [*others, row.pk][-MOST_OWN:]


def own_keys(request: HttpRequest) -> list[int]:
    """Give the keys of the requirements that the visitor made."""
    return list(request.session.get(OWN, ()))


def visible_requirements(request: HttpRequest) -> QuerySet[Requirement]:
    """Give the requirements that may be seen: all to who holds the permission, else the own ones."""
    if request.user.has_perm("desk.view_requirement"):
        return Requirement.objects.all()
    return Requirement.objects.filter(pk__in=own_keys(request))


def get_visible(request: HttpRequest, pk: int) -> Requirement:
    """Get one; to whom it is not shown, there is nothing here (404)."""
    return get_object_or_404(visible_requirements(request), pk=pk)
