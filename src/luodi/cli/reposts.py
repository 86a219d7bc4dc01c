"""``luodi reposts``: which documents are one article, and which figures their copies report differently."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from luodi.cli import _options
from luodi.cli._output import exit_code_of, open_console, open_output, tell_problem
from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.text import Lang, Text

if TYPE_CHECKING:
    from rich.console import Console

    from luodi.facts import Document, Reading
    from luodi.reading.reposts import Copy, DifferingFigure, RepostGroup, RepostIndex

_PROGRESS_EVERY = 1000
_TABLE_WIDTH = 140  # where no terminal says its own


@dataclass(slots=True)
class _Input:
    """Goes through the documents, as often as asked; counts and tells of what was bad the first time."""

    paths: tuple[str, ...]
    lang: Lang
    good: int = 0
    bad: int = 0
    _is_told: bool = field(default=False)

    def __iter__(self) -> "Iterator[Document]":
        from luodi.reading.files import load_documents

        for loaded in load_documents(self.paths):
            if isinstance(loaded, Problem):
                self._tell(loaded)
                continue
            self.good += not self._is_told
            yield loaded
        self._is_told = True

    @property
    def exit_code(self) -> ExitCode:
        """Say how it went."""
        return exit_code_of(self.good, self.bad)

    def _tell(self, problem: Problem) -> None:
        if not self._is_told:
            self.bad += 1
            tell_problem(problem, self.lang)


@dataclass(frozen=True, slots=True)
class _Found:
    """A group with the figures that differ in it; None where nobody looked."""

    group: "RepostGroup"
    figures: "tuple[DifferingFigure, ...] | None"


@click.command(name="reposts")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a group and line (每组一行 JSON).")
@click.option("--figures/--no-figures", default=True, show_default=True,
              help="Read the copies and show the figures that differ (比对数字).")  # fmt: skip
@_options.output
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], as_json: bool, figures: bool, output: Path | None
) -> None:
    """Find articles that stand in several documents, edited or not (查找转载).

    Takes .html, .txt, .md and .jsonl files and folders; - for standard input with --no-figures. The documents are gone
    through once, and once more for the figures; their texts are not kept. Ends with 4 if some of the input was bad, with 3 if
    none could be used.
    """
    lang: Lang = ctx.obj or "zh"
    if figures and "-" in paths:
        raise LuodiError(_read_once())
    source = _Input(paths, lang)
    index = _index(source)
    found = (
        _with_figures(list(index.groups()), source)
        if figures
        else (_Found(each, None) for each in index.groups())
    )
    with open_output(output) as stream:
        count = _write_json(found, stream) if as_json else _write_tables(found, stream, lang)
    _say(Text(f"{source.good} 篇文档，{count} 组转载", f"{source.good} documents, {count} reposted"), lang)
    ctx.exit(source.exit_code)


def _index(source: _Input) -> "RepostIndex":
    from luodi.reading.reposts import RepostIndex

    index = RepostIndex()
    index.add_all(_told(source, Text("已比对 {} 篇", "{} documents compared"), source.lang))
    return index


def _with_figures(groups: "list[RepostGroup]", source: _Input) -> Iterator[_Found]:
    """Read the copies in a second pass and compare each group as soon as its last copy is read."""
    from luodi.reading.read import read_document
    from luodi.reading.reposts import differing_figures

    group_of = {copy.id: at for at, group in enumerate(groups) for copy in group.copies}
    missing = [len(group.copies) for group in groups]
    readings: dict[int, list[Reading]] = {}
    copies = (document for document in source if document.id in group_of)
    for document in _told(copies, Text("已读 {} 篇转载", "{} copies read"), source.lang):
        at = group_of[document.id]
        readings.setdefault(at, []).append(read_document(document))
        missing[at] -= 1
        if not missing[at]:
            yield _Found(groups[at], differing_figures(groups[at], readings.pop(at)))


def _told(documents: "Iterable[Document]", said: Text, lang: Lang) -> "Iterator[Document]":
    for count, document in enumerate(documents, 1):
        yield document
        if count % _PROGRESS_EVERY == 0:
            _say(Text(said.zh.format(count), said.en.format(count)), lang, stays=not sys.stderr.isatty())


def _say(said: Text, lang: Lang, *, stays: bool = True) -> None:
    click.echo(said.say(lang) if stays else f"\r{said.say(lang)}\r", err=True, nl=stays)


def _write_json(found: Iterable[_Found], stream: BinaryIO) -> int:
    count = 0
    for count, each in enumerate(found, 1):  # noqa: B007 - the last one counts
        line = json.dumps(_to_json(each), ensure_ascii=False)
        stream.write(line.encode("utf-8", "replace") + b"\n")
    return count


def _to_json(found: _Found) -> dict[str, Any]:
    group = found.group
    row: dict[str, Any] = {
        "representative": group.representative.id,
        "copies": [_copy_to_json(copy) for copy in group.copies],
    }
    if found.figures is not None:
        row["differing"] = [_figure_to_json(figure) for figure in found.figures]
    return row


def _copy_to_json(copy: "Copy") -> dict[str, Any]:
    similar = copy.similarity
    fields = {
        "id": copy.id, "title": copy.title, "url": copy.url, "source": copy.source, "published": copy.published,
        "size": copy.size, "containment": round(similar.containment, 3), "resemblance": round(similar.resemblance, 3),
        "sentences": None if similar.sentences is None else round(similar.sentences, 3),
        "figures": None if similar.figures is None else round(similar.figures, 3),
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value is not None}


def _figure_to_json(figure: "DifferingFigure") -> dict[str, Any]:
    from luodi.facts import Fact
    from luodi.facts.fact import plain_number

    item = figure.reported[0].item
    fact = item if isinstance(item, Fact) else None
    head = {
        "name": figure.name,
        "subject": figure.subject,
        "object": fact and fact.object,
        "unit": fact and fact.unit,
        "period": fact and fact.period,
    }
    values = [
        {"value": plain_number(each.value), "documents": list(each.documents), "quote": each.item.span.quote}
        for each in figure.reported
    ]
    return {name: value for name, value in head.items() if value} | {"reported": values}


def _write_tables(found: Iterable[_Found], stream: BinaryIO, lang: Lang) -> int:
    count = 0
    with open_console(stream, _TABLE_WIDTH) as console:
        for count, each in enumerate(found, 1):
            _print_group(console, count, each, lang)
        if not count:
            console.print(Text("（没有转载）", "(no reposts)").say(lang))
    return count


def _print_group(console: "Console", number: int, found: _Found, lang: Lang) -> None:
    from luodi.core.wording import visible

    group = found.group
    said = Text(
        f"{number}. {group.representative.title or group.representative.id}（{len(group.copies)} 篇）",
        f"{number}. {group.representative.title or group.representative.id} ({len(group.copies)} copies)",
    )
    console.print(visible(said.say(lang).replace("\n", " ")), style="bold")
    rows = [_copy_cells(copy, group, lang) for copy in group.copies]
    heads = (Text("文档", "document"), Text("来源", "source"), Text("日期", "published"), Text("字数", "letters"),
             Text("与最全的一篇", "beside the fullest"))  # fmt: skip
    _print_table(console, heads, rows, lang)
    if found.figures:
        console.print(Text("数字不一致", "Figures that differ").say(lang), style="yellow")
        cells = [_figure_cells(figure, lang) for figure in found.figures]
        figure_heads = (Text("事实", "fact"), Text("主体", "subject"), Text("数值与文档", "values and documents"),
                 Text("原文", "quotes"))  # fmt: skip
        _print_table(console, figure_heads, cells, lang)
    console.print()


def _copy_cells(copy: "Copy", group: "RepostGroup", lang: Lang) -> tuple[str, ...]:
    is_fullest = copy.number == group.representative.number
    fullest = Text("最全", "the fullest")
    reason = fullest if is_fullest else copy.similarity.reason
    return copy.id, copy.source or copy.url or "–", copy.published or "–", f"{copy.size:,}", reason.say(lang)


def _figure_cells(figure: "DifferingFigure", lang: Lang) -> tuple[str, ...]:
    from luodi.core.wording import joined

    label, values = _say_figure(figure, lang)
    lines = [
        f"{value}: {joined(each.documents, lang)}"
        for value, each in zip(values, figure.reported, strict=True)
    ]
    quotes = [each.item.span.quote.replace("\n", " ") for each in figure.reported]
    return label, figure.subject or "–", "\n".join(lines), "\n".join(quotes)


def _say_figure(figure: "DifferingFigure", lang: Lang) -> tuple[str, list[str]]:
    """Give the fact's or field's label, and its values in words."""
    from luodi.core.fields import LISTING_FIELDS, REQUIREMENT_FIELDS, by_name
    from luodi.facts import Fact
    from luodi.reading.wording import describe_field, fact_value, kind_label

    field = by_name((*REQUIREMENT_FIELDS, *LISTING_FIELDS)).get(figure.name)
    items = [each.item for each in figure.reported]
    said = [
        fact_value(item, lang) if isinstance(item, Fact) else describe_field(item, field, lang)
        for item in items
    ]
    if isinstance(items[0], Fact):
        return kind_label(figure.name, lang), said
    return field.label.say(lang) if field else figure.name, said


def _print_table(
    console: "Console", heads: Iterable[Text], rows: Iterable[tuple[str, ...]], lang: Lang
) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text as Cell

    from luodi.core.wording import visible

    table = Table(box=box.SIMPLE, show_edge=False, expand=False)
    for head in heads:
        table.add_column(head.say(lang), overflow="fold")
    for row in rows:
        table.add_row(*(Cell("\n".join(map(visible, cell.split("\n")))) for cell in row))
    console.print(table)


def _read_once() -> Problem:
    return Problem(
        "-",
        Text(
            "标准输入只能读一遍，比对数字要读两遍",
            "standard input can be read once, comparing figures takes twice",
        ),
        Text("请存为文件，或加 --no-figures", "save it to a file, or add --no-figures"),
    )
