"""What commands write and where: standard output, or a file that appears only when it is whole; problems beside it."""

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.files import open_whole
from luodi.core.text import Lang, Text

if TYPE_CHECKING:
    from rich.console import Console


def tell_problem(problem: Problem, lang: Lang, before: str = "") -> None:
    """Say a problem on standard error, in one line in which nothing hides or steers the terminal."""
    from luodi.core.wording import visible

    click.echo(before + visible(problem.say(lang).replace("\n", " ")), err=True)


def exit_code_of(good: int, bad: int) -> ExitCode:
    """Say how it went with so many good inputs and bad ones: all well, a part was bad, or nothing could be used."""
    if not good:
        return ExitCode.UNUSABLE
    return ExitCode.PARTIAL if bad else ExitCode.OK


def open_output(path: Path | None) -> contextlib.AbstractContextManager[BinaryIO]:
    """Open a file for writing bytes (see :func:`luodi.core.files.open_whole`), or standard output for None."""
    return _standard_output() if path is None else open_whole(path)


@contextlib.contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has seen enough: click ends the command quietly
        raise
    except OSError as error:
        what = Text(f"写不了（{error.strerror}）", f"can't be written ({error.strerror})")
        remedy = Text("请腾出空间，或用 -o 写到别处", "make room, or write elsewhere by -o")
        raise LuodiError(
            Problem(Text("标准输出", "standard output"), what, remedy), ExitCode.UNWRITABLE
        ) from error


@contextlib.contextmanager
def open_console(stream: BinaryIO, width: int) -> Iterator["Console"]:
    """Open a console for tables that writes to ``stream``; ``width`` holds where no terminal says its own."""
    from rich.console import Console

    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", write_through=True)
    own = None if stream.isatty() else width
    try:
        yield Console(file=text, width=own, highlight=False, emoji=False, markup=False)
    finally:
        text.detach()  # the stream is not ours to close
