"""What is backed up comes back: rows, files and accounts, on both databases; what can't come back is refused whole."""

import contextlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection

from luodi.core.errors import LuodiError
from luodi_portal.accounts.models import User
from luodi_portal.operations.archive import FORMAT, NOTE, Note, restore
from luodi_portal.operations.databases import current
from portal.postgres import NoPostgres, server
from portal.processes import portal

NEWS = "澄湾精密制造产业园占地2900余亩，总投资60亿元（虚构）。"
TABLE = "from django.db import connection as c; c.cursor().execute('CREATE TABLE later (id integer)')"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The variables that choose a database of the test's own."""
    if request.param == "sqlite":
        yield {}
        return
    with contextlib.ExitStack() as stack:
        try:
            url = stack.enter_context(server())
        except NoPostgres as reason:
            pytest.skip(str(reason))
        yield {"DATABASE_URL": url}


def run(data: Path, more: dict[str, str], *words: str) -> str:
    done = portal(data, *words, **more)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def all_rows(data: Path, more: dict[str, str]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run(data, more, "dumpdata", "--all"))
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def test_what_is_backed_up_comes_back(tmp_path: Path, database: dict[str, str]) -> None:
    data, backup = tmp_path / "data", tmp_path / "site.tar.gz"
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "parks.csv").write_text("编号,名称\np1,澄湾园（虚构）\n", encoding="utf-8")
    run(data, database, "load", str(tmp_path / "news.txt"), "--parks", str(tmp_path / "parks.csv"))
    run(data, database, "adduser", "wang", "--role", "officer")
    picture = data / "media" / "public" / "照片.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\x89PNG")
    before = all_rows(data, database)
    run(data, database, "backup", str(backup))

    run(data, database, "adduser", "li", "--role", "administrator")
    run(data, database, "shell", "-c", TABLE)
    picture.unlink()
    (data / "media" / "public" / "later.png").write_bytes(b"")
    dry = run(data, database, "restore", str(backup), "--dry-run")
    assert "1 个文件" in dry
    assert all_rows(data, database) != before

    refused = portal(data, "restore", str(backup), said="no\n", **database)
    assert (refused.returncode, "没有改动" in refused.stderr) == (1, True)
    assert not picture.exists()

    assert portal(data, "restore", str(backup), said="yes\n", **database).returncode == 0
    assert all_rows(data, database) == before
    assert [path.name for path in picture.parent.iterdir()] == ["照片.png"]
    again = portal(data, "shell", "-c", TABLE, **database)  # what came after the backup is gone
    assert again.returncode == 0, again.stderr[-500:]


def test_a_site_that_runs_is_not_restored_over(tmp_path: Path) -> None:
    backup = tmp_path / "site.tar.gz"
    run(tmp_path, {}, "migrate", "-v0")
    run(tmp_path, {}, "backup", str(backup))
    run(tmp_path, {}, "shell", "-c", "from luodi_portal.operations.heartbeat import beat; beat()")
    done = portal(tmp_path, "restore", str(backup), "--yes", LUODI_LANG="en")
    assert (done.returncode, "stop it" in done.stderr) == (3, True)


def archive(path: Path, note: Note | None = None, **files: bytes) -> Path:
    good = Note(FORMAT, connection.vendor, "2026-11-25T00:00:00+08:00", [], 0)
    parts = {NOTE: json.dumps(asdict(note or good)).encode(), **files}
    with tarfile.open(path, "w:gz") as written:
        for name, data in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            written.addfile(entry, io.BytesIO(data))
    return path


def _cut(path: Path) -> Path:
    archive(path, media=b"x" * 100_000)
    path.write_bytes(path.read_bytes()[:-40])
    return path


def _words(path: Path) -> Path:
    path.write_text("these are words")
    return path


NOW = Note(FORMAT, "", "2026-11-25T00:00:00+08:00", [], 0)
BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "not there": (lambda path: path, "can't be read"),
    "words": (_words, "no whole backup"),
    "cut short": (_cut, "no whole backup"),
    "of another format": (lambda path: archive(path, replace(NOW, format=99)), "no whole backup"),
    "of another database": (
        lambda path: archive(path, replace(NOW, database="oracle")),
        "is a backup of oracle",
    ),
    "of a newer version": (
        lambda path: archive(path, replace(NOW, database=connection.vendor, migrations=["web.9999_later"])),
        "of a newer version",
    ),
    "out of its folder": (lambda path: archive(path, **{"../evil": b"x"}), "no whole backup"),
    "with a damaged database": (
        lambda path: archive(path, **{current()[1].FILE: b"SQLite format 3\0" + b"x" * 4096}),
        "",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_backup_is_refused_and_changes_nothing(
    tmp_path: Path, settings, db: None, what: str
) -> None:
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.MEDIA_ROOT / "a.png").write_bytes(b"")
    User.objects.create(username="wang")
    make, words = BAD[what]
    with pytest.raises(LuodiError) as refused:
        restore(make(tmp_path / "backup.tar.gz"))
    assert words in refused.value.problem.say("en")
    assert User.objects.filter(username="wang").exists()
    assert [path.name for path in settings.MEDIA_ROOT.parent.rglob("*")] == ["media", "a.png"]


def test_a_backup_that_cannot_be_written_is_named(tmp_path: Path, db: None) -> None:
    with pytest.raises(LuodiError) as refused:
        call_command("backup", str(tmp_path / "none" / "x.tar.gz"))
    assert "none" in refused.value.problem.say("zh")
    assert django_settings.SECRET_KEY not in refused.value.problem.say("zh")
