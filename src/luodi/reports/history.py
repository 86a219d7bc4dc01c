"""A figure through time as SVG: columns for amounts, a line for ranks, the first place on top.

Like :mod:`luodi.reports.charts`: no script, colours by class, a title and a description for people who do not see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 400, 170
_TOP, _BOTTOM = 26, 24  # room for the figures above, and for the times below
MOST_POINTS = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A figure at a time: ``time`` and ``figure`` in words, ``value`` in the axis's unit."""

    time: str
    value: float
    figure: str


def history_chart(
    name: str, title: str, description: str, points: Sequence[Point], *, ranks: bool = False
) -> str:
    """Draw the last of ``points``, oldest first; ``name`` is the chart's id in its page. Empty without points."""
    points = points[-MOST_POINTS:]
    if not points:
        return ""
    body = _line(points) if ranks else _columns(points)
    return (
        f'<svg class="chart" id="{escape(name)}" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-labelledby="{escape(name)}-t {escape(name)}-d">'
        f'<title id="{escape(name)}-t">{escape(title)}</title><desc id="{escape(name)}-d">{escape(description)}</desc>'
        f"{body}{_times(points)}</svg>"
    )


def _columns(points: Sequence[Point]) -> str:
    """Draw columns from zero, those below it downwards."""
    top, bottom = max(0.0, *(p.value for p in points)), min(0.0, *(p.value for p in points))
    scale = (_HEIGHT - _TOP - _BOTTOM) / ((top - bottom) or 1.0)
    zero = _TOP + top * scale
    width = min(_step(points) * 0.6, 56.0)
    parts = []
    for index, point in enumerate(points):
        x, height = _middle(points, index), abs(point.value) * scale
        y = zero - height if point.value >= 0 else zero
        parts.append(
            f'<rect class="c0" x="{x - width / 2:.1f}" y="{y:.1f}" width="{width:.1f}" height="{max(height, 1):.1f}"/>'
            + _figure(x, zero - max(point.value, 0) * scale - 6, point.figure)
        )
    return "".join(parts)


def _line(points: Sequence[Point]) -> str:
    """Draw a line of places, the better the higher."""
    best, worst = min(p.value for p in points), max(p.value for p in points)
    scale = (_HEIGHT - _TOP - _BOTTOM - 16) / ((worst - best) or 1.0)
    at = [(_middle(points, i), _TOP + 8 + (p.value - best) * scale) for i, p in enumerate(points)]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
    dots = "".join(
        f'<circle class="c0" cx="{x:.1f}" cy="{y:.1f}" r="4"/>{_figure(x, y - 10, point.figure)}'
        for (x, y), point in zip(at, points, strict=True)
    )
    return f'<path class="whisker" d="{path}"/>{dots}'


def _times(points: Sequence[Point]) -> str:
    return "".join(
        f'<text class="label" x="{_middle(points, i):.1f}" y="{_HEIGHT - 7}" text-anchor="middle">{escape(p.time)}</text>'
        for i, p in enumerate(points)
    )


def _figure(x: float, y: float, words: str) -> str:
    return f'<text class="figure" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(words)}</text>'


def _step(points: Sequence[Point]) -> float:
    return _WIDTH / len(points)


def _middle(points: Sequence[Point], index: int) -> float:
    return (index + 0.5) * _step(points)
