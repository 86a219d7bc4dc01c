"""Find quantities in running text."""

import re
from functools import cache
from typing import Literal

from luodi.core.quantities.numbers import MAGNITUDES, fold, parse_arabic, parse_chinese, scale
from luodi.core.quantities.units import COUNTERS, NOT_BEFORE, NOT_BEFORE_WORDS, UNITS, Dimension, Unit
from luodi.core.record import record

Approx = Literal["exact", "about", "at_least", "at_most"]


@record
class Quantity:
    """A number with its unit, where it stands in a text.

    ``value`` is in ``unit``: ``m2`` (area), ``CNY`` ``USD`` … (money), ``m`` (length), ``kg/m2`` (load), ``kVA``
    (power, kW taken as equal), ``t`` (mass), ``year`` ``month`` ``day`` ``hour`` (time), ``1`` (fraction: 6% is 0.06;
    multiple: 1.6倍 is 1.6), ``pp`` (points: 个百分点), the counter as written (dimension count: 12家 has 家), or ``""``
    for a bare number (dimension none; 1.2亿 is 120000000).
    A range (1000-5000平) has its lower end as ``value`` and its upper end as ``high``. ``[start, end)`` covers the
    words of approximation (近, 余, 左右) too; ``number_start`` is where the number itself begins; ``written_unit`` is
    the unit as written, without its magnitude (亩, 元, 台); ``per`` is what follows it behind a stroke (年, ㎡/天).
    """

    value: float
    unit: str
    dimension: Dimension
    approx: Approx
    start: int
    end: int
    number_start: int
    written_unit: str
    high: float | None = None
    per: str = ""


BEFORE: dict[str, Approx] = {
    **dict.fromkeys(("约", "大约", "约为", "大概", "差不多", "约有", "约合"), "about"),
    **dict.fromkeys(
        ("超", "超过", "逾", "不低于", "不少于", "不小于", "至少", "最少", "最低", "突破", "≥", ">", ">=", "上",
         "不下", "超出", "跨越", "跨过", "越过", "迈过", "大于", "高于", "远超", "过", "破", "已超", "低于不"), "at_least"),
    **dict.fromkeys(
        ("近", "将近", "接近", "逼近", "不足", "不到", "未满", "不超过", "不高于", "不大于", "最多", "最高", "≤",
         "<", "<=", "不超", "小于", "低于", "少于", "至多", "别超过", "别超"), "at_most"),
}  # fmt: skip
_NOT_BEHIND = {"约": "签预合节契续履违制特邀条", "近": "附最邻靠远就", "过": "通超不经", "破": "突", "上": "以之同线网",
               "超": "赶"}  # fmt: skip
AFTER: dict[str, Approx] = {
    **dict.fromkeys(("左右", "上下", "光景"), "about"),
    **dict.fromkeys(
        ("以上", "有余", "开外", "多", "余", "+", "往上", "打底", "及以上", "或以上"), "at_least"
    ),
    **dict.fromkeys(("以内", "以下", "之内", "内", "及以下", "封顶"), "at_most"),
}
_MORE: dict[str, Approx] = {"余": "at_least", "多": "at_least", "+": "at_least", "来": "about", "几": "about"}
_REACHED = ("达到", "营收", "产值", "迈上", "跨上", "冲刺", "做到", "增至", "实现")  # 产值达到千亿元
_BEHIND_FRACTION = re.compile("以上|以下|左右|上下")
_SYMBOLS = {"¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP"}
_CURRENCY_AHEAD = {
    "人民币": "CNY",
    "美元": "USD",
    "港币": "HKD",
    "港元": "HKD",
    "欧元": "EUR",
    "新台币": "TWD",
    "日元": "JPY",
    "英镑": "GBP",
    "新加坡元": "SGD",
}

_ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_NUMBER = rf"(?:{_ARABIC}|[{_NUMERALS}]+(?:点[〇零一二三四五六七八九]+)?|半(?=[年成]))"
_TO = r"(?:\s*(?:~|至|到)\s*|--?\s*|\s+--?\s+)"  # not 1800平 -18度


def _unit_pattern() -> str:
    """Give all units, the longest first, by their first letter: so most figures without one are done at once."""
    by_letter: dict[str, list[str]] = {}
    for unit in sorted({*UNITS, *COUNTERS}, key=lambda unit: (-len(unit), unit)):
        rest = re.escape(unit[1:]) + (f"(?![{NOT_BEFORE[unit]}])" if unit in NOT_BEFORE else "")
        rest += f"(?!{NOT_BEFORE_WORDS[unit]})" if unit in NOT_BEFORE_WORDS else ""
        by_letter.setdefault(unit[0], []).append(rest)
    heads = "|".join(
        f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items())
    )
    return f"(?:{heads})"


