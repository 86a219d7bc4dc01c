"""Somebody of each role, logged in without a password to hash."""

from django.test import Client

from luodi_portal.accounts.models import User
from luodi_portal.accounts.roles import ROLES, give_role


def user_of(role: str) -> User:
    """Make an account with the role, or get the one made before."""
    user, _ = User.objects.get_or_create(username=f"a-{role}", defaults={"display_name": f"某{role}"})
    give_role(user, next(each for each in ROLES if each.name == role))
    return User.objects.get(pk=user.pk)  # afresh: permissions are remembered


def client_of(role: str, lang: str = "zh") -> Client:
    """Give a client that is logged in as the role; a ``visitor`` is not logged in."""
    client = Client()
    if lang == "en":
        client.cookies["django_language"] = "en"
    if role != "visitor":
        client.force_login(user_of(role), backend="django.contrib.auth.backends.ModelBackend")
    return client
