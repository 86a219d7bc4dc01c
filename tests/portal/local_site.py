"""A web site of the tests' own, on a real socket of this machine."""

import contextlib
import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = BaseHTTPRequestHandler


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path answers; ``send`` writes the body itself."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    send: Callable[[Handler], None] | None = None


@dataclass(slots=True)
class LocalSite:
    """A site with the answers of its paths, and which paths were asked for, with which headers."""

    address: str
    target: str
    pages: dict[str, Answer]
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


def html(body: str, **headers: str) -> Answer:
    return Answer(body.encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})


def xml(body: str, **headers: str) -> Answer:
    return Answer(body.encode(), headers={"Content-Type": "application/xml", **headers})


def redirect(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": to})


def zipped(body: bytes) -> Answer:
    return Answer(gzip.compress(body), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


@contextlib.contextmanager
def local_site(pages: dict[str, Answer] | None = None) -> Iterator[LocalSite]:
    """Serve pages; a path without one answers 404."""

    class Serve(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append(dict(self.headers))
            answer = site.pages.get(self.path, Answer(b"none", 404))
            etag = answer.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                answer = Answer(status=304, headers={"ETag": etag})
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if not answer.send:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            with contextlib.suppress(OSError):  # the other side may have had enough
                (answer.send or (lambda handler: handler.wfile.write(answer.body)))(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Serve)
    target = f"127.0.0.1:{server.server_port}"
    site = LocalSite(f"http://{target}", target, pages or {})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
