"""Where a request comes from."""

from ipaddress import ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Give the visitor's address: behind TLS the one that our own proxy saw, which is the last of ``X-Forwarded-For``."""
    seen = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return seen.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def client_network(request: HttpRequest) -> str:
    """Give the visitor's address, of IPv6 the first half alone: the other is the visitor's own to choose."""
    address = client_address(request)
    try:
        return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address
    except ValueError:
        return address
