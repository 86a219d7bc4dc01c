"""``luodi sites``: inventories of sites in and out of files."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from luodi.cli import _options
from luodi.cli._output import open_console, open_output, tell_problem
from luodi.core.errors import ExitCode, LuodiError, Problem
from luodi.core.fields import SITE_FIELDS, by_name
from luodi.core.text import Lang, Text

if TYPE_CHECKING:
    from luodi.cli._offers import Offers
    from luodi.sites.park import Park
    from luodi.sites.site import Site

_SHOWN = ("id", "name", "deal", "kind", "floor_area_m2", "land_area_m2", "clear_height_m", "rent_cny_m2_month", "city",
          "district", "place", "park", "status", "verified_on")  # fmt: skip
_TABLE_WIDTH = 160  # where no terminal says its own
_SYNTHETIC = Text("合成", "synthetic")
_UNKNOWN = "—"


@click.group(name="sites")
def command() -> None:
    """Import, show and make up inventories of sites (房源)."""


@command.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--parks",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Parks (JSONL, CSV, Excel): sites that name one are linked to it (园区文件).",
)
@_options.inventory_output
@click.option("--sheet", metavar="NAME", help="Read only this sheet of a workbook (只读此工作表).")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing (只看不写).")
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[Path, ...],
    parks: Path | None,
    output: Path | None,
    sheet: str | None,
    dry_run: bool,
) -> None:
    """Turn tables (CSV, Excel, JSONL), listing posts (.txt, .html) and readings into one inventory (导入房源).

    A row with a bad cell is left out and named; good rows are kept. Ends with 4 if some of the input was bad, with
    3 if nothing could be used.
    """
    from luodi.cli._offers import load_offers
    from luodi.sites.listings import link_parks
    from luodi.sites.tables import load_parks

    lang: Lang = ctx.obj or "zh"
    offers = load_offers(files, sheet)
    if not offers.sites and not offers.problems:
        offers.problems.append(_nothing_offered(files))
    sites: Sequence[Site] = offers.sites
    if parks:
        known = load_parks(parks)
        offers.problems += known.problems
        sites = link_parks(sites, known.rows)
    _tell(offers, lang, dry_run=dry_run)
    if dry_run:
        _print_sites(sites, lang)
    elif sites:
        _write_sites(sites, output)
    ctx.exit(offers.exit_code)


@command.command(name="sample")
@click.option(
    "--count", type=click.IntRange(min=1), required=True, metavar="N", help="How many sites (房源数)."
)
@click.option(
    "--seed", type=int, required=True, metavar="S", help="The same seed gives the same sites (随机种子)."
)
@click.option(
    "--parks",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    metavar="N",
    help="How many synthetic parks they lie in (园区数).",
)
@_options.inventory_output
@click.option(
    "--parks-output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the parks here (园区输出文件).",
)
@click.pass_context
def sample(
    ctx: click.Context, count: int, seed: int, parks: int, output: Path | None, parks_output: Path | None
) -> None:
    """Make up an inventory over the real counties of China; all of it is flagged synthetic (合成房源)."""
    from luodi.sites.sample import sample_parks, sample_sites

    if parks_output:
        _write_parks(sample_parks(parks, seed), parks_output)
    _write_sites(sample_sites(count, seed, parks), output)
    said = Text(
        f"生成 {count} 处合成房源，并非真实房源", f"made {count} synthetic sites: none of them is an offer"
    )
    click.echo(said.say(ctx.obj or "zh"), err=True)


@command.command(name="build")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--parks", type=click.Path(path_type=Path), metavar="FILE", help="Parks and their terms (园区文件)."
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="TABLE.luodi",
              help="The folder to write (输出文件夹).")  # fmt: skip
@click.option(
    "--refresh", is_flag=True, help="Add to the table; a site with a known id is replaced (更新已有的库)."
)
@click.option("--remove", multiple=True, metavar="ID", help="Take this site out, with --refresh (删除编号).")
@click.pass_context
def build(
    ctx: click.Context,
    files: tuple[Path, ...],
    parks: Path | None,
    output: Path,
    *,
    refresh: bool,
    remove: tuple[str, ...],
) -> None:
    """Build a table of columns out of tables: `luodi match --sites TABLE.luodi` answers over millions of sites (建库)."""
    from luodi.cli._offers import load_offers
    from luodi.sites.columns.table import refresh_table, write_table
    from luodi.sites.tables import load_parks

    lang: Lang = ctx.obj or "zh"
    offers = load_offers(files)
    held = load_parks(parks) if parks else None
    offers.problems += held.problems if held else ()
    _tell(offers, lang)
    if not offers.sites:
        ctx.exit(ExitCode.UNUSABLE)
    if refresh:
        table = refresh_table(output, offers.sites, held.rows if held else None, remove)
    else:
        table = write_table(output, offers.sites, held.rows if held else ())
    said = Text(f"库中有 {len(table)} 处房源", f"the table holds {len(table)} sites")
    click.echo(said.say(lang), err=True)
    ctx.exit(offers.exit_code)


@command.command(name="template")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.xlsx",
    help="Where to write it (输出文件).",
)
@click.pass_context
def template(ctx: click.Context, output: Path) -> None:
    """Write an empty table to fill in, with units and allowed words (空白模板)."""
    from luodi.core.files import write_whole
    from luodi.sites.template import make_template

    if output.suffix.lower() != ".xlsx":
        raise LuodiError(Problem(output.name, Text("模板只能是 .xlsx", "the template is .xlsx only"),
                                 Text("文件名请以 .xlsx 结尾", "end its name in .xlsx")), ExitCode.UNWRITABLE)  # fmt: skip
    write_whole(output, make_template(ctx.obj or "zh"))


@command.command(name="show")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.pass_context
def show(ctx: click.Context, file: Path) -> None:
    """Print a table of sites for people (查看房源)."""
    from luodi.cli._offers import load_offers

    lang: Lang = ctx.obj or "zh"
    offers = load_offers([file])
    _print_sites(offers.sites, lang)
    _tell(offers, lang)
    ctx.exit(offers.exit_code)


def _nothing_offered(files: Sequence[Path]) -> Problem:
    where = ", ".join(file.name for file in files)
    remedy = Text("请在列名下填写房源", "fill in rows below the headings")
    return Problem(where, Text("没有一处房源", "holds no site at all"), remedy)


def _write(rows: Iterable["Site"] | Iterable["Park"], output: Path | None) -> None:
    """Write rows as they come: lines of JSON."""
    from luodi.sites.rows import row_to_json

    with open_output(output) as stream:
        for row in rows:
            line = json.dumps(row_to_json(row), ensure_ascii=False)
            stream.write(line.encode("utf-8", "replace") + b"\n")
        stream.flush()


def _write_sites(sites: Iterable["Site"], output: Path | None) -> None:
    from luodi.sites.tables import save_sites

    if _is_lines(output):
        _write(sites, output)
    elif output:
        save_sites(output, sites)


def _write_parks(parks: Iterable["Park"], output: Path) -> None:
    from luodi.sites.tables import save_parks

    if _is_lines(output):
        _write(parks, output)
    else:
        save_parks(output, parks)


def _is_lines(output: Path | None) -> bool:
    return output is None or output.suffix.lower() == ".jsonl"


def _tell(offers: "Offers", lang: Lang, *, dry_run: bool = False) -> None:
    """Say on standard error what was kept, what was left out and why."""
    for each in offers.problems:
        tell_problem(each, lang, Text("剔除  ", "bad   ").say(lang))
    for each in offers.notes:
        tell_problem(each, lang, Text("注意  ", "note  ").say(lang))
    kept, left_out, problems = len(offers.sites), offers.left_out, len(offers.problems)
    said = Text(
        f"保留 {kept} 处，剔除 {left_out} 处，问题 {problems} 个" + ("；没有写任何文件" if dry_run else ""),
        f"{kept} kept, {left_out} left out, {problems} problems"
        + ("; nothing was written" if dry_run else ""),
    )
    click.echo(said.say(lang), err=True)


def _print_sites(sites: Sequence["Site"], lang: Lang) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text as Cell

    fields = by_name(SITE_FIELDS)
    shown = [name for name in _SHOWN if name == "id" or any(getattr(site, name) for site in sites)]
    table = Table(box=box.SIMPLE, show_edge=False)
    for name in shown:
        table.add_column(fields[name].label.say(lang), overflow="fold")
    for site in sites:
        table.add_row(*(Cell(_cell(site, name, lang)) for name in shown))
    if sites:
        with open_output(None) as stream, open_console(stream, _TABLE_WIDTH) as console:
            console.print(table)


def _cell(site: "Site", name: str, lang: Lang) -> str:
    from luodi.core.wording import say_value, visible

    value = getattr(site, name)
    said = _UNKNOWN if value is None else visible(say_value(by_name(SITE_FIELDS)[name], value, lang))
    return f"{said} ({_SYNTHETIC.say(lang)})" if name == "id" and site.synthetic else said
