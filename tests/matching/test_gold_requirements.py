"""The annotated enquiries, where they are at hand: each is a requirement that the engine takes."""

import json
from pathlib import Path

import pytest

from luodi.matching.reference import match_sites
from luodi.matching.requirement import requirement_from_json
from luodi.sites.site import Site

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "dev" / "requirements.jsonl"
LINES = GOLD.read_text(encoding="utf-8").splitlines() if GOLD.exists() else []


@pytest.mark.skipif(not LINES, reason="the annotated enquiries are not here")
@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_every_annotated_enquiry_is_a_requirement(line):
    row = json.loads(line)
    wanted = requirement_from_json(row["requirement"], row["id"])
    assert requirement_from_json(row, row["id"]) == wanted
    again = requirement_from_json(wanted.to_json(), row["id"])
    assert again == wanted
    assert match_sites(wanted, [Site(id="blank")]).passing == 1
