"""A worker's signs of life, and whether any worker gives one."""

import os
import socket
from datetime import timedelta

from django.utils import timezone

from luodi_portal.operations.models import Heartbeat

EVERY = 5.0
"""Seconds between two signs."""
ALIVE = timedelta(seconds=30)
"""A worker that was silent for longer is taken for dead."""
_FORGOTTEN = timedelta(days=1)


def _name() -> str:
    return f"{socket.gethostname()}-{os.getpid()}"


def beat() -> None:
    """Give a sign of life of this process; lines of long ago go."""
    now = timezone.now()
    Heartbeat.objects.update_or_create(worker=_name(), defaults={"at": now})
    Heartbeat.objects.filter(at__lt=now - _FORGOTTEN).delete()


def stop_beating() -> None:
    """Say that this process ends in order."""
    Heartbeat.objects.filter(worker=_name()).delete()


def workers_alive() -> int:
    """Count the workers that gave a sign of life lately."""
    return Heartbeat.objects.filter(at__gte=timezone.now() - ALIVE).count()
