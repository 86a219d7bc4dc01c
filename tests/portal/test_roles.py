"""Who may do what: every role on every address, the table of permissions, and the page that shows both."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from luodi.sites.park import Park
from luodi_portal.accounts.models import User
from luodi_portal.accounts.roles import ROLES, role_of
from luodi_portal.desk.requirements import keep_fields
from luodi_portal.editorial.models import Article, Picture
from luodi_portal.intake.models import Batch, Feed, Job
from luodi_portal.inventory.keep import keep_parks
from luodi_portal.inventory.models import Park as ParkRow
from luodi_portal.knowledge.models import Document, Fact, Pairing
from luodi_portal.operations.heartbeat import beat
from portal import samples
from portal.addresses import ROLE_NAMES, TABLE, Row, addresses, rows
from portal.conftest import tool
from portal.kept_things import kept_in
from portal.people import client_of, user_of

ADMIN = "/admin/"


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    there = {
        ADMIN if address.startswith(ADMIN) and address != "/admin/login/" else address
        for address in addresses()
    }
    listed = {row.address for row in rows()}
    assert sorted(there - listed) == [], (
        f"say who may use them: add a line for each to tests/portal/{TABLE.name}"
    )
    assert sorted(listed - there) == [], (
        f"no such address any more: take the line out of tests/portal/{TABLE.name}"
    )


@pytest.fixture
def things(world: None, settings: Settings, tmp_path: Path) -> dict[str, str]:
    """One of each thing that an address may name, none of them anybody's own: how the address begins with it."""
    requirement = keep_fields({"kind": ("factory",)})
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "a.png").write_bytes(b"")
    beat()
    someone = User.objects.create(username="somebody")
    pair = Pairing.objects.all()[0]
    ParkRow.objects.get(pk=samples.PARK.id).operators.add(someone)
    return {
        "/entities/{pk}/": f"/entities/{pair.right_id}/",
        "/pairs/{pk}/": f"/pairs/{pair.pk}/",
        "/review/add/{slug}/": f"/review/add/{Document.objects.get(type='news').slug}/",
        "/review/{key}/": f"/review/{Fact.objects.all()[0].pk}/",
        "/media/public/{path}": "/media/public/a.png",
        "/documents/{slug}/": Document.objects.all()[0].get_absolute_url(),
        "/documents/{slug}/{what}/": f"{Document.objects.all()[0].get_absolute_url()}seen/",
        "/news/{by}/{value}/": "/news/topic/land_area/",
        "/sitemap-{section}.xml": "/sitemap-parks.xml",
        **an_article(someone, "submitted"),
        **kept_in(samples.PARK.id),
        "/inventory/parks/{key}/operators/{pk}/": f"/inventory/parks/{samples.PARK.id}/operators/{someone.pk}/",
        "/inventory/export.{suffix}": "/inventory/export.csv",
        "/parks/{key}/": f"/parks/{samples.PARK.id}/",
        "/sites/{key}/": f"/sites/{samples.SITES[0].id}/",
        "/requirements/{pk}/": f"/requirements/{requirement.pk}/",
        "/intake/jobs/{pk}/": Job.objects.create(kind="none").get_absolute_url(),
        "/intake/batches/{pk}/": Batch.objects.create(
            way="upload", gathered=timezone.now()
        ).get_absolute_url(),
        "/intake/feeds/{pk}/": f"/intake/feeds/{Feed.objects.create(url='https://a.invalid/').pk}/",
    }


def an_article(author: User, state: str) -> dict[str, str]:
    """An article with a version and a picture."""
    row = Article.objects.create(author=author, title="一", body="二", state=state)
    picture = Picture.objects.create(article=row, width=1, height=1)
    picture.file.save("a.webp", ContentFile(b""))
    version = f"{row.get_absolute_url()}history/{row.history.get().history_id}/"
    return {
        "/editorial/pictures/{pk}.webp": picture.get_absolute_url(),
        "/editorial/{pk}/": row.get_absolute_url(),
        "/editorial/{pk}/history/{key}/": version,
        "/editorial/{pk}/pictures/{picture}/": f"{row.get_absolute_url()}pictures/{picture.pk}/",
        "/editorial/{pk}/{name}/": f"{row.get_absolute_url()}withdraw/",
    }


