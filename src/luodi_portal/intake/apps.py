"""The app: every app's ``tasks`` module is imported, so that a worker knows all kinds of jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class IntakeConfig(AppConfig):
    """Intake and jobs."""

    name = "luodi_portal.intake"

    def ready(self) -> None:
        """Learn the kinds of jobs."""
        autodiscover_modules("tasks")
