"""Days, months and longer periods as people write them, in the notation of ISO 8601 with a few more forms.

``2023-04-06``, ``2023-04``, ``2023``, ``2023-Q3``, ``2023-H1``; ``--04-06`` and ``--04`` where the year can't
be known; ``2023-Q1/2023-Q3`` for a span. Relative words (去年, 昨日, 下个月) are resolved against the day
of publication.

>>> [m.iso for m in find_dates("去年10月开工，今年前三季度产值3.5亿元", "2024-11-05")]
['2023-10', '2024-Q1/2024-Q3']
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from luodi.core import periods
from luodi.core.periods import OpenPeriod, Precision, add_months, day_or_none, first_day, last_day
from luodi.core.record import record
from luodi.core.scan import quick

__all__ = ["DateMention", "find_dates", "first_day", "last_day"]


@record
class DateMention:
    """A day or period that a text names at ``[start, end)``.

    ``iso`` is the latest one not after the day of publication (a quarter or more must be over by then),
    ``next_iso`` the first not before it (for plans and demands); they are equal where the text says the year.
    ``inferred`` is true where the year is guessed. ``at_end`` is true where the end is meant (底, 末, 内): as a day, that is
    ``last_day(iso)``.
    A comparison (比去年, 较上年) is a mention too: the reader looks at what stands before it.
    """

    iso: str
    next_iso: str
    start: int
    end: int
    inferred: bool
    precision: Precision
    at_end: bool = False


_SOUND_YEARS = range(1900, 2200)  # a day of publication outside them is a slip
_FEAST_MONTHS = {"元旦": 1, "五一": 5, "劳动": 5, "勞動": 5, "国庆": 10, "國慶": 10}
_YEAR_WORDS = {
    "今年": 0, "本年": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2, "明年": 1, "后年": 2, "後年": 2,
}  # fmt: skip
_MONTH_WORDS = {"上": -1, "本": 0, "这": 0, "這": 0, "下": 1}
_DAY_WORDS = {"前": -2, "昨": -1, "今": 0, "明": 1}
_DIGITS = {
    word: value for value, words in enumerate(("〇零○", "一", "二两兩", *"三四五六七八九")) for word in words
}
_FOLD = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")
_FOLDED = re.compile("[０-９．／－]")

_S = r"[ \xa0\u3000]?"
_TO = r"[-—–―~～至到]{1,2}"
_N12 = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_N31 = (
    r"(?:[12]\d|3[01]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_COUNT = r"(?:\d{1,3}|[一二两兩三四五六七八九十]{1,3}|半)"
_YEAR_END = r"(?P<year_edge>[底末终](?![价價层層商部端])|初(?![步期中级級])|内(?![部地外资])|中(?=[，,。；]))"
_MONTH_EDGE = r"(?P<edge>[底末](?![价價层層])|初(?![步期])|[上中下]旬)?"

_REST = re.compile(
    rf"(?P<m1>{_N12}){_S}(?:月份?)?{_S}{_TO}{_S}(?P<m2>{_N12}){_S}月份?(?!{_S}{_N31}{_S}[日号號])"
    rf"|(?P<month>{_N12}){_S}月份?{_S}(?:"
    rf"(?P<day>{_N31}){_S}(?:[日号號]?{_S}{_TO}{_S}(?:(?P<month2>{_N12}){_S}月{_S})?(?P<day2>{_N31}){_S})?[日号號]"
    rf"(?![楼樓线線库庫门門院厂廠地])"
    rf"|{_MONTH_EDGE}(?!期(?!间|間)|租))"
    rf"|前{_S}(?P<upto>[二两兩三23]){_S}[个個]?季度"
    rf"|前{_S}(?P<months>{_N12}|[两兩]){_S}(?:[个個]月(?!免)|月(?!{_S}[\d免租底末]))"
    rf"|第?{_S}(?P<quarter>[一二三四1-4]){_S}季度|第(?P<quarter_short>[一二三四])季(?!节|節)|(?P<first>首)季度?"
    rf"|-?Q(?P<q>[1-4])(?!\d)"
    rf"|(?P<half>[上下])半年(?:度(?!假))?"
    rf"|(?P<feast>春节|春節|元旦|五一|劳动节|勞動節|国庆节?|國慶節?)(?:假期|长假)?"
    rf"(?P<feast_side>[以之过過]?[后後]|[以之]?前|期间|期間)"
)
_YEAR = re.compile(
    rf"(?P<digits>(?:19|20)\d\d){_S}年(?!代)度?|(?P<chinese>(?:一九|二[〇零○])[〇零○一二三四五六七八九]{{2}}){_S}年(?!代)度?"
    rf"|(?P<fiscal>20\d\d)(?:{_S}[财財]年|(?=-?Q[1-4]))"
    rf"|(?P<short>[0-4]\d){_S}年(?={_S}(?:{_N12}{_S}月|[底末初](?![价層层步期])|第?[一二三四1-4]季度|[上下]半年))"
    rf"|(?P<word>[今本去明]年度?|上一?年度?|前年(?![产產均营營销銷加处處税稅纳納利])"
    rf"|[后後]年(?![产產均营營销銷加处處税稅纳納利收可用耗供达達]))"
)
_IN_YEAR = re.compile(rf"年?{_YEAR_END}")
_YEAR_SPAN = re.compile(
    rf"(?P<a>(?:19|20)\d\d){_S}年?{_S}{_TO}{_S}(?P<b>(?:19|20)\d\d){_S}年(?:度|(?!{_S}{_N12}{_S}月))"
)
_TITLE_YEAR = re.compile(r"20\d\d(?=[\u4e00-\u9fff])")
_NUMERIC = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>1[0-2]|0?[1-9])"
    r"(?:(?P=sep)(?P<day>[12]\d|3[01]|0?[1-9])(?!\d|(?P=sep)\d|[号號])|(?!\d|(?P=sep)\d|[号號#a-zA-Z]))"
)
_DAY = re.compile(
    rf"(?P<word>[昨今明])(?:{_S}[（(](?P<number>{_N31})[）)]{_S}日|[日天晚晨](?!头条|頭條|说法))|(?P<before>前)天"
    rf"|(?P<same>同日|当日|當日|当天|當天|同一天)"
)
_MONTH = re.compile(
    rf"(?P<word>[上下][个個]?|本|[这這][个個]?)月(?!产|產|均|租|薪)份?{_S}(?:(?P<day>{_N31}){_S}[日号號]|{_MONTH_EDGE})"
    rf"|(?P<bare>月)(?P<bare_edge>[底末初](?![价價]))"
)
_PLAN_END = re.compile(r"十(?P<nth>[二三四五六])五[”\"]?(?:规划|時期|时期)?(?:期?末|收官之年)")
_YEAR_EDGE = re.compile(r"年[底末终](?![价價层層])|年[内內](?![部])|年初(?!步|期)")
_BARE_DAY = re.compile(
    rf"(?P<day>{_N31}){_S}日(?=[，,从從在上下晚]|[与與](?!\d)|举行|召开|讯)(?!在[内內]|[上下]?限)"
)
_WITHIN = re.compile(
    rf"(?P<count>{_COUNT}){_S}(?P<unit>[个個]半?月|(?<=[两兩半])月|[个個]?星期|周|天|日|年)(?:之|以)?[内內](?![部地])"
)
_START = quick(
    r"\d++(?=[ \xa0\u3000]{0,2}(?:[年月日号號季个個周星天至到\-—–―~～财財Q]|[./]\d)|(?<=[《“]\d{4}))|[一二三四五六七八九十〇零○两兩半]{1,4}(?=[ \xa0\u3000]?[年月号號日季个個周星天至到\-—~～])"
    r"|十[二三四五六]五(?=[”\"]?[规時时期末收])|[今去明本]年|上一?年|[前后後]年|[昨今明][日天晚晨（( ]|前天|[同当當][日天]|同一天"
    r"|[上下本这這][个個]?月"
    r"|[月年][底末初终内內]|[上下]半年|前[ ]?[\d一二两兩三四五六七八九十]|第[ ]?[一二三四1-4]|首季"
    r"|春[节節]|元旦|五一|劳动节|勞動節|[国國][庆慶]"
)


def find_dates(text: str, published: str | None) -> list[DateMention]:
    """Find the days and periods of ``text``, in order, not overlapping; linear in the text's length.

    ``published`` is an ISO day or None; without it relative words (今年, 上半年, 月底) are left out, as they
    mean nothing; raises ValueError where it is no day. Durations, ratios, decimals, phone numbers and plans by name (“十四五”) are no dates.
    """
    return list(_join_spans(text, _Finder(_fold(text), published).mentions()))


def _fold(text: str) -> str:
    return text.translate(_FOLD) if _FOLDED.search(text) else text


class _Finder:
    """One pass over one text; remembers the last day and period for 同日 and 去年同期."""

    def __init__(self, text: str, published: str | None) -> None:
        self.text = text
        day = first_day(published) if published else None
        self.undated = published is None
        self.published = day if day and day.year in _SOUND_YEARS else None
        self.last: DateMention | None = None
        self.last_day_mention: DateMention | None = None

    def mentions(self) -> Iterator[DateMention]:
        position = 0
        while found := _START.search(self.text, position):
            start, end = found.span()
            mention = self._mention(start, end)
            if mention is None:
                position = end if found[0].isdigit() else start + 1
                continue
            position = mention.end
            if mention.iso:
                self._remember(mention)
                yield mention

    def _remember(self, mention: DateMention) -> None:
        self.last = mention
        if mention.precision == "day":
            self.last_day_mention = mention

    def _mention(self, start: int, end: int) -> DateMention | None:
        if self.text[start].isdigit() and not self._stands_free(start, end):
            return None
        readers = _OF_DIGITS if self.text[start].isdigit() else _OF_WORDS
        for read in readers:
            if mention := read(self, start):
                return mention
        return None

    def _stands_free(self, start: int, end: int) -> bool:
        """Say whether the digits at ``start`` begin a number: no tail of a decimal, code or phone number."""
        before = self._before(start)
        if end - start > 4 or (before.isascii() and (before.isalpha() or before in "_#*")):
            return False
        follows_date = self.last is not None and self.last.end == start - 1
        return follows_date or before not in ".,:/-" or not self._before(start - 1).isdigit()

    def _before(self, start: int) -> str:
        """Give the character before ``start``; a line's end where there is none."""
        return self.text[start - 1] if start > 0 else "\n"

    def _numeric(self, start: int) -> DateMention | None:
        found = _NUMERIC.match(self.text, start)
        if not found or (not found["day"] and not self._plain_month(found)):
            return None
        month = int(found["month"])
        period = periods.day(month, int(found["day"])) if found["day"] else periods.month(month)
        return self._said(period, int(found["year"]), start, found.end())

    def _plain_month(self, found: re.Match[str]) -> bool:
        """Tell 2023-04 and （2021.3—2023.5） from a decimal, a lot number or a ratio."""
        before, after = self._before(found.start()), self.text[found.end() : found.end() + 1]
        if found["sep"] == ".":
            return before in {"（", "("} or after in {"-", "—", "–", "~", "～", "至", "）", ")"}
        return len(found["month"]) == 2 and after not in set("万亿元%％平亩吨米年个家")

    def _year_span(self, start: int) -> DateMention | None:
        found = _YEAR_SPAN.match(self.text, start)
        if not found or found["a"] >= found["b"]:
            return None
        iso = f"{found['a']}/{found['b']}"
        return _exact(iso, start, found.end(), "span")

    def _dated(self, start: int) -> DateMention | None:
        found = _YEAR.match(self.text, start)
        if not found or (found["word"] and not self._free_word(start)):
            return None
        year = self._year_of(found)
        end = found.end()
        if year is not None and found["word"] and self.text.startswith("同期", end):
            return self._same_period(year, start, end + 2)
        rest_start = end + (self.text[end : end + 1] in {" ", "\xa0", "\u3000"})
        rest = _REST.match(self.text, rest_start)
        period = _open_period(rest) if rest else None
        if rest and period and self.undated and (found["word"] or "")[:1] in set("今本明"):
            return _exact(period.yearless or "", start, rest.end(), period.precision, at_end=_is_end(rest))
        if rest and period:
            return self._said(period, year, start, rest.end(), at_end=_is_end(rest))
        edge = _IN_YEAR.match(self.text, rest_start)
        at_end = bool(edge and edge["year_edge"] not in "初中")
        return self._said(periods.whole_year(), year, start, edge.end() if edge else end, at_end=at_end)

    def _free_word(self, start: int) -> bool:
        """Tell 后年 and 上年 from 达产后年产值, 三年前年均, 以上年."""
        before = self._before(start)
        if self.text[start] in "后後前":
            return before not in set("产產成工营營用放建年目之以当當期投达達完满滿以")
        return before not in {"以", "之"} if self.text[start] == "上" else True

    def _year_of(self, found: re.Match[str]) -> int | None:
        if digits := found["digits"] or found["fiscal"]:
            return int(digits)
        if found["chinese"]:
            return int("".join(str(_DIGITS[digit]) for digit in found["chinese"]))
        if found["short"]:
            return 2000 + int(found["short"])
        return self.published.year + _YEAR_WORDS[found["word"].removesuffix("度")] if self.published else None

    def _same_period(self, year: int, start: int, end: int) -> DateMention | None:
        """Resolve 去年同期 to the last period, so many years earlier."""
        if self.last is None or self.published is None or self.last.iso.startswith("--"):
            return self._said(periods.whole_year(), year, start, end)
        offset = year - self.published.year
        iso = re.sub(r"\d{4}", lambda each: str(int(each[0]) + offset), self.last.iso)
        return replace(self.last, iso=iso, next_iso=iso, start=start, end=end, inferred=False)

    def _rest(self, start: int) -> DateMention | None:
        found = _REST.match(self.text, start)
        if not found or not self._is_month_of_year(found):
            return None
        period = _open_period(found)
        return self._placed(period, start, found.end(), at_end=_is_end(found)) if period else None

    def _is_month_of_year(self, found: re.Match[str]) -> bool:
        """Tell 一月 and 三月 from 一平一月, 付三月, and 前三个月 from 之前三个月."""
        before = self._before(found.start())
        if found["months"] or found["upto"]:
            return before not in {"之", "以", "期"}
        month = found["month"]
        if month is None or found["day"] or found["edge"] or month.isdigit():
            return before not in "第每/"
        return month != "一" and before not in set("付押头前后近每满个平方元块米第第年十百")

    def _day(self, start: int) -> DateMention | None:
        found = _DAY.match(self.text, start)
        if not found:
            return None
        if found["same"]:
            last = self.last_day_mention
            return replace(last, start=start, end=found.end()) if last else None
        if self.published is None:
            return None
        day = self.published + timedelta(days=_DAY_WORDS[found["word"] or found["before"]])
        if found["number"]:
            day = self._latest_day(_number(found["number"])) or day
        return _exact(day.isoformat(), start, found.end(), "day")

    def _month(self, start: int) -> DateMention | None:
        found = _MONTH.match(self.text, start)
        if not found or self.published is None or self._before(start) in {"以", "之", "个", "個", "年"}:
            return None
        if found["bare"] and _number_before(self.text, start):
            return None
        month = add_months(self.published, _MONTH_WORDS[found["word"][0]] if found["word"] else 0)
        if found["day"]:
            day = day_or_none(month.year, month.month, _number(found["day"]))
            return _exact(day.isoformat(), start, found.end(), "day") if day else None
        at_end = (found["edge"] or found["bare_edge"] or "") in {"底", "末"}
        return _exact(f"{month:%Y-%m}", start, found.end(), "month", at_end=at_end)

    def _year_edge(self, start: int) -> DateMention | None:
        found = _YEAR_EDGE.match(self.text, start)
        if not found or self.published is None or _number_before(self.text, start):
            return None
        return _exact(str(self.published.year), start, found.end(), "year", at_end=found[0] != "年初")

    def _plan_end(self, start: int) -> DateMention | None:
        """Read “十四五”末 as the last year of that five-year plan (the twelfth, 十二五, ended in 2015)."""
        found = _PLAN_END.match(self.text, start)
        if not found:
            return None
        year = 2015 + 5 * "二三四五六".index(found["nth"])
        return _exact(str(year), start, found.end(), "year", at_end=True)

    def _bare_day(self, start: int) -> DateMention | None:
        """Read 记者11日从…获悉: the latest such day."""
        found = _BARE_DAY.match(self.text, start)
        if not found or self._before(start) in set("第近每满滿个個月至到-—、"):
            return None
        day = self._latest_day(_number(found["day"]))
        return _exact(day.isoformat(), start, found.end(), "day", inferred=True) if day else None

    def _latest_day(self, number: int) -> date | None:
        if self.published is None:
            return None
        for back in range(3):
            month = add_months(self.published.replace(day=1), -back)
            day = day_or_none(month.year, month.month, number)
            if day and day <= self.published:
                return day
        return None

    def _within(self, start: int) -> DateMention | None:
        """Read 两个月内 as the day two months on; what hangs on a contract (签约后3个月内) has no day."""
        found = _WITHIN.match(self.text, start)
        before = self.text[max(0, start - 2) : start]
        if (
            not found
            or self.published is None
            or before[-1:] in set("后後起近去前第过過每")
            or before == "之日"
        ):
            return None
        day = _later(self.published, found["count"], found["unit"])
        return _exact(day.isoformat(), start, found.end(), "day") if day else None

    def _title_year(self, start: int) -> DateMention | None:
        """Read 《2022中国…报告》, a year without its 年."""
        found = _TITLE_YEAR.match(self.text, start)
        if not found or self._before(start) not in {"《", "“"}:
            return None
        return _exact(found[0], start, found.end(), "year")

    def _said(
        self, period: OpenPeriod, year: int | None, start: int, end: int, *, at_end: bool = False
    ) -> DateMention | None:
        """Place a period in its year; that of an unknown year (去年10月) is empty, to be passed over."""
        iso = "" if year is None else period.make(year)
        return None if iso is None else _exact(iso, start, end, period.precision, at_end=at_end)

    def _placed(self, period: OpenPeriod, start: int, end: int, *, at_end: bool) -> DateMention | None:
        """Place a period without a year around the day of publication."""
        if self.published is None:
            iso = following = period.yearless
        else:
            iso, following = period.latest(self.published), period.next(self.published)
        if iso is None or following is None:
            return None
        mention = _exact(iso, start, end, period.precision, at_end=at_end)
        return replace(mention, next_iso=following, inferred=self.published is not None)


