"""A database of the first luodi, with rows, becomes one of this luodi: nothing is lost, its pages open, on both databases."""

import json
from pathlib import Path

import pytest

from portal.processes import portal
from portal.test_backup import database  # noqa: F401 - a fixture

FIRST = [("knowledge", "0001_initial"), ("inventory", "0001_initial"), ("desk", "0001_initial")]
NEWS = "澄湾仪器产业园揭牌，占地2900余亩。"
# As the first version kept them.
FILL = f"""
from django.db import connection
from django.db.migrations.loader import MigrationLoader
apps = MigrationLoader(connection).project_state({FIRST!r}).apps
document = apps.get_model("knowledge", "Document").objects.create(
    hash="a" * 64, slug="a" * 16, name="n1", type="news", title="揭牌（虚构）", text={NEWS!r}, published="2025-04-07",
    source="澄湾日报（虚构）", url="https://example.invalid/1")
span = dict(document=document, start=9, end=17, quote={NEWS[9:17]!r}, part="text", rule="r", reader="luodi 0.1")
apps.get_model("knowledge", "Fact").objects.create(
    id="f" * 24, kind="land_area", subject="澄湾仪器产业园", value=1933333.3, unit="m2", approx="at_least", **span)
apps.get_model("knowledge", "FieldReading").objects.create(name="land_area_m2", value=1933333.3, **span)
park = apps.get_model("inventory", "Park").objects.create(
    id="p1", name="澄湾仪器产业园", city="青岛市", values={{"id": "p1", "name": "澄湾仪器产业园", "city": "青岛市"}}, hash="p")
apps.get_model("inventory", "Site").objects.create(
    id="s1", name="甲厂房", park=park, document=document, kind="|factory|", deal="|lease|", floor_area_m2=3000,
    rent_cny_m2_month=18, hash="s", values={{"id": "s1", "name": "甲厂房", "park": "澄湾仪器产业园", "park_id": "p1", "kind": ["factory"],
    "deal": ["lease"], "floor_area_m2": 3000, "rent_cny_m2_month": 18}})
requirement = apps.get_model("desk", "Requirement").objects.create(
    name="某企业（虚构）", text="求租3000平厂房", text_hash="t", values={{"kind": ["factory"], "floor_area_min_m2": 3000}})
apps.get_model("desk", "Shortlist").objects.create(requirement=requirement, wanted="w", inventory="i", answer={{"matches": []}})
"""
LOOK = """
import json
from django.contrib.auth import get_user_model
from django.test import Client
from luodi_portal.desk.models import Requirement, Shortlist
from luodi_portal.inventory.models import Park, Site
from luodi_portal.knowledge.models import Document, Fact, FieldReading
client = Client(HTTP_HOST="localhost")
client.force_login(get_user_model().objects.get(), backend="django.contrib.auth.backends.ModelBackend")
site, fact, asked = Site.objects.get(), Fact.objects.get(), Requirement.objects.get()
pages = [Document.objects.get(), Park.objects.get(), site, asked]
opened = {page.get_absolute_url(): client.get(page.get_absolute_url()).status_code for page in pages}
opened["shortlist"] = client.get(f"/requirements/{asked.pk}/shortlist/").status_code
print(json.dumps({
    "opened": sorted(set(opened.values())) if set(opened.values()) == {200} else opened,
    "fact": [fact.quote, fact.value, fact.document.text],
    "field": [FieldReading.objects.get().name, FieldReading.objects.get().value],
    "site": [site.name, site.park_id, site.floor_area_m2, site.values["rent_cny_m2_month"], site.document_id == fact.document_id],
    "asked": [asked.text, asked.values["floor_area_min_m2"], Shortlist.objects.count()],
}))
"""


@pytest.mark.usefixtures("database")
def test_the_first_database_with_rows_becomes_this_one(tmp_path: Path, database: dict[str, str]) -> None:  # noqa: F811
    for app, name in FIRST:
        run(tmp_path, database, "migrate", app, name, "-v0")
    run(tmp_path, database, "shell", "--no-imports", "-c", FILL)
    run(tmp_path, database, "adduser", "wang", "--role", "administrator")  # brings all up to date
    assert run(tmp_path, database, "showmigrations", "--plan").count("[ ]") == 0
    assert json.loads(run(tmp_path, database, "shell", "--no-imports", "-c", LOOK)) == {
        "opened": [200],
        "fact": [NEWS[9:17], 1933333.3, NEWS],
        "field": ["land_area_m2", 1933333.3],
        "site": ["甲厂房", "p1", 3000.0, 18, True],
        "asked": ["求租3000平厂房", 3000, 1],
    }


def run(data: Path, more: dict[str, str], *words: str) -> str:
    done = portal(data, *words, **more)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
