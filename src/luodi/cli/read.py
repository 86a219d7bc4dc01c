"""``luodi read``: what files and folders say, each fact with the sentence that it came from."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import click

from luodi.cli import _options
from luodi.cli._output import exit_code_of, open_console, open_output, tell_problem
from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.text import Lang, Text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from luodi.facts import Document, DocumentType, Reading
    from luodi.reading.model import Agreement, ModelSettings

_PROGRESS_EVERY = 50
_MOST_FAILURES = 3  # in a row, before the model is asked no more
_TABLE_WIDTH = 140  # where no terminal says its own


class _Source:
    """Reads documents one by one; counts what was read and what was not, and tells of it on standard error.

    With ``model`` each reading is set beside the model's; ``agreement`` is that of the last document.
    """

    def __init__(
        self,
        paths: tuple[str, ...],
        type_: "DocumentType | None",
        lang: Lang,
        model: "ModelSettings | None" = None,
    ) -> None:
        self.paths, self.type, self.lang, self.model = paths, type_, lang, model
        self.good = self.bad = self.failures = 0
        self.agreement: Agreement | None = None

    def __iter__(self) -> Iterator["Reading"]:
        from luodi.reading.files import load_documents

        for loaded in load_documents(self.paths):
            if isinstance(loaded, Problem):
                self._tell(loaded)
                continue
            yield self._read(replace(loaded, type=self.type) if self.type else loaded)
            self.good += 1
            if self.good % _PROGRESS_EVERY == 0:
                self._tell_progress()

    def _read(self, document: "Document") -> "Reading":
        from luodi.reading.read import read_document

        reading = read_document(document)
        self.agreement = None
        if self.model is not None and self.failures < _MOST_FAILURES:
            from luodi.reading.model import add_model_reading

            try:
                reading, self.agreement = add_model_reading(reading, self.model)
                self.failures = 0
            except LuodiError as error:
                self.failures += 1
                self._tell(error.problem)
        return reading

    def _tell(self, problem: Problem) -> None:
        self.bad += 1
        tell_problem(problem, self.lang)

    @property
    def exit_code(self) -> ExitCode:
        """Say how it went."""
        return exit_code_of(self.good, self.bad)

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
@_options.output
@click.option("--explain", is_flag=True, help="Show which rule read each fact (显示规则).")
@click.option(
    "--model",
    "model_url",
    envvar="LUODI_MODEL_URL",
    show_envvar=True,
    metavar="URL",
    help="Ask a language model too, at an OpenAI-compatible endpoint; its name and key are taken from LUODI_MODEL "
    "and LUODI_MODEL_KEY (另问一个语言模型).",
)
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    type_: "DocumentType | None",
    format_: Literal["json", "table", "html"],
    output: Path | None,
    explain: bool,
    model_url: str | None,
) -> None:
    """Read documents: news pages, listings, enquiries (读取文档).

    Takes .html, .txt, .md, .jsonl, .docx and .pdf files, folders, or - for standard input. Ends with 4 if some of
    the input was bad or the model gave no answer, with 3 if none could be used.
    """  # fmt: skip
    lang: Lang = ctx.obj or "zh"
    source = _Source(paths, type_, lang, _settings(model_url))
    writers: dict[str, Callable[[_Source, BinaryIO, bool], None]] = {
        "json": _write_json,
        "table": _write_tables,
        "html": _write_page,
    }
    with open_output(output) as stream:
        writers[format_](source, stream, explain)
    ctx.exit(source.exit_code)


def _settings(url: str | None) -> "ModelSettings | None":
    if not url:
        return None
    from luodi.reading.model import model_settings

    return model_settings(url)


def _write_json(source: _Source, stream: BinaryIO, explain: bool) -> None:
    for reading in source:
        row = reading.to_json()
        if explain:
            row["rules"] = [fact.rule for fact in reading.facts] + [field.rule for field in reading.fields]
            if source.agreement is not None:
                row["agreement"] = source.agreement.to_json()
        line = json.dumps(row, ensure_ascii=False)
        stream.write(line.encode("utf-8", "replace") + b"\n")
        stream.flush()


def _write_page(source: _Source, stream: BinaryIO, explain: bool) -> None:
    from luodi.reading.show import render_readings

    readings = list(source)
    if readings:
        stream.write(render_readings(readings, source.lang, explain=explain).encode("utf-8", "replace"))


def _write_tables(source: _Source, stream: BinaryIO, explain: bool) -> None:
    with open_console(stream, _TABLE_WIDTH) as console:
        for reading in source:
            _print_reading(console, reading, source.lang, explain)
            if explain and source.agreement is not None:
                console.print(source.agreement.say(source.lang), style="dim")


def _print_reading(console: "Console", reading: "Reading", lang: Lang, explain: bool) -> None:
    from luodi.core.wording import visible
    from luodi.reading.wording import TYPES

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

    from luodi.core.wording import visible
    from luodi.reading.wording import list_marks

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
