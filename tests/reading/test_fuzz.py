"""Any bytes at all: a document or a problem that names the file, never a traceback, in bounded time and memory."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pdf_files import make_pdf

from luodi.core.errors import Problem
from luodi.facts import Document
from luodi.reading.files import load_documents
from luodi.reading.office.pdf_lines import read_lines
from luodi.reading.page import read_page
from luodi.reading.read import read_document
from luodi.reading.show import render_readings

NEWS = "5月8日，蓝岭智造产业园（虚构）一期开工，占地2900余亩，总投资约60亿元，产值居全市第3位，同比增长6%。"
LISTING = "流亭街道厂房出租，建筑面积3000平，层高9米，租金18元/平/月，可办环评，张先生13800000000。"
ENQUIRY = "某厂（虚构）求租昆山厂房2000-3000平，只要一楼，预算25元/平/月以内，6月底前入驻，年产值5000万。"
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>园区开工_某报</title></head><body>
<div class="crumb"><a href="/">首页</a> &gt; <a>要闻</a></div><h1>园区开工</h1><p>来源：某报 2024-05-14</p>
<div id="content"><p>{NEWS}</p><table><tr><td>企业</td><td>投资</td></tr><tr><td>某甲公司</td><td>3亿元</td></tr></table></div>
<div class="related"><a>相关文章</a></div></body></html>"""
LINE = json.dumps({"id": "a", "title": "题", "text": LISTING, "published": "2024-05-14"}, ensure_ascii=False)

# What hides, turns around, or breaks words and numbers.
ODD = "\u202e\u202d\u2066\u2069\u200b\u200f\ufeff\x00\x07\x1b\x7f\x0b\x0c\r\u2028\u2029\x85\u0301\U0001f3ed\U00020000\ufffd"
PIECES = ["亿元", "亩", "3000平", "1", ".", ",", "，", "、", "（", "）", "(", "第", "一", "百分之", "%", "年", "月", "日", "至", "-",
          "产业园", "有限公司", "项目", "落户", "青岛市", "楼", "层", "元/平/月", "租", "求租", "电话", "\n", " ", "“", "《", "A", "约",
          "万", "余", "2024", "该项目", "以下简称", "同比增长", "\ud800", "\udfff", *ODD]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=60).map("".join)
ANY = settings(deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.function_scoped_fixture])


def _docx() -> bytes:
    word = docx.Document()
    word.add_heading("园区开工", 1)
    word.add_paragraph(NEWS)
    word.add_table(2, 2).cell(0, 0).text = "某甲公司"
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


DOCX = _docx()
PDF = make_pdf(
    [[(50, 700, 12, NEWS[:30]), (50, 680, 12, "企业"), (200, 680, 12, "投资")], [(50, 700, 12, LISTING[:30])]]
)


def _load(path: Path, data: bytes) -> list[Document | Problem]:
    path.write_bytes(data)
    loaded = list(load_documents([path]))
    assert loaded
    for each in loaded:
        if isinstance(each, Problem):
            assert path.name in each.say("zh")
            assert each.say("zh")
            assert each.say("en")
    return loaded


def _read_and_show(document: Document) -> None:
    """Read; whatever comes out stands in the text and can be written."""
    reading = read_document(document)
    json.dumps(reading.to_json(), ensure_ascii=False).encode("utf-8", "replace")
    render_readings([reading], "zh", explain=True)


