"""The kinds of jobs of the desk."""

from itertools import islice

from django.db import transaction

from luodi.core.text import Text
from luodi_portal.desk import fits
from luodi_portal.intake.jobs import Running, kind

_BLOCK = 200  # requirements that are matched at once


@kind(fits.KIND, Text("为已存的需求找新房源", "Look for new fits of requirements"))
def look_for_fits(job: Running) -> None:
    """Look, for each requirement that was answered, what fits since."""
    rows = fits.asked()
    last, done = int(job.place or 0), job.done
    job.report(done, done + rows.filter(pk__gt=last).count())
    among = fits.all_offers()
    asked = rows.filter(pk__gt=last).iterator()
    while block := list(islice(asked, _BLOCK)):
        found = fits.fresh(block, among)
        for row in block:
            if job.cancelled():
                return
            done += 1
            new = found.get(row.pk)
            with transaction.atomic():
                fits.note(row, new)
                job.report(done, place=str(row.pk), line=_found(str(row), len(new.sites)) if new else None)


def _found(name: str, new: int) -> Text:
    return Text(f"{name}：新增 {new} 处合适", f"{name}: {new} new")
