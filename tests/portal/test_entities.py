"""Names resolve to entities: what joins by itself, what is asked, and that every decision can be taken back."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from luodi.facts import Document, Fact, Reading
from luodi_portal.accounts.models import User
from luodi_portal.inventory.keep import keep_parks
from luodi_portal.inventory.models import Park
from luodi_portal.knowledge import models
from luodi_portal.knowledge.entities import pairs, resolve
from luodi_portal.knowledge.entities.rebuild import rebuild
from luodi_portal.knowledge.entities.split import split_off, unsplit
from luodi_portal.knowledge.keep import keep_reading, keep_readings
from luodi_portal.knowledge.models import Entity, Pairing, PairingChange
from portal import samples

ABOUT = "青岛市的消息（虚构）。"


def told(name: str, *facts: tuple[str, str, str | None], text: str = ABOUT) -> Reading:
    """A document that names things: kind, subject, object; the text is only there to hold spans."""
    body = f"{text}{name}：" + "；".join(f"{subject}{object_ or ''}" for _, subject, object_ in facts)
    document = Document(name, body, title=name, type="news", published="2025-01-01", source=name)
    span = document.span(0, 4)
    rows = tuple(
        Fact(
            kind,
            subject,
            span,
            value=None if object_ else 1.0,
            unit=None if object_ else "m2",
            object=object_,
        )
        for kind, subject, object_ in facts
    )
    return Reading(document, "news", facts=rows)


def root(name: str) -> int:
    """The key of what a name that was read stands for."""
    found = {
        row.entity.root_id for row in models.EntityName.objects.filter(name=name).select_related("entity")
    }
    assert len(found) == 1, (name, found)
    return int(found.pop() or 0)


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("an-editor", password="x")


@pytest.mark.django_db
def test_facts_point_at_what_they_name() -> None:
    keep_reading(
        told("甲", ("located_in", "海澄有限公司", "青岛高新区岙东路以西"), ("land_area", "签约项目", None))
    )
    fact, other = models.Fact.objects.order_by("-kind")
    assert fact.subject_entity
    assert fact.object_entity
    assert (fact.subject_entity.kind, fact.object_entity.name) == ("firm", "青岛高新区")
    assert other.subject_entity is None  # a kind of thing, not a thing
    assert other.priority > 0


@pytest.mark.django_db
def test_one_name_written_in_several_ways_is_one() -> None:
    keep_reading(told("甲", ("land_area", "青岛高新区", None)))
    keep_reading(told("乙", ("land_area", "青岛国家高新技术产业开发区", None)))
    entity = Entity.objects.get(kind="zone")
    assert [str(name) for name in entity.names.all()] == ["青岛高新区", "青岛国家高新技术产业开发区"]
    assert {name.document.name for name in entity.names.select_related("document") if name.document} == {
        "甲",
        "乙",
    }


@pytest.mark.django_db
def test_places_have_codes_and_coordinates() -> None:
    keep_reading(told("甲", ("indicator", "城阳区", "地区生产总值")))
    place = Entity.objects.get(kind="place")
    assert (place.key, place.name, place.division) == ("place:370214", "山东省青岛市城阳区", "370214")
    assert place.lon == pytest.approx(120.4, abs=0.5)


@pytest.mark.django_db
def test_a_park_in_a_district_is_the_one_in_its_city() -> None:
    keep_reading(told("甲", ("land_area", "青岛红滩精测产业园", None)))
    keep_reading(told("乙", ("land_area", "城阳区红滩精测产业园", None)))
    keep_reading(told("丙", ("land_area", "苏州红滩精测产业园", None)))
    assert root("青岛红滩精测产业园") == root("城阳区红滩精测产业园") != root("苏州红滩精测产业园")
    pairing = Pairing.objects.get(state="same")
    assert pairing.by is None
    assert pairing.reasons


@pytest.mark.django_db
def test_a_project_named_alike_elsewhere_is_asked_not_joined() -> None:
    keep_reading(told("甲", ("investment", "电驱总成项目", None)))
    keep_reading(
        told("乙", ("investment", "电驱总成项目", None), text="柳州市的另一件事（虚构），写得很不一样。")
    )
    assert Entity.objects.count() == 2
    assert Pairing.objects.get().state == "open"


@pytest.mark.django_db
def test_a_stage_knows_its_whole() -> None:
    keep_reading(told("甲", ("land_area", "青岛红滩精测产业园二期", None)))
    stage = Entity.objects.get(stage="二期")
    assert stage.whole
    assert stage.whole.core == "红滩精测"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("泽澜仪器设备有限公司（以下简称“泽澜仪设”）落户。", {"泽澜仪设"}),
        ("泽澜仪器设备有限公司（简称：泽澜）落户，泽澜仪器设备投资1亿元。", {"泽澜", "泽澜仪器设备"}),
        ("泽澜仪器设备有限公司(下称「泽澜仪设」,虚构)落户。", {"泽澜仪设"}),
        ("泽澜仪器设备有限公司（以下简称“公司”）落户。", set()),
        ("泽澜仪器设备有限公司（虚构）落户，别的公司（以下简称“别家”）没有。", set()),
        ("泽澜仪器设备有限公司落户。", set()),
    ],
)
def test_what_else_a_document_calls_a_firm_is_its_name_too(
    client: Client, text: str, aliases: set[str]
) -> None:
    name = "泽澜仪器设备有限公司"
    keep_reading(told("甲", ("land_area", name, None), text=text))
    entity = Entity.objects.get(name=name)
    assert set(entity.names.values_list("name", flat=True)) - {name} == aliases
    for alias in aliases:
        found = client.get("/search/", {"q": alias, "kind": "firm"}).content.decode()
        assert entity.get_absolute_url() in found


@pytest.mark.django_db
@pytest.mark.parametrize("park_first", [True, False])
def test_a_park_of_the_inventory_finds_what_documents_know_of_it(park_first: bool) -> None:
    steps = [lambda: keep_parks([samples.PARK]), lambda: keep_reading(samples.reading())]
    for step in steps if park_first else reversed(steps):
        step()
    park = Park.objects.select_related("entity").get()
    assert park.entity
    assert models.Fact.objects.filter(subject_entity__root=park.entity.root_id, kind="land_area").exists()


@pytest.mark.django_db
def test_a_name_of_two_parks_of_the_inventory_is_not_joined_unasked() -> None:
    keep_parks(
        [samples.PARK, replace(samples.PARK, id="other", province="江苏省", city="苏州市", district=None)]
    )
    keep_reading(samples.reading())
    assert not Pairing.objects.filter(state="same").exists()
    assert Pairing.objects.filter(state="open").count() == 2


@pytest.fixture
def doubtful(db: None) -> Pairing:
    keep_reading(told("甲", ("land_area", "青岛济泓园", None)))
    keep_reading(told("乙", ("land_area", "青岛济泓医疗器械产业园", None)))
    return Pairing.objects.get(state="open")


def test_a_decision_is_logged_and_taken_back(doubtful: Pairing, editor: User) -> None:
    change = pairs.decide(doubtful, "same", editor, "同一个园区")
    assert root("青岛济泓园") == root("青岛济泓医疗器械产业园")
    assert (change.before, change.after, change.by, change.why) == ("open", "same", editor, "同一个园区")
    assert pairs.undo(change, editor).undone
    assert root("青岛济泓园") != root("青岛济泓医疗器械产业园")
    doubtful.refresh_from_db()
    assert doubtful.state == "open"
    assert PairingChange.objects.count() == 1  # the log keeps what was undone


def test_what_was_decided_anew_is_undone_from_the_end(doubtful: Pairing, editor: User) -> None:
    first = pairs.decide(doubtful, "same", editor)
    second = pairs.decide(doubtful, "apart", editor)
    assert not pairs.undo(first, editor).undone
    pairs.undo(second, editor)
    pairs.undo(first, editor)
    doubtful.refresh_from_db()
    assert doubtful.state == "open"


def test_decisions_outlive_a_rebuild(doubtful: Pairing, editor: User) -> None:
    pairs.decide(doubtful, "same", editor)
    before = set(Entity.objects.values_list("key", "root__key"))
    rebuilt = rebuild()
    assert set(Entity.objects.values_list("key", "root__key")) == before
    assert (rebuilt.documents, rebuilt.removed) == (2, 0)


def test_a_rebuild_removes_what_no_fact_names_any_more(doubtful: Pairing) -> None:
    models.Document.objects.get(name="乙").delete()
    assert rebuild().removed == 1
    assert not Pairing.objects.exists()


def test_one_name_for_two_things_is_split_by_document(doubtful: Pairing, editor: User) -> None:
    keep_reading(told("丙", ("land_area", "青岛济泓园", None), text="青岛市另一处的消息（虚构）"))
    document = models.Document.objects.get(name="丙")
    entity = Entity.objects.get(pk=root("青岛济泓园"))
    made = split_off(entity, [document], editor, "另一个园区")
    assert made
    fact = models.Fact.objects.get(document=document)
    assert fact.subject_entity == made
    keep_reading(
        told("丙", ("land_area", "青岛济泓园", None), text="青岛市另一处的消息（虚构）")
    )  # read again
    rebuild()
    fact.refresh_from_db()
    assert fact.subject_entity == made
    assert unsplit(made, editor) == entity
    fact.refresh_from_db()
    assert fact.subject_entity == entity


@pytest.mark.django_db
def test_resolving_takes_as_many_queries_for_many_documents_as_for_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        resolve.entities_changed, "send", lambda *_, **__: []
    )  # what others do then is theirs

    def readings(first: int, count: int) -> list[Reading]:
        return [
            told(
                f"甲{n}",
                ("located_in", f"海澄{n}号有限公司", "青岛高新区"),
                ("land_area", f"青岛第{n}红滩产业园", None),
            )
            for n in range(first, first + count)
        ]

    with CaptureQueriesContext(connection) as few:
        keep_readings(readings(100, 2))
    with CaptureQueriesContext(connection) as many:
        keep_readings(readings(200, 20))
    assert len(many) <= len(few) + 6


NAMES = ["青岛济泓园", "青岛济泓器械园", "青岛济泓医疗园", "青岛济泓药园", "青岛济泓仪器园", "青岛济泓新园"]


class Joining(TestCase):
    """Whatever is decided and taken back: the groups are those that the pairs decided same make."""

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 5), st.integers(0, 5), st.sampled_from(["same", "apart", "later", "undo"])
            ),
            max_size=12,
        )
    )
    def test_groups_follow_from_the_pairs(self, steps: list[tuple[int, int, str]]) -> None:
        rows = [
            Entity.objects.create(key=f"k{n}", kind="park", name=name, core=name)
            for n, name in enumerate(NAMES)
        ]
        Entity.objects.filter(root=None).update(root=models.models.F("pk"))
        for left, right, state in steps:
            last = PairingChange.objects.filter(undone=False).first()
            if state == "undo":
                if last:
                    pairs.undo(last, None)
            elif left != right:
                low, high = sorted((rows[left].pk, rows[right].pk))
                pair, _ = Pairing.objects.get_or_create(left_id=low, right_id=high, defaults={"score": 0.5})
                pairs.decide(pair, state, None)
        groups = {row.pk: row.root_id for row in Entity.objects.all()}
        assert groups == plainly_grouped([row.pk for row in rows])


def plainly_grouped(keys: list[int]) -> dict[int, int]:
    """Spread the least key along the pairs until nothing changes."""
    least = {key: key for key in keys}
    edges = list(Pairing.objects.filter(state="same").values_list("left_id", "right_id"))
    for _ in keys:
        for a, b in edges:
            least[a] = least[b] = min(least[a], least[b])
    return least
