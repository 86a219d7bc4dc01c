"""What :mod:`luodi.matching.ground` says of one site, for many rows at a time. NaN is unknown."""

import math
from functools import cached_property

import numpy as np

from luodi.core.quantities.units import MU
from luodi.matching.fast import kernel
from luodi.matching.fast.conditions import Rows
from luodi.matching.ground import Range, wanted_floor, wanted_land
from luodi.matching.logic import SAME
from luodi.matching.requirement import Requirement
from luodi.sites.columns.encode import Array
from luodi.sites.columns.runs import AREAS
from luodi.sites.columns.segment import ParkColumns, Segment


class Ground:
    """The areas that an enterprise would take on the sites of one part, and what it would pay for them."""

    def __init__(
        self,
        requirement: Requirement,
        part: Segment,
        parks: ParkColumns,
        park_of_code: Array,
    ) -> None:
        self.requirement, self.part, self.parks = requirement, part, parks
        self.park_of_code = park_of_code
        self.floor, self.land = wanted_floor(requirement), wanted_land(requirement)

    def figures(self, field: str, rows: Rows) -> Array:
        """Give the figures of a number field."""
        return self.part.numbers(field)[self.part.codes(field)[rows]]

    def offered(self, field: str, rows: Rows) -> tuple[Array, Array]:
        """Give the least and the greatest area on offer."""
        whole, least = self.figures(field, rows), self.figures("min_area_m2", rows)
        low = np.where(np.isnan(least), whole, least)
        low[np.isnan(whole)] = np.nan
        return low, whole

    def parks_of(self, rows: Rows) -> Array:
        """Give the row of each site's park; -1 where it has none or it is not on file."""
        parks: Array = self.park_of_code[self.part.codes("park")[rows]]
        return parks

    def column(self, field: str) -> kernel.Column:
        """Give the column of a number as the compiled loops take it."""
        return kernel.column(self.part.codes(field), self.part.numbers(field))

    @cached_property
    def bare(self) -> Array:
        """Tell for each code of ``kind`` whether it is land or yard alone (1, else 0)."""
        return np.array(
            [float(bool(kind) and set(kind) <= {"land", "yard"}) for kind in self.part.values("kind")]
        )

    @cached_property
    def compiled_rent(self) -> kernel.Rent:
        """Give what the rent of a year is worked out from, as the compiled loops take it."""
        columns = map(
            self.column,
            ("floor_area_m2", "land_area_m2", "min_area_m2", "rent_cny_m2_month", "rent_cny_year"),
        )
        wanted = (math.nan if each is None else each[0] for each in (self.floor, self.land))
        budget = (self.requirement.rent_max_cny_year or 0.0) * (1 + SAME)
        alone = int(self.land is not None and self.floor is None)
        return kernel.Rent(
            *columns, kernel.column(self.part.codes("kind"), self.bare), *wanted, budget, alone
        )

    def compiled_terms(self, rules: Array) -> kernel.Terms:
        """Give what the parks' rules are held against, as the compiled loops take it."""
        areas = [self.part.arrays[f"{field}.figures"] for field in AREAS]
        wanted = (-math.inf if each is None else each[0] for each in (self.floor, self.land))
        return kernel.park_terms(areas, rules, self.park_of_code[self.part.run_codes("park")], *wanted)

    def floor_taken(self, rows: Rows) -> Array:
        """Give the floor that the enterprise would take, in m²."""
        return _least_area(self.floor, *self.offered("floor_area_m2", rows))

    def land_taken(self, rows: Rows) -> Array:
        """Give the land that the enterprise would take, in m²."""
        land = _least_area(self.land, *self.offered("land_area_m2", rows))
        bare = ~(self.figures("land_area_m2", rows) > 0)
        if bare.any():
            ratio = self.plot_ratio(rows)
            with np.errstate(divide="ignore", invalid="ignore"):
                land = np.where(bare, np.where(ratio > 0, self.floor_taken(rows) / ratio, np.nan), land)
        return land

    def plot_ratio(self, rows: Rows) -> Array:
        """Give the plot ratio of each row's park."""
        parks = self.parks_of(rows)
        if not self.parks.rows:
            return np.full(len(parks), np.nan)
        return np.where(parks < 0, np.nan, self.parks.plot_ratios[parks])

    def mu_taken(self, rows: Rows) -> Array:
        """Give the land that the enterprise would take, in 亩."""
        return self.land_taken(rows) / MU

    def rent_by_year(self, rows: Rows) -> Array:
        """Give the rent of a year in CNY."""
        by_month = self.figures("rent_cny_m2_month", rows) * 12 * self._rented_area(rows)
        return np.where(np.isnan(by_month), self.figures("rent_cny_year", rows), by_month)

    def _rented_area(self, rows: Rows) -> Array:
        land = _least_area(self.land, *self.offered("land_area_m2", rows))
        if self.land is not None and self.floor is None:
            return land
        for_land = (self.bare[self.part.codes("kind")[rows]] == 1) & (
            self.part.codes("floor_area_m2")[rows] == 0
        )
        return np.where(for_land, land, self.floor_taken(rows))

    @property
    def gap_ends(self) -> tuple[float, float]:
        """Give the least and the greatest area that is wanted, floor before land; NaN where it is not said."""
        r = self.requirement
        ends = (
            (r.floor_area_min_m2, r.floor_area_max_m2)
            if self.gap_by_floor
            else (r.land_area_min_m2, r.land_area_max_m2)
        )
        return ends[0] or math.nan, ends[1] or math.nan

    @property
    def gap_by_floor(self) -> bool:
        """Tell whether it is floor that is wanted."""
        return self.floor is not None

    def area_gap(self, rows: Rows) -> Array:
        """Give how far the nearest area on offer is from the wanted one, as a share of it."""
        least, most = self.gap_ends
        low, high = self.offered("floor_area_m2" if self.gap_by_floor else "land_area_m2", rows)
        gap = np.where(np.isnan(high), np.nan, 0.0)
        gap = np.where(low > most, (low - most) / most, gap)
        return np.where(high < least, (least - high) / least, gap)


def _least_area(wanted: Range | None, low: Array, high: Array) -> Array:
    return np.maximum(low, np.minimum(wanted[0], high)) if wanted else low
