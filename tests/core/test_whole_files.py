"""A file is whole or what it was before."""

import stat
import sys
from pathlib import Path

import pytest

from luodi.core.errors import ExitCode, LuodiError
from luodi.core.files import open_whole, write_whole


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("before")
    path.chmod(0o640)
    write_whole(path, b"after")
    assert path.read_bytes() == b"after"
    assert sys.platform == "win32" or stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def _write_half(path: Path, error: BaseException) -> None:
    with open_whole(path) as stream:
        stream.write(b"aft")
        raise error


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError, LuodiError])
def test_what_stops_half_way_leaves_what_was_there(tmp_path: Path, stop: type[BaseException]) -> None:
    path = tmp_path / "out.json"
    path.write_text("before")
    error = stop.__new__(stop)
    with pytest.raises(stop) as caught:
        _write_half(path, error)
    assert caught.value is error
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("before")
    with open_whole(path):
        pass
    assert path.read_text() == "before"


@pytest.mark.parametrize("name", ["none/out.json", "file/out.json", "folder", "nul\0.json", "x" * 300])
def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder").mkdir()
    with pytest.raises(LuodiError) as caught:
        write_whole(tmp_path / name, b"data")
    assert caught.value.exit_code is ExitCode.UNWRITABLE
    assert caught.value.problem.where == str(tmp_path / name)
    assert {path.name for path in tmp_path.iterdir()} == {"file", "folder"}
