"""Who may change what: a park's operators keep the own park and what stands in it."""

from django.contrib.auth.models import AnonymousUser
from rules.permissions import add_perm, perm_exists
from rules.predicates import predicate

from luodi_portal.accounts.models import User
from luodi_portal.accounts.roles import OPERATOR, holds
from luodi_portal.inventory.models import Attachment, Import, Park, Site, Space

Thing = Park | Space | Site | Attachment | Import


def park_key(thing: Thing) -> str | None:
    """Give the key of the park that a thing belongs to; None where it belongs to none."""
    if isinstance(thing, Park):
        return thing.pk
    if isinstance(thing, Attachment):
        return park_key(thing.owner())
    return thing.park_id


@predicate  # type: ignore[untyped-decorator]
def operates(user: User | AnonymousUser, thing: Thing | None) -> bool:
    """Tell whether the account is an operator of the park that the thing belongs to."""
    key = park_key(thing) if thing is not None else None
    if key is None or not isinstance(user, User) or not user.is_active:
        return False
    return Park.operators.through.objects.filter(park_id=key, user_id=user.pk).exists()


def add_rules() -> None:
    """Let what an operator may do hold everywhere for those whose role says so, and for operators in their own park."""
    for codename in OPERATOR.own_park:
        if codename.startswith("inventory.") and not perm_exists(codename):  # type: ignore[no-untyped-call]
            add_perm(codename, holds(codename) | operates)  # type: ignore[no-untyped-call]
