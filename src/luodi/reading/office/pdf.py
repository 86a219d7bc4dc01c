"""Text PDF → document: lines joined to paragraphs, running heads, footers and page numbers left out.

PDFium runs in a process of its own with a limit of memory and of time; what it can't do within them is a problem
that says so. Radicals that some producers write for letters (⼯ for 工) come out as the letters.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from importlib.resources import as_file, files
from itertools import pairwise, takewhile
from statistics import median
from typing import Any, NamedTuple

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi.facts.document import Document

MOST_PAGES = 2_000
MEMORY = 1_000_000_000  # bytes that PDFium may take
CPU_SECONDS = 20
TIME_OUT = 60.0  # seconds by the clock
_EDGE_LINES = 2  # at the top and the bottom of a page, that may be a running head
_LONGEST_HEAD = 40
_TITLE_AMONG = 6  # lines at the top of the first page
_NUMBER = re.compile(r"\W*(?:第\s*)?[\divxlc]+\s*(?:页)?\W*(?:(?:/|共|of)\W*\d+\W*页?\W*)?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = tuple("。！？；!?;：:…")
_LATIN_ENDS = re.compile(r"[A-Za-z0-9,.;:)%]")
_SAVE_ANEW = Text("请用阅读器打开后另存，或另存为 .txt", "open it in a viewer and save it anew, or as .txt")
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
} | str.maketrans(
    "\u2e9d\u2e9f\u2ea0\u2ec1\u2ec4\u2ec5\u2ec6\u2ec9\u2ecb\u2ed1\u2ed3\u2ed4\u2ed8\u2eda\u2edb\u2edc"
    "\u2edd\u2ee2\u2ee3\u2ee4\u2ee5\u2ee6\u2ee8\u2ee9\u2eec\u2eee\u2ef0\u2ef3",
    "月母民虎西见角贝车長长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)


class Line(NamedTuple):
    """A printed line: its words, its left and right edge, its foot above the page's, its height, in points.

    All are 0 where unknown.
    """

    words: str
    left: float
    right: float
    foot: float
    height: float


def _line(words: str, left: float, right: float, foot: float, height: float) -> Line:
    return Line(words.translate(_RADICALS), left, right, foot, height)


def read_pdf(data: bytes, where: str, id_: str) -> Document:
    """Read a PDF; raises :class:`LuodiError` where it is encrypted, damaged, scanned, or takes too long."""
    if b"%PDF" not in data[:1024]:
        raise _unusable(where, "不是 PDF 文件", "it is no PDF file", _SAVE_ANEW)
    found = _run_pdfium(data, where)
    _check(found, where)
    pages = _without_running_heads([[_line(*line) for line in page] for page in found["pages"]])
    if not any(any(char.isalnum() for char in line.words) for page in pages for line in page):
        raise _unusable(
            where,
            "没有文字，可能是扫描件",
            "no text, it may be a scan",
            Text("请先做文字识别（OCR）", "run OCR first"),
        )
    title = _title(pages[0])
    body = [[line for line in page if line not in title] for page in pages]
    headline = "".join(line.words for line in title)
    return Document(id_, "\n".join(_paragraphs(body)) or headline, headline)


def _unusable(where: str, zh: str, en: str, remedy: Text) -> LuodiError:
    return LuodiError(Problem(where, Text(zh, en), remedy))


def _run_pdfium(data: bytes, where: str) -> dict[str, Any]:
    script = files(__package__).joinpath("pdf_lines.py")
    try:
        with as_file(script) as path:
            done = subprocess.run(  # noqa: S603 - our own script
                [sys.executable, "-P", str(path), *map(str, (MOST_PAGES, MEMORY, CPU_SECONDS))],
                input=data,
                capture_output=True,
                timeout=TIME_OUT,
                check=False,
                env={**os.environ, "PYTHONUTF8": "1"},
            )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        raise _unusable(
            where,
            "PDF 太复杂或已损坏，未能在时间和内存上限内读完",
            "the PDF is too complex or damaged: it can't be read within the limits of time and memory",
            Text("请拆成几个文件，或另存为 .txt", "split it into several files, or save it as .txt"),
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _check(found: dict[str, Any], where: str) -> None:
    if found.get("error") == "password":
        remedy = Text("请先去掉密码再读", "remove its password first")
        raise _unusable(where, "PDF 有密码", "the PDF is encrypted", remedy)
    if "error" in found or not found["count"]:
        raise _unusable(where, "PDF 已损坏或不完整", "the PDF is damaged or cut off", _SAVE_ANEW)
    if found["count"] > MOST_PAGES:
        raise _unusable(
            where,
            f"有 {found['count']} 页，上限 {MOST_PAGES} 页",
            f"it has {found['count']} pages, the limit is {MOST_PAGES}",
            Text("请拆成几个文件", "split it into several files"),
        )


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop page numbers, and what stands at the edges of more than half of the pages, figures aside."""
    edges = Counter(
        key for page in pages for key in {_fold(line) for line in _edges(page)} if len(key) <= _LONGEST_HEAD
    )
    often = {key for key, times in edges.items() if times >= 2 and times > len(pages) / 2}
    return [_trim(page, often) for page in pages]


