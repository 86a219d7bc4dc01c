"""Who operates a park: accounts of that role, named by officers; who named whom is kept in Django's own log."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.accounts.roles import OPERATOR
from luodi_portal.inventory.models import Park

_NAMED = Text("指定 {name} 为运营方", "named {name} as operator")
_RELEASED = Text("不再由 {name} 运营", "{name} operates it no more")


def candidates(park: Park) -> QuerySet[User]:
    """Give the accounts that could be named: operators by role, in use, not of this park yet."""
    able = User.objects.filter(groups__name=OPERATOR.name, is_active=True)
    return able.exclude(pk__in=park.operators.values("pk")).order_by("display_name", "username")


def name_operator(park: Park, operator: User, by: User) -> None:
    """Let an account keep the park."""
    with transaction.atomic():
        park.operators.add(operator)
        _log(park, _NAMED, operator, by)


def release_operator(park: Park, operator: User, by: User) -> None:
    """Let an account keep the park no more."""
    with transaction.atomic():
        park.operators.remove(operator)
        _log(park, _RELEASED, operator, by)


def operator_log(park: Park) -> QuerySet[LogEntry]:
    """Give who was named and released, the latest first."""
    kind = ContentType.objects.get_for_model(Park)
    rows = LogEntry.objects.filter(
        content_type=kind, object_id=str(park.pk), change_message__startswith=_MARK
    )
    return rows.select_related("user").order_by("-action_time", "-pk")


_MARK = "operators: "


def said(entry: LogEntry) -> Text:
    """Say what an entry of the log tells."""
    zh, _, en = entry.change_message.removeprefix(_MARK).partition(" | ")
    return Text(zh, en)


def _log(park: Park, words: Text, operator: User, by: User) -> None:
    zh, en = (said.format(name=operator) for said in words)
    LogEntry.objects.log_actions(by.pk, [park], CHANGE, f"{_MARK}{zh} | {en}", single_object=True)
