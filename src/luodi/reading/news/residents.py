"""Who is in the place that is spoken of, told by words for here: 在此扎根, 均在其中, 入驻的有A、B, 新添三家：A、B."""

import re
from collections.abc import Iterator

from luodi.reading.news.clauses import Clause
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.located import located
from luodi.reading.news.parties import mostly_firms, names_in
from luodi.reading.news.story import PLACES, Subject

_MANNER = r"(?:先后|陆续|相继|纷纷|双双|成功|正式|集中|同时|同步|顺利|如今|目前|正|也|均|都|已经?|便|就|全部|一起|选择|拟|将|前来)*"
_ROOTS = r"(?:扎根|生根|落户|落地|安家落户|安了?家|落脚|落子|落成|集聚|聚集|汇聚|扎堆|设厂|建厂|投产|布局|投资|入驻|建起)"
_HERE = r"(?:此|这里|此地|这片土地上?|园区内?|园内|区内|该园区?|其中|其间)"
_IS_HERE = (
    rf"(?:在{_HERE}{_ROOTS}[\u4e00-\u9fff]{{0,4}}"
    rf"|(?:扎根|生根|落户|落地|安家|落子|入驻|进驻|分布|坐落|坐落于|落户于|扎根于|集聚|汇聚|汇集|云集|位列|聚集)(?:在|于)?{_HERE}"
    rf"|出自{_HERE}|(?:就|都|均|也|同|落|位于|坐落|坐落在|身)?[在处]{_HERE}"
    r"|(?:就|都|均|也)?(?:在我们|在咱们|在)(?:园区|园子|园|产业园)(?:里|里面|内)(?:头|面)?"
    r"|(?:均|都|已|先后)(?:在此|在园区)?(?:设有|建有|设立了?|建起了?)(?:了)?(?:生产|制造|研发)*(?:基地|工厂|分厂|车间|中心)"
    r"|[把将](?:自己的|其|新|生产)*(?:工厂|总部|基地|新厂|生产线|车间|研发中心|厂房)[设建放落搬]?(?:设|建|放|落户|落|搬|安)(?:在|到|进|于)了?(?:这里|园区|园内|此地?))"
)
_OF_TRADES = re.compile("(?:产业|行业|领域|业态|环节|人才|等地|等国)$")
_SETTLED = re.compile("扎根|生根|落户|安了?家|落脚|落子|设厂|建厂|入驻|进驻")  # what firms do, not trades
_HERE_TOLD = re.compile(
    rf"^(?P<who>[^，]{{2,160}}?)(?P<tail>等[^，、]{{0,16}}|(?:这?[一二三四五六七八九十两]|\d+)[家个][^，、]{{0,8}}?)?{_MANNER}{_IS_HERE}$"
)
_PARK = re.compile(r"园区|园内|该园|产业园|园子")
_CUE = re.compile(
    r"[在于处自][此这园区该其]|入驻|落户|入园|租户|承租|成员|进驻|在园|入园|[设建]有|园区里|园里"
)
_ARRIVED = re.compile(
    rf"^(?P<who>[^，]*、[^，]*?)(?P<tail>等[^，、]{{0,16}}|(?:这?[二三四五六七八九十两]|\d+)[家个][^，、]{{0,8}}?)?{_MANNER}(?:作为首批[\u4e00-\u9fff]{{2}})?(?:签约)?(?:落户|落地|入驻|进驻|入园|扎根|安家|安家落户|落子)$"
)
_COMERS = re.compile(
    r"(?:入驻|落户|进驻|入园|承租|新成员|租户|在园|新引进|迎来|引来)[^，：。]{0,8}(?:企业|成员|租户|项目|机构|公司|商户|[家个])"
)
_NO_COMERS = re.compile(r"签约|拟|意向|洽谈|储备|计划|预计|将")


