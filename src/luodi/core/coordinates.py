"""Coordinates: from the shifted degrees of Chinese maps (GCJ-02) to WGS-84, and distances.

The shift is the published approximation that open-source map tools share; its inverse is found by iteration.
"""

from math import asin, cos, pi, radians, sin, sqrt

_AXIS = 6378245.0  # Krasovsky 1940, as the shift uses it
_ECCENTRICITY2 = 0.00669342162296594323
_EARTH_RADIUS_KM = 6371.0088


def wgs84_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """Shift a point of mainland China, in degrees, as Chinese maps do."""
    x, y = lon - 105.0, lat - 35.0
    ripple = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + ripple
    north += (
        (20 * sin(y * pi) + 40 * sin(y / 3 * pi) + 160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    )
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + ripple
    east += (
        (20 * sin(x * pi) + 40 * sin(x / 3 * pi) + 150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    )
    root = 1 - _ECCENTRICITY2 * sin(radians(lat)) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY2) / root**1.5 * pi / 180
    parallel = _AXIS / sqrt(root) * cos(radians(lat)) * pi / 180
    return lon + east / parallel, lat + north / meridian


def gcj02_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """Undo the shift, to less than a centimetre."""
    wgs_lon, wgs_lat = lon, lat
    for _ in range(6):
        shifted_lon, shifted_lat = wgs84_to_gcj02(wgs_lon, wgs_lat)
        wgs_lon, wgs_lat = wgs_lon + lon - shifted_lon, wgs_lat + lat - shifted_lat
    return wgs_lon, wgs_lat


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Give the great-circle distance of two points in degrees."""
    half_lat, half_lon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
