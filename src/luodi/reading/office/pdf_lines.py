"""The lines of a PDF with where they stand on the page; run as a process of its own by :mod:`luodi.reading.office.pdf`.

Takes the file on standard input and as arguments the most pages, bytes of memory and seconds of CPU; writes one JSON object: ``{"error": …}`` or
``{"count": pages, "pages": [[[text, left, right, foot, height], …], …]}``, lengths in points. Imports nothing of luodi,
so that it starts fast.
"""

import json
import sys
from typing import Any

_CELL_GAP = 1.5  # wider gaps, in line heights, part a table's cells
_WIDE_CELL_GAP = 0.9  # the same beside a Chinese letter, whose spaces are narrow
_LETTER_GAP = 0.35  # narrower ones between Chinese letters and figures are the typesetter's


def main() -> None:
    """Read standard input, write what it holds."""
    most_pages, memory, seconds = map(int, sys.argv[1:])
    _limit(memory, seconds)
    sys.stdout.buffer.write(json.dumps(read_lines(sys.stdin.buffer.read(), most_pages)).encode())


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's time-out alone bounds us
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_lines(data: bytes, most_pages: int) -> dict[str, Any]:
    """Give the pages' lines, or why there are none."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "password" if "assword" in str(error) else "format"}
    count = len(pdf)
    if count > most_pages:
        return {"count": count, "pages": []}
    pages = []
    for number in range(count):
        try:
            page = pdf[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:  # one bad page leaves the others
            pages.append([["\ufffd", 0.0, 0.0, 0.0, 0.0]])
            continue
        pages.append(_page_lines(text_page))
        text_page.close()
        page.close()
    return {"count": count, "pages": pages}


def _page_lines(page: Any) -> list[list[Any]]:
    text = page.get_text_range(errors="replace")
    placed = page.count_chars() == len(text)  # else indices don't meet, and the letters have no place
    lines: list[list[Any]] = []
    at = 0
    for line in text.split("\n"):
        words = line.rstrip("\r ")
        if words.strip():
            lines.append(_place(page, words, at) if placed else [words, 0.0, 0.0, 0.0, 0.0])
        at += len(line) + 1
    return lines


def _place(page: Any, words: str, at: int) -> list[Any]:
    lead = len(words) - len(words.lstrip())
    first = page.get_charbox(at + lead, loose=True)
    last = page.get_charbox(at + len(words) - 1, loose=True)
    height = max(first[3] - first[1], last[3] - last[1])
    letters = [
        _space(page, words, i, at, height) if i > lead and char == " " else char
        for i, char in enumerate(words)
    ]
    return ["".join(letters).strip(), first[0], last[2], first[1], height]


def _space(page: Any, words: str, i: int, at: int, height: float) -> str:
    """Say what a space is by its width: none, a space, or the border between two cells."""
    gap = page.get_charbox(at + i + 1, loose=True)[0] - page.get_charbox(at + i - 1, loose=True)[2]
    beside_wide = _is_wide(words[i - 1]) or _is_wide(words[i + 1])
    if gap > (_WIDE_CELL_GAP if beside_wide else _CELL_GAP) * height > 0:
        return " | "
    return "" if beside_wide and gap < _LETTER_GAP * height else " "


def _is_wide(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uf900" <= letter <= "\uffef" or letter in "\u3000\u201c\u201d"


if __name__ == "__main__":
    main()
