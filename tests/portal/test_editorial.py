"""Articles of our own: from a draft to the news and back, looks, versions, pictures, medals."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as Html

from luodi_portal.accounts.models import User
from luodi_portal.accounts.roles import EDITOR, give_role
from luodi_portal.editorial.markdown import clean, compose
from luodi_portal.editorial.medals import Work, medal_of
from luodi_portal.editorial.models import Article
from luodi_portal.editorial.publishing import publish_due
from luodi_portal.editorial.shown import body_html
from luodi_portal.editorial.versions import changes
from luodi_portal.knowledge.models import Document
from portal.people import client_of
from portal.test_pages import chinese_of_ours, no_inline

BODY = "## 开园\n\n4月6日，**澄湾仪器产业园**揭牌，占地2900余亩，总投资60亿元。\n\n- 一期已建成\n- 二期在建"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def media(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def writer(db: None) -> Client:
    return client_of("editor")


@pytest.fixture
def other(db: None) -> Client:
    user = User.objects.create(username="another")
    give_role(user, EDITOR)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk), backend=BACKEND)
    return client


def change(client: Client, article: Article, **said: str) -> None:
    article.refresh_from_db()
    seen = article.changed.isoformat()
    assert (
        client.post(
            f"/editorial/{article.pk}/", {"title": "澄湾开园", "body": BODY, "seen": seen, **said}
        ).status_code
        == 302
    )


def write(client: Client, do: str = "save", **said: str) -> Article:
    client.post("/editorial/new/", {"title": "澄湾开园", "body": BODY, "do": do, **said})
    return Article.objects.latest("pk")


def published(writer: Client, other: Client, **said: str) -> Article:
    article = write(writer, "submit", **said)
    other.post(f"/editorial/{article.pk}/decide/", {"do": "approve"})
    article.refresh_from_db()
    return article


def test_a_draft_becomes_news_with_facts_once_another_approves(writer: Client, other: Client) -> None:
    article = write(writer)
    assert (article.state, Document.objects.count()) == ("draft", 0)
    writer.post(f"/editorial/{article.pk}/submit/")
    assert (
        writer.post(f"/editorial/{article.pk}/decide/", {"do": "approve"}).status_code == 403
    )  # not one's own
    assert "澄湾开园" in Html(other.get("/editorial/").content.decode()).css_first("#waiting").parent.text()
    other.post(f"/editorial/{article.pk}/decide/", {"do": "approve"})
    article.refresh_from_db()
    assert article.state == "published"
    html = Html(Client().get(article.document.get_absolute_url()).content.decode())
    assert html.css_first(".prose h2").text() == "开园"
    assert html.css_first(".prose li").text() == "一期已建成"
    assert "占地2900余亩" in [node.text() for node in html.css(".prose mark")]
    assert {(node.attributes["href"] or "")[1:] for node in html.css(".facts a")} == {
        node.attributes["id"] for node in html.css("mark .anchor")
    }
    assert "澄湾开园" in Client().get("/search/?q=澄湾仪器产业园&kind=news").content.decode()
    assert "澄湾开园" in Client().get("/news/").content.decode()


def test_a_returned_article_says_why_and_can_be_handed_in_again(writer: Client, other: Client) -> None:
    article = write(writer, "submit")
    assert other.post(f"/editorial/{article.pk}/decide/", {"do": "return", "note": ""}).status_code == 400
    other.post(f"/editorial/{article.pk}/decide/", {"do": "return", "note": "请写明数字出处"})
    assert "请写明数字出处" in writer.get(f"/editorial/{article.pk}/").content.decode()
    writer.post(f"/editorial/{article.pk}/submit/")
    article.refresh_from_db()
    assert (article.state, article.note) == ("submitted", "")


def test_an_article_comes_out_on_its_day(writer: Client, other: Client) -> None:
    at = timezone.localtime() + timedelta(days=3)
    article = published(writer, other, publish_at=at.strftime("%Y-%m-%dT%H:%M"))
    assert (article.state, Document.objects.count()) == ("approved", 0)
    assert publish_due(timezone.now()) == 0
    assert [publish_due(at + timedelta(minutes=1)), publish_due(at + timedelta(minutes=1))] == [1, 0]
    assert Document.objects.get().published == at.date()


def test_a_new_version_takes_the_place_of_the_old_one_with_its_readers(writer: Client, other: Client) -> None:
    article = published(writer, other)
    old = article.document.get_absolute_url()
    Client().post(f"{old}seen/")
    writer.post(f"/editorial/{article.pk}/revise/")
    change(writer, article, title="澄湾开园了", do="submit")
    assert "澄湾开园了" not in Client().get(old).content.decode()  # until it is approved
    other.post(f"/editorial/{article.pk}/decide/", {"do": "approve"})
    page = Client().get(old, follow=True)
    assert page.redirect_chain[0][1] == 301
    assert "澄湾开园了" in page.content.decode()
    assert Document.objects.get().reach.views == 1


def test_two_windows_do_not_overwrite_each_other(writer: Client) -> None:
    article = write(writer)
    page = f"/editorial/{article.pk}/"
    seen = Html(writer.get(page).content.decode()).css_first("[name=seen]").attributes["value"] or ""
    first, second = (
        {"title": "澄湾", "body": body, "do": "save", "seen": seen} for body in ("先写的。", "后写的。")
    )
    assert writer.post(page, first).status_code == 302
    response = writer.post(page, second)
    assert (response.status_code, "后写的。" in response.content.decode()) == (400, True)
    article.refresh_from_db()
    assert article.body == "先写的。"


def test_only_a_draft_that_never_was_published_is_deleted(writer: Client, other: Client) -> None:
    draft = write(writer)
    assert other.post(f"/editorial/{draft.pk}/discard/").status_code == 403
    assert writer.post(f"/editorial/{draft.pk}/discard/")["Location"] == "/editorial/"
    article = published(writer, other)
    writer.post(f"/editorial/{article.pk}/discard/")
    assert list(Article.objects.all()) == [article]


def test_what_is_taken_down_is_gone_from_the_news(writer: Client, other: Client) -> None:
    article = published(writer, other)
    writer.post(f"/editorial/{article.pk}/take-down/")
    article.refresh_from_db()
    assert (article.state, Document.objects.count()) == ("draft", 0)
    assert "澄湾开园" not in Client().get("/search/?q=澄湾&kind=news").content.decode()


def test_a_preview_keeps_nothing(writer: Client) -> None:
    page = writer.post("/editorial/new/", {"title": "试", "body": "**粗**", "do": "preview"}).content.decode()
    assert Html(page).css_first("#preview").parent.css_first("strong").text() == "粗"
    assert Article.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"title": ""}, "请写标题"),
        ({"body": ""}, "请写正文"),
        ({"publish_at": "明天"}, "请写成"),
        ({"body": "a\x01b"}, "控制字符"),
    ],
)
def test_what_is_missing_is_named_and_what_is_written_stays(
    writer: Client, said: dict[str, str], words: str
) -> None:
    response = writer.post("/editorial/new/", {"title": "题目", "body": BODY, "do": "save", **said})
    assert (response.status_code, words in response.content.decode()) == (400, True)
    assert Article.objects.count() == 0
    assert "题目" in response.content.decode() or "title" in said


def test_too_short_is_not_handed_in(writer: Client) -> None:
    article = write(writer, "submit", body="太短")
    assert article.state == "draft"
    assert "正文太短" in writer.get(f"/editorial/{article.pk}/").content.decode()


def test_a_draft_is_its_authors_alone(writer: Client, other: Client) -> None:
    article = write(writer)
    for client, status in ((other, 403), (client_of("officer"), 403), (Client(), 302), (writer, 200)):
        assert (
            client.post(
                f"/editorial/{article.pk}/", {"title": "改", "body": "改", "do": "preview"}
            ).status_code
            == status
        )


def test_versions_are_kept_compared_and_come_back(writer: Client) -> None:
    article = write(writer)
    change(writer, article, body="别的内容。", do="save")
    writer.post(
        f"/editorial/{article.pk}/", {"title": "澄湾开园", "body": "别的内容。", "do": "save"}
    )  # nothing new
    first, second = article.history.order_by("history_id")
    html = Html(writer.get(f"/editorial/{article.pk}/history/{second.history_id}/").content.decode())
    assert html.css_first(".prose ins").text()
    assert html.css_first(".prose del").text()
    writer.post(f"/editorial/{article.pk}/history/{first.history_id}/revert/")
    article.refresh_from_db()
    assert (article.body, article.history.count()) == (BODY, 3)


@given(st.text("甲乙。\n", max_size=30), st.text("甲乙。\n", max_size=30))
def test_changes_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    found = list(changes(before, after))
    assert "".join(each.text for each in found if each.what != "in") == before
    assert "".join(each.text for each in found if each.what != "out") == after


HARMLESS = [
    ("<script>alert(1)</script>", "script"),
    ("[a](javascript:alert(1))", 'href="javascript'),
    ("![a](https://example.com/a.png)", "<img"),
    ("[a](data:text/html,x)", 'href="data'),
    ("<img src=x onerror=alert(1)>", "<img"),
    ('![" onload="x](picture:1)', 'onload="x'),
]


@pytest.mark.parametrize(("body", "not_in"), HARMLESS)
def test_what_could_harm_is_text(db: None, body: str, not_in: str) -> None:
    assert not_in not in body_html(body).replace("&lt;script&gt;", "").replace("&lt;/script&gt;", "").replace(
        "&lt;img", ""
    )


@given(st.text(max_size=200))
def test_any_markdown_gives_a_page_that_is_clean_and_says_its_text(body: str) -> None:
    made = compose(body)
    said = [made.text[piece.start : piece.end] for piece in made.pieces if piece.end > piece.start]
    html = "".join(piece.html for piece in made.pieces if piece.picture is None and piece.end == piece.start)
    assert all(part in made.text for part in said)
    assert clean(html) == clean(clean(html))


def photo(size: tuple[int, int] = (2400, 1200), kind: str = "JPEG") -> SimpleUploadedFile:
    stream = BytesIO()
    image = Image.new("RGB", size, "green")
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif[0x0112] = 6  # lies on its side
    image.save(stream, kind, exif=exif)
    return SimpleUploadedFile("p.jpg", stream.getvalue())


def test_a_picture_is_made_smaller_upright_and_says_nothing_of_its_camera(
    writer: Client, other: Client, media: None
) -> None:
    article = write(writer)
    writer.post(f"/editorial/{article.pk}/pictures/", {"file": photo()})
    picture = article.pictures.get()
    assert (picture.width, picture.height) == (800, 1600)
    address = picture.get_absolute_url()
    data = b"".join(writer.get(address).streaming_content)  # type: ignore[attr-defined]
    assert b"Camera" not in data
    assert Client().get(address).status_code == 404
    change(writer, article, body=f"{BODY}\n\n![大门](picture:{picture.pk})", do="submit")
    other.post(f"/editorial/{article.pk}/decide/", {"do": "approve"})
    article.refresh_from_db()
    shown = Html(Client().get(article.document.get_absolute_url()).content.decode()).css_first(".prose img")
    assert (shown.attributes["src"], shown.attributes["alt"]) == (address, "大门")
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0" + b"0" * 50])
def test_what_is_no_picture_is_refused(writer: Client, media: None, data: bytes) -> None:
    article = write(writer)
    page = writer.post(
        f"/editorial/{article.pk}/pictures/", {"file": SimpleUploadedFile("p.png", data)}, follow=True
    )
    assert 'role="status"' in page.content.decode()
    assert not article.pictures.exists()


MEDALS = [
    (Work(), "", 0),
    (Work(articles=1, facts=5), "bronze", 30),
    (Work(articles=1, facts=4), "", 24),
    (Work(articles=1, facts=5, reviewed=4, right=4), "bronze", 30),
    (Work(articles=1, facts=5, reviewed=6, right=3), "bronze", 45),
    (Work(articles=5, facts=25, reviewed=10, right=10), "silver", 60),
    (Work(articles=4, facts=20, reviewed=10, right=10), "bronze", 60),
    (Work(articles=10, facts=100, reviewed=10, right=10, views=10_000), "gold", 85),
    (Work(articles=10, facts=100, reviewed=10, right=10, views=10**9, shares=10**9), "gold", 100),
    (Work(articles=10, facts=0, views=10**9, shares=10**9), "bronze", 40),
]


@pytest.mark.parametrize(("work", "level", "points"), MEDALS)
def test_medals(work: Work, level: str, points: float) -> None:
    medal = medal_of(work)
    assert (medal.level, round(medal.points)) == (level, points)


def test_contributors_and_the_rule_are_shown_to_all(writer: Client, other: Client) -> None:
    article = published(writer, other)
    html = Html(Client().get("/editorial/contributors/").content.decode())
    assert str(article.author) in html.css_first("tbody").text()
    assert "满分 100" in html.css_first("main").text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_editors_pages_are_in_one_language(writer: Client, other: Client, media: None, lang: str) -> None:
    article = write(writer)
    change(writer, article, body="别的内容，够长了，可以提交审核了，谢谢。", do="save")
    writer.post(f"/editorial/{article.pk}/pictures/", {"file": photo((20, 20))})
    handed_in = write(other, "submit")
    writer.cookies["django_language"] = {"zh": "zh-hans", "en": "en"}[lang]
    for page in ("", "new/", f"{article.pk}/", f"{article.pk}/history/", f"{handed_in.pk}/", "contributors/"):
        html = Html(writer.get(f"/editorial/{page}").content.decode())
        assert html.css_first("html").attributes["lang"] == ("zh-Hans" if lang == "zh" else "en")
        assert no_inline(html) == []
        assert lang == "zh" or chinese_of_ours(html) == [], page
