"""WCAG 2.2 AA, as far as a program can tell: axe on every main page, in both languages, wide and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from luodi_portal.desk.requirements import keep_fields
from luodi_portal.editorial.models import Article
from luodi_portal.editorial.publishing import approve, save, submit
from luodi_portal.intake.models import Job
from luodi_portal.knowledge.models import Document
from portal.conftest import fill
from portal.looks import fits, violations
from portal.people import client_of, user_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, 390)
ROOMS = (
    "/", "/news/", "/news/topic/land_area/", "/documents/", "{news}", "{listing}", "{article}", "/parks/", "/parks/chengwan/",
    "/sites/", "/sites/?kind=factory", "/sites/listing-1/", "/requirements/", "/requirements/new/", "{requirement}",
    "{requirement}shortlist/", "{requirement}shortlists/", "/search/", "/search/?q=澄湾", "/search/?q=厂房&kind=site", "/search/?q=没有的词",
    "/search/?colour=red", "/editorial/", "/editorial/new/", "{draft}", "{submitted}", "{submitted}history/",
    "/editorial/contributors/", "/account/", "/account/log-in/", "/intake/jobs/", "{job}", "/nowhere/",
)  # fmt: skip


@pytest.fixture
def things(settings: Settings, tmp_path: Path) -> dict[str, str]:
    """Fill the portal with one of each."""
    settings.MEDIA_ROOT = tmp_path
    fill()
    author, other = user_of("editor"), user_of("administrator")
    rows = {
        name: Article(author=author, title=f"澄湾园{name}", body="## 开园\n\n" + "澄湾园占地2900余亩。" * 3)
        for name in "一二三"
    }
    for row in rows.values():
        save(row, author)
    submit(rows["二"], author)
    submit(rows["三"], author)
    approve(rows["三"], other)
    pages = {
        row.type: row.get_absolute_url() for row in Document.objects.exclude(staff_article__isnull=False)
    }
    return pages | {
        "article": rows["三"].document.get_absolute_url(),  # type: ignore[union-attr]
        "draft": rows["一"].get_absolute_url(),
        "submitted": rows["二"].get_absolute_url(),
        "requirement": keep_fields({"kind": ("factory",), "rent_max_cny_m2_month": 20.0}).get_absolute_url(),
        "job": Job.objects.create(kind="none").get_absolute_url(),
    }


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_has_what_axe_finds(
    live_server: LiveServer, things: dict[str, str], page: Page, lang: str
) -> None:
    client = client_of("administrator", lang)
    cookies = [
        {"name": name, "value": cookie.value, "url": live_server.url}
        for name, cookie in client.cookies.items()
    ]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    found = []
    for room in ROOMS:
        page.goto(live_server.url + room.format(**things))
        found += [f"{room}: {violation}" for violation in violations(page)]
        if not fits(page):
            found.append(f"{room}: stands out of the window")
    assert found == [], "\n".join(found)