def read_residents(cx: Context) -> Iterator[Draft]:
    """Read who is here, in the clauses that say so."""
    text = cx.clause.text
    if match := _HERE_TOLD.match(text) or _ARRIVED.match(text):
        yield from _told(cx, match)
    elif match := _ALL_IN.match(text):
        yield from _all_in(cx, match)
    elif cx.clause.opener == "：" and "、" in text:
        yield from _named_below(cx)
    elif (
        before := _TENANTS_AMONG.search(cx.clauses[cx.index - 1].text)
        if cx.same_sentence(cx.index - 1)
        else None
    ):
        yield from _among(cx, before)
    elif text.startswith("还有") and cx.index:
        yield from _also(cx)
    elif text.startswith("这里"):
        yield from _this_is(cx)
    elif early := _EARLY.search(text):
        yield from _early(cx, early)
    if text.startswith("其中"):
        yield from _listed_among(cx)
    if cx.index and (text.startswith("其中") or cx.clauses[cx.index - 1].text == "其中"):
        yield from _of_group(cx)
    yield from _one_of_them(cx)


def has_cue(text: str, before: str, opener: str) -> bool:
    """Tell whether a clause may say who is here; ``before`` is the clause before it."""
    return (
        opener == "："
        or text.startswith(("还有", "这里"))
        or "都在" in text
        or "均在" in text
        or "落地" in text
        or "其中" in text
        or "其间" in text
        or before == "其中"
        or bool(_CUE.search(text) or (before[-1:] in ("中", "里") and _TENANTS_AMONG.search(before)))
    )


def _host(cx: Context, here: str = "") -> Subject | None:
    """Give the place that here means: the park where 园区 is said, the one spoken of, or that the clauses before name."""
    park = _PARK.search(here)
    if park:
        meant = cx.story.refer("园区", -1, -1)
        if meant and meant.words != "园区":
            return meant
        return cx.story.ahead.park or cx.story.host()
    topic = cx.topic
    holds = topic and (topic.kind in PLACES or (topic.kind == "thing" and _HOLDERS.search(topic.words)))
    return topic if holds else cx.story.host()


def _told(cx: Context, match: re.Match[str]) -> Iterator[Draft]:
    """Give who is told to be here: a list, or the one name before."""
    host = _host(cx, match.group()[match.end("tail" if match["tail"] else "who") :])
    who, base = match["who"], cx.clause.start
    if host is None or _NO_COMERS.search(who):
        return
    lead = next((one for one in cx.clause.mentions if isinstance(one, Subject)), None)
    if (
        lead and lead.start == base and lead.kind in PLACES and not cx.plain.text.startswith("的", lead.end)
    ):  # 某园区已有A、B等30家企业落地
        host, who = lead, _HAS.sub("", who[lead.end - base :])
    found = (
        names_in(who + (match["tail"] or ""), cx, base)
        if "、" in who
        else _single(cx, base + match.end("who"))
    )
    if _OF_TRADES.search(match["tail"] or ""):
        return
    settled = match["tail"] or _SETTLED.search(match.group(), match.end("who"))
    if "、" in who and not (settled or mostly_firms(found, cx)):
        return
    for one in found:
        if draft := located(cx, one, host.words, cx.clause.end, "here"):
            draft.start = base
            yield draft


_TENANTS_AMONG = re.compile(
    r"(?:入驻|入园|落户|在园|园区内?|园内|区内)的?(?:众多|重点|龙头|骨干|规上)*(?:企业|项目|机构)[中里]$"
)
_LIST = re.compile(
    r"(?P<who>[^，]{2,}、[^，]{2,}?)(?P<tail>等[^，、]{0,12}|[二三四五六七八九十两][家个][^，、]{0,6})?(?:产值|规模|产能|营收|营业收入|年|去年|今年|均|都|已|正|表现|是|分别|先后|$)"
)


def _among(cx: Context, before: re.Match[str]) -> Iterator[Draft]:
    """Read the names that stand behind 入园企业中."""
    host, match = _host(cx, before.group()), _LIST.match(cx.clause.text)
    if host is None or match is None:
        return
    found = names_in(match["who"] + (match["tail"] or ""), cx, cx.clause.start)
    for one in found if mostly_firms(found, cx) else ():
        if draft := located(cx, one, host.words, cx.clause.end, "among"):
            yield draft


_BESIDES = re.compile(r"除了?(?P<who>[^，]{2,12}?)(?:之外|以外|外)?$")
_ALSO = re.compile(r"还有(?P<who>[^，]*、[^，]*)$")


