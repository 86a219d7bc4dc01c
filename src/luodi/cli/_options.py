"""Options that several commands have, each said once."""

from pathlib import Path

import click

FILE = click.Path(path_type=Path)
sites = click.option(
    "--sites",
    "sites_path",
    type=FILE,
    required=True,
    metavar="FILE",
    help="Table of sites, or a built one (房源表).",
)
parks = click.option(
    "--parks", "parks_path", type=FILE, metavar="FILE", help="Table of parks and their terms (园区表)."
)
top = click.option(
    "--top", type=click.IntRange(min=0), default=20, show_default=True, help="How many; 0 for all (条数)."
)
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs (输出 JSON).")
printed_lang = click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Language of what is printed (输出语言)."
)
output = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write here instead of to standard output (输出文件).",
)
inventory_output = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write .jsonl, .csv, .xlsx or .parquet here instead of JSONL to standard output (输出文件).",
)
