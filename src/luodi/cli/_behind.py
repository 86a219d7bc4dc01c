"""What ``luodi match`` can show behind a shortlist: what could give, how far weights can move, how it holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luodi.core.text import Lang
from luodi.matching.assessment import Assessment, assess
from luodi.matching.criteria import derive_criteria
from luodi.matching.engine import candidates, park_finder
from luodi.matching.relaxations import Relaxation, relax
from luodi.matching.requirement import Requirement
from luodi.matching.robustness import Options, Robustness, robustness
from luodi.matching.stability import WeightInterval, weight_intervals
from luodi.sites.park import Park
from luodi.sites.site import Site

if TYPE_CHECKING:
    from luodi.reports.decisions import DecisionTables
    from luodi.sites.columns.table import SiteTable


@dataclass(frozen=True, slots=True)
class Behind:
    """The parts that were asked for; None stands for those that were not."""

    more: int = 0
    relaxations: tuple[Relaxation, ...] | None = None
    intervals: tuple[WeightInterval, ...] | None = None
    robustness: Robustness | None = None

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """Give the parts as the answer's JSON holds them."""
        parts: dict[str, Any] = {}
        if self.relaxations is not None:
            parts["relaxations"] = [each.to_json(lang) for each in self.relaxations]
        if self.intervals is not None:
            parts["weight_intervals"] = [each.to_json() for each in self.intervals]
        if self.robustness is not None:
            parts["robustness"] = self.robustness.to_json()
        return parts

    def print_on(self, tables: "DecisionTables") -> None:
        """Print the parts."""
        if self.relaxations is not None:
            tables.print_relaxations(self.relaxations, self.more)
        if self.robustness is not None:
            tables.print_intervals(self.intervals or ())
            tables.print_robustness(self.robustness)


def look_behind(
    wanted: Requirement, sites: "tuple[Site, ...] | SiteTable", parks: Sequence[Park], more: int, options: Options | None
) -> Behind:  # fmt: skip
    """Reckon what is asked for: relaxations that bring ``more`` sites (0: none), robustness with ``options``."""
    relaxations = relax(wanted, list(_assessments(wanted, sites, parks)), more) if more else None
    if options is None:
        return Behind(more, relaxations)
    passing = candidates(wanted, sites, parks)
    return Behind(more, relaxations, weight_intervals(passing), robustness(passing, options))


def importance_of(words: str) -> tuple[tuple[str, ...], ...]:
    """Read ``a > b = c``: a counts most, then b and c alike."""
    groups = (group.split("=") for group in words.replace("＞", ">").replace("＝", "=").split(">"))
    return tuple(tuple(name.strip() for name in group if name.strip()) for group in groups)


def _assessments(
    wanted: Requirement, sites: "tuple[Site, ...] | SiteTable", parks: Sequence[Park]
) -> Iterator[Assessment]:
    criteria = wanted.criteria or derive_criteria(wanted)
    park_of = park_finder(sites, parks)
    for site in sites if isinstance(sites, tuple) else sites.all_sites():
        yield assess(wanted, criteria, site, park_of(site))
