"""Shares of a whole."""

import re
from collections.abc import Iterator

from luodi.core.quantities import Quantity
from luodi.reading.names import leading_place
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.each import each_of
from luodi.reading.news.measures import CHANGE, about, last_measure, own_measure
from luodi.reading.news.phrases import last_match, noun_before, strip_lead
from luodi.reading.news.story import Measure, Subject
from luodi.reading.news.sums import measure_of

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
    whole = _whole(cx, number, left)
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
    yield Draft("share", part.words, min(start, cx.clause.start), number.end, round(number.value, 6), "1", object=whole,
                approx=about(number, left), period=_share_period(cx, part), expected=cx.clock.planned(), rule="rates.share")  # fmt: skip


def _share_period(cx: Context, part: Subject) -> str | None:
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
    if last:
        return last.period if last.kind != "count" else cx.clock.in_clause
    return cx.clock.in_sentence() or (cx.clock.in_line if cx.clock.report else None)


def _of_place(cx: Context, number: Quantity, left: str) -> str | None:
    """Read 集聚了全市X产业1/2的“链主”企业、1/3的市场主体, 贡献了该产业全市1/4的营业收入."""
    right = cx.right(number)
    what = re.match(r"(?:以上|左右)?的(?P<what>[^，。、；…]*)", right)
    if not what:
        return None
    found = re.search(
        r"(?:贡献|集聚|聚集|汇聚|承担|拥有|包揽|生产|占据)?了?(?P<place>该?[^，。]{0,16}?[全国省市区球界业][^，。]{0,20}?)(?:的)?(?:约|近|超过|超|逾)*$",
        left,
    )
    if found and "占" not in left:
        place = re.sub(r"^.*(?:贡献|集聚|聚集|汇聚|承担|拥有|包揽|生产|占据|已)了?", "", found["place"])
        that = re.match(r"该(?:产业|行业|领域)(?P<scope>全[市省国区县])$", place)
        if that:
            industry = re.search(r"全[市省国区县](?P<what>.*)", cx.story.whole)
            place = that["scope"] + (industry["what"] if industry else "")
        cx.story.whole = place
        return place + what["what"]
    if cx.clause.opener == "、" and not left and cx.story.whole:
        return cx.story.whole + what["what"]
    return None


def _whole(cx: Context, number: Quantity, left: str) -> str | None:
    """Give the whole: 占全市工业产值的六成 names it, 占全市的1/4 takes its measure from the figure before."""
    placed = _of_place(cx, number, left)
    if placed:
        return placed
    if "占有率" in left:
        made = re.search(
            r"(?P<what>[\u4e00-\u9fff]{2,8}?)(?:产销量|产量|销量)", cx.clauses[cx.index - 1].text
        )
        if (
            re.fullmatch(r"(?:国内|全国|全球|国际)市场占有率(?:约|近|超|达到?|为)*", left)
            and cx.same_sentence(cx.index - 1)
            and made
        ):
            return left[:2] + made["what"] + "市场"
        ends = [one.end for one in cx.clause.mentions if isinstance(one, Subject) and one.end <= number.start]
        told = cx.plain.text[max([number.start - len(left), *ends]) : number.start]
        scoped = re.search(
            r"(?P<what>[\u4e00-\u9fffA-Za-z]{2,10})?(?P<scope>全球|国内|全国|国际|国内外)(?P<rest>[\u4e00-\u9fff]{0,8}?市场)占有率",
            told,
        )
        if scoped and scoped["what"] and scoped["rest"] == "市场":
            return scoped["scope"] + strip_lead(scoped["what"]) + scoped["rest"]
        return re.sub(r"^.*?(?=全球|国内|全国|国际)", "", left).split("占有率")[0] or None
    match = _PART_OF.search(left)
    words = match["whole"].strip("的") if match else ""
    last = last_measure(cx)
    if not words and cx.clause.opener == "、" and cx.clause.text[: number.start - cx.clause.start]:
        words = re.sub(r"的?(?:约|近|超|逾)?$", "", left)  # 占全省的四成、全国的一成
    if (
        not words
        and last
        and last.kind != "count"
        and re.search(r"(?:项目|企业|人员|员工)占(?:比|了|到)?(?:约|近|超)?$", left)
    ):
        counted = next(
            (
                one
                for one in reversed(cx.story.measures)
                if one.kind == "count" and one.sentence == cx.clause.sentence
            ),
            None,
        )
        return counted.name if counted else last.name
    if not words:
        return last.name if last else None
    if not _SCOPE.fullmatch(words):
        measured = _MEASURED.search(last.name) if last and _WHOLE_TRADE.search(words) else None
        return words + measured.group() if measured else words
    own = own_measure(cx, left[: left.rfind("占")]) if "占" in left else None
    if own and "占" not in own[0]:
        return words + own[0]
    if last is None:
        return words
    return words + _field(last) + last.name


