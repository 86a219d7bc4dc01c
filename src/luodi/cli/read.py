"""``luodi read``: what files and folders say, each fact with the sentence that it came from."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import click

from luodi.cli._output import open_output
from luodi.core.errors import ExitCode, Problem
from luodi.core.text import Lang, Text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from luodi.facts import DocumentType, Reading

_PROGRESS_EVERY = 50
_TABLE_WIDTH = 140  # where no terminal says its own


class _Source:
    """Reads documents one by one; counts what was read and what was not, and tells of it on standard error."""

    def __init__(self, paths: tuple[str, ...], type_: "DocumentType | None", lang: Lang) -> None:
        self.paths, self.type, self.lang = paths, type_, lang
        self.good = self.bad = 0

    def __iter__(self) -> Iterator["Reading"]:
        from luodi.reading.files import load_documents
        from luodi.reading.read import read_document

        for loaded in load_documents(self.paths):
            if isinstance(loaded, Problem):
                self.bad += 1
                click.echo(_printable(loaded.say(self.lang)), err=True)
                continue
            yield read_document(replace(loaded, type=self.type) if self.type else loaded)
            self.good += 1
            if self.good % _PROGRESS_EVERY == 0:
                self._tell_progress()

    @property
    def exit_code(self) -> ExitCode:
        """Say how it went: all well, a part was bad, or nothing could be used."""
        if not self.good:
            return ExitCode.UNUSABLE
        return ExitCode.PARTIAL if self.bad else ExitCode.OK

    def _tell_progress(self) -> None:
        said = Text(f"已读 {self.good} 篇", f"{self.good} documents read").say(self.lang)
        click.echo(f"\r{said}" if sys.stderr.isatty() else said, err=True, nl=not sys.stderr.isatty())


@click.command(name="read")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option(
    "--type",
    "type_",
    type=click.Choice(["news", "listing", "requirement"]),
    help="What the documents are; without it, their wording tells (文档类型).",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "table", "html"]),
    default="json",
    show_default=True,
    help="One JSON object a line, tables for people, or one page with the facts marked (输出格式).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write here instead of to standard output (输出文件).",
)
@click.option("--explain", is_flag=True, help="Show which rule read each fact (显示规则).")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    type_: "DocumentType | None",
    format_: Literal["json", "table", "html"],
    output: Path | None,
    explain: bool,
) -> None:
    """Read documents: news pages, listings, enquiries (读取文档).

    Takes .html, .txt, .md and .jsonl files, folders, or - for standard input. Ends with 4 if some of the input
    was bad, with 3 if none could be used.
    """  # fmt: skip
    lang: Lang = ctx.obj or "zh"
    source = _Source(paths, type_, lang)
    writers: dict[str, Callable[[_Source, BinaryIO, bool], None]] = {
        "json": _write_json,
        "table": _write_tables,
        "html": _write_page,
    }
    with open_output(output) as stream:
        writers[format_](source, stream, explain)
    ctx.exit(source.exit_code)


def _write_json(source: _Source, stream: BinaryIO, explain: bool) -> None:
    for reading in source:
        row = reading.to_json()
        if explain:
            row["rules"] = [fact.rule for fact in reading.facts] + [field.rule for field in reading.fields]
        line = json.dumps(row, ensure_ascii=False)
        stream.write(line.encode("utf-8", "replace") + b"\n")
        stream.flush()


def _write_page(source: _Source, stream: BinaryIO, explain: bool) -> None:
    from luodi.reading.show import render_readings

    readings = list(source)
    if readings:
        stream.write(render_readings(readings, source.lang, explain=explain).encode("utf-8", "replace"))


def _write_tables(source: _Source, stream: BinaryIO, explain: bool) -> None:
    from rich.console import Console

    width = None if stream.isatty() else _TABLE_WIDTH
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", write_through=True)
    console = Console(file=text, width=width, highlight=False, emoji=False, markup=False)
    try:
        for reading in source:
            _print_reading(console, reading, source.lang, explain)
    finally:
        text.detach()  # the stream is not ours to close


def _print_reading(console: "Console", reading: "Reading", lang: Lang, explain: bool) -> None:
    from luodi.reading.wording import TYPES, visible

    document = reading.document
    head = [document.id, TYPES[reading.type].say(lang), document.published or "", document.source or ""]
    console.print(visible("  ".join(part for part in head if part)), style="dim")
    console.print(visible(document.title), style="bold")
    table = _table(reading, lang, explain)
    if table.row_count:
        console.print(table)
    else:
        console.print(Text("（没有读到事实）", "(nothing was read)").say(lang))
    console.print()


def _table(reading: "Reading", lang: Lang, explain: bool) -> "Table":
    """Lay out what was read: kind, parts, quote; for a listing or a requirement, field, value, quote."""
    from rich import box
    from rich.table import Table
    from rich.text import Text as Cell

    from luodi.reading.wording import list_marks, visible

    heads = [Text("种类", "kind"), Text("内容", "what it says"), Text("原文", "quote")]
    table = Table(box=box.SIMPLE, show_edge=False, expand=False)
    for head in [*heads, Text("规则", "rule")] if explain else heads:
        table.add_column(head.say(lang), overflow="fold")
    for mark in list_marks(reading, lang):
        parts = mark.parts
        said = "\n".join(part.value if len(parts) == 1 else f"{part.label} {part.value}" for part in parts)
        cells = [mark.label, said, visible(mark.span.quote.replace("\n", " "))]
        cells += [mark.rule] if explain else []
        table.add_row(*map(Cell, cells))
    return table


def _printable(line: str) -> str:
    from luodi.reading.wording import visible

    return visible(line.replace("\n", " "))
