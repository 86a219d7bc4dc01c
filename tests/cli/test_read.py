"""``luodi read`` from the outside: what it prints, where it writes, how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luodi.cli import main
from luodi.core.errors import ExitCode

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
LISTING = "城阳流亭厂房出租3000平，层高9米，租金18元/平/月，王经理13800000000"


def _run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", "read", *arguments], input=stdin, prog_name="luodi")


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(LISTING, encoding="utf-8")
    return path


def test_json_lines_hold_the_spans(listing: Path) -> None:
    result = _run(str(listing), str(listing))
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, [row["id"] for row in rows]) == (ExitCode.OK, ["a", "a-2"])
    assert rows[0]["type"] == "listing"
    assert rows[0]["text"] == LISTING
    assert rows[0]["listing"]["floor_area_m2"] == 3000
    for source in rows[0]["sources"].values():
        assert LISTING[source["start"] : source["end"]] == source["quote"]


def test_stdin() -> None:
    result = _run("-", stdin=LISTING)
    assert json.loads(result.stdout)["id"] == "stdin"


def test_table_shows_label_value_quote(listing: Path) -> None:
    result = _run(str(listing), "--format", "table")
    assert result.exit_code == ExitCode.OK
    assert "floor area" in result.stdout
    assert "3,000 m²" in result.stdout
    assert "3000平" in result.stdout


def test_table_explains(listing: Path) -> None:
    plain, explained = (_run(str(listing), "--format", "table", *more).stdout for more in ([], ["--explain"]))
    assert "rule" not in plain
    assert "rule" in explained


def test_html_is_one_page(listing: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    result = _run(str(listing), "--format", "html", "-o", str(out))
    assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
    html = out.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert 'lang="en"' in html
    assert "<script" not in html


def test_stated_type_stands(listing: Path) -> None:
    assert json.loads(_run(str(listing), "--type", "requirement").stdout)["type"] == "requirement"


def test_bad_input_is_named_and_the_rest_read(listing: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7")
    result = _run(str(listing), str(tmp_path / "b.txt"), str(tmp_path / "none.html"))
    assert result.exit_code == ExitCode.PARTIAL
    assert len(result.stdout.splitlines()) == 1
    assert "b.txt: not a text file (PDF)" in result.stderr
    assert "none.html: no such file" in result.stderr


def test_nothing_usable_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before", encoding="utf-8")
    result = _run(str(tmp_path / "none.txt"), "-o", str(out))
    assert result.exit_code == ExitCode.UNUSABLE
    assert out.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_output_that_cannot_be_written(listing: Path, tmp_path: Path) -> None:
    result = _run(str(listing), "-o", str(tmp_path / "none" / "out.jsonl"))
    assert result.exit_code == ExitCode.UNWRITABLE
    assert "can't be written" in result.stderr
    assert "Traceback" not in result.stderr


def test_progress_is_told_of_long_work(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text("\n".join(json.dumps({"text": LISTING}) for _ in range(101)), encoding="utf-8")
    result = _run(str(path))
    assert len(result.stdout.splitlines()) == 101
    assert result.stderr.splitlines() == ["50 documents read", "100 documents read"]


@pytest.mark.parametrize("arguments", [[], ["--type", "blog", "x"], ["--format", "pdf", "x"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert _run(*arguments).exit_code == ExitCode.USAGE


def test_help_loads_no_heavy_module() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from luodi.cli import main;"
        "r = CliRunner().invoke(main, ['--help']); assert 'read' in r.stdout;"
        "print([m for m in ('rich', 'jinja2', 'selectolax') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not (SHARED / "seed" / "page.txt").exists(), reason="needs the seed page")
@pytest.mark.parametrize("format_", ["json", "table", "html"])
def test_seed_page_end_to_end(format_: str) -> None:
    result = _run(str(SHARED / "seed" / "page.txt"), "--format", format_)
    assert result.exit_code == ExitCode.OK, result.output
    assert "2900余亩" in result.stdout
    if format_ == "json":
        row = json.loads(result.stdout)
        assert (row["type"], row["published"], row["title"][:4]) == ("news", "2024-09-27", "两大“千")
        for fact in row["facts"]:
            whole = row["title"] if fact.get("in") == "title" else row["text"]
            assert whole[fact["start"] : fact["end"]] == fact["quote"]
