"""Generated sites, parks and requirements, on a small grid of figures so that bounds are met and scores tie.

Every engine must give the reference engine's answer on these.
"""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from luodi.matching.requirement import Criterion, Landmark, Requirement
from luodi.sites.admission import ADMISSION_MEASURES, Admission, Group, Rule, Term
from luodi.sites.park import Park
from luodi.sites.site import Site

DEALS, WANTED_DEALS = ("lease", "sale", "transfer"), ("lease", "purchase")
KINDS = ("factory", "warehouse", "land", "yard")
FIRE = ("甲", "乙", "丙", "丙一", "丙二", "丁", "戊")
STRUCTURES = ("steel", "frame")
FLAGS = ("title_deed", "env_permit", "steam", "gas", "dormitory", "canteen", "sewage_permit")
DATES = ("2026", "2026-05", "2026-05-31", "2026-06-01", "2026-12")
WHERE = (("山东省", "青岛市", "城阳区", "春阳路"), ("江苏省", "苏州市", "昆山市", "千灯镇"))
WANTED_PLACES = ("青岛", "城阳", "昆山市", "千灯镇", "江苏")
INDUSTRIES, LISTED = ("医疗器械", "精细化工", "化工", "食品"), ("医疗器械", "精细化工", "食品")
AREAS = (0.0, 500.0, 1000.0, 2000.0, 2400.0, 3000.0, 10000.0)
LANDMARKS = (Landmark("青岛港", 120.3, 36.1), Landmark("虹桥站", 121.32, 31.2))
PARK_IDS = ("p1", "p2", "p3")


def maybe(*values: Any) -> SearchStrategy[Any]:
    """One of the values, or unknown."""
    return st.sampled_from((None, *values))


def some(words: tuple[Any, ...]) -> SearchStrategy[Any]:
    """Some of the words, or unknown."""
    return st.none() | st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True).map(tuple)


def _site_fields() -> dict[str, SearchStrategy[Any]]:
    return {
        "park": maybe(*PARK_IDS, "elsewhere"),
        "deal": some(DEALS),
        "kind": some(KINDS),
        "floor_area_m2": maybe(*AREAS),
        "land_area_m2": maybe(*AREAS),
        "min_area_m2": maybe(*AREAS),
        "storey": some((-1, 1, 2)),
        "clear_height_m": maybe(6.0, 8.0, 9.0),
        "floor_load_kg_m2": maybe(500.0, 1000.0),
        "power_kva": maybe(200.0, 400.0, 800.0),
        "crane_t": maybe(0.0, 5.0, 10.0),
        "structure": maybe(*STRUCTURES),
        "fire_class": some(FIRE),
        "rent_cny_m2_month": maybe(0.0, 10.0, 20.0, 21.5),
        "rent_cny_year": maybe(100000.0, 240000.0),
        "price_cny": maybe(1e6, 5e6),
        "price_cny_mu": maybe(2e5, 3e5),
        "available_from": maybe("now", *DATES),
        "lon": maybe(120.0, 120.3, 121.32),
        "lat": maybe(31.2, 36.1),
        "status": maybe("available", "available", "reserved", "taken"),
        **{flag: st.none() | st.booleans() for flag in FLAGS},
    }


SITE_FIELDS = _site_fields()
PLACE_FIELDS = ("province", "city", "district", "place")


@st.composite
def where(draw: st.DrawFn) -> dict[str, str]:
    """One place, as far as it is known."""
    names = zip(PLACE_FIELDS, draw(st.sampled_from(WHERE)), strict=True)
    return {field: name for field, name in names if draw(st.booleans())}


def sites(max_size: int = 12) -> SearchStrategy[list[Site]]:
    """Sites with ids of their own, in any order."""
    offer = st.tuples(st.fixed_dictionaries({}, optional=SITE_FIELDS), where()).map(
        lambda both: both[0] | both[1]
    )
    return (
        st.lists(offer, max_size=max_size)
        .map(lambda rows: [Site(id=f"s{number:02}", **row) for number, row in enumerate(rows)])
        .flatmap(st.permutations)
        .map(list)
    )


def terms(*, at_most: bool = True) -> SearchStrategy[Rule]:
    """One line of a park's terms."""
    bounds: Any = st.sampled_from((0.0, 20.0, 1e3, 2e5, 1e6, 1e9))
    measure = st.sampled_from(tuple(ADMISSION_MEASURES))
    lines: SearchStrategy[Rule] = st.builds(Term, measure, at_least=bounds)
    return lines | st.builds(Term, measure, at_most=bounds) if at_most else lines


