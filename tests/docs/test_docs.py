"""The documentation is a contract: what exists is documented, what is documented exists, and the examples run."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import BaseCommand, get_commands, load_command_class

from luodi.core.errors import ExitCode
from luodi.reading.wording import EVENTS, KINDS

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = re.compile(r"[a-z]+:|//")  # https:, mailto:
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
IMAGE = re.compile(r"<(?:img|source)\b[^>]*?\b(?:src|srcset)=\"([^\"\s]+)")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LANGS = ("en", "zh")


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


manual = _load(ROOT / "tools" / "build_manual.py")
TEXTS: dict[str, str] = {lang: manual.MANUALS[lang].read_text(encoding="utf-8") for lang in LANGS}
COMMANDS = dict(manual.commands())


def _pages() -> list[Path]:
    below = [
        path
        for folder in ("docs", "src", "tests", "bench", "tools")
        for path in (ROOT / folder).rglob("*.md")
    ]
    return sorted([*ROOT.glob("*.md"), *below])


def _blocks(text: str, language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(text) if name == language]


def _plain_commands(text: str) -> list[str]:
    """Give the lines of all blocks of shell without their comments, which differ between languages."""
    lines = [
        re.sub(r"(?:^|\s+)# .*", "", line).rstrip()
        for body in _blocks(text, "sh")
        for line in body.splitlines()
    ]
    return [line for line in lines if line]


# What the program has


@pytest.mark.parametrize("lang", LANGS)
def test_generated_parts_are_current(lang):
    assert manual.build(TEXTS[lang], lang) == TEXTS[lang], "run python tools/build_manual.py"


@pytest.mark.parametrize("lang", LANGS)
def test_every_part_that_can_be_made_is_in_the_manual_once(lang):
    assert sorted(manual.names(TEXTS[lang])) == sorted(manual.parts())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_its_section(path, lang):
    assert re.search(rf"^##+ {path}$", TEXTS[lang], re.MULTILINE)


@pytest.mark.parametrize(
    "path", [path for path, command in COMMANDS.items() if not hasattr(command, "commands")]
)
def test_every_command_has_an_example(path):
    assert re.search(rf"(?:^|\| ){path} ", "\n".join(_plain_commands(TEXTS["en"])), re.MULTILINE)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_says_itself_in_both_languages(path):
    said = {option.name: manual.option_help(option) for option in manual.options(COMMANDS[path])}
    assert [name for name, text in said.items() if not (text.zh and text.en)] == []


PORTAL_COMMANDS = sorted(name for name, app in get_commands().items() if str(app).startswith("luodi_portal."))


def _portal_options(name: str) -> set[str]:
    own = load_command_class(get_commands()[name], name).create_parser("luodi-portal", name)
    usual = BaseCommand().create_parser("luodi-portal", name)
    return {o for action in own._actions for o in action.option_strings} - {
        o for action in usual._actions for o in action.option_strings
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PORTAL_COMMANDS)
def test_every_command_of_the_portal_has_its_section_and_its_options(name, lang):
    written = name.replace("_", "-")  # as people write it: luodi_portal.manage takes both
    section = re.search(rf"^### luodi-portal {written}\n(.*?)(?=^##)", TEXTS[lang], re.MULTILINE | re.DOTALL)
    assert section
    assert {option for option in _portal_options(name) if f"`{option}`" not in section[1]} == set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_exit_code_and_kind_is_in_the_manual(lang):
    assert re.findall(r"^\| (\d) \|", TEXTS[lang], re.MULTILINE) == [str(int(code)) for code in ExitCode]
    assert [name for name in (*KINDS, *EVENTS) if f"`{name}`" not in TEXTS[lang]] == []


@pytest.mark.parametrize("name", PORTAL_COMMANDS)
def test_every_option_of_the_portal_says_itself_in_both_languages(name):
    own = load_command_class(get_commands()[name], name).create_parser("luodi-portal", name)
    usual = {action.dest for action in BaseCommand().create_parser("luodi-portal", name)._actions}
    said = {action.dest: action.help or "" for action in own._actions if action.dest not in usual}
    assert [
        dest
        for dest, text in said.items()
        if not re.search("[\u4e00-\u9fff]", text) or not re.search("[a-z]{3}", text)
    ] == []


@cache
def _variables(source: Path) -> frozenset[str]:
    """Find the names of environment variables that a module reads."""
    return frozenset(_names(source))


def _names(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in ("os.environ.get", "os.environ.setdefault", "os.getenv"):
                yield from _constant(node.args[0])
            yield from (
                name for word in node.keywords if word.arg == "envvar" for name in _constant(word.value)
            )
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            yield from _constant(node.slice)


def _constant(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _all_variables() -> set[str]:
    sources = [
        path for folder in ("src", "tests", "tools", "bench") for path in (ROOT / folder).rglob("*.py")
    ]
    pictures = re.findall(r"\b(LUODI_[A-Z_]+)=", (ROOT / "Makefile").read_text(encoding="utf-8"))
    return {name for path in sources for name in _variables(path)} | set(pictures)


@pytest.mark.parametrize("lang", LANGS)
def test_the_settings_are_those_that_are_read(lang):
    read = {name for name in _all_variables() if name.startswith(("LUODI_", "DATABASE_"))}
    named = set(re.findall(r"\b(?:LUODI_[A-Z_]+|DATABASE_URL)\b", TEXTS[lang]))
    assert named == read


def test_luodi_reads_no_other_variables():
    read = {name for path in (ROOT / "src").rglob("*.py") for name in _variables(path)}
    assert {name for name in read if f"`{name}`" not in TEXTS["en"]} == set()


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lang", LANGS)
def test_every_target_is_in_the_manual(lang):
    assert {name for name in _targets() if not re.search(rf"`make {name}\b", TEXTS[lang])} == set()


@pytest.mark.parametrize("page", _pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_target_that_a_page_names_exists(page):
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^)make (?:[A-Z]+=\S+ )*([a-z-]+)", text, re.MULTILINE)
    assert set(named) <= _targets()


# What the pages point to


def _slugs(path: Path) -> set[str]:
    """Give the anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ +(.+?)\s*$", BLOCK.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def _broken(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    prose = FENCED.sub("", text)
    broken = []
    for target in (*LINK.findall(prose), *IMAGE.findall(prose)):
        if OUTSIDE.match(target):
            continue
        name, _, anchor = target.partition("#")
        path = page.parent / name if name else page
        if not path.exists() or (anchor and path.suffix == ".md" and anchor.lower() not in _slugs(path)):
            broken.append(target)
    return broken


