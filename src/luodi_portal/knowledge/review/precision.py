"""How soon a person should look at a fact: how unsure its reading is, times how much hangs on it."""

from functools import cache
from importlib.resources import files

from luodi import facts
from luodi.facts.doubt import Doubt, doubt_of
from luodi.facts.series import FIGURES
from luodi_portal.knowledge.models import Entity

_SHOWN = 2.0  # figures of parks and zones stand on profiles
_LEAST = 5  # a rule that read fewer facts of the corpus is not yet measured


def doubt_about(fact: facts.Fact, subject: Entity | None) -> Doubt:
    """Say how unsure a fact is, whose subject is that entity, and why."""
    return doubt_of(fact, rule_precision(fact.rule), subject is not None)


def priority_of(fact: facts.Fact, subject: Entity | None) -> float:
    """Give how soon a person should look at a fact, from 0."""
    shown = subject is not None and subject.kind in ("park", "zone") and fact.kind in FIGURES
    return round(doubt_about(fact, subject).score * (_SHOWN if shown else 1.0), 4)


def rule_precision(rule: str) -> float | None:
    """Give the share of what a rule read that was right on our corpus; None where it read too little to say."""
    read, right = _measured().get(rule, (0, 0))
    return right / read if read >= _LEAST else None


@cache
def _measured() -> dict[str, tuple[int, int]]:
    text = files("luodi_portal.knowledge").joinpath("data", "rules.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {rule: (int(read), int(right)) for rule, read, right in rows}
