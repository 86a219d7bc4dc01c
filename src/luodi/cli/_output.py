"""Where commands write: standard output, or a file that appears only when it is whole."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.text import Text


@contextlib.contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """Open a file for writing bytes, or standard output for None.

    The file gets its name when all is written; an error before, or nothing to write, leaves what was there.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            is_empty = stream.tell() == 0
        if is_empty:
            Path(name).unlink()
            return
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _unwritable(path, error) from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> LuodiError:
    return LuodiError(
        Problem(
            str(path),
            Text(f"写不了（{error.strerror}）", f"can't be written ({error.strerror})"),
            Text("请换一个能写的位置", "choose a place that can be written to"),
        ),
        ExitCode.UNWRITABLE,
    )
