"""What a map shows: offers and parks as points, and the names of places; in the datum of the tiles, if there are any."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from luodi.core.coordinates import Datum, from_wgs84
from luodi.core.places import divisions
from luodi_portal.inventory.models import Park, Site

MOST_POINTS = 2000
_LEVELS = {"province": 0, "city": 1, "county": 2}


def map_datum() -> Datum:
    """Give the datum that the map is drawn in."""
    return settings.TILES.datum if settings.TILES else "wgs84"


def site_points(rows: QuerySet[Site]) -> list[dict[str, Any]]:
    """Give offers as points: those that have no point of their own stand where their park does, and say so."""
    found = rows.select_related(None).values_list(
        "id", "name", "status", "lon", "lat", "park__lon", "park__lat"
    )
    return [point for row in found[:MOST_POINTS] for point in _site_point(*row)]


def _site_point(
    key: str, name: str, status: str, lon: float | None, lat: float | None, *of_park: float | None
) -> Iterator[dict[str, Any]]:
    own = lon is not None and lat is not None
    lon, lat = (lon, lat) if own else of_park
    if lon is not None and lat is not None:
        said = {
            "key": key,
            "name": name or key,
            "url": reverse("site", args=[key]),
            "kind": "site",
            "status": status,
            "own": own,
        }
        yield {**said, "at": _on_map(lon, lat)}


def park_points(rows: Iterable[Park]) -> list[dict[str, Any]]:
    """Give parks as points."""
    return [
        {"name": str(row), "url": row.get_absolute_url(), "kind": "park", "at": _on_map(row.lon, row.lat)}
        for row in rows
        if row.lon is not None and row.lat is not None
    ]


def place_names() -> list[list[Any]]:
    """Give provinces, cities and counties: name, longitude, latitude, 0 to 2 for how small it is."""
    return _place_names(map_datum())


@cache
def _place_names(datum: Datum) -> list[list[Any]]:
    rows = [each for each in divisions() if each.level in _LEVELS and each.own_point]
    points = (from_wgs84(each.lon, each.lat, datum) for each in rows)
    return [
        [each.name, round(lon, 4), round(lat, 4), _LEVELS[each.level]]
        for each, (lon, lat) in zip(rows, points, strict=True)
    ]


def _on_map(lon: float, lat: float) -> list[float]:
    return [round(degrees, 6) for degrees in from_wgs84(lon, lat, map_datum())]
