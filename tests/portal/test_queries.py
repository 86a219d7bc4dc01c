"""How many questions a page asks the database: as many where much is kept as where little is."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.facts import Document, Reading
from luodi_portal.inventory.keep import keep_parks, keep_sites
from luodi_portal.inventory.search import Wanted, facets, find_sites
from luodi_portal.knowledge.keep import keep_readings
from portal.people import client_of
from portal.samples import FACTS, NEWS, PARK, SITES

MOST = {
    "/": 6, "/sites/": 4, "/sites/?q=厂房": 4, "/sites/?kind=factory&status=unstated": 4, "/map/": 4, "/map/points/": 2,
    "/parks/": 3, "/parks/p-0/": 16, "/sites/s-0/": 4, "/documents/": 3, "/documents/?q=园": 3, "/entities/": 3,
    "/entities/?q=园&kind=park": 3, "/regions/": 5, "/news/": 4, "/search/?q=澄湾": 30, "/search/?q=澄湾&kind=firm": 8,
}  # fmt: skip


def keep(first: int, count: int) -> None:
    """Keep so many parks, each with a site, a firm and news of its own."""
    numbers = range(first, first + count)
    keep_parks([replace(PARK, id=f"p-{n}", name=f"澄湾{n}号产业园") for n in numbers])
    keep_sites([replace(SITES[2], id=f"s-{n}", name=f"澄湾{n}号厂房", park=f"p-{n}") for n in numbers])
    keep_readings([news(n) for n in numbers])


def news(n: int) -> Reading:
    document = Document(
        f"{n}", NEWS.text, f"澄湾{n}号产业园揭牌", url=f"https://example.invalid/{n}", published="2025-04-07"
    )
    told = [replace(FACTS[0], subject=name) for name in (f"澄湾{n}号产业园", f"青岛澄湾{n}号仪器有限公司")]
    return Reading(
        document, "news", (*told, replace(FACTS[0], kind="indicator", subject="青岛市", object="产值"))
    )


@pytest.fixture
def asked() -> Callable[[str], int]:
    client = client_of("visitor", "zh")

    def count(path: str) -> int:
        client.get(path)  # what is loaded once
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    return count


@pytest.mark.django_db
def test_a_page_asks_as_much_of_many_rows_as_of_few(asked: Callable[[str], int]) -> None:
    keep(0, 2)
    few = {path: asked(path) for path in MOST}
    keep(2, 30)
    many = {path: asked(path) for path in MOST}
    assert many == few
    assert {path: count for path, count in many.items() if count > MOST[path]} == {}


SORTS = {
    "kind": ("", "factory", "land", "lab"),
    "deal": ("", "lease", "sale"),
    "status": ("", "unstated", "taken"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("unknown", [False, True])
def test_a_facet_counts_what_the_list_would_hold(unknown: bool) -> None:
    stated = [
        replace(SITES[3], id=f"t-{n}", status="taken", deal=("sale", "lease")[: n + 1]) for n in range(2)
    ]
    keep_sites([*SITES, *stated, replace(SITES[2], id="u", kind=None, deal=None)])
    for chosen in product(*SORTS.values()):
        wanted = Wanted(**dict(zip(SORTS, chosen, strict=True)), unknown=unknown)
        for sort, found in facets(wanted).items():
            for facet in found:
                assert facet.count == find_sites(replace(wanted, **{sort: facet.word})).count()
