"""``luodi match``: the sites that fit a requirement, and why."""

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from luodi.cli import _options
from luodi.cli._output import open_console, open_output
from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from luodi.cli._behind import Behind
    from luodi.cli._inventory import Inventory
    from luodi.matching.outward import Enquiry
    from luodi.matching.requirement import Requirement
    from luodi.reports.console import AnswerTables
    from luodi.sites.columns.table import SiteTable
    from luodi.sites.park import Park
    from luodi.sites.site import Site

_TABLE_WIDTH = 150  # where no terminal says its own


@click.command(name="match")
@click.argument("requirement", metavar="[REQUIREMENT]", required=False)
@_options.sites
@_options.parks
@_options.top
@_options.as_json
@_options.printed_lang
@click.option("--why", metavar="SITE", help="What holds this site back: its id or its name (为何不在名单).")
@click.option("--relax", "more", type=click.IntRange(min=1), metavar="K",
              help="The smallest change that brings K more sites (放宽哪里能多 K 个).")  # fmt: skip
@click.option("--robust", is_flag=True, help="How the list holds when weights vary (稳健性).")
@click.option("--draws", type=click.IntRange(1, 1_000_000), default=10_000, show_default=True,
              help="Draws of weights for --robust (抽样次数).")  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed for --robust (随机种子)."
)
@click.option("--importance", metavar="ORDER", default="",
              help='Measures by importance for --robust: "a > b = c" (指标重要性次序).')  # fmt: skip
@click.option(
    "--from-site", metavar="SITE", help="Rank the requirements that this site would fit (由房源找需求)."
)
@click.option("--requirements", "requirements_path", type=_options.FILE, metavar="FILE",
              help="Match each of these, one JSON object a line; or those for --from-site (需求表).")  # fmt: skip
@click.option(
    "--brief", is_flag=True, help="With --requirements: the lists alone, without reasons (只要名单)."
)
@_options.output
@click.pass_context
def command(
    ctx: click.Context,
    requirement: str | None,
    sites_path: Path,
    parks_path: Path | None,
    top: int,
    as_json: bool,
    lang: Lang | None,
    why: str | None,
    more: int | None,
    robust: bool,
    draws: int,
    seed: int,
    importance: str,
    from_site: str | None,
    requirements_path: Path | None,
    brief: bool,
    output: Path | None,
) -> None:
    """Match a requirement with sites: a shortlist that fits both ways (匹配选址需求).

    REQUIREMENT is a JSON object or an enquiry's words: a file of either, the thing itself, or - for standard input.
    With --requirements instead, each of them gets its own list: as JSON, one answer a line.
    Ends with 4 if some rows of the tables were bad, with 3 if the input could not be used.
    """
    from luodi.cli._inventory import load_inventory
    from luodi.cli._match_input import load_requirement

    ctx.find_root().obj = said_in = lang or ctx.obj or "zh"  # the root says what goes wrong
    if requirements_path is None and (brief or from_site is not None):
        raise _no_requirements("--brief" if from_site is None else "--from-site")
    if from_site is not None and requirements_path is not None:
        _write_outward(from_site, requirements_path, sites_path, parks_path, said_in, as_json, output)
        return
    if requirements_path is not None and requirement is None:
        _write_many(requirements_path, sites_path, parks_path, top, _Pages(said_in, as_json), brief, output)
        return
    if requirement is None:
        raise click.MissingParameter(ctx=ctx, param_hint="REQUIREMENT", param_type="argument")
    wanted = load_requirement(requirement)
    inventory = load_inventory(sites_path, parks_path, said_in)
    behind = None
    if more or robust:
        from luodi.cli._behind import importance_of, look_behind
        from luodi.matching.robustness import Options

        options = Options(draws, top or 20, seed, importance_of(importance)) if robust else None
        behind = look_behind(wanted, inventory.sites, inventory.parks, more or 0, options)
    pages = _Pages(said_in, as_json, behind)
    with open_output(output) as stream:
        if why is None:
            pages.write_answer(stream, wanted, inventory.sites, inventory.parks, top)
        else:
            pages.write_why(stream, wanted, inventory.sites, inventory.parks, why)
    ctx.exit(inventory.exit_code)


