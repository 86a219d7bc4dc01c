"""Every page in a real Chromium, as the administrator, who sees most: nothing that the content security policy refuses."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from portal.addresses import rows
from portal.people import client_of
from portal.test_roles import filled, things  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADMIN = (
    "/admin/",
    "/admin/accounts/user/",
    "/admin/accounts/user/add/",
    "/admin/auth/group/",
    "/admin/axes/accessattempt/",
)


def test_no_page_asks_for_what_the_policy_refuses(
    browser: Browser,
    live_server: LiveServer,
    things: dict[str, str],  # noqa: F811
) -> None:
    client = client_of("administrator")
    wanted = [filled(row.address, things) for row in rows() if row.method == "GET"]
    pages = [path for path in dict.fromkeys((*wanted, *ADMIN)) if is_page(client.get(path))]
    assert len(pages) > 30
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    wrong: list[str] = []
    page.on(
        "console", lambda said: said.type in ("error", "warning") and wrong.append(f"{page.url}: {said.text}")
    )
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    for path in pages:
        page.goto(live_server.url + path)
    context.close()
    assert wrong == []


def is_page(response) -> bool:
    return response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
