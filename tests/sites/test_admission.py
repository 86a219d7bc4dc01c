"""Admission terms in and out of their JSON form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.core.errors import LuodiError
from luodi.core.fields import REQUIREMENT_FIELDS, by_name
from luodi.sites.admission import (
    ADMISSION_MEASURES,
    GROUPS,
    Admission,
    Group,
    Rule,
    Term,
    admission_to_json,
    parse_admission,
)


def term(**bounds: Any) -> dict[str, Any]:
    return {"measure": "tax_cny_mu_year", **bounds}


def nested(depth: int) -> dict[str, Any]:
    rule = term(at_least=1)
    for _ in range(depth - 1):
        rule = {"all_of": [rule]}
    return rule


def test_the_terms_of_the_contract_are_understood() -> None:
    admission = parse_admission(
        {
            "any_of": [
                {"all_of": [{"measure": "investment_cny_mu", "at_least": 2800000}, term(at_least=200000)]},
                {"measure": "energy_tce_mu_year", "at_most": 12.5},
            ],
            "industries": {"allow": ["医疗器械"], "deny": ["电镀", "化工"]},
            "source": "招商手册",
            "verified_on": "2025-03-01",
        },
        "parks.jsonl",
    )
    both = Group("all_of", (Term("investment_cny_mu", 2800000.0), Term("tax_cny_mu_year", 200000.0)))
    assert admission == Admission(
        rule=Group("any_of", (both, Term("energy_tce_mu_year", None, 12.5))),
        allow=("医疗器械",),
        deny=("电镀", "化工"),
        source="招商手册",
        verified_on="2025-03-01",
    )


@pytest.mark.parametrize("data", [{}, {"industries": {}}, {"any_of": None}])
def test_terms_without_a_rule_ask_nothing(data: dict[str, Any]) -> None:
    assert parse_admission(data, "x") == Admission()


def test_two_kinds_of_group_in_one_object_must_both_hold() -> None:
    data = {"all_of": [term(at_least=1)], "any_of": [term(at_most=2)]}
    rule = parse_admission(data, "x").rule
    low, high = Term("tax_cny_mu_year", 1.0), Term("tax_cny_mu_year", None, 2.0)
    assert rule == Group("all_of", (Group("all_of", (low,)), Group("any_of", (high,))))


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        ([], "p", "not an object"),
        ("tax", "p", "not an object"),
        ({"all_off": []}, "p", "unknown key 'all_off'"),
        ({"any_of": []}, "p.any_of", "not a filled list"),
        ({"all_of": {}}, "p.all_of", "not a filled list"),
        ({"all_of": [{}]}, "p.all_of[0]", "the rule is empty"),
        ({"all_of": [term(at_least=1), 7]}, "p.all_of[1]", "7 is not an object"),
        ({"at_least": 3}, "p.measure", "unknown measure None"),
        ({"measure": "tax", "at_least": 3}, "p.measure", "unknown measure 'tax'"),
        ({"measure": ["staff"], "at_least": 3}, "p.measure", "unknown measure"),
        (term(), "p", "has no bound"),
        (term(at_least=-1), "p.at_least", "-1 is not a number of 0 or more"),
        (term(at_most=float("nan")), "p.at_most", "not a number"),
        (term(at_most=float("inf")), "p.at_most", "not a number"),
        (term(at_most=10**400), "p.at_most", "not a number"),
        (term(at_least=True), "p.at_least", "not a number"),
        (term(at_least="20万"), "p.at_least", "not a number"),
        (term(at_least=3, at_most=2), "p", "at_least 3 is above at_most 2"),
        (term(at_least=3, below=2), "p", "unknown key 'below'"),
        ({"industries": {"allow": "医疗"}}, "p.industries.allow", "not a list of words"),
        ({"industries": {"deny": [3]}}, "p.industries.deny", "not a list of words"),
        ({"industries": ["医疗"]}, "p.industries", "not an object"),
        ({"source": 3}, "p.source", "3 is not text"),
        ({"verified_on": "soon"}, "p.verified_on", "is not a date"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(data: object, where: str, what: str) -> None:
    with pytest.raises(LuodiError) as caught:
        parse_admission(data, "p")
    problem = caught.value.problem
    assert (problem.where, what in problem.what.en) == (where, True), problem
    assert problem.what.zh
    assert problem.remedy.zh
    assert problem.remedy.en


def test_twenty_levels_are_read_and_twenty_one_are_refused() -> None:
    assert parse_admission(nested(20), "p").rule is not None
    with pytest.raises(LuodiError, match="deeper than 20"):
        parse_admission(nested(21), "p")


def test_every_measure_divides_a_figure_that_a_requirement_can_state() -> None:
    fields = by_name(REQUIREMENT_FIELDS)
    for measure in ADMISSION_MEASURES.values():
        assert measure.total in fields
        assert (measure.per is None) == (measure.name == measure.total)


bounds = st.floats(0, 1e12)
terms = st.one_of(
    st.builds(Term, st.sampled_from(sorted(ADMISSION_MEASURES)), bounds),
    st.builds(Term, st.sampled_from(sorted(ADMISSION_MEASURES)), st.none(), bounds),
)
rules: st.SearchStrategy[Rule] = st.recursive(
    terms,
    lambda rule: st.builds(Group, st.sampled_from(GROUPS), st.lists(rule, min_size=1, max_size=3).map(tuple)),
    max_leaves=8,
)
words = st.lists(st.sampled_from(["医疗器械", "电镀", "化工"]), max_size=3).map(tuple)


@given(
    st.builds(
        Admission,
        st.none() | rules,
        words,
        words,
        st.none() | st.just("手册"),
        st.none() | st.just("2025-03"),
    )
)
def test_what_is_written_is_read_back(admission: Admission) -> None:
    assert parse_admission(admission_to_json(admission), "p") == admission
