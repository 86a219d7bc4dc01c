"""Documents come in by four ways: looked at first, taken in once, whatever happens between."""

import io
import json
import zipfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from luodi.core.errors import ExitCode, Problem
from luodi.core.text import Text
from luodi.facts import Document as Said
from luodi_portal.intake import entries
from luodi_portal.intake.batches import begin, begin_taking, start_due_feeds
from luodi_portal.intake.entries import entries_of_file
from luodi_portal.intake.forms import MOST_ADDRESSES
from luodi_portal.intake.jobs import start, take_up_abandoned
from luodi_portal.intake.models import Batch, Feed, Item, Job
from luodi_portal.knowledge.models import Document, DocumentSource, Fact
from portal.local_site import LocalSite, html, local_site, redirect, xml
from portal.people import client_of, user_of
from portal.worker import late, work

pytestmark = pytest.mark.django_db
TEXT = "澜山精密智造园（虚构）10月12日开园，占地约1260亩，总投资58亿元，首批入驻企业47家。"
PAGE = "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>来源：澜山日报（虚构） 2025-10-12</p><p>{text}</p></body></html>"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>澜山新闻（虚构）</title>{items}</channel></rss>"""
ITEM = (
    "<item><title>{title}</title><link>{link}</link><pubDate>Sun, 12 Oct 2025 20:00:00 GMT</pubDate></item>"
)


def page(number: int, text: str = "") -> str:
    body = (
        text
        or f"澜山第{number}精密产业园（虚构）占地{number}00亩，总投资{number}5亿元，计划入驻企业{number}7家，明年投产。"
    )
    return PAGE.format(title=f"第{number}园开工", text=body * 2)


def feed(site: LocalSite, *paths: str) -> str:
    return RSS.format(
        items="".join(ITEM.format(title=f"题{path}", link=f"{site.address}{path}") for path in paths)
    )


@pytest.fixture(autouse=True)
def _here(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.FETCH_DELAY = 0


@pytest.fixture
def site(settings: Settings) -> LocalSite:
    with local_site() as made:
        settings.FETCH_ALLOW = [made.target]
        yield made


def upload(client: Client, *files: tuple[str, bytes], then: str = "look") -> Batch:
    data = {
        "way": "upload",
        "then": then,
        "documents": [SimpleUploadedFile(name, data) for name, data in files],
    }
    answer = client.post("/intake/", data)
    assert answer.status_code == 302, answer.text
    return Batch.objects.latest("pk")


def states(batch: Batch) -> dict[str, str]:
    return {item.where: item.state for item in batch.items.all()}


def finish(batch: Batch) -> None:
    for _ in range(3):
        work()
    batch.refresh_from_db()
    assert batch.job
    assert batch.job.state == "done", [line.en for line in batch.job.lines.all()]


def packed(*files: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return data.getvalue()


FILES = (
    ("新闻.txt", TEXT.encode()),
    ("again.txt", TEXT.encode()),
    ("page.html", page(3).encode("gb18030")),
    ("empty.txt", b"  "),
    ("picture.png", b"\x89PNG"),
    ("many.jsonl", b'{"id":"x","text":"' + "汐川智造园（虚构）占地900亩。".encode() + b'"}\n{"id":"y"}\n'),
    (
        "packed.zip",
        packed(
            ("a/里面.txt", "松北药谷（虚构）总投资8亿元。".encode()), ("__MACOSX/x", b""), ("b.zip", b"PK")
        ),
    ),
)


def test_uploads_are_looked_at_first_then_taken_in(tmp_path: Path) -> None:
    client = client_of("editor")
    batch = upload(client, *FILES)
    work()
    assert Document.objects.count() == 0
    assert states(batch) == {
        "新闻": "new", "again": "known", "page": "new", "empty.txt": "bad", "picture.png": "bad", "x": "new",
        "many.jsonl": "bad", "里面": "new", "packed.zip/b.zip": "bad",
    }  # fmt: skip
    shown = client.get(batch.get_absolute_url()).text
    assert "收录 4 篇" in shown
    assert "文件是空的" in shown
    assert list((tmp_path / "intake").iterdir()) == []
    client.post(f"{batch.get_absolute_url()}take/")
    work()
    assert Document.objects.count() == 4
    assert Fact.objects.filter(quote__contains="1260亩").exists()
    assert not Item.objects.filter(state="new", taken=False).exists()
    assert "4 new documents" in (Job.objects.get(kind="take").lines.last() or Job()).en  # type: ignore[union-attr]


def test_the_same_again_adds_nothing_and_another_source_is_told() -> None:
    client = client_of("editor")
    line = {"id": "a", "text": TEXT, "url": "https://a.invalid/1", "source": "甲报（虚构）"}
    finish(upload(client, ("a.jsonl", json.dumps(line).encode()), then="take"))
    again = upload(client, ("a.jsonl", json.dumps(line).encode()))
    other = upload(
        client, ("b.jsonl", json.dumps(line | {"url": "https://b.invalid/2"}).encode()), then="take"
    )
    finish(other)
    assert (states(again), states(other)) == ({"a": "known"}, {"a": "source"})
    assert Document.objects.count() == 1
    assert list(DocumentSource.objects.values_list("url", flat=True)) == [
        "https://a.invalid/1",
        "https://b.invalid/2",
    ]


@pytest.mark.parametrize(("then", "lang"), [("look", "zh"), ("take", "en")])
def test_addresses_are_read_with_what_went_wrong_told(site: LocalSite, then: str, lang: str) -> None:
    site.pages |= {
        "/1": html(page(1)),
        "/2": redirect("/1"),
        "/3": redirect("http://10.0.0.1/"),
        "/feed": xml(feed(site, "/1")),
    }
    client = client_of("editor", lang)
    lines = "\n".join(f"{site.address}{path}" for path in ("/1", "/1", "/2", "/3", "/4", "/feed"))
    answer = client.post("/intake/", {"way": "addresses", "then": then, "addresses": lines})
    batch = Batch.objects.get()
    assert answer["Location"] == batch.get_absolute_url()
    finish(batch)
    found = {item.entry.removeprefix(site.address): item for item in batch.items.all()}
    assert [(path, item.state) for path, item in found.items()] == [
        ("/1", "new"), ("/2", "source"), ("/3", "bad"), ("/4", "bad"), ("/feed", "bad"),
    ]  # fmt: skip
    assert "internal network" in found["/3"].said.en
    assert "404" in found["/4"].said.zh
    assert Document.objects.count() == (then == "take")
    assert ("网站回答 404" if lang == "zh" else "the site answered 404") in client.get(
        batch.get_absolute_url()
    ).text


def test_a_feed_is_read_again_and_again_without_doubling(site: LocalSite) -> None:
    site.pages |= {f"/{n}": html(page(n)) for n in (1, 2, 3)}
    site.pages["/feed"] = xml(feed(site, "/1", "/2"), ETag='"one"')
    client_of("editor").post(
        "/intake/", {"way": "feed", "then": "take", "url": f"{site.address}/feed", "minutes": "60"}
    )
    finish(Batch.objects.get())
    row = Feed.objects.get()
    assert (row.title, row.etag, Document.objects.count()) == ("澜山新闻（虚构）", '"one"', 2)
    assert {d.source for d in Document.objects.all()} == {"澜山日报（虚构）"}
    assert start_due_feeds() == 0

    Feed.objects.update(read=timezone.now() - timedelta(hours=2))
    site.asked.clear()
    assert (start_due_feeds(), start_due_feeds()) == (1, 0)
    work()
    assert (site.asked, Batch.objects.count()) == (
        ["/robots.txt", "/feed"],
        1,
    )  # not modified: nothing is left behind

    site.pages["/feed"] = xml(feed(site, "/3", "/1", "/2"), ETag='"two"')
    Feed.objects.update(read=timezone.now() - timedelta(hours=2))
    site.asked.clear()
    start_due_feeds()
    finish(Batch.objects.latest("pk"))
    assert site.asked == ["/robots.txt", "/feed", "/3"]
    assert (Document.objects.count(), DocumentSource.objects.count()) == (3, 3)


def test_an_article_that_fails_is_tried_a_few_times_only(site: LocalSite) -> None:
    site.pages["/feed"] = xml(feed(site, "/gone"), ETag='"one"')
    row = Feed.objects.create(url=f"{site.address}/feed")
    for _ in range(5):
        begin(Batch.Way.FEED, [row.url], None, feed=row, take=True)
        work()
    assert site.asked.count("/gone") == 3


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>园区动态</title><entry><title>题</title><link href="/1"/>
<updated>2025-10-12T23:30:00+08:00</updated><author><name>林一</name></author></entry></feed>"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{site}/1</loc><lastmod>2025-01-01</lastmod></url>
<url><loc>https://elsewhere.invalid/x</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{site}/map.xml</loc></sitemap></sitemapindex>"""
BARE = "<p>澜山精密产业园（虚构）占地300亩，总投资15亿元，计划入驻企业17家，明年上半年投产。</p>"


