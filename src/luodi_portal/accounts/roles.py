"""Who may do what: the one table of roles, and the groups that are made from it.

A permission is Django's own, ``app.action_model``. Whoever adds one adds its codename here; ``docs/roles.md`` and the test of
every role on every address follow. Views ask ``@permission_required("app.codename", raise_exception=True)``, or
``request.user.has_perm("inventory.change_park", park)`` where only the own park may be touched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.apps import apps as every
from django.apps.registry import Apps
from django.contrib.auth.models import AnonymousUser, Group, Permission
from rules.predicates import Predicate

from luodi.core.text import Text
from luodi_portal.accounts.models import User


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its name (that of its group), what people call it, what it is for.

    ``permissions`` hold everywhere; those of ``own_park`` hold for the parks that the person operates and what stands in
    them: the app's ``rules.py`` says which those are. ``everything`` is Django's superuser, who also sees ``/admin/``.
    """

    name: str
    label: Text
    does: Text
    permissions: tuple[str, ...] = ()
    own_park: tuple[str, ...] = ()
    everything: bool = False


def _all_of(
    app: str, *models: str, actions: Iterable[str] = ("add", "change", "delete", "view")
) -> tuple[str, ...]:
    return tuple(f"{app}.{action}_{model}" for model in models for action in actions)


EDITOR = Role(
    "editor",
    Text("编辑", "Editor"),
    Text("收进文档，复核事实，写文章、发布", "takes documents in, reviews facts, writes and publishes"),
    permissions=(
        *_all_of("knowledge", "document", "fact", "review"),
        "knowledge.change_pairing",
        *_all_of("editorial", "article", actions=("add", "change", "approve", "view")),
        *_all_of("intake", "batch", actions=["add", "view"]),
        *_all_of("intake", "feed"),
        *_all_of("intake", "job", actions=["change", "view"]),
        *_all_of("inventory", "park", "site", actions=["view"]),
    ),
)
OFFICER = Role(
    "officer",
    Text("招商专员", "Officer"),
    Text("维护园区与房源，处理需求与短名单", "keeps parks and sites, works on requirements and shortlists"),
    permissions=(
        *_all_of("knowledge", "document", "fact", actions=["view"]),
        *_all_of("inventory", "park", "site"),
        *_all_of("desk", "requirement", "shortlist"),
    ),
)
OPERATOR = Role(
    "operator",
    Text("园区运营方", "Park operator"),
    Text(
        "维护自己的园区：房源、图片、准入条件", "keeps the own park: its space, pictures and admission terms"
    ),
    own_park=(
        *_all_of("inventory", "park", actions=["change", "view"]),
        *_all_of("inventory", "site"),
    ),
)
ADMINISTRATOR = Role(
    "administrator",
    Text("管理员", "Administrator"),
    Text("管理账号与全部内容", "keeps the accounts and everything else"),
    everything=True,
)
ROLES = (EDITOR, OFFICER, OPERATOR, ADMINISTRATOR)
"""All roles but the visitor's, who is not logged in and holds no permission."""


def role_of(user: User | AnonymousUser) -> Role | None:
    """Find the role of an account; None for a visitor, and for an account that has none yet."""
    if user.is_superuser:
        return ADMINISTRATOR
    names = set(user.groups.values_list("name", flat=True)) if user.is_authenticated else set()
    return next((role for role in ROLES if role.name in names), None)


def give_role(user: User, role: Role) -> None:
    """Put the role in the place of any other that the account had."""
    user.is_staff = user.is_superuser = role.everything
    user.save(update_fields=["is_staff", "is_superuser"])
    user.groups.set(Group.objects.filter(name=role.name))


def holds(codename: str) -> Predicate:
    """Give the predicate: the account holds the permission everywhere.

    For an app's ``rules.py``: ``rules.add_perm("inventory.change_park", holds("inventory.change_park") | operates)``. Django's
    own answer is always no where an object is asked for, so the rule must ask for both.
    """

    def held(user: User | AnonymousUser) -> bool:
        return user.is_active and codename in user.get_all_permissions()

    return Predicate(held, f"holds {codename}")


def make_groups(sender: AppConfig, apps: Apps = every, **_signal: Any) -> None:
    """Give each role's group the permissions of the table, once the last app's permissions are there.

    ``apps`` are those of the migration: one that stopped early has no groups yet.
    """
    last = [app.label for app in every.get_app_configs() if app.models_module][-1]
    if sender.label != last or "group" not in apps.all_models["auth"]:
        return
    permissions = Permission.objects.select_related("content_type")
    codenames = {f"{p.content_type.app_label}.{p.codename}": p for p in permissions}
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.set(codenames[name] for name in role.permissions if name in codenames)
