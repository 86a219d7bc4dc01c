"""Word and PDF files: what a person sees comes out as lines; what can't be read is named."""

import io
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from pdf_files import join_objects, make_pdf

from luodi.core.errors import Problem
from luodi.facts import Document
from luodi.reading.files import load_documents
from luodi.reading.office import docx as word_reader
from luodi.reading.office import pdf as pdf_reader

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FIRST = "某园区（虚构）占地2900余亩，总投资约60亿元。"


def _load(path: Path, data: bytes) -> Document | Problem:
    path.write_bytes(data)
    (loaded,) = load_documents([path])
    return loaded


def _document(path: Path, data: bytes) -> Document:
    loaded = _load(path, data)
    assert isinstance(loaded, Document), loaded
    return loaded


def _problem(path: Path, data: bytes) -> str:
    loaded = _load(path, data)
    assert isinstance(loaded, Problem), loaded
    assert path.name in loaded.say("zh")
    return loaded.say("en")


def _saved(word: "docx.document.Document") -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _word(*lines: str) -> bytes:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    return _saved(word)


# Word


def test_word_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("某园区今天开工了", 1)
    word.add_paragraph(FIRST)
    table = word.add_table(2, 2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["企业", "投资", "某甲公司", "3亿元"], strict=True
    ):
        cell.text = text
    word.add_paragraph("第二段。").add_run().add_break(WD_BREAK.PAGE)
    document = _document(tmp_path / "a.docx", _saved(word))
    assert document.title == "某园区今天开工了"
    assert document.text.split("\n") == [FIRST, "企业 | 投资", "某甲公司 | 3亿元", "第二段。"]


