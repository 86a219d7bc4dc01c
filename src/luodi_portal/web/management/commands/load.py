"""``luodi-portal load``: one's own documents, parks and sites into the portal; the same again changes nothing."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from luodi.core.errors import ExitCode, Problem
from luodi.core.text import Lang, Text
from luodi.reading.files import load_documents
from luodi.reading.read import read_document
from luodi.sites.tables import load_parks, load_sites
from luodi_portal.inventory.keep import Kept, keep_parks, keep_sites
from luodi_portal.knowledge.keep import keep_reading


class Command(BaseCommand):
    """Keep what files hold; what is bad is named, the rest is kept."""

    help = "Keep documents, parks and sites in the portal. 把文档、园区、房源载入门户。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take documents (as ``luodi read``), and tables (as ``luodi match``)."""
        parser.add_argument("documents", nargs="*", metavar="FILE|FOLDER", help="documents · 文档")
        parser.add_argument("--parks", type=Path, metavar="FILE", help="a table of parks · 园区表")
        parser.add_argument("--sites", type=Path, metavar="FILE", help="a table of sites · 房源表")
        parser.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("LUODI_LANG", "zh"),
                            help="language of what is printed · 输出的语言")  # fmt: skip

    def handle(
        self,
        *_args: Any,
        documents: Sequence[str],
        parks: Path | None,
        sites: Path | None,
        lang: Lang,
        **_options: Any,
    ) -> None:
        """Keep parks before the sites in them, and say what came of each."""
        self.lang = lang
        call_command("migrate", verbosity=0, interactive=False)
        bad = 0
        if parks:
            park_table = load_parks(parks)
            bad += self._name(park_table.problems)
            self._tell(keep_parks(park_table.rows), Text("园区", "parks"))
        if sites:
            site_table = load_sites(sites)
            bad += self._name(site_table.problems)
            self._tell(keep_sites(site_table.rows), Text("房源", "sites"))
        if documents:
            bad += self._keep_documents(documents)
        if bad:
            said = Text(
                f"{bad} 处有问题，已在上面列出；其余已保留",
                f"{bad} problems are named above; the rest is kept",
            )
            raise CommandError(said.say(lang), returncode=ExitCode.PARTIAL)

    def _keep_documents(self, paths: Sequence[str]) -> int:
        loaded = list(load_documents(paths))
        good = [each for each in loaded if not isinstance(each, Problem)]
        bad = self._name([each for each in loaded if isinstance(each, Problem)])
        new = sum(keep_reading(read_document(document)).new for document in good)
        self._tell(Kept(new, 0, len(good) - new), Text("文档", "documents"))
        return bad

    def _name(self, problems: Sequence[Problem]) -> int:
        for problem in problems:
            self.stderr.write(problem.say(self.lang))
        return len(problems)

    def _tell(self, kept: Kept, what: Text) -> None:
        self.stdout.write(kept.told(what).say(self.lang))
