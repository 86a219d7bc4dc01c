"""The site-selection report: what a broker must find in it, in both languages, and that the page stands alone."""

import re
from html.parser import HTMLParser

import pytest

from luodi.matching.candidates import candidates_among
from luodi.matching.reference import match_sites
from luodi.matching.requirement import Requirement
from luodi.matching.robustness import Options, robustness
from luodi.reports.selection import build_report, render_report, style_hash
from luodi.sites.admission import Admission, Group, Term
from luodi.sites.park import Park
from luodi.sites.site import Site

PARK = Park(
    id="p", name="示例园区（虚构）", plot_ratio=2.0,
    admission=Admission(
        Group("all_of", (Term("tax_cny_mu_year", at_least=200_000), Term("investment_cny_mu", at_least=2_800_000))),
        source="示例条款",
    ),
)  # fmt: skip
LEASED = {"deal": ("lease",), "kind": ("factory",), "city": "青岛市", "province": "山东省", "district": "城阳区",
          "status": "available", "source": "示例房源"}  # fmt: skip
SITES = [
    Site(id="a", name="甲号厂房", park="p", floor_area_m2=3000, clear_height_m=9, rent_cny_m2_month=18,
         sources={"rent_cny_m2_month": "18块一平", "clear_height_m": "檐高9米"}, verified_on="2026-01-05", **LEASED),
    Site(id="b", name="乙号<厂房>", floor_area_m2=3100, rent_cny_m2_month=19, **LEASED),
    Site(id="c", name="丙号厂房", floor_area_m2=2900, clear_height_m=8, rent_cny_m2_month=20, synthetic=True, **LEASED),
    Site(id="d", name="丁号厂房", floor_area_m2=2900, clear_height_m=10, rent_cny_m2_month=16, **LEASED),
    Site(id="e", name="戊号厂房", floor_area_m2=3000, clear_height_m=5, rent_cny_m2_month=15, **LEASED),
    Site(id="f", name="己号厂房", floor_area_m2=900, clear_height_m=4, rent_cny_m2_month=35, **LEASED),
]  # fmt: skip
REQUIREMENT = Requirement(
    company="某某精仪（虚构）", deal=("lease",), kind=("factory",), locations=("青岛",), floor_area_min_m2=3000,
    floor_area_max_m2=3000, clear_height_min_m=8, rent_max_cny_m2_month=22, tax_cny_year=3_000_000,
    sources={"clear_height_min_m": "层高8米以上"},
)  # fmt: skip
ANSWER = match_sites(REQUIREMENT, SITES, [PARK])
STEADY = robustness(candidates_among(REQUIREMENT, SITES, [PARK]), Options(draws=500, ranks=4))
OUTSIDE = re.compile(r"(?:src|href)\s*=\s*[\"'](?!#)|url\(|@import|<script", re.IGNORECASE)


