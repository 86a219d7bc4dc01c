"""HTML pages: the article and what the page says of it, whatever the template; nothing of what stands around it."""

import json
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


EXPECTED = {
    ("forum", "gbk"): Page(
        "云岭工业区二期开工了，占地180亩，有人去看过吗",
        "昨天路过云岭工业区（虚构），二期已经打桩了。\n"
        "看公示牌上写的：占地180亩，总投资6.5亿元，建标准厂房12栋，计划明年6月交付。\n"
        "业主是云岭工业发展有限公司。\n"
        "听说租金首层22块，楼上16块，有没有厂友问过？",
        published="2025-03-18",
        breadcrumb=("厂友论坛", "厂友杂谈"),
    ),
    ("government", "gb18030"): Page(
        "2025年上半年全市园区主要指标",
        "今年上半年，全市纳入统计的园区（虚构）共9个，实现工业总产值612.4亿元，同比增长7.1%。\n"
        "园区 | 产值（亿元） | 同比（%）\n"
        "澜山经济开发区 | 241.8 | 9.3\n"
        "青螺高新区 | 187.0 | -1.2\n"
        "其中，澜山经济开发区新开工项目17个，总投资58亿元。",
        published="2025-07-21",
        source="澜山市统计局",
        breadcrumb=("首页", "政务公开", "部门动态"),
    ),
    ("wechat", "utf-8"): Page(
        "又一链主落户！海棠湾智造园签下12亿元项目",
        "4月18日，海棠湾智造园（虚构）与远帆动力（海棠）有限公司签约，总投资12亿元，用地210亩。\n"
        "项目达产后年产高速电机8万台，预计年产值20亿元。\n"
        "园区目前入驻企业76家，其中规上企业21家。",
        published="2025-04-19",
        source="海棠湾招商",
    ),
    ("portal", "utf-8"): Page(
        "汐川生物产业园揭牌 首批9家企业入园",
        "本报讯（记者 季晓棠 通讯员 温良）11月5日，汐川生物产业园（虚构）揭牌，首批9家企业入园。"
        "园区规划占地1200亩，总投资约45亿元。\n"
        "园区聚焦疫苗、核药和医疗器械三个方向，已建成厂房21万平方米。\n"
        "钱从哪里来\n"
        "园内企业汐蓝生物去年完成2.3亿元B轮融资，由渡鸦资本领投。\n"
        "“三年内，入园企业要达到60家。”园区负责人说。",
        published="2024-11-06",
        source="东海日报",
        author="季晓棠",
        breadcrumb=("首页", "财经", "产业"),
        original_title="汐川生物产业园昨日揭牌",
    ),
    ("listing", "utf-8"): Page(
        "湖西区望湖路单层钢构厂房2600平米出租",
        "面积：2600㎡\n租金：18元/㎡·月\n层高：9米\n配电：315KVA\n行车：5吨\n消防：丙类\n"
        "联系人：王经理\n电话：138 0000 1127\n房源描述\n望湖路临街，独门独院，大车好进，可环评，空置随时看。",
        published="2025-06-11",
        breadcrumb=("首页", "厂房出租", "房源详情"),
    ),
    ("notice", "utf-8"): Page(
        "关于公布2025年度专精特新企业名单的通知",
        "青工信〔2025〕32号\n各区县工信局：\n"
        "经审核，认定青螺海辰机械有限公司（虚构）等18家企业为2025年度专精特新企业，现予公布。\n"
        "18家企业2024年合计营业收入46.2亿元，研发人员2300人。\n"
        "附件：2025年度专精特新企业名单\n青螺市工业和信息化局",
        published="2025-09-05",
        source="青螺市工业和信息化局",
        breadcrumb=("首页", "政务公开", "通知公告"),
    ),
    ("discussion", "utf-8"): Page(
        "听说南汀要建4平方公里的机器人产业园",
        "南汀新区（虚构）发了招标公告，机器人产业园规划面积4平方公里，首期投资18亿元。\n"
        "有没有知道准入门槛的？听说亩均税收40万。",
        published="2025-02-03",
    ),
    ("classified", "utf-8"): Page(
        "(出租)青螺经开区 独栋两层厂房 4800平 带行车 可分租",
        "0.6元/m²/天\n建筑面积：4800m²\n层高：首层8米 二层5米\n详细地址：青螺经开区 海棠路12号\n"
        "138 0000 2222\n刘先生 经纪人\n详情描述\n1、一层行车5吨两部，配电400kVA；\n"
        "2、可环评，丙类消防，产证齐全；\n3、月底空置，1200平起租。",
        breadcrumb=("青螺演示", "青螺厂房", "青螺经开区厂房"),
    ),
    ("repost", "utf-8"): Page(
        "汐港高新区：一季度新签项目31个",
        "4月11日，记者从汐港高新区（虚构）获悉，一季度该区新签约项目31个，总投资86亿元，其中制造业项目24个。\n"
        "其中，鲸港动力电池项目占地300亩，计划投资25亿元。\n"
        "全区规上工业增加值同比增长8.8%。",
        published="2025-04-12",
        source="汐港产业观察",
    ),
    ("old_table", "big5"): Page(
        "台商建廠 投資三億",
        "昆陽精密（虛構）昨日與望海開發區簽約，將投資三億元興建新廠，用地約六公頃，預計後年第二季投產。\n"
        "新廠可創造就業機會八百個，年產值可望達到十億元。\n"
        "開發區表示，今年前八個月已引進台資企業十七家。",
        published="2023-09-12",
        source="工商訊報",
    ),
}


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
