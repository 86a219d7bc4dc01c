"""Writing files so that nothing half-written is ever seen."""

import os
import tempfile
from pathlib import Path

from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.text import Text


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name beside it, then rename it; raises :class:`LuodiError` where it can't be."""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name[:40]}.", delete=False
        ) as stream:
            temporary = Path(stream.name)
            stream.write(data)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except (OSError, ValueError) as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or str(error)
        what = Text(f"写不了（{reason}）", f"can't be written ({reason})")
        remedy = Text(
            "请检查文件夹是否存在、是否有写权限", "check that the folder exists and may be written to"
        )
        raise LuodiError(Problem(str(path), what, remedy), ExitCode.UNWRITABLE) from error


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
