"""A park (园区): where it is, what it concentrates on, whom it admits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luodi.sites.admission import Admission
from luodi.sites.site import NO_SOURCES


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """One park, with the fields of :data:`luodi.core.fields.PARK_FIELDS`; any but id and name may be unknown.

    ``plot_ratio`` turns leased floor into land (折算用地). ``admission`` is None where no terms are known.
    """

    id: str
    name: str
    province: str | None = None
    city: str | None = None
    district: str | None = None
    place: str | None = None
    lon: float | None = None
    lat: float | None = None
    focus: tuple[str, ...] | None = None
    plot_ratio: float | None = None
    admission: Admission | None = None
    synthetic: bool = False
    sources: Mapping[str, str] = field(default_factory=lambda: NO_SOURCES)
