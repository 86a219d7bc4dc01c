"""What a batch is made of: files, members of archives, addresses; each gives documents or says why not."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.facts import Document
from luodi.reading.files import MOST_BYTES, SUFFIXES, load_documents

MOST_FILES = 20_000
MOST_MEMBERS = 2_000
MOST_UNPACKED = 500_000_000
_CHUNK = 1 << 20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
Loaded = Iterator[Document | Problem]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file or address by its name, and how to load its documents."""

    name: str
    load: Callable[[], Loaded]


def entries_of_folder(folder: Path) -> list[Entry]:
    """List the readable files below a folder (a file is its own entry); raises :class:`LuodiError` where there are none, or too many."""
    if folder.is_file():
        return entries_of_file(folder, folder.name)
    if not folder.is_dir():
        raise LuodiError(Problem(str(folder), Text("没有这个文件夹", "is no folder"), Text("请给服务器上的绝对路径", "give its full path on the server")))  # fmt: skip
    paths = sorted(path for path in _files(folder) if path.suffix.lower() in SUFFIXES | {".zip"})
    if not paths or len(paths) > MOST_FILES:
        what = Text(f"有 {len(paths)} 个可读的文件", f"holds {len(paths)} files that can be read")
        raise LuodiError(Problem(str(folder), what, Text(f"请给有 1 到 {MOST_FILES:,} 个的文件夹", f"give one with 1 to {MOST_FILES:,}")))  # fmt: skip
    return [entry for path in paths for entry in entries_of_file(path, str(path.relative_to(folder)))]


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root, name) for name in names if not name.startswith("."))


def entries_of_file(path: Path, name: str) -> list[Entry]:
    """Give a file as an entry under ``name``; an archive gives one for each of its members."""
    if path.suffix.lower() == ".zip":
        return _members(path, name)
    return [Entry(name, lambda: _load(path, name))]


def _load(path: Path, name: str) -> Loaded:
    for loaded in load_documents([path]):
        yield _renamed(loaded, str(path), name) if isinstance(loaded, Problem) else loaded


def _renamed(problem: Problem, path: str, name: str) -> Problem:
    """Say the name that the person knows instead of where the file lies."""
    where = problem.where
    if isinstance(where, str):
        return replace(problem, where=where.replace(path, name))
    return replace(problem, where=Text(where.zh.replace(path, name), where.en.replace(path, name)))


def _members(path: Path, name: str) -> list[Entry]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return [
            _bad(
                name, Text("不是完好的 zip 文件", "is no sound zip file"), Text("请重新打包", "pack it anew")
            )
        ]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        limit = Text(f"{MOST_MEMBERS:,} 个文件、{MOST_UNPACKED // 1_000_000} MB", f"{MOST_MEMBERS:,} files and {MOST_UNPACKED // 1_000_000} MB")  # fmt: skip
        return [
            _bad(
                name,
                Text(f"解开后超过 {limit.zh}", f"holds more than {limit.en}"),
                Text("请分成几个", "split it"),
            )
        ]
    shown = [(member, f"{name}/{_member_name(member)}") for member in members]
    return [_member(path, member, inside) for member, inside in shown if not _is_hidden(inside)]


def _is_hidden(name: str) -> bool:
    """Tell what systems put into archives by themselves (``__MACOSX/._a.txt``, ``.DS_Store``)."""
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _member_name(member: zipfile.ZipInfo) -> str:
    """Give a member's name: one that does not say it is UTF-8 was written by an old Chinese Windows."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _member(path: Path, member: zipfile.ZipInfo, name: str) -> Entry:
    if member.flag_bits & _ENCRYPTED:
        return _bad(
            name, Text("有密码", "is locked by a password"), Text("请不设密码再打包", "pack it without one")
        )
    if name.lower().endswith(".zip"):
        return _bad(
            name,
            Text("是压缩包里的压缩包", "is an archive in an archive"),
            Text("请解开后上传", "unpack it first"),
        )
    return Entry(name, lambda: _load_member(path, member, name))


def _load_member(path: Path, member: zipfile.ZipInfo, name: str) -> Loaded:
    """Unpack one member under a name of ours (never its own path), as far as a file may go, and load it."""
    with tempfile.TemporaryDirectory(prefix="luodi-") as folder:
        target = Path(folder, f"{_stem(name)}{Path(name).suffix}")
        try:
            with zipfile.ZipFile(path) as archive, archive.open(member) as source, target.open("wb") as file:
                _copy_bounded(source, file)
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
            yield _problem(name, Text("解不开", "can't be unpacked"), Text("请重新打包", "pack it anew"))
            return
        yield from _load(target, name)


def _copy_bounded(source: IO[bytes], file: IO[bytes]) -> None:
    left = MOST_BYTES + 1  # one byte more than is read: the loader then says that it is too large
    while left > 0 and (chunk := source.read(min(_CHUNK, left))):
        file.write(chunk)
        left -= len(chunk)


def _stem(name: str) -> str:
    return Path(name).stem.replace("\0", "")[:60] or "file"


def _bad(name: str, what: Text, remedy: Text) -> Entry:
    return Entry(name, lambda: iter((_problem(name, what, remedy),)))


def _problem(name: str, what: Text, remedy: Text) -> Problem:
    return Problem(name, what, remedy)


def remove(folder: Path) -> None:
    """Remove a folder of uploads; one that has gone is gone."""
    shutil.rmtree(folder, ignore_errors=True)
