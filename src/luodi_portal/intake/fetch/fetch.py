"""Fetch an address: bounded in size and time, redirects followed with care, robots.txt and a polite delay kept."""

import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore
import httpx
from django.conf import settings

from luodi import __version__
from luodi.core.errors import LuodiError
from luodi.core.text import Text
from luodi_portal.intake.fetch import problems
from luodi_portal.intake.fetch.guard import Deadline, Guard, Refused, Resolve, resolve

NAME = "luodi"
AGENT = f"{NAME}/{__version__} (reads news of industrial parks; keeps to robots.txt)"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_UNCHANGED = 304
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ROBOTS_BYTES = 2_000_000
_MOST_DELAY = 10.0


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How far a fetch may go: ``allow`` names targets (``host:port``) that are fetched although they are not public."""

    allow: frozenset[str] = frozenset()
    delay: float = 1.0
    most_bytes: int = 20_000_000
    seconds: float = 30.0
    step_seconds: float = 10.0
    redirects: int = 5


def from_settings() -> FetchSettings:
    """Give what the portal's settings say."""
    return FetchSettings(allow=frozenset(settings.FETCH_ALLOW), delay=settings.FETCH_DELAY)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: from which address in the end, of which type, in which encoding by its header.

    ``unchanged`` where the server says that what is known by ``etag`` or ``modified`` still holds; ``data`` is then empty.
    """

    address: str
    data: bytes
    content_type: str = ""
    charset: str | None = None
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


@dataclass(slots=True)
class Fetcher:
    """Fetches one address after the other; remembers each site's robots.txt and when it was last asked."""

    limits: FetchSettings = field(default_factory=FetchSettings)
    resolve: Resolve = resolve
    sleep: Callable[[float], None] = time.sleep
    _deadline: Deadline = field(default_factory=Deadline, init=False)
    _client: httpx.Client = field(init=False)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict, init=False)
    _asked: dict[str, float] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            transport=_Transport(Guard(self.limits.allow, self._deadline, self.resolve)),
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip"},
            timeout=self.limits.step_seconds,
            trust_env=False,  # a proxy of the environment would resolve names out of our sight
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(self, address: str, *, etag: str = "", modified: str = "") -> Fetched:
        """Fetch an address; raises :class:`LuodiError` that says why it can't be had."""
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in known.items() if value}
        for _ in range(self.limits.redirects + 1):
            address = checked(address)
            self._keep_to_robots(address)
            self._wait(address)
            response, data = self._get(address, headers, self.limits.most_bytes)
            if response.status_code not in _REDIRECTS:
                return _fetched(address, response, data)
            address = urljoin(address, response.headers.get("location", ""))
        raise problems.too_many_redirects(address)

    def _keep_to_robots(self, address: str) -> None:
        site = _site(address)
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        if not self._robots[site].can_fetch(NAME, address):
            raise problems.not_welcome(address)

    def _read_robots(self, site: str) -> RobotFileParser:
        """Read a site's robots.txt: without one all is open, with one that can't be had now (5xx), nothing (RFC 9309)."""
        robots, address = RobotFileParser(), f"{site}/robots.txt"
        for _ in range(self.limits.redirects + 1):
            response, data = self._get(checked(address), {}, _ROBOTS_BYTES)
            if response.status_code not in _REDIRECTS:
                break
            address = urljoin(address, response.headers.get("location", ""))
        if response.is_success:
            robots.parse(data.decode("utf-8-sig", "replace").splitlines())
        else:
            robots.parse(["User-agent: *", "Disallow: /"] if response.is_server_error else [])
        return robots

    def _wait(self, address: str) -> None:
        site = _site(address)
        asked = self._robots[site].crawl_delay(NAME)
        delay = max(self.limits.delay, min(float(asked), _MOST_DELAY) if asked else 0.0)
        left = self._asked.get(site, float("-inf")) + delay - time.monotonic()
        if left > 0:
            self.sleep(left)
        self._asked[site] = time.monotonic()

    def _get(self, address: str, headers: Mapping[str, str], most: int) -> tuple[httpx.Response, bytes]:
        """Ask once, and read what comes within the limits."""
        self._deadline.at = time.monotonic() + self.limits.seconds
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                if response.status_code in _REDIRECTS:
                    return response, b""
                return response, _read(response, address, most)
        except (httpx.HTTPError, httpcore.TimeoutException) as error:
            raise self._told(address, error) from error

    def _told(self, address: str, error: Exception) -> LuodiError:
        causes = (error, error.__cause__)
        if any(isinstance(each, Refused) for each in causes):
            return problems.not_public(address)
        if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException):
            return problems.too_slow(address, self.limits.seconds)
        if isinstance(error, httpx.ConnectError | httpx.ReadError | httpx.WriteError):
            return problems.unreachable(address)
        return problems.broken(address, " ".join(str(error).split())[:120] or type(error).__name__)


class _Transport(httpx.HTTPTransport):
    """httpx's own transport, over connections that the guard makes: httpx has no argument for them."""

    def __init__(self, guard: Guard) -> None:
        super().__init__(trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=guard, max_connections=8
        )


def checked(address: str) -> str:
    """Give the address without its fragment; raises :class:`LuodiError` where it can't be one of a public page."""
    address = urldefrag(address.strip())[0]
    try:
        parts = urlsplit(address)
        port = parts.port
        httpx.URL(address)
    except (ValueError, httpx.InvalidURL):
        raise problems.bad_address(address, Text("不是网址", "is no web address")) from None
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise problems.bad_address(address, Text("只读 http 和 https 网址", "is neither http nor https"))
    if not parts.hostname or port == 0 or any(ord(char) <= 32 for char in address):
        raise problems.bad_address(address, Text("不是网址", "is no web address"))
    if parts.username is not None or parts.password is not None:
        raise problems.bad_address(address, Text("网址里带有账号或密码", "holds a user name or a password"))
    return address


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def _read(response: httpx.Response, address: str, most: int) -> bytes:
    """Read the body, never more than ``most`` bytes of it, neither as sent nor unpacked."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise problems.broken(address, encoding[:40])
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    body = bytearray()
    for chunk in response.iter_raw():
        try:
            body += unpack.decompress(chunk, most + 1 - len(body)) if unpack else chunk
        except zlib.error as error:
            raise problems.broken(address, str(error)) from error
        if len(body) > most or response.num_bytes_downloaded > most:
            raise problems.too_large(address, most)
    if unpack and body and not unpack.eof:
        raise problems.broken(address, "gzip")
    return bytes(body)


def _fetched(address: str, response: httpx.Response, data: bytes) -> Fetched:
    if response.status_code != _UNCHANGED and not response.is_success:
        raise problems.answered(address, response.status_code)
    return Fetched(
        address,
        data,
        response.headers.get("content-type", "").partition(";")[0].strip().lower(),
        response.charset_encoding,
        response.headers.get("etag", ""),
        response.headers.get("last-modified", ""),
        response.status_code == _UNCHANGED,
    )
