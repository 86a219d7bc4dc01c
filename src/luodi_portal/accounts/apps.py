"""The app: after each migration the groups are made from the one table of roles."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Accounts and roles."""

    name = "luodi_portal.accounts"

    def ready(self) -> None:
        """Have the groups follow the table of roles."""
        from luodi_portal.accounts.roles import make_groups  # models can't be imported before apps are ready

        post_migrate.connect(make_groups, dispatch_uid="luodi_portal.accounts.roles")
