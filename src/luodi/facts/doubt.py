"""How unsure a reader was of a fact, and why: what a person should look at first."""

from dataclasses import dataclass

from luodi.core.text import Text
from luodi.facts.fact import Fact

UNSURE_OF_RULES = 0.9
"""A rule of which fewer than this share were right on the corpus is a reason to look."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """How unsure a reading is, from 0 to 1, and the reasons."""

    score: float
    reasons: tuple[Text, ...]


def doubt_of(fact: Fact, precision: float | None, subject_known: bool) -> Doubt:
    """Say how unsure a fact is.

    ``precision`` is the share of this rule's facts that were right on the corpus (None where it never read there);
    ``subject_known`` is whether the subject is a thing that has a name of its own. Independent reasons add up as
    probabilities do.
    """
    found = [
        (0.5, Text("只有模型读到", "only the model read it")) if fact.readers == ("model",) else None,
        (0.25, Text("年份为推断", "the year is inferred")) if fact.inferred else None,
        (0.1, Text("约数", "the figure is approximate")) if fact.approx != "exact" else None,
        (0.2, Text("只有文字，没有数值", "words instead of a value")) if fact.text else None,
        (0.3, Text("主体不是确定的名称", "the subject is no certain name")) if not subject_known else None,
        _of_rule(precision),
    ]
    reasons = [reason for reason in found if reason]
    sure = 1.0
    for weight, _ in reasons:
        sure *= 1 - weight
    return Doubt(
        round(1 - sure, 3), tuple(text for _, text in sorted(reasons, key=lambda reason: -reason[0]))
    )


def _of_rule(precision: float | None) -> tuple[float, Text] | None:
    if precision is None:
        return 0.3, Text("这条规则没有在语料上测过", "this rule was never measured on the corpus")
    share = f"{precision:.0%}"
    if precision >= UNSURE_OF_RULES:
        return (
            (
                1 - precision,
                Text(f"这条规则在语料上的准确率 {share}", f"this rule is right in {share} on the corpus"),
            )
            if precision < 1
            else None
        )
    return 1 - precision, Text(
        f"这条规则在语料上的准确率只有 {share}", f"this rule is right in only {share} on the corpus"
    )
