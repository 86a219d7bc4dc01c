"""Bring the generated parts of docs/manual.md and docs/manual.zh-CN.md up to date; ``--check`` only looks.

    .venv/bin/python tools/build_manual.py

The prose is written by hand. A part between ``<!-- generated: NAME -->`` and ``<!-- end -->`` is made here: the options
of a command from click (``options luodi read``), the tables of fields, choices and measures from the
catalogues that the program itself uses.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from luodi.cli import main as luodi
from luodi.core.fields import LISTING_FIELDS, PARK_FIELDS, REQUIREMENT_FIELDS, SITE_FIELDS, Field, Type
from luodi.core.text import Lang, Text
from luodi.matching.measures import MEASURES
from luodi.sites.admission import ADMISSION_MEASURES

DOCS = Path(__file__).resolve().parents[1] / "docs"
MANUALS: dict[Lang, Path] = {"en": DOCS / "manual.md", "zh": DOCS / "manual.zh-CN.md"}
_PART = re.compile(r"(<!-- generated: (?P<name>[^\n]+?) -->\n).*?(<!-- end -->)", re.DOTALL)
_CHINESE_ASIDE = re.compile(r"\s*\((?P<zh>[^()]*[\u4e00-\u9fff][^()]*)\)")
_VERSION = Text("显示版本", "Show the version and end")
_HOLDS = {
    Type.NUMBER: Text("数", "number"),
    Type.COORDINATE: Text("十进制度数（WGS-84）", "decimal degrees (WGS-84)"),
    Type.TEXT: Text("文字", "text"),
    Type.TEXTS: Text("文字，可多个", "texts"),
    Type.CHOICE: Text("选项，一个", "one choice"),
    Type.CHOICES: Text("选项，可多个", "choices"),
    Type.FLOORS: Text("楼层，可多个；-1 为地下一层", "floors; -1 is the first basement"),
    Type.FLAG: Text("有或无", "yes or no"),
    Type.DATE: Text("日期，到日、月或年", "date, to the day, month or year"),
}


def commands(command: click.Command = luodi, path: str = "luodi") -> Iterator[tuple[str, click.Command]]:
    """List every command with its path (``luodi sites import``), groups first."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below
            yield from commands(below, f"{path} {name}")


def options(command: click.Command) -> list[click.Option]:
    """List a command's own options; that each knows ``--help`` goes without saying."""
    return [each for each in command.params if isinstance(each, click.Option)]


def option_help(option: click.Option) -> Text:
    """Part an option's help into its languages: the Chinese stands in brackets behind the English."""
    if option.name == "version":
        return _VERSION
    said = option.help or ""
    aside = _CHINESE_ASIDE.search(said)
    return Text(aside["zh"] if aside else "", _CHINESE_ASIDE.sub("", said).rstrip("."))


def _options(command: click.Command, lang: Lang) -> str:
    heads = Text("选项|含义|默认", "option|meaning|default").say(lang).split("|")
    return _table(
        heads,
        ([_written(each), option_help(each).say(lang), _default(each, lang)] for each in options(command)),
    )


def _written(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if option.is_flag:
        return names
    if option.metavar is None and isinstance(option.type, click.Choice):
        return f"{names} `{'|'.join(map(str, option.type.choices))}`"
    return f"{names} `{option.metavar or _metavar(option)}`"


def _metavar(option: click.Option) -> str:
    return "YYYY-MM-DD" if isinstance(option.type, click.DateTime) else "N"


def _default(option: click.Option, lang: Lang) -> str:
    if option.required:
        return Text("必填", "required").say(lang)
    if isinstance(option.envvar, str):
        shown = f"`{option.default}`, " if option.show_default else ""
        return f"{shown}`{option.envvar}`"
    if not option.show_default:
        return ""
    if option.secondary_opts:
        return f"`{option.opts[0] if option.default else option.secondary_opts[0]}`"
    return f"`{option.default}`"


def _fields(fields: Iterable[Field], lang: Lang) -> str:
    heads = (
        Text("名称|标签|单位|内容|表头也可写作", "name|label|unit|holds|headings too").say(lang).split("|")
    )
    return _table(heads, ([f"`{each.name}`", f"{each.label.zh} / {each.label.en}", each.unit.say(lang),
                           _holds(each, lang), "、".join(each.headings)] for each in fields))  # fmt: skip


def _holds(field: Field, lang: Lang) -> str:
    said = _HOLDS[field.type].say(lang)
    return (
        said + Text("，或 `now`", ", or `now`").say(lang)
        if field.type is Type.DATE and field.choices
        else said
    )


def _choices(lang: Lang) -> str:
    heads = Text("名称|选项|也可写作", "name|choices|spelled too").say(lang).split("|")
    listings = [("", each) for each in SITE_FIELDS if each.choices]
    wanted = [
        (Text("（需求）", " (requirement)").say(lang), each)
        for each in REQUIREMENT_FIELDS
        if each.name in ("deal", "use")
    ]
    return _table(
        heads,
        (
            [f"`{each.name}`{whose}", _words(each), "、".join(each.spellings)]
            for whose, each in (*listings, *wanted)
        ),
    )


def _words(field: Field) -> str:
    return ", ".join(
        f"`{word}`" + (f" {label.zh}" if label.zh != word else "") for word, label in field.choices.items()
    )


def _admission(lang: Lang) -> str:
    heads = (
        Text("指标|标签|单位|由企业的哪一项算出", "measure|label|unit|from what the firm brings")
        .say(lang)
        .split("|")
    )
    return _table(heads, ([f"`{each.name}`", f"{each.label.zh} / {each.label.en}", each.unit.say(lang), f"`{each.total}`"]
                          for each in ADMISSION_MEASURES.values()))  # fmt: skip


def _criteria(lang: Lang) -> str:
    heads = Text("度量|标签|单位", "measure|label|unit").say(lang).split("|")
    return _table(
        heads,
        (
            [f"`{name}`", f"{each.label.zh} / {each.label.en}", each.unit.say(lang)]
            for name, each in MEASURES.items()
        ),
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", r"\|") for cell in row] for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def parts() -> dict[str, Callable[[Lang], str]]:
    """Give what makes each part, by its name."""
    made: dict[str, Callable[[Lang], str]] = {
        f"options {path}": partial(_options, command) for path, command in commands() if options(command)
    }
    own = [each for each in SITE_FIELDS if each not in LISTING_FIELDS]
    return made | {
        "fields listing": partial(_fields, LISTING_FIELDS),
        "fields site": partial(_fields, own),
        "fields park": partial(_fields, PARK_FIELDS),
        "fields requirement": partial(_fields, REQUIREMENT_FIELDS),
        "choices": _choices,
        "measures of admission": _admission,
        "measures of criteria": _criteria,
    }


def build(text: str, lang: Lang) -> str:
    """Give a manual's text with its generated parts made anew; a name that nothing makes raises KeyError."""
    made = parts()
    return _PART.sub(lambda part: f"{part[1]}\n{made[part['name']](lang)}\n{part[3]}", text)


def names(text: str) -> list[str]:
    """List the parts that a manual holds."""
    return [part["name"] for part in _PART.finditer(text)]


def main() -> int:
    """Write both manuals, or with ``--check`` say which one is not current."""
    stale = []
    for lang, path in MANUALS.items():
        text = path.read_text(encoding="utf-8")
        built = build(text, lang)
        if built != text:
            stale.append(path.name)
        if "--check" not in sys.argv[1:]:
            path.write_text(built, encoding="utf-8")
    print(f"stale: {', '.join(stale)}" if stale else "both manuals are current")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