class _Pages:
    """Writes an answer for programs or for people."""

    def __init__(self, lang: Lang, as_json: bool, behind: "Behind | None" = None) -> None:
        self.lang, self.as_json, self.behind = lang, as_json, behind

    def write_answer(
        self,
        stream: BinaryIO,
        wanted: "Requirement",
        sites: "tuple[Site, ...] | SiteTable",
        parks: "Sequence[Park]",
        top: int,
    ) -> None:
        """Write the whole answer."""
        from luodi.matching.engine import match

        answer = match(wanted, sites, parks, top=top, exclusions=0)
        if self.as_json:
            parts = self.behind.to_json(self.lang) if self.behind else {}
            _write_json(stream, answer.to_json(self.lang) | parts)
            return
        with _tables(stream, self.lang) as tables:
            tables.print_answer(answer)
        if self.behind:
            from luodi.reports.decisions import DecisionTables

            with open_console(stream, _TABLE_WIDTH) as console:
                self.behind.print_on(DecisionTables(console, self.lang))

    def write_why(
        self,
        stream: BinaryIO,
        wanted: "Requirement",
        sites: "tuple[Site, ...] | SiteTable",
        parks: "Sequence[Park]",
        why: str,
    ) -> None:
        """Write what holds one site back."""
        from luodi.matching.engine import park_finder, rank_of
        from luodi.matching.reference import explain_site

        site = _named(why, sites)
        park = park_finder(sites, parks)(site)
        assessment = explain_site(wanted, site, park)
        rank, passing = rank_of(wanted, sites, parks, site)
        if self.as_json:
            _write_json(stream, assessment.to_json(self.lang) | {"rank": rank, "passing": passing})
            return
        with _tables(stream, self.lang) as tables:
            tables.print_why(assessment, rank, passing)

    def write_answers(
        self, stream: BinaryIO, enquiries: "Sequence[Enquiry]", inventory: "Inventory", top: int
    ) -> None:
        """Write the whole answer to each requirement, one a line."""
        from luodi.matching.engine import match_many

        wanted = [enquiry.requirement for enquiry in enquiries]
        answers = match_many(wanted, inventory.sites, inventory.parks, top=top)
        for enquiry, answer in zip(enquiries, answers, strict=True):
            _write_line(stream, {"id": enquiry.id, **answer.to_json(self.lang)})

    def write_lists(
        self, stream: BinaryIO, enquiries: "Sequence[Enquiry]", inventory: "Inventory", top: int
    ) -> None:
        """Write how many sites would do for each requirement, and which come first."""
        from luodi.matching.engine import rank_many

        wanted, considered = [enquiry.requirement for enquiry in enquiries], len(inventory.sites)
        lists = rank_many(wanted, inventory.sites, inventory.parks, top=top if self.as_json else 1)
        if not self.as_json:
            from luodi.reports.decisions import DecisionTables

            names = _names(inventory.sites, {id_ for ranked in lists for id_, _ in ranked.first})
            with open_console(stream, _TABLE_WIDTH) as console:
                DecisionTables(console, self.lang).print_many(enquiries, lists, considered, names)
            return
        for enquiry, ranked in zip(enquiries, lists, strict=True):
            shortlist = [
                {"rank": rank, "id": id_, "score": score} for rank, (id_, score) in enumerate(ranked.first, 1)
            ]
            found = {"considered": considered, "passing": ranked.passing, "shortlist": shortlist}
            _write_line(stream, {"id": enquiry.id, **found})