_WHOLE_TRADE = re.compile(r"(?:工业|产业|行业|制造业|服务业|集群)$")  # 占全市规上工业的四成: of its output
_MEASURED = re.compile(r"(?:总?产值|增加值|营业收入|营收|主营业务收入|销售收入|税收|出口额?|利润|收入)$")
_PART_OF = re.compile(
    r"占(?:到|了|据|比)?(?:整个)?(?P<whole>[^，。占]*?)的?(?:比重|比例|份额|总?比)?(?:的)?(?:约|近|超过|超|逾|达到|达|为|提升至|提高到|升至|已达|已)*$"
)
_SCOPE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4})?(?:全[市省国区县球]|国内|世界|[\u4e00-\u9fff]{2,3}[省市])(?:同行业|同类)?"
)


def _field(measure: Measure) -> str:
    """Give the industry that a measure is of, without its place, where its name does not say it."""
    if measure.subject.kind != "industry":
        return ""
    words = re.sub(r"^.*[市区县省园城](?=[\u4e00-\u9fff]{2,}产?业)", "", measure.subject.words)
    words = words[len(leading_place(words)) :]
    if measure.name.startswith("产业") and words.endswith("产业"):
        words = words[:-2]
    return "" if words in measure.name else words


def _part(cx: Context, number: Quantity, whole: str) -> Subject | None:
    """Find the part: what stands before 占 in the clause, else whose figure it was that the clause goes on with."""
    text, base = cx.clause.text, cx.clause.start
    left = text[: number.start - base]
    at = left.rfind("占")
    last = last_measure(cx)
    in_scope = bool(re.match(r"(?:[\u4e00-\u9fff]{0,3})?(?:全[市省国区县球]|国内|世界)", whole))
    if at < 0 or "占有率" in left:
        words = noun_before(strip_lead(left))
        named = re.search(r"其中", text) and len(words) >= 2 and "占有率" not in left
        return Subject(words, "group", base, number.start) if named else cx.topic
    before = left[:at].rstrip("约已仅")
    mentions = [
        one
        for one in cx.clause.mentions
        if isinstance(one, Subject)
        and one.end <= base + at
        and not (one.kind == "industry" and measure_of(before[one.end - base :]))
    ]
    rest = before[mentions[-1].end - base :] if mentions else before
    words = noun_before(strip_lead(re.sub(r"(?:占比|比重)$", "", rest)))
    if len(words) < 2:
        if mentions:
            return mentions[-1]
        if last and not in_scope and (inner := _inner_part(cx)):
            return inner
        counted = last is not None and (last.kind == "count" or last.name.endswith("税收收入"))
        if last and counted and not in_scope:
            return Subject(last.name, "group", last.start, last.end)
        return last.subject if last else cx.topic
    if in_scope and re.search(r"产量|出口量|产值|营收|收入|增速|销量|产能|出货量", words):
        return cx.topic
    of = _PART_OF.search(cx.left(number))
    if of and _SCOPE.fullmatch(of["whole"].strip("的")) and words.endswith(("量", "额", "值")):
        return cx.topic  # 修船量占全国的四成
    return Subject(words, "group", base + max(0, before.rfind(words)), base + at)


def _inner_part(cx: Context) -> Subject | None:
    """Give the part that the clause before names with its figure (其中环保投资9860万元，占总投资的5.43%)."""
    if not cx.same_sentence(cx.index - 1):
        return None
    clause = cx.clauses[cx.index - 1]
    numbers = [one for one in clause.numbers if one.dimension != "time"]
    if not clause.text.startswith("其中") or len(numbers) != 1:
        return None
    words = strip_lead(noun_before(clause.text[: numbers[0].number_start - clause.start]))
    at = clause.start + clause.text.find(words)
    return Subject(words, "group", at, at + len(words)) if len(words) > 1 else None


EACH_PART = re.compile(r"分别(?:占|达到?)(?:到|了)?(?P<whole>[^，。\d]{2,12}?)的?(?:比重)?(?:约|近|超)?\d")


def read_shares(cx: Context, rates: list[Quantity], whole: str) -> Iterator[Draft]:
    """Read 产值512亿元、税收24亿元，分别占全市的18%、13%: each rate is that of its measure."""
    parts, _ = each_of(cx)
    if len(parts) == len(rates) and _SCOPE.fullmatch(whole) and cx.topic:
        shared = _shared_measure(cx)
        for one, number in zip(parts, rates, strict=True):
            said = one.words if one.words.endswith(shared) else one.words + shared
            yield Draft("share", cx.topic.words, cx.clause.start, number.end, number.value, "1", object=whole + said,
                        approx=number.approx, period=cx.clock.flow(), rule="rates.each_share")  # fmt: skip
        return
    measures = [one for one in cx.story.measures if one.sentence == cx.clause.sentence][-len(rates) :]
    if len(measures) != len(rates) or not _SCOPE.fullmatch(whole):
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
    whole = _whole(cx, rates[0], before)
    part = _part(cx, rates[0], whole) if whole else None
    if whole is None or part is None:
        return
    start = part.start if cx.clause.start - 120 < part.start < rates[0].start else cx.clause.start
    first = next((time for time in cx.clause.times if time.end <= rates[0].start), None)
    now = _share_period(cx, part)
    for number, period in zip(rates, (first.iso if first else None, now), strict=True):
        yield Draft("share", part.words, min(start, cx.clause.start), number.end, round(number.value, 6), "1", object=whole,
                    approx=number.approx, period=period, expected=number is rates[1] and cx.clock.planned(), rule="rates.moved_share")  # fmt: skip
