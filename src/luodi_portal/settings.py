"""The portal's settings. All that differs between places comes from the environment:

``LUODI_DATA`` (folder of the database and the key; ``var``), ``DATABASE_URL`` (PostgreSQL instead of SQLite),
``LUODI_SECRET_KEY``, ``LUODI_HOSTS`` (names that the site answers to, separated by commas), ``LUODI_HTTPS=1``
(behind TLS: secure cookies, redirects, HSTS; the proxy must set ``X-Forwarded-Proto`` itself), ``LUODI_DEBUG=1``,
``LUODI_STALE_DAYS`` and ``LUODI_PUBLIC_DAYS`` (days without a word after which an offer is flagged, and leaves public
search), ``LUODI_FIGURES`` (which figure is shown where sources disagree: ``newest``, ``most_sources`` or ``person``),
``LUODI_TILES`` (a source of map tiles: :mod:`luodi_portal.inventory.tiles`).

``luodi-portal check --deploy`` finds nothing with ``LUODI_HTTPS=1``. Without it, it warns of HSTS, of the redirect and of
the cookie (W004, W008, W016), and is right: that is for one machine, or for a network that one trusts.
"""

import os
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.facts.disagreement import RULES, Rule
from luodi_portal.inventory.tiles import parse_tiles
from luodi_portal.operations.logs import logging_settings
from luodi_portal.secret import secret_key

DATA = Path(os.environ.get("LUODI_DATA", "var")).absolute()
DEBUG = os.environ.get("LUODI_DEBUG") == "1"
HTTPS = os.environ.get("LUODI_HTTPS") == "1"
PRODUCTION = os.environ.get("LUODI_PRODUCTION") == "1"

SECRET_KEY = secret_key(DATA)
_NAMES = [name for name in os.environ.get("LUODI_HOSTS", "").split(",") if name]
ALLOWED_HOSTS = [*_NAMES, "localhost", "127.0.0.1", "[::1]"]  # the machine itself asks for its health
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in _NAMES if HTTPS and "*" not in name]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
    "simple_history",
    "luodi_portal.accounts",
    "luodi_portal.intake",
    "luodi_portal.knowledge",
    "luodi_portal.inventory",
    "luodi_portal.desk",
    "luodi_portal.search",
    "luodi_portal.news",
    "luodi_portal.editorial",
    "luodi_portal.operations",
    "luodi_portal.web",
]
MIDDLEWARE = [
    "luodi_portal.operations.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "luodi_portal.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "luodi_portal.urls"
WSGI_APPLICATION = "luodi_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["luodi_portal.web.templatetags.luodi"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luodi_portal.web.context.page",
            ],
        },
    }
]


def figures_rule(name: str) -> Rule:
    """Give the rule of that name; raises :class:`LuodiError` for any other."""
    rule = next((rule for rule in RULES if rule == name), None)
    if rule is None:
        what = Text(f"没有“{name[:40]}”这种规则", f"there is no rule “{name[:40]}”")
        remedy = Text("请写 newest、most_sources 或 person", "write newest, most_sources or person")
        raise LuodiError(Problem("LUODI_FIGURES", what, remedy))
    return rule


def _database() -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL")
    if url:
        return _by_address(url)
    pragmas = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-65536;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "luodi.sqlite3",
        "CONN_MAX_AGE": 60,
        # IMMEDIATE: a transaction that will write waits for its turn instead of failing half-way.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def _by_address(url: str) -> dict[str, Any]:
    try:
        return {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    except ValueError as error:
        what = Text("不是数据库地址", "is no address of a database")
        remedy = Text(
            "请写成 postgres://用户:密码@主机:5432/库名", "write postgres://user:password@host:5432/name"
        )
        raise LuodiError(
            Problem("DATABASE_URL", what, remedy)
        ) from error  # without the value: it may hold a password


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses whoever tried too often
    "django.contrib.auth.backends.ModelBackend",
    "rules.permissions.ObjectPermissionBackend",  # what holds for one park only
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": "luodi_portal.accounts.validators.MinimumLength", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "log-in"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # nobody locks somebody else out from elsewhere
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "luodi_portal.operations.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "luodi_portal.accounts.views.locked_out"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # asked through intake/jobs.py only
JOB_LEASE = float(
    os.environ.get("LUODI_JOB_LEASE", "15")
)  # seconds without a sign of life after which a worker is thought dead
KEEP_JOBS_DAYS = int(os.environ.get("LUODI_KEEP_JOBS", "90"))  # jobs and batches of intake; 0: for ever
KEEP_HISTORY_DAYS = int(os.environ.get("LUODI_KEEP_HISTORY", "0"))  # steps of histories; 0: for ever
PRUNE_HOUR = int(
    os.environ.get("LUODI_PRUNE_HOUR", "3")
)  # of the day, when old things go; -1: only by the command
FETCH_ALLOW = [
    target for target in os.environ.get("LUODI_FETCH_ALLOW", "").split(",") if target
]  # host:port, not public
FETCH_DELAY = float(os.environ.get("LUODI_FETCH_DELAY", "1"))  # seconds between two pages of one site

CONTACT = os.environ.get("LUODI_CONTACT", "")
"""Whom to write to about wrong or protected content: shown below every article."""

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
# Leaflet's files alone: as an app, django-leaflet would ask for GDAL.
_LEAFLET = find_spec("leaflet")
STATICFILES_DIRS = [
    Path(folder, "static") for folder in (_LEAFLET and _LEAFLET.submodule_search_locations) or ()
]
STATIC_ROOT = DATA / "static" if PRODUCTION else None  # gathered by `up`; otherwise found where they lie
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG

MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"

OFFER_STALE_DAYS = int(os.environ.get("LUODI_STALE_DAYS", "30"))  # without a word an offer is flagged
OFFER_PUBLIC_DAYS = int(os.environ.get("LUODI_PUBLIC_DAYS", "90"))  # without a word it leaves public search
FIGURES_RULE = figures_rule(os.environ.get("LUODI_FIGURES", "newest"))  # where sources disagree
TILES = parse_tiles(os.environ.get("LUODI_TILES", ""))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, *(TILES.origins if TILES else ())],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "luodi_portal.web.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
_HSTS = os.environ.get("LUODI_HSTS", "")
SECURE_HSTS_PRELOAD = HTTPS and _HSTS == "preload"
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and _HSTS in ("subdomains", "preload")
# Both bind other names than ours, and preload for years: only who asks for them gets them, so their absence is no fault.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LOGGING = logging_settings(as_json=PRODUCTION)
