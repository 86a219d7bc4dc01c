"""Files, folders and standard input → documents; every input that can't be used becomes a problem of its own.

``.html`` and ``.htm`` go through :func:`luodi.reading.page.read_page`, ``.docx`` and ``.pdf`` through
:func:`luodi.reading.office.read_office`; ``.txt`` and ``.md`` stay as they are; ``.jsonl`` holds a document
a line (id, title, text, published, url, source, author, type; other keys are passed over). In a folder only these are
looked for, hidden ones excepted; a file named outright must be one of them.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, get_args

from luodi.core.errors import LuodiError, Problem, Where, at_row, place
from luodi.core.text import Text
from luodi.facts.document import Document, DocumentType
from luodi.reading import office
from luodi.reading.layout import find_headline
from luodi.reading.pages.encoding import Decoded, decode

MOST_BYTES = 50_000_000
MOST_LINE_BYTES = 10_000_000
_HTML = frozenset((".html", ".htm", ".xhtml", ".shtml"))
_PLAIN = frozenset((".txt", ".text", ".md", ".markdown"))
_LINES = frozenset((".jsonl", ".ndjson"))
SUFFIXES = _HTML | _PLAIN | _LINES | office.SUFFIXES
_MOST_DAMAGE = (
    0.05  # the share of unreadable characters beyond which a text is refused; below, it is read and told
)
_MAGIC = (
    (b"%PDF", "PDF"), (b"PK\x03\x04", "Office/ZIP"), (b"\xd0\xcf\x11\xe0", "Office 97–2003"), (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"\x1f\x8b", "gzip"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"),
    (b"\x7fELF", "ELF"), (b"SQLite format 3", "SQLite"),
)  # fmt: skip
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LOOKS_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)?<(?:!doctype|html|head|body|\?xml|div|meta|title|p|table)\b", re.I | re.S
)
_AS_TEXT = Text(
    "请另存为 UTF-8 编码的 .html 或 .txt 后再读", "save it as .html or .txt in UTF-8 and read that"
)


def load_documents(paths: Iterable[str | Path]) -> Iterator[Document | Problem]:
    """Load the documents of files, folders (all below, sorted) and ``-`` (standard input), one at a time.

    A document's id is its file's stem, in a folder the path within it without the suffix, in ``.jsonl`` its own;
    an id met before gets a number (``page-2``). A file has at most 50 MB, a line of ``.jsonl`` 10 MB. A text of
    which a little can't be decoded, or that holds control or bidi characters, is loaded and told as a problem.
    """
    seen: set[str] = set()
    for path in paths:
        for loaded in _load_path(str(path)):
            yield _unique(loaded, seen) if isinstance(loaded, Document) else loaded


def _load_path(path: str) -> Iterator[Document | Problem]:
    if path == "-":
        yield from _load_stdin()
    elif os.path.isdir(path):
        yield from _load_folder(Path(path))
    else:
        yield from _load_file(Path(path), Path(path).stem)


def _load_folder(folder: Path) -> Iterator[Document | Problem]:
    refused: list[OSError] = []
    found = 0
    for root, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if path.suffix.lower() in SUFFIXES and not name.startswith("."):
                found += 1
                yield from _load_file(path, path.relative_to(folder).with_suffix("").as_posix())
    for error in refused:
        yield _unreadable(str(error.filename), error)
    if not found and not refused:
        yield Problem(
            str(folder),
            Text("文件夹里没有可读的文件", "the folder holds no file that can be read"),
            Text(f"可读的有 {_suffixes()}", f"{_suffixes()} can be read"),
        )


def _load_file(path: Path, id_: str) -> Iterator[Document | Problem]:
    where, suffix = _printable(str(path)), path.suffix.lower()
    if suffix not in SUFFIXES and path.exists():
        yield Problem(
            where,
            Text(
                f"不认识的文件类型“{suffix or '无后缀'}”", f"unknown type of file {suffix or '(no suffix)'!r}"
            ),
            Text(
                f"可读的有 {_suffixes()}；其他请先另存",
                f"{_suffixes()} can be read; save others as one of them",
            ),
        )
        return
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        yield _unreadable(where, error)
        return
    yield from _load_bytes(data, where, _printable(id_), suffix)


def _load_stdin() -> Iterator[Document | Problem]:
    stream: BinaryIO = sys.stdin.buffer
    data = stream.read(MOST_BYTES + 1)
    yield from _load_bytes(data, "-", "stdin", _sniff(data))


def _sniff(data: bytes) -> str:
    """Tell by its beginning what standard input holds, as a suffix."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return ".jsonl"
    if start.startswith((b"%PDF", b"PK\x03\x04")):
        return ".pdf" if start.startswith(b"%") else ".docx"
    return ".html" if _LOOKS_HTML.match(decode(data[:2000]).text) else ".txt"


