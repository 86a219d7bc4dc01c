"""How hypothesis runs: without deadlines on shared machines, and the same examples every time in CI."""

import os

from hypothesis import HealthCheck, settings

TOLERANT = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
settings.register_profile("local", deadline=None, suppress_health_check=TOLERANT)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
