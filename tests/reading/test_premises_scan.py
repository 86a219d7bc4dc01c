"""Words of a table are found where Python's own search finds them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.core.scan import Words, prefixes
from luodi.reading.premises import choices, contacts, cues, flags, floors, money

TABLES = {
    "measures": cues._FIND,
    "kinds": choices._KINDS,
    "deals": choices._OFFER_DEALS,
    "wanted deals": choices._WANT_DEALS,
    "uses": choices._USE,
    "structures": choices._STRUCTURES,
    "fire classes": choices._FIRE,
    "flags": flags._WORDS,
    "what a firm brings": money._BRING,
    "floors": floors._FLOOR,
    "phones": contacts._PHONE,
}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("厂房|仓库", {("厂", "房"), ("仓", "库")}),
        ("高", {("高",)}),
        ("(?<!楼)高(?=度)", {("高",)}),
        ("(?:净|檐)?高度", {("净", "高"), ("檐", "高"), ("高", "度")}),
        ("[甲乙]类", {("甲乙", "类")}),
        (r"(?P<n>\d+)层", {(r"\d", r"\d"), (r"\d", "层")}),
        ("租{1,2}", {("租",), ("租", "租")}),
        ("高?", {(), ("高",)}),
        ("[^高]度", {(r"\s\S", "度")}),
    ],
)
def test_what_a_match_begins_with(pattern: str, expected: set[tuple[str, ...]]) -> None:
    assert prefixes(pattern) == expected


@pytest.mark.parametrize("name", TABLES)
@given(text=st.data())
def test_finds_what_the_pattern_finds(name: str, text: st.DataObject) -> None:
    words = TABLES[name]
    pieces = st.one_of(
        st.from_regex(words.pattern),
        st.text(max_size=4),
        st.sampled_from(["，", "\n", "3层", "1500平", "不"]),
    )
    run = "".join(text.draw(st.lists(pieces, max_size=5)))
    run = "".join(char for char in run if char.isascii() or not char.isdecimal())
    expected = [match.span() for match in re.compile(words.pattern).finditer(run)]
    assert [match.span() for match in words.finditer(run)] == expected


def test_a_pattern_that_may_begin_with_anything_is_searched_as_it_is() -> None:
    words = Words("[^一]层|x")
    assert [match[0] for match in words.finditer("一层二层x")] == ["二层", "x"]
    assert words.search("三层", 1) is None
