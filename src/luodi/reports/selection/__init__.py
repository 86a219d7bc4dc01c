"""The site-selection report (选址报告): from the requirement to three sites side by side, every figure beside its source."""

from luodi.reports.selection.content import SelectionReport, build_report
from luodi.reports.selection.render import render_report, style_hash

__all__ = ["SelectionReport", "build_report", "render_report", "style_hash"]
