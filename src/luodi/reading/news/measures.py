"""The measure that a clause of growth, share or rank names itself, and the words that a rate changes by."""

import re

from luodi.core.quantities import Quantity
from luodi.core.scan import quick
from luodi.facts import Approx
from luodi.reading.news.clauses import Clause
from luodi.reading.news.context import Context
from luodi.reading.news.phrases import noun_before, strip_lead
from luodi.reading.news.story import PLACES, Measure, Subject

UP = r"增长|增加(?!值)|增幅|增速|上升|提升|提高|上涨|上扬|攀升|扩大|飙升|暴涨|大增|激增|猛增|陡增|同比增|↑|按年升|升|涨|增(?!加值|速|幅)|多了|(?<=同期)多|[+＋⬆📈]"
DOWN = (
    r"下降|减少|下滑|回落|降低|下跌|降幅|缩减|萎缩|收窄|↓|跌|减|降|少了|[⬇📉]|(?<=同比)-|(?:^|(?<=[ ，、]))-"
)
CHANGE = quick(rf"(?P<up>{UP})|(?P<down>{DOWN})")
_THAN = re.compile(
    r"(?:比|较|与|高于|低于)(?:[^，]{1,6}前的)?(?:[一二三四五六七八九十两\d]{1,2}年前|20\d\d年?|前年|上年|去年|上一年|上月|年初|上期|[^，]{0,4}同期)(?:度|末|底)?(?:同期)?(?:相比)?"
)
_BASIS = re.compile(r"按?(?:可比价格?|不变价格?|可比口径|同口径|可比)(?:计算)?")  # how a rate was reckoned
_OWN_NAME = re.compile(
    rf"^(?P<name>.*?)(?:，)?(?:比|较|按|同比|环比|去年|上年|实现|将|力争|争取|预计|年均|年|约|分别|累计|平均|逆势|持续|继续|可比|名义|也|又|均|还|则|再|出现|大幅|小幅|明显|快速|高速|双双)*(?:{UP}|{DOWN})"
)


def _measure_words(before: str) -> str:
    """Give the words that may name the measure: without what it is compared with and how it was reckoned."""
    before = _BASIS.sub("", _THAN.sub("", before))
    if "：" in before[:-2] and re.search(r"目标|如下|情况|是：", before):
        before = before[before.rindex("：") + 1 :]
    match = _OWN_NAME.match(before)
    return match["name"] if match else re.split(r"是|为|达到|相当于", before)[0]


_BECAUSE = re.compile(r"^.*(?:(?:受|因)[^，]{2,14}影响|的是)")


_ONCE_DONE = re.compile(r"^.*?(?:投用|投产|达产|建成|扩产|满产|完工|搬迁|改造|投运)后(?=[\u4e00-\u9fff])")
_FOR_YEARS = re.compile(r"^(?:近|这|过去)?[一二三四五六七八九十两\d]+年(?:来|间|以来)")


_NO_MEASURE = re.compile(
    r"^(?:(?:今年|全年)?的?目标是?|主导产品|主要产品|核心产品|拳头产品|全年|全[区市县]|园区|企业|公司|其中|但(?!丁)|而(?!且)|不过|却|力争|实现|完成)+"
)


def own_measure(cx: Context, before: str) -> tuple[str, Subject, int] | None:
    """Give the measure that a clause of growth or rank names itself: its name, its owner, its place."""
    words = _measure_words(before)
    start = cx.clause.start
    owner = cx.topic
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and one.end <= start + len(words) and one.start >= start:
            rest = words[one.end - start :]
            if one.kind != "industry" and len(strip_lead(rest)) < 2:
                return None
            words, start, owner = rest, one.end, one
    for time in cx.clause.times:
        if time.end > start and time.start >= cx.clause.start and time.end - start <= len(words):
            words, start = words[time.end - start :], time.end
    words = _ONCE_DONE.sub("", _BECAUSE.sub("", words))
    words = _FOR_YEARS.sub("", words)
    name = noun_before(strip_lead(words))
    name = _NO_MEASURE.sub(
        "",
        name,
    )
    if owner and owner.kind == "industry" and cx.clause.start <= owner.start and name in ("", owner.words):
        return _of_trade(cx), owner, owner.start
    if len(name) < 2 or owner is None or name in ("增速", "增幅", "总量", "同比", "环比", "这一"):
        return None
    if cx.clause.start <= owner.start:
        start = owner.start
    elif start > cx.clause.start:
        start = cx.clause.start
    if (
        owner.kind in ("firm", "project", "thing")
        and cx.subject is None
        and re.search(r"生产总值|固定资产投资|规模以上|规上|预算收入|零售", name)
    ):
        owner = cx.story.host() or owner
    return _of_industry(cx, name, owner, start)


