"""Rates of growth; a fraction that is a share is handed on."""

import re
from collections.abc import Iterator
from dataclasses import replace

from luodi.core.quantities import Quantity, parse_number
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.each import each_of
from luodi.reading.news.halves import halves, made_up, one_in, past_half
from luodi.reading.news.measures import CHANGE, DOWN, about, named_with, own_measure
from luodi.reading.news.phrases import last_match, split_list
from luodi.reading.news.shares import (
    EACH_PART,
    SHARE_MOVED,
    is_share,
    read_moved_share,
    read_share,
    read_shares,
)
from luodi.reading.news.story import Measure, Subject

_TIMES = re.compile(r"(?:是|为|达到?|相当于|约为|等于)[^，。]{0,12}$")
_SKIP = re.compile(
    r"完成率|达产率|入驻率|出租率|利率|覆盖率|合格率|达标率|就业率|入住率|转化率|容积率|利用率|满意度|优良率|使用率|完成(?:年度|全年)?[^，。]{0,6}(?:目标|计划)|进度|良率|股权|股份|持股|税率|折|去化率|完工|续约率|本地化率|自给率|国产化率|处置率|开盘|涨幅|毛利率|竞争力指数|绿化率|工时|投资强度|完成投资计划|负债率|签约率|开工率|投产率|履约率|占总?工程量|工程量|比例不|过半|成本|占(?:全?年度?|年初)?(?:的)?(?:计划|目标)"
)
_FROM_YEAR = re.compile(r"(?:比|较|是|为|相当于|约为)(?:在)?(20\d\d)年")
_YEARS_AGO = re.compile(r"(?:比|较|是|为|相当于)([一二三四五六七八九十两\d]{1,2})年前")
_SAME = re.compile(r"分别(?:同比)?(?:增长|下降|提升)")


def read_rates(cx: Context) -> Iterator[Draft]:
    """Read 同比增长6.3%, 翻番, 是去年同期的2.3倍, 占全市的1/4."""
    text = cx.clause.text
    if "番" in text:
        yield from _doubled(cx)
    if "每" in text:
        yield from one_in(cx)
    rates = [n for n in cx.clause.numbers if n.dimension in ("fraction", "multiple") and n.high is None]
    if "半" in text:
        rates = sorted([*rates, *halves(cx)], key=lambda one: one.start)
        yield from past_half(cx)
    if len(rates) > 1 and _SAME.search(text):
        yield from _respectively(cx, rates)
        return
    if len(rates) == 2 and (moved := SHARE_MOVED.search(text)):
        yield from read_moved_share(cx, rates, moved)
        return
    if len(rates) > 1 and (parts := EACH_PART.search(text)):
        yield from read_shares(cx, rates, parts["whole"])
        return
    for number in (_with_half(one, text, cx.clause.start) for one in rates):
        before = text[: number.start - cx.clause.start]
        left = cx.left(number)
        if _SKIP.search(left) or cx.right(number).startswith("股"):
            continue
        if number.dimension == "fraction" and (part := list(made_up(cx, number))):
            yield from part
        elif number.dimension == "multiple":
            yield from _multiple(cx, number, before)
        elif is_share(cx, number, left):
            yield from read_share(cx, number, left)
        else:
            yield from _growth(cx, number, left)


def _with_half(number: Quantity, text: str, base: int) -> Quantity:
    """Read 六成半 and 五成二 whole."""
    if number.written_unit == "倍" and text.startswith("半", number.end - base):
        return replace(number, value=number.value + 0.5, end=number.end + 1)
    if number.written_unit != "成":
        return number
    more = {"半": 0.05, **{digit: value / 100 for value, digit in enumerate("一二三四五六七八九", 1)}}.get(
        text[number.end - base : number.end - base + 1]
    )
    return replace(number, value=number.value + more, end=number.end + 1) if more else number


