"""Projects and parcels: what each requirement is worth on each site, and what it would take, for allocation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from luodi.core.text import Lang
from luodi.matching.admission import Figures
from luodi.matching.allocation import Allocation, Pairs, allocate
from luodi.matching.criteria import UNKNOWN_VALUE
from luodi.matching.engine import candidates, in_columns, park_finder
from luodi.matching.ground import floor_taken, land_taken, wanted_floor, wanted_land
from luodi.matching.outward import Enquiry
from luodi.matching.requirement import Requirement, check_requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

if TYPE_CHECKING:
    from luodi.sites.columns.table import SiteTable


@dataclass(frozen=True, slots=True)
class Gain:
    """What the park gains: a measure of admission terms (tax_cny_mu_year), what is best, its part of the value.

    A pair's value is (1 - weight) × the enterprise's score + weight × clip(measure ÷ best, 0, 1), an unknown measure
    counting 0.5 as in scores.
    """

    measure: str
    best: float
    weight: float


@dataclass(frozen=True, slots=True)
class Given:
    """An allocation with the projects and sites that it is about."""

    enquiries: tuple[Enquiry, ...]
    sites: tuple[Site, ...]
    allocation: Allocation

    def to_json(self, _lang: Lang = "zh") -> dict[str, Any]:
        """Give the allocation as one object."""
        made = self.allocation
        return {
            "total": made.total,
            "bound": made.bound,
            "gap": made.gap,
            "requirements": len(self.enquiries),
            "allocated": sum(each.site is not None for each in made.assignments),
            "assignments": [
                {
                    "id": enquiry.id,
                    "company": enquiry.requirement.company,
                    "site": self._id(each.site),
                    "value": each.value,
                    "first_choice": self._id(each.first_choice),
                    "first_value": each.first_value,
                    "lost": each.lost,
                }
                for enquiry, each in zip(self.enquiries, made.assignments, strict=True)
            ],
        }

    def _id(self, column: int | None) -> str | None:
        return None if column is None else self.sites[column].id


def give_sites(
    enquiries: Sequence[Enquiry], sites: "Sequence[Site] | SiteTable", parks: Sequence[Park] = (), *,
    gain: Gain | None = None, gap: float = 1e-4, seconds: float = 30.0
) -> Given:  # fmt: skip
    """Give each requirement at most one site, each site no more area than it has, for the greatest total value.

    A built table knows its own parks. Raises :class:`~luodi.core.errors.LuodiError` for a requirement that contradicts
    itself.
    """
    held = in_columns(sites, parks)
    columns = tuple(sites) if isinstance(sites, Sequence) else tuple(sites.all_sites())
    pairs = _pairs(enquiries, columns, held, parks, gain)
    return Given(tuple(enquiries), columns, allocate(pairs, gap=gap, seconds=seconds))


def _pairs(
    enquiries: Sequence[Enquiry], columns: Sequence[Site], held: "Sequence[Site] | SiteTable",
    parks: Sequence[Park], gain: Gain | None
) -> Pairs:  # fmt: skip
    """Set every requirement beside every site; a site that fails a constraint will not do."""
    place = {site.id: column for column, site in enumerate(columns)}
    shape = len(enquiries), len(columns)
    values, shares = np.full(shape, -np.inf), np.ones(shape)
    park_of = park_finder(held, parks)
    for row, enquiry in enumerate(enquiries):
        wanted = enquiry.requirement
        check_requirement(wanted, enquiry.id)
        found = candidates(wanted, held, parks)
        for at, score in enumerate((found.assumed @ found.weights).tolist()):
            column = place[found.id_of(at)]
            site = columns[column]
            values[row, column] = _value(score, gain, wanted, site, park_of(site))
            shares[row, column] = share_taken(wanted, site, park_of(site))
    return Pairs(values, shares)


def share_taken(requirement: Requirement, site: Site, park: Park | None) -> float:
    """Give the share of a site that a requirement would take: of its land where land alone is wanted or offered.

    A site of unknown area goes to one requirement whole.
    """
    land_alone = wanted_land(requirement) is not None and wanted_floor(requirement) is None
    if site.floor_area_m2 and not (land_alone and site.land_area_m2):
        taken, whole = floor_taken(requirement, site), site.floor_area_m2
    else:
        taken, whole = land_taken(requirement, site, park), site.land_area_m2 or 0.0
    return min(1.0, taken / whole) if taken is not None and whole > 0 else 1.0


def _value(score: float, gain: Gain | None, wanted: Requirement, site: Site, park: Park | None) -> float:
    if gain is None:
        return score
    found = Figures.on(wanted, site, park).get(gain.measure)
    worth = UNKNOWN_VALUE if found is None else min(1.0, max(0.0, found / gain.best))
    return (1 - gain.weight) * score + gain.weight * worth
