"""``luodi-portal web``: the pages alone, by gunicorn with threads, on a socket that is ours before it starts."""

import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser
from django.db import connections

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.operations.services import end_without

BACKLOG = 512
MOST_PORTS = 65_535


class Command(BaseCommand):
    """Answer requests until Ctrl-C; the database must be up to date."""

    help = "Serve the pages alone, without jobs. 只启动网站，不处理后台任务。"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and how much is answered at once."""
        add_web_options(parser)
        parser.add_argument("--beside", type=int, metavar="PID",
                            help="end when that parent process has ended · 父进程结束时一并结束")  # fmt: skip

    def handle(
        self,
        *_args: Any,
        host: str,
        port: int,
        workers: int,
        threads: int,
        beside: int | None,
        **_options: Any,
    ) -> None:
        """Listen."""
        listener = listen(host, port)
        connections.close_all()  # none is handed on to the processes that answer
        if sys.platform == "win32":
            self._serve_plainly(listener)
        else:
            self._serve_gunicorn(listener, workers, threads, beside)

    def _say_ready(self, address: str) -> None:
        self.stdout.write(f"{address}  门户已启动，按 Ctrl-C 停止 · the portal is up, Ctrl-C stops it")
        self.stdout.flush()

    def _serve_gunicorn(
        self, listener: socket.socket, workers: int, threads: int, beside: int | None
    ) -> None:
        from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # not on Windows

        say_ready, address = self._say_ready, address_of(listener)

        class Server(BaseApplication):  # type: ignore[misc]
            def load_config(self) -> None:
                options = {
                    "bind": f"fd://{listener.fileno()}",
                    "worker_class": "gthread",
                    "workers": workers,
                    "threads": threads,
                    # gunicorn's threaded worker now and then misses the word to stop: don't wait for it long.
                    "graceful_timeout": 5,
                    "loglevel": "error",  # each HEAD request would be a warning
                    "proc_name": "luodi-portal",
                    "logconfig_dict": _logging(),
                    "when_ready": lambda _server: end_without(beside),
                    # Loaded, and the socket listens; those that take the place of others say nothing.
                    "post_worker_init": lambda worker: worker.age == 1 and say_ready(address),
                }
                for name, value in options.items():
                    self.cfg.set(name, value)

            def load(self) -> Any:
                return _application()

        Server().run()

    def _serve_plainly(self, listener: socket.socket) -> None:
        """Serve by the standard library's server: fit for one person, and all that Windows needs for the demo."""
        from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

        server = WSGIServer(listener.getsockname()[:2], WSGIRequestHandler, bind_and_activate=False)
        server.socket.close()
        server.socket = listener
        server.server_name, server.server_port = listener.getsockname()[:2]
        server.setup_environ()
        server.set_app(_application())
        self.stderr.write(
            "Windows：使用 Python 自带的服务器，只适合一个人试用 · Python's own server, fit for one person"
        )
        self._say_ready(address_of(listener))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()


def add_web_options(parser: CommandParser) -> None:
    """Add what ``web``, ``serve`` and ``up`` take."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on; 0.0.0.0 for all · 监听地址"
    )
    parser.add_argument("--port", type=int, default=8000, help="the port · 端口")
    parser.add_argument("--workers", type=int, default=1, help="how many processes answer · 进程数")
    parser.add_argument(
        "--threads", type=int, default=8, help="how many requests each answers at once · 每个进程的线程数"
    )


def _application() -> Any:
    from luodi_portal.wsgi import (
        application,
    )  # made when it is imported, which must be in the process that answers

    return application


def _logging() -> dict[str, Any]:
    """Have gunicorn's own lines look as all others do."""
    said = {"level": "ERROR", "handlers": ["console"], "propagate": False}
    return {**settings.LOGGING, "loggers": {"gunicorn.error": said, "gunicorn.access": said}}


def listen(host: str, port: int) -> socket.socket:
    """Take the address; :class:`LuodiError` says why it can't be had."""
    if not 0 <= port <= MOST_PORTS:  # the resolver would take it modulo 65,536
        raise _no_port(port)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise _no_host(host, error) from error
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there it would let two servers share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _taken(host, port, error) from error
    return listener


def address_of(listener: socket.socket) -> str:
    """Give the address as a browser takes it."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _taken(host: str, port: int, error: OSError) -> LuodiError:
    reason, other = error.strerror or str(error), port + 1 if port < MOST_PORTS else port - 1
    what = Text(f"无法监听（{reason}）", f"can't be listened on ({reason})")
    remedy = Text(f"请换一个端口：--port {other}，或 make demo PORT={other}",
                  f"choose another port: --port {other}, or make demo PORT={other}")  # fmt: skip
    return LuodiError(Problem(f"{host}:{port}", what, remedy))


def _no_port(port: int) -> LuodiError:
    what = Text("不是端口号", "is no port")
    remedy = Text(f"请给 0 到 {MOST_PORTS} 之间的整数", f"give a number from 0 to {MOST_PORTS}")
    return LuodiError(Problem(f"--port {port}", what, remedy))


def _no_host(host: str, error: OSError | UnicodeError) -> LuodiError:
    reason = getattr(error, "strerror", None) or str(error)
    what = Text(f"找不到这个地址（{reason}）", f"is not known ({reason})")
    remedy = Text("本机用 127.0.0.1，对外用 0.0.0.0", "give 127.0.0.1 for this machine only, 0.0.0.0 for all")
    return LuodiError(Problem(f"--host {host}", what, remedy))
