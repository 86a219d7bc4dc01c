"""Make accounts."""

import secrets
from dataclasses import dataclass

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
    """Make an account with a role; without a password, one is drawn. :class:`LuodiError` where the name is taken."""
    if User.objects.filter(username=name).exists():
        raise LuodiError(
            Problem(
                name,
                Text("这个账号已经有了", "there is such an account already"),
                Text(
                    "请换一个名字，或由管理员在 /admin/ 里修改",
                    "choose another name, or change it in /admin/",
                ),
            )
        )
    password = password or secrets.token_urlsafe(PASSWORD_BYTES)
    user = User(username=name, display_name=display_name)
    user.set_password(password)
    user.save()
    give_role(user, role)
    return Added(user, password)