class Balance(HTMLParser):
    """Checks that what is opened is closed, in order."""

    VOID = frozenset(("meta", "rect", "path", "br"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [(found["href"] or "").removeprefix("#")] if "href" in found else []
        if tag not in self.VOID or tag == "rect":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is left open."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_stands_alone_and_is_well_formed(lang: str) -> None:
    page = render_report(ANSWER, lang, "2026-11-24", STEADY)  # type: ignore[arg-type]
    assert not OUTSIDE.search(page)
    balance = Balance()
    balance.feed(page)
    assert balance.open == []
    assert len(balance.ids) == len(set(balance.ids))
    assert set(balance.links) <= set(balance.ids)
    assert "乙号<厂房>" not in page
    assert "乙号&lt;厂房&gt;" in page


def test_three_sites_stand_side_by_side_with_figures_and_sources() -> None:
    report = build_report(ANSWER, "zh", "2026-11-24")
    assert [head.name for head in report.heads] == [match.site.name for match in ANSWER.shortlist[:3]]
    assert len(report.others) == len(ANSWER.shortlist) - 3
    quotes = {(name, source.quote) for name, listed in report.sources for source in listed}
    if any(head.name == "甲号厂房" for head in report.heads):
        assert ("甲号厂房", "檐高9米") in quotes
    for row in report.site_rows:
        for line in row.lines:
            assert (line.value == "未知") == (line.source is None)


def test_every_excluded_site_has_its_reasons() -> None:
    report = build_report(ANSWER, "zh", "2026-11-24")
    reasons = dict(report.exclusions)
    assert set(reasons) == {"戊号厂房", "己号厂房"}
    assert "5 米" in reasons["戊号厂房"]
    assert all(word in reasons["己号厂房"] for word in ("900", "4 米", "35 元"))
    assert report.exclusions_left_out == 0


def test_the_funnel_ends_at_the_sites_that_pass() -> None:
    report = build_report(ANSWER, "en", "2026-11-24")
    assert report.funnel[-1][-1] == str(ANSWER.passing)
    assert f">{ANSWER.considered}<" in report.funnel_chart


def test_what_was_assumed_and_what_is_not_verified_is_said() -> None:
    report = build_report(ANSWER, "zh", "2026-11-24")
    assert any("20%" in line for line in report.assumed)
    named = dict(zip((head.name for head in report.heads), report.unverified, strict=True))
    if "乙号<厂房>" in named:
        assert any("层高" in name for name in named["乙号<厂房>"])
    assert any(line.label == "层高不低于" and line.quote == "层高8米以上" for line in report.understood)


def test_how_the_list_holds_stands_there_if_it_was_reckoned() -> None:
    """Every site's parts of the bar add up to the share of draws in which it is listed."""
    report = build_report(ANSWER, "zh", "2026-11-24", STEADY)
    assert report.steadiness is not None
    assert [row[0] for row in report.steadiness.rows] == [each.site.name for each in STEADY.sites]
    assert [row[2] for row in report.steadiness.rows] == [
        f"{sum(each.acceptability):.0%}" for each in STEADY.sites
    ]
    assert sum(int(row[1].rstrip("%")) for row in report.steadiness.rows) == pytest.approx(100, abs=3)
    assert build_report(ANSWER, "zh", "2026-11-24").steadiness is None


def test_synthetic_sites_are_flagged() -> None:
    report = build_report(ANSWER, "zh", "2026-11-24")
    heads = (*report.heads, *report.others)
    assert {head.name for head in heads if head.synthetic} == {"丙号厂房"}
    assert report.any_synthetic


def test_an_answer_without_sites_says_so() -> None:
    answer = match_sites(REQUIREMENT, SITES[4:], [PARK])
    page = render_report(answer, "zh", "2026-11-24")
    assert "没有房源满足全部硬约束" in page
    assert "戊号厂房" in page


def test_an_empty_inventory_is_no_error() -> None:
    assert "0 处房源" in render_report(match_sites(REQUIREMENT, []), "zh", "2026-11-24")


def test_english_pages_hold_no_chinese_but_content() -> None:
    page = render_report(ANSWER, "en", "2026-11-24", STEADY)
    body = page[page.index("<body>") :]
    content = "".join(f"{site.name}{site.source}" for site in SITES)
    content += "示例园区（虚构）示例条款某某精仪山东省青岛市城阳区18块一平檐高9米层高8米以上"
    assert set(re.findall(r"[\u4e00-\u9fff]", body)) <= set(content)


def test_the_style_is_named_by_its_hash() -> None:
    assert re.fullmatch(r"sha256-[A-Za-z0-9+/]{43}=", style_hash())


def test_a_site_outside_every_park_passes_no_terms() -> None:
    rows = {row.label: row for row in build_report(ANSWER, "zh", "2026-11-24").constraint_rows}
    names = [match.site.name for match in ANSWER.shortlist[:3]]
    line = rows["准入条件"].lines[names.index("丁号厂房")]
    assert (line.state, line.wanted) == (None, "")
    assert "园区" in line.value


def test_sources_and_questions_stand_under_their_site() -> None:
    report = build_report(ANSWER, "en", "2026-11-24")
    numbers = [source.number for _, listed in report.sources for source in listed]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert [name for name, _ in report.questions] == [
        m.site.name for m in ANSWER.shortlist[:3] if m.questions
    ]