# 分行业看，门业下降6.7%: a trade, not a sector whose growth is the region's.
_TRADE = re.compile(
    "(?!规上|规模|全部|全社会|第[一二三])[\u4e00-\u9fff]{1,10}业(?<![工农林产行企就创商作毕失务筑游]业)"
)


def _of_trade(cx: Context) -> str:
    """Name what of a trade grew where only the trade is named: what was told before in the sentence, else its output."""
    last = last_measure(cx)
    told = last and re.search("增加值|产值", last.name)
    return told.group() if told else "产值"


def _of_industry(cx: Context, name: str, owner: Subject, start: int) -> tuple[str, Subject, int]:
    """Give a measure to the industry that its name opens with (电子信息产业产值), or that stands for it (其中制造业增长14%)."""
    industry = re.match(
        r"^(?P<lead>[\u4e00-\u9fff“”]{2,12}?(?:产业|业|行业))(?P<rest>(?:总?产值|增加值|营收|营业收入|投资|规模|主营业务收入|利润|税收)[\u4e00-\u9fff]*)$",
        name,
    )
    if industry and not re.match(
        r"^(?:规模以上|规上|全部|工业|第[一二三]产业|服务业|农业|建筑业|制造业)", industry["lead"]
    ):
        return industry["rest"], Subject(industry["lead"], "industry", start, start), start
    if owner.kind == "industry" and (scope := re.search(r"(?:规上|规模以上)(?:工业|服务业)$", owner.words)):
        name, owner = scope.group() + name, cx.story.host() or owner
    last = last_measure(cx)
    told = last and re.search(r"增加值|产值", last.name)
    if owner.kind in (*PLACES, "industry") and re.search(r"业$", name) and (told or _TRADE.fullmatch(name)):
        return _of_trade(cx), Subject(name, "industry", start, start), start
    sold = last and last.sentence == cx.clause.sentence and last.kind == "revenue"
    if (
        last
        and sold
        and owner.kind == "firm"
        and re.fullmatch("(?:但|而)?(?:其中)?[\u4e00-\u9fff]{1,8}(?:业务|板块)", name)
    ):
        return last.name, Subject(re.sub("^(?:但|而)?(?:其中)?", "", name), "group", start, start), start
    return name, owner, start


_MORE = re.compile(r"还?多|以上|有余|有多")


def about(number: Quantity, left: str, right: str = "") -> Approx:
    """Read 约占四成 and 约为2倍 as about, 翻了一倍还多 as at least."""
    if number.approx == "exact" and _MORE.match(right):
        return "at_least"
    return (
        "about"
        if number.approx == "exact" and re.search(r"约(?:占|为|是|相当)", left[-24:])
        else number.approx
    )


def last_measure(cx: Context) -> Measure | None:
    """Give the figure read last in this sentence."""
    last = cx.story.measures[-1] if cx.story.measures else None
    return last if last and last.sentence == cx.clause.sentence else None


def named_with(cx: Context, clause: Clause, number: Quantity) -> str:
    """Give the noun before a number, behind the names and times of its clause."""
    ends = [one.end for one in clause.mentions if isinstance(one, Subject) and one.kind != "industry"]
    ends += [time.end for time in clause.times]
    at = max((end for end in ends if end <= number.number_start), default=clause.start)
    return noun_before(cx.plain.text[at : number.number_start])
