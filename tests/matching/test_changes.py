"""What changed between two answers: each kind of change has its reason, and nothing else is said."""

from dataclasses import replace

import pytest

from luodi.matching.changes import compare, say_difference
from luodi.matching.engine import match
from luodi.matching.requirement import Criterion, Requirement
from luodi.sites.admission import parse_admission
from luodi.sites.park import Park
from luodi.sites.site import Site

ASKED = Requirement(
    rent_max_cny_m2_month=20.0, tax_cny_year=3e6, criteria=(Criterion("rent_cny_m2_month", 1, 20, 0),)
)
CHEAP = Site(id="cheap", name="甲（虚构）", park="p", rent_cny_m2_month=10.0)
DEAR = Site(id="dear", name="乙（虚构）", rent_cny_m2_month=15.0)


def park(tax: int) -> Park:
    return Park(
        id="p",
        name="园（虚构）",
        admission=parse_admission({"measure": "tax_cny_year", "at_least": tax}, "p"),
    )


def told(before: tuple[Requirement, list[Site], Park], after: tuple[Requirement, list[Site], Park]):
    old, new = (match(asked, sites, [where]) for asked, sites, where in (before, after))
    found = compare(old.to_json(), new.to_json(), new.excluded)
    moves = {m.id: (m.kind, [(r.part, r.name) for r in m.reasons]) for m in found.moves}
    return [(d.part, d.name) for d in found.asked], moves, found


BASE = (ASKED, [CHEAP, DEAR], park(2_000_000))
RENT = ("field", "rent_max_cny_m2_month")
CASES = {
    "nothing": (BASE, BASE, [], {}),
    "a new site that tops the list": (
        (ASKED, [DEAR], park(2_000_000)), BASE, [], {"cheap": ("new", []), "dear": ("down", [])}),
    "a site is taken away": (BASE, (ASKED, [DEAR], BASE[2]), [], {"cheap": ("gone", []), "dear": ("up", [])}),
    "a rent falls": (
        BASE, (ASKED, [CHEAP, replace(DEAR, rent_cny_m2_month=5.0)], BASE[2]), [],
        {"dear": ("up", [RENT]), "cheap": ("down", [])}),
    "a rent rises out of reach": (
        BASE, (ASKED, [CHEAP, replace(DEAR, rent_cny_m2_month=30.0)], BASE[2]), [],
        {"dear": ("gone", [("fails", "rent")])}),
    "a rent falls into reach": (
        (ASKED, [CHEAP, replace(DEAR, rent_cny_m2_month=30.0)], BASE[2]), BASE, [],
        {"dear": ("new", [("fails", "rent")])}),
    "a park asks for more": (
        BASE, (ASKED, [CHEAP, DEAR], park(2_500_000)), [], {"cheap": ("same", [("term", "tax_cny_year")])}),
    "the firm asks for less": (
        BASE, (replace(ASKED, rent_max_cny_m2_month=12.0), BASE[1], BASE[2]),
        [("asked", "rent_max_cny_m2_month")], {"dear": ("gone", [("fails", "rent")])}),
    "a weight is moved": (
        BASE, (replace(ASKED, criteria=(Criterion("rent_cny_m2_month", 3, 20, 0),)), BASE[1], BASE[2]), [("weight", "rent_cny_m2_month")], {}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_change_has_its_reason(case):
    before, after, asked, moves = CASES[case]
    got_asked, got_moves, _ = told(before, after)
    assert (got_asked, got_moves) == (asked, moves)


@pytest.mark.parametrize("case", [case for case in CASES if case != "nothing"])
def test_every_reason_can_be_said_in_both_languages(case):
    before, after, *_ = CASES[case]
    _, _, found = told(before, after)
    for reason in (*found.asked, *(reason for move in found.moves for reason in move.reasons)):
        zh, en = say_difference(reason, "zh"), say_difference(reason, "en")
        assert zh != en


def test_a_figure_is_said_before_and_after():
    _, _, found = told(BASE, (ASKED, [CHEAP, replace(DEAR, rent_cny_m2_month=5.0)], BASE[2]))
    said = say_difference(found.moves[0].reasons[0], "zh")
    assert "15" in said.partition("→")[0]
    assert "5" in said.partition("→")[2]
