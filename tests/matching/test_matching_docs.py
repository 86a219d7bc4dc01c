"""docs/matching.md is a contract: what the code knows by name stands there, and its default figures are the code's."""

from pathlib import Path

import pytest

from luodi.matching.constraints import CONSTRAINTS
from luodi.matching.criteria import derive_criteria
from luodi.matching.measures import DERIVED_MEASURES
from luodi.matching.requirement import Landmark, Requirement

DOCS = Path(__file__).resolve().parents[2] / "docs"
ENGLISH, CHINESE = "matching.md", "matching.zh-CN.md"


@pytest.mark.parametrize("name", [constraint.name for constraint in CONSTRAINTS])
def test_every_constraint_is_explained(name):
    assert f"`{name}`" in (DOCS / ENGLISH).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [ENGLISH, CHINESE])
@pytest.mark.parametrize("measure", DERIVED_MEASURES)
def test_every_measure_that_is_no_field_is_explained(page, measure):
    assert f"| `{measure}` |" in (DOCS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [ENGLISH, CHINESE])
@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"kind": ("office",)},
        {"deal": ("purchase",)},
        {"industry": "食品"},
        {"near": (Landmark("港", 120, 36),)},
    ],
)
def test_default_figures_are_those_of_the_page(page, wanted):
    text = (DOCS / page).read_text(encoding="utf-8")
    for criterion in derive_criteria(Requirement(**wanted)):
        assert f"{criterion.worst:g} → {criterion.best:g}" in text
