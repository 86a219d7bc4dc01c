"""Shares of a whole."""

import re
from collections.abc import Iterator

from luodi.core.quantities import Quantity
from luodi.reading.names import leading_place
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.each import each_of
from luodi.reading.news.measures import CHANGE, about, last_measure, named_with
from luodi.reading.news.phrases import last_match, noun_before, strip_lead
from luodi.reading.news.story import Subject
from luodi.reading.news.sums import measure_of
from luodi.reading.news.wholes import MARKET_END, PART_OF, PLACED, SCOPE, whole_of

_SHARE = re.compile(r"占(?!地|用|领|据|比不)|比重|占比|份额|占有率|贡献(?:了|率)?|市占率")


_RAISED_TO = re.compile(
    r"(?:比重|比例|份额|占比|占有率|贡献率)[^，。]{0,12}?(?:提高|上升|提升|增加|扩大|升|增|下降|降|回落)(?:到|至|为)(?:约|近|超|超过)?$"
)


def is_share(cx: Context, number: Quantity, left: str) -> bool:
    """Tell a share (占全市的四成) from a rate of growth, by the words before it."""
    change = last_match(CHANGE, left)
    share = last_match(_SHARE, left)
    if share and change and _RAISED_TO.search(left):
        return True
    if share and (change is None or share.start() > change.start()):
        return True
    if change and len(left) - change.end() <= 6:
        return False
    right = cx.right(number)
    if cx.clause.opener == "、" and (
        re.fullmatch(r"(?:全[国省市区球县]|(?:国内|国际|全球|海外)市场(?:份额)?)的?", left)
        or (not left and cx.story.whole)
    ):
        return True
    if re.match(r"(?:以上|左右)?的[\u4e00-\u9fff“]", right):
        return bool(
            re.search(
                r"全[市省国区县球]|全行业|国内|行业|占|贡献|集聚|聚集|该",
                cx.clause.text[: number.start - cx.clause.start] + left,
            )
        )
    return (
        bool(
            re.search(
                r"(?:人员|市场|部分|以上|博士|女性|学历|收入|销售|企业|项目)(?:占比?)?(?:达到?|约|超过?|为|近)?$",
                left,
            )
        )
        and "其中" in cx.clause.text
    )


def read_share(cx: Context, number: Quantity, left: str) -> Iterator[Draft]:
    """Read one share: its part, and its whole with the measure."""
    whole = whole_of(cx, number, left)
    part = _part(cx, number, whole) if whole else None
    if whole is None or part is None:
        return
    start = (
        part.start
        if 0 <= part.start < number.start and part.start >= cx.clause.start - 120
        else cx.clause.start
    )
    if start < cx.clause.start and not cx.same_sentence(cx.index - 1):
        start = cx.clause.start
    cx.story.share_of = whole
    yield Draft("share", part.words, min(start, cx.clause.start), number.end, round(number.value, 6), "1", object=whole,
                approx=about(number, left, cx.clause.text[number.end - cx.clause.start :]), period=_share_period(cx, part, whole), expected=cx.clock.planned(), rule="rates.share")  # fmt: skip


def _share_period(cx: Context, part: Subject, whole: str) -> str | None:
    """A share goes with the figure before it; one that stands for itself has only its own time."""
    last = last_measure(cx)
    if (
        part.kind == "group"
        and last
        and part.words != last.subject.words
        and last.name != part.words
        and "总" in cx.clause.text
    ):
        return cx.clock.in_clause
    if whole.endswith("市场") or (last and last.kind == "capacity"):
        return cx.clock.in_clause  # how things stand
    if last and last.kind == "count":
        return cx.clock.in_clause or (
            last.period if last.period and len(last.period) < len("2024-03-05") else None
        )
    if last:
        return last.period or cx.clock.in_clause
    return cx.clock.in_sentence() or (cx.clock.flow() if cx.clock.report else None)


