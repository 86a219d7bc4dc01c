"""Where ``luodi match`` gets its requirement: JSON or words, from a file, from standard input or from the call."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luodi.core.errors import LuodiError, Problem, Where, place
from luodi.core.text import Text
from luodi.facts import Document
from luodi.matching.requirement import Requirement, requirement_from_json, requirement_from_values

if TYPE_CHECKING:
    from luodi.matching.outward import Enquiry

_FILE_ENDINGS = (".json", ".jsonl", ".ndjson", ".txt", ".md", ".html", ".htm")
_LARGEST = 20_000_000
_LONGEST_NAME = 255


def load_requirement(given: str) -> Requirement:
    """Read the requirement; raises :class:`LuodiError` where it can't be found or says nothing to go by."""
    if given == "-":
        return _from_text(_decoded(sys.stdin.buffer.read(_LARGEST), "-"), "-")
    if _is_file(given):
        return _from_file(Path(given))
    if given.strip() and "\n" not in given and Path(given[:_LONGEST_NAME]).is_dir():
        raise _bad(given, "是文件夹，不是需求", "is a folder, not a requirement", "请给出其中一个文件",
                   "name one file of it")  # fmt: skip
    if given.strip().casefold().endswith(_FILE_ENDINGS):
        raise _bad(given, "没有这个文件", "there is no such file", "请检查路径，或直接写出需求",
                   "check the path, or write the requirement itself")  # fmt: skip
    return _from_text(given, "REQUIREMENT")


def _is_file(given: str) -> bool:
    try:
        return Path(given).is_file()
    except (OSError, ValueError):  # words too long for a name, or with characters that names can't hold
        return False


def _from_file(path: Path) -> Requirement:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise _bad(str(path), f"读不了（{reason}）", f"can't be read ({reason})", "请检查权限",
                   "check its permissions") from error  # fmt: skip
    if path.suffix.casefold() in (".json", ".jsonl", ".ndjson"):
        return _from_json(_decoded(data, str(path)), str(path))
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return _from_json(_decoded(data, str(path)), str(path))
    return _from_document(_loaded(path))


def _from_text(text: str, where: str) -> Requirement:
    if not text.strip("\ufeff \r\n\t"):
        raise _bad(where, "需求是空的", "the requirement is empty", "请写出需求，或给出写有需求的文件",
                   "write the requirement, or name a file that holds it")  # fmt: skip
    if text.lstrip("\ufeff \r\n\t").startswith("{"):
        return _from_json(text, where)
    return _from_document(Document(id=where, text=text, type="requirement"))


def _from_json(text: str, where: str) -> Requirement:
    """Read one object: a requirement, a line that ``luodi read`` wrote, or a document with the enquiry's text."""
    data = _one_object(text.removeprefix("\ufeff"), where)
    if isinstance(data, dict) and isinstance(data.get("text"), str) and "requirement" not in data:
        published = data.get("published")
        return _from_document(Document(id=where, text=data["text"], title=str(data.get("title") or ""),
                                       published=published if isinstance(published, str) else None))  # fmt: skip
    return requirement_from_json(data, where)


def _one_object(text: str, where: str) -> Any:
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        if len(lines) > 1 and all(_is_object(line) for line in lines):
            raise _bad(where, f"有 {len(lines)} 条需求", f"holds {len(lines)} requirements", "请一次只给一条",
                       "give one at a time") from error  # fmt: skip
        broken = place(where, _position(error)) if isinstance(error, json.JSONDecodeError) else where
        raise _bad(broken, "不是完整的 JSON", "is not whole JSON", "请检查引号、逗号与括号",
                   "check quotation marks, commas and brackets") from error  # fmt: skip


def _position(error: json.JSONDecodeError) -> Text:
    return Text(f"第 {error.lineno} 行第 {error.colno} 个字符", f"line {error.lineno}, column {error.colno}")


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (json.JSONDecodeError, RecursionError):
        return False


def _loaded(path: Path) -> Document:
    from luodi.reading.files import load_documents

    loaded = list(load_documents([path]))
    for each in loaded:
        if isinstance(each, Problem):
            raise LuodiError(each)
    documents = [each for each in loaded if isinstance(each, Document)]
    if len(documents) != 1:
        raise _bad(str(path), f"有 {len(documents)} 篇文档", f"holds {len(documents)} documents", "请只给一条需求",
                   "give one requirement")  # fmt: skip
    return documents[0]


def _from_document(document: Document) -> Requirement:
    from dataclasses import replace

    from luodi.reading.read import read_document

    reading = read_document(replace(document, type="requirement"))
    if not reading.fields:
        raise _bad(document.id, "读不出任何需求", "nothing that is asked for could be read in it",
                   "请写明面积、地点、预算等，或给 JSON", "name area, place, budget and the like, or give JSON")  # fmt: skip
    sources = {field.name: field.span.quote for field in reading.fields}
    return requirement_from_values(reading.values(), sources, document.id)


def _decoded(data: bytes, where: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _bad(where, "不是文本", "is not text", "请存为 UTF-8", "save it as UTF-8")


def _bad(where: Where, zh: str, en: str, remedy_zh: str, remedy_en: str) -> LuodiError:
    shown = f"{where[:59]}…" if isinstance(where, str) and len(where) > 60 else where
    return LuodiError(Problem(shown, Text(zh, en), Text(remedy_zh, remedy_en)))


def load_enquiries(path: Path) -> "tuple[Enquiry, ...]":
    """Read a file of requirements: JSON lines or a JSON list, each a requirement or an enquiry's document.

    Each is named by its ``id``, or else by its place in the file. Raises :class:`LuodiError` at the first bad one.
    """
    from luodi.matching.outward import Enquiry

    found: dict[str, Enquiry] = {}
    for where, data in _objects(path):
        named = str(data.pop("id", None) or where)
        if named in found:
            raise _bad(where, f"编号“{named}”重复", f"the id {named!r} stands twice", "请改为不同的编号",
                       "give each an id of its own")  # fmt: skip
        found[named] = Enquiry(named, _from_json(json.dumps(data, ensure_ascii=False), where))
    return tuple(found.values())


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        text = _decoded(path.read_bytes(), str(path)).lstrip("\ufeff")
    except OSError as error:
        reason = error.strerror or str(error)
        raise _bad(str(path), f"读不了（{reason}）", f"can't be read ({reason})", "请检查路径与权限",
                   "check path and permissions") from error  # fmt: skip
    if text.lstrip().startswith("["):
        rows: Iterator[tuple[int, Any]] = enumerate(_one_object(text, str(path)), start=1)
    else:
        lines = ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
        rows = ((number, _one_object(line, f"{path.name}, row {number}")) for number, line in lines)
    for number, data in rows:
        where = f"{path.name}, row {number}"
        if not isinstance(data, dict):
            raise _bad(where, "不是对象", "is not an object", "请写成 {…}", "write it as {…}")
        yield where, data
