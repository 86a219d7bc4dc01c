"""``luodi report``: the site-selection report (选址报告) as one self-contained page."""

from datetime import date
from pathlib import Path

import click

from luodi.cli import _options
from luodi.cli._output import open_output
from luodi.core.text import Lang


@click.command(name="report")
@click.argument("requirement", metavar="REQUIREMENT")
@_options.sites
@_options.parks
@_options.top
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the report (报告语言).")
@click.option(
    "--date", "made_on", type=click.DateTime(["%Y-%m-%d"]), help="Date on the report (报告日期); today."
)
@click.option("--robust", is_flag=True, help="Also how the list holds when weights vary (稳健性).")
@_options.output
@click.pass_context
def command(
    ctx: click.Context,
    requirement: str,
    sites_path: Path,
    parks_path: Path | None,
    top: int,
    lang: Lang | None,
    made_on: date | None,
    robust: bool,
    output: Path | None,
) -> None:
    """Write the site-selection report of a requirement (选址报告).

    REQUIREMENT is what ``luodi match`` takes. The page needs nothing from outside and prints well.
    """
    from luodi.cli._inventory import load_inventory
    from luodi.cli._match_input import load_requirement
    from luodi.matching.engine import candidates, match
    from luodi.reports.selection import render_report

    ctx.find_root().obj = said_in = lang or ctx.obj or "zh"  # the root says what goes wrong
    wanted = load_requirement(requirement)
    inventory = load_inventory(sites_path, parks_path, said_in)
    answer = match(wanted, inventory.sites, inventory.parks, top=top)
    held = None
    if robust:
        from luodi.matching.robustness import Options, robustness

        held = robustness(candidates(wanted, inventory.sites, inventory.parks), Options(ranks=top or 20))
    page = render_report(answer, said_in, f"{made_on or date.today():%Y-%m-%d}", held)
    with open_output(output) as stream:
        stream.write(page.encode())
    if output:
        click.echo(f"{output}", err=True)
    ctx.exit(inventory.exit_code)