def _part(cx: Context, number: Quantity, whole: str) -> Subject | None:
    """Find the part: what stands before 占 in the clause, else whose figure it was that the clause goes on with."""
    text, base = cx.clause.text, cx.clause.start
    left = text[: number.start - base]
    at = left.rfind("占")
    placed = bool(PLACED.match(whole))
    if at < 0 or MARKET_END.search(left):
        words = noun_before(strip_lead(left.removeprefix("其中")))
        named = "其中" in text and len(words) >= 2 and not MARKET_END.search(left)
        return Subject(words, "group", base, number.start) if named else cx.topic
    mention, words = _before_share(cx, left[:at].rstrip("约已仅"))
    if whole.endswith(f"{words}市场") and len(words) > 1:
        return mention or cx.topic
    if len(words) < 2:
        return mention or _told_part(cx, placed=placed)
    of = PART_OF.search(cx.left(number))
    scoped = bool(of and SCOPE.fullmatch(of["whole"].strip("的")))
    bare = _MEASURE_END.sub("", words)
    if (placed and _MEASURES.search(words)) or (scoped and words.endswith(("量", "额", "值"))):
        local = leading_place(words)  # 醴陵釉下五彩瓷产量占全国的六成
        if not local or not scoped or len(bare) - len(local) < 2:
            return mention or cx.topic
        words = bare
    elif len(bare) >= 2 and _MEASURE_END.search(whole):
        words = bare
    start = base + max(0, left.rfind(words, 0, at))
    return Subject(words, "group", start, base + at)


_MEASURES = re.compile(
    r"产量|出口量|产值|营收|收入|增速|销量|产能|出货量|[进出]口额?|面积|交易[量额]|转化量|税收"
)
_MEASURE_END = re.compile(
    r"的?(?:总?产值|增加值|营业收入|营收|销售收入|收入|税收|产量|产能|销量|投资|出口额?|总额|总量|总数)$"
)


def _before_share(cx: Context, before: str) -> tuple[Subject | None, str]:
    """Give the last name before 占, and the noun phrase behind it and behind the times."""
    base = cx.clause.start
    mentions = [
        one
        for one in cx.clause.mentions
        if isinstance(one, Subject)
        and one.end <= base + len(before)
        and not (one.kind == "industry" and measure_of(before[one.end - base :]))
    ]
    ends = [mentions[-1].end - base] if mentions else []
    ends += [time.end - base for time in cx.clause.times if time.end - base <= len(before)]
    rest = before[max(ends, default=0) :].removeprefix("其中")
    rest = re.sub(r"^的?(?:主导|主要|拳头|主打|核心)产品", "", rest)
    rest = re.sub(r"^.*(?:里|之?中|当中)，?由?(?=[\u4e00-\u9fff]{2})(?!国|间|心|小|药|医|试|外)", "", rest)
    words = noun_before(strip_lead(re.sub(r"(?:占比|比重)$", "", rest)))
    return (mentions[-1] if mentions else None), words


def _told_part(cx: Context, *, placed: bool) -> Subject | None:
    """Give the part where the clause names none: what the clause before gives a figure of, or its owner."""
    last = last_measure(cx)
    if not placed and (inner := _inner_part(cx)):
        return inner
    counted = last is not None and (last.kind == "count" or last.name.endswith("税收收入"))
    if last and counted and not placed:
        return Subject(last.name, "group", last.start, last.end)
    return last.subject if last else cx.topic


_INNER = re.compile(
    r"(?:费用|支出|研发投入|研发经费|设备投资|环保投资|工业投资|民间投资|技改投资|税收收入)[^，]{0,4}\d"
)


def _inner_part(cx: Context) -> Subject | None:
    """Give the part that the clause before names with its figure (其中环保投资9860万元，占总投资的5.43%)."""
    if not cx.same_sentence(cx.index - 1):
        return None
    clause = cx.clauses[cx.index - 1]
    numbers = [one for one in clause.numbers if one.dimension != "time"]
    if len(numbers) != 1:
        return None
    if not (clause.text.startswith("其中") or _INNER.search(clause.text)):
        return None
    words = strip_lead(named_with(cx, clause, numbers[0]).removeprefix("其中"))
    owner = next(
        (one for one in clause.mentions if isinstance(one, Subject) and one.kind != "industry"), None
    )
    if owner and (words.startswith("贡献") or not _MEASURE_END.sub("", words)):
        return owner  # 其中某园贡献的营收为217亿元
    at = clause.start + clause.text.find(words)
    return Subject(words, "group", at, at + len(words)) if len(words) > 1 else None