@pytest.mark.parametrize(
    ("path", "published", "author"),
    [("/atom", "2025-10-12", "林一"), ("/map.xml", "None", ""), ("/index.xml", "None", "")],
)
def test_atom_and_sitemaps_are_feeds_too(site: LocalSite, path: str, published: str, author: str) -> None:
    site.pages |= {
        "/1": html(BARE), "/atom": xml(ATOM), "/map.xml": xml(MAP.format(site=site.address)),
        "/index.xml": xml(INDEX.format(site=site.address)),
    }  # fmt: skip
    row = Feed.objects.create(url=site.address + path)
    begin(Batch.Way.FEED, [row.url], None, feed=row, take=True)
    for _ in range(2):
        work()
    document = Document.objects.get()
    assert (document.url, str(document.published), document.author) == (
        f"{site.address}/1",
        published,
        author,
    )


BOMB = '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>'


@pytest.mark.parametrize(
    "body", [BOMB, OUTSIDE, "<urlset><url>", "<rss><channel>", "<p>no feed</p>", ""], ids=range(6)
)
def test_what_is_no_sound_feed_is_told(site: LocalSite, body: str) -> None:
    site.pages["/feed"] = xml(body)
    row = Feed.objects.create(url=f"{site.address}/feed")
    batch = begin(Batch.Way.FEED, [row.url], user_of("editor"), feed=row)
    work()
    batch.refresh_from_db()
    job = batch.job
    assert job is not None
    assert job.state in ("failed", "done")
    assert batch.items.count() == 0
    assert "on our side" not in "".join(line.en for line in job.lines.all())


