"""A person's word on facts: it counts, it outlives re-reading, it is taken back, it comes out as gold."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from bench.gold import load
from bench.scoring import score
from django.core.management import call_command
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as Html

from luodi.facts import Reading
from luodi_portal.accounts.models import User
from luodi_portal.accounts.roles import ROLES, give_role
from luodi_portal.knowledge.convert import fact_of
from luodi_portal.knowledge.keep import keep_reading
from luodi_portal.knowledge.models import Entity, Fact, Review
from luodi_portal.knowledge.review.decide import decide, queue, said_of, undo
from luodi_portal.knowledge.review.gold import gold_documents
from portal import samples
from portal.conftest import tool


@pytest.fixture
def editor(db: None) -> User:
    user = User.objects.create_user("an-editor", password="x")
    give_role(user, next(role for role in ROLES if role.name == "editor"))
    return user


@pytest.fixture
def area(world: None) -> Fact:
    return Fact.objects.get(kind="land_area")


def corrected(row: Fact, **said: object) -> Review:
    return decide(row, "correct", None, replace(fact_of(row), **said))  # type: ignore[arg-type]


def test_the_least_certain_comes_first_and_what_was_decided_goes(area: Fact, editor: User) -> None:
    waiting = list(queue())
    assert [row.priority for row in waiting] == sorted((row.priority for row in waiting), reverse=True)
    first = waiting[0]
    decide(first, "accept", editor)
    assert first not in queue()
    decide(waiting[1], "skip", editor)
    assert list(queue(skipped=True)) == [waiting[1]]
    assert queue().count() == len(waiting) - 2


def test_a_correction_counts_and_the_reading_stays(area: Fact) -> None:
    corrected(area, value=2_000_000.0, approx="exact")
    area.refresh_from_db()
    said = said_of([area])[0]
    assert said.corrected
    assert (said.fact.value, said.fact.approx) == (2_000_000.0, "exact")
    assert area.value == pytest.approx(2900 * 10000 / 15)


def test_what_is_rejected_is_not_shown(area: Fact) -> None:
    decide(area, "reject", None)
    assert said_of([area]) == []


def test_reviews_outlive_a_better_reading(area: Fact) -> None:
    corrected(area, value=2_000_000.0)
    keep_reading(samples.reading())  # the same again
    assert said_of([Fact.objects.get(pk=area.pk)])[0].corrected
    keep_reading(Reading(samples.NEWS, "news", facts=samples.FACTS[1:]))  # a reader that no longer finds it
    assert not Fact.objects.filter(pk=area.pk).exists()
    keep_reading(samples.reading())  # and one that finds it again
    assert said_of([Fact.objects.get(pk=area.pk)])[0].corrected


def test_a_corrected_subject_is_another_entity(area: Fact, editor: User) -> None:
    decide(area, "correct", editor, replace(fact_of(area), subject="青岛高新区"))
    area.refresh_from_db()
    assert area.subject_entity == Entity.objects.get(kind="zone")
    undo(editor)
    area.refresh_from_db()
    assert area.subject_entity
    assert area.subject_entity.kind == "park"


def test_undo_brings_back_what_stood_before(area: Fact, editor: User) -> None:
    decide(area, "accept", editor)
    decide(area, "reject", editor)
    assert said_of([area]) == []
    undo(editor)
    assert said_of([area])[0].confirmed
    undo(editor)
    assert area in queue()
    assert undo(editor) is None


def test_nobody_undoes_what_another_decided(area: Fact, editor: User) -> None:
    decide(area, "accept", User.objects.create_user("another", password="x"))
    assert undo(editor) is None


def test_gold_is_what_people_let_stand_and_the_scorer_reads_it(area: Fact, tmp_path: Path) -> None:
    for row in Fact.objects.all():
        if row.kind == "count":
            decide(row, "reject", None)
        elif row.kind == "land_area":
            corrected(row, value=2_000_000.0)
        else:
            decide(row, "accept", None)
    file = tmp_path / "gold.jsonl"
    call_command("export_gold", str(file))
    (corpus,) = load(file)
    (gold,) = corpus.docs
    assert {fact.kind for fact in gold.facts} == {"land_area", "event", "focus", "investment"}
    assert all(gold.document.text[f.span.start : f.span.end] == f.span.quote for f in gold.facts)
    scored = score([gold], lambda document: Reading(document, "news", facts=samples.FACTS))
    assert (scored.all.gold, scored.all.read, scored.all.right) == (
        4,
        5,
        3,
    )  # the reader errs in area and count


def test_gold_has_the_fields_of_the_guide_only(area: Fact) -> None:
    for row in Fact.objects.all():
        decide(row, "accept", None)
    client = Client()
    user = User.objects.create_user("e", password="x")
    give_role(user, next(role for role in ROLES if role.name == "editor"))
    client.force_login(user)
    response = client.get("/review/gold/")
    (line,) = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    row = json.loads(line)
    assert row.keys() == {"id", "type", "published", "title", "text", "facts"}
    allowed = {"kind", "subject", "value", "unit", "object", "approx", "date", "period", "inferred", "expected",
               "previous", "investors", "text", "quote"}  # fmt: skip
    assert {name for fact in row["facts"] for name in fact} <= allowed


def test_a_document_reviewed_in_part_is_no_gold_yet(area: Fact) -> None:
    decide(area, "accept", None)
    assert not gold_documents().exists()
    assert gold_documents(whole=False).count() == 1


@pytest.fixture
def desk(editor: User, world: None) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def test_a_correction_may_be_typed_as_the_trade_writes_it(desk: Client, area: Fact) -> None:
    form = {"subject": area.subject, "value": "3000亩", "approx": "exact", "verdict": "correct"}
    assert desk.post(f"/review/{area.pk}/", form).status_code == 302
    said = said_of([area])[0].fact
    assert (said.value, said.unit) == (2_000_000.0, "m2")


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ({"value": "很多"}, "不是一个合适的数"),
        ({"value": "3000 car"}, "不是一个合适的数"),
        ({"value": "60亿元"}, "不是一个合适的数"),
        ({"period": "去年"}, "不是日期"),
        ({"subject": ""}, "主体"),
    ],
)
def test_a_correction_that_can_not_be_used_is_named(
    desk: Client, area: Fact, typed: dict[str, str], named: str
) -> None:
    form = {"subject": area.subject, "approx": "exact", "verdict": "correct", **typed}
    response = desk.post(f"/review/{area.pk}/", form)
    assert response.status_code == 400
    assert named in response.content.decode()
    assert not Review.objects.exists()


def test_a_correction_that_changes_nothing_accepts(desk: Client, area: Fact) -> None:
    plain = fact_of(area).to_json()
    form = {
        "subject": area.subject,
        "value": plain["value"],
        "unit": "m2",
        "approx": plain["approx"],
        "verdict": "correct",
    }
    desk.post(f"/review/{area.pk}/", form)
    assert Review.objects.get().verdict == "accept"


def test_the_queue_stays_what_it_was_asked_for(desk: Client, area: Fact) -> None:
    response = desk.post(f"/review/{area.pk}/", {"verdict": "accept", "queue-kind": "land_area"})
    assert response["Location"] == "/review/?kind=land_area"
    assert "没有要复核的了" in desk.get(response["Location"]).content.decode()
    back = desk.post("/review/undo/", {"queue-kind": "land_area"})
    assert back["Location"] == f"/review/{area.pk}/?kind=land_area"


QUOTE = "当天签约12个项目"
MISSED = {"kind": "event", "quote": QUOTE, "subject": "签约项目", "event": "approved", "start": "0"}


def add_page(row: Fact) -> str:
    return f"/review/add/{row.document.slug}/"


@pytest.mark.parametrize(
    ("typed", "value", "unit", "object_"),
    [
        ({"kind": "land_area", "value": "12亩", "event": ""}, 8000.0, "m2", None),
        ({"kind": "floor_area", "value": "1,200", "event": ""}, 1200.0, "m2", None),
        ({"kind": "investment", "value": "60亿元", "event": ""}, 6e9, "CNY", None),
        ({"kind": "growth", "value": "6%", "object": "产值", "event": ""}, 0.06, "1", "产值"),
        ({"kind": "focus", "object": "医疗器械", "event": ""}, None, None, "医疗器械"),
        (MISSED, None, None, "approved"),
    ],
)
def test_what_was_missed_is_added_with_its_quote(
    desk: Client,
    area: Fact,
    typed: dict[str, str],
    value: float | None,
    unit: str | None,
    object_: str | None,
) -> None:
    assert desk.post(add_page(area), MISSED | typed).status_code == 302
    row = Fact.objects.get(reader="person")
    fact = fact_of(row)
    assert (fact.kind, fact.subject, fact.value, fact.unit, fact.object) == (
        {**MISSED, **typed}["kind"], "签约项目", pytest.approx(value) if value else None, unit, object_
    )  # fmt: skip
    assert row.document.text[row.start : row.end] == row.quote == QUOTE
    assert row not in queue()
    assert said_of([row])[0].confirmed


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ({"quote": "文中没有的话"}, "文中没有这一段"),
        ({"quote": "  "}, "原文"),
        ({"subject": ""}, "主体"),
        ({"event": ""}, "请选是什么事"),
        ({"kind": "investment"}, "请写数值"),
        ({"kind": "investment", "value": "2900亩"}, "不是一个合适的数"),
        ({"kind": "located_in"}, "要写对象"),
        ({"kind": "nothing"}, "事实"),
        ({"period": "去年"}, "不是日期"),
    ],
)
def test_what_can_not_be_added_is_named(desk: Client, area: Fact, typed: dict[str, str], named: str) -> None:
    response = desk.post(add_page(area), MISSED | typed)
    assert response.status_code == 400
    assert named in Html(response.content.decode()).css_first(".notice.bad").text()
    assert not Review.objects.exists()


def test_the_same_is_not_added_twice(desk: Client, area: Fact) -> None:
    desk.post(add_page(area), MISSED)
    response = desk.post(add_page(area), MISSED)
    assert "已经有了" in response.content.decode()
    assert Review.objects.count() == 1


def test_what_was_added_outlives_a_reading_and_is_taken_back(desk: Client, area: Fact, editor: User) -> None:
    desk.post(add_page(area), MISSED)
    mine = Fact.objects.get(reader="person")
    keep_reading(samples.reading())
    assert Fact.objects.filter(pk=mine.pk, reader="person").exists()
    found = Reading(
        samples.NEWS, "news", facts=(*samples.FACTS, fact_of(mine))
    )  # a reader that learnt to find it
    keep_reading(found)
    assert Fact.objects.get(pk=mine.pk).reader != "person"
    keep_reading(samples.reading())  # and one that lost it again
    assert Fact.objects.filter(pk=mine.pk).exists()
    assert desk.post("/review/undo/")["Location"] == add_page(area)
    keep_reading(samples.reading())
    assert not Fact.objects.filter(pk=mine.pk).exists()


def test_a_fact_that_was_added_is_undone_where_nobody_else_read_it(desk: Client, area: Fact) -> None:
    desk.post(add_page(area), MISSED)
    desk.post("/review/undo/")
    assert not Fact.objects.filter(reader="person").exists()
    assert Fact.objects.filter(pk=area.pk).exists()


def test_what_was_added_is_gold(desk: Client, area: Fact) -> None:
    for row in Fact.objects.all():
        decide(row, "accept", None)
    desk.post(add_page(area), MISSED)
    (line,) = b"".join(desk.get("/review/gold/").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    facts = json.loads(line)["facts"]
    assert {"kind": "event", "subject": "签约项目", "object": "approved", "quote": QUOTE} in facts
    assert len(facts) == len(samples.FACTS) + 1


def test_a_sentence_is_picked_without_a_script(desk: Client, area: Fact) -> None:
    html = Html(desk.get(add_page(area)).content.decode())
    links = html.css(".sentences .add")
    texts = [each.text() for each in html.css(".sentences [data-start]")]
    assert "".join(texts) == samples.NEWS.text.replace("\n", "")
    picked = Html(
        desk.get(add_page(area) + (links[1].attributes["href"] or "").partition("#")[0]).content.decode()
    )
    assert picked.css_first("[name=quote]").text().strip() == texts[1]
    assert picked.css_first("[name=subject]").attributes["value"] == area.subject
    assert desk.get(add_page(area) + "?at=5-99999999").status_code == 200


def test_the_article_shows_what_people_say(desk: Client, area: Fact, client: Client) -> None:
    desk.post(add_page(area), MISSED)
    decide(area, "reject", None)
    corrected(Fact.objects.get(kind="investment"), value=7e9)
    html = Html(client.get(area.document.get_absolute_url()).content.decode())
    facts = html.css_first(".facts")
    assert "占地面积" not in facts.text()
    assert "70 亿元" in facts.text()
    assert [tag.text() for tag in facts.css(".tag")] == ["补充", "更正"]


def test_the_rules_are_measured() -> None:
    module = tool("measure_rules")
    rows = [
        line.split("\t")
        for line in module.TARGET.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(rows) > 20
    assert all(0 <= int(right) <= int(read) for _, read, right in rows)
