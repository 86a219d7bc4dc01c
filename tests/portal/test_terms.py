"""Admission terms while they are edited: typed, read, tried line by line, kept with their history, never undone by a file."""

from typing import Any

import pytest

from luodi.sites.admission import ADMISSION_MEASURES, Admission, Term, admission_to_json, parse_admission
from luodi_portal.inventory.convert import park_of
from luodi_portal.inventory.indicators import say_indicator, terms_of
from luodi_portal.inventory.keep import Author, Kept, keep_parks
from luodi_portal.inventory.models import Indicator, Park
from luodi_portal.inventory.terms import (
    DraftGroup,
    DraftTerms,
    Line,
    change,
    draft_of,
    keep_terms,
    parse_draft,
    read_draft,
    try_terms,
    versions,
)
from portal import samples
from portal.people import user_of

TERMS = samples.PARK.admission
assert TERMS
PLAIN = parse_admission(  # without the group of one, which reading takes away
    {
        "any_of": [
            {"measure": "tax_cny_mu_year", "at_least": 200000},
            {
                "all_of": [
                    {"measure": "staff", "at_most": 80.5},
                    {"measure": "investment_cny", "at_least": 50000000},
                ]
            },
        ],
        "industries": {"allow": ["医疗器械"], "deny": ["电镀", "化工"]},
        "source": "园区公告（虚构）",
        "verified_on": "2026-03-01",
    },
    "t",
)


def form_of(draft: DraftTerms) -> dict[str, str]:
    """What a browser would send for the form that shows the draft."""
    sent = {"allow": draft.allow, "deny": draft.deny, "source": draft.source, "stated_on": draft.stated_on}
    todo: list[Any] = [draft.rule]
    while todo:
        rule = todo.pop()
        if isinstance(rule, DraftGroup):
            sent[f"kind-{rule.path}"] = rule.kind
            todo += rule.rules
        else:
            sent |= {
                f"measure-{rule.path}": rule.measure,
                f"low-{rule.path}": rule.low,
                f"high-{rule.path}": rule.high,
            }
    return sent


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "terms",
    [
        PLAIN,
        Admission(),
        Admission(deny=("电镀",)),
        *(Admission(rule=Term(name, 10000.0, 150000.0)) for name in ADMISSION_MEASURES),
    ],
)
def test_what_is_shown_and_sent_back_is_the_same(terms: Admission, lang: str) -> None:
    draft = read_draft(form_of(draft_of(terms, lang)))  # type: ignore[arg-type]
    assert parse_draft(draft) == parse_admission(admission_to_json(terms), "t")


def test_rules_are_added_and_removed_where_a_person_says() -> None:
    draft = draft_of(None, "zh")
    change(draft, "add-term", "r")
    change(draft, "add-group", "r")
    change(draft, "add-term", "r.1")
    assert [path for path in form_of(draft) if path.startswith(("kind", "measure"))] == [
        "kind-r", "kind-r.1", "measure-r.1.1", "measure-r.1.0", "measure-r.0",
    ]  # fmt: skip
    change(draft, "remove", "r.0")
    assert [path for path in form_of(draft) if path.startswith(("kind", "measure"))] == [
        "kind-r", "kind-r.0", "measure-r.0.1", "measure-r.0.0",
    ]  # fmt: skip
    change(draft, "remove", "r.9")  # not there: nothing happens
    change(draft, "add-term", "nowhere")
    assert len(form_of(draft)) == 12


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"measure-r.0": "tax_cny_mu_year", "low-r.0": "很多"}, "不是一个数"),
        ({"measure-r.0": "", "low-r.0": "5"}, "请选择指标"),
        ({"measure-r.0": "staff"}, "请写下限或上限"),
        ({"measure-r.0": "staff", "low-r.0": "9", "high-r.0": "3"}, "下限高于上限"),
        ({"measure-r.0": "staff", "low-r.0": "9亩"}, "单位"),
        ({"kind-r.0": "any_of"}, "这一组是空的"),
    ],
)
def test_what_cant_be_read_is_said_beside_its_rule(sent: dict[str, str], said: str) -> None:
    draft = read_draft({"kind-r": "all_of", **sent})
    assert parse_draft(draft) is None
    error = draft.rule.rules[0].error
    assert error
    assert said in error.zh


def test_a_bad_date_is_said_of_the_whole() -> None:
    draft = read_draft({"kind-r": "all_of", "stated_on": "去年"})
    assert parse_draft(draft) is None
    assert draft.error
    assert "不是日期" in draft.error.zh


def test_figures_may_be_typed_with_their_units() -> None:
    sent = {"kind-r": "all_of", "measure-r.0": "tax_cny_mu_year", "low-r.0": "20万", "high-r.0": "0.01亿"}
    terms = parse_draft(read_draft(sent))
    assert terms
    assert terms.rule == Term("tax_cny_mu_year", 200000.0, 1000000.0)


def states(lines: tuple[Line, ...]) -> list[Any]:
    return [(line.state, states(line.under)) if line.under else line.state for line in lines]


@pytest.mark.parametrize(
    ("brings", "found"),
    [
        ({}, [("unknown", ["unknown", "unknown"]), "unknown", "unknown"]),
        ({"investment_cny": 6e7, "industry": "医疗器械"}, [("pass", ["unknown", "pass"]), "pass", "pass"]),
        ({"investment_cny": 1e6, "tax_cny_year": 4e6, "land": 13333.33, "industry": "电镀"}, [("pass", ["pass", "fail"]), "fail", "fail"]),
        ({"investment_cny": 1e6, "tax_cny_year": 1e6, "land": 13333.33}, [("fail", ["fail", "fail"]), "unknown", "unknown"]),
    ],
)  # fmt: skip
def test_tried_line_by_line(brings: dict[str, Any], found: list[Any]) -> None:
    lines = try_terms(TERMS, brings, "zh")
    assert states(lines) == found
    assert lines[0].text == "以下各项满足其一即可"


@pytest.mark.django_db
def test_terms_are_kept_with_who_and_why_and_a_file_does_not_undo_them() -> None:
    keep_parks([samples.PARK])
    row, by = Park.objects.get(), user_of("officer")
    new = Admission(rule=Term("staff", 50.0), source="园区公告", verified_on="2026-11-01")
    keep_terms(row, new, Author(by, "新政策"))
    assert keep_parks([samples.PARK]) == Kept(0, 0, 1)
    row.refresh_from_db()
    assert park_of(row).admission == new
    now, before = versions(row)
    assert (now.terms, now.record.history_user, now.record.history_change_reason) == (new, by, "新政策")
    assert before.terms == samples.PARK.admission
    keep_terms(row, before.terms, Author(by, "恢复"))
    assert [version.terms for version in versions(row)] == [
        samples.PARK.admission,
        new,
        samples.PARK.admission,
    ]


def test_indicators_of_a_parcel_that_ask_the_enterprise_are_terms() -> None:
    rows = [
        Indicator(name="plot_ratio", at_least=1.0, at_most=2.5),
        Indicator(name="investment_cny_mu", at_least=3e6, source="出让公告"),
        Indicator(name="environment", words="达到国家二级标准"),
    ]
    assert terms_of(rows) == parse_admission(
        {"all_of": [{"measure": "investment_cny_mu", "at_least": 3000000}]}, "t"
    )
    assert [say_indicator(row, "zh") for row in rows] == [
        "不低于 1，不高于 2.5",
        "不低于 300 万元/亩",
        "达到国家二级标准",
    ]
    assert terms_of(rows[:1]) is None
