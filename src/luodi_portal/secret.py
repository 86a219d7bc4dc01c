"""The key that signs cookies: from the environment, else made once and kept beside the data."""

import os
import secrets
import tempfile
from pathlib import Path

from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.text import Text


def secret_key(folder: Path) -> str:
    """Give ``LUODI_SECRET_KEY``, else the key in ``folder``; the first call makes it, readable by its owner only.

    Raises :class:`LuodiError` where the folder can't be used.
    """
    given = os.environ.get("LUODI_SECRET_KEY")
    if given:
        return given
    path = folder / "secret_key"
    try:
        if not path.exists():
            _make(path)
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: OSError | ValueError) -> LuodiError:
    reason = getattr(error, "strerror", None) or str(error)
    what = Text(f"数据文件夹不可用（{reason}）", f"the data folder can't be used ({reason})")
    remedy = Text("请用 LUODI_DATA 另指一个能写的", "name another that can be written to by LUODI_DATA")
    return LuodiError(Problem(str(folder), what, remedy), ExitCode.UNWRITABLE)


def _make(path: Path) -> None:
    """Write a new key under another name and link it into place: of two processes at once, one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")  # mkstemp makes it 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        os.replace(name, path)
        return
    Path(name).unlink()
