"""Requirements from JSON and from readings: what is taken, and what is refused in which words."""

import pytest

from luodi.core.errors import LuodiError
from luodi.matching.requirement import Criterion, Requirement, requirement_from_json, requirement_from_values

GIVEN = {
    "company": "演示公司", "use": "production", "deal": ["lease", "purchase"], "kind": "factory",
    "locations": ["城阳", "即墨"], "floor_area_min_m2": 1500, "floor_area_max_m2": 2000, "storey": [1],
    "fire_class": ["丁", "戊"], "structure": ["frame", "steel"], "env_permit": True, "start_by": "2026-12-31",
    "crane_min_t": None,
}  # fmt: skip


def test_the_guides_shape_is_taken():
    wanted = requirement_from_json(GIVEN, "r.json")
    assert wanted == Requirement(
        company="演示公司", use=("production",), deal=("lease", "purchase"), kind=("factory",),
        locations=("城阳", "即墨"), floor_area_min_m2=1500, floor_area_max_m2=2000, storey=(1,),
        fire_class=("丁", "戊"), structure=("frame", "steel"), env_permit=True, start_by="2026-12-31",
        sources={},
    )  # fmt: skip


def test_what_is_written_is_read_back():
    wanted = requirement_from_json(GIVEN | {"near": [{"name": "港", "lon": 120.3, "lat": 36.1}]}, "r.json")
    assert requirement_from_json(wanted.to_json(), "again") == wanted


def test_a_line_that_luodi_read_wrote_is_taken_with_its_quotes():
    line = {"id": "1", "type": "requirement", "text": "租1500平", "requirement": {"deal": "lease"},
            "sources": {"deal": {"quote": "租", "start": 0, "end": 1}}}  # fmt: skip
    wanted = requirement_from_json(line, "r.jsonl")
    assert (wanted.deal, wanted.sources) == (("lease",), {"deal": "租"})


def test_values_of_a_reading():
    wanted = requirement_from_values({"deal": ("lease",), "structure": "steel"}, {"deal": "求租"})
    assert (wanted.deal, wanted.structure, wanted.sources) == (("lease",), ("steel",), {"deal": "求租"})


def one(**more: object) -> dict:
    criterion = {"measure": "rent_cny_m2_month", "weight": 3, "worst": 40, "best": 10}
    return {"criteria": [criterion | more]}


@pytest.mark.parametrize(
    ("given", "place", "said"),
    [
        ([], "r.json", "is not an object"),
        ({"clear_height_m": 8}, "r.json", "did you mean clear_height_min_m?"),
        ({"zzz": 8}, "r.json", "known: "),
        ({"floor_area_min_m2": -3}, "r.json.floor_area_min_m2", "negative"),
        ({"floor_area_min_m2": "很大"}, "r.json.floor_area_min_m2", "write a number of 0 or more in m²"),
        ({"kind": "castle"}, "r.json.kind", "choose from"),
        ({"start_by": "2026-02-30"}, "r.json.start_by", "is not a date"),
        ({"floor_area_min_m2": 9, "floor_area_max_m2": 8}, "r.json.floor_area_min_m2", "the least floor area 9 is above the greatest 8"),
        ({"land_area_min_m2": 9, "land_area_max_m2": 8}, "r.json.land_area_min_m2", "mend one of them"),
        ({"area_tolerance": 20}, "r.json.area_tolerance", "write 0.2 for a fifth"),
        ({"area_tolerance": True}, "r.json.area_tolerance", "is not a number"),
        ({"criteria": {}}, "r.json.criteria", "is not a list"),
        ({"criteria": [3]}, "r.json.criteria[0]", "is not an object"),
        (one(weight=-1), "r.json.criteria[0].weight", "the weight -1 is negative"),
        (one(weight=0), "r.json.criteria", "all weights are 0"),
        (one(best=40), "r.json.criteria[0]", "worst and best are the same (40)"),
        (one(measure="rent"), "r.json.criteria[0].measure", "unknown measure 'rent'"),
        (one(measure="rent_cny_m2"), "r.json.criteria[0].measure", "did you mean rent_cny_m2_month?"),
        (one(measure="distance_km:港"), "r.json.criteria[0].measure", "unknown measure"),
        (one(measure=None), "r.json.criteria[0].measure", "names no measure"),
        (one(weight="3"), "r.json.criteria[0].weight", "is not a number"),
        (one(worth=1), "r.json.criteria[0]", "did you mean worst?"),
        ({"near": [{"name": "港", "lon": 200, "lat": 36}]}, "r.json.near[0]", "out of range"),
        ({"near": [{"name": " ", "lon": 20, "lat": 36}]}, "r.json.near[0].name", "has no name"),
        ({"near": [{"name": "港", "lon": 20, "lat": 3}] * 2}, "r.json.near", "there are two"),
        ({"sources": []}, "r.json", None),
    ],
)  # fmt: skip
def test_what_is_refused_names_place_reason_and_remedy(given, place, said):
    if said is None:
        assert requirement_from_json(given, "r.json") == Requirement(sources={})
        return
    with pytest.raises(LuodiError) as caught:
        requirement_from_json(given, "r.json")
    problem = caught.value.problem
    assert problem.where == place
    assert said in problem.say("en")
    assert problem.what.zh
    assert problem.remedy.zh


def test_a_requirement_made_in_code_is_checked_too():
    from luodi.matching.reference import match_sites

    wanted = Requirement(criteria=(Criterion("title_deed", float("nan"), 0, 1),))
    with pytest.raises(LuodiError, match="not finite"):
        match_sites(wanted, [])
