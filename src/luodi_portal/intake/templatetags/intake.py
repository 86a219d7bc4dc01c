"""What the pages of intake say of a job."""

from django import template

from luodi.core.text import Text
from luodi_portal.intake.jobs import kind_label
from luodi_portal.intake.models import Job
from luodi_portal.web.language import say

register = template.Library()
_STATES = {
    Job.State.WAITING: Text("排队中", "waiting"),
    Job.State.RUNNING: Text("进行中", "running"),
    Job.State.DONE: Text("完成", "done"),
    Job.State.FAILED: Text("失败", "failed"),
    Job.State.CANCELLED: Text("已停止", "stopped"),
}


@register.filter
def job_label(job: Job) -> str:
    """Say what kind of job it is."""
    return say(kind_label(job.kind))


@register.filter
def job_state(job: Job) -> str:
    """Say where a job stands."""
    if job.is_open and job.cancel_asked:
        return say(Text("正在停止", "stopping"))
    return say(_STATES[Job.State(job.state)])


@register.filter
def job_tone(job: Job) -> str:
    """Give the class of the tag that says a job's state."""
    return {Job.State.FAILED: "bad", Job.State.CANCELLED: "warn"}.get(Job.State(job.state), "")
