"""Bars are as long as their figures say, and labels are safe."""

import re

from luodi.reports.charts import COLUMN, Bar, Segment, bar_chart


def widths(svg: str) -> list[float]:
    return [float(width) for width in re.findall(r'<rect[^>]* width="([\d.]+)"', svg)]


def test_bars_are_in_proportion() -> None:
    bars = [Bar("a", (Segment("a", 10),), "10"), Bar("b", (Segment("b", 5), Segment("c", 2.5, 1)), "7.5")]
    first, second, third = widths(bar_chart("x", "t", "d", bars, 10))
    assert second / first == 0.5
    assert third / first == 0.25


def test_a_range_is_marked_only_where_there_is_one() -> None:
    certain = Bar("a", (Segment("a", 0.5),), "0.5", 0.5, 0.5)
    uncertain = Bar("a", (Segment("a", 0.5),), "0.5", 0.3, 0.7)
    assert "whisker" not in bar_chart("x", "t", "d", [certain], 1)
    assert "whisker" in bar_chart("x", "t", "d", [uncertain], 1)


def test_what_is_written_is_escaped_and_described() -> None:
    svg = bar_chart("x", "<t>", "a & b", [Bar("<b>", (Segment('"s"', 1),), "<1>")], 1)
    assert "<b>" not in svg
    assert "&lt;b&gt;" in svg
    assert 'aria-labelledby="x-t x-d"' in svg


def test_a_long_label_is_cut_a_chinese_letter_counting_two() -> None:
    svg = bar_chart("x", "t", "d", [Bar("高" * 30, (), "")], 1)
    assert ">" + "高" * 11 + "…<" in svg


def test_a_narrow_chart_keeps_its_figures_inside() -> None:
    svg = bar_chart("x", "t", "d", [Bar("a", (Segment("a", 4),), "4")], 4, COLUMN)
    figure = re.search(r'class="figure" x="([\d.]+)"', svg)
    assert figure
    assert float(figure[1]) + 20 < COLUMN.width
    assert f'viewBox="0 0 {COLUMN.width} ' in svg


def test_chinese_names_are_marked_as_such_for_a_page_in_english() -> None:
    svg = bar_chart(
        "x", "Scores", "1. 甲厂房 0.7, 2. B2 0.6", [Bar("1. 甲厂房", (), ""), Bar("2. B2", (), "")], 1
    )
    assert svg.count('lang="zh-Hans"') == 2