def _load_bytes(data: bytes, where: str, id_: str, suffix: str) -> Iterator[Document | Problem]:
    problem = _refuse_size(data, where) or (
        None if suffix in office.SUFFIXES else _refuse_binary(data, where)
    )
    if problem:
        yield problem
    elif suffix in office.SUFFIXES:
        yield from _load_office(data, where, id_, suffix)
    elif suffix in _LINES:
        yield from _load_lines(data, where, id_)
    else:
        decoded = decode(data)
        problem = _tell_damage(decoded, where)
        if problem:
            yield problem
        if decoded.damage <= _MOST_DAMAGE:
            yield from _load_text(decoded.text, where, id_, suffix)


def _load_office(data: bytes, where: str, id_: str, suffix: str) -> Iterator[Document | Problem]:
    try:
        document = office.read_office(data, suffix, where=where, id=id_)
    except LuodiError as error:
        yield error.problem
        return
    problem = _tell_odd_characters(document.text, where)
    if problem:
        yield problem
    yield _without_surrogates(document)


def _load_text(text: str, where: str, id_: str, suffix: str) -> Iterator[Document | Problem]:
    if suffix in _HTML:
        from luodi.reading.page import read_page

        document = read_page(text, id=id_)
    else:
        problem = _tell_odd_characters(text, where)
        if problem:
            yield problem
        document = Document(id_, text, _heading(text) or find_headline(text) or "")
    if document.text.strip():
        yield document
    else:
        yield Problem(
            where,
            Text("没有可读的正文", "there is no text to read in it"),
            Text("请把正文另存为 .txt 再读", "save the text itself as .txt and read that"),
        )


def _heading(text: str) -> str:
    """Give the first heading of Markdown."""
    match = re.search(r"^#[ \t]+(\S[^\n]*)$", text[:4000], re.MULTILINE)
    return match.group(1).strip() if match else ""


def _load_lines(data: bytes, where: str, id_: str) -> Iterator[Document | Problem]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield from _load_line(line, place(where, at_row(number)), f"{id_}-{number}")


def _load_line(line: bytes, where: Where, id_: str) -> Iterator[Document | Problem]:
    if len(line) > MOST_LINE_BYTES:
        yield _too_big(where, MOST_LINE_BYTES)
        return
    decoded = decode(line)
    try:
        row = json.loads(decoded.text)
        document = _document(row, id_)
    except (ValueError, RecursionError) as error:
        yield _bad_line(where, error)
        return
    problem = _tell_damage(decoded, where) or _tell_odd_characters(f"{document.title}{document.text}", where)
    if problem:
        yield problem
    yield _without_surrogates(document)


class _BadField(ValueError):  # noqa: N818
    def __init__(self, what: Text) -> None:
        super().__init__(what.en)
        self.what = what


def _document(row: Any, id_: str) -> Document:
    """Make the document of one line; raises :class:`_BadField` where a field can't be what it must be."""
    if not isinstance(row, dict):
        raise _BadField(Text("一行应是一个 JSON 对象", "a line must be a JSON object"))
    text = _string(row, "text")
    if not text.strip():
        raise _BadField(Text("缺 text，或 text 为空", "text is missing or empty"))
    given = row.get("id")
    return Document(
        id=_printable(str(given)) if isinstance(given, str | int) and str(given).strip() else id_,
        text=text,
        title=_string(row, "title"),
        type=_type(row),
        published=_day(row),
        url=_string(row, "url") or None,
        source=_string(row, "source") or None,
        author=_string(row, "author") or None,
    )


