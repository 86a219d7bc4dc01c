"""The search's page: kinds side by side, one kind narrowed down, excerpts that hold what was found."""

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as Html

from luodi_portal.inventory.models import Park
from luodi_portal.knowledge.models import Document, Entity, EntityName
from luodi_portal.knowledge.signals import entities_changed
from luodi_portal.search import index
from luodi_portal.search.excerpts import excerpt, marked
from luodi_portal.search.find import score
from luodi_portal.search.models import Entry
from luodi_portal.search.query import parse_query


def page(client: Client, address: str) -> Html:
    response = client.get(address)
    assert response.status_code == 200
    return Html(response.content.decode())


def titles(html: Html) -> list[str]:
    return [node.text().strip() for node in html.css("main .list a")]


MARKED = [
    ("层高 8 米，配航车", "层高8米", ["层高 8 米"]),
    ("层高为八米，配航车", "层高8米", ["八米"]),
    ("配有航车两台", "行车", ["航车"]),
    ("ＡＢＢ機器人落户，abbey 除外", "abb", ["ＡＢＢ"]),
    ("P3 實驗室", "p3实验室", ["P3 實驗室"]),
    ("占地2万平方米，30栋", "30亩", ["2万平方米"]),
    ("没有", "厂房", []),
]


@pytest.mark.parametrize(("text", "words", "hits"), MARKED)
def test_marks_what_was_found_in_the_original(text: str, words: str, hits: list[str]) -> None:
    pieces = marked(text, parse_query(words))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.marked] == hits


def test_an_excerpt_is_cut_where_most_words_are() -> None:
    text = "厂房。" + "空" * 300 + "厂房配行车" + "空" * 300
    cut = "".join(piece.text for piece in excerpt(text, parse_query("厂房 行车")))
    assert "厂房配行车" in cut
    assert (cut[0], cut[-1], len(cut) < 150) == ("…", "…", True)


@pytest.mark.parametrize(("title", "points"), [(" 澄湾 ", 3), (" 澄湾园 ", 2), (" 新澄湾园 ", 1), (None, 0)])
def test_titles_rank(title: str | None, points: int) -> None:
    assert score("澄湾", title) == points


def test_kinds_stand_side_by_side(client: Client, world: None) -> None:
    html = page(client, "/search/?q=澄湾")
    assert {node.attributes["id"] for node in html.css("main h2")} >= {"g-news", "g-park"}
    assert html.css_first("main mark.hit").text() == "澄湾"
    assert html.css_first("header input[name=q]").attributes["value"] == "澄湾"


def test_first_letters_find_a_park(client: Client, world: None) -> None:
    park = Park.objects.get(pk="chengwan")
    assert str(park) in " ".join(titles(page(client, "/search/?q=cw&kind=park")))


def test_one_kind_is_narrowed_and_widened(client: Client, world: None) -> None:
    whole = page(client, "/search/?q=厂房&kind=site")
    link = next(node for node in whole.css("ul.narrow-by a") if "type=" in (node.attributes["href"] or ""))
    narrowed = page(client, "/search/" + (link.attributes["href"] or ""))
    assert 0 < len(titles(narrowed)) <= len(titles(whole))
    again = narrowed.css_first("ul.narrow-by a[aria-current]")
    assert titles(page(client, "/search/" + (again.attributes["href"] or ""))) == titles(whole)


@pytest.mark.parametrize("query", ["q=厂房&kind=nothing", "colour=red", "q=" + "长" * 101, "year=20x6"])
def test_what_cannot_be_asked_is_named(client: Client, db: None, query: str) -> None:
    response = client.get(f"/search/?{query}")
    assert (response.status_code, 'role="alert"' in response.content.decode()) == (400, True)


@pytest.mark.parametrize("words", ["", "！？", '"', "(", "厂房 AND", "NEAR(", "'; --", "%", "\\", "层*"])
def test_nothing_that_is_typed_breaks_it(client: Client, world: None, words: str) -> None:
    for kind in ("", "news", "site"):
        assert client.get("/search/", {"q": words, "kind": kind}).status_code == 200


def test_what_goes_leaves_the_index(world: None) -> None:
    news = Document.objects.get(type="news")
    assert Entry.objects.filter(source=f"document:{news.pk}").exists()
    news.delete()
    assert not Entry.objects.filter(source=f"document:{news.pk}").exists()


def test_a_firm_is_found_by_all_its_names_and_is_one(client: Client, db: None) -> None:
    one = Entity.objects.create(key="a", kind="firm", name="泽澜仪器有限公司", core="泽澜仪器")
    two = Entity.objects.create(key="b", kind="firm", name="泽澜精密", core="泽澜精密")
    for row in (one, two):
        Entity.objects.filter(pk=row.pk).update(root=row)
        EntityName.objects.create(entity=row, name=row.name)
        entities_changed.send(Entity, keys=[row.pk])
    assert titles(page(client, "/search/?q=泽澜&kind=firm")) == ["泽澜精密", "泽澜仪器有限公司"]
    Entity.objects.filter(pk=two.pk).update(root=one)
    entities_changed.send(Entity, keys=[one.pk, two.pk])
    for words in ("泽澜精密", "zlyq", "zljm"):
        assert titles(page(client, f"/search/?q={words}&kind=firm")) == ["泽澜仪器有限公司"]


@pytest.mark.parametrize(("kind", "label"), [("project", "项目"), ("institution", "机构")])
def test_projects_and_institutions_are_found(client: Client, db: None, kind: str, label: str) -> None:
    row = Entity.objects.create(key="a", kind=kind, name="泽澜检测平台（虚构）", core="泽澜检测")
    Entity.objects.filter(pk=row.pk).update(root=row)
    entities_changed.send(Entity, keys=[row.pk])
    for query in ("?q=泽澜检测", f"?q=泽澜检测&kind={kind}", f"?q=zljc&kind={kind}"):
        assert titles(page(client, f"/search/{query}")) == ["泽澜检测平台（虚构）"]
    assert label in page(client, "/search/?q=泽澜检测").body.text()
    assert titles(page(client, "/search/?q=泽澜检测&kind=firm")) == []


def test_reindex_makes_the_same_index_again(world: None, capsys: pytest.CaptureFixture[str]) -> None:
    before = set(Entry.objects.values_list("source", "title", "text", "marks", "facets"))
    index.clear()
    call_command("reindex", lang="en")
    assert set(Entry.objects.values_list("source", "title", "text", "marks", "facets")) == before
    assert f"indexed {len(before)} of {len(before)}" in capsys.readouterr().out


def test_an_index_that_is_new_is_filled_and_an_emptied_one_is_empty(world: None) -> None:
    before = Entry.objects.count()
    index.clear()
    made = MigrationLoader(connection).get_migration("search", "0001_entries")
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", plan=[(made, False)])
    assert Entry.objects.count() == before
    Entry.objects.all().delete()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_index")
        assert cursor.fetchone() == (0,)
