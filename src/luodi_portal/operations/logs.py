"""How the portal logs: lines of JSON in production, plain warnings at the desk; each says to which request it belongs."""

import logging
from contextvars import ContextVar
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request that is being answered; empty outside of one."""
FIELDS = "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s"
RENAMED = {"asctime": "time", "levelname": "level", "name": "logger"}
PLAIN = "%(levelname)s %(name)s: %(message)s"


class OfRequest(logging.Filter):
    """Write the request's id into each line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let all pass."""
        record.request_id = request_id.get()
        return True


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Give Django's ``LOGGING``."""
    plain: dict[str, Any] = {"format": PLAIN}
    json = {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "format": FIELDS,
        "rename_fields": RENAMED,
        "json_ensure_ascii": False,
        "datefmt": "%Y-%m-%dT%H:%M:%S%z",
    }
    level = "INFO" if as_json else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"of_request": {"()": "luodi_portal.operations.logs.OfRequest"}},
        "formatters": {"lines": json if as_json else plain},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["of_request"]}
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # The request's own line says 404 and 403 already; what is broken on our side comes with its traceback.
            "django.request": {"level": "ERROR" if as_json else "WARNING"},
            "django_tasks": {"level": "WARNING"},
            "axes": {"level": "WARNING"},
        },
    }
