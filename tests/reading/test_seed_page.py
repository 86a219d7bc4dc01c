"""The real page that the project began with: what must come out of it, and what must not. Skipped where it is absent."""

from functools import cache
from pathlib import Path

import pytest

from luodi.facts import Document, Fact
from luodi.reading.news import read_news

PAGE = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "page.txt"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the page is not here")

ZONE = "青岛高新区"
MEDICAL = "青岛市生物医药及医疗器械产业园"
INSTRUMENTS = "青岛市精密仪器仪表产业园"


@cache
def facts() -> tuple[Fact, ...]:
    text = PAGE.read_text("utf-8")
    return read_news(Document(id="seed", text=text, title=text.split("\n")[2].strip()))


def of(kind: str, subject: str | None = None) -> list[Fact]:
    return [fact for fact in facts() if fact.kind == kind and subject in (None, fact.subject)]


def test_every_quote_stands_in_the_text() -> None:
    text = PAGE.read_text("utf-8")
    assert facts()
    assert all(text[fact.span.start : fact.span.end] == fact.span.quote for fact in facts())


@pytest.mark.parametrize(("park", "mu"), [(MEDICAL, 4600), (INSTRUMENTS, 2900)])
def test_the_parks_areas_are_lower_bounds(park: str, mu: int) -> None:
    (area,) = of("land_area", park)
    assert area.value == pytest.approx(mu * 10000 / 15, rel=1e-6)
    assert (area.unit, area.approx) == ("m2", "at_least")
    assert f"{mu}余亩" in area.span.quote


def test_six_billion_belong_to_one_project_and_nobody_else() -> None:
    sums = [fact for fact in facts() if fact.value == 6e9]
    assert [(fact.kind, fact.subject, fact.unit) for fact in sums] == [
        ("investment", "国药科技城项目", "CNY")
    ]


def test_the_certificates_and_their_share_of_the_city() -> None:
    (count,) = [fact for fact in of("count", ZONE) if fact.value == 214]
    assert count.object is not None
    assert count.object.endswith("医疗器械证")
    shares = [
        fact for fact in of("share", ZONE) if fact.value == 0.25 and "医疗器械证" in (fact.object or "")
    ]
    assert len(shares) == 1
    assert (shares[0].object or "").startswith("全市")


def test_the_rank_and_the_one_before() -> None:
    (rank,) = [fact for fact in of("rank", ZONE) if fact.value == 13]
    assert (rank.period, rank.previous) == ("2022", 16)
    assert "国家高新区" in (rank.object or "")


def test_the_rank_by_a_single_indicator() -> None:
    (rank,) = [fact for fact in of("rank", ZONE) if fact.value == 12]
    assert "创新能力和创业活跃度" in (rank.object or "")


def test_twelve_projects_were_signed_six_and_six() -> None:
    counts = {(fact.value, fact.object) for fact in of("count", ZONE)}
    assert (12, "签约项目") in counts
    assert (6, "生物医药及医疗器械项目") in counts
    assert (6, "精密仪器仪表产业项目") in counts
    assert len(of("signed")) == 4
    assert {fact.object for fact in of("signed")} == {ZONE}


def test_the_day_has_an_inferred_year() -> None:
    for park in (MEDICAL, INSTRUMENTS):
        (opened,) = [fact for fact in of("event", park) if fact.object == "established"]
        assert opened.date == "2024-04-06"
        assert opened.inferred


def test_the_lead_firm() -> None:
    leaders = of("chain_leader", "海克斯康制造智能技术(青岛)有限公司")
    assert [fact.object for fact in leaders] == ["青岛市精密仪器仪表产业链"]


def test_the_round_and_its_investors() -> None:
    (deal,) = of("financing")
    assert deal.subject == "上海奥全生物医药科技有限公司"
    assert (deal.object, deal.value, deal.approx, deal.date) == ("B轮", 1e8, "at_most", "2024-08-05")
    assert set(deal.investors) == {"德屹资本", "招商证券投资", "凯泰资本", "张科禾润", "乔贝资本"}


def test_the_zone_gets_none_of_the_teasers_figures() -> None:
    text = PAGE.read_text("utf-8")
    teasers = text.index("相关文章")
    mine = [fact for fact in facts() if fact.subject in (ZONE, MEDICAL, INSTRUMENTS)]
    assert mine
    assert [fact for fact in mine if fact.span.start > teasers] == []
    assert {fact.subject for fact in of("growth")} == {"崂山区"}


def test_the_phone_box_is_nobodys_fact() -> None:
    text = PAGE.read_text("utf-8")
    box = range(text.index("葛毅明微信号"), text.index("分享给朋友"))
    assert [fact for fact in facts() if fact.span.start in box or fact.span.end - 1 in box] == []
    assert not any("13391219793" in fact.span.quote or "400" in fact.span.quote[:3] for fact in facts())
