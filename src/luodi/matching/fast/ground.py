"""What :mod:`luodi.matching.ground` says of one site, for many rows at a time. NaN is unknown."""

import math
from typing import TypeAlias

import numpy as np

from luodi.core.quantities.units import MU
from luodi.matching.fast import kernel
from luodi.matching.ground import Range, wanted_floor, wanted_land
from luodi.matching.requirement import Requirement
from luodi.sites.columns.encode import Array
from luodi.sites.columns.segment import ParkColumns, Segment

Rows: TypeAlias = slice | Array


class Ground:
    """The areas that an enterprise would take on the sites of one part, and what it would pay for them."""

    def __init__(
        self,
        requirement: Requirement,
        part: Segment,
        parks: ParkColumns,
        park_rows: Array,
        park_of_code: Array,
    ) -> None:
        self.requirement, self.part, self.parks = requirement, part, parks
        self.park_rows, self.park_of_code = park_rows, park_of_code
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

    def compiled(self) -> kernel.Ground:
        """Give the columns as the compiled loop takes them."""
        fields = ("floor_area_m2", "land_area_m2", "min_area_m2")
        codes = [self.part.codes(field) for field in fields]
        wanted = [math.nan if each is None else each[0] for each in (self.floor, self.land)]
        return kernel.Ground(
            *map(kernel.address, codes), *(kernel.address(self.part.numbers(field)) for field in fields),
            *(each.itemsize for each in codes), 0, *wanted,
        )  # fmt: skip

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
        parks = self.park_rows[rows]
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
        bare = np.array([bool(kind) and set(kind) <= {"land", "yard"} for kind in self.part.values("kind")])
        for_land = bare[self.part.codes("kind")[rows]] & (self.part.codes("floor_area_m2")[rows] == 0)
        return np.where(for_land, land, self.floor_taken(rows))

    def area_gap(self, rows: Rows) -> Array:
        """Give how far the nearest area on offer is from the wanted one, as a share of it."""
        r = self.requirement
        if r.floor_area_min_m2 is not None or r.floor_area_max_m2 is not None:
            least, most, field = r.floor_area_min_m2, r.floor_area_max_m2, "floor_area_m2"
        else:
            least, most, field = r.land_area_min_m2, r.land_area_max_m2, "land_area_m2"
        low, high = self.offered(field, rows)
        gap = np.where(np.isnan(high), np.nan, 0.0)
        if most:
            gap = np.where(low > most, (low - most) / most, gap)
        if least:
            gap = np.where(high < least, (least - high) / least, gap)
        return gap


def _least_area(wanted: Range | None, low: Array, high: Array) -> Array:
    return np.maximum(low, np.minimum(wanted[0], high)) if wanted else low
