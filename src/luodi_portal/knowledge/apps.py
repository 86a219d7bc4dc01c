"""The app: parks of the inventory find what documents know of them, in the transaction that keeps them."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Documents, facts, entities, reviews."""

    name = "luodi_portal.knowledge"

    def ready(self) -> None:
        """Listen for parks that are kept."""
        from luodi_portal.inventory.models import Park
        from luodi_portal.inventory.signals import rows_kept
        from luodi_portal.knowledge.entities.parks import on_parks

        rows_kept.connect(on_parks, sender=Park)
