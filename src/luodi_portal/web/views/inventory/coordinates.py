"""Points that a person gives, in a datum of choice."""

from typing import Any

from luodi.core.coordinates import DATUMS, Datum, to_wgs84
from luodi.core.text import Text
from luodi.sites.park import Park
from luodi.sites.site import Site
from luodi_portal.web.language import say
from luodi_portal.web.views.inventory.forms import CatalogueForm


def turn_point(values: dict[str, Any], datum: Datum, old: Site | Park) -> dict[str, str]:
    """Turn a new point into WGS-84; give it as it was given, for its source."""
    lon, lat = values["lon"], values["lat"]
    if lon is None or datum == "wgs84" or (lon, lat) == (old.lon, old.lat):
        return {}
    values["lon"], values["lat"] = (round(degrees, 7) for degrees in to_wgs84(lon, lat, datum))
    name = DATUMS[datum].en.partition(" ")[0]
    return {"lon": f"{name} {lon:.10g}", "lat": f"{name} {lat:.10g}"}


def has_point(form: CatalogueForm) -> bool:
    """Tell whether both coordinates are given or none; else the form says so."""
    values = form.cleaned_data
    if (values["lon"] is None) == (values["lat"] is None):
        return True
    form.add_error("lat", say(Text("经度和纬度要一起填", "Give both coordinates or none")))
    return False
