"""Connections to public addresses only: a name is resolved once, each of its addresses is looked at, one of those is connected to.

A name that points to a private address, on the first look or on a later one (DNS rebinding), leads nowhere, and
so does a redirect: every connection of the client goes through here.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any

import httpcore

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
_SPECIAL = tuple(map(ipaddress.ip_network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24")))
"""Public by their number, but a cloud's own services, protocols' assignments, relays into IPv6."""
_EMBEDDING = tuple(
    map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"))
)
"""IPv6 networks whose addresses stand for IPv4 ones (NAT64, 6to4, Teredo, IPv4-compatible): the way round a look at IPv4."""


class Refused(httpcore.ConnectError):
    """The target is not public."""


class OutOfTime(httpcore.TimeoutException):
    """The whole took longer than it may."""


@dataclass(slots=True)
class Deadline:
    """When all of a fetch must be over, by the monotonic clock; ``left`` cuts a step's own limit."""

    at: float = float("inf")

    def left(self, limit: float | None) -> float:
        """Give the seconds that a step may take; raises :class:`OutOfTime`."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise OutOfTime("out of time")
        return left if limit is None else min(left, limit)


def is_public(address: str) -> bool:
    """Tell whether an IP address may be fetched from: a public one of one machine."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip.is_site_local or any(ip in network for network in _EMBEDDING):
            return False
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local
    return ip.is_global and not special and not any(ip in network for network in _SPECIAL)


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for a host's addresses, in the order in which they should be tried."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Guard(httpcore.NetworkBackend):
    """Connect to what is public, and to ``allow`` (``host:port``), within the deadline."""

    def __init__(self, allow: frozenset[str], deadline: Deadline, resolve: Resolve = resolve) -> None:
        self._allow, self._deadline, self._resolve = allow, deadline, resolve
        self._inner = httpcore.SyncBackend()
        self._resolvers = ThreadPoolExecutor(4, thread_name_prefix="resolve")  # getaddrinfo knows no timeout

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, look, connect to an address that was looked at."""
        addresses = self._addresses(host, port, timeout)
        if f"{host}:{port}" not in self._allow:
            refused = next((address for address in addresses if not is_public(address)), None)
            if refused is not None:
                raise Refused(f"{host} is {refused}")
        error: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error

    def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        asked = self._resolvers.submit(self._resolve, host, port)
        try:
            return asked.result(self._deadline.left(timeout))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host} was not found in time") from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host}: {error}") from error


class _Stream(httpcore.NetworkStream):
    """A connection each of whose steps ends by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
