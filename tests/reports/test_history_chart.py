"""Charts of a figure through time say what they show, and draw it where it belongs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as Html

from luodi.reports.history import MOST_POINTS, Point, history_chart


def drawn(values: list[float], *, ranks: bool = False) -> Html:
    points = [Point(str(2000 + n), value, f"{value:g}") for n, value in enumerate(values)]
    return Html(history_chart("c", "产值 <2024>", "说明", points, ranks=ranks))


def numbers(html: Html, selector: str, name: str) -> list[float]:
    return [float(node.attributes[name] or 0) for node in html.css(selector)]


def test_a_chart_says_what_it_shows() -> None:
    html = drawn([1, 2])
    assert html.css_first("title").text() == "产值 <2024>"
    assert html.css_first("svg").attributes["aria-labelledby"] == "c-t c-d"
    assert [node.text() for node in html.css("text.label")] == ["2000", "2001"]
    assert history_chart("c", "t", "d", []) == ""


def test_columns_are_as_high_as_their_values() -> None:
    heights = numbers(drawn([10, 20, 5]), "rect", "height")
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2) == pytest.approx(4 * heights[2], abs=0.4)


def test_what_is_below_zero_goes_down_from_it() -> None:
    html = drawn([0.1, -0.1])
    tops, heights = numbers(html, "rect", "y"), numbers(html, "rect", "height")
    assert tops[0] + heights[0] == pytest.approx(tops[1], abs=0.2)


def test_the_better_rank_stands_higher() -> None:
    first, second = numbers(drawn([16, 13], ranks=True), "circle", "cy")
    assert second < first


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=12), st.booleans())
def test_all_is_drawn_within_the_chart(values: list[float], ranks: bool) -> None:
    html = drawn(values, ranks=ranks)
    assert len(html.css("rect, circle")) == min(len(values), MOST_POINTS)
    for name, most in (("y", 170), ("cy", 170), ("x", 400), ("cx", 400)):
        assert all(-1 <= value <= most for value in numbers(html, f"rect[{name}], circle[{name}]", name))
    assert not re.search("nan|inf", html.html or "")
