"""What the benchmark stands on: generated texts that are the same everywhere, and figures compared in one form."""

from itertools import islice
from pathlib import Path

import pytest
from bench import __main__ as command
from bench.growth import make
from bench.reading import _days, _same
from bench.text_peers import Found
from bench.texts import LAYOUTS, LENGTH, Page, pages

from luodi.reading.pages.encoding import decode


def test_the_same_seed_gives_the_same_pages() -> None:
    first, again, other = (list(islice(pages(seed), 8)) for seed in (5, 5, 6))
    assert first == again
    assert all(one.data != two.data for one, two in zip(first, other, strict=True))
    assert [page.name for page in first] == [*LAYOUTS, *LAYOUTS]


@pytest.mark.parametrize("page", list(islice(pages(5), len(LAYOUTS))), ids=lambda page: page.name)
def test_a_page_holds_its_article_and_what_stands_around(page: Page) -> None:
    shown = decode(page.data).text
    article = page.article
    around = page.around
    assert "$" not in shown
    assert all(line in shown for line in (article.title, article.source, article.published, *article.lines))
    assert len(around) >= 6
    assert not any(line in article.text for line in around)
    assert 0.8 * LENGTH <= len(article.text) + sum(map(len, around)) <= 1.2 * LENGTH


@pytest.mark.parametrize("kind", ["news", "line", "listing", "page", "digits"])
def test_long_inputs_have_the_length_asked_for(kind: str) -> None:
    size = len(make(kind, 50_000, 1).encode())
    assert 50_000 <= size <= 80_000


@pytest.mark.parametrize(
    ("time", "days"),
    [
        ("2024", "2024-01-01/2024-12-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2024-02-05", "2024-02-05/2024-02-05"),
        ("2023-Q4", "2023-10-01/2023-12-31"),
        ("2023-H1", "2023-01-01/2023-06-30"),
        ("2023-Q1/2023-Q3", "2023-01-01/2023-09-30"),
        ("--04-06", None),
        ("--04/--05", None),
    ],
)
def test_days_of_a_period(time: str, days: str | None) -> None:
    assert _days(time) == days


@pytest.mark.parametrize(
    ("found", "same"),
    [
        (Found("money", 6e9), True),
        (Found("money", 6.01e9), True),
        (Found("money", 6.1e9), False),
        (Found("number", 6e9), False),
        (Found("date", days="2024-01-01/2024-01-01"), False),
    ],
)
def test_a_quantity_counts_with_its_type(found: Found, same: bool) -> None:
    assert _same(Found("money", 6e9), found) is same


def test_a_part_that_is_not_measured_keeps_its_section(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "DOC", tmp_path / "benchmarks.md")
    command._write({"pages": "## Pages\n\nold\n", "quality": "## Quality\n\nold\n"})
    sections = command._sections()
    sections["pages"] = "## Pages\n\nnew\n"
    command._write(sections)
    assert command._sections() == {"quality": "## Quality\n\nold\n", "pages": "## Pages\n\nnew\n"}
    assert not list(tmp_path.glob("*.part"))
