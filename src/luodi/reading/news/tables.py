"""Tables: flattened into lines, one cell a line, or a row a line with bars; headings, then names and their figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luodi.core.quantities.units import MU
from luodi.core.record import record
from luodi.reading.names import Known, find_names
from luodi.reading.news.draft import Draft
from luodi.reading.news.phrases import last_match
from luodi.reading.news.products import product_of
from luodi.reading.news.subjects import STAGE_TAIL
from luodi.reading.news.sums import measure_of

_NUMBER = re.compile(r"[-+↑↓]?\d[\d,]*(?:\.\d+)?%?")
_UNIT = re.compile(r"（(?P<unit>[^（）]{1,8})）$")
_SCALE = {"亿元": (1e8, "CNY"), "万元": (1e4, "CNY"), "万美元": (1e4, "USD"), "亿美元": (1e8, "USD"), "千万元": (1e7, "CNY"),
          "元": (1.0, "CNY"), "万欧元": (1e4, "EUR"), "百万元": (1e6, "CNY")}  # fmt: skip
_RANKS = re.compile(r"^(?:名次|位次|排名|位次|序号排名|今年名次|本年名次|综合排名)$")
_WAS = re.compile(r"^(?:上年|去年|上期|上一年)(?:度)?(?:名次|排名|位次)$")
_RATE = re.compile(
    r"^(?:累计)?(?:同比|增速|增幅|增长|同比增长|同比增速|比上年增长|比上年同期增长|比去年同期增长|增长率|同比增幅|同比±|增减)(?:（?±?%）?|（±%）|百分比)?$"
)
_NAME = re.compile(
    r"^(?:开发区|园区|单位|地区|名称|企业|项目|公司|园区名称|县区|区县|区市|县市区|企业名称|公司名称|项目名称|开发区名称|单位名称|产业链|指标|指标名称|期次|阶段|分期|建设期)$"
)
_STAGES = re.compile(r"^(?:期次|阶段|分期|建设期)$")
_STAGE = re.compile(r"(?:[一二三四五]期|首期)(?:工程|项目)?")
_TOTAL = re.compile(r"^(?:合计|总计|小计|全部|总体|项目合计)$")
_CAPACITY_COLUMN = re.compile(
    r"^(?P<when>达产|设计|新增|预计|计划|拟)*(?P<what>[\u4e00-\u9fff]{0,8}?)(?P<per>[年月日])?(?:设计)?(?:产能|产量|生产能力|处理能力|加工能力)$"
)
_AREA_COLUMN = re.compile(r"占地|用地|土地面积|规划面积")
_FLOOR_COLUMN = re.compile(r"建筑面积|厂房面积")
_COUNT_UNIT = frozenset(("家", "个", "人", "户", "项", "件", "名", "万人"))
_LIST = re.compile(r"(?P<list>[^，。；]{2,40}?(?:[三五十百]强|评价|考核|排名|排行榜|考评|测评|评估|评比))")
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


@record
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
    barred: bool = False  # a row a line


def find_tables(text: str, start: int, end: int) -> list[Table]:
    """Find the tables of ``text[start:end]``: at least two rows of as many short lines as there are headings."""
    tables = list(_row_tables(text, start, end))
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


def within_rows(tables: Sequence[Table], at: int) -> bool:
    """Tell whether a place lies in a table of barred rows, which no other rule reads."""
    return any(table.barred and table.headings[0].start <= at < table.rows[-1][-1].end for table in tables)


def _row_tables(text: str, start: int, end: int) -> Iterator[Table]:
    """Find the tables whose rows are lines with bars."""
    if text.find("|", start, end) < 0:
        return
    run: list[tuple[Cell, ...]] = []
    at = start
    for line in (*text[start:end].split("\n"), ""):
        row = _barred_cells(line, at)
        at += len(line) + 1
        if row and run and len(row) == len(run[0]):
            run.append(row)
            continue
        if (
            len(run) >= 3
            and _heads(run[0])
            and any(cell.number is not None for row in run[1:] for cell in row)
        ):
            yield Table(run[0], tuple(run[1:]), barred=True)
        run = [row] if row else []


def _barred_cells(line: str, at: int) -> tuple[Cell, ...]:
    """Cut a line at its bars; a line with fewer than three cells is no row."""
    if line.count("|") < 2 or len(line) > 400:
        return ()
    left, right = len(line) - len(line.lstrip("| ")), len(line.rstrip())
    right -= line[:right].endswith("|")
    cells = []
    for part in line[left:right].split("|"):
        words = part.strip()
        begin = at + left + (part.index(words[0]) if words else 0)
        cells.append(Cell(begin, begin + len(words), words))
        left += len(part) + 1
    return tuple(cells) if len(cells) >= 3 else ()


def _heads(row: Sequence[Cell]) -> bool:
    return any(_NAME.match(cell.words) for cell in row) and all(cell.number is None for cell in row)


def read_table(
    table: Table, known: Known, title: str, period: str | None, region: str | None = None
) -> Iterator[Draft]:
    """Read each row: positions, sums, rates of growth, areas, counts and places, by its columns' headings."""
    name_at = _name_column(table)
    if name_at is None:
        return
    listed = last_match(_LIST, title)
    names = table.headings[name_at].words
    if names.startswith("指标"):
        yield from _read_indicators(table, name_at, region, period)
        return
    parent = (
        _parent(title)
        if _STAGES.match(names) or any(_STAGE.fullmatch(row[name_at].words) for row in table.rows)
        else None
    )
    caption = _CAPTION.search(title)
    for row in table.rows:
        subject = known.resolve(row[name_at].words)
        if parent and (_STAGE.fullmatch(subject) or _TOTAL.match(subject)):
            subject = parent if _TOTAL.match(subject) else parent + subject
        elif not subject or _TOTAL.match(subject):
            continue
        measure: str | None = None
        for column, heading in enumerate(table.headings):
            if column == name_at:
                continue
            draft = _cell(
                table,
                row,
                column,
                subject,
                measure,
                listed["list"] if listed else "",
                period,
                caption["unit"] if caption else "",
            )
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
    unit: str = "",
) -> Draft | None:
    heading, cell = table.headings[column].words, row[column]
    if unit and not _UNIT.search(heading) and measure_of(heading):
        heading = f"{heading}（{unit}）"
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