# What may begin with a digit, and what may not, in the order in which they are tried.
_OF_DIGITS = (
    _Finder._numeric, _Finder._year_span, _Finder._dated, _Finder._within, _Finder._rest,
    _Finder._bare_day, _Finder._title_year,
)  # fmt: skip
_OF_WORDS = (
    _Finder._dated, _Finder._within, _Finder._rest, _Finder._day, _Finder._month,
    _Finder._year_edge, _Finder._bare_day, _Finder._plan_end,
)  # fmt: skip


def _is_end(found: re.Match[str]) -> bool:
    return found["edge"] in ("底", "末")


def _exact(
    iso: str, start: int, end: int, precision: Precision, *, inferred: bool = False, at_end: bool = False
) -> DateMention:
    return DateMention(iso, iso, start, end, inferred, precision, at_end)


def _open_period(found: re.Match[str]) -> OpenPeriod | None:
    """Turn what stands behind (or without) a year into a period."""
    if found["m1"]:
        return periods.months(_number(found["m1"]), _number(found["m2"]))
    if found["months"]:
        return periods.months(1, _number(found["months"]))
    if found["day"]:
        return _days(found)
    if found["month"]:
        return periods.month(_number(found["month"]))
    if found["upto"]:
        return periods.first_quarters(_number(found["upto"]))
    if found["half"]:
        return periods.half_year(1 if found["half"] == "上" else 2)
    if found["feast"]:
        month = _FEAST_MONTHS.get(found["feast"][:2])
        return (
            periods.month(month) if month else periods.new_year_month(after=found["feast_side"][-1] in "后後")
        )
    return periods.quarter(
        1 if found["first"] else _number(found["quarter"] or found["quarter_short"] or found["q"])
    )