def rules(*, at_most: bool = True) -> SearchStrategy[Rule]:
    """Nested rules."""
    return st.recursive(
        terms(at_most=at_most),
        lambda inner: st.builds(
            Group, st.sampled_from(("all_of", "any_of")), st.lists(inner, min_size=1, max_size=3).map(tuple)
        ),
        max_leaves=6,
    )


def parks(*, at_most: bool = True) -> SearchStrategy[list[Park]]:
    """Parks with and without terms."""
    lists = st.lists(st.sampled_from(LISTED), max_size=2, unique=True).map(tuple)
    admission = st.builds(Admission, rule=st.none() | rules(at_most=at_most), allow=lists, deny=lists)
    park = st.fixed_dictionaries(
        {"name": st.sampled_from(("城阳产业园", "千灯科创园"))},
        optional={
            "admission": st.none() | admission,
            "plot_ratio": maybe(0.0, 1.0, 1.5),
            "focus": some(LISTED),
        },
    )
    return st.lists(park, max_size=3).map(
        lambda rows: [Park(id=id_, **row) for id_, row in zip(PARK_IDS, rows, strict=False)]
    )


def _wanted_fields() -> dict[str, SearchStrategy[Any]]:
    return {
        "industry": maybe(*INDUSTRIES),
        "deal": some(WANTED_DEALS),
        "kind": some(KINDS),
        "locations": some(WANTED_PLACES),
        "rent_max_cny_m2_month": maybe(10.0, 20.0),
        "rent_max_cny_year": maybe(120000.0, 240000.0),
        "price_max_cny": maybe(1e6, 5e6),
        "price_max_cny_mu": maybe(2e5),
        "investment_cny": maybe(1e6, 1e9),
        "output_cny_year": maybe(1e6),
        "revenue_cny_year": maybe(2e5, 1e9),
        "tax_cny_year": maybe(1e3, 1e6),
        "tax_cny_mu_year": maybe(2e5),
        "energy_tce_year": maybe(20.0),
        "staff": maybe(20.0, 1000.0),
        "clear_height_min_m": maybe(0.0, 8.0, 9.0),
        "floor_load_min_kg_m2": maybe(1000.0),
        "power_min_kva": maybe(400.0),
        "crane_min_t": maybe(5.0),
        "storey": some((1, 2)),
        "fire_class": some(FIRE),
        "structure": some(STRUCTURES),
        "start_by": maybe(*DATES),
        **{flag: st.none() | st.booleans() for flag in FLAGS},
    }


WANTED_FIELDS = _wanted_fields()
TOGETHER = 4
"""How many requirements are drawn for one inventory, which takes longest to draw."""


@st.composite
def requirements(draw: st.DrawFn) -> Requirement:
    """Requirements that don't contradict themselves, some with criteria of their own."""
    values = draw(st.fixed_dictionaries({}, optional=WANTED_FIELDS))
    for kind in ("floor", "land"):
        ends = sorted(draw(st.lists(st.sampled_from(AREAS), min_size=2, max_size=2)))
        held = [(draw(st.booleans()) and end) or None for end in ends]
        values |= {f"{kind}_area_min_m2": held[0], f"{kind}_area_max_m2": held[1]}
    return Requirement(
        **values,
        area_tolerance=draw(st.sampled_from((0.0, 0.2))),
        near=LANDMARKS,
        criteria=draw(st.just(()) | criteria()),
    )


def several() -> SearchStrategy[tuple[Requirement, ...]]:
    """Some requirements for one inventory."""
    return st.tuples(*[requirements()] * TOGETHER)


def criteria() -> SearchStrategy[tuple[Criterion, ...]]:
    """Criteria of which at least one counts; equal weights and flags make ties."""
    measures = (
        *(
            "rent_cny_m2_month",
            "clear_height_m",
            "power_kva",
            "title_deed",
            "year_rent_cny",
            "area_gap",
            "focus_fit",
        ),
        *(f"distance_km:{place.name}" for place in LANDMARKS),
    )
    ends = st.sampled_from(((40.0, 10.0), (0.0, 1.0), (100.0, 0.0), (0.0, 500.0)))
    one = st.tuples(st.sampled_from(measures), st.sampled_from((0.0, 1.0, 3.0)), ends)
    return (
        st.lists(one, min_size=1, max_size=5, unique_by=lambda each: each[0])
        .filter(lambda rows: any(weight for _, weight, _ in rows))
        .map(lambda rows: tuple(Criterion(measure, weight, *ends) for measure, weight, ends in rows))
    )
