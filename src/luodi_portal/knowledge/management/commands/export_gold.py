"""``luodi-portal export-gold``: what people decided, as gold for the reader."""

import os
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandParser

from luodi.core.files import write_whole
from luodi.core.text import Lang, Text
from luodi_portal.knowledge.review.gold import gold_lines


class Command(BaseCommand):
    """Write the reviewed news as JSONL in the shape of the annotation guide."""

    help = "Write what people decided as gold (JSONL). 把人工复核的结果写成语料（JSONL）。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and whether documents that are reviewed in part count too."""
        parser.add_argument("file", type=Path, metavar="FILE", help="where to write · 写到哪里")
        parser.add_argument(
            "--all", action="store_true", help="documents reviewed in part too · 也含部分复核的文档"
        )
        parser.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("LUODI_LANG", "zh"),
                            help="language of what is printed · 输出的语言")  # fmt: skip

    def handle(self, *_args: Any, file: Path, all: bool, lang: Lang, **_options: Any) -> None:  # noqa: A002 - its option
        """Write whole or not at all."""
        lines = list(gold_lines(whole=not all))
        write_whole(file, "".join(lines).encode())
        self.stdout.write(
            Text(f"{len(lines)} 篇写入 {file}", f"{len(lines)} documents written to {file}").say(lang)
        )
