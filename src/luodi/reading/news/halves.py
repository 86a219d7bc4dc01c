"""Shares told in other words than 占 and a rate: 过半, 七成来自上海, 全球每10把吉他就有3把产自这里."""

import re
from collections.abc import Iterator

from luodi.core.quantities import Quantity, parse_number
from luodi.facts import Approx
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.phrases import strip_lead
from luodi.reading.news.story import Subject

_HALF = re.compile(
    r"(?P<ahead>近|将近|接近|约|超过?|逾|不足|不到)?(?P<half>过半数?|一半|半数|半壁江山)(?P<behind>以上|左右|多)?"
)
_OF_SHARE = re.compile(r"占[^，。]*$|比重[^，。]*$|份额[^，。]*$")
_APPROX: dict[str, Approx] = {
    **dict.fromkeys(("近", "将近", "接近", "不足", "不到"), "at_most"),
    **dict.fromkeys(("约", "左右"), "about"),
    **dict.fromkeys(("超", "超过", "逾", "以上", "多", "过半", "过半数"), "at_least"),
}


def halves(cx: Context) -> Iterator[Quantity]:
    """Find the halves that a clause tells as a share (占比首次过半, 占全国的一半以上)."""
    text, base = cx.clause.text, cx.clause.start
    for match in _HALF.finditer(text):
        listed = cx.clause.opener == "、" and bool(cx.story.share_of)
        if not (_OF_SHARE.search(text[: match.start()]) or listed):
            continue
        said = (match["ahead"], match["half"], match["behind"])
        approx: Approx = next((_APPROX[word] for word in said if word in _APPROX), "exact")
        start, end = base + match.start(), base + match.end()
        yield Quantity(0.5, "1", "fraction", approx, start, end, base + match.start("half"), "")


_PAST_HALF = re.compile(
    r"(?P<part>[\u4e00-\u9fff]{1,6}?(?P<whole>订单|收入|销售|销量|营收|客户))(?:占比)?(?:已|首次|也|率先)*过半"
)


def past_half(cx: Context) -> Iterator[Draft]:
    """Read 海外订单首次过半: the part and the whole are told by one noun."""
    match = _PAST_HALF.search(cx.clause.text)
    if match is None or "占" in match.group():
        return
    start = cx.clause.start + match.start()
    part = strip_lead(match["part"])
    for time in cx.clause.times:
        if start < time.end <= cx.clause.start + match.end("part"):
            part = cx.plain.text[time.end : cx.clause.start + match.end("part")]
    if len(part) > len(match["whole"]):
        yield Draft("share", part, start, cx.clause.start + match.end(), 0.5, "1", object=match["whole"], approx="at_least",
                    period=cx.clock.flow(), rule="halves.past")  # fmt: skip


_MADE_UP = re.compile(r"^(?:其中)?(?:有|约|近|超过?|逾)*$")
_OF_WHAT = re.compile(
    r"(?:的)?(?:都|均|以上)*(?P<how>来自|是|为|系|从事|由|产自|出自)(?:从)?(?P<what>[\u4e00-\u9fff]{2,12}?)的?$"
)
_HEAD = re.compile(r"(?:企业|项目|公司|员工|人员|客户|产品)$")


def made_up(cx: Context, number: Quantity) -> Iterator[Draft]:
    """Read what a counted whole is made up of (入驻企业86家，其中七成来自上海; 员工300人，九成为当地居民)."""
    last = cx.story.measures[-1] if cx.story.measures else None
    if last is None or last.kind != "count" or last.sentence != cx.clause.sentence:
        return
    what = _OF_WHAT.match(cx.plain.text[number.end : cx.clause.end])
    if not _MADE_UP.match(cx.plain.text[cx.clause.start : number.start]) or what is None:
        return
    head = _HEAD.search(last.name)
    part = what["what"] if what["how"] in ("是", "为", "系") else what["how"] + what["what"]
    if part.endswith(("来", "出")) or what["how"] in ("来自", "产自", "出自", "从事"):
        part += head.group() if head else ""
    yield Draft("share", part, cx.clause.start, cx.clause.end, round(number.value, 6), "1", object=last.name,
                approx=number.approx, period=last.period, rule="halves.made_up")  # fmt: skip


_PIECE = "[个件双副支台条把只顶辆块盏张套瓶箱斤吨枚幅部架台]"
_NUMERAL = "[一二两三四五六七八九十百]+"
_ONE_IN = re.compile(
    rf"(?P<scope>全国|全球|国内|世界上?|市面上?|市场上?)?(?:平均)?每(?:卖出|售出|生产|销售|出口|消费)?(?P<of>\d+|{_NUMERAL}){_PIECE}"
    rf"(?P<what>[\u4e00-\u9fff]{{1,10}}?)(?:里面?|之?中|当中)?，?(?:就|便)(?:至少|大约|约)?有(?P<part>\d+|{_NUMERAL}){_PIECE}(?:以上|多)?(?:是|由|来自|出自|产自|为|从)(?P<who>[\u4e00-\u9fff]{{2,14}})?"
)


def one_in(cx: Context) -> Iterator[Draft]:
    """Read 全球每10把吉他就有3把产自这里."""
    match = _ONE_IN.search(cx.plain.text, cx.clause.start, cx.clause.end + 30)
    if match is None or match.start() >= cx.clause.end:
        return
    of, part = parse_number(match["of"]), parse_number(match["part"])
    names = [
        one
        for clause in cx.clauses[cx.index : cx.index + 2]
        for one in cx.story.mentions(clause)
        if match.start("who") >= 0 and one.start - match.start("who") in (0, 1) and one.kind != "industry"
    ]
    owner: Subject | None = names[0] if names else cx.topic
    if owner is None or not of or not part or part >= of:
        return
    scope = match["scope"] if match["scope"] in ("全国", "全球", "国内") else ""
    yield Draft("share", owner.words, match.start(), match.end(), round(part / of, 6), "1", object=scope + match["what"],
                rule="halves.one_in")  # fmt: skip
