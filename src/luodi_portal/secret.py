"""The key that signs cookies: from the environment, else made once and kept beside the data."""

import os
import secrets
import tempfile
from pathlib import Path


class DataFolderError(Exception):
    """The data folder can't be used: says which, why, and what to do."""

    def __init__(self, folder: Path, error: OSError) -> None:
        super().__init__(
            f"数据文件夹 {folder} 不可用（{error.strerror}）；请用 LUODI_DATA 另指一个。\n"
            f"The data folder {folder} can't be used ({error.strerror}); name another by LUODI_DATA."
        )


def secret_key(folder: Path) -> str:
    """Give ``LUODI_SECRET_KEY``, else the key in ``folder``; the first call makes it, readable by its owner only."""
    given = os.environ.get("LUODI_SECRET_KEY")
    if given:
        return given
    path = folder / "secret_key"
    try:
        if not path.exists():
            _make(path)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise DataFolderError(folder, error) from error


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
