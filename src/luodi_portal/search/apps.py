"""What happens by itself: a row that is kept is indexed and one that is deleted leaves the index, in the same transaction."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as every
from django.apps.registry import Apps
from django.db.models.signals import post_delete, post_migrate


class SearchConfig(AppConfig):
    """The app."""

    name = "luodi_portal.search"

    def ready(self) -> None:
        """Listen for what is kept and what is deleted."""
        from luodi_portal.inventory.signals import rows_kept
        from luodi_portal.knowledge.signals import documents_kept, entities_changed
        from luodi_portal.search import sources

        for model in sources.SOURCES:
            post_delete.connect(_left, sender=model)
        documents_kept.connect(sources.on_documents)
        entities_changed.connect(sources.on_entities)
        rows_kept.connect(sources.on_inventory)
        post_migrate.connect(_emptied, sender=self)


def _left(instance: Any, **_said: Any) -> None:
    from luodi_portal.search.index import take_out
    from luodi_portal.search.sources import source_of

    take_out([source_of(instance)])


def _emptied(using: str, apps: Apps = every, **_said: Any) -> None:
    """Empty the index where no entry is left: ``flush`` deletes rows of models only.

    ``apps`` are those of the migration: one that stopped early has no entries yet.
    """
    if "entry" not in apps.all_models["search"]:
        return
    from luodi_portal.search.engines import engine
    from luodi_portal.search.models import Entry

    if not Entry.objects.using(using).exists():
        engine().clear()
