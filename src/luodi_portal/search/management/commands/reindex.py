"""``luodi-portal reindex``: make the search's index anew from the rows."""

import os
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import transaction

from luodi.core.text import Lang, Text
from luodi_portal.search import index
from luodi_portal.search.sources import keep_all


class Command(BaseCommand):
    """Take all out and put all in again; until it is done the old index answers."""

    help = "Make the search's index anew. 重建搜索索引。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the language of what is printed."""
        parser.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("LUODI_LANG", "zh"),
                            help="language of what is printed · 输出的语言")  # fmt: skip

    def handle(self, *_args: Any, lang: Lang, **_options: Any) -> None:
        """Go through the rows, saying how far it is."""
        call_command("migrate", verbosity=0, interactive=False)
        with transaction.atomic():
            index.clear()
            for done, total in keep_all():
                said = Text(f"已索引 {done:,} / {total:,}", f"indexed {done:,} of {total:,}")
                self.stdout.write(said.say(lang))
                self.stdout.flush()
        self.stdout.write(Text("搜索索引已重建", "the index is made anew").say(lang))
