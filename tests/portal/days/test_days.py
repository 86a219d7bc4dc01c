"""A piece of each role's day in a real Chromium, on SQLite and on PostgreSQL, in Chinese and in English.

Each database has one office (``office.py``): the demo's world, pages and worker in processes of their own. A day leaves traces
there, as days do; it asks for nothing that another day leaves. ``LUODI_PICTURES=1`` takes the pictures of the documentation.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from portal.days import editor_day, officer_day, operator_day, visitor_day
from portal.days.office import DATABASES, Office, open_office
from portal.days.person import PATIENCE
from portal.local_site import LocalSite, local_site
from portal.postgres import NoPostgres

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site() -> Iterator[LocalSite]:
    with local_site() as made:
        editor_day.publish_feeds(made)
        yield made


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=pytest.mark.postgres if name == "postgresql" else ()) for name in DATABASES
    ],
)
def office(
    request: pytest.FixtureRequest,
    browser: Browser,
    site: LocalSite,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Office]:
    expect.set_options(timeout=PATIENCE)
    try:
        with open_office(request.param, tmp_path_factory.mktemp("office"), site.target) as opened:
            yield opened
    except NoPostgres as reason:
        pytest.skip(str(reason))
    finally:
        expect.set_options(timeout=5_000)


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


def test_an_editor_takes_in_a_feed_reviews_and_publishes(
    browser: Browser, office: Office, site: LocalSite, lang: str
) -> None:
    editor_day.day(browser, office, lang, site)


def test_an_operator_takes_in_space_from_excel_and_edits_terms(
    browser: Browser, office: Office, lang: str
) -> None:
    operator_day.day(browser, office, lang)


def test_an_officer_keeps_a_requirement_and_gets_a_shortlist_and_a_report(
    browser: Browser, office: Office, lang: str
) -> None:
    officer_day.day(browser, office, lang)


def test_a_visitor_on_a_phone_finds_a_park_follows_a_figure_and_compares(
    browser: Browser, office: Office, lang: str
) -> None:
    visitor_day.day(browser, office, lang)
