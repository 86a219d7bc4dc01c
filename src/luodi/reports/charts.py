"""Charts as SVG, drawn on the server: no script, the same in a page, in print and in the portal.

Colours come from the page's style sheet by class (``c0`` … ``c7``), so that dark mode and print keep them readable.
Every chart carries a title and a description for people who do not see it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

COLOURS = 8
_ROW, _BAR = 30, 18
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LETTER = 6  # half of a Chinese letter's width


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide a chart is, and how much of that its labels and its figures take, in the units of its view box."""

    width: int
    label: int
    figure: int


WIDE = Shape(400, 150, 44)  # as wide as a phone
COLUMN = Shape(340, 128, 40)  # beside a text


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: what it stands for, and how long it is (in the axis's unit)."""

    label: str
    value: float
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a bar chart: its label, its segments from the left, the figure behind it, a range to mark."""

    label: str
    segments: tuple[Segment, ...]
    figure: str
    low: float | None = None
    high: float | None = None


def bar_chart(
    name: str, title: str, description: str, bars: Sequence[Bar], top: float, shape: Shape = WIDE
) -> str:
    """Draw horizontal bars; ``name`` is the chart's id in its page, ``top`` the axis's end (greater than 0)."""
    height = _ROW * len(bars) + 8
    scale = (shape.width - shape.label - shape.figure) / top
    body = "".join(_row(bar, 4 + index * _ROW, scale, shape) for index, bar in enumerate(bars))
    return (
        f'<svg class="chart" id="{name}" viewBox="0 0 {shape.width} {height}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d"{_lang(description)}>{escape(description)}</desc>{body}</svg>'
    )


def _row(bar: Bar, y: float, scale: float, shape: Shape) -> str:
    start = float(shape.label)
    x, parts = start, []
    for segment in bar.segments:
        width = max(segment.value * scale, 0.0)
        parts.append(
            f'<rect class="c{segment.colour % COLOURS}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{_BAR}">'
            f"<title>{escape(segment.label)}</title></rect>"
        )
        x += width
    if bar.low is not None and bar.high is not None and bar.high > bar.low:
        parts.append(_whisker(start + bar.low * scale, start + bar.high * scale, y + _BAR / 2))
        x = max(x, start + bar.high * scale)
    middle = y + _BAR / 2 + 5
    return (
        f'<text class="label"{_lang(bar.label)} x="{start - 10:.0f}" y="{middle:.1f}" text-anchor="end">{escape(_short(bar.label, (shape.label - 15) // _LETTER))}</text>'
        + "".join(parts)
        + f'<text class="figure" x="{x + 8:.1f}" y="{middle:.1f}">{escape(bar.figure)}</text>'
    )


def _lang(words: str) -> str:
    """Mark what holds a Chinese name: the page may be in English."""
    return ' lang="zh-Hans"' if _CHINESE.search(words) else ""


def _whisker(low: float, high: float, y: float) -> str:
    return (
        f'<path class="whisker" d="M{low:.1f} {y:.1f}H{high:.1f}M{low:.1f} {y - 5:.1f}v10'
        f'M{high:.1f} {y - 5:.1f}v10" />'
    )


def _short(label: str, room: int) -> str:
    """Cut a label to the room beside the bars, a Chinese letter counting two."""
    used = 0
    for index, letter in enumerate(label):
        used += 2 if east_asian_width(letter) in "WF" else 1
        if used > room:
            return label[:index] + "…"
    return label
