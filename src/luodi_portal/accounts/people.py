"""Make accounts."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.accounts.roles import Role, give_role

PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True)
class Added:
    """A new account, and the password that logs in: it is kept only as its hash, so it is said now or never."""

    user: User
    password: str


def add_user(name: str, role: Role, password: str = "", display_name: str = "") -> Added:
    """Make an account with a role; without a password, one is drawn.

    Raises :class:`LuodiError` where the name is taken or no name, or the password too weak.
    """
    user = User(username=name, display_name=display_name)
    try:
        user.full_clean(exclude=["password"])
        if password:
            validate_password(password, user)
    except ValidationError as error:
        raise LuodiError(_refused(name, error)) from error
    password = password or secrets.token_urlsafe(PASSWORD_BYTES)
    user.set_password(password)
    user.save()
    give_role(user, role)
    return Added(user, password)


def _refused(name: str, error: ValidationError) -> Problem:
    """Say what Django has against it; Django itself speaks both languages."""
    said = {}
    for lang in ("zh-hans", "en"):
        with translation.override(lang):
            said[lang] = " ".join(str(message) for message in error.messages).rstrip("。.")
    remedy = Text(
        "请换一个；已有的账号由管理员在 /admin/ 里修改",
        "choose another; an account that exists is changed in /admin/",
    )
    return Problem(name or "NAME", Text(said["zh-hans"], said["en"]), remedy)
