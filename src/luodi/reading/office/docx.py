"""``.docx`` → document: paragraphs and tables in their order, as a person sees them.

Text in content controls, links, text boxes and tracked insertions counts; deleted text and field codes do not.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.facts.document import Document

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

Element: TypeAlias = Any  # lxml's, which has no types

MOST_PARTS = 10_000
MOST_UNPACKED = 300_000_000  # bytes of all parts together, pictures among them
MOST_XML = 40_000_000  # bytes of one part of text
MOST_RATIO = 200  # unpacked to packed, of parts over a megabyte; Word's own stay below 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _TBL, _TR, _TC, _T, _R, _PPR = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "t", "r", "pPr"))
_BREAKS = frozenset((f"{_W}br", f"{_W}cr"))
_SIGNS = {f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-", **dict.fromkeys(_BREAKS, "\n")}
_SKIPPED = frozenset((_FALLBACK, _PPR, f"{_W}rPr", f"{_W}del", f"{_W}moveFrom", f"{_W}tblPr", f"{_W}sectPr"))
_LONGEST_TITLE = 60
_SENTENCE_ENDS = tuple("。；！？;!?")
_SAVE_ANEW = Text("请用 Word 打开后另存为 .docx 或 .txt", "open it in Word and save it as .docx or .txt")


def read_docx(data: bytes, where: str, id_: str) -> Document:
    """Read a Word file; raises :class:`LuodiError` where it is encrypted, damaged, too big or has no text."""
    _check_package(data, where)
    try:
        import docx

        word = docx.Document(io.BytesIO(data))
        body = word.element.body
        lines = list(_lines(body))
        first = next((p for p in body.iter(_P) if "".join(_runs(p)).strip()), None)
        title = _title(word, first, lines[0] if lines else "")
    except Exception as error:
        # A damaged package fails in any part of zip, XML or docx, each with errors of its own.
        raise _unusable(
            where, "Word 文件已损坏或不完整", f"the Word file is damaged ({type(error).__name__})"
        ) from None
    text = "\n".join(lines[1:] if lines and lines[0].strip() == title else lines)
    if not text.strip():
        raise LuodiError(
            Problem(
                where,
                Text("Word 文件里没有文字", "the Word file holds no text"),
                Text(
                    "如果内容是图片，请先做文字识别（OCR）",
                    "if it holds pictures of text, run OCR first",
                ),
            )
        )
    return Document(id_, text, title)


def _check_package(data: bytes, where: str) -> None:
    """Refuse what isn't a Word package, and what would unpack to more than memory should hold."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _encrypted(where)
        raise _unusable(where, "是旧的 .doc 格式", "it is an old .doc file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except Exception:  # zipfile raises more than BadZipFile on damaged tables
        raise _unusable(
            where, "不是 Word 文件，或文件不完整", "it is no Word file, or it is cut off"
        ) from None
    if "word/document.xml" not in {part.filename for part in parts}:
        raise _unusable(where, "不是 Word 文件", "it is no Word file")
    if any(part.flag_bits & 1 for part in parts):
        raise _encrypted(where)
    if _is_bomb(parts):
        mb = MOST_UNPACKED // 1_000_000
        raise _unusable(
            where,
            f"解压后过大（上限：共 {mb} MB，正文 {MOST_XML // 1_000_000} MB，压缩比 {MOST_RATIO}）",
            f"it unpacks to too much (limits: {mb} MB in all, {MOST_XML // 1_000_000} MB of text, "
            f"{MOST_RATIO} times its packed size)",
            Text("请把正文另存为 .txt 再读", "save the text itself as .txt and read that"),
        )


def _is_bomb(parts: list[zipfile.ZipInfo]) -> bool:
    return (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or any(part.file_size > MOST_XML for part in parts if part.filename.endswith((".xml", ".rels")))
        or any(part.file_size > 1_000_000 + MOST_RATIO * part.compress_size for part in parts)
    )


def _encrypted(where: str) -> LuodiError:
    remedy = Text("请先去掉密码再读", "remove its password first")
    return _unusable(where, "Word 文件有密码", "the Word file is encrypted", remedy)


def _unusable(where: str, zh: str, en: str, remedy: Text = _SAVE_ANEW) -> LuodiError:
    return LuodiError(Problem(where, Text(zh, en), remedy))


def _lines(parent: Element) -> Iterator[str]:
    """Give the lines of all that ``parent`` holds: a paragraph each, a table's row each."""
    for child in parent:
        if child.tag == _P:
            yield from _paragraph(child)
        elif child.tag == _TBL:
            yield from _table(child)
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _lines(child)


def _paragraph(element: Element) -> list[str]:
    lines = ("".join(_runs(element))).split("\n")
    return [line.rstrip() for line in lines if line.strip()]


def _runs(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == _T:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _runs(child)
            if child.tag == _P:  # a paragraph in a paragraph is a text box's
                yield "\n"


def _table(element: Element) -> Iterator[str]:
    """Give a line for each row; a table of one cell is a frame around text, and its lines are the text's."""
    rows = [[" ".join(_lines(cell)) for cell in _within(row, _TC)] for row in _within(element, _TR)]
    if len(rows) == 1 and len(rows[0]) == 1:
        yield from _lines(next(_within(next(_within(element, _TR)), _TC)))
        return
    for row in rows:
        if any(row):
            yield " | ".join(cell.strip() for cell in row)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Give the rows of a table, the cells of a row, content controls around them or not."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _within(child, tag)


def _title(word: "WordDocument", first: Element, line: str) -> str:
    """Give the headline: the first line if its style or its place in the middle says so, or the file's own title."""
    if first is None or len(line) > _LONGEST_TITLE or line.endswith(_SENTENCE_ENDS):
        return ""
    names = {style.style_id: style.name or "" for style in word.styles}
    styled = names.get(first.style or "", "").lower().startswith(("title", "heading", "标题"))
    centred = first.find(f"{_PPR}/{_W}jc[@{_W}val='center']") is not None
    said = word.core_properties.title == line.strip()
    return line.strip() if styled or centred or said else ""
