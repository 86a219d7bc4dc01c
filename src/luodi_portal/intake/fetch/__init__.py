"""Get pages from the net without being led anywhere that is not public."""

from luodi_portal.intake.fetch.fetch import Fetched, Fetcher, FetchSettings, from_settings

__all__ = ["FetchSettings", "Fetched", "Fetcher", "from_settings"]
