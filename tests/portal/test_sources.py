"""A document is its content: who else printed it, and what copies with another wording report differently."""

from dataclasses import replace

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from luodi.facts import Document as Said
from luodi.facts import Reading
from luodi.reading.read import read_document
from luodi_portal.knowledge.keep import keep_reading, keep_readings
from luodi_portal.knowledge.models import Document, DocumentSource, Fact, Shingle
from luodi_portal.knowledge.reposts import copies_of, differences
from luodi_portal.knowledge.signals import documents_kept
from portal import samples

PARAGRAPHS = (
    "澜山精密智造园（虚构）10月12日举行开园仪式，园区占地约1260亩，总建筑面积96万平方米，首批入驻企业47家。",
    "园区由澜山市工业发展公司投资建设，总投资58亿元，主攻精密仪器、伺服电机与工业传感器三个方向。",
    "市工信局负责人在仪式上说，园区设有检测中心和中试车间，企业搬进来三个月内就能试产第一批样机。",
    "当天还有12个项目集中签约，计划总投资33.5亿元，达产后预计年产值突破80亿元，带动就业5600人。",
)
ORIGINAL = Said(
    "a",
    "\n".join(PARAGRAPHS),
    "澜山精密智造园开园（虚构）",
    published="2025-10-12",
    source="澜山日报（虚构）",
    url="https://a.invalid/1",
)
EDITED = Said("b", "\n".join((PARAGRAPHS[0].replace("47家", "74家"), *PARAGRAPHS[1:])), "精密智造园今天开园", source="临泽网（虚构）", url="https://b.invalid/2")  # fmt: skip
OTHER = Said("c", "汐川港（虚构）三号泊位完成验收，岸线长420米，年吞吐能力180万吨，计划下月投运，届时航线增加到9条。", "汐川港三号泊位验收")  # fmt: skip


def read(said: Said) -> Reading:
    return read_document(said)


@pytest.mark.django_db
@pytest.mark.parametrize("together", [True, False], ids=("in one batch", "one by one"))
def test_the_same_content_elsewhere_joins_as_a_source(together: bool) -> None:
    again = replace(
        samples.NEWS, id="other", url="https://other.invalid/9", source="转载网（虚构）", author=None
    )
    readings = [samples.reading(), samples.reading(again), samples.reading(), samples.reading(again)]
    kept = keep_readings(readings) if together else [keep_reading(reading) for reading in readings]
    assert [(k.new, k.new_source) for k in kept] == [
        (True, True),
        (False, True),
        (False, False),
        (False, False),
    ]
    document = Document.objects.get()
    assert (document.url, document.source, document.author) == (
        samples.NEWS.url, samples.NEWS.source, samples.NEWS.author,
    )  # fmt: skip
    assert list(document.sources.values_list("url", "source")) == [
        (samples.NEWS.url, samples.NEWS.source), (again.url, again.source),
    ]  # fmt: skip
    assert Fact.objects.count() == len(samples.FACTS)


@pytest.mark.django_db
def test_what_a_source_did_not_say_is_learnt_from_that_source_only() -> None:
    bare = replace(samples.NEWS, author=None, published=None)
    keep_reading(samples.reading(bare))
    keep_reading(samples.reading(replace(samples.NEWS, url="https://other.invalid/9")))
    assert Document.objects.get().author == ""
    keep_reading(samples.reading())
    assert Document.objects.get().author == samples.NEWS.author
    keep_reading(samples.reading(replace(samples.NEWS, author="别人")))
    assert Document.objects.get().author == samples.NEWS.author
    assert DocumentSource.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("together", [True, False], ids=("in one batch", "one by one"))
def test_a_copy_with_another_wording_joins_its_article_and_shows_what_differs(together: bool) -> None:
    readings = [read(each) for each in (ORIGINAL, OTHER, EDITED)]
    kept = keep_readings(readings) if together else [keep_reading(each) for each in readings]
    first, other, copy = (Document.objects.get(pk=each.document.pk) for each in kept)
    assert (first.article_id, other.article_id, copy.article_id) == (None, None, first.pk)
    assert copies_of(first) == [copy]
    assert copies_of(copy) == [first]
    assert copies_of(other) == []
    differing = differences([first, copy])
    assert {(report.quote, report.documents) for each in differing for report in each.reports} == {
        ("首批入驻企业47家", (first,)), ("首批入驻企业74家", (copy,)),
    }  # fmt: skip
    page = Client().get(copy.get_absolute_url()).text
    assert "首批入驻企业47家" in page
    assert set(Shingle.objects.values_list("document", flat=True)) == {other.pk, first.pk}


@pytest.mark.django_db
def test_who_listens_hears_of_the_documents_and_of_those_that_are_new() -> None:
    heard: list[tuple[int, int]] = []

    def hear(documents: list[Document], new: list[Document], **_: object) -> None:
        heard.append((len(documents), len(new)))

    documents_kept.connect(hear)
    try:
        keep_readings([samples.reading(), read(OTHER)])
        keep_reading(samples.reading())
    finally:
        documents_kept.disconnect(hear)
    assert heard == [(2, 2), (1, 0)]


@pytest.mark.django_db(transaction=True)
def test_documents_from_before_there_were_sources_keep_theirs_as_the_first() -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([("knowledge", "0001_initial")])
    old = executor.loader.project_state([("knowledge", "0001_initial")]).apps
    before = old.get_model("knowledge", "Document")
    given = {"source": samples.NEWS.source, "url": samples.NEWS.url, "published": samples.NEWS.published}
    before.objects.create(hash=samples.NEWS.hash, slug=samples.NEWS.hash[:16], title=samples.NEWS.title,
                          text=samples.NEWS.text, type="news", author="林一", **given)  # fmt: skip
    before.objects.create(hash="0" * 64, slug="0" * 16, text="无来源", type="news")
    MigrationExecutor(connection).migrate(leaves)
    assert DocumentSource.objects.count() == 2
    assert not keep_reading(samples.reading()).new_source