_SINGLE = frozenset(_NUMERALS + "半")  # 一 alone counts nothing
_CAPITAL = re.compile("[A-Z]")
_GOES_ON = "".join(sorted({unit[0] for unit in (*UNITS, *COUNTERS)})) + "余多来+点分年成~-至到"
# With what every quantity begins: a numeral alone counts nothing, so a unit or another numeral must follow it.
_START = re.compile(rf"[\d{_NUMERALS}半](?:(?<=\d)|(?=[\s\d{_NUMERALS}{re.escape(_GOES_ON)}]))")
_CAPITALS = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@cache
def _pattern() -> re.Pattern[str]:
    unit = _unit_pattern()
    behind = r"\d.一二三四五六七八九十百千万亿两零点台部吨层楼栋座个号平米方元块亩套扇道条月天年间面门根跨"  # 高八米三层楼
    per = r"(?:/|·|\*)(?:平方米|平米|平方|公里|小时|平|㎡|m²|m2|亩|年|月|天|日|人|吨|个|套|台|班|方|班次)"
    one = r"(?P<num{0}>{1})(?P<more{0}>[余多来+])?(?:个多?(?=[万亿](?!元)|kva|kw|平|千瓦|千伏安))?(?P<mag{0}>(?<=[\d余多来个])[十百千万亿]{{1,2}}(?![瓦伏克牛]))?(?P<late{0}>[余多+])?"
    return re.compile(
        rf"""
        百分之(?P<percent>{_NUMBER}) | (?P<parts>[二三四五六七八九十百]+)分之(?P<part>[一二两三四五六七八九])
        | (?<![\d/.])(?P<over>\d{{1,2}})/(?P<under>\d{{1,3}})(?![\d/.年月日])
        | {one.format("", _NUMBER)}
          (?P<rest>(?<=[万亿])\d{{1,4}}(?:\.\d+)?(?:[千百]?万|[千百])?|(?<=千)\d百)?
          (?:(?:\s?(?P<unit1>{unit}))?{_TO}{one.format("2", _NUMBER)})?
          (?:(?!\s年[租付产税])\s?(?P<unit>{unit})(?P<tail>(?<=[米块])[一二三四五六七八九半](?![{behind}])|(?<=[米块吨亩])[\d一二三四五六七八九半](?=[\s,，。;；、!！)）/]|$|以上|以下|以内|左右|一平|一方|每平|一个|的))?)?
          (?P<per>(?:{per})*)
          (?P<after>{"|".join(re.escape(word) for word in sorted(AFTER, key=len, reverse=True))})?
        """,
        re.VERBOSE,
    )


def find_quantities(text: str, offset: int = 0) -> list[Quantity]:
    """Find all quantities of ``text``, in order, not overlapping; ``offset`` is added to their places.

    Linear in the text's length.
    """
    folded = fold(text)
    lower = folded.translate(_CAPITALS) if _CAPITAL.search(folded) else folded
    matcher = _pattern().match
    found: list[Quantity] = []
    end = 0
    for first in _START.finditer(lower):
        if first.start() < end:
            continue
        match = matcher(lower, first.start())
        if match is None:
            continue
        end = match.end()
        if match["num"]:
            quantity = _quantity(lower, match, folded, offset)
        else:
            quantity = _fraction(lower, match, offset)
        if quantity is not None and not (found and quantity.start < found[-1].end):
            found.append(quantity)
    return found


def _fraction(text: str, match: re.Match[str], offset: int) -> Quantity | None:
    if match["percent"]:
        number = _parse(match["percent"])
        value = None if number is None else number / 100
    elif match["parts"]:
        whole, part = parse_chinese(match["parts"]), parse_chinese(match["part"])
        value = part / whole if whole and part else None
    else:
        over, under = int(match["over"]), int(match["under"])
        value = over / under if 0 < over < under else None
    if value is None:
        return None
    start, approx = _before(text, match.start())
    behind = _BEHIND_FRACTION.match(text, match.end())
    end, after = (behind.end(), AFTER[behind.group()]) if behind else (match.end(), "exact")
    number_start = match.start() + offset
    approx = _strongest(approx, after)
    return Quantity(value, "1", "fraction", approx, start + offset, end + offset, number_start, "")


