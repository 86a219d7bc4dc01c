"""Whatever the terminal is, a command ends with its own exit code and never with a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENQUIRY = "求租城阳厂房3000平左右，层高8米以上"
SITES = '{"id": "a", "name": "甲号厂房", "floor_area_m2": 3000}\n'
COMMANDS = (
    ("read", "enquiry.txt"),
    ("read", "enquiry.txt", "--format", "table"),
    ("sites", "import", "sites.jsonl"),
    ("sites", "show", "sites.jsonl"),
    ("match", ENQUIRY, "--sites", "sites.jsonl"),
    ("match", ENQUIRY, "--sites", "sites.jsonl", "--json"),
    ("report", ENQUIRY, "--sites", "sites.jsonl"),
    ("report", "missing.json", "--sites", "sites.jsonl", "--lang", "en"),
)


def run(folder: Path, words: tuple[str, ...], output: int, **more: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "enquiry.txt").write_text(ENQUIRY, encoding="utf-8")
    (folder / "sites.jsonl").write_text(SITES, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}
    command = [sys.executable, "-X", "utf8=0", "-m", "luodi.cli", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, stdout=output, stderr=subprocess.PIPE, timeout=120, check=False
    )


@pytest.mark.parametrize("words", COMMANDS)
def test_a_terminal_that_knows_no_chinese_breaks_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(tmp_path, words, subprocess.PIPE, PYTHONIOENCODING="ascii")
    assert done.returncode == (3 if "missing.json" in words else 0)
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [words for words in COMMANDS if "missing.json" not in words])
def test_an_output_that_is_full_is_named(tmp_path: Path, words: tuple[str, ...]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    done = run(tmp_path, words, full, PYTHONIOENCODING="utf-8")
    os.close(full)
    assert done.returncode == 5
    assert "错误：标准输出：写不了" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_report_that_fails_says_so_in_its_language(tmp_path: Path) -> None:
    done = run(tmp_path, COMMANDS[-1], subprocess.PIPE)
    assert done.stderr.decode().startswith("Error: missing.json: ")
