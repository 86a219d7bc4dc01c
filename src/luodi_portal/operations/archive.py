"""A backup: one file with the database, what was uploaded, and a note of what it is."""

import contextlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.operations.databases import KINDS, current

NOTE, MEDIA = "backup.json", "media"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Note:
    """What a backup says of itself: the kind of its database, when it was made, which migrations it stands on."""

    format: int
    database: str
    made: str
    migrations: list[str]
    files: int


def save(path: Path) -> Note:
    """Write a backup of the site as it stands, which may go on meanwhile; a file half written is never at ``path``."""
    kind, database = current()
    with _beside(path) as folder:
        migrations = _applied()
        database.dump(folder / database.FILE)
        # After the database: what it speaks of is there.
        uploads = sorted(each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file())
        made = timezone.localtime().isoformat(timespec="seconds")
        note = Note(FORMAT, kind, made, migrations, len(uploads))
        part = folder / "archive"
        _pack(part, note, folder / database.FILE, uploads)
        part.chmod(0o600)  # it holds the hashes of passwords, and what firms asked
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(path)
    return note


def _pack(part: Path, note: Note, database: Path, uploads: list[Path]) -> None:
    with tarfile.open(part, "w:gz", compresslevel=6) as archive:
        _add_note(archive, note)
        archive.add(database, database.name)
        for each in uploads:
            with contextlib.suppress(FileNotFoundError):  # somebody has just removed it
                archive.add(each, f"{MEDIA}/{each.relative_to(settings.MEDIA_ROOT).as_posix()}")


def read_note(path: Path) -> Note:
    """Read what a backup is; :class:`LuodiError` where it is none, or none for this site."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            first = archive.next()
            file = archive.extractfile(first) if first and first.name == NOTE else None
            note = Note(**json.load(file)) if file else None
    except OSError as error:
        raise _not_read(path, error.strerror or str(error)) from error
    except (tarfile.TarError, EOFError, ValueError, TypeError, KeyError) as error:
        raise _no_backup(path) from error
    if note is None or note.format != FORMAT:
        raise _no_backup(path)
    _fits(path, note)
    return note


def restore(path: Path) -> Note:
    """Put a backup in the place of the database and the uploads, and bring it up to this version."""
    note = read_note(path)
    database = KINDS[note.database]
    media = Path(settings.MEDIA_ROOT)
    media.parent.mkdir(parents=True, exist_ok=True)
    with _beside(media) as folder:
        _unpack(path, folder)
        database.restore(folder / database.FILE)
        (folder / MEDIA).mkdir(exist_ok=True)
        if media.exists():
            media.rename(folder / "before")  # goes with the folder
        (folder / MEDIA).rename(media)
    call_command("migrate", verbosity=0, interactive=False)
    return note


def _fits(path: Path, note: Note) -> None:
    if note.database != connection.vendor:
        what = Text(
            f"是 {note.database} 的备份，这里用的是 {connection.vendor}",
            f"is a backup of {note.database}, and here is {connection.vendor}",
        )
        raise LuodiError(Problem(path.name, what, Text("请改 DATABASE_URL", "change DATABASE_URL")))
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = sorted(set(note.migrations) - known)
    if newer:
        what = Text(f"出自更新的版本（{newer[0]}）", f"is of a newer version ({newer[0]})")
        raise LuodiError(Problem(path.name, what, Text("请先升级 luodi", "bring luodi up to date first")))


def _unpack(path: Path, folder: Path) -> None:
    try:
        with tarfile.open(path, "r:gz") as archive:
            archive.extractall(folder, filter="data")  # nothing gets out of the folder
    except (tarfile.TarError, EOFError) as error:
        raise _no_backup(path) from error
    except OSError as error:
        raise _not_read(path, error.strerror or str(error)) from error


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a folder on the file system of ``path``, gone at the end."""
    try:
        folder = Path(tempfile.mkdtemp(dir=path.absolute().parent, prefix=".luodi-"))
    except OSError as error:
        what = Text(f"无法写入（{error.strerror}）", f"can't be written ({error.strerror})")
        raise LuodiError(
            Problem(str(path), what, Text("请另选位置", "choose another place")), ExitCode.UNWRITABLE
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _applied() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def _add_note(archive: tarfile.TarFile, note: Note) -> None:
    data = json.dumps(asdict(note), indent=1).encode()
    entry = tarfile.TarInfo(NOTE)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def _no_backup(path: Path) -> LuodiError:
    what = Text("不是完整的备份", "is no whole backup")
    return LuodiError(
        Problem(
            path.name,
            what,
            Text("请用 luodi-portal backup 写出的文件", "take a file that luodi-portal backup wrote"),
        )
    )


def _not_read(path: Path, reason: str) -> LuodiError:
    return LuodiError(
        Problem(
            str(path),
            Text(f"无法读取（{reason}）", f"can't be read ({reason})"),
            Text("请检查路径", "check the path"),
        )
    )