def test_a_folder_of_the_server_is_for_administrators(tmp_path: Path) -> None:
    (tmp_path / "in" / "below").mkdir(parents=True)
    (tmp_path / "in" / "below" / "a.txt").write_text(TEXT)
    (tmp_path / "in" / "b.pptx").write_text("passed over")
    data = {"way": "folder", "then": "look", "folder": str(tmp_path / "in")}
    assert client_of("editor").post("/intake/", data).status_code == 403
    assert "folder" not in client_of("editor").get("/intake/").text
    assert client_of("administrator").post("/intake/", data).status_code == 302
    batch = Batch.objects.get()
    finish(batch)
    assert [item.entry for item in batch.items.all()] == ["below/a.txt"]
    again = begin(Batch.Way.FOLDER, [str(tmp_path / "none")], None)
    work()
    again.refresh_from_db()
    assert again.job
    assert again.job.state == "failed"


@pytest.mark.parametrize(
    ("way", "data", "said"),
    [
        ("upload", {}, "请选一个或多个文件"),
        ("addresses", {"addresses": " \n"}, "请写下至少一个网址"),
        ("addresses", {"addresses": "file:///etc/passwd\nhttps://ok.invalid/"}, "file:///etc/passwd"),
        (
            "addresses",
            {"addresses": "\n".join(f"https://a.invalid/{n}" for n in range(MOST_ADDRESSES + 1))},
            "最多 500 个网址",
        ),
        ("feed", {"url": "", "minutes": "60"}, "请写下订阅源的网址"),
        ("feed", {"url": "ftp://a.invalid/", "minutes": "60"}, "只读 http 和 https 网址"),
        ("feed", {"url": "https://a.invalid/", "minutes": "7"}, "选择"),
        ("folder", {"folder": "relative"}, "请给绝对路径"),
        ("folder", {"folder": "/no/such"}, "服务器上没有这个文件夹"),
    ],
)
def test_what_cannot_be_taken_in_is_said_beside_its_form(way: str, data: dict[str, str], said: str) -> None:
    answer = client_of("administrator").post("/intake/", data | {"way": way, "then": "look"})
    assert answer.status_code == 400
    assert said in answer.text
    assert not Batch.objects.exists()


def test_who_may_not_take_in_is_refused() -> None:
    for role, status in (("visitor", 302), ("officer", 403), ("operator", 403)):
        client = client_of(role)
        assert client.get("/intake/").status_code == status
        assert (
            client.post("/intake/", {"way": "addresses", "addresses": "https://a.invalid/"}).status_code
            == status
        )
    assert not Batch.objects.exists()


