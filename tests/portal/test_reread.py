"""Reading anew: a look first changes nothing, the reading keeps what people said, and both say what changes."""

import pytest
from django.test import Client

from luodi.facts import Reading
from luodi.sites.park import Park
from luodi_portal.intake.models import Job
from luodi_portal.intake.reread import Scope
from luodi_portal.inventory.keep import keep_parks
from luodi_portal.knowledge.keep import keep_reading
from luodi_portal.knowledge.models import Document, Fact, Review
from luodi_portal.knowledge.review.decide import add, decide
from portal import samples
from portal.people import client_of
from portal.worker import work

pytestmark = pytest.mark.usefixtures("world")
WRONG = samples.fact("count", "签约12个项目", value=99.0, unit="1", object="不是原文")
ALL = "/intake/reread/?which=all"


@pytest.fixture
def editor() -> Client:
    """An editor; the news were read by a reader that found one wrong fact and a person's."""
    document = keep_reading(Reading(samples.NEWS, "news", facts=(samples.FACTS[0], WRONG))).document
    decide(Fact.objects.get(value=99), "accept", None)
    add(document, samples.fact("event", "签约12个项目", object="approved"), None)
    Document.objects.filter(pk=document.pk).update(reader="luodi 0.0")
    return client_of("editor")


def state() -> list[tuple[object, ...]]:
    rows = [
        *Fact.objects.order_by("pk").values_list("pk", "value", "reader"),
        *Document.objects.values_list("pk", "reader"),
    ]
    return [tuple(row) for row in rows]


def lines() -> list[str]:
    work()
    job = Job.objects.latest("pk")
    assert job.state == "done"
    return [line.en for line in job.lines.all()]


def test_a_look_says_what_would_change_and_changes_nothing(editor: Client) -> None:
    before = state()
    assert editor.post(ALL, {"then": "look"})["Location"].startswith("/intake/reread/?which=all")
    *told, last = lines()
    assert state() == before
    assert "documents would change" in last
    assert "Nothing was changed." in last
    assert any(
        samples.NEWS.title in line and "(1 of them reviewed: the reviews stay)" in line for line in told
    )
    assert "什么都还没有改" in editor.get(ALL).content.decode()


def test_reading_changes_what_the_look_said_and_keeps_what_people_said(editor: Client) -> None:
    editor.post(ALL, {"then": "look"})
    looked = lines()
    editor.post(ALL, {"then": "read"})
    read = lines()
    assert [line for line in read if "no more" in line][:-1] == [
        line for line in looked if "no more" in line
    ][:-1]
    assert not Fact.objects.filter(value=99).exists()
    assert Fact.objects.filter(reader="person").count() == 1
    assert Review.objects.filter(undone=False).count() == 2
    assert not Scope("earlier").documents().exists()
    editor.post(ALL, {"then": "read"})
    assert lines() == ["0 documents changed: 0 facts new, 0 no more, 0 fields differ"]


@pytest.mark.parametrize(
    ("which", "key", "found"),
    [
        ("all", "", {"news", "listing"}),
        ("earlier", "", {"news"}),
        ("document", "news", {"news"}),
        ("park", "chengwan", {"news", "listing"}),
        ("park", "other", set()),
    ],
)
def test_which_documents(editor: Client, which: str, key: str, found: set[str]) -> None:
    keep_parks([Park(id="other", name="别处产业园（虚构）")])
    key = Document.objects.get(type="news").slug if key == "news" else key
    assert set(Scope(which, key).documents().values_list("type", flat=True)) == found
    assert editor.get("/intake/reread/", {"which": which, "key": key}).status_code == 200


@pytest.mark.parametrize(
    "query", ["which=nothing", "which=park&key=nowhere", "which=document", "which=all&key=x"]
)
def test_what_can_not_be_read_again_is_named(editor: Client, query: str) -> None:
    response = editor.get(f"/intake/reread/?{query}")
    assert response.status_code == (200 if query == "which=all&key=x" else 400)
    assert editor.post(f"/intake/reread/?{query}").status_code in (302, 400)


def test_a_look_that_was_interrupted_goes_on_with_its_sums(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luodi_portal.intake.batches.BLOCK", 1)
    editor.post(ALL, {"then": "look"})
    whole = lines()[-1]
    editor.post(ALL, {"then": "look"})
    job = Job.objects.latest("pk")
    first = Document.objects.order_by("pk")[0]
    Job.objects.filter(pk=job.pk).update(done=1, place=f"{first.pk} 7 7 7 7 7")
    assert lines()[-1] != whole
    assert Job.objects.latest("pk").done == Document.objects.count()