def own_things(role: str, client: Client) -> dict[str, str]:
    """What the person made or operates."""
    made = client.post("/requirements/new/", {"kind": ["factory"]})["Location"]
    mine = {"/requirements/{pk}/": made.removesuffix("shortlist/")}
    if role == "visitor":
        return mine
    user = user_of(role)
    mine["/intake/jobs/{pk}/"] = Job.objects.create(kind="none", by=user).get_absolute_url()
    if role == "editor":
        mine |= an_article(user, "draft")
    if role == "operator":
        keep_parks([Park(id="own-park", name="自家园（虚构）")])
        user.parks.add("own-park")
        mine["/parks/{key}/"] = "/parks/own-park/"
        mine |= kept_in("own-park")
    return mine


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_a_role_may_do_what_the_table_says_and_nothing_else(things: dict[str, str], role: str) -> None:
    client = client_of(role)
    mine = things | own_things(role, client)
    tried = [trial for row in rows() for trial in trials(row, row.who[role], things, mine)]
    wrong = [
        f"{method} {address}: {'let in' if let else 'refused'}, but {TABLE.name} says {'yes' if may else 'no'}"
        for method, address, may in tried
        if (let := may_use(client, method, address)) is not may
    ]
    assert wrong == []


def trials(
    row: Row, may: str, strange: dict[str, str], mine: dict[str, str]
) -> Iterator[tuple[str, str, bool]]:
    """Give what to try: method, address, whether the role is to be let in."""
    yield row.method, filled(row.address, strange), may == "yes"
    if may == "own":
        yield row.method, filled(row.address, mine), True


def filled(address: str, things: dict[str, str]) -> str:
    """Put real things in the place of names; the longest beginning that is known counts."""
    for known in sorted(things, key=len, reverse=True):
        if address.startswith(known):
            address = things[known] + address.removeprefix(known)
            break
    assert "{" not in address, f"things() of {__file__} knows no {address}"
    return address


def may_use(client: Client, method: str, address: str) -> bool:
    """Try it, and undo what it did: 403, 404, and being sent to log in are a refusal."""
    with transaction.atomic():
        cookies = client.cookies.copy()
        response = client.generic(method, address)
        transaction.set_rollback(True)
    client.cookies = cookies
    assert response.status_code < 500, address
    return not (response.status_code in (403, 404) or sent_to_log_in(response, address))


def sent_to_log_in(response: HttpResponse, address: str) -> bool:
    target = response.get("Location", "")
    ways_in = (reverse("log-in"), reverse("admin:login"))
    return target.startswith(ways_in) and not address.startswith(ways_in)


def test_every_permission_of_the_table_exists(db: None) -> None:
    there = {
        f"{p.content_type.app_label}.{p.codename}" for p in Permission.objects.select_related("content_type")
    }
    assert [name for role in ROLES for name in (*role.permissions, *role.own_park) if name not in there] == []


def test_the_groups_follow_the_table(db: None) -> None:
    for role in ROLES:
        held = Group.objects.get(name=role.name).permissions.select_related("content_type")
        assert {f"{p.content_type.app_label}.{p.codename}" for p in held} == set(role.permissions)
        user = user_of(role.name)
        assert role_of(user) == role
        assert all(user.has_perm(name) for name in role.permissions)
        assert (user.is_staff, user.is_superuser) == (role.everything, role.everything)


@pytest.mark.parametrize("role", [role for role in ROLES if not role.everything], ids=lambda role: role.name)
def test_a_role_holds_nothing_that_the_table_does_not_give_it(db: None, role) -> None:
    assert user_of(role.name).get_all_permissions() == set(role.permissions)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_of_roles_is_current(lang: str) -> None:
    pages = tool("build_roles")
    assert pages.PAGES[lang].read_text(encoding="utf-8") == pages.build(lang), (
        "run python tools/build_roles.py"
    )


def test_a_line_of_the_table_stands_once() -> None:
    lines = sorted((row.address, row.method) for row in rows())
    assert [line for line, same in groupby(lines) if len(list(same)) > 1] == []
    assert [row for row in rows() if not re.search("[\u4e00-\u9fff]", row.zh) or not row.en] == []
