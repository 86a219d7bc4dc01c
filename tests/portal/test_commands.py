"""The commands as a person runs them: in a process of their own, on a data folder of their own."""

import re
import signal
import socket
import stat
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.processes import portal, running


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        yield holder.getsockname()[1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_serve_says_its_address_when_it_listens_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    with running(tmp_path, "serve", "--port", "0") as site:
        for path, kind in (("/", "text/html"), ("/static/web/luodi.css", "text/css")):
            with urllib.request.urlopen(site.address + path, timeout=30) as answer:
                assert (answer.status, answer.headers.get_content_type()) == (200, kind)
        assert site.stop(signal.SIGINT) == 0
    assert "Traceback" not in "".join(site.lines)


def test_a_taken_port_is_named_with_a_remedy(tmp_path: Path, taken: int) -> None:
    done = portal(tmp_path, "serve", "--port", str(taken))
    assert done.returncode == 3
    assert f"127.0.0.1:{taken}" in done.stderr
    assert f"--port {taken + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("demo",)])
@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "DATABASE_URL"),
        ("garbage", "DATABASE_URL"),
        ("", "luodi.sqlite3"),  # the file there is no database
    ],
)
def test_a_database_that_cannot_be_used_is_named(
    tmp_path: Path, command: tuple[str, ...], address: str, where: str
) -> None:
    (tmp_path / "luodi.sqlite3").write_text("these are words, not a database")
    done = portal(tmp_path, *command, DATABASE_URL=address)
    assert done.returncode == 3
    assert re.match(f"错误：.*{where}：.*；请", done.stderr), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("--port", "65536"), ("--port", "-1"), ("--host", "no such host")])
def test_an_address_that_there_is_none_of_is_named(tmp_path: Path, words: tuple[str, str]) -> None:
    done = portal(tmp_path, "serve", *words)
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)
    assert " ".join(words) in done.stderr


def test_what_is_wrong_is_said_in_english_too(tmp_path: Path, taken: int) -> None:
    done = portal(tmp_path, "serve", "--port", str(taken), LUODI_LANG="en")
    assert done.stderr.startswith(f"Error: 127.0.0.1:{taken}: can't be listened on")


def test_it_is_ready_for_the_open_net(tmp_path: Path) -> None:
    done = portal(
        tmp_path, "check", "--deploy", "--fail-level", "WARNING", LUODI_HTTPS="1", LUODI_HOSTS="luodi.example"
    )
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


def test_models_and_migrations_agree(tmp_path: Path) -> None:
    assert portal(tmp_path, "makemigrations", "--check", "--dry-run").returncode == 0


def test_the_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    keys = []
    for _ in range(2):
        portal(tmp_path, "check")
        keys.append((tmp_path / "secret_key").read_text())
    assert keys[0] == keys[1]
    assert len(keys[0]) > 50
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_the_demo_goes_the_whole_way_and_again_doubles_nothing(tmp_path: Path) -> None:
    first = portal(tmp_path, "demo")
    assert first.returncode == 0, first.stderr[-2000:]
    pages = {
        name: (tmp_path / name).read_text(encoding="utf-8") for name in ("report.html", "report.en.html")
    }
    again = portal(tmp_path, "demo", "--lang", "en")
    assert again.returncode == 0, again.stderr[-2000:]
    assert re.search(r"新增 5[5-9]，已有 0", first.stdout)
    assert re.search(r"0 new, 5[5-9] there already", again.stdout)
    assert re.search(r"sites: 0 new, 0 changed, 40 as before", again.stdout)
    assert 'lang="zh' in pages["report.html"]
    assert 'lang="en' in pages["report.en.html"]
    assert str(tmp_path / "report.html") in first.stdout


def test_the_demo_names_a_folder_that_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = portal(tmp_path / "file", "demo")
    assert done.returncode == 5
    assert "LUODI_DATA" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_report_that_cannot_be_written_is_named_and_nothing_is_left_over(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    done = portal(tmp_path, "demo")
    assert (done.returncode, "Traceback" in done.stderr) == (5, False)
    assert "report.html" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} - {"luodi.sqlite3-wal", "luodi.sqlite3-shm"} == {
        "luodi.sqlite3", "report.html", "secret_key",
    }  # fmt: skip


def test_ones_own_files_are_loaded_and_what_is_bad_is_named(tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_text("编号,名称,建筑面积\n1,甲厂房,3000\n2,乙厂房,-5\n", encoding="utf-8")
    (tmp_path / "news.txt").write_text("澄湾精密制造产业园占地2900余亩。", encoding="utf-8")
    words = ("load", str(tmp_path / "news.txt"), "--sites", str(tmp_path / "sites.csv"))
    first, again = (portal(tmp_path / "data", *words) for _ in range(2))
    assert (first.returncode, again.returncode) == (4, 4)
    assert "sites.csv 第 3 行 建筑面积" in first.stderr
    assert ("房源：新增 1" in first.stdout, "文档：新增 1" in first.stdout) == (True, True)
    assert ("房源：新增 0" in again.stdout, "文档：新增 0" in again.stdout) == (True, True)
    missing = portal(tmp_path / "data", "load", "--sites", "none.csv")
    assert (missing.returncode, "Traceback" in missing.stderr) == (3, False)
