"""``luodi-portal up``: the portal as in production, in one command."""

import os
import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import connections

from luodi_portal.operations.management.commands.serve import services
from luodi_portal.operations.management.commands.web import add_web_options
from luodi_portal.operations.services import run_all

MOST_WORKERS = 8


class Command(BaseCommand):
    """Prepare and run everything; ``luodi_portal.manage`` has set ``LUODI_PRODUCTION=1`` before the settings were read."""

    help = "Run the portal as in production. 按生产方式启动：迁移、静态文件、网站、后台任务。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and how much is answered at once."""
        add_web_options(parser)
        parser.set_defaults(workers=max(2, min(os.cpu_count() or 1, MOST_WORKERS)))

    def handle(self, *_args: Any, host: str, port: int, workers: int, threads: int, **_options: Any) -> None:
        """Bring the database up to date, gather the static files, clear what has run out, then run all."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        call_command("clearsessions", verbosity=0)
        connections.close_all()
        code = run_all(services(host, port, workers, threads))
        if code:
            sys.exit(code)