@pytest.mark.parametrize("page", _pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_and_picture_exists(page):
    assert _broken(page) == []


def test_a_broken_link_is_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# A b\n[x](no.md) [y](#a-b) [z](#c) ![p](no.png) `[q](no.md)` [w](https://example.org)\n", "utf-8"
    )
    assert _broken(page) == ["no.md", "#c", "no.png"]


def test_the_index_of_decisions_lists_them_all():
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(
        r"^(\d+)\. \[(.+)\]\((.+)\)$", (folder / "README.md").read_text("utf-8"), re.MULTILINE
    )
    heads = {path.name: path.read_text("utf-8").splitlines()[0] for path in sorted(folder.glob("[0-9]*.md"))}
    assert {name: f"# {number}. {title}" for number, title, name in listed} == heads
    assert [name[:4] for _, _, name in listed] == [f"{int(number):04}" for number, _, _ in listed]


def test_the_sources_name_every_file_of_data():
    said = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    files = [
        path
        for path in (ROOT / "src").rglob("*")
        if path.suffix in (".tsv", ".toml", ".csv") or path.parent.name == "data"
    ]
    names = {
        path.relative_to(ROOT / "src").as_posix()
        for path in files
        if path.is_file() and path.name != "README.md"
    }
    assert {name for name in names if f"`{name}`" not in said} == set()


# The two languages, and the examples


@pytest.mark.parametrize(
    "pair", [("README.md", "README.zh-CN.md"), ("docs/manual.md", "docs/manual.zh-CN.md")]
)
def test_both_languages_have_the_same_commands(pair):
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in pair)
    assert _plain_commands(english) == _plain_commands(chinese) != []
    assert _blocks(english, "python") == _blocks(chinese, "python")


@pytest.fixture
def checkout(tmp_path):
    """A folder that looks like a checkout after ``make setup``, and in which nothing of the real one is written."""
    (tmp_path / "src").symlink_to(ROOT / "src", target_is_directory=True)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.executable).parent, target_is_directory=True)
    return tmp_path


def _run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LUODI_", "DATABASE_URL", "DJANGO_"))
    }
    return subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", script],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")
@pytest.mark.parametrize("name", ["docs/manual.md", "README.md"])
def test_the_examples_run(name, checkout):
    (checkout / "var").mkdir()  # make demo has made it
    lines = _plain_commands((ROOT / name).read_text(encoding="utf-8"))
    done = _run("\n".join(line for line in lines if not line.startswith("make ")), checkout)
    assert done.returncode == 0, done.stderr
    written = [checkout / path for line in lines for path in re.findall(r"(?:-o|--parks-output) (\S+)", line)]
    assert [path for path in written if not path.exists()] == []


def test_the_readmes_python_runs(checkout):
    (script,) = _blocks((ROOT / "README.md").read_text(encoding="utf-8"), "python")
    done = _run(f'"{sys.executable}" - <<"END"\n{script}\nEND', checkout)
    assert done.returncode == 0, done.stderr
    assert "60" in done.stdout
