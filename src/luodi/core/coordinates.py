"""Coordinates: between the shifted degrees of Chinese maps (GCJ-02, BD-09) and WGS-84, and distances.

The shifts are the published approximations that open-source map tools share; their inverses are found by iteration.
"""

from collections.abc import Callable, Mapping
from math import asin, atan2, cos, hypot, pi, radians, sin, sqrt
from typing import Literal, TypeAlias

from luodi.core.text import Text

Datum: TypeAlias = Literal["wgs84", "gcj02", "bd09"]
"""What degrees are counted from: GPS, the maps of Amap and Tencent, those of Baidu."""

DATUMS: Mapping[Datum, Text] = {
    "wgs84": Text("WGS-84（GPS、天地图）", "WGS-84 (GPS, Tianditu)"),
    "gcj02": Text("GCJ-02（高德、腾讯）", "GCJ-02 (Amap, Tencent)"),
    "bd09": Text("BD-09（百度）", "BD-09 (Baidu)"),
}

_AXIS = 6378245.0  # Krasovsky 1940, as the shift uses it
_ECCENTRICITY2 = 0.00669342162296594323
_EARTH_RADIUS_KM = 6371.0088


_SPOKEN: Mapping[str, Datum] = {
    "wgs84": "wgs84", "gps": "wgs84", "cgcs2000": "wgs84", "天地图": "wgs84",
    "gcj02": "gcj02", "gcj": "gcj02", "高德": "gcj02", "腾讯": "gcj02", "火星": "gcj02", "火星坐标": "gcj02", "amap": "gcj02",
    "bd09": "bd09", "bd09ll": "bd09", "百度": "bd09", "baidu": "bd09",
}  # fmt: skip


def find_datum(words: str) -> Datum | None:
    """Find the datum that people name (GCJ-02, 高德); None where the words name none."""
    return _SPOKEN.get(words.casefold().replace("-", "").replace("_", "").replace(" ", ""))


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
    return _undo(wgs84_to_gcj02, lon, lat)


def gcj02_to_bd09(lon: float, lat: float) -> tuple[float, float]:
    """Shift a point of Amap's, in degrees, as Baidu does."""
    wave = pi * 3000 / 180
    distance = hypot(lon, lat) + 0.00002 * sin(lat * wave)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * wave)
    return distance * cos(angle) + 0.0065, distance * sin(angle) + 0.006


def to_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """Turn a point of any datum into WGS-84, to less than a centimetre."""
    if datum == "wgs84":
        return lon, lat
    if datum == "bd09":
        lon, lat = _undo(gcj02_to_bd09, lon, lat)
    return gcj02_to_wgs84(lon, lat)


def from_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """Turn a point of WGS-84 into any datum."""
    if datum == "wgs84":
        return lon, lat
    shifted = wgs84_to_gcj02(lon, lat)
    return gcj02_to_bd09(*shifted) if datum == "bd09" else shifted


def _undo(
    shift: Callable[[float, float], tuple[float, float]], lon: float, lat: float
) -> tuple[float, float]:
    back_lon, back_lat = lon, lat
    for _ in range(6):
        shifted_lon, shifted_lat = shift(back_lon, back_lat)
        back_lon, back_lat = back_lon + lon - shifted_lon, back_lat + lat - shifted_lat
    return back_lon, back_lat


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Give the great-circle distance of two points in degrees."""
    half_lat, half_lon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
