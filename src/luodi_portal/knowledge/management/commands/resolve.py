"""``luodi-portal resolve``: entities made anew from the facts, with what people decided."""

import os
from typing import Any

from django.core.management import BaseCommand, CommandParser

from luodi.core.text import Lang, Text
from luodi_portal.inventory.models import Park
from luodi_portal.knowledge.entities.parks import on_parks
from luodi_portal.knowledge.entities.rebuild import rebuild


class Command(BaseCommand):
    """Resolve every document again; decisions stay."""

    help = "Resolve all names again; what people decided stays. 重新归并全部名称，人工决定保留。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the language of what is printed."""
        parser.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("LUODI_LANG", "zh"),
                            help="language of what is printed · 输出的语言")  # fmt: skip

    def handle(self, *_args: Any, lang: Lang, **_options: Any) -> None:
        """Say what came of it."""
        rebuilt = rebuild()
        on_parks(list(Park.objects.all()))
        said = Text(
            f"{rebuilt.documents} 篇文档重新归并：{rebuilt.entities} 个名称，移除 {rebuilt.removed} 个无人使用的",
            f"{rebuilt.documents} documents resolved: {rebuilt.entities} names, {rebuilt.removed} without use removed",
        )
        self.stdout.write(said.say(lang))
