"""The demo's documents are what their README says: whole, marked as invented, with no real telephone number."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from luodi.core.fields import PARK_FIELDS
from luodi.sites.admission import Group, Rule, parse_admission

DEMO = Path(str(resources.files("luodi_portal"))) / "demo"
PAGES = sorted((DEMO / "documents" / "news").glob("*.html"))
PUBLIC_PAGE = "qingdao-gaoxin-two-parks"
INVENTED = "企业、园区与数字均为虚构"
PHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[- ]\d{7,8}|[48]00[- ]?\d{3}[- ]?\d{4})(?!\d)"
)
OURS = re.compile(r"1380000\d{4}|05328000\d{4}")


class _Words(HTMLParser):
    """Collects what a page shows: no scripts, no styles."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        self.parts += [value for name, value in attrs if name == "placeholder" and value]
        if tag in ("p", "div", "br", "td", "tr", "section", "h1", "h2", "h3", "li"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    return raw.decode("gb18030" if re.search(rb"charset=\W?gb", raw[:600]) else "utf-8")


def _shown(path: Path) -> str:
    words = _Words()
    words.feed(_decode(path))
    words.close()
    return "".join(words.parts)


def _expected(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    return loaded


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


LISTINGS = _rows(DEMO / "documents" / "listings.jsonl")
ENQUIRIES = _rows(DEMO / "documents" / "enquiries.jsonl")
PARKS = _rows(DEMO / "parks.jsonl")
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


def test_there_are_enough_of_each() -> None:
    assert len(PAGES) >= 10
    assert len(LISTINGS) == 40
    assert [row["type"] for row in ENQUIRIES] == ["requirement"] * 3
    assert len(PARKS) >= 10


@pytest.mark.parametrize("rows", [LISTINGS, ENQUIRIES, PARKS], ids=["listings", "enquiries", "parks"])
def test_ids_are_unique(rows: list[dict[str, Any]]) -> None:
    ids = [row["id"] for row in rows]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("row", LISTINGS + ENQUIRIES, ids=lambda row: row["id"])
def test_a_post_has_its_keys(row: dict[str, Any]) -> None:
    assert set(row) == {"id", "type", "published", "title", "text", "url", "source"}
    assert row["text"].strip()
    assert re.fullmatch(r"202\d-[01]\d-[0-3]\d", row["published"])


@each_page
def test_the_expectations_stand_on_their_page(path: Path) -> None:
    expected, shown = _expected(path), _shown(path)
    assert set(expected) == {
        "title",
        "published",
        "source",
        "author",
        "breadcrumb",
        "body_contains",
        "body_excludes",
    }
    named = [
        expected["title"],
        *expected["breadcrumb"],
        *expected["body_contains"],
        *expected["body_excludes"],
    ]
    named += [value for value in (expected["source"], expected["author"]) if value]
    assert [words for words in named if words not in shown] == []
    assert 3 <= len(expected["body_contains"]) <= 6
    assert 4 <= len(expected["body_excludes"]) <= 8


@each_page
def test_what_must_stay_out_stands_outside_the_article(path: Path) -> None:
    expected, shown = _expected(path), _shown(path)
    first = min(shown.index(words) for words in expected["body_contains"])
    last = max(shown.index(words) for words in expected["body_contains"])
    inside = [words for words in expected["body_excludes"] if first < shown.index(words) < last]
    assert inside == []


@each_page
def test_the_day_of_a_page_stands_on_it(path: Path) -> None:
    year, month, day = (int(part) for part in _expected(path)["published"].split("-"))
    pattern = rf"{year}\s*[-年/]\s*0?{month}\s*[-月/]\s*0?{day}(?!\d)"
    assert re.search(pattern, _shown(path))


@each_page
def test_an_invented_page_says_so(path: Path) -> None:
    assert (INVENTED in _shown(path)) == (path.stem != PUBLIC_PAGE)


def test_the_public_page_names_its_source() -> None:
    shown = _shown(next(path for path in PAGES if path.stem == PUBLIC_PAGE))
    assert all(words in shown for words in ("青岛厂房网", "搜狐", "2024-09-27"))


@pytest.mark.parametrize("row", ENQUIRIES[:2], ids=lambda row: row["id"])
def test_an_enquiring_firm_is_said_to_be_invented(row: dict[str, Any]) -> None:
    assert "演示虚构企业" in row["text"]


def _all_texts() -> Iterator[tuple[str, str]]:
    for path in PAGES:
        yield path.stem, _decode(path)
    for row in LISTINGS + ENQUIRIES:
        yield row["id"], f"{row['title']}\n{row['text']}"


@pytest.mark.parametrize(("name", "text"), list(_all_texts()), ids=lambda value: value[:30].strip())
def test_no_telephone_is_a_real_one(name: str, text: str) -> None:
    numbers = [re.sub(r"\D", "", number) for number in PHONE.findall(text)]
    assert [number for number in numbers if not OURS.fullmatch(number)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_calls_no_address_outside(path: Path) -> None:
    assert re.findall(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//[^"'>\s]+""", _decode(path)) == []


def test_layouts_and_encodings_differ() -> None:
    sources = [_decode(path) for path in PAGES]
    assert sum(b"charset=gb2312" in path.read_bytes() for path in PAGES) == 1
    marks = [
        "application/ld+json",
        "Z-Blog",
        "WordPress",
        "TRS_Editor",
        'id="js_content"',
        "<caption>",
        "下一页",
    ]
    assert [mark for mark in marks if not any(mark in source for source in sources)] == []


def test_parks_have_known_fields_and_sound_terms() -> None:
    fields = {field.name for field in PARK_FIELDS}
    for park in PARKS:
        assert set(park) == fields | {"admission"}, park["id"]
        if park["admission"]:
            assert parse_admission(park["admission"], park["id"]).verified_on
            assert "虚构" in park["admission"]["source"]


def test_parks_cover_the_cases_of_admission() -> None:
    terms = {
        park["id"]: parse_admission(park["admission"], park["id"]) for park in PARKS if park["admission"]
    }
    assert any("医疗器械" in each.allow for each in terms.values())
    assert any("医疗器械" in each.deny for each in terms.values())
    assert any(park["plot_ratio"] is None and park["admission"] for park in PARKS)
    assert any(park["admission"] is None and park["synthetic"] for park in PARKS)
    assert max(_depth(each.rule) for each in terms.values() if each.rule) >= 3
    assert {park["id"] for park in PARKS if not park["synthetic"]} == {
        "qingdao-biomedical",
        "qingdao-precision",
    }


def _depth(rule: Rule) -> int:
    return 1 + max(map(_depth, rule.rules)) if isinstance(rule, Group) else 0


def test_about_half_of_the_offers_stand_in_a_park_of_the_demo() -> None:
    names = [park["name"] for park in PARKS]
    inside = [row for row in LISTINGS if any(name in row["title"] + row["text"] for name in names)]
    assert 16 <= len(inside) <= 26
