"""``luodi-portal adduser``: an account with a role."""

import getpass
import os
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command

from luodi.core.text import Lang, Text
from luodi_portal.accounts.people import add_user
from luodi_portal.accounts.roles import ROLES


class Command(BaseCommand):
    """Make an account; a password that was drawn is printed once."""

    help = "Make an account with a role. 开一个账号，并给它角色。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name and the role."""
        names = "|".join(role.name for role in ROLES)
        parser.add_argument("name", metavar="NAME", help="the name that logs in · 登录用的名字")
        parser.add_argument(
            "--role", required=True, choices=[role.name for role in ROLES], help=f"{names} · 角色"
        )
        parser.add_argument("--display-name", default="", help="what others read · 显示的名字")
        parser.add_argument(
            "--ask", action="store_true", help="ask for a password instead of drawing one · 自己输入密码"
        )
        parser.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("LUODI_LANG", "zh"),
                            help="language of what is printed · 输出的语言")  # fmt: skip

    def handle(
        self, *_args: Any, name: str, role: str, display_name: str, ask: bool, lang: Lang, **_options: Any
    ) -> None:
        """Make it and say how to log in."""
        call_command("migrate", verbosity=0, interactive=False)
        chosen = next(each for each in ROLES if each.name == role)
        password = getpass.getpass(Text("密码：", "Password: ").say(lang)) if ask else ""
        added = add_user(name, chosen, password, display_name)
        said = Text(f"账号 {name}：{chosen.label.zh}", f"account {name}: {chosen.label.en}")
        drawn = Text(
            f"，密码 {added.password}（只显示这一次）", f", password {added.password} (shown this once)"
        )
        self.stdout.write(said.say(lang) + ("" if ask else drawn.say(lang)))
