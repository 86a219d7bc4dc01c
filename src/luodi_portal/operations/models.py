"""Signs of life of the processes that do jobs."""

from django.db import models


class Heartbeat(models.Model):
    """A worker's last sign of life; one that stops in order takes its line away."""

    worker = models.CharField(max_length=200, primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker
