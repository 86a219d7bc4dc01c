"""A source of map tiles by one setting: its datum, who is named, what the policy lets in; without it, nothing from outside."""

import json

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from luodi.core.coordinates import from_wgs84
from luodi.core.errors import LuodiError
from luodi_portal.inventory.tiles import Tiles, parse_tiles

AMAP = "gcj02 https://tiles.example/{z}/{x}/{y}.png?key=k 示例地图 GS(2026)1号"


@pytest.mark.parametrize(
    ("setting", "tiles"),
    [
        ("", None),
        ("  ", None),
        (AMAP, Tiles("https://tiles.example/{z}/{x}/{y}.png?key=k", "gcj02", "示例地图 GS(2026)1号")),
        ("BD-09 http://t:8080/{z}/{x}/{y} 谁", Tiles("http://t:8080/{z}/{x}/{y}", "bd09", "谁")),
    ],
)
def test_read(setting: str, tiles: Tiles | None) -> None:
    assert parse_tiles(setting) == tiles


@pytest.mark.parametrize(
    "setting",
    [
        "https://tiles.example/{z}/{x}/{y}.png 谁",
        "gcj02 https://tiles.example/{z}/{x}.png 谁",
        "gcj02 https://tiles.example/{z}/{x}/{y}.png",
        "mars https://tiles.example/{z}/{x}/{y}.png 谁",
        "gcj02 javascript:{z}{x}{y} 谁",
        "gcj02 https://a;script-src/{z}/{x}/{y} 谁",
    ],
)
def test_what_is_no_source_of_tiles_is_named(setting: str) -> None:
    with pytest.raises(LuodiError) as caught:
        parse_tiles(setting)
    assert caught.value.problem.where == "LUODI_TILES"


@pytest.mark.parametrize(
    ("host", "origins"),
    [
        ("tiles.example", ("https://tiles.example",)),
        (
            "{s}.tiles.example",
            ("https://a.tiles.example", "https://b.tiles.example", "https://c.tiles.example"),
        ),
    ],
)
def test_the_policy_lets_in_that_source_alone(host: str, origins: tuple[str, ...]) -> None:
    assert Tiles(f"https://{host}/{{z}}/{{x}}/{{y}}.png", "wgs84", "谁").origins == origins


def test_points_are_in_the_datum_of_the_tiles(world: None, settings: Settings) -> None:
    plain = points()
    settings.TILES = parse_tiles(AMAP)
    shifted = points()
    assert plain
    assert shifted == {
        name: [round(degrees, 6) for degrees in from_wgs84(*at, "gcj02")] for name, at in plain.items()
    }
    page = Client().get("/map/").content.decode()
    assert "示例地图 GS(2026)1号" in page
    assert "tiles.example" in page


def test_without_a_source_nothing_from_outside(world: None) -> None:
    response = Client().get("/map/")
    assert "data-tiles" not in response.content.decode()
    assert "img-src 'self';" in response["Content-Security-Policy"] + ";"


def points() -> dict[str, list[float]]:
    found = json.loads(Client().get("/map/points/").content)["points"]
    return {point["name"]: point["at"] for point in found}
