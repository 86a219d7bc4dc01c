"""A quick look that spares a slow pattern never hides what the pattern would find."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.reading.names import find
from luodi.reading.news import events, industries, locations, mentions, stages

LOOKS = [
    (events._HAPPENED, events._EVENT),
    (locations._SETTLING, locations._AT),
    (locations._BEGINNING, locations._IN),
    (mentions._WORKS_DONE, mentions._WORKS),
    (mentions._GROUP_ACTS, mentions._GROUP_SUBJECT),
    (industries._INDUSTRY_END, industries._INDUSTRY),
    (stages._STAGE_ENDS, stages._STAGE_AT),
]
FILL = (
    "某",
    "甲乙",
    "A",
    "12",
    "3月",
    "去年",
    "在",
    "于",
    "获",
    "经",
    "，",
    "全市",
    "产业",
    "车间",
    "厂房",
    "年产值",
)


def _texts(pattern: str) -> st.SearchStrategy[str]:
    """Give texts put together from the words of a pattern."""
    words = sorted({*re.findall("[\u4e00-\u9fff]+", pattern), *FILL})
    return st.lists(st.sampled_from(words), min_size=1, max_size=7).map("".join)


@pytest.mark.parametrize(("quick", "slow"), LOOKS, ids=lambda pattern: pattern.pattern[:16])
def test_no_quick_look_hides_a_match(quick: re.Pattern[str], slow: re.Pattern[str]) -> None:
    @settings(max_examples=150, deadline=None)
    @given(_texts(slow.pattern))
    def holds(text: str) -> None:
        assert quick.search(text) or not slow.search(text)

    holds()


def test_every_ending_of_a_name_begins_with_a_letter_that_is_looked_for() -> None:
    plain = re.compile(find._ENDING)

    @settings(max_examples=400, deadline=None)
    @given(_texts(find._ENDING))
    def holds(text: str) -> None:
        assert [each.span() for each in find._SUFFIX.finditer(text)] == [
            each.span() for each in plain.finditer(text)
        ]

    holds()
