"""A park's admission terms (准入条件) as data: rules on what an enterprise brings, and industries allowed or denied.

    {"any_of": [{"all_of": [{"measure": "tax_cny_mu_year", "at_least": 200000}, …]}, …],
     "industries": {"allow": ["医疗器械"], "deny": ["电镀"]}, "source": "…", "verified_on": "2025-03-01"}
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """One measure with its bounds (either may be None): ``tax_cny_mu_year`` at least 200000."""

    measure: str
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that must all hold, or of which one must."""

    kind: Literal["all_of", "any_of"]
    rules: tuple["Rule", ...]


Rule: TypeAlias = Term | Group


@dataclass(frozen=True, slots=True)
class Admission:
    """What a park asks of an enterprise: a rule, industries, and who published it, verified when."""

    rule: Rule | None = None
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    source: str | None = None
    verified_on: str | None = None
