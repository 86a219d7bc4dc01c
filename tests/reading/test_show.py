"""Marked text: the runs joined are the text, overlaps are split, everything is escaped."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.facts import Document, Fact, FieldReading, Reading
from luodi.reading.show import marked_text, render_readings
from luodi.reading.wording import Mark, list_marks

TEXT = "云栖园占地<320>亩，总投资9亿元。"


def _mark(number: int, document: Document, start: int, end: int) -> Mark:
    return Mark(number, "land_area", "占地面积", document.span(start, end), ())


def _reading() -> Reading:
    document = Document("d<1>", TEXT, "云栖园", published="2024-05-06")
    facts = (
        Fact("investment", "云栖园", document.span(13, 19), 9e8, "CNY", rule="money"),
        Fact(
            "land_area", "云栖园 & 某园", document.span(3, 11), 213333.33, "m2", approx="about", rule="area"
        ),
        Fact("land_area", "云栖园", document.span(0, 19), 5.0, "m2", rule="area"),
        Fact(
            "event",
            "云栖园",
            document.span(0, 3, "title"),
            object="established",
            date="2024-05-06",
            inferred=True,
        ),
    )
    return Reading(document, "news", facts)


def _fragment(reading: Reading) -> str:
    """Give the part of the page that holds the text with its marks."""
    page = render_readings([reading], "zh")
    return page[page.index("<article") : page.index("</article>")]


def test_overlapping_marks_are_split_at_their_bounds() -> None:
    document = Document("d", "0123456789")
    outer, inner, crossing = (_mark(i, document, *span) for i, span in enumerate([(1, 7), (2, 4), (3, 9)], 1))
    runs = [(run.text, [m.number for m in run.marks], [m.number for m in run.begins])
            for run in marked_text(document.text, [outer, inner, crossing])]  # fmt: skip
    assert runs == [
        ("0", [], []),
        ("1", [1], [1]),
        ("2", [2, 1], [2]),
        ("3", [2, 1, 3], [3]),
        ("456", [1, 3], []),
        ("78", [3], []),
        ("9", [], []),
    ]


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(1, 30)), max_size=12))
def test_runs_joined_are_the_text(bounds: list[tuple[int, int]]) -> None:
    document = Document("d", "".join(chr(0x4E00 + i) for i in range(30)))
    marks = [_mark(i, document, a, b) for i, (a, b) in enumerate(bounds) if a < b]
    runs = marked_text(document.text, marks)
    assert "".join(run.text for run in runs) == document.text
    for mark in marks:
        assert "".join(run.text for run in runs if mark in run.marks) == mark.span.quote
        assert sum(mark in run.begins for run in runs) == 1


def test_fragment_holds_the_text_once_and_escaped() -> None:
    html = _fragment(_reading())
    without_tips = re.sub(r'<span class="lm-tip".*?</span></span>(?=</mark>)', "", html)
    assert TEXT in unescape(re.sub(r"<[^>]+>", "", without_tips))
    assert "<320>" not in html
    assert "style=" not in html
    assert "<script" not in html


def test_each_mark_can_be_reached_by_keyboard_and_is_described() -> None:
    html = _fragment(_reading())
    ids = re.findall(r'id="(mark-\d+)"', html)
    described = {name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()}
    assert sorted(ids) == [f"mark-{number}" for number in range(1, 5)]
    assert described == set(ids)
    assert html.count('tabindex="0"') == 4


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["9 亿元", "约 320 亩（213,333 ㎡）", "占地面积", "成立", "年份为推断", "zh-CN"]),
        ("en", ["900 million CNY", "about 213,333 m² (320 mu)", "land area", "established", "year inferred"]),
    ],
)
def test_page_says_it_in_both_languages(lang: str, words: list[str]) -> None:
    html = render_readings([_reading(), _reading()], lang)  # type: ignore[arg-type]
    assert [word for word in words if word not in html] == []
    assert "d&lt;1&gt;" in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert "http" not in html


def test_rules_are_shown_only_when_asked() -> None:
    assert "money" not in render_readings([_reading()], "zh")
    assert "money" in render_readings([_reading()], "zh", explain=True)


def test_fields_are_said_with_unit_and_choice() -> None:
    document = Document("d", "厂房2600平，有产证")
    fields = (
        FieldReading("floor_area_m2", 2600.0, document.span(2, 7)),
        FieldReading("kind", ("factory", "warehouse"), document.span(0, 2)),
        FieldReading("title_deed", value=True, span=document.span(8, 11)),
    )
    marks = list_marks(Reading(document, "listing", fields=fields), "zh")
    assert [(mark.label, mark.parts[0].value) for mark in marks] == [
        ("类型", "厂房、仓库"),
        ("建筑面积", "2,600 ㎡"),
        ("产证", "有"),
    ]


def test_characters_that_hide_are_shown() -> None:
    document = Document("d", "占地\u202e20亩\x1b")
    html = _fragment(Reading(document, "news"))
    assert "\u202e" not in html
    assert "\x1b" not in html