def _names(sites: "tuple[Site, ...] | SiteTable", ids: set[str]) -> dict[str, str]:
    """Give the names of some sites, by id."""
    if isinstance(sites, tuple):
        return {site.id: site.name for site in sites if site.id in ids}
    return sites.names(ids)


def _write_many(
    requirements_path: Path,
    sites_path: Path,
    parks_path: Path | None,
    top: int,
    pages: _Pages,
    brief: bool,
    output: Path | None,
) -> None:
    """Write the answer to each requirement of a file, or its list alone."""
    from luodi.cli._inventory import load_inventory
    from luodi.cli._match_input import load_enquiries

    enquiries = load_enquiries(requirements_path)
    inventory = load_inventory(sites_path, parks_path, pages.lang)
    write = pages.write_lists if brief or not pages.as_json else pages.write_answers
    with open_output(output) as stream:
        write(stream, enquiries, inventory, top)
    if inventory.exit_code:
        raise click.exceptions.Exit(inventory.exit_code)


def _write_outward(
    from_site: str,
    requirements_path: Path,
    sites_path: Path,
    parks_path: Path | None,
    lang: Lang,
    as_json: bool,
    output: Path | None,
) -> None:
    """Write which requirements on file a site would fit."""
    from luodi.cli._inventory import load_inventory
    from luodi.cli._match_input import load_enquiries
    from luodi.matching.engine import park_finder
    from luodi.matching.outward import look_outward
    from luodi.reports.decisions import DecisionTables

    enquiries = load_enquiries(requirements_path)
    inventory = load_inventory(sites_path, parks_path, lang)
    site = _named(from_site, inventory.sites, "--from-site")
    found = look_outward(site, park_finder(inventory.sites, inventory.parks)(site), enquiries)
    with open_output(output) as stream:
        if as_json:
            _write_json(stream, found.to_json(lang))
        else:
            with open_console(stream, _TABLE_WIDTH) as console:
                DecisionTables(console, lang).print_outward(found)
    if inventory.exit_code:
        raise click.exceptions.Exit(inventory.exit_code)


def _no_requirements(option: str) -> LuodiError:
    said = Text("没有给需求表", "no file of requirements is given")
    return LuodiError(Problem(option, said, Text("请加 --requirements 文件", "add --requirements FILE")))


def _named(why: str, sites: "tuple[Site, ...] | SiteTable", option: str = "--why") -> "Site":
    """Find a site by its id, or by a name that only one has."""
    named = _with_name(why, sites) if isinstance(sites, tuple) else sites.named(why)
    if len(named) == 1:
        return named[0]
    if named:
        ids = ", ".join(site.id for site in named[:5])
        raise LuodiError(Problem(f"{option} {why}", Text(f"有 {len(named)} 个房源叫这个名字", f"{len(named)} sites have this name"),
                                 Text(f"请写编号：{ids}", f"give an id: {ids}")))  # fmt: skip
    from luodi.core.nearest import nearest

    close = nearest(why, tuple(site.id for site in sites)) if isinstance(sites, tuple) else None
    remedy = Text(f"是不是 {close}？", f"did you mean {close}?") if close else Text(
        "请写房源表中的编号或名称", "give an id or a name of the table of sites")  # fmt: skip
    raise LuodiError(Problem(f"{option} {why}", Text("没有这个房源", "there is no such site"), remedy))


def _with_name(why: str, sites: "Sequence[Site]") -> "list[Site]":
    return [site for site in sites if site.id == why] or [site for site in sites if site.name == why]


def _write_json(stream: BinaryIO, data: dict[str, Any]) -> None:
    stream.write(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n")


def _write_line(stream: BinaryIO, data: dict[str, Any]) -> None:
    stream.write(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


@contextlib.contextmanager
def _tables(stream: BinaryIO, lang: Lang) -> "Iterator[AnswerTables]":
    from luodi.reports.console import AnswerTables

    with open_console(stream, _TABLE_WIDTH) as console:
        yield AnswerTables(console, lang)
