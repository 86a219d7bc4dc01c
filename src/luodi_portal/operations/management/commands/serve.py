"""``luodi-portal serve``: the pages and the jobs, in one command."""

import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import connections

from luodi_portal.operations.management.commands.web import add_web_options
from luodi_portal.operations.services import Service, run_all


class Command(BaseCommand):
    """Serve the portal until Ctrl-C."""

    help = "Serve the portal, and do its jobs. 启动门户网站，并处理后台任务。"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and how much is answered at once."""
        add_web_options(parser)

    def handle(self, *_args: Any, host: str, port: int, workers: int, threads: int, **_options: Any) -> None:
        """Bring the database up to date, then run both."""
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
        code = run_all(services(host, port, workers, threads))
        if code:
            sys.exit(code)


def services(host: str, port: int, workers: int, threads: int) -> list[Service]:
    """Give the processes that make up the portal."""
    options = {"--host": host, "--port": port, "--workers": workers, "--threads": threads}
    words = [str(word) for option in options.items() for word in option]
    return [Service(["web", *words]), Service(["work"], again=True)]
