"""What happens by itself: a row that is kept is indexed and one that is deleted leaves the index, in the same transaction."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.migrations import Migration
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
        post_migrate.connect(_migrated, sender=self)


def _left(instance: Any, **_said: Any) -> None:
    from luodi_portal.search.index import take_out
    from luodi_portal.search.sources import source_of

    take_out([source_of(instance)])


def _migrated(using: str, plan: Sequence[tuple[Migration, bool]] = (), **_said: Any) -> None:
    """Fill the index where it has just been made, and empty it where no entry is left: ``flush`` knows models only."""
    from luodi_portal.search.engines import engine
    from luodi_portal.search.models import Entry
    from luodi_portal.search.sources import keep_all

    if "search_entry" not in connections[using].introspection.table_names() or Entry.objects.exists():
        return
    engine().clear()
    if any(migration.app_label == "search" and not backwards for migration, backwards in plan):
        for _ in keep_all():
            pass
