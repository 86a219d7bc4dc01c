"""The kinds of jobs of the desk."""

from django.db import transaction

from luodi.core.text import Text
from luodi_portal.desk import fits
from luodi_portal.intake.jobs import Running, kind


@kind(fits.KIND, Text("为已存的需求找新房源", "Look for new fits of requirements"))
def look_for_fits(job: Running) -> None:
    """Look, for each requirement that was answered, what fits since."""
    rows = fits.asked()
    last, done = int(job.place or 0), job.done
    job.report(done, done + rows.filter(pk__gt=last).count())
    among = fits.all_offers()
    for row in rows.filter(pk__gt=last).iterator():
        if job.cancelled():
            return
        done += 1
        with transaction.atomic():
            new = fits.look_for(row, among)
            job.report(done, place=str(row.pk), line=_found(str(row), new) if new else None)


def _found(name: str, new: int) -> Text:
    return Text(f"{name}：新增 {new} 处合适", f"{name}: {new} new")
