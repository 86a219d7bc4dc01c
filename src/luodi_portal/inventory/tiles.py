"""Where a map's pictures come from, by one setting: none at all, or an address with the datum that it is drawn in.

``LUODI_TILES="gcj02 https://tiles.example/{z}/{x}/{y}.png?key=… 示例地图 审图号…"``: datum, address, and, to the end, the words
that must stand on the map. ``{s}`` in the host stands for a, b and c.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from luodi.core.coordinates import DATUMS, Datum
from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text

SUBDOMAINS = "abc"


@dataclass(frozen=True, slots=True)
class Tiles:
    """A source of tiles: its address with ``{z}``, ``{x}`` and ``{y}``, the datum, and who must be named."""

    address: str
    datum: Datum
    attribution: str

    @property
    def origins(self) -> tuple[str, ...]:
        """Give the origins that pictures come from, as a content security policy names them."""
        parts = urlsplit(self.address)
        origin = f"{parts.scheme}://{parts.netloc}"
        return tuple(dict.fromkeys(origin.replace("{s}", each) for each in SUBDOMAINS))


def parse_tiles(setting: str) -> Tiles | None:
    """Read the setting; None where it is empty. Raises :class:`LuodiError` where it names no source of tiles."""
    if not setting.strip():
        return None
    parts = setting.split(maxsplit=2)
    datum = next((each for each in DATUMS if each == parts[0].casefold().replace("-", "")), None)
    if datum is None or len(parts) < 3 or not _is_address(parts[1]):
        raise LuodiError(
            Problem(
                "LUODI_TILES",
                Text("不是“坐标系 地址 署名”", "is not “datum address attribution”"),
                Text(
                    "请写成 gcj02 https://…/{z}/{x}/{y}.png 署名与审图号；坐标系可用 wgs84、gcj02、bd09",
                    "write gcj02 https://…/{z}/{x}/{y}.png and who is to be named; the datum is wgs84, gcj02 or bd09",
                ),
            )
        )
    return Tiles(parts[1], datum, parts[2])


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    sound = parts.scheme in ("https", "http") and parts.netloc and not set(parts.netloc) & set(";,'\"")
    return bool(sound) and all(mark in text for mark in ("{z}", "{x}", "{y}"))
