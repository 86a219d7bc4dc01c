"""Values out of what stands in a cell or in JSON, for every type of field.

What people write for "we don't know" (blank, -, 未知, 面议, N/A) is None, never a value filled in.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache

from luodi.core.fields import Field, Type, Value
from luodi.core.figures import FULL_WIDTH, LARGEST, UNPRINTABLE, bad_value, figure_remedy, parse_figure
from luodi.core.text import Text

SEPARATOR = "|"
_SEPARATORS = re.compile(r"[、,，/;；\r\n]")
_UNKNOWN_WORDS = (
    "- -- – — —— / \\ ? n/a #n/a na nan null none nil unknown tbd tbc negotiable "
    "未知 不详 不明 待定 待确认 面议 电议 暂无 无数据"
)
_UNKNOWN = frozenset(["", *_UNKNOWN_WORDS.split()])
_YES_WORDS = "有 是 可 可以 能 可办 已办 支持 含 具备 齐全 √ ✓ ✔ y yes true 1"
_NO_WORDS = "无 否 不可 不可以 不能 没有 未办 不支持 不含 不具备 × ✗ ✘ x n no false 0"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
_ERROR_CELL = re.compile(r"#(?:DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_NONE_THERE = frozenset(("无", "没有"))
_DATE = re.compile(
    r"(?P<year>\d{4})(?:\s*[-/.年]\s*(?P<month>\d{1,2})(?:\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?|月)?|年)?"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_FILLERS = re.compile(r"(?:[\s|、,，/;；+&类可]|和|或|及|与|兼|\band\b|\bor\b)+")
_FLOOR = r"(?:(负|地下|B|-)\s*)?(\d{1,3}|[一二两三四五六七八九十]{1,3}|首)"
_FLOORS = re.compile(rf"{_FLOOR}\s*[楼层F]?(?:\s*[-~–—至到]\s*{_FLOOR}\s*[楼层F]?)?", re.IGNORECASE)
_HIGHEST = 200  # floors, as the field `storeys` has it
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")} | {"两": 2, "首": 1}
_COORDINATE = re.compile(
    r"(东经|西经|北纬|南纬|[EWNS])?\s*([+-]?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?)\s*°?\s*([EWNS])?", re.IGNORECASE
)


def parse_value(field: Field, raw: object, unit: str = "") -> Value | None:
    """Read what a cell or JSON holds for ``field``; None where it says that it is unknown.

    A bare number is in ``unit`` (as a column's heading has it: 亩, 元/㎡/天), or else in the field's own.
    Raises :class:`BadValue` for what the field can't hold.
    """
    if isinstance(raw, str):
        raw = raw.strip().removeprefix("\ufeff")
        if _ERROR_CELL.fullmatch(raw):
            raise bad_value(
                raw,
                "公式出错",
                "is a formula's error",
                "请改正公式或直接写值",
                "mend the formula or write the value",
            )
    if raw is None or (isinstance(raw, str) and is_unknown(raw)):
        return None
    if isinstance(raw, int | float) and not abs(raw) <= LARGEST:
        raise bad_value("NaN" if raw != raw else "∞", "不是有限的数", "is not a finite number",
                        "请改正；不知道就留空", "mend it, or leave it blank")  # fmt: skip
    return _PARSERS[field.type](field, raw, unit)


def is_unknown(text: str) -> bool:
    """Whether ``text`` is what people write where they don't know."""
    return text.translate(FULL_WIDTH).strip().casefold() in _UNKNOWN


def _plain(raw: object) -> str:
    """Give text or a number as plain half-width text; whole numbers without a point, all else as nothing."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return str(raw).translate(FULL_WIDTH).strip() if isinstance(raw, str | int | float) else ""


def _parse_number(field: Field, raw: object, unit: str) -> float | None:
    if isinstance(raw, str) and raw in _NONE_THERE:
        # 行车：无 says that there is no crane; in any other column it says nothing.
        return 0.0 if field.unit.zh == "吨" else None
    if isinstance(raw, datetime | date):
        raise bad_value(raw, "是日期，不是数", "is a date, not a number", "请把单元格改为数字格式",
                  "format the cell as a number")  # fmt: skip
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise bad_value(raw, "不是数", "is not a number", *figure_remedy(field))
    return parse_figure(field, raw, unit)


def _parse_coordinate(field: Field, raw: object, _unit: str) -> float:
    remedy = Text("请写十进制度数，如 120.3826", "write decimal degrees, such as 120.3826")
    match = _COORDINATE.fullmatch(_plain(raw))
    if match is None:
        raise bad_value(raw, "不是经纬度", "is not a coordinate", *remedy)
    number = float(match[2])
    if {match[1], (match[3] or "").upper()} & {"西经", "南纬", "W", "S", "w", "s"}:
        number = -number
    if abs(number) > field.maximum:
        raise bad_value(raw, f"超出 ±{field.maximum:g}", f"is beyond ±{field.maximum:g}", *remedy)
    return number


def _parse_text(_field: Field, raw: object, _unit: str) -> str | None:
    if isinstance(raw, datetime | date):
        raw = raw.isoformat()[:10]
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)  # a phone or an id that a sheet holds as a number
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise bad_value(raw, "不是文字", "is not text", "请写文字", "write text")
    text = str(raw).replace("\r\n", "\n").replace("\r", "\n").strip()
    if UNPRINTABLE.search(text):
        raise bad_value(text, "含有控制字符", "holds a control character",
                  "文件可能已损坏，请重新输入此格", "the file may be damaged: type it anew")  # fmt: skip
    return None if text in _NONE_THERE or is_unknown(text) else text


def _parse_texts(field: Field, raw: object, unit: str) -> tuple[str, ...] | None:
    texts = [_parse_text(field, part, unit) for part in _parts(raw)]
    if isinstance(raw, list | tuple) and any(SEPARATOR in text for text in texts if text):
        raise bad_value(raw, f"含有 {SEPARATOR}", f"holds {SEPARATOR}", f"{SEPARATOR} 只用来分隔多个值",
                  f"{SEPARATOR} only separates values")  # fmt: skip
    return tuple(dict.fromkeys(text for text in texts if text is not None)) or None


def _parts(raw: object) -> list[object]:
    """Give a list's own parts, or a text's between ``|``, or where it has none, between commas."""
    if isinstance(raw, list | tuple):
        return list(raw)
    if not isinstance(raw, str):
        return [raw]
    parts = raw.split(SEPARATOR) if SEPARATOR in raw else _SEPARATORS.split(raw)
    return [part.strip() for part in parts if part.strip()]


def join_values(values: tuple[str, ...] | tuple[int, ...]) -> str:
    """Write several values into one cell so that :func:`parse_value` reads the same ones."""
    joined = SEPARATOR.join(str(value) for value in values)
    return joined + SEPARATOR if len(values) == 1 and _SEPARATORS.search(joined) else joined


def _parse_choice(field: Field, raw: object, unit: str) -> str | None:
    words = _parse_choices(field, raw, unit)
    if words is not None and len(words) > 1:
        raise bad_value(raw, "有多个值", "holds several values", "这里只能写一个", "only one may be given")
    return words[0] if words else None


def _parse_choices(field: Field, raw: object, _unit: str) -> tuple[str, ...] | None:
    parts = raw if isinstance(raw, list | tuple) else [raw]
    words = [word for part in parts for word in _choices_of(field, part)]
    return tuple(dict.fromkeys(words)) or None


def _choices_of(field: Field, raw: object) -> Iterator[str]:
    """Find the words that ``raw`` is made of, with only separators between (厂房/仓库, 丁戊类, 可租可售)."""
    spelled = _spellings(tuple(field.choices.items()), tuple(field.spellings.items()))
    text = raw.translate(FULL_WIDTH).casefold().strip() if isinstance(raw, str) else ""
    place = 0
    while place < len(text):
        if word := next((s for s in spelled if text.startswith(s, place)), None):
            yield spelled[word]
            place += len(word)
        elif filler := _FILLERS.match(text, place):
            place = filler.end()
        else:
            break
    if place < len(text) or not text:
        labels = [
            f"{label.zh}({word})" if label.zh != word else word for word, label in field.choices.items()
        ]
        raise bad_value(raw, "不是可选的值", "is not one of the choices", f"可选：{'、'.join(labels)}",
                  f"choose from: {', '.join(field.choices)}")  # fmt: skip


@cache
def _spellings(choices: tuple[tuple[str, Text], ...], more: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Map every way to write a choice to its word, longest first."""
    spelled = [(spelling, word) for word, label in choices for spelling in (word, *label)] + list(more)
    return {spelling.casefold(): word for spelling, word in sorted(spelled, key=lambda pair: -len(pair[0]))}


def _parse_floors(_field: Field, raw: object, _unit: str) -> tuple[int, ...] | None:
    if isinstance(raw, datetime | date):
        raise bad_value(raw, "被表格软件当成了日期", "was taken for a date by the spreadsheet",
                  "请把单元格设为文本再写，如 1-3", "format the cell as text, then write 1-3")  # fmt: skip
    return tuple(dict.fromkeys(floor for part in _parts(raw) for floor in _floors_of(part))) or None


def _floors_of(raw: object) -> Iterator[int]:
    match = _FLOORS.fullmatch(_plain(raw))
    first = _floor(match[1], match[2]) if match else 0
    last = _floor(match[3], match[4]) if match and match[4] else first
    if not first or not last or last < first or max(abs(first), abs(last)) > _HIGHEST:
        raise bad_value(
            raw,
            "不是楼层",
            "is not a floor",
            "请写楼层，如 1|2、1-3、-1",
            "write floors, such as 1|2, 1-3, -1",
        )
    yield from (floor for floor in range(first, last + 1) if floor)


def _floor(below: str | None, number: str) -> int:
    value = int(number) if number.isdigit() else _chinese(number)
    return -value if below else value


def _chinese(number: str) -> int:
    """Give 十二 as 12; 0 where the characters are no number below 100."""
    tens, ten, ones = number.rpartition("十") if "十" in number else ("", "", number)
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (10 * _DIGITS.get(tens or "一", 0) if ten else 0) + _DIGITS.get(ones or "零", 0)


def _parse_flag(_field: Field, raw: object, _unit: str) -> bool:
    word = _plain(raw).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise bad_value(raw, "不是“有”或“无”", "is neither yes nor no", "请写 有/无、是/否；不知道就留空",
              "write yes or no, or leave it blank")  # fmt: skip


def _parse_date(field: Field, raw: object, _unit: str) -> str:
    text = raw.isoformat()[:10] if isinstance(raw, datetime | date) else _plain(raw)
    if field.choices:
        word = _spellings(tuple(field.choices.items()), tuple(field.spellings.items())).get(text.casefold())
        if word is not None:
            return word
    if (iso := _iso(text)) is None:
        now = Text("，或“即可”", ", or now") if field.choices else Text("", "")
        raise bad_value(raw, "不是日期", "is not a date", f"请写 2025-03-01、2025-03 或 2025{now.zh}",
                        f"write 2025-03-01, 2025-03 or 2025{now.en}")  # fmt: skip
    return iso


def _iso(text: str) -> str | None:
    """Give an ISO date to the day, month or year that the text gives."""
    if compact := _COMPACT_DATE.fullmatch(text):
        text = "-".join(compact.groups())
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    parts = [f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part is not None)]
    return "-".join(parts) if year and 1900 <= year <= 2200 else None


_PARSERS: dict[Type, Callable[[Field, object, str], Value | None]] = {
    Type.NUMBER: _parse_number,
    Type.COORDINATE: _parse_coordinate,
    Type.TEXT: _parse_text,
    Type.TEXTS: _parse_texts,
    Type.CHOICE: _parse_choice,
    Type.CHOICES: _parse_choices,
    Type.FLOORS: _parse_floors,
    Type.FLAG: _parse_flag,
    Type.DATE: _parse_date,
}
