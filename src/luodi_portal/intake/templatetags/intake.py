"""What the pages of intake say of a job."""

from django import template

from luodi.core.text import Text
from luodi_portal.intake.jobs import kind_label
from luodi_portal.intake.models import Batch, Item, Job
from luodi_portal.web.language import say

register = template.Library()
_STATES = {
    Job.State.WAITING: Text("排队中", "waiting"),
    Job.State.RUNNING: Text("进行中", "running"),
    Job.State.DONE: Text("完成", "done"),
    Job.State.FAILED: Text("失败", "failed"),
    Job.State.CANCELLED: Text("已停止", "stopped"),
}
_WAYS = {
    Batch.Way.UPLOAD: Text("上传文件", "Upload files"),
    Batch.Way.ADDRESSES: Text("网址清单", "A list of addresses"),
    Batch.Way.FEED: Text("订阅源", "A feed"),
    Batch.Way.FOLDER: Text("服务器文件夹", "A folder of the server"),
}
_ITEMS = {
    Item.State.NEW: Text("新内容", "new"),
    Item.State.REPOST: Text("转载", "repost"),
    Item.State.SOURCE: Text("另一来源", "another source"),
    Item.State.KNOWN: Text("已有", "there already"),
    Item.State.BAD: Text("有问题", "problem"),
}
_NAMED = 3


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


@register.filter
def way_label(way: str) -> str:
    """Say a way in."""
    return say(_WAYS[Batch.Way(way)])


@register.filter
def batch_title(batch: Batch) -> str:
    """Say what a batch holds: its feed, or the first of its files or addresses and how many more."""
    if batch.feed:
        return str(batch.feed)
    names = [each["name"] if isinstance(each, dict) else str(each) for each in batch.given]
    more = len(names) - _NAMED
    named = say(Text("、", ", ")).join(names[:_NAMED])
    return named + say(Text(f" 等 {len(names)} 项", f" and {more} more")) if more > 0 else named


@register.filter
def batch_state(batch: Batch) -> str:
    """Say where a batch stands."""
    job = batch.job
    if job is None or job.state != Job.State.DONE:
        return job_state(job) if job else ""
    return say(Text("已收录", "taken in") if job.kind == "take" else Text("已预览", "looked at"))


@register.filter
def item_state(state: str) -> str:
    """Say what a document is to us."""
    return say(_ITEMS[Item.State(state)])


@register.filter
def item_tone(state: str) -> str:
    """Give the class of the tag that says it."""
    return {Item.State.BAD: "bad", Item.State.KNOWN: "ghost", Item.State.SOURCE: "warn"}.get(
        Item.State(state), ""
    )
