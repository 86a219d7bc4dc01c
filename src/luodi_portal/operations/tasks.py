"""The kinds of jobs of operations."""

from luodi.core.text import Text
from luodi_portal.intake.jobs import Running, kind
from luodi_portal.operations.prune import KIND, Limits, prune


@kind(KIND, Text("清理旧任务与历史", "Prune old jobs and histories"))
def prune_old(job: Running) -> None:
    """Delete what is older than the settings say."""
    job.say(prune(Limits.of_settings()).told())
