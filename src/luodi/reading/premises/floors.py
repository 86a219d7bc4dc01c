"""Floors and how many a building has: 首层, 二三层, 3F, 共12层, 单层."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from luodi.core.scan import Words
from luodi.reading.premises.source import Source

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_N = r"(?:\d{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两])"
_LEVEL = r"(?:楼层|[楼搂]|层|f(?![a-z]))"
_PAIR = "一二|二三|三四|四五|五六|六七|七八|八九"
_FLOOR = Words(
    rf"(?P<ground>(?:首|底|地)(?:层|楼)|ground floor|1st floor|first floor)"
    rf"|(?P<upper>标准层|楼上|上面(?=[:均约为]{{0,2}}\d)|其[余他](?:楼?层)?(?=[:均约为]{{0,2}}\d|楼|层)|上层|以上各层)"
    rf"|(?P<basement>负一(?:层|楼)|地下一?(?:层|楼)|b1(?:层)?)"
    rf"|(?<![\d.第])(?P<from>{_N})\s?{_LEVEL}?\s?(?:至|到|-|~|—|–|－)+\s?(?P<to>{_N})\s?{_LEVEL}"
    rf"|(?<![\d第十])(?P<pair>{_PAIR})[楼搂层]"
    rf"|(?:(?<![\d.])|(?<=[a-z]\d)(?=[一二三四五六七八九十]))(?P<list>(?:{_N}(?:\s?{_LEVEL}\s?[、/和与及或]|\s?[、,/和与及或])\s?){{0,12}}{_N})\s?{_LEVEL}"
    rf"|f(?P<f>\d)(?!\d)"
)  # fmt: skip
_AND_UP = re.compile(r"\s?(?:及|和|或)?(?:以上|起|往上|之上)")
_NUMBER = re.compile(r"\d{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两]")
_BUILDING = r"(?:钢|框|砖|混|砼|现浇|门式|坡道|高标|标准(?!层)|结构|轻钢|重钢|双坡|坡道)"  # what follows a number of storeys
_COUNT_BEFORE = re.compile(
    r"(?:总?共|合计|总?层数[:为]?|总高|地上|楼高|主体(?:为|结构)?|总楼层[:为]?|整栋|全栋|每[栋幢]|主楼|建筑层数[:为]?|(?:宿舍|公寓)楼?)\s?(?:有)?$"
)
_COUNT_AFTER = re.compile(
    rf"\s?共\s?\d|\s?(?:的)?\s?{_BUILDING}|\s?高(?:的)?(?:厂房|楼|建筑)|\s?(?:独栋|独院|小楼|建筑|楼房)"
)
_NUMBERED = re.compile(r"[号栋幢座#](?:厂房|楼|研发楼|仓库)?,$")
_WHOLE = re.compile(r"独栋|独院|整栋|单栋|独幢|一栋|一幢|全新|自建|双证|标准层|单层\s?\d")
_BUILDING_AFTER = re.compile(r"\s?(?:的)?(?:独立)?(?:厂房|楼|仓|库|研发|办公)")
_BUILDING_BEFORE = re.compile(
    r"(?:厂房|框架|结构|(?<!号)(?<!号研发)(?<!号办公)(?<!号厂房)楼|仓库|库|独栋|独院|车间)(?:主体)?(?:为|有|共|是|高)?\s?$"
)
_NOT_A_FLOOR = re.compile(r"(?:每|各|隔)\s?$")
_SUMMED = re.compile(r"[两2]层(?:合计|一?共|总|都|每|加起来|[在出招可]租)")
_SO_MANY = re.compile(
    r"(?:(?<![出招转])租|租用|整|分|按|约|上下|起租|(?<!只)要|只租|一共)\s?$"
)  # 租一层: so many, not which
_ONE_OR_TWO = ("一层", "1层", "两层", "2层")
_RATIO = re.compile(
    r"(?:楼层|层数|所在楼层|层)[:为]?\s?(\d{1,2}(?:\s?[,、-]\s?\d{1,2})*)\s?/\s?(?:共)?(\d{1,2})(?:层|f)?(?![\d.])"
)
_SINGLE = re.compile(
    r"单一层|单层(?!面积|[租售起可也出单招]|\d|约|[一二三四五六七八九]|层高|建)|(?<![楼层])(?:双|两)层(?=[,。\s])|(?:双|两|2)层(?=\S{0,4}(?:钢|厂|库|仓|框|楼|坡|结构|砖|高标|车间|独))"
)
_ELSEWHERE = re.compile(r"(?:宿舍|公寓|办公楼|综合楼|辅楼)(?:共|有|为)?\s?$")
_SINGLE_AREA = re.compile(r"单层(?=\s?\d[\d.]*(?:平|㎡|方|m2))")  # one storey, unless the text counts several


@dataclass(frozen=True, slots=True)
class FloorMark:
    """A floor or several, standing at ``[start, end)``; ``upper`` is true for 标准层, 二层以上 and the like."""

    floors: tuple[int, ...]
    upper: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Floors:
    """What a text says of floors: the marks in order, and how many storeys the building has (with its run)."""

    marks: tuple[FloorMark, ...]
    storeys: int | None
    storeys_at: tuple[int, int]

    def governing(self, at: int, limit: int) -> tuple[FloorMark, ...]:
        """Give the marks that a figure at ``at`` belongs to: the last before it, with those joined to it."""
        index = bisect_right(self.marks, at, key=lambda mark: mark.end)
        joined: list[FloorMark] = []
        for mark in reversed(self.marks[max(0, index - 20) : index]):
            if mark.start < limit or (joined and joined[-1].start - mark.end > 1):
                break
            joined.append(mark)
        return tuple(reversed(joined))


def find_floors(source: Source) -> Floors:
    """Find the floors named in a text and tell them from numbers of storeys."""
    text = source.text
    marks: list[FloorMark] = []
    storeys, place = _stated_storeys(text)
    single = _SINGLE_AREA.search(text) if storeys is None else None
    strong = False
    for match in _FLOOR.finditer(text):
        numbers, upper = _numbers(match)
        if _SUMMED.match(text, match.start()) or (
            match[0] == "两层" and marks and marks[-1].end == match.start()
        ):
            continue
        if _is_count(text, source, match, numbers):
            said = bool(_COUNT_BEFORE.search(text[max(0, match.start() - 8) : match.start()]))
            if (storeys is None or (said and not strong)) and not _ELSEWHERE.search(
                text[max(0, match.start() - 6) : match.start()]
            ):
                storeys, place, strong = numbers[-1], match.span(), said
            continue
        left = text[max(0, match.start() - 3) : match.start()]
        if _is_number(match) and (
            _NOT_A_FLOOR.search(left) or (match[0] in _ONE_OR_TWO and _SO_MANY.search(left))
        ):
            continue
        follows = _AND_UP.match(text, match.end())
        end = match.end()
        if follows and _is_number(match) and "起租" not in text[match.end() : match.end() + 3]:
            upper, end = True, follows.end()
        elif text.startswith(("起租", "起分"), match.end()):
            continue
        marks.append(FloorMark(numbers, upper, match.start(), end))
    if storeys is None and single and not any(mark.upper or max(mark.floors) > 1 for mark in marks):
        storeys, place = 1, single.span()
    return Floors(tuple(marks), storeys, place)


def _stated_storeys(text: str) -> tuple[int | None, tuple[int, int]]:
    ratio = _RATIO.search(text)
    if ratio:
        return int(ratio[2]), ratio.span()
    single = _SINGLE.search(text)
    if single:
        return (1 if single[0].startswith("单") else 2), single.span()
    return None, (0, 0)


def _is_number(match: re.Match[str]) -> bool:
    return bool(match["from"] or match["list"] or match["pair"])


def _numbers(match: re.Match[str]) -> tuple[tuple[int, ...], bool]:
    if match["ground"]:
        return (1,), False
    if match["upper"]:
        return (), True
    if match["basement"]:
        return (-1,), False
    if match["f"]:
        return (int(match["f"]),), False
    if match["from"]:
        low, high = chinese_int(match["from"]), chinese_int(match["to"])
        return (tuple(range(low, high + 1)) if low <= high else (low, high)), False
    if match["pair"]:
        return tuple(_DIGITS[number] for number in match["pair"]), False
    return tuple(chinese_int(number) for number in _split_list(match["list"])), False


def _split_list(run: str) -> list[str]:
    """Take 二三 (层) apart as two floors and leave 十二 (层) whole."""
    return [
        number for part in re.split(r"[^\d一二三四五六七八九十两]+", run) for number in _NUMBER.findall(part)
    ]


def _is_count(text: str, source: Source, match: re.Match[str], numbers: tuple[int, ...]) -> bool:
    """Tell 三层框架, 共5层 (how many) from 三层 (which one)."""
    if not match["list"] or len(numbers) != 1 or match[0].endswith("楼"):
        before = text[max(0, match.start() - 8) : match.start()]
        return bool(match["list"] and len(numbers) == 1 and _COUNT_BEFORE.search(before))
    before = text[max(0, match.start() - 8) : match.start()]
    if _COUNT_BEFORE.search(before) or _COUNT_AFTER.match(text, match.end()):
        return True
    if _BUILDING_BEFORE.search(before) and not re.match(
        r"\s?(?:厂房|出租|招租|空|整层|\d|楼|精装|毛坯|现|办公|约)", text[match.end() : match.end() + 4]
    ):
        return True
    if match[0].startswith("两"):
        return True
    start, end = source.clause(match.start())
    if (
        numbers[0] > 1
        and match.span() == (start, end)
        and not _NUMBERED.search(text, max(0, start - 8), start)
    ):
        return True  # 厂房出售,5层, but not 6号厂房,2层
    return bool(_BUILDING_AFTER.match(text, match.end()) and _WHOLE.search(text, start, end))


def chinese_int(number: str) -> int:
    """Read 12, 十二, 二十 or 三 as an int (numbers of floors: below 100)."""
    if number.isdigit():
        return int(number)
    if "十" not in number:
        return _DIGITS[number]
    tens, _, ones = number.partition("十")
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