_CAPTION = re.compile(r"（?单位：(?P<unit>亿元|万元|万美元|亿美元)")
_UNIT_CELL = re.compile(r"单位|计量单位")
_VALUE_HEAD = re.compile(
    r"数值|绝对量|绝对额|绝对值|总量|累计|完成|实际|本期|本年|本月止|总额|数量|(?:\d{4}年)?\d{0,2}[—-]?\d{0,2}月?(?:累计)?(?:完成|数|值|总量)?|(?:上|下)半年.*|.*季度.*|.*年"
)


def _read_indicators(table: Table, name_at: int, region: str | None, period: str | None) -> Iterator[Draft]:
    """Read a table whose rows are a region's indicators, with their unit, their value and their rate of growth."""
    if region is None:
        return
    units = next((i for i, cell in enumerate(table.headings) if _UNIT_CELL.fullmatch(cell.words)), None)
    values = [
        i
        for i, cell in enumerate(table.headings)
        if i not in (name_at, units) and _VALUE_HEAD.fullmatch(_UNIT.sub("", cell.words))
    ]
    rates = [i for i, cell in enumerate(table.headings) if _RATE.match(cell.words)]
    for row in table.rows:
        name = re.sub(r"^(?:[一二三四五六七八九十\d]{1,2}[、.．]|[#＃※*]|其中：)+", "", row[name_at].words)
        told = _UNIT.search(name)
        words = told["unit"] if told else row[units].words if units is not None else ""
        name = _UNIT.sub("", name)
        if words in _SCALE and values and (value := row[values[0]].number) is not None and len(name) > 1:
            kind = measure_of(name) or "indicator"
            scale, currency = _SCALE[words]
            if kind != "investment":
                yield Draft(kind, region, row[0].start, row[values[0]].end, round(value * scale, 2), currency,
                            object=name if kind == "indicator" else None, period=period, rule="tables.indicator")  # fmt: skip
        elif (
            words in _COUNT_UNIT
            and values
            and (number := row[values[0]].number) is not None
            and len(name) > 1
        ):
            yield Draft("count", region, row[0].start, row[values[0]].end, number * (1e4 if words == "万人" else 1), "1",
                        object=name, period=period, rule="tables.indicator")  # fmt: skip
        rate = row[rates[0]].number if rates else None
        if rate is not None and len(name) > 1:
            yield Draft("growth", region, row[0].start, row[rates[0]].end, round(rate / 100, 6), "1", object=name,
                        period=period, rule="tables.indicator")  # fmt: skip


def _parent(title: str) -> str | None:
    """Give the project that a table's stages belong to: the one named last before it."""
    projects = [name.words for name in find_names(title) if name.kind in ("project", "thing", "park")]
    return STAGE_TAIL.sub("", projects[-1]) if projects else None


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
    if (made := _CAPACITY_COLUMN.match(name)) and word not in _SCALE:
        return _capacity(made, word, value, subject, start, end)
    if word in _SCALE:
        kind = measure_of(name)
        scale, currency = _SCALE[word]
        if kind is None:
            return None
        named = name if kind == "indicator" else None
        when = None if kind == "investment" else period
        planned = bool(_PLANNED_COLUMN.match(name))
        return Draft(kind, subject, start, end, round(value * scale, 2), currency, object=named, period=None if planned else when,
                     expected=planned, rule="tables.money")  # fmt: skip
    areas = {"亩": MU, "平方公里": 1e6, "公顷": 1e4, "平方米": 1.0, "万平方米": 1e4}
    if word in areas and (_AREA_COLUMN.search(name) or _FLOOR_COLUMN.search(name)):
        kind = "floor_area" if _FLOOR_COLUMN.search(name) else "land_area"
        return Draft(kind, subject, start, end, round(value * areas[word], 2), "m2", rule="tables.area")
    if word in _COUNT_UNIT:
        return Draft("count", subject, start, end, value * (1e4 if word == "万人" else 1), "1", object=name, period=period, rule="tables.count")  # fmt: skip
    return None


_SIZED = re.compile(r"(?P<times>[百千万亿]*)(?P<unit>[^/]+?)(?:/(?P<per>[年月日]))?")


def _capacity(
    made: re.Match[str], word: str, value: float, subject: str, start: int, end: int
) -> Draft | None:
    """Read a cell below 达产年产能（万只）; the product is the heading's, else what the project's name makes."""
    sized = _SIZED.fullmatch(word)
    product = made["what"].removeprefix("年") or product_of(subject)
    if sized is None or not product:
        return None
    times = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
    for letter in sized["times"]:
        value *= times[letter]
    unit = f"{sized['unit']}/{sized['per'] or made['per'] or '年'}"
    return Draft("capacity", subject, start, end, value, unit, object=product, expected=bool(made["when"]), rule="tables.capacity")  # fmt: skip


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
