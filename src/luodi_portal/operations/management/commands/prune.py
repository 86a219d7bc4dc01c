"""``luodi-portal prune``: what has served its time goes."""

import os
from typing import Any

from django.core.management import BaseCommand, CommandParser

from luodi.core.text import Lang, Text
from luodi_portal.operations.prune import Limits, prune


class Command(BaseCommand):
    """Delete old jobs, batches, sessions and steps of histories."""

    help = "Delete old jobs, sessions and steps of histories. 清理旧任务、会话与历史步骤。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the ages, and whether only to count."""
        parser.add_argument("--jobs", type=int, metavar="DAYS",
                            help="days after which jobs and batches go; 0: never · 任务与批次保留的天数")  # fmt: skip
        parser.add_argument("--history", type=int, metavar="DAYS",
                            help="days after which steps of histories go; 0: never · 历史步骤保留的天数")  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="only count · 只数不删")
        parser.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("LUODI_LANG", "zh"),
                            help="language of what is printed · 输出的语言")  # fmt: skip

    def handle(
        self, *_args: Any, jobs: int | None, history: int | None, dry_run: bool, lang: Lang, **_options: Any
    ) -> None:
        """Do it and say what went."""
        asked = Limits.of_settings()
        limits = Limits(asked.jobs if jobs is None else jobs, asked.history if history is None else history)
        told = prune(limits, dry=dry_run).told()
        said = (
            Text(f"会清理：{told.zh}", f"would go: {told.en}")
            if dry_run
            else Text(f"已清理：{told.zh}", f"gone: {told.en}")
        )
        self.stdout.write(said.say(lang))
