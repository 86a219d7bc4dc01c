"""How soon a person should look at a fact: how unsure its reading is, times how much hangs on it."""

from functools import cache
from importlib.resources import files

from luodi.facts.doubt import Doubt, doubt_of
from luodi.facts.series import FIGURES
from luodi_portal.knowledge.models import Fact

_SHOWN = 2.0  # figures of parks and zones stand on profiles
_LEAST = 5  # a rule that read fewer facts of the corpus is not yet measured


def doubt_about(row: Fact) -> Doubt:
    """Say how unsure a kept fact is, and why."""
    from luodi_portal.knowledge.convert import fact_of  # it reads models, which read this

    return doubt_of(fact_of(row), rule_precision(row.rule), row.subject_entity_id is not None)


def priority_of(row: Fact) -> float:
    """Give how soon a person should look at a fact, from 0."""
    entity = row.subject_entity
    shown = entity is not None and entity.kind in ("park", "zone") and row.kind in FIGURES
    return round(doubt_about(row).score * (_SHOWN if shown else 1.0), 4)


def rule_precision(rule: str) -> float | None:
    """Give the share of what a rule read that was right on our corpus; None where it read too little to say."""
    read, right = _measured().get(rule, (0, 0))
    return right / read if read >= _LEAST else None


@cache
def _measured() -> dict[str, tuple[int, int]]:
    text = files("luodi_portal.knowledge").joinpath("data", "rules.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {rule: (int(read), int(right)) for rule, read, right in rows}
