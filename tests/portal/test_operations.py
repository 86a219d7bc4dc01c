"""The site as one runs it: up and down again, health, logs, public files."""

import http.client
import json
import logging
import os
import re
import signal
import sqlite3
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from luodi_portal.operations import health
from luodi_portal.operations.addresses import client_address
from luodi_portal.operations.heartbeat import ALIVE, beat, stop_beating, workers_alive
from luodi_portal.operations.models import Heartbeat
from portal.people import client_of, user_of
from portal.processes import Running, running, until

unix = pytest.mark.skipif(sys.platform == "win32", reason="gunicorn and signals")


def fetch(url: str) -> tuple[int, http.client.HTTPMessage, str]:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read().decode()


def workers(data: Path) -> set[int]:
    with sqlite3.connect(data / "luodi.sqlite3", timeout=20) as database:
        return {
            int(name.rpartition("-")[2])
            for (name,) in database.execute("SELECT worker FROM operations_heartbeat")
        }


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ready(site: Running) -> bool:
    return fetch(f"{site.address}/health/ready")[0] == 200


@unix
def test_up_is_production_and_ends_whole(tmp_path: Path) -> None:
    with running(tmp_path, "up", "--port", "0") as site:
        until(lambda: ready(site))
        status, headers, page = fetch(site.address)
        assert (status, "X-Request-ID" in headers) == (200, True)
        sheet = re.search(r'href="(/static/web/luodi\.[0-9a-f]{12}\.css)"', page)
        assert sheet, "style sheets carry the hash of what they hold"
        assert "immutable" in fetch(site.address + sheet[1])[1]["Cache-Control"]
        (first,) = workers(tmp_path)
        os.kill(first, signal.SIGKILL)
        until(lambda: any(pid != first for pid in workers(tmp_path)))  # one that falls is started again
        (second,) = workers(tmp_path) - {first}
        assert site.stop() == 0
        assert not alive(second)
        with pytest.raises(urllib.error.URLError):
            fetch(site.address)
    line = next(json.loads(line) for line in site.lines if '"path": "/",' in line)
    assert line["request_id"] == headers["X-Request-ID"]
    assert (line["status"], line["method"], line["address"], line["user"]) == (200, "GET", "127.0.0.1", None)
    assert line["ms"] > 0
    assert not [line for line in site.lines if "Traceback" in line]


@unix
def test_what_is_beside_a_server_that_was_killed_ends_too(tmp_path: Path) -> None:
    with running(tmp_path, "serve", "--port", "0") as site:
        until(lambda: ready(site))
        (worker,) = workers(tmp_path)
        site.stop(signal.SIGKILL)
        until(lambda: not alive(worker))
        place = urlsplit(site.address)
        until(lambda: not listens(place.hostname or "", place.port or 0))


def listens(host: str, port: int) -> bool:
    try:
        http.client.HTTPConnection(host, port, timeout=5).connect()
    except OSError:
        return False
    return True


@unix
def test_a_database_that_is_away_is_said_and_the_process_lives(tmp_path: Path) -> None:
    away = "postgresql://nobody@127.0.0.1:1/none"
    with running(tmp_path, "web", "--port", "0", DATABASE_URL=away) as site:
        status, _, body = fetch(f"{site.address}/health/ready")
        assert (status, json.loads(body)["checks"]) == (503, {"database": "unreachable"})
        assert fetch(f"{site.address}/health/live")[0] == 200
        status, _, body = fetch(f"{site.address}/parks/")
        assert (status, "程序出错了" in body) == (500, True)


@pytest.fixture
def as_if_new() -> None:
    health._all_applied.cache_clear()


def test_a_site_is_ready_when_its_tables_are_new_and_a_worker_lives(
    as_if_new: None, client: Client, db: None
) -> None:
    def looked() -> tuple[int, dict[str, str]]:
        response = client.get("/health/ready")
        return response.status_code, response.json()["checks"]

    assert looked() == (503, {"database": "ok", "migrations": "ok", "worker": "silent"})
    beat()
    assert looked() == (200, {"database": "ok", "migrations": "ok", "worker": "ok"})
    health._all_applied.cache_clear()
    MigrationRecorder(connection).record_unapplied("operations", "0001_initial")
    assert looked() == (503, {"database": "ok", "migrations": "unapplied", "worker": "ok"})
    assert client.get("/health/live").status_code == 200


def test_a_worker_that_stops_or_is_silent_counts_no_more(db: None) -> None:
    beat()
    beat()
    assert workers_alive() == 1
    stop_beating()
    assert workers_alive() == 0
    beat()
    row = Heartbeat.objects.get()
    Heartbeat.objects.update(at=row.at - ALIVE)
    assert workers_alive() == 0


def test_a_request_has_its_line(db: None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "luodi_portal.requests")
    response = client_of("officer").get("/requirements/?page=1")
    (line,) = [record for record in caplog.records if record.name == "luodi_portal.requests"]
    said = {name: getattr(line, name) for name in ("method", "path", "status", "user")}
    assert said == {"method": "GET", "path": "/requirements/", "status": 200, "user": user_of("officer").pk}
    assert "page" not in line.getMessage()
    assert re.fullmatch("[0-9a-f]{32}", response["X-Request-ID"])


@pytest.mark.parametrize(
    ("https", "given", "kept"),
    [
        (True, "proxy-1234567", True),
        (True, "a b\nc", False),
        (True, "x" * 65, False),
        (False, "proxy-1234567", False),
    ],
)
def test_the_id_of_our_own_proxy_is_kept(
    client: Client, db: None, settings: Settings, https: bool, given: str, kept: bool
) -> None:
    settings.HTTPS = https
    response = client.get("/health/live", headers={"x-request-id": given})
    assert (response["X-Request-ID"] == given) is kept


@pytest.mark.parametrize(
    ("https", "forwarded", "address"),
    [(False, "9.9.9.9", "127.0.0.1"), (True, "6.6.6.6, 9.9.9.9", "9.9.9.9"), (True, "", "127.0.0.1")],
)
def test_only_our_own_proxy_says_who_asks(
    settings: Settings, https: bool, forwarded: str, address: str
) -> None:
    settings.HTTPS = https
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", headers=headers)) == address


def test_only_public_files_are_given_and_never_as_pages_of_ours(
    client: Client, db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in ("public/a.svg", "private/a.svg"):
        (tmp_path / "media" / name).parent.mkdir(parents=True)
        (tmp_path / "media" / name).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "secret").write_text("x")
    response = client.get("/media/public/a.svg")
    assert (response.status_code, response["Content-Security-Policy"]) == (200, "default-src 'none'; sandbox")
    response.close()
    for other in ("private/a.svg", "public/../private/a.svg", "public/../../secret", "public/", "", "a.svg"):
        assert client.get(f"/media/{other}").status_code in (400, 404), other