def _quantity(text: str, match: re.Match[str], written: str, offset: int) -> Quantity | None:
    """Make the quantity of a match in ``text``; its letters are as in ``written``."""
    if not (match["unit"] or match["mag"]) and match["num"] in _SINGLE:
        return None
    start, approx = _before(text, match.start())
    if not _is_number(text, match, approx):
        return None
    value = _value(match["num"], match["mag"], match["rest"])
    high = _value(match["num2"], match["mag2"], None) if match["num2"] else None
    if value is None or (match["num2"] and high is None):
        return None
    if (
        high is not None
        and match["mag2"]
        and not match["mag"]
        and value < (_value(match["num2"], None, None) or 0)
    ):
        value *= scale(match["mag2"])  # 3-5万平: both ends are 万
    unit = _unit(written, match)
    if unit.dimension == "time" and _is_year(match):
        return None
    value, high = value * unit.factor, None if high is None else high * unit.factor
    if match["tail"]:  # 8米5, 两块八
        value += (0.5 if match["tail"] == "半" else (_parse(match["tail"]) or 0.0) / 10) * unit.factor
    if match["unit1"] and not match["unit"]:
        return None
    end, after = _end(match)
    more = match["more"] or match["late"] or match["more2"] or match["late2"] or ""
    return Quantity(
        value=value,
        unit=unit.unit,
        dimension=unit.dimension,
        approx=_strongest(approx, _MORE.get(more, "exact"), after),
        start=start + offset,
        end=end + offset,
        number_start=match.start("num") + offset,
        written_unit=written[slice(*match.span("unit"))] if match["unit"] else "",
        high=high,
        per=written[slice(*match.span("per"))].lstrip("/·*"),
    )


def _strongest(*words: Approx) -> Approx:
    """The first that says something: 近…, 余, 以上."""
    return next((word for word in words if word != "exact"), "exact")


def _value(number: str, magnitude: str | None, rest: str | None) -> float | None:
    if rest:
        return parse_arabic(number + (magnitude or "") + rest)
    value = _parse(number)
    return None if value is None else value * scale(magnitude or "")


def _parse(number: str) -> float | None:
    return float(number.replace(",", "")) if number[0] in "0123456789" else parse_chinese(number)


def _before(text: str, start: int) -> tuple[int, Approx]:
    """Look back for a word of approximation and a currency sign; give where the quantity begins."""
    begin = start
    if begin and text[begin - 1] in _SYMBOLS:
        begin -= 1
    at = begin - 1 if begin and text[begin - 1] == " " else begin
    for length in (3, 2, 1):
        word = text[at - length : at] if at >= length else ""
        if word in BEFORE and not (at > length and text[at - length - 1] in _NOT_BEHIND.get(word, "")):
            return at - length, BEFORE[word]
    return begin, "exact"


def _is_number(text: str, match: re.Match[str], approx: Approx) -> bool:
    """Tell a number from letters that only look like one (P3, 统一, 数千万, 一期, 千亿级)."""
    start = match.start("num")
    ahead = text[start - 1] if start else ""
    number = match["num"]
    if number[0] in "0123456789":
        if (ahead.isascii() and ahead.isalnum()) or ahead == ".":
            return False
        return bool(match["unit"] or match["mag"]) or (len(number) < 7 and not _is_date_part(text, match))
    if ahead in ("数", "几", "若", "第") or text[match.end("num") : match.end("num") + 1] == "几":
        return False
    if number[0] in MAGNITUDES and number[0] != "十":
        reached = approx != "exact" or text.endswith(_REACHED, 0, start)
        return reached and bool(match["unit"] or len(number) > 1)
    bare = not (match["unit"] or match["mag"])
    return not bare or (len(number) > 1 and any(letter in MAGNITUDES for letter in number))


def _is_date_part(text: str, match: re.Match[str]) -> bool:
    return text[match.end("num") : match.end("num") + 1] in tuple("月日号时点:：")


def _is_year(match: re.Match[str]) -> bool:
    number = match["num2"] or match["num"]
    return (
        match["unit"] == "年"
        and len(number) == 4
        and not match["mag"]
        and not any(c in "十百千万" for c in number)
    )


_NOTHING = Unit("", 1.0, "none")


def _unit(text: str, match: re.Match[str]) -> Unit:
    written = match["unit"]
    if written:
        return UNITS.get(written) or Unit(text[slice(*match.span("unit"))], 1.0, "count")
    start = match.start("num")
    sign = _SYMBOLS.get(text[start - 1] if start else "")
    word = next((code for name, code in _CURRENCY_AHEAD.items() if text.endswith(name, 0, start)), None)
    if sign or word:
        return Unit(sign or word or "", 1.0, "money")
    if text[match.end("num") : match.end("num") + 1] == "个" and match["mag"] in ("亿", "万"):
        return Unit("CNY", 1.0, "money")  # 投资2个亿
    return _NOTHING


def _end(match: re.Match[str]) -> tuple[int, Approx]:
    """Where the quantity ends, and what the word behind it says."""
    if match["after"]:
        return match.end(), AFTER[match["after"]]
    return match.end(), "exact"
