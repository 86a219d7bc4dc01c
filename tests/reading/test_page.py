"""HTML pages: the article and what the page says of it, whatever the template; nothing of what stands around it."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import luodi_portal
from luodi.reading.page import Page, parse_page, read_page
from luodi.reading.pages.encoding import decode

TEMPLATES = Path(__file__).parent / "page_templates"
DEMO = Path(luodi_portal.__file__).parent / "demo" / "documents" / "news"


def _template(name: str, encoding: str = "utf-8") -> Page:
    return parse_page((TEMPLATES / f"{name}.html").read_text(encoding="utf-8").encode(encoding))


def _expected() -> dict[tuple[str, str], Page]:
    rows = json.loads((TEMPLATES / "expected.json").read_text(encoding="utf-8"))
    return {(row.pop("template"), row.pop("encoding")): _page(**row) for row in rows}


def _page(breadcrumb: Sequence[str] = (), **row: str) -> Page:
    return Page(breadcrumb=tuple(breadcrumb), **row)


EXPECTED = _expected()


@pytest.mark.parametrize(("name", "encoding"), EXPECTED)
def test_template(name: str, encoding: str) -> None:
    assert _template(name, encoding) == EXPECTED[name, encoding]


@pytest.mark.parametrize("page", sorted(DEMO.rglob("*.html")), ids=lambda path: path.stem)
def test_demo_page(page: Path) -> None:
    expected = json.loads(page.with_suffix(".expected.json").read_text(encoding="utf-8"))
    read = read_page(page.read_bytes(), id=page.stem)
    said = {name: getattr(read, name) for name in ("title", "published", "source", "author")}
    assert said == {name: expected[name] for name in said}
    assert list(read.breadcrumb) == expected["breadcrumb"]
    assert [words for words in expected["body_contains"] if words not in read.text] == []
    assert [words for words in expected["body_excludes"] if words in read.text] == []


SENTENCE = "青岛某园区占地二百亩，总投资十二亿元。"


@pytest.mark.parametrize(
    "declared", ["", '<meta charset="utf-8">', '<meta charset="big5">', '<meta charset="x-none">']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encoding_whatever_is_declared(encoding: str, declared: str) -> None:
    decoded = decode(f"{declared}<p>{SENTENCE * 3}</p>".encode(encoding))
    assert SENTENCE in decoded.text
    assert decoded.damage == 0


def test_undeclared_big5() -> None:
    words = "崑山經濟技術開發區與臺資企業簽約，後者將投資三億元興建模組廠。"
    assert decode(words.encode("big5")).text == words


def test_what_cannot_be_decoded_is_counted() -> None:
    decoded = decode(SENTENCE.encode() * 20 + b"\xe5\xb2")
    assert SENTENCE in decoded.text
    assert 0 < decoded.damage < 0.01


@pytest.mark.parametrize(
    ("html", "published"),
    [
        ("<h1>某园今天开工</h1><p>某园占地20亩。</p><footer>© 2011-01-01 某网</footer>", None),
        ("<h1>某园今天开工</h1><time datetime='2024-05-06'></time><p>某园占地20亩。</p>", "2024-05-06"),
        ("<h1>某园今天开工</h1><script>{'datePublished': '2024-05-07T08:00'}</script><p>某园占地20亩。</p>", "2024-05-07"),
        ("<h1>某园今天开工</h1><p>某园2023年5月6日开工，占地20亩，总投资3亿元，是全市最大的园区之一，将分两期建设。</p>", None),
        ("<h1>某园今天开工</h1><p>来源：某报 05-06 10:00</p><p>某园占地20亩。</p>", None),
    ],
)  # fmt: skip
def test_published(html: str, published: str | None) -> None:
    assert parse_page(html).published == published


@pytest.mark.parametrize(
    ("byline", "source"),
    [
        ("<em>2023-10-10</em><a href='/u'>湖西日报</a>", "湖西日报"),
        ("<em>2023-10-10 08:30</em><a href='/u'>湖西日报</a>", "湖西日报"),
        ("<em>2023年10月10日</em><span>某某在线</span>", "某某在线"),
        ("<em>2023-10-10</em><span>阅读 12</span>", None),
        ("<em>2023-10-101</em><span>湖西日报</span>", None),
    ],
)
def test_source_without_a_label_behind_the_day(byline: str, source: str | None) -> None:
    page = read_page(f"<h1>某园区二期今日开工建设</h1><div>{byline}</div><p>{SENTENCE * 5}</p>", id="x")
    assert page.source == source


@pytest.mark.parametrize(
    ("byline", "source"),
    [
        ('<span>2024-04-19 08:30</span><span>来源:<a>园区观察</a></span><span>发布于：江苏省</span>', "园区观察"),
        ('<span>原创</span><span>投促中心</span><a id="js_name">澄湾经开区发布</a><em>2024年04月19日</em>', "澄湾经开区发布"),
    ],
)  # fmt: skip
def test_source_beside_other_words(byline: str, source: str) -> None:
    html = f"<h1>澄湾某园今天开工了</h1><div>{byline}</div><p>澄湾某园（虚构）占地20亩，今天开工。</p>"
    assert parse_page(html).source == source


@pytest.mark.parametrize(
    "line",
    [
        "澄湾某园（虚构）占地20亩，今天开...",
        "来源 | 澄湾投资促进局",
        "审核 | 王某某",
        "图源：园区供图",
        "签约现场 李记者 摄",
        "顶一下(0)0%",
    ],
)
def test_what_is_no_text_of_the_article(line: str) -> None:
    text = "澄湾某园（虚构）占地20亩，今天开工，计划明年建成，将引进企业30家。"
    assert parse_page(f"<h1>澄湾某园今天开工了</h1><div><p>{line}</p><p>{text}</p></div>").text == text


def test_published_from_address() -> None:
    url = "https://example.org/xw/202405/t20240514_123.html"
    assert parse_page("<p>某园占地20亩。</p>", url=url).published == "2024-05-14"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 60_000 + "某园占地20亩。" + "</div>" * 60_000,
        "<table><tr><td>" * 10_000 + "某园占地20亩。",
        "<b id=1>" * 50_000 + "<p>某园占地20亩。" * 1000,
        "<p>某园占地20亩。</p>" + "<" * 1_000_000,
        "<p>某园占地20亩。</p>" + "<!--" * 100_000,
        "<div class=a><div class=a>某园占地20亩。" * 5_000,
    ],
    ids=["deep", "tables", "formatting", "brackets", "comments", "named"],
)
def test_hostile_nesting_is_read(html: str) -> None:
    page = parse_page(html)
    assert "某园占地20亩" in page.text


@pytest.mark.parametrize(
    "html", ["", "<html>", "<div id=app></div><script>x</script>", "\ud800<p>\udfff", "\x00"]
)
def test_pages_without_text(html: str) -> None:
    assert parse_page(html).text.replace("\ufffd", "").strip() == ""


def test_what_nobody_sees_is_not_read() -> None:
    page = parse_page(
        "<p>某园占\u202e地\u200b20亩。</p><div hidden>占地90亩。</div><p style='display:none'>占地91亩。</p>"
    )
    assert page.text == "某园占地20亩。"


@settings(max_examples=60)
@given(st.binary(max_size=300) | st.text(max_size=300))
def test_any_input_gives_a_document(data: bytes | str) -> None:
    document = read_page(data, id="x")
    assert "\x00" not in document.text


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "</p>",
                "<table>",
                "<tr>",
                "<td>",
                "</td>",
                "</tr>",
                "</table>",
                "<a>",
                "</a>",
                "<ul>",
                "<li>",
                "<h1>",
                "<pre>",
                "<br>",
                "<form>",
                "<div",
                "class=nav>",
                "<dl>",
                "<dt>",
                "<dd>",
                "<article>",
                "园区占地20亩。",
                "来源：某报",
                "2024-05-06",
                "相关文章",
            ]
        ),
        max_size=40,
    )
)
def test_any_nesting_gives_lines_of_the_page(parts: list[str]) -> None:
    page = parse_page("".join(parts))
    assert all(line == line.strip() and line for line in page.text.split("\n") if page.text)
