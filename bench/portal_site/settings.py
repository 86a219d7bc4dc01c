"""The portal's settings, with one address more."""

from luodi_portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.portal_site.urls"