def _also(cx: Context) -> Iterator[Draft]:
    """Read 园区企业127家，除了甲，还有乙、丙."""
    match, host = _ALSO.match(cx.clause.text), _host(cx)
    before = cx.clauses[cx.index - 1]
    earlier = cx.clauses[max(0, cx.index - _ONE_REACH) : cx.index]
    told = any(_DREW_MANY.search(clause.text) for clause in earlier)
    if match and host and told and cx.same_sentence(cx.index - 1) and _BESIDES.match(before.text):
        for one in names_in(match["who"], cx, cx.clause.start + match.start("who")):
            yield from filter(None, [located(cx, one, host.words, cx.clause.end, "also")])


_THIS_IS = re.compile(r"这里(?:便|就|正)?是(?:[^，]*的)?$")


def _this_is(cx: Context) -> Iterator[Draft]:
    """Read 某区某镇，…。这里是总投资18亿元的某产业园."""
    one = next((one for one in cx.clause.mentions if isinstance(one, Subject)), None)
    if (
        one is None
        or one.end < cx.clause.end
        or not _THIS_IS.match(cx.clause.text[: one.start - cx.clause.start])
    ):
        return
    place = cx.topic
    if place and place.kind in PLACES and one.kind != "region" and place.words != one.words:
        yield from filter(None, [located(cx, one, place.words, one.end, "this_is")])


_ALL_IN = re.compile(
    r"(?P<who>[^，]*、[^，]*?)(?P<tail>等[^，、]{0,12}|[二三四五六七八九十两][家个][^，、]{0,6})?(?:都|均|全部|全都)(?:就|集中|坐落)?在"
)


def _all_in(cx: Context, match: re.Match[str]) -> Iterator[Draft]:
    """Read 甲、乙、丙都在某高新区: the park is named right behind."""
    at = cx.clause.start + match.end()
    named = (one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind == "park")
    host = next((one for one in named if one.start == at), None)
    found = names_in(match["who"] + (match["tail"] or ""), cx, cx.clause.start) if host else []
    for one in found if host and mostly_firms(found, cx) else ():
        if host and (draft := located(cx, one, host.words, host.end, "all_in")):
            yield draft


_ITS_HEAD = re.compile(
    r"(?:园区|园内|区内|该园|产业园)的?(?:链主|龙头|骨干|头部|首家|最大)*(?:龙头|企业|链主)(?:之一)?$"
)


def read_dashed_tenant(cx: Context) -> Iterator[Draft]:
    """Read 园区龙头——某公司."""
    before = cx.clauses[cx.index - 1] if cx.index and cx.same_sentence(cx.index - 1) else None
    host = cx.story.refer("园区", -1, -1) if before and _ITS_HEAD.search(before.text) else None
    one = next((one for one in cx.clause.mentions if isinstance(one, Subject)), None)
    if not (before and host and one) or host.words == "园区" or one.kind != "firm":
        return
    if one.start == cx.clause.start and (draft := located(cx, one, host.words, one.end, "head")):
        draft.start = before.start
        yield draft


_EARLY = re.compile(
    r"(?:也|又|更|还)?(?:是|成为|作为)园(?:区)?内[^，]{0,12}企业之一$"
    r"|(?:也|又|更|还)?(?:是|成为|作为)(?:园区)?(?:里|内)?(?:的)?(?:最早|首[个家批]|第一[个家批]|较早|头一[个家批]|早期)(?:一批)?(?:入园|入驻|落户|进驻|进园|搬进来|落地)(?:园区)?的?(?:企业|项目|公司|机构|商户)(?:之一)?$"
)


def _early(cx: Context, told: re.Match[str]) -> Iterator[Draft]:
    """Read 某公司…，也是最早一批入园的企业."""
    park, base = cx.story.refer("园区", -1, -1), cx.clause.start
    one = cx.topic if not told.start() else next(iter(_single(cx, base + told.start())), None)
    if one and one.kind == "firm" and park and park.words != "园区":
        yield from filter(None, [located(cx, one, park.words, cx.clause.end, "early")])


_AMONG_THEM = re.compile(
    r"其中(?P<who>[^，、]{2,8}(?:、[^，、]{2,12})+?)(?P<tail>等?(?:[二三四五六七八九十两]|\d+)[家大][^，、]{0,6}?企业)(?:产值|营收|年|均|都|去年|合计|$)"
)


