"""The app: its rules of who may change what are known once the models are."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """Parks, spaces, offers."""

    name = "luodi_portal.inventory"

    def ready(self) -> None:
        """Add the rules."""
        from luodi_portal.inventory.rules import add_rules  # models can't be imported before apps are ready

        add_rules()