def _growth(cx: Context, number: Quantity, left: str) -> Iterator[Draft]:
    change = last_match(CHANGE, left)
    if change is None or len(left) - change.end() > 6 or re.match(r"百分点|至|到", left[change.end() :]):
        return
    value = -number.value if change["down"] else number.value
    if left.endswith(("增长-", "增速-", "增速为-", "增幅-", "分别增长-")):
        value = -number.value
    yield from _grown(cx, number.start, number.end, value, left, number.approx)


def _multiple(cx: Context, number: Quantity, before: str) -> Iterator[Draft]:
    change = last_match(CHANGE, before)
    if change and len(before) - change.end() <= 6:
        value = -number.value if change["down"] else number.value
    elif re.search(r"翻了?(?:近|约|超)?$", before):
        value, before = number.value, re.sub("翻了?(?:近|约|超)?$", "", before)
    elif _TIMES.search(before) or before.rstrip("约近超逾").endswith("的"):
        value = number.value - 1
    else:
        return
    approx = about(number, before, cx.clause.text[number.end - cx.clause.start :])
    yield from _grown(cx, number.start, number.end, value, before, approx)


_DOUBLED = re.compile(r"翻了?(?P<times>[一两二三1-3])?番|实现?翻番|倍增")


def _doubled(cx: Context) -> Iterator[Draft]:
    match = _DOUBLED.search(cx.clause.text)
    if match and not cx.clause.text.startswith("翻番", match.end()):
        times = {"两": 2, "二": 2, "三": 3, "2": 2, "3": 3}.get(match["times"] or "", 1)
        start = cx.clause.start + match.start()
        more = re.match(r"还?多|以上|有余", cx.clause.text[match.end() :])
        yield from _grown(cx, start, cx.clause.start + match.end(), 2.0**times - 1, cx.clause.text[: match.start()],
                          "at_least" if more else "exact")  # fmt: skip


def _grown(cx: Context, at: int, end: int, value: float, before: str, approx: str) -> Iterator[Draft]:
    name, subject, start, period, expected = _what_grew(cx, at, before)
    if not name or subject is None:
        return
    period = _over_years(cx, at, name, period)
    yield Draft("growth", subject.words, start, end, round(value, 6), "1", object=name, approx=approx,  # type: ignore[arg-type]
                period=period, expected=expected, rule="rates.growth")  # fmt: skip


def _over_years(cx: Context, at: int, name: str, period: str | None) -> str | None:
    """Give the span of a growth over several years: 比2020年, 比三年前, 由2020年的…到2024年的…，年均."""
    before = cx.clause.text[: at - cx.clause.start]
    if period is None or len(period) != 4:
        return period
    earlier = _FROM_YEAR.search(before)
    if earlier and period > earlier[1]:
        return f"{earlier[1]}/{period}"
    ago = _YEARS_AGO.search(before)
    if ago and (years := parse_number(ago[1])):
        return f"{int(period) - round(years)}/{period}"
    pair = [
        one.period or ""
        for one in cx.story.measures[-2:]
        if one.name == name and one.sentence == cx.clause.sentence
    ]
    if "年均" in before and len(pair) == 2 and len(pair[0]) == 4 and pair[0] < period:
        return f"{pair[0]}/{period}"
    return period


def _what_grew(cx: Context, at: int, before: str) -> tuple[str, Subject | None, int, str | None, bool]:
    """Find what grew: named in the clause, or the measure read last in this sentence."""
    own = own_measure(cx, before)
    last = cx.story.measures[-1] if cx.story.measures else None
    expected = cx.clock.planned()
    if own:
        name, subject, start = own
        period = cx.clock.flow()
        cx.story.measures.append(
            Measure(subject, name, "growth", start, at, cx.clause.sentence, period, expected)
        )
        return name, subject, start, period, expected
    if (amount := _amount_before(cx, last)) and cx.topic:
        return amount, cx.topic, cx.clauses[cx.index - 1].start, cx.clock.flow(), expected
    if last and cx.clause.sentence - last.sentence <= 0:
        same = last.kind in ("count", "indicator", "revenue", "output_value", "tax", "growth")
        if same:
            return (
                last.name,
                last.subject,
                last.start,
                last.period or cx.clock.flow(),
                last.expected or expected,
            )
    return "", None, at, None, False


