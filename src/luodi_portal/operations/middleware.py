"""A line in the log for each request: which, by whom, how it ended, how long it took."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from luodi_portal.operations.addresses import client_address
from luodi_portal.operations.logs import request_id

Handler = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger("luodi_portal.requests")
_GOOD_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)


def request_log(get_response: Handler) -> Handler:
    """Give each request an id (a proxy's own is kept), and log it when it is answered; without its query, which is private."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        given = request.headers.get("X-Request-ID", "") if settings.HTTPS else ""
        token = request_id.set(given if _GOOD_ID.fullmatch(given) else uuid.uuid4().hex)
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            log.log(_level(request), "%s %s %s", request.method, request.path, response.status_code,
                    extra=_line(request, response, time.perf_counter() - began))  # fmt: skip
        finally:
            request_id.reset(token)
        return response

    return handle


def _level(request: HttpRequest) -> int:
    """Files and the questions of machines are many, and say little."""
    quiet = request.path.startswith((settings.STATIC_URL, "/health/"))
    return logging.DEBUG if quiet else logging.INFO


def _line(request: HttpRequest, response: HttpResponseBase, seconds: float) -> dict[str, object]:
    # What the page has asked for already: to ask now could fail where the database has.
    user = getattr(request, "_cached_user", None)
    return {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "user": getattr(user, "pk", None),
        "address": client_address(request),
    }
