"""Tables that were flattened into lines, one cell a line: headings, then rows of a name and its figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luodi.core.quantities.units import MU
from luodi.reading.names import Known, find_names
from luodi.reading.news.draft import Draft
from luodi.reading.news.money import measure_of
from luodi.reading.news.phrases import last_match

_NUMBER = re.compile(r"[-+↑↓]?\d[\d,]*(?:\.\d+)?%?")
_UNIT = re.compile(r"（(?P<unit>[^（）]{1,8})）$")
_SCALE = {"亿元": (1e8, "CNY"), "万元": (1e4, "CNY"), "万美元": (1e4, "USD"), "亿美元": (1e8, "USD"), "千万元": (1e7, "CNY"),
          "元": (1.0, "CNY"), "万欧元": (1e4, "EUR"), "百万元": (1e6, "CNY")}  # fmt: skip
_RANKS = re.compile(r"^(?:名次|排名|位次|序号排名|今年名次|本年名次|综合排名)$")
_WAS = re.compile(r"^(?:上年|去年|上期|上一年)(?:度)?(?:名次|排名|位次)$")
_RATE = re.compile(r"^(?:同比|增速|增幅|增长|同比增长|同比增速|比上年增长|增长率|同比增幅)(?:（%）|（±%）)?$")
_NAME = re.compile(
    r"^(?:开发区|园区|单位|地区|名称|企业|项目|园区名称|县区|区县|区市|县市区|企业名称|项目名称|开发区名称|指标)$"
)
_AREA_COLUMN = re.compile(r"占地|用地|土地面积|规划面积")
_FLOOR_COLUMN = re.compile(r"建筑面积|厂房面积")
_COUNT_UNIT = frozenset(("家", "个", "人", "户", "项", "件", "名", "万人"))
_LIST = re.compile(r"(?P<list>[^，。；]{2,40}?(?:评价|考核|排名|排行榜|考评|测评|评估|评比))")
_BLANK = re.compile(r"[—–－/-]+|待定|暂无|未开工|未定|无|另行通知")
_DAY = re.compile(r"(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?[初中底末]?")
_EVENT_COLUMNS = (
    (re.compile(r"开工|动工|奠基"), "groundbreaking"),
    (re.compile(r"竣工|建成|完工|交付"), "completed"),
    (re.compile(r"投产"), "in_production"),
    (re.compile(r"达产"), "full_production"),
)
_PLANNED_COLUMN = re.compile(r"计划|拟|预计|预期")
_PLACE_COLUMN = re.compile(r"^(?:所在地|所在园区|落户园区|建设地点|选址|地点|所在区域|位置|所属园区)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: a line of the text, ``[start, end)`` in the plain text."""

    start: int
    end: int
    words: str

    @property
    def number(self) -> float | None:
        """The figure the cell holds; None where it holds words."""
        if not _NUMBER.fullmatch(self.words):
            return None
        value = float(self.words.strip("%+↑↓").replace(",", ""))
        return -value if self.words.startswith("↓") else value


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns' headings and its rows."""

    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def find_tables(text: str, start: int, end: int) -> list[Table]:
    """Find the tables of ``text[start:end]``: at least two rows of as many short lines as there are headings."""
    tables = []
    run: list[Cell] = []
    for cell in (*_cells(text, start, end), Cell(end, end, "")):
        if cell.words and len(cell.words) <= 30 and not re.search(r"[。；？！]|：.", cell.words):
            run.append(cell)
        else:
            table = _table(run)
            if table:
                tables.append(table)
            run = []
    return tables


def read_table(table: Table, known: Known, title: str, period: str | None) -> Iterator[Draft]:
    """Read each row: positions, sums, rates of growth, areas, counts and places, by its columns' headings."""
    name_at = _name_column(table)
    if name_at is None:
        return
    listed = last_match(_LIST, title)
    for row in table.rows:
        subject = known.resolve(row[name_at].words)
        measure: str | None = None
        for column, heading in enumerate(table.headings):
            if column == name_at:
                continue
            draft = _cell(table, row, column, subject, measure, listed["list"] if listed else "", period)
            measure = _measure_name(heading.words) or measure
            if draft:
                yield draft