@pytest.mark.parametrize(
    ("xml", "seen"),
    [
        ("<w:p {W}><w:ins><w:r><w:t>占地20亩</w:t></w:r></w:ins><w:del><w:r><w:delText>30亩</w:delText></w:r></w:del></w:p>", "占地20亩"),
        ("<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的字</w:t></w:r></w:p></w:sdtContent></w:sdt>", "控件里的字"),
        ("<w:p {W}><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:t>后</w:t></w:r></w:p>", "链接后"),
        ("<w:p {W}><w:pPr><w:tabs><w:tab w:val='left' w:pos='20'/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>", "甲\t乙"),
        ("<w:p {W}><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>", "一\n二"),
        ("<w:p {W}><w:r><w:instrText>PAGE</w:instrText><w:t>页</w:t></w:r></w:p>", "页"),
        ("<w:tbl {W}><w:tr><w:tc><w:p><w:r><w:t>框里</w:t></w:r></w:p><w:p><w:r><w:t>两段</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "框里\n两段"),
    ],
)  # fmt: skip
def test_word_marks(xml: str, seen: str, tmp_path: Path) -> None:
    word = docx.Document()
    word.element.body.insert(0, parse_xml(xml.replace("{W}", W)))
    assert _document(tmp_path / "a.docx", _saved(word)).text == seen


def test_word_title_is_the_line_in_the_middle(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("某园区招商简介").alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_paragraph(FIRST)
    document = _document(tmp_path / "a.docx", _saved(word))
    assert (document.title, document.text) == ("某园区招商简介", FIRST)
    assert _document(tmp_path / "b.docx", _word(FIRST)).title == ""


def _bomb(unpacked: int, name: str = "word/document.xml") -> bytes:
    stream = io.BytesIO(_word(FIRST))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, b" " * unpacked)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 nothing", "no Word file"),
        (b"plain text", "no Word file"),
        (_word(FIRST)[:-200], "cut off"),
        (_word(), "no text"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0 old", "old .doc"),
        (_bomb(30_000_000, "word/media/a.png"), "unpacks to too much"),
        (_bomb(word_reader.MOST_XML + 1, "word/more.xml"), "unpacks to too much"),
        (b"", "empty"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_word_refused(data: bytes, reason: str, tmp_path: Path) -> None:
    assert reason in _problem(tmp_path / "a.docx", data)


def test_word_without_body_is_no_word_file(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    assert "no Word file" in _problem(tmp_path / "a.docx", stream.getvalue())


def test_word_entities_are_not_expanded(tmp_path: Path) -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 12))
    xml = (
        b'<!DOCTYPE x [<!ENTITY l0 "ha">'
        + laughs
        + b']><w:document xmlns:w="http://schemas.openxmlformats.org/'
        b'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body></w:document>'
    )
    source, out = zipfile.ZipFile(io.BytesIO(_word(FIRST))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part in source.infolist():
            package.writestr(part, xml if part.filename == "word/document.xml" else source.read(part))
    assert "a.docx" in _problem(tmp_path / "a.docx", out.getvalue())


# PDF


def _long(y: float, text: str, x: float = 50) -> tuple[float, float, float, str]:
    return (x, y, 12, text)


def test_pdf_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    text = "某园区（虚构）占地2900余亩，总投资约60亿元，一期建筑面积12万平方米，年产仪器3万台。" * 3
    first, second, rest = text[:38], text[38:78], text[78:]
    page = [
        (150, 760, 20, "某园区今天开工了"),
        _long(720, first, 74),
        _long(700, second),
        _long(680, rest[:40]),
        _long(660, rest[40:]),
        _long(640, "第二段从这里开始。", 74),
    ]
    document = _document(tmp_path / "a.pdf", make_pdf([page]))
    assert document.title == "某园区今天开工了"
    assert document.text.split("\n") == [text, "第二段从这里开始。"]


def test_pdf_paragraphs_set_apart_are_apart(tmp_path: Path) -> None:
    whole = "某园区（虚构）占地二千九百余亩，总投资约六十亿元，一期建筑面积十二万平方米，年产三万台。" * 5
    lines = [whole[at : at + 40] for at in range(0, 200, 40)]
    page = [_long(y, line) for y, line in zip((760, 744, 728, 700, 684), lines, strict=True)]
    text = _document(tmp_path / "a.pdf", make_pdf([page])).text
    assert text.split("\n") == [whole[:120], whole[120:200]]


def test_pdf_table_row_is_a_line(tmp_path: Path) -> None:
    page = [
        _long(700, "企业"),
        _long(700, "投资", 200),
        _long(700, "占地", 300),
        _long(680, "某甲公司"),
        _long(680, "3亿元", 200),
        _long(680, "20亩", 300),
    ]
    text = _document(tmp_path / "a.pdf", make_pdf([page])).text
    assert text.split("\n") == ["企业 | 投资 | 占地", "某甲公司 | 3亿元 | 20亩"]


def test_pdf_running_heads_go_and_paragraphs_run_over_pages(tmp_path: Path) -> None:
    whole = "某园区占地二千九百余亩，总投资约六十亿元，一期建筑面积十二万平方米，年产仪器三万台，" * 5
    lines = [whole[at : at + 40] for at in range(0, 200, 40)]
    pages = [
        [_long(780, "某报内部资料"), _long(700, first), _long(680, second), _long(20, f"第 {number} 页")]
        for number, (first, second) in enumerate(zip(lines[::2], [*lines[1::2], "完。"], strict=True), 1)
    ]
    assert _document(tmp_path / "a.pdf", make_pdf(pages)).text == f"{whole[:200]}完。"


def test_pdf_radicals_become_letters(tmp_path: Path) -> None:
    text = _document(tmp_path / "a.pdf", make_pdf([[_long(700, "\u2f00期\u2ed8岛，开\u2f2f。")]])).text
    assert text == "一期青岛，开工。"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no pdf at all", "no PDF file"),
        (b"%PDF-1.7\n", "damaged or cut off"),
        (make_pdf([[_long(700, FIRST)]])[:300], "damaged or cut off"),
        (make_pdf([[]]), "run OCR first"),
        (make_pdf([[]] * (pdf_reader.MOST_PAGES + 1)), "the limit is 2000"),
    ],
)
def test_pdf_refused(data: bytes, reason: str, tmp_path: Path) -> None:
    assert reason in _problem(tmp_path / "a.pdf", data)


def test_pdf_encrypted(tmp_path: Path) -> None:
    lock = (
        b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"31" * 32 + b">/U<" + b"32" * 32 + b">>>"
        b"/ID[<31><31>]"
    )
    assert "encrypted" in _problem(tmp_path / "a.pdf", make_pdf([[_long(700, FIRST)]], lock))


def test_pdf_that_unpacks_to_more_than_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_reader, "MEMORY", 250_000_000)
    packed = zlib.compress(b" " * 300_000_000, 1)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    assert "limits of time and memory" in _problem(tmp_path / "a.pdf", join_objects(objects))


def test_slow_pdf_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "TIME_OUT", 0.001)
    assert "limits of time" in _problem(tmp_path / "a.pdf", make_pdf([[_long(700, FIRST)]]))


def test_folder_takes_both(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(_word(FIRST))
    (tmp_path / "b.pdf").write_bytes(make_pdf([[_long(700, FIRST)]]))
    documents = list(load_documents([tmp_path]))
    assert [getattr(document, "text", None) for document in documents] == [FIRST, FIRST]
