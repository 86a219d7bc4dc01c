"""``luodi-portal backup``: the site in one file."""

import os
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandParser

from luodi.core.text import Lang, Text
from luodi_portal.operations.archive import save


class Command(BaseCommand):
    """Write a backup; the site may go on meanwhile."""

    help = "Write database and uploads into one file. 把数据库与上传的文件备份成一个文件。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to write it."""
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="the file to write, NAME.tar.gz · 备份文件"
        )
        parser.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("LUODI_LANG", "zh"),
                            help="language of what is printed · 输出的语言")  # fmt: skip

    def handle(self, *_args: Any, file: Path, lang: Lang, **_options: Any) -> None:
        """Write it and say what it holds."""
        note = save(file)
        size = file.stat().st_size / 1e6
        said = Text(
            f"已备份到 {file}：{note.database} 数据库，{note.files} 个文件，{size:.1f} MB",
            f"backed up into {file}: {note.database} database, {note.files} files, {size:.1f} MB",
        )
        self.stdout.write(said.say(lang))
