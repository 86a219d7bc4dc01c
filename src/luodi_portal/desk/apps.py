"""The app: what fits requirements anew is looked for after offers change."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Requirements and shortlists."""

    name = "luodi_portal.desk"

    def ready(self) -> None:
        """Listen for parks and offers that are kept."""
        from luodi_portal.desk.fits import on_inventory
        from luodi_portal.inventory.signals import rows_kept

        rows_kept.connect(on_inventory)
