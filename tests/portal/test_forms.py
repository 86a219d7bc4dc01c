"""What people type: good input becomes a shortlist, bad input a clear message and status 400."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as Html

from luodi.core.fields import REQUIREMENT_FIELDS
from luodi.facts import Document, FieldReading, Reading
from luodi_portal.desk.models import Requirement, Shortlist
from luodi_portal.desk.requirements import keep_fields, keep_read
from luodi_portal.web.forms import RequirementForm, as_typed
from portal import samples
from portal.conftest import Speaks

BAD_FILTERS = [
    ("/sites/?area_min=-3", "负数", "negative"),
    ("/sites/?area_min=abc", "abc", "abc"),
    ("/sites/?rent_max=1e999", "", ""),
    ("/sites/?area_min=500&area_max=20", "上限小于下限", "below the lower end"),
    ("/sites/?height_min=5000", "", ""),
    ("/sites/?foo=1", "不认识筛选项 foo", "Unknown filter foo"),
    ("/sites/?kind=castle", "castle", "castle"),
    ("/sites/?page=0", "", ""),
    ("/sites/?q=" + "厂" * 101, "100", "100"),
    ("/sites/?q=a%00b", "", ""),
    ("/documents/?type=poem", "poem", "poem"),
    ("/parks/?place=1", "不认识筛选项 place", "Unknown filter place"),
    ("/requirements/?x=1", "不认识筛选项 x", "Unknown filter x"),
]


@pytest.mark.parametrize(("address", "zh", "en"), BAD_FILTERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_bad_filter_is_named(
    world: None, speaks: Speaks, lang: str, address: str, zh: str, en: str
) -> None:
    response = speaks(lang).get(address)
    said = Html(response.content.decode()).css_first("[role=alert]").text()
    assert response.status_code == 400
    assert (zh if lang == "zh" else en) in said
    assert not Html(response.content.decode()).css("tbody tr")


BAD_FIELDS = [
    ({"floor_area_min_m2": "-5"}, "负数"),
    ({"floor_area_min_m2": "很大"}, "很大"),
    ({"floor_area_min_m2": "900", "floor_area_max_m2": "100"}, "面积"),
    ({"kind": ["castle"]}, "castle"),
    ({"storey": "0"}, "楼层"),
    ({"start_by": "someday"}, "不是日期"),
    ({"company": "厂" * 501}, "500"),
    ({"colour": "red"}, "没有 colour 这个字段"),
]


@pytest.mark.parametrize(("data", "said"), BAD_FIELDS, ids=str)
def test_a_bad_field_is_named_and_nothing_is_kept(
    client: Client, world: None, data: dict[str, object], said: str
) -> None:
    response = client.post("/requirements/new/", data)
    alert = Html(response.content.decode()).css_first("[role=alert]").text()
    assert (response.status_code, said in alert) == (400, True), alert
    assert not Requirement.objects.exists()


BAD_TEXTS = [("", "请粘贴"), ("   ", "请粘贴"), ("厂房" * 10_001, "20000"), ("a\x07b", "控制字符")]


@pytest.mark.parametrize(("text", "said"), BAD_TEXTS, ids=["empty", "blank", "huge", "control"])
def test_a_bad_text_is_named_and_nothing_is_kept(client: Client, db: None, text: str, said: str) -> None:
    response = client.post("/requirements/read/", {"text": text})
    assert (response.status_code, said in response.content.decode()) == (400, True)
    assert not Requirement.objects.exists()


def test_a_flood_is_refused(client: Client, db: None) -> None:
    response = client.post("/requirements/read/", {"text": "厂" * 1_000_000})
    assert response.status_code == 400
    assert "2 万字" in response.content.decode()


def test_a_form_from_elsewhere_is_refused(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/requirements/read/", {"text": samples.ENQUIRY})
    assert (response.status_code, "刷新页面" in response.content.decode()) == (403, True)


def test_fields_become_a_shortlist_with_reasons(client: Client, world: None) -> None:
    data = {"industry": "医疗器械", "kind": ["factory"], "deal": ["lease"], "locations": "青岛、苏州", "tax_cny_year": "100万",
            "floor_area_min_m2": "1500", "rent_max_cny_m2_month": "20", "env_permit": "on"}  # fmt: skip
    response = client.post("/requirements/new/", data, follow=True)
    html = Html(response.content.decode())
    row = Requirement.objects.get()
    assert row.values["locations"] == ["青岛", "苏州"]
    assert row.values["tax_cny_year"] == 1_000_000
    assert [node.text() for node in html.css(".site-match h2")] == [samples.SITES[0].name]
    assert html.css(".state.pass")
    assert Shortlist.objects.get().answer["considered"] == len(samples.SITES)


def test_the_text_is_understood_shown_with_its_quotes_and_can_be_mended(client: Client, world: None) -> None:
    response = client.post("/requirements/read/", {"text": samples.ENQUIRY}, follow=True)
    row = Requirement.objects.get()
    html = Html(response.content.decode())
    assert row.values["rent_max_cny_m2_month"] == 20
    assert html.css_first("[name=rent_max_cny_m2_month]").attributes["value"] == "20"
    assert html.css_first(".prose").text() == samples.ENQUIRY
    assert html.css_first("mark")
    typed = as_typed(row.values) | {"rent_max_cny_m2_month": "16"}
    client.post(f"/requirements/{row.pk}/", typed)
    mended = Requirement.objects.get()
    assert mended.values == row.values | {"rent_max_cny_m2_month": 16}
    assert mended.spans.keys() == row.spans.keys() - {"rent_max_cny_m2_month"}


def test_the_same_text_again_is_the_same_requirement(client: Client, world: None) -> None:
    first = client.post("/requirements/read/", {"text": samples.ENQUIRY})
    again = client.post("/requirements/read/", {"text": f"  {samples.ENQUIRY}\r\n"})
    assert (first["Location"], Requirement.objects.count()) == (again["Location"], 1)


def test_a_shortlist_says_when_the_inventory_has_changed(client: Client, world: None) -> None:
    from luodi_portal.inventory.keep import keep_sites

    location = client.post("/requirements/new/", {"kind": ["factory"]})["Location"]
    assert "此后房源或园区有变" not in client.get(location).content.decode()
    keep_sites([samples.Site(id="new", kind=("factory",))])
    assert "此后房源或园区有变" in client.get(location).content.decode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([field.name for field in REQUIREMENT_FIELDS]), st.text(max_size=40), max_size=4
    )
)
def test_whatever_is_typed_is_read_or_named(data: dict[str, str]) -> None:
    form = RequirementForm(data)
    if form.is_valid():
        again = RequirementForm(as_typed(form.values()))
        assert again.is_valid()
        assert again.values() == form.values()
    else:
        assert all(message for messages in form.errors.values() for message in messages)


def test_the_report_carries_its_own_style_and_a_policy_that_names_it(officer: Client, world: None) -> None:
    row = keep_fields({"kind": ("factory",), "industry": "医疗器械"})
    for lang in ("zh-hans", "en"):
        officer.cookies["django_language"] = lang
        response = officer.get(f"/requirements/{row.pk}/report/")
        policy = response["Content-Security-Policy"]
        assert response.status_code == 200
        assert "style-src 'sha256-" in policy
        assert "script-src 'none'" in policy
        assert not Html(response.content.decode()).css("[style], script, link[rel=stylesheet]")
    kept = officer.get(f"/requirements/{row.pk}/report/?download")
    assert kept["Content-Disposition"] == f'attachment; filename="luodi-report-{row.pk}-en.html"'


def test_a_quote_in_the_title_is_shown_too(officer: Client, db: None) -> None:
    title = "求租3000平厂房（虚构）"
    document = Document(id="e", title=title, text="要求层高6米以上。", type="requirement")
    area = FieldReading("floor_area_min_m2", 3000.0, document.span(2, 7, "title"))
    row = keep_read(Reading(document, "requirement", fields=(area,)))
    html = Html(officer.get(f"/requirements/{row.pk}/").content.decode())
    assert [mark.text() for mark in html.css("mark")] == ["3000平"]
    assert html.css_first("a.quote").text() == "3000平"


@pytest.mark.parametrize(
    ("address", "sent", "zh", "en"),
    [
        (
            "/requirements/read/",
            {"text": "你好，今天天气不错"},
            "读不出任何要求",
            "nothing that is asked for",
        ),
        ("/requirements/read/", {"text": "求租" * 10_001}, "请只留需求本身", "keep the enquiry only"),
        ("/requirements/new/", {}, "请至少填一项", "at least one field"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_asks_for_nothing_is_not_kept(
    db: None, speaks: Speaks, lang: str, address: str, sent: dict[str, str], zh: str, en: str
) -> None:
    response = speaks(lang).post(address, sent)
    assert (response.status_code, Requirement.objects.count()) == (400, 0)
    assert (zh if lang == "zh" else en) in response.content.decode()


def test_who_opens_the_address_that_reads_is_shown_the_form(client: Client, db: None) -> None:
    assert client.get("/requirements/read/")["Location"] == "/requirements/new/"
