"""What must hold whatever the sites, the parks and the requirement are."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from luodi.matching.constraints import check_site
from luodi.matching.reference import EXCLUSIONS_KEPT, explain_site, match_sites
from luodi.sites.park import Park
from luodi.sites.site import Site
from matching.strategies import PLACE_FIELDS, SITE_FIELDS, parks, requirements, sites

LOOSER = {
    "rent_max_cny_m2_month": 1.2, "rent_max_cny_year": 1.2, "price_max_cny": 1.2, "price_max_cny_mu": 1.2,
    "clear_height_min_m": 0.8, "floor_load_min_kg_m2": 0.8, "power_min_kva": 0.4, "crane_min_t": 0.0,
}  # fmt: skip
RUNS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def park_of(site: Site, held: list[Park]) -> Park | None:
    return next((park for park in held if park.id == site.park), None)


def listed(answer) -> list[str]:
    return [match.site.id for match in answer.shortlist]


@RUNS
@given(requirements(), sites(), parks())
def test_the_list_holds_exactly_the_sites_that_fail_nothing(wanted, offers, held):
    answer = match_sites(wanted, offers, held, top=0)
    failing = {
        site.id
        for site in offers
        if any(check.state == "fail" for check in check_site(wanted, site, park_of(site, held)))
    }
    assert set(listed(answer)) == {site.id for site in offers} - failing
    assert (answer.considered, answer.passing) == (len(offers), len(offers) - len(failing))
    assert {out.site.id for out in answer.excluded} == failing
    assert len(offers) <= EXCLUSIONS_KEPT


@RUNS
@given(requirements(), sites(), parks(at_most=False), st.data())
def test_relaxing_a_bound_never_removes_a_site(wanted, offers, held, data):
    bounded = [name for name in sorted(LOOSER) if getattr(wanted, name) is not None]
    assume(bounded)
    field = data.draw(st.sampled_from(bounded))
    bound = getattr(wanted, field)
    for looser in (bound * LOOSER[field], None):
        relaxed = replace(wanted, **{field: looser})
        assert set(listed(match_sites(wanted, offers, held, top=0))) <= set(
            listed(match_sites(relaxed, offers, held, top=0))
        )


@RUNS
@given(requirements(), sites(), parks(at_most=False), st.sampled_from(("floor_area", "land_area")))
def test_relaxing_an_area_never_removes_a_site(wanted, offers, held, area):
    low, high = getattr(wanted, f"{area}_min_m2"), getattr(wanted, f"{area}_max_m2")
    assume(low is not None or high is not None)
    # a single figure is widened by the tolerance already: to relax it is to go beyond that
    wider = {
        f"{area}_min_m2": None if low is None else low * 0.7,
        f"{area}_max_m2": None if high is None else high * 1.3,
    }
    relaxed = replace(wanted, **wider)
    assert set(listed(match_sites(wanted, offers, held, top=0))) <= set(
        listed(match_sites(relaxed, offers, held, top=0))
    )


@RUNS
@given(
    requirements(),
    sites(max_size=4),
    parks(),
    st.sampled_from(sorted({*SITE_FIELDS, *PLACE_FIELDS} - {"park"})),
)
def test_forgetting_a_figure_never_takes_a_site_off_the_list(wanted, offers, held, field):
    # Less known is never worse: a pass may turn unknown, never fail. The areas are left out, for they are what the
    # terms and the yearly rent are reckoned by: a smallest part that is not known makes the whole the least to take.
    assume(field not in ("floor_area_m2", "land_area_m2", "min_area_m2", "kind", "rent_cny_m2_month"))
    before = set(listed(match_sites(wanted, offers, held, top=0)))
    blank = [replace(site, **{field: None}) for site in offers]
    assert before <= set(listed(match_sites(wanted, blank, held, top=0)))


@RUNS
@given(requirements(), parks())
def test_a_site_of_which_nothing_is_known_is_never_out(wanted, held):
    answer = match_sites(wanted, [Site(id="blank")], held)
    assert listed(answer) == ["blank"]
    states = {check.name: check.state for check in answer.shortlist[0].constraints}
    assert set(states.values()) - {"unknown"} <= {"pass"}
    assert [name for name, state in states.items() if state == "pass"] == ["admission"]


@RUNS
@given(requirements(), sites(), parks())
def test_scores_lie_between_their_low_and_high_and_are_their_parts(wanted, offers, held):
    for match in match_sites(wanted, offers, held, top=0).shortlist:
        assert 0 <= match.score_low <= match.score <= match.score_high <= 1 + 1e-12
        assert abs(sum(part.contribution for part in match.criteria) - match.score) < 1e-9
        assert abs(sum(part.share for part in match.criteria) - 1) < 1e-9
        unknown = sum(part.weight for part in match.criteria if part.x is None)
        total = sum(part.weight for part in match.criteria)
        assert abs((match.score_high - match.score_low) - unknown / total) < 1e-9


@RUNS
@given(requirements(), sites(), parks(), st.data())
def test_the_order_of_the_tables_changes_nothing(wanted, offers, held, data):
    shuffled = match_sites(
        wanted, data.draw(st.permutations(offers)), data.draw(st.permutations(held)), top=0
    )
    answer = match_sites(wanted, offers, held, top=0)
    assert replace(shuffled, excluded=()) == replace(answer, excluded=())


@RUNS
@given(requirements(), sites(), parks(), st.integers(1, 5))
def test_top_is_the_beginning_of_all(wanted, offers, held, top):
    few, all_ = match_sites(wanted, offers, held, top=top), match_sites(wanted, offers, held, top=0)
    assert few.shortlist == all_.shortlist[:top]
    assert few.near_misses == all_.near_misses[:top]
    assert few.funnel == all_.funnel
    keys = [
        (-round(m.score, 9), sum(c.state == "unknown" for c in m.constraints), m.site.id)
        for m in all_.shortlist
    ]
    assert keys == sorted(keys)


@RUNS
@given(requirements(), sites(), parks())
def test_the_funnel_agrees_with_a_brute_count(wanted, offers, held):
    answer = match_sites(wanted, offers, held, top=0)
    failing = [
        {check.name for check in explain_site(wanted, site, park_of(site, held)).failing} for site in offers
    ]
    above: set[str] = set()
    for row in answer.funnel:
        above.add(row.constraint)
        assert row.fails == sum(row.constraint in names for names in failing)
        assert row.fails_alone == sum(names == {row.constraint} for names in failing)
        assert row.remaining == sum(not names & above for names in failing)
    if answer.funnel:
        assert answer.funnel[-1].remaining == answer.passing
    assert sum(row.fails_alone for row in answer.funnel) == len(answer.near_misses)


@RUNS
@given(requirements(), sites(), parks())
def test_each_unknown_raises_a_question_and_nothing_else_does(wanted, offers, held):
    for match in match_sites(wanted, offers, held, top=0).shortlist:
        unknown = [check for check in match.constraints if check.state == "unknown"]
        unmeasured = [part for part in match.criteria if part.x is None]
        assert bool(match.questions) == bool(unknown or unmeasured)
        effects = [question.effect for question in match.questions]
        assert effects == sorted(effects, reverse=True)
        assert len({question.field for question in match.questions}) == len(effects)
