"""Where commands write: standard output, or a file that appears only when it is whole."""

import contextlib
import sys
from pathlib import Path
from typing import BinaryIO

from luodi.core.files import open_whole


def open_output(path: Path | None) -> contextlib.AbstractContextManager[BinaryIO]:
    """Open a file for writing bytes (see :func:`luodi.core.files.open_whole`), or standard output for None."""
    return contextlib.nullcontext(sys.stdout.buffer) if path is None else open_whole(path)
