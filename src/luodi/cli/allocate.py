"""``luodi allocate``: projects to parcels, for the greatest total value."""

import json
from pathlib import Path

import click

from luodi.cli import _options
from luodi.cli._output import open_console, open_output
from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Lang, Text

_TABLE_WIDTH = 150


@click.command(name="allocate")
@click.argument("requirements", type=_options.FILE, metavar="REQUIREMENTS")
@_options.sites
@_options.parks
@click.option(
    "--gain", metavar="MEASURE", help="What the park gains, such as tax_cny_mu_year (园区收益指标)."
)
@click.option(
    "--gain-best", type=click.FloatRange(min=0, min_open=True), help="The gain that counts 1 (收益满分值)."
)
@click.option("--gain-weight", type=click.FloatRange(0, 1), default=0.5, show_default=True,
              help="The gain's part of the value (园区收益所占权重).")  # fmt: skip
@click.option("--gap", type=click.FloatRange(0, 1), default=1e-4, show_default=True,
              help="How close to the bound is close enough (允许差距).")  # fmt: skip
@click.option("--seconds", type=click.FloatRange(min=0.1), default=30, show_default=True,
              help="How long to search (求解时限，秒).")  # fmt: skip
@_options.as_json
@_options.printed_lang
@_options.output
@click.pass_context
def command(
    ctx: click.Context,
    requirements: Path,
    sites_path: Path,
    parks_path: Path | None,
    gain: str | None,
    gain_best: float | None,
    gain_weight: float,
    gap: float,
    seconds: float,
    as_json: bool,
    lang: Lang | None,
    output: Path | None,
) -> None:
    """Give each requirement at most one site, for the greatest total value (项目落地分配).

    REQUIREMENTS is a file of requirements, one JSON object a line. No site gives more area than it has. Ends with 4 if
    some rows of the tables were bad, with 3 if the input could not be used.
    """
    from luodi.cli._inventory import load_inventory
    from luodi.cli._match_input import load_enquiries
    from luodi.matching.projects import Gain, give_sites
    from luodi.reports.decisions import DecisionTables

    ctx.find_root().obj = said_in = lang or ctx.obj or "zh"  # the root says what goes wrong
    _check_gain(gain, gain_best)
    enquiries = load_enquiries(requirements)
    inventory = load_inventory(sites_path, parks_path, said_in)
    wanted = Gain(gain, gain_best, gain_weight) if gain and gain_best else None
    given = give_sites(enquiries, inventory.sites, inventory.parks, gain=wanted, gap=gap, seconds=seconds)
    with open_output(output) as stream:
        if as_json:
            stream.write(json.dumps(given.to_json(said_in), ensure_ascii=False, indent=2).encode() + b"\n")
        else:
            with open_console(stream, _TABLE_WIDTH) as console:
                DecisionTables(console, said_in).print_allocation(given)
    ctx.exit(inventory.exit_code)


def _check_gain(gain: str | None, best: float | None) -> None:
    from luodi.sites.admission import ADMISSION_MEASURES

    if gain is not None and gain not in ADMISSION_MEASURES:
        known = ", ".join(ADMISSION_MEASURES)
        raise LuodiError(Problem(f"--gain {gain}", Text("不认识这个指标", "unknown measure"),
                                 Text(f"可用：{known}", f"known: {known}")))  # fmt: skip
    if (gain is None) != (best is None):
        raise LuodiError(Problem("--gain", Text("--gain 与 --gain-best 要一起给", "--gain and --gain-best go together"),
                                 Text("请补上另一项", "give the other one")))  # fmt: skip
