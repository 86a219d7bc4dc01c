"""Tables whose rows are lines: cells parted by bars or by wide gaps (名次　企业名称　纳税额（亿元）)."""

import re
from collections.abc import Iterator

_HEADING = re.compile(
    r"序号|名次|排名|位次|(?:企业|项目|园区|单位|开发区|公司|指标)名称|名称|企业|项目|园区|开发区|地区|县区|县市区|区县|区市|单位|指标|期次|阶段|产业链"
)
_GAP = re.compile(
    r"(?<=[^ |\n]) *\|+ *(?=[^ |\n])|(?<=[^\n ])  +(?=[^\n ])|(?<=[\u4e00-\u9fff\d）%]) (?=[^\n ])"
)
_PROSE = re.compile(r"[。；！？]|，.*，")
_LONGEST = 160  # a longer line is no row


def bar_rows(text: str) -> str:
    """Put bars where wide gaps part the cells of a table's rows; the text keeps its length.

    A table is a line of headings and at least two lines behind it with as many cells.
    """
    if " " not in text:
        return text
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        rows = at + 1
        if " " not in lines[at] or "。" in lines[at]:
            at = rows
            continue
        size = _cells(lines[at])
        if size >= 3 and _is_heading(lines[at]):
            while rows < len(lines) and _cells(lines[rows]) == size:
                rows += 1
            if rows - at >= 3:
                lines[at:rows] = [_barred(line) for line in lines[at:rows]]
        at = rows
    return "\n".join(lines)


def _cells(line: str) -> int:
    words = line.strip()
    if not words or len(words) > _LONGEST or _PROSE.search(words):
        return 0
    return sum(1 for _ in _GAP.finditer(words)) + 1


def _is_heading(line: str) -> bool:
    cells = [cell.strip() for cell in _GAP.split(line.strip())]
    return any(_HEADING.fullmatch(cell) for cell in cells) and not any(cell[:1].isdigit() for cell in cells)


def _barred(line: str) -> str:
    """Fill each gap with bars, so that no place moves."""
    filled = list(line)
    for gap in _gaps(line):
        filled[gap[0] : gap[1]] = "|" + " " * (gap[1] - gap[0] - 1)
    return "".join(filled)


def _gaps(line: str) -> Iterator[tuple[int, int]]:
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    for match in _GAP.finditer(line, start, end):
        yield match.start(), match.end()
