"""The report as one self-contained HTML page: its style in it, no script, no address outside."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from luodi import __version__
from luodi.core.text import Lang
from luodi.matching.answer import Answer
from luodi.reports.selection.content import build_report

if TYPE_CHECKING:  # NumPy stays out of reports without it
    from luodi.matching.robustness import Robustness

STATES = {
    "pass": ("✓", "满足", "pass"),
    "fail": ("✗", "不满足", "fail"),
    "unknown": ("?", "待核实", "unknown"),
}


@cache
def _read(name: str) -> str:
    return files("luodi.reports.selection").joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def render_report(answer: Answer, lang: Lang, made_on: str, robustness: "Robustness | None" = None) -> str:
    """Render the report of an answer; ``made_on`` is the ISO date that it carries."""
    report = build_report(answer, lang, made_on, robustness)
    template = _environment().from_string(_read("template.html.j2"))
    return template.render(
        report=report,
        lang=lang,
        style=_read("report.css"),
        states=STATES,
        version=__version__,
        say=lambda zh, en: en if lang == "en" else zh,
    )


@cache
def style_hash() -> str:
    """Give the style sheet's hash as a content security policy names it (``sha256-…``)."""
    digest = hashlib.sha256(_read("report.css").encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
