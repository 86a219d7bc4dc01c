"""Writing files so that nothing half-written is ever seen."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.text import Text

_REMEDY = Text("请检查文件夹是否存在、是否有写权限", "check that the folder exists and may be written to")
_IN_THE_WAY = Text("是一个文件夹", "is a folder")
_OTHER_NAME = Text("请换一个文件名", "choose another name")


@contextlib.contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing under a temporary name beside it; it gets its own name when all is written.

    An error before that, or nothing written, leaves what was there. Raises :class:`LuodiError` where the file
    can't be written.
    """
    if os.path.isdir(path):  # unlike Path.is_dir, it never raises
        raise LuodiError(Problem(str(path), _IN_THE_WAY, _OTHER_NAME), ExitCode.UNWRITABLE)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise _unwritable(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            is_empty = stream.tell() == 0
        if not is_empty:
            temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            temporary.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a whole file, or raise :class:`LuodiError` and leave what was there."""
    with open_whole(path) as stream:
        stream.write(data)


def _unwritable(path: Path, error: OSError | ValueError) -> LuodiError:
    reason = getattr(error, "strerror", None) or str(error)
    what = Text(f"写不了（{reason}）", f"can't be written ({reason})")
    return LuodiError(Problem(str(path), what, _REMEDY), ExitCode.UNWRITABLE)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