def _cell(
    table: Table,
    row: Sequence[Cell],
    column: int,
    subject: str,
    measure: str | None,
    listed: str,
    period: str | None,
) -> Draft | None:
    heading, cell = table.headings[column].words, row[column]
    start, end = min(row[0].start, cell.start), cell.end
    value = cell.number
    if (
        _PLACE_COLUMN.match(heading)
        and value is None
        and len(cell.words) >= 2
        and not _BLANK.fullmatch(cell.words)
    ):
        return Draft("located_in", subject, start, end, object=cell.words, rule="tables.place")
    if value is None:
        return _event(heading, cell, subject, start)
    if _RANKS.match(heading):
        was = next((row[i].number for i, one in enumerate(table.headings) if _WAS.match(one.words)), None)
        name = re.sub(r"^.*(?:公布|发布)|(?:20)?\d\d年?度?", "", listed)
        return Draft("rank", subject, row[0].start, row[-1].end, value, "1", object=name, period=period, previous=was, rule="tables.rank") if name else None  # fmt: skip
    if _RATE.match(heading) and measure:
        return Draft(
            "growth",
            subject,
            start,
            end,
            round(value / 100, 6),
            "1",
            object=measure,
            period=period,
            rule="tables.growth",
        )
    return _figure(heading, value, subject, start, end, period)


def _event(heading: str, cell: Cell, subject: str, start: int) -> Draft | None:
    """Read a cell below 开工时间 or 计划竣工时间."""
    day = _DAY.fullmatch(cell.words)
    event = next((name for words, name in _EVENT_COLUMNS if words.search(heading)), None)
    if day is None or event is None or not re.search(r"时间|日期|年月", heading):
        return None
    parts = (day["year"], *(part.zfill(2) for part in (day["month"], day["day"]) if part))
    planned = bool(_PLANNED_COLUMN.search(heading))
    return Draft(
        "event",
        subject,
        start,
        cell.end,
        object=event,
        date="-".join(parts),
        expected=planned,
        rule="tables.event",
    )


def _figure(
    heading: str, value: float, subject: str, start: int, end: int, period: str | None
) -> Draft | None:
    unit = _UNIT.search(heading)
    name = _measure_name(heading) or ""
    if not unit or not name:
        return None
    word = unit["unit"]
    if word in _SCALE:
        kind = measure_of(name)
        scale, currency = _SCALE[word]
        if kind is None:
            return None
        named = name if kind == "indicator" else None
        when = None if kind == "investment" else period
        return Draft(
            kind, subject, start, end, value * scale, currency, object=named, period=when, rule="tables.money"
        )
    areas = {"亩": MU, "平方公里": 1e6, "公顷": 1e4, "平方米": 1.0, "万平方米": 1e4}
    if word in areas and (_AREA_COLUMN.search(name) or _FLOOR_COLUMN.search(name)):
        kind = "floor_area" if _FLOOR_COLUMN.search(name) else "land_area"
        return Draft(kind, subject, start, end, round(value * areas[word], 2), "m2", rule="tables.area")
    if word in _COUNT_UNIT:
        return Draft("count", subject, start, end, value * (1e4 if word == "万人" else 1), "1", object=name, period=period, rule="tables.count")  # fmt: skip
    return None


def _measure_name(heading: str) -> str | None:
    if _RATE.match(heading) or _RANKS.match(heading) or _WAS.match(heading) or _NAME.match(heading):
        return None
    return _UNIT.sub("", heading) or None


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    at = start
    for line in text[start:end].split("\n"):
        words = line.strip()
        if words:
            left = at + line.index(words[0])
            yield Cell(left, left + len(words), words)
        at += len(line) + 1


def _table(run: Sequence[Cell]) -> Table | None:
    """Make a table of a run of cells: the headings are what stands before the first row with a figure."""
    first = next((i for i, cell in enumerate(run) if cell.number is not None), None)
    if first is None or first < 2:
        return None
    for width in (first, first - 1):
        for skip in range(min(3, width)):
            headings = run[skip:width] if width == first else run[skip : first - 1]
            size = len(headings)
            if (
                size >= 2
                and any(_NAME.match(cell.words) for cell in headings)
                and _fits(run[skip + size :], size)
            ):
                body = run[skip + size :]
                rows = [tuple(body[i : i + size]) for i in range(0, len(body) - size + 1, size)]
                good = [row for row in rows if _same_shape(row, rows[0])]
                return Table(tuple(headings), tuple(good)) if len(good) >= 2 else None
    return None


def _fits(body: Sequence[Cell], size: int) -> bool:
    return len(body) >= 2 * size and _same_shape(body[:size], body[size : 2 * size])


def _same_shape(row: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return all(
        (a.number is None) == (b.number is None)
        or bool(_BLANK.fullmatch(a.words) or _BLANK.fullmatch(b.words))
        for a, b in zip(row, other, strict=True)
    )


def _name_column(table: Table) -> int | None:
    for i, cell in enumerate(table.headings):
        if _NAME.match(cell.words) and table.rows[0][i].number is None:
            return i
    row = table.rows[0]
    return next((i for i, cell in enumerate(row) if cell.number is None and find_names(cell.words)), None)