def _listed_among(cx: Context) -> Iterator[Draft]:
    """Read 聚集企业2300余家，其中甲、乙、丙三家上市企业产值…"""
    match, host = _AMONG_THEM.match(cx.clause.text), _host(cx)
    before = cx.clauses[cx.index - 1].text if match and cx.same_sentence(cx.index - 1) else ""
    if match and host and _DREW_MANY.search(before):
        for one in names_in(match["who"] + match["tail"], cx, cx.clause.start + 2):
            yield from filter(None, [located(cx, one, host.words, cx.clause.end, "listed_among")])


_ALL_LIE = re.compile(r"(?:均|都|全部|全都)(?:位于|坐落[于在]|落户(?:于|在)?|来自|集中在|在)$")
_SO_MANY_FIRMS = re.compile(r"[\d一二三四五六七八九十两]+[家个][^，]{0,8}?(?:企业|项目|公司)")


def _of_group(cx: Context) -> Iterator[Draft]:
    """Read 5家企业入围，全部位于某高新区。其中，甲公司、乙公司…"""
    index = cx.index - (cx.clauses[cx.index - 1].text == "其中")
    earlier = cx.clauses[max(0, index - _ONE_REACH) : index]
    host = next((one for clause in earlier for one in _where_all_lie(clause)), None)
    if host is None or not any(_SO_MANY_FIRMS.search(clause.text) for clause in earlier):
        return
    base = cx.clause.start
    firms = [
        one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind in ("firm", "project")
    ]
    led = cx.clause.text.startswith("其中") * 2
    for at, one in enumerate(firms):
        joined = (
            one.start == base + led
            if not at
            else cx.plain.text[firms[at - 1].end : one.start] in ("、", "和", "与")
        )
        if not joined:
            return
        yield from filter(None, [located(cx, one, host.words, one.end, "group")])


def _where_all_lie(clause: Clause) -> list[Subject]:
    """Give the place in which a clause says that all of them lie."""
    named = (one for one in clause.mentions if isinstance(one, Subject) and one.kind in PLACES)
    return [one for one in named if _ALL_LIE.search(clause.text[: one.start - clause.start])]


_OF_THEM = re.compile(r"其中的(?P<name>[^，]{4,24})$")
_IS_ONE = re.compile(r"(?:也|便|就|正)?[是为](?:其中|它们)(?:的?(?:一家|之一|一员|代表|佼佼者))")
_DREW_MANY = re.compile(
    r"(?:引进|入驻|落户|集聚|聚集|吸引|汇聚|招引|入园|园内|园区)[^，]{0,16}(?:企业|项目|机构)"
)
_ONE_REACH = 4  # clauses back to the tenants that one is of


def _one_of_them(cx: Context) -> Iterator[Draft]:
    """Read 某园区去年引进企业37家。某公司就是其中一家."""
    told = _IS_ONE.search(cx.clause.text) or _OF_THEM.match(cx.clause.text)
    earlier = cx.clauses[max(0, cx.index - _ONE_REACH) : cx.index] if told else []
    host = _host(cx) or cx.story.last(("park",))
    if told is None or host is None or not any(_DREW_MANY.search(clause.text) for clause in earlier):
        return
    end = told.end() if told.re is _OF_THEM else told.start()
    for one in _single(cx, cx.clause.start + end):
        if draft := located(cx, one, host.words, cx.clause.end, "one_of_them"):
            yield draft


_HAS = re.compile("^[已现]?有")
_HOLDERS = re.compile(r"(?:基地|大厦|孵化器|加速器|综合体|中心)$")  # what is no park and still holds firms


def _single(cx: Context, end: int) -> list[Subject]:
    """Give the firm or project that the clause names before ``end``."""
    named = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.end <= end]
    return [
        one
        for one in named
        if one.kind in ("firm", "project", "thing") and (one.start == cx.clause.start or one.end == end)
    ][-1:]


def _named_below(cx: Context) -> Iterator[Draft]:
    """Read the names that a colon announces (入驻企业再添3家：A、B、C)."""
    before = cx.clauses[cx.index - 1] if cx.index else None
    host = _host(cx)
    if before is None or host is None or not _COMERS.search(before.text) or _NO_COMERS.search(before.text):
        return
    found = names_in(cx.clause.text, cx, cx.clause.start)
    counted = any(number.value == len(found) for number in before.numbers)
    if not counted and not mostly_firms(found, cx):
        return
    for one in found:
        if draft := located(cx, one, host.words, cx.clause.end, "below"):
            yield draft
