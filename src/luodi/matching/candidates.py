"""The sites that would do, as a matrix of values: what robustness and stability work on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from luodi.matching.assessment import Assessment, assess, order
from luodi.matching.criteria import UNKNOWN_VALUE, derive_criteria
from luodi.matching.requirement import Criterion, Requirement, check_requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passing sites in the order of the shortlist: a row of ``values`` a site, a column a criterion, NaN unknown."""

    sites: Sequence[Site]
    criteria: tuple[Criterion, ...]
    values: Array
    ids: Sequence[str] = ()
    """The sites' ids, where they are to be had without the sites."""

    def id_of(self, row: int) -> str:
        """Give a site's id."""
        return self.ids[row] if len(self.ids) else self.sites[row].id

    @property
    def weights(self) -> Array:
        """The criteria's weights as shares that add up to 1."""
        weights = np.array([criterion.weight for criterion in self.criteria], dtype=np.float64)
        shares: Array = weights / weights.sum()
        return shares

    @property
    def assumed(self) -> Array:
        """The values with 0.5 for what is unknown, as the score reckons."""
        return np.where(np.isnan(self.values), UNKNOWN_VALUE, self.values)


def candidates_among(
    requirement: Requirement, sites: Iterable[Site], parks: Iterable[Park] = ()
) -> Candidates:
    """Find the sites that fail no constraint, with the value of each criterion.

    Raises :class:`~luodi.core.errors.LuodiError` for a requirement that contradicts itself.
    """
    check_requirement(requirement, "requirement")
    criteria = requirement.criteria or derive_criteria(requirement)
    by_id = {park.id: park for park in parks}
    assessments = (assess(requirement, criteria, site, by_id.get(site.park or "")) for site in sites)
    passing = sorted((each for each in assessments if not each.failing), key=order)
    return Candidates(tuple(each.site for each in passing), criteria, _values(passing, len(criteria)))


def _values(passing: Sequence[Assessment], criteria: int) -> Array:
    rows = [[np.nan if s.value is None else s.value for s in each.scored.criteria] for each in passing]
    return np.array(rows, dtype=np.float64).reshape(len(rows), criteria)