def _amount_before(cx: Context, last: Measure | None) -> str:
    """Name the amount of the clause before that no rule reads (用电量9.4亿千瓦时，增长5.7%)."""
    if not cx.same_sentence(cx.index - 1):
        return ""
    clause = cx.clauses[cx.index - 1]
    numbers = [one for one in clause.numbers if one.dimension not in ("time", "fraction")]
    if not numbers or (last and last.end > numbers[0].start):
        return ""
    name = named_with(cx, clause, numbers[0])
    measured = _PROFIT if numbers[0].dimension == "money" else _AMOUNT
    return name if measured.fullmatch(name) else ""


def _measures_before(cx: Context) -> list[str]:
    """Name the sums that the sentence gives before, where one is a profit, which is no fact of its own."""
    names: list[str] = []
    low = cx.index
    while low and cx.same_sentence(low - 1):
        low -= 1
    for clause in cx.clauses[low : cx.index]:
        names += [named_with(cx, clause, one) for one in clause.numbers if one.dimension == "money"]
    return names if any(map(_PROFIT.fullmatch, names)) else []


_PROFIT = re.compile(r"(?:归母|营业|税后)?(?:净?利润(?:总额)?|毛利润?)")
_AMOUNT = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:量|额|数|面积)|(?:进口|出口|生产|销售|加工|发送|接待|开行|发运|运输|中转|处理|办理|屠宰|收购)[\u4e00-\u9fff]{2,8}"
)


def _respectively(cx: Context, rates: list[Quantity]) -> Iterator[Draft]:
    """Read 营收412亿元、利税38.6亿元，分别增长9.4%和11%: each rate is that of its measure."""
    owners, name = each_of(cx)
    if name and len(owners) == len(rates):
        start, sentence = cx.clause.start, cx.clause.sentence
        period, planned = cx.clock.flow(), cx.clock.planned()
        measures = [Measure(one, name, "growth", start, start, sentence, period, planned) for one in owners]
    elif cx.topic and len(names := _listed_measures(cx) or _measures_before(cx)) == len(rates):
        start, sentence = cx.clause.start, cx.clause.sentence
        period, planned = cx.clock.flow(), cx.clock.planned()
        measures = [
            Measure(cx.topic, one, "growth", start, start, sentence, period, planned) for one in names
        ]
    else:
        measures = [one for one in cx.story.measures if one.sentence == cx.clause.sentence][-len(rates) :]
    if len(measures) != len(rates):
        return
    falling = False
    for measure, number in zip(measures, rates, strict=True):
        left = cx.left(number)
        if CHANGE.search(left):  # 分别下降8.5%、21.3%: the second falls too
            falling = bool(re.search(DOWN, left.rstrip("-")))
        down = falling or left.endswith("-")
        period = _over_years(cx, rates[0].start, measure.name, measure.period)
        yield Draft("growth", measure.subject.words, measure.start, number.end, round(-number.value if down else number.value, 6), "1",
                    object=measure.name, approx=number.approx, period=period, expected=measure.expected,
                    rule="rates.respectively")  # fmt: skip


_LISTED = re.compile(r"(?P<list>[^，。\d]*[、和与][^，。\d]*?)(?:同比|预计|实现|均)*分别")
_MEASURE_END = re.compile(r"(?:值|额|收入|投资|税收|利润|出口|进口|进出口|[产销电货]量|吞吐量|营收)$")


def _listed_measures(cx: Context) -> list[str]:
    """Name the measures that a clause lists without figures (全区工业增加值、固定资产投资分别增长9%、12%)."""
    match = _LISTED.match(cx.clause.text)
    if match is None:
        return []
    owners = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind != "industry"]
    before = [one.end - cx.clause.start for one in owners]
    before += [time.end - cx.clause.start for time in cx.clause.times]
    words = match["list"][max((at for at in before if at < match.end("list")), default=0) :]
    names = [re.sub(r"^(?:全[区市县省]|的|其中|实现|完成)+", "", part) for part in split_list(words)]
    return names if all(_MEASURE_END.search(name) for name in names) else []
