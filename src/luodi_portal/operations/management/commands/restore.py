"""``luodi-portal restore``: a backup in the place of what the site holds."""

import os
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Lang, Text
from luodi_portal.operations.archive import Note, read_note, restore
from luodi_portal.operations.heartbeat import workers_alive

_YES = ("yes", "是")


class Command(BaseCommand):
    """Say what a backup would replace, ask, and restore it."""

    help = "Restore a backup: database and uploads are replaced. 恢复备份：替换数据库与上传的文件。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the backup, and whether to ask."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the backup · 备份文件")
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be replaced · 只检查，不改动"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask · 不再询问")
        parser.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("LUODI_LANG", "zh"),
                            help="language of what is printed · 输出的语言")  # fmt: skip

    def handle(self, *_args: Any, file: Path, dry_run: bool, yes: bool, lang: Lang, **_options: Any) -> None:
        """Look at it, ask, restore."""
        note = read_note(file)
        self.stdout.write(_told(note, file).say(lang))
        if dry_run:
            return
        _must_be_stopped()
        if not yes and not self._agreed(lang):
            raise CommandError(Text("没有改动", "nothing was changed").say(lang))
        restore(file)
        self.stdout.write(
            Text(
                "已恢复；账号与密码也是备份时的", "restored; accounts and passwords are those of the backup"
            ).say(lang)
        )

    def _agreed(self, lang: Lang) -> bool:
        question = Text(
            "现有的数据库与上传的文件将被替换。继续请输入 yes：",
            "Database and uploads will be replaced. Type yes to go on: ",
        )
        try:
            return input(question.say(lang)).strip().lower() in _YES
        except EOFError:
            return False


def _told(note: Note, file: Path) -> Text:
    return Text(
        f"{file.name}：{note.made} 的备份，{note.database} 数据库，{note.files} 个文件",
        f"{file.name}: backup of {note.made}, {note.database} database, {note.files} files",
    )


def _must_be_stopped() -> None:
    """Refuse while the site runs: it would go on with what it remembers of the old data."""
    try:
        running = workers_alive()
    except DatabaseError:  # an empty database: nothing runs on it
        return
    if running:
        what = Text(
            "门户正在运行（半分钟内有后台进程的信号）",
            "is running (a worker gave a sign of life in the last half minute)",
        )
        raise LuodiError(Problem("luodi-portal", what, Text("请先停止它，再恢复", "stop it, then restore")))
