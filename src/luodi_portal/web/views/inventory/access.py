"""Who may do what here: the own park's operators, and those whose role says so."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from luodi_portal.accounts.models import User
from luodi_portal.inventory.models import Park, Site, Space
from luodi_portal.inventory.rules import Thing


def park_to_keep(request: HttpRequest, key: str) -> Park:
    """Get a park that the person may change; 403 for any other."""
    park = get_object_or_404(Park, pk=key)
    check(request, "inventory.change_park", park)
    return park


def space_to_keep(request: HttpRequest, pk: int) -> Space:
    """Get a space of a park that the person may change."""
    space = get_object_or_404(Space.objects.select_related("park", "parent__parent"), pk=pk)
    check(request, "inventory.change_park", space)
    return space


def site_to_keep(request: HttpRequest, key: str) -> Site:
    """Get an offer that the person may change."""
    site = get_object_or_404(Site.objects.select_related("park", "space"), pk=key)
    check(request, "inventory.change_site", site)
    return site


def check(request: HttpRequest, codename: str, thing: Thing | None) -> None:
    """Raise PermissionDenied unless the person may do it; without a thing, unless they may do it everywhere."""
    if not request.user.has_perm(codename, thing):
        raise PermissionDenied


def person(request: HttpRequest) -> User:
    """Give who is logged in; PermissionDenied where nobody is."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def sees_all(user: User | AnonymousUser) -> bool:
    """Tell whether the person sees offers that have left public search, and what firms asked."""
    return user.has_perm("inventory.view_site")
