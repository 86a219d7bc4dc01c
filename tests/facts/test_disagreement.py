"""What is shown where sources disagree: the rules as tables, and that the order of the claims never matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.facts.disagreement import RULES, Claim, Rule, agree, choose

OLD = Claim("a", 100.0, "2024-01-01", "甲报")
NEW = Claim("b", 120.0, "2025-01-01", "乙报")
TOO = Claim("c", 100.3, "2024-06-01", "丙报")
REPOST = Claim("d", 120.0, "2025-01-02", "乙报")
UNDATED = Claim("e", 90.0)
TOLD = Claim("f", 95.0, "2023-01-01", "丁报", by_person=True)

CASES = [
    ([OLD], "newest", None, "a", None, 1),
    ([OLD, NEW], "newest", None, "b", "newest", 1),
    ([OLD, NEW, TOO], "newest", None, "b", "newest", 1),
    ([OLD, NEW, TOO], "most_sources", None, "c", "most_sources", 2),
    ([OLD, TOO], "newest", None, "c", None, 2),
    ([NEW, REPOST, OLD, TOO], "most_sources", None, "c", "most_sources", 2),  # a repost is no second source
    ([NEW, REPOST], "most_sources", None, "d", None, 1),
    ([OLD, NEW], "most_sources", None, "b", "most_sources", 1),
    ([UNDATED, OLD], "newest", None, "a", "newest", 1),
    ([OLD, NEW, TOLD], "newest", None, "b", "newest", 1),
    ([OLD, NEW, TOLD], "person", None, "f", "person", 1),
    ([OLD, NEW], "person", None, "b", "newest", 1),
    ([OLD, NEW, TOLD], "newest", "a", "a", "person", 1),
    ([OLD, NEW], "newest", "gone", "b", "newest", 1),
]


@pytest.mark.parametrize(("claims", "rule", "picked", "shown", "decided", "sources"), CASES)
def test_rules(
    claims: list[Claim], rule: Rule, picked: str | None, shown: str, decided: str | None, sources: int
) -> None:
    choice = choose(claims, rule, picked)
    assert (choice.shown.id, choice.rule, choice.sources) == (shown, decided, sources)


CLAIMS = st.lists(
    st.builds(
        Claim,
        st.text("abcdef", min_size=1, max_size=3),
        st.sampled_from([1.0, 1.004, 2.0, 0.0, -3.0]),
        st.sampled_from(["", "2024-01-01", "2025-06-30"]),
        st.sampled_from(["", "甲", "乙"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda claim: claim.id,
)


@given(CLAIMS, st.sampled_from(sorted(RULES)), st.randoms(use_true_random=False))
def test_nothing_is_lost_and_order_does_not_matter(claims: list[Claim], rule: Rule, random: object) -> None:
    choice = choose(claims, rule)
    assert sorted(c.id for c in (choice.shown, *choice.agreeing, *choice.differing)) == sorted(
        c.id for c in claims
    )
    assert all(agree(choice.shown.value, claim.value) for claim in choice.agreeing)
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert choose(shuffled, rule) == choice