def test_a_job_that_was_cut_off_goes_on_and_repeats_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"id": f"d{n}", "text": f"{page(n)}"}).encode() for n in range(1, 8)]
    batch = upload(client_of("editor"), *((f"{n}.jsonl", line) for n, line in enumerate(lines)), then="look")
    monkeypatch.setattr("luodi_portal.intake.batches.MOST_WAITING", 1)
    monkeypatch.setattr("luodi_portal.intake.batches.BLOCK", 2)
    cut_off(monkeypatch, "luodi_portal.intake.batches._judge", after=3)
    assert batch.items.count() == 3
    resume(batch, "gather")
    assert states(batch) == {f"d{n}": "new" for n in range(1, 8)}
    begin_taking(batch, None)
    cut_off(monkeypatch, "luodi_portal.intake.batches._mark", after=2)
    assert (Document.objects.count(), batch.items.filter(taken=True).count()) == (4, 4)
    resume(batch, "take")
    assert (Document.objects.count(), batch.items.filter(taken=True).count()) == (7, 7)
    assert Counter(Item.objects.values_list("batch", flat=True)) == {batch.pk: 7}


def cut_off(monkeypatch: pytest.MonkeyPatch, name: str, after: int) -> None:
    """Let the worker die when a function is called once more than ``after`` times."""
    module, _, function = name.rpartition(".")
    original = getattr(__import__(module, fromlist=[function]), function)
    calls = iter(range(after))

    def dies(*args: object, **more: object) -> object:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return original(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(name, dies)
        with pytest.raises(KeyboardInterrupt):
            work()


def resume(batch: Batch, kind: str) -> None:
    late()
    assert take_up_abandoned() == 1
    work()
    assert Job.objects.get(kind=kind).state == "done"


def test_a_document_on_which_the_reader_fails_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from luodi_portal.intake import readers

    original = readers.read_document

    def read(document: Said) -> object:
        if "汐川" in document.text:
            raise RecursionError
        return original(document)

    monkeypatch.setattr(readers, "read_document", read)
    batch = upload(
        client_of("editor"),
        ("a.txt", TEXT.encode()),
        ("b.txt", "汐川智造园（虚构）占地9亩。".encode()),
        then="take",
    )
    finish(batch)
    assert states(batch) == {"a": "new", "b": "bad"}
    assert Document.objects.count() == 1


@pytest.mark.parametrize("which", ["all", "earlier"])
def test_a_better_reader_reads_again_and_facts_that_stay_keep_their_row(which: str) -> None:
    finish(upload(client_of("editor"), ("a.txt", TEXT.encode()), then="take"))
    facts = set(Fact.objects.values_list("id", flat=True))
    document = Document.objects.get()
    Fact.objects.create(
        id="0" * 24, document=document, kind="count", subject="x", start=0, end=1, quote="澜", reader="old"
    )
    Document.objects.update(reader="luodi 0.0")
    start("reread", None, which=which)
    work()
    assert set(Fact.objects.values_list("id", flat=True)) == facts
    document.refresh_from_db()
    assert document.reader != "luodi 0.0"
    assert Job.objects.get(kind="reread").done == 1


def test_an_archive_is_bounded_and_its_names_are_read_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.txt", TEXT)
        archive.writestr("/abs.txt", TEXT)
        archive.writestr(zipfile.ZipInfo("新闻.txt".encode("gbk").decode("cp437")), TEXT)
    data = path.read_bytes().replace("新闻.txt".encode("gbk").decode("cp437").encode(), b"x" * 20)
    found = {entry.name: list(entry.load()) for entry in entries_of_file(path, "a.zip")}
    assert all(isinstance(loaded[0], Said) for loaded in found.values()), (found, len(data))
    assert not (tmp_path.parent / "evil.txt").exists()
    monkeypatch.setattr(entries, "MOST_UNPACKED", 10)
    (over,) = entries_of_file(path, "a.zip")
    (problem,) = over.load()
    assert isinstance(problem, Problem)
    assert "more than" in problem.what.en
    path.write_bytes(b"PK\x03\x04 broken")
    (problem,) = entries_of_file(path, "a.zip")[0].load()
    assert isinstance(problem, Problem)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_looks_and_takes_in_and_names_what_is_bad(
    site: LocalSite, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    site.pages["/1"] = html(page(1))
    words = ["intake", str(tmp_path / "in"), f"{site.address}/1", "--lang", lang]
    call_command(*words, "--dry-run")
    assert Document.objects.count() == 0
    call_command(*words)
    call_command(*words)
    told = capsys.readouterr().out
    assert Text("收录 1 篇新文档", "took in 1 new documents").say("zh" if lang == "zh" else "en") in told
    assert Document.objects.count() == 2
    with pytest.raises(CommandError) as caught:
        call_command("intake", f"{site.address}/none", "--lang", lang)
    assert caught.value.returncode == ExitCode.PARTIAL
    assert "404" in capsys.readouterr().err
