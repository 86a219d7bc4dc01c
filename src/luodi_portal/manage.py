"""``luodi-portal``: Django's management commands, and ours."""

import os
import sys
from pathlib import Path

from django.db import Error as DatabaseError

from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.terminal import print_whatever_it_holds
from luodi.core.text import Lang, Text


def main() -> None:
    """Run the command of ``sys.argv``; a data folder or a database that can't be used ends it with a message."""
    print_whatever_it_holds()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luodi_portal.settings")
    if sys.argv[1:2] == ["up"]:
        os.environ["LUODI_PRODUCTION"] = (
            "1"  # before the settings are read, for this process and those that it starts
        )
    from django.core.management import execute_from_command_line  # settings are read at import

    try:
        execute_from_command_line(_with_command(sys.argv))
    except LuodiError as error:
        _end(error.problem, error.exit_code)
    except DatabaseError as error:
        _end(_unusable(error), ExitCode.UNUSABLE)


def _with_command(words: list[str]) -> list[str]:
    """Let commands be written as people write them: export-gold is the module export_gold."""
    named = [word.replace("-", "_") if not word.startswith("-") else word for word in words[1:2]]
    return [*words[:1], *named, *words[2:]]


def _unusable(error: DatabaseError) -> Problem:
    reason = " ".join(str(error).split())
    what = Text(f"数据库不可用（{reason}）", f"the database can't be used ({reason})")
    if os.environ.get("DATABASE_URL"):
        remedy = Text("请检查地址，并确认数据库已启动", "check the address, and that the database is running")
        return Problem("DATABASE_URL", what, remedy)
    remedy = Text(
        "请移走这个文件，或用 LUODI_DATA 另指一个文件夹",
        "move the file away, or name another folder by LUODI_DATA",
    )
    return Problem(str(Path(os.environ.get("LUODI_DATA", "var")) / "luodi.sqlite3"), what, remedy)


def _end(problem: Problem, code: ExitCode) -> None:
    lang: Lang = "en" if os.environ.get("LUODI_LANG") == "en" else "zh"
    sys.stderr.write(Text("错误：", "Error: ").say(lang) + problem.say(lang) + "\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
