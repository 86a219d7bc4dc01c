"""The app."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    """Articles of our own."""

    name = "luodi_portal.editorial"

    def ready(self) -> None:
        """Say who may do what."""
        from luodi_portal.editorial.rules import add_rules

        add_rules()