def _days(found: re.Match[str]) -> OpenPeriod:
    month = _number(found["month"])
    first = periods.day(month, _number(found["day"]))
    if not found["day2"]:
        return first
    last_month = _number(found["month2"]) if found["month2"] else month
    return periods.days(first, periods.day(last_month, _number(found["day2"])))


def _join_spans(text: str, mentions: Iterator[DateMention]) -> Iterator[DateMention]:
    """Join 2023年11月至2024年3月 into one span."""
    held: DateMention | None = None
    for mention in mentions:
        if held and _is_span(text, held, mention):
            iso = f"{held.iso}/{mention.iso}"
            held = replace(mention, iso=iso, next_iso=iso, start=held.start, precision="span")
            continue
        if held:
            yield held
        held = mention
    if held:
        yield held


def _is_span(text: str, first: DateMention, last: DateMention) -> bool:
    if first.inferred or last.inferred or first.precision != last.precision or "/" in first.iso:
        return False
    between = text[first.end : last.start].strip()
    return first.iso < last.iso and bool(between) and bool(re.fullmatch(_TO, between))


def _number(word: str) -> int:
    """Read 12, 十二, 二十, 三十一."""
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return _DIGITS[word] if len(word) == 1 else 0
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)


def _number_before(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return bool(before) and (before.isdigit() or before in "一二两兩三四五六七八九十百几幾数數半多近来來个個")


def _later(day: date, count_word: str, unit: str) -> date | None:
    half = count_word == "半"
    count = 0 if half else _number(count_word)
    if unit.endswith("半月") or (half and unit.endswith("月")):
        return add_months(day, count) + timedelta(days=15)
    if unit.endswith("月"):
        return add_months(day, count) if count else None
    if unit == "年":
        return add_months(day, 6 if half else 12) if half or count == 1 else None
    days = count * (7 if unit[-1] in "期周" else 1)
    return day + timedelta(days=days) if days else None