def _edges(page: Sequence[Line]) -> list[Line]:
    return [*page[:_EDGE_LINES], *page[_EDGE_LINES:][-_EDGE_LINES:]]


def _fold(line: Line) -> str:
    return _DIGITS.sub("0", line.words)


def _trim(page: list[Line], often: set[str]) -> list[Line]:
    edges = set(_edges(page))
    return [
        line
        for line in page
        if line not in edges or not (_fold(line) in often or _NUMBER.fullmatch(line.words))
    ]


def _title(page: Sequence[Line]) -> list[Line]:
    """Give the lines of the headline: those near the top that are set largest, and larger than the page's text."""
    usual = median([line.height for line in page if line.height] or [0.0])
    top = page[:_TITLE_AMONG]
    largest = max((line.height for line in top), default=0.0)
    if largest < 1.2 * usual or not usual:
        return []
    begin = next(i for i, line in enumerate(top) if line.height == largest)
    lines = list(takewhile(lambda line: line.height > 0.95 * largest, top[begin:]))
    return [] if lines[-1].words.endswith("。") else lines


def _paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Join lines that run on, over pages too: a full line goes on where the next isn't set in."""
    paragraphs: list[list[str]] = []
    last: Line | None = None
    for page in pages:
        right = max((line.right for line in page), default=0.0)
        left = min((line.left for line in page), default=0.0)
        pitch = _pitch(page)
        for line in page:
            if last is not None and _runs_on(last, line, left, pitch):
                paragraphs[-1] += [_glue(last.words, line.words), line.words]
            else:
                paragraphs.append([line.words])
            last = line if _is_full(line, right) else None
    return ["".join(pieces) for pieces in paragraphs]


def _is_full(line: Line, right: float) -> bool:
    """Whether a line reaches the right edge, give or take three letters."""
    return bool(line.height) and line.right > right - 3.2 * line.height and " | " not in line.words


def _pitch(page: Sequence[Line]) -> float:
    """Give the usual distance from line to line."""
    return median([a.foot - b.foot for a, b in pairwise(page) if a.foot > b.foot] or [0.0])


def _runs_on(last: Line, line: Line, left: float, pitch: float) -> bool:
    same_size = abs(last.height - line.height) <= 0.2 * last.height
    set_in = line.left - min(last.left, left) > 1.5 * line.height
    ended = last.words.endswith(_SENTENCE_END) and line.left > last.left + 1.5 * line.height
    apart = last.foot - line.foot > 1.25 * pitch  # on the next page the foot lies higher
    return same_size and not (set_in or ended or apart) and " | " not in line.words


def _glue(before: str, after: str) -> str:
    """A space between words of Latin letters that the line's end parted."""
    return " " if _LATIN_ENDS.match(before[-1:]) and after[:1].isascii() and after[:1].isalpha() else ""
