"""What a firm asks for, and what it brings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luodi.sites.site import NO_SOURCES


@dataclass(frozen=True, slots=True)
class Landmark:
    """A named point that counts in criteria (``distance_km:NAME``); WGS-84 degrees."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Criterion:
    """A measure with its weight and the figures that count as worst (value 0) and best (value 1)."""

    measure: str
    weight: float
    worst: float
    best: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """The fields of :data:`luodi.core.fields.REQUIREMENT_FIELDS`; an absent field (None) constrains nothing.

    ``area_tolerance`` widens a single wanted area (min = max) both ways. ``criteria`` empty means: derive them from
    the requirement by the documented defaults. ``sources`` holds the run of an enquiry's text behind each field.
    """

    company: str | None = None
    contact: str | None = None
    phone: str | None = None
    industry: str | None = None
    use: tuple[str, ...] | None = None
    deal: tuple[str, ...] | None = None
    kind: tuple[str, ...] | None = None
    locations: tuple[str, ...] | None = None
    floor_area_min_m2: float | None = None
    floor_area_max_m2: float | None = None
    land_area_min_m2: float | None = None
    land_area_max_m2: float | None = None
    rent_max_cny_m2_month: float | None = None
    rent_max_cny_year: float | None = None
    price_max_cny: float | None = None
    price_max_cny_mu: float | None = None
    investment_cny: float | None = None
    output_cny_year: float | None = None
    revenue_cny_year: float | None = None
    tax_cny_year: float | None = None
    tax_cny_mu_year: float | None = None
    energy_tce_year: float | None = None
    staff: float | None = None
    clear_height_min_m: float | None = None
    floor_load_min_kg_m2: float | None = None
    power_min_kva: float | None = None
    crane_min_t: float | None = None
    storey: tuple[int, ...] | None = None
    fire_class: tuple[str, ...] | None = None
    structure: str | None = None
    title_deed: bool | None = None
    env_permit: bool | None = None
    steam: bool | None = None
    gas: bool | None = None
    dormitory: bool | None = None
    canteen: bool | None = None
    sewage_permit: bool | None = None
    start_by: str | None = None
    area_tolerance: float = 0.2
    near: tuple[Landmark, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    sources: Mapping[str, str] = field(default_factory=lambda: NO_SOURCES)
