"""The finder of the browser says what it finds, and nothing that is not there."""

import sys
from pathlib import Path

import pytest

from portal.conftest import tool

finder = tool("ensure_browser")


def test_a_named_browser_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUODI_BROWSER", sys.executable)
    assert finder.find_browser() == sys.executable


def test_a_named_browser_that_is_not_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LUODI_BROWSER", str(tmp_path / "chromium"))
    assert finder.find_browser() is None


def test_without_a_browser_and_a_way_to_get_one_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(finder, "find_browser", lambda: None)
    monkeypatch.setattr(finder, "_install_by_apt", lambda packages: False)
    monkeypatch.setattr(finder, "_install_by_playwright", lambda: False)
    assert finder.main() == 1
    assert "LUODI_BROWSER" in capsys.readouterr().err