@st.composite
def _mutated(draw: st.DrawFn, whole: bytes) -> bytes:
    """Give a file with bytes changed, a run dropped or doubled, or its end cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(["change", "drop", "double", "cut", "insert"])):
            case "change":
                data[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case "drop":
                del data[at : at + draw(st.integers(1, 200))]
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 200))]
            case "cut":
                del data[at:]
            case _:
                data[at:at] = draw(st.binary(max_size=8))
    return bytes(data)


@pytest.mark.parametrize("suffix", [".html", ".txt", ".md", ".jsonl", ".docx"])
@given(data=st.binary(max_size=300))
@ANY
def test_any_bytes(tmp_path: Path, suffix: str, data: bytes) -> None:
    for loaded in _load(tmp_path / f"a{suffix}", data):
        if isinstance(loaded, Document):
            _read_and_show(loaded)


@pytest.mark.parametrize(
    ("suffix", "whole"),
    [
        (".html", PAGE.encode()),
        (".html", PAGE.replace("utf-8", "gb18030").encode("gb18030")),
        (".txt", f"{NEWS}\n{LISTING}".encode()),
        (".txt", ENQUIRY.encode("utf-16")),
        (".jsonl", f"{LINE}\n{LINE}\n".encode()),
        (".docx", DOCX),
    ],
    ids=["utf-8", "gb18030", "txt", "utf-16", "jsonl", "docx"],
)
@given(data=st.data())
@ANY
def test_damaged_files(tmp_path: Path, suffix: str, whole: bytes, data: st.DataObject) -> None:
    for loaded in _load(tmp_path / f"a{suffix}", data.draw(_mutated(whole))):
        if isinstance(loaded, Document):
            _read_and_show(loaded)


@given(data=st.data())
@ANY
def test_damaged_word_parts(tmp_path: Path, data: st.DataObject) -> None:
    """Damage inside a sound package: the XML itself."""
    source, out = zipfile.ZipFile(io.BytesIO(DOCX)), io.BytesIO()
    victim = data.draw(st.sampled_from(source.namelist()))
    with zipfile.ZipFile(out, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            package.writestr(name, data.draw(_mutated(content)) if name == victim else content)
    _load(tmp_path / "a.docx", out.getvalue())


@given(st.binary(max_size=200).map(b"%PDF-1.7\n".__add__) | _mutated(PDF))
@ANY
def test_damaged_pdf(data: bytes) -> None:
    """What the process that reads PDFs makes of them; that process's end is another test's."""
    found = read_lines(data, 5)
    assert "error" in found or found["count"] >= len(found["pages"])
    json.dumps(found)


@pytest.mark.parametrize("type_", ["news", "listing", "requirement"])
@given(text=TEXTS, title=st.text(max_size=10))
@example(text="\ud800" + NEWS + "\udfff", title="\u202e")
@example(text="１" * 300 + "亿" * 300, title="")
@ANY
def test_any_text(type_: str, text: str, title: str) -> None:
    _read_and_show(Document("a", text, title, type_, "2024-05-14"))  # type: ignore[arg-type]


@given(TEXTS | st.lists(st.sampled_from(["<p>", "</p>", "<table>", "<tr><td>", "<h1>", "<!--", "-->", "<script>", "<![CDATA[", "&#", "&#xD800;",
       "<svg>", "<template>", "<body", ">", '"', "<a href=", "来源：", "2024-05-14", NEWS])).map("".join))  # fmt: skip
@ANY
def test_any_html(html: str) -> None:
    _read_and_show(read_page(html, id="a"))


def test_odd_characters_are_told_and_read(tmp_path: Path) -> None:
    for odd in "\u202e\x07":
        loaded = _load(tmp_path / "a.txt", f"{NEWS}{odd}{LISTING}".encode())
        assert [type(each) for each in loaded] == [Problem, Document]
    row = json.dumps({"text": f"{NEWS}\ud800"})
    problem, document = _load(tmp_path / "a.jsonl", row.encode())
    assert isinstance(problem, Problem)
    assert "U+D800" in problem.say("en")
    assert isinstance(document, Document)
    assert document.text == f"{NEWS}\ufffd"


BIG: dict[str, Callable[[], str]] = {
    "100,000 nested tags": lambda: "<div>" * 100_000 + NEWS + "</div>" * 100_000,
    "100,000 open tags": lambda: "<b>" * 100_000 + NEWS,
    "100,000 nested tables": lambda: "<table><tr><td>" * 100_000 + NEWS,
    "a comment without end": lambda: NEWS + "<!--" * 500_000,
    "a million entities": lambda: f"<p>{'&amp;' * 1_000_000}</p>",
    "a line of 10 MB": lambda: NEWS * (10_000_000 // len(NEWS.encode())),
}


@pytest.mark.parametrize("name", BIG)
def test_big_pages_are_loaded_in_bounded_time_and_memory(name: str, tmp_path: Path) -> None:
    """In a process of its own with 1.5 GB of memory, a minute of CPU and the usual stack."""
    path = tmp_path / "a.html"
    path.write_text(BIG[name](), encoding="utf-8")
    _load_apart(path)


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "' + "1" * 9_000_000 + '"}',
        '{"text": "' + LISTING * 30_000 + '"}',
        "[" * 5_000_000,
        '{"a":' * 1_000_000,
        "9" * 5_000_000,
        '{"text": "' + "x" * 10_000_001 + '"}',
    ],
    ids=["digits", "posts", "lists", "objects", "number", "too long"],
)
def test_big_lines_are_loaded_in_bounded_time_and_memory(line: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line, encoding="utf-8")
    _load_apart(path)


def _load_apart(path: Path) -> None:
    pytest.importorskip("resource", reason="only POSIX bounds a process")
    code = (
        "import sys, resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (60, 60))\n"
        "from luodi.reading.files import load_documents\n"
        "print(sum(1 for _ in load_documents(sys.argv[1:])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) >= 1


REPEATED = [NEWS, LISTING, ENQUIRY, "1", "1,", "1.", "一", "，", "(", "（", "亿元", "A、", "年月日", "2024年", "1楼", "百分之", "青岛市", " ", "\n"]  # fmt: skip


@pytest.mark.parametrize("type_", ["listing", "requirement"])
@pytest.mark.parametrize("unit", REPEATED, ids=[repr(unit[:6]) for unit in REPEATED])
def test_a_long_run_of_one_piece_is_read(type_: str, unit: str) -> None:
    """What took the square of the length would not come to an end here."""
    document = Document("a", (unit * 60_000)[:60_000], "", type_, "2024-05-14")  # type: ignore[arg-type]
    assert read_document(document).type == type_