def _string(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _BadField(Text(f"{key} 应是文字", f"{key} must be a string"))
    return value


def _type(row: dict[str, Any]) -> DocumentType | None:
    value = row.get("type")
    for type_ in get_args(DocumentType):
        if value == type_:
            return type_  # type: ignore[no-any-return]
    if value is None:
        return None
    raise _BadField(
        Text(
            f"type 是 {value!r}，应是 news、listing 或 requirement",
            f"type {value!r} is not news, listing or requirement",
        )
    )


def _day(row: dict[str, Any]) -> str | None:
    value = _string(row, "published").strip()
    try:
        return date.fromisoformat(value[:10]).isoformat() if value else None
    except ValueError:
        raise _BadField(
            Text(
                f"published 是 {value!r}，应写成 2024-05-14",
                f"published {value!r} is not a date like 2024-05-14",
            )
        ) from None


def _unique(document: Document, seen: set[str]) -> Document:
    id_, number = document.id, 1
    while id_ in seen:
        number += 1
        id_ = f"{document.id}-{number}"
    seen.add(id_)
    return document if id_ == document.id else replace(document, id=id_)


def _without_surrogates(document: Document) -> Document:
    """Replace lone surrogates, which no file can hold, by the replacement character: offsets stay."""
    return replace(
        document,
        text=_printable(document.text),
        title=_printable(document.title),
        url=document.url and _printable(document.url),
        source=document.source and _printable(document.source),
        author=document.author and _printable(document.author),
    )


def _printable(name: str) -> str:
    return _SURROGATES.sub("\ufffd", name)


def _suffixes() -> str:
    return ".html .htm .txt .md .jsonl .docx .pdf"


def _refuse_size(data: bytes, where: str) -> Problem | None:
    """Say that there are no bytes at all, or too many."""
    if not data.strip():
        return Problem(
            where,
            Text("文件是空的", "the file is empty"),
            Text("请检查文件是否下载完整", "check whether it was saved in full"),
        )
    if len(data) > MOST_BYTES:
        return _too_big(where, MOST_BYTES)
    return None


def _refuse_binary(data: bytes, where: str) -> Problem | None:
    """Say that bytes are those of a binary format."""
    format_ = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    if format_ or (b"\x00" in data and not wide):
        zh, en = (format_, format_) if format_ else ("二进制", "binary")
        return Problem(where, Text(f"不是文本文件（{zh}）", f"not a text file ({en})"), _AS_TEXT)
    return None


def _too_big(where: Where, most: int) -> Problem:
    limit = most // 1_000_000
    return Problem(
        where,
        Text(f"超过 {limit} MB 的上限", f"larger than the limit of {limit} MB"),
        Text("请拆成几个文件", "split it into several files"),
    )


def _tell_damage(decoded: Decoded, where: Where) -> Problem | None:
    """Tell of characters that couldn't be decoded."""
    if not decoded.damage:
        return None
    share = f"{decoded.damage:.1%}"
    return Problem(
        where,
        Text("按哪种编码都不是文字", "it is no text in any known encoding")
        if decoded.damage == 1
        else Text(
            f"按 {decoded.encoding} 解码，{share} 的字符无法识别",
            f"read as {decoded.encoding}, {share} of it is no text",
        ),
        Text(
            "文件可能被截断或编码有误，请另存为 UTF-8",
            "it may be cut off or in another encoding: save it as UTF-8",
        ),
    )


def _tell_odd_characters(text: str, where: Where) -> Problem | None:
    """Tell of characters that hide or turn around what a person sees; they stay, for offsets count them."""
    for pattern, zh, en in (
        (_SURROGATES, "不成对的代理字符", "a lone surrogate"),
        (_BIDI, "改变文字方向的控制符", "a bidi control"),
        (_CONTROLS, "控制字符", "a control character"),
    ):
        match = pattern.search(text)
        if match:
            code, at = f"U+{ord(match.group()):04X}", match.start()
            return Problem(
                where,
                Text(f"第 {at + 1} 个字符是{zh} {code}", f"character {at + 1} is {en}, {code}"),
                Text("已照读；请核对原文", "it was read all the same: check the original"),
            )
    return None


def _bad_line(where: Where, error: Exception) -> Problem:
    remedy = Text(
        "每行一个 JSON 对象：id、title、text、published、url、source、author、type",
        "give one JSON object a line: id, title, text, published, url, source, author, type",
    )
    if isinstance(error, _BadField):
        return Problem(where, error.what, remedy)
    at = f"{error.colno}" if isinstance(error, json.JSONDecodeError) else "?"
    return Problem(where, Text(f"不是有效的 JSON（第 {at} 列）", f"not valid JSON (column {at})"), remedy)


def _unreadable(where: str, error: OSError) -> Problem:
    missing = isinstance(error, FileNotFoundError)
    return Problem(
        _printable(where),
        Text("文件不存在", "no such file")
        if missing
        else Text(f"打不开（{error.strerror}）", f"can't be opened ({error.strerror})"),
        Text("请检查路径和权限", "check the path and its permissions"),
    )