EACH_PART = re.compile(r"分别(?:占|达到?)(?:到|了)?(?P<whole>[^，。\d]{2,12}?)的?(?:比重)?(?:约|近|超)?\d")


def read_shares(cx: Context, rates: list[Quantity], whole: str) -> Iterator[Draft]:
    """Read 产值512亿元、税收24亿元，分别占全市的18%、13%: each rate is that of its measure."""
    parts, _ = each_of(cx)
    if len(parts) == len(rates) and SCOPE.fullmatch(whole) and cx.topic:
        shared = _shared_measure(cx)
        for one, number in zip(parts, rates, strict=True):
            said = one.words if one.words.endswith(shared) else one.words + shared
            yield Draft("share", cx.topic.words, cx.clause.start, number.end, number.value, "1", object=whole + said,
                        approx=number.approx, period=cx.clock.flow(), rule="rates.each_share")  # fmt: skip
        return
    measures = [one for one in cx.story.measures if one.sentence == cx.clause.sentence][-len(rates) :]
    if len(measures) != len(rates) or not SCOPE.fullmatch(whole):
        return
    for measure, number in zip(measures, rates, strict=True):
        yield Draft("share", measure.subject.words, measure.start, number.end, number.value, "1",
                    object=whole + measure.name, approx=number.approx, period=measure.period, rule="rates.shares")  # fmt: skip


_SHARED = re.compile(
    r"[\u4e00-\u9fff]{0,2}(?:业务规模|业务量|产销量|产量|销量|出口量|出口额|产能|产值|营收|吞吐量|规模|[^，]值|[^，]额|[^，]量)(?=分别)"
)


def _shared_measure(cx: Context) -> str:
    """Give the measure that the last of a list carries for all (飞机、船舶租赁业务规模分别占…)."""
    match = _SHARED.search(cx.clause.text)
    return match.group() if match else ""


SHARE_MOVED = re.compile(
    r"占(?P<whole>[^，。\d]{2,16}?)的?(?:比重|比例|份额|比)(?:由|从)(?P<was>[^，。\d]{0,10})\d[^，。]*?(?:提高|上升|提升|增加|扩大|升|增|下降|降|回落)(?:到|至|为)"
)


def read_moved_share(cx: Context, rates: list[Quantity], moved: re.Match[str]) -> Iterator[Draft]:
    """Read 占全省比重由去年同期的51%提高到55%: both are shares, each of its own time."""
    before = cx.clause.text[: moved.end("whole")]
    whole = whole_of(cx, rates[0], before)
    part = _part(cx, rates[0], whole) if whole else None
    if whole is None or part is None:
        return
    start = part.start if cx.clause.start - 120 < part.start < rates[0].start else cx.clause.start
    for number, period in zip(rates, _moved_times(cx, moved, _share_period(cx, part, whole)), strict=True):
        yield Draft("share", part.words, min(start, cx.clause.start), number.end, round(number.value, 6), "1", object=whole,
                    approx=number.approx, period=period, expected=number is rates[1] and cx.clock.planned(), rule="rates.moved_share")  # fmt: skip


def _moved_times(cx: Context, moved: re.Match[str], now: str | None) -> tuple[str | None, str | None]:
    """Give the times of a share that moved: 由去年的35%, 由上年同期的35%."""
    start, end = cx.clause.start + moved.start("was"), cx.clause.start + moved.end("was")
    then = next((time for time in cx.clause.times if start <= time.start and time.end <= end), None)
    if then and len(cx.clause.times) == 1:
        now = cx.clock.over_sentence or cx.clock.over_flows if now == then.iso else now
    if now and "同期" in moved["was"] and now[:4].isdigit():
        return now.replace(now[:4], str(int(now[:4]) - 1)), now
    return (then.iso if then else None), now
