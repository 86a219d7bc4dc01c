"""A site is one offer: a building, a floor, a parcel. Any field may be unknown (None)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Status = Literal["available", "reserved", "taken"]
NO_SOURCES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One offer, with the fields of :data:`luodi.core.fields.SITE_FIELDS` in the units given there.

    ``sources`` holds, for fields that were read from a text, the run of text that says so. ``lon`` and
    ``lat`` are WGS-84 degrees. ``building`` and ``unit`` say where in its park the offer is. ``stated_on`` is the day of
    its author's word (a post's date), ``verified_on`` that on which somebody else made sure. ``synthetic`` marks what a generator made: it is never taken for an offer.
    """

    id: str
    name: str = ""
    park: str | None = None
    building: str | None = None
    unit: str | None = None
    deal: tuple[str, ...] | None = None
    kind: tuple[str, ...] | None = None
    province: str | None = None
    city: str | None = None
    district: str | None = None
    place: str | None = None
    floor_area_m2: float | None = None
    land_area_m2: float | None = None
    min_area_m2: float | None = None
    storeys: float | None = None
    storey: tuple[int, ...] | None = None
    clear_height_m: float | None = None
    clear_height_upper_m: float | None = None
    floor_load_kg_m2: float | None = None
    power_kva: float | None = None
    crane_t: float | None = None
    structure: str | None = None
    fire_class: tuple[str, ...] | None = None
    rent_cny_m2_month: float | None = None
    rent_cny_year: float | None = None
    price_cny: float | None = None
    price_cny_m2: float | None = None
    price_cny_mu: float | None = None
    tenure_years: float | None = None
    title_deed: bool | None = None
    env_permit: bool | None = None
    steam: bool | None = None
    gas: bool | None = None
    dormitory: bool | None = None
    canteen: bool | None = None
    sewage_permit: bool | None = None
    available_from: str | None = None
    contact: str | None = None
    phone: str | None = None
    lon: float | None = None
    lat: float | None = None
    status: str | None = None
    stated_on: str | None = None
    verified_on: str | None = None
    source: str | None = None
    synthetic: bool = False
    sources: Mapping[str, str] = field(default_factory=lambda: NO_SOURCES)
