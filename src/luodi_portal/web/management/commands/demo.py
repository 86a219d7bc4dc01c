"""``luodi-portal demo``: the whole way once, on the bundled documents."""

import os
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command
from django.utils import timezone
from rich.console import Console

from luodi.core.files import write_whole
from luodi.core.text import Lang, Text
from luodi.matching.answer import Answer
from luodi.reports.console import AnswerTables
from luodi.reports.selection import render_report
from luodi_portal.demo.show import run

REPORTS: tuple[tuple[Lang, str], ...] = (("zh", "report.html"), ("en", "report.en.html"))

WIDTH = 120  # of a table that no terminal shows


class Command(BaseCommand):
    """Read, keep, match and report the bundled documents."""

    help = "Read the bundled documents, match the bundled enquiry, write the report. 用自带文档走完全程。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the language of what is printed."""
        parser.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("LUODI_LANG", "zh"),
                            help="language of what is printed · 输出的语言")  # fmt: skip

    def handle(self, *_args: Any, lang: Lang, **_options: Any) -> None:
        """Run the steps, each with a line."""
        began = time.monotonic()

        def say(text: Text) -> None:
            self.stdout.write(f"[{time.monotonic() - began:5.1f} s] {text.say(lang)}")
            self.stdout.flush()

        call_command("migrate", verbosity=0, interactive=False)
        say(Text("数据库就绪", "the database is ready"))
        shown = run(say)
        AnswerTables(_console(), lang).print_answer(shown.answer)
        for path in _write_reports(shown.answer, settings.DATA):
            say(Text(f"选址报告：{path}", f"the report: {path}"))
        say(Text("启动门户：luodi-portal serve", "to see it all in the portal: luodi-portal serve"))


def _console() -> Console:
    width = None if sys.stdout.isatty() else WIDTH
    return Console(width=width, highlight=False, emoji=False, markup=False)


def _write_reports(answer: Answer, folder: Path) -> list[Path]:
    today = timezone.localdate().isoformat()
    paths = []
    for lang, name in REPORTS:
        path = folder / name
        write_whole(path, render_report(answer, lang, today).encode())
        paths.append(path)
    return paths
