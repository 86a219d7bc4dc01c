"""``luodi-portal intake``: folders, files and addresses into the portal, as the page does it, with the same log."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from luodi.core.errors import ExitCode
from luodi.core.text import Lang, Text
from luodi_portal.intake import jobs
from luodi_portal.intake.batches import begin
from luodi_portal.intake.fetch.fetch import checked
from luodi_portal.intake.models import Batch, Item, Job

_PAUSE = 0.2


class Command(BaseCommand):
    """Take in what is named; the same again adds nothing."""

    help = "Take documents in from folders, files and addresses. 从文件夹、文件、网址收录文档。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to take in, and whether only to look."""
        parser.add_argument("sources", nargs="+", metavar="FOLDER|FILE|ADDRESS",
                            help="what to take in · 要收进的内容")  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="only say what is new, there already, or unreadable · 只看不收")  # fmt: skip
        parser.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("LUODI_LANG", "zh"),
                            help="language of what is printed · 输出的语言")  # fmt: skip

    def handle(self, *_args: Any, sources: Sequence[str], dry_run: bool, lang: Lang, **_options: Any) -> None:
        """Gather, take in, and say what came of it."""
        self.lang = lang
        call_command("migrate", verbosity=0, interactive=False)
        addresses = [checked(each) for each in sources if "://" in each]
        paths = [str(Path(each).absolute()) for each in sources if "://" not in each]
        bad = sum(
            self._take(way, given, take=not dry_run)
            for way, given in ((Batch.Way.FOLDER, paths), (Batch.Way.ADDRESSES, addresses))
            if given
        )
        if bad:
            said = Text(f"{bad} 处有问题，已在上面列出", f"{bad} problems are named above")
            raise CommandError(said.say(lang), returncode=ExitCode.PARTIAL)

    def _take(self, way: Batch.Way, given: Sequence[str], *, take: bool) -> int:
        batch = begin(way, given, None, take=take)
        last = 0
        while job := Job.objects.filter(arguments__batch=batch.pk, pk__gt=last).order_by("pk").first():
            self._finish(job)
            last = job.pk
        problems = batch.items.filter(state=Item.State.BAD)
        for item in problems:
            self.stderr.write(item.said.say(self.lang))
        return problems.count()

    def _finish(self, job: Job) -> None:
        """Do a job here, or wait for the worker that was faster, and tell its log."""
        jobs.run.call(job.pk)
        job.refresh_from_db()
        while job.is_open:
            time.sleep(_PAUSE)
            job.refresh_from_db()
        lines = list(job.lines.all())
        if job.state == Job.State.FAILED:
            raise CommandError(lines[-1].text.say(self.lang), returncode=ExitCode.UNUSABLE)
        for line in lines:
            self.stdout.write(line.text.say(self.lang))
