"""Who is in a park: names listed with it (引进A、B等企业), what it holds, and who stands inside it."""

import re
from collections.abc import Iterator

from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.located import located
from luodi.reading.news.parties import names_in
from luodi.reading.news.story import PLACES, Subject

HELD = re.compile(
    r"(?P<verb>引进|引入|引来|引育|集聚|聚集|汇聚|聚起|聚拢|汇集|扎堆|涌现|吸引|招引|落户|入驻|培育|拥有|包括|迎来|云集|(?<=[现已共还])有|(?<=[内里])有|坐落|分布)(?:了|着|有)?(?:包含|包括|以)?(?P<list>[^，。；]*?[\u4e00-\u9fffA-Za-z]{2,}、.*?)(?P<tail>(?:等(?:在内)?(?:的)?|(?<=[\u4e00-\u9fffA-Za-z])(?:这?[一二三四五六七八九十两]|\d+)[家个大])[^，。；]*?)(?P<settle>落户|入驻|落地|进驻|设厂|投产|签约|$)"
)

_DRAWN = re.compile(
    r"(?:吸引|引进|引来|招引|引入)了?(?P<list>[^，。；等来]*、[^，。；等]*?)(?:先后|相继|陆续|成功|前来)*(?P<tail>)(?:落户|入驻|落地|进驻)$"
)
_BUILT_LIST = re.compile(
    r"(?:建有|建成|设有|内设|建设了|布局了|搭建了?|打造了?)(?:了|有)?(?P<list>[^，。；\d]*、[^，。；\d]*)(?:等|[两二三四五六]个)(?:[^，。；\d]{0,6}(?:平台|机构|载体|中心))(?:\d+[个家])?$"
)
_ROLL = re.compile(
    r"(?:其中|目前|现|已|首批|主要|重点|代表性?|知名)*(?:园区|园内|区内)?的?(?:入驻|落户|进驻|承租|入园|在园|租用厂房|租)(?:园区)?的?(?P<tail>企业|项目|机构|租户|商户|品牌|(?=[有是]))(?:目前|主要|现|就|分别|代表)*(?:包括|包含|涵盖|有|为|是)(?:了|有)?(?P<list>[^，。；]*[、和与][^，。；]*)"
)
_MORE_HELD = re.compile(
    r"^(?:以及|和|还有)(?P<list>[^，。]*、[^，。]*等[^，。]*(?:平台|企业|项目|机构|院所))"
)

_INSTITUTIONS = ("研究院", "基地", "中心", "平台", "实验室", "大学", "学院")


_INVESTS = re.compile("投资|拟|将|计划|斥资|出资|在(?!建|园)")
_HAPPENED_TOO = re.compile("(?:开工|竣工|投产|签约|动工|封顶|启用)的(?:项目|企业)?(?:还有|还包括|包括|有)")
_BUILT_HERE = re.compile(
    r"(?:园区|园内|区内|产业园)?(?:建有|建成|设有|拥有|建设了?)(?P<name>[^，。、\d]{4,24}?(?:研究院|基地|中心|平台|实验室|大学|学院))$"
)


_DREW = re.compile(
    r"(?:先后|成功|近期|今年|去年|又|还|新|已|已经)*(?:引进|招引|引来|迎来|引入)了?(?:重点|链主|龙头|头部|知名|[外央国港台]资?)*(?:企业|项目)?(?:[^，的]{2,14}投资(?:建设)?的)?[“”]*"
)


def _drew_one(cx: Context) -> Iterator[Draft]:
    """Read 某园区成功引进某项目, where the clause ends with its name; also of the park that is spoken of."""
    named = [one for one in cx.clause.mentions if isinstance(one, Subject)]
    if not named or named[-1].end < cx.clause.end or named[-1].kind not in ("firm", "project", "thing"):
        return
    one = named[-1]
    host = named[0] if named[0].kind == "park" else cx.topic
    if host is None or host.kind != "park":
        return
    start = host.end if host is named[0] else cx.clause.start
    words = cx.plain.text[start : one.start]
    for time in cx.clause.times:
        words = words.replace(cx.plain.text[time.start : time.end], "")
    if _DREW.fullmatch(words):
        yield from filter(None, [located(cx, one, host.words, one.end, "drew")])


def read_held(cx: Context) -> Iterator[Draft]:
    """Read 引进A、B等企业 and 建有某中试基地, of the place that is spoken of."""
    text, base = cx.clause.text, cx.clause.start
    if "引" in text or "迎来" in text:
        yield from _drew_one(cx)
    if ("、" not in text and not text.endswith(_INSTITUTIONS)) or _HAPPENED_TOO.search(text):
        return
    host = cx.topic if cx.topic and cx.topic.kind in PLACES else cx.story.host()
    if host is None:
        return
    if built := _BUILT_LIST.search(text):
        yield from _institutions(cx, built, host)
    if match := _ROLL.match(text) or HELD.search(text) or _DRAWN.search(text):
        yield from _listed_at(cx, match, host)
        return
    more = _MORE_HELD.match(text)
    before = cx.clauses[cx.index - 1].text if cx.same_sentence(cx.index - 1) else ""
    if more and HELD.search(before):
        for one in names_in(more["list"], cx, base + more.start("list")):
            draft = located(cx, one, host.words, base + more.end(), "held")
            if draft:
                yield draft
        return
    built = _BUILT_HERE.search(
        text,
    )
    if (
        built
        and not _INVESTS.search(text[: built.start()])
        and cx.topic
        and cx.topic.kind in PLACES
        and not re.match(r"[\u4e00-\u9fff]{0,4}(?:省级|国家级|市级|一批|多个)", built["name"])
    ):
        parts = _two(built["name"])
        for name in parts:
            one = Subject(
                cx.story.known.resolve(name), "thing", base + built.start("name"), base + built.end()
            )
            if draft := located(cx, one, cx.topic.words, base + built.end(), "built"):
                draft.start = base
                yield draft


def _two(words: str) -> list[str]:
    """Take two institutions apart (某质检中心和某创新中心)."""
    first, join, second = words.partition("和")
    both = join and first.endswith(_INSTITUTIONS) and second.endswith(_INSTITUTIONS)
    return [first, second] if both else [words]


def _listed_at(cx: Context, match: re.Match[str], host: Subject) -> Iterator[Draft]:
    """Read 引进A、B等企业, of the place that is spoken of."""
    base = cx.clause.start
    if match["tail"].endswith("签约") or (
        match.re is HELD and match["settle"] == "签约" and match["verb"] == "包括"
    ):
        return
    if (
        match.re is HELD
        and match["verb"] == "有"
        and not match["settle"]
        and (host.kind == "region" or match.string[match.start() - 1] in "已共")
    ):
        return  # 已有A、B等4家企业预订
    if match.re not in (_DRAWN, _ROLL) and not re.search(
        r"企业|[药车酒名]企$|项目|机构|平台|院所|公司|高校|中心|龙头|总部|品牌|研究院|工厂|院校|厂所|等$|[药车酒磷粮茶布钢]企(?=\d|$)",
        match["tail"],
    ):
        return
    if (
        re.search(r"人才|产品|技术|领域|产业$|设备|赛道|行业|等地|等省|等国", match["tail"])
        or "来自" in match["list"]
    ):
        return
    listed = match["list"] if match.re is not HELD else match["list"] + match["tail"]
    for one in names_in(listed, cx, base + match.start("list")):
        draft = located(cx, one, host.words, base + match.end(), "held")
        if draft:
            draft.start = min(draft.start, base + match.start())
            yield draft


_LISTED_SETTLED = re.compile(
    r"^(?P<list>.*?等(?:首批)?(?:[\d一二三四五六七八九十百余多]+[家个]|一[大]?批|多家|众多)[\u4e00-\u9fffA-Za-z0-9+]{0,8}?(?:企业|项目|机构))(?:现场|已|先后|陆续|相继|纷纷|正式|成功|集中)*(?:签约)?(?:入驻|进驻|落户)(?P<where>园区|该园|产业园)?$"
)


_PAIR_SETTLED = re.compile(
    r"^(?P<pair>[^，、的]{3,20}(?:、[^，、的]{3,20}?)+?)(?:先后|陆续|相继|纷纷|双双|同时|同步|成功|也|均|都)+(?:签约)?(?:落地|落户|入驻|进驻)(?P<at_end>$)"
)


_LISTED_BUILT = re.compile(
    r"^(?:配套企业|链上企业|上下游企业)?(?P<list>[^，]*、[^，]*?)(?:等(?:企业)?)?(?:都|均|已|先后)*在(?P<where>园区|园内|产业园)(?:内)?(?:设厂|投产|建厂|落户)"
)


def read_settled(cx: Context) -> Iterator[Draft]:
    """Read A、B等9家企业签约入驻, where the place is who is spoken of."""
    text, base = cx.clause.text, cx.clause.start
    match = _LISTED_SETTLED.match(
        text,
    )
    if not match:
        match = _PAIR_SETTLED.match(
            text,
        ) or _LISTED_BUILT.match(
            text,
        )
    if not match:
        return
    groups = match.groupdict()
    host = cx.story.refer(match["where"], -1, -1) if groups.get("where") else None
    if host is None:
        host = cx.topic if cx.topic and cx.topic.kind in PLACES else cx.story.host()
    if host is None:
        return
    lead = next((one for one in cx.clause.mentions if isinstance(one, Subject)), None)
    words = groups.get("list") or groups.get("pair") or ""
    if lead and lead.start == base and lead.kind in PLACES:  # 某园区已有A、B等46家企业入驻
        host, words = lead, words[lead.end - base :]
    for one in names_in(words, cx, base):
        draft = located(cx, one, host.words, base + match.end(), "settled")
        if draft:
            yield draft


_WITHIN = re.compile(
    r"(?:同[在处]|身[在处]|地处)(?:园区|该园|园内|一园|一个园区|同一园区)的$|(?:园区|园|区|城|港|谷|基地)[内里]的$"
    r"|(?:园区|园内|区内|园区内)的?[^，。的是有与和]{0,12}(?:企业|龙头|链主)(?:之一)?的?$"
)
_HOUSES = re.compile(  # 某公司是园区引进的首家外资企业
    r"(?:也|便|就|正|成)?[是为](?:最早|首[个家批]|第一[个家批]|首先|较早)?(?:一批)?(?:入驻|落户|进驻)?(?P<park>园区|该园区?|产业园|开发区|高新区|经开区|[\u4e00-\u9fff]{2,16}(?:园区?|开发区|高新区|新区|基地|[市县区镇]))(?:内)?(?:今年|去年|近年来|新)?(?:(?:引进|引入|招引|引育|落户|入驻)的|的?(?:首家|第一家|最早|最大|老牌企业))"
)


_AS_TENANT = re.compile(  # 作为园区的龙头企业，某公司…
    r"作为(?P<park>园区|该园区?|产业园|[\u4e00-\u9fff]{2,16}(?:园区?|开发区|高新区|新区|基地))内?的?(?:首家|首批|首个|最早|龙头|骨干|链主|重点|入驻|落户|进驻|引进|代表性?|标杆|明星|的)+企业(?:之一)?$"
)
_WALKED = re.compile(r"[^，。]{0,6}?(?:走进|来到|走入|步入)")


def read_inside(cx: Context) -> Iterator[Draft]:
    """Read 园区内的某公司, 园内企业某公司, 某地某项目现场, 走进某园，某公司."""
    text, base = cx.clause.text, cx.clause.start
    mentions = [one for one in cx.clause.mentions if isinstance(one, Subject)]
    for one in mentions:
        before = text[: one.start - base]
        if one.kind in ("firm", "project", "thing") and _WITHIN.search(before):
            host = next(
                (other for other in mentions if other.end <= one.start and other.kind == "park"), None
            ) or cx.story.last(("park",))
            if host:
                draft = located(cx, one, host.words, one.end, "inside")
                if draft:
                    draft.start = base
                    yield draft
    yield from _housed(cx, mentions)
    yield from _as_tenant(cx, mentions)
    walked = cx.same_sentence(cx.index - 1) and _WALKED.match(cx.clauses[cx.index - 1].text)
    if walked and mentions and mentions[0].start == base and mentions[0].kind == "firm":
        host = cx.story.last(("park",))
        if host:
            draft = located(cx, mentions[0], host.words, mentions[0].end, "walked")
            if draft:
                draft.start = cx.clauses[cx.index - 1].start
                yield draft


def _housed(cx: Context, mentions: list[Subject]) -> Iterator[Draft]:
    """Read 某公司是园区引进的首家外资企业."""
    base = cx.clause.start
    for one in mentions:
        after = (
            _HOUSES.match(cx.clause.text, one.end - base)
            if one.kind in ("firm", "project", "thing")
            else None
        )
        host = _meant(cx, after["park"], mentions, base + after.start("park")) if after else None
        draft = located(cx, one, host.words, one.end, "housed") if host else None
        if draft:
            yield draft


def _as_tenant(cx: Context, mentions: list[Subject]) -> Iterator[Draft]:
    """Read 作为园区的龙头企业，某公司…"""
    if not (cx.same_sentence(cx.index - 1) and mentions):
        return
    one, before = mentions[0], cx.clauses[cx.index - 1]
    match = _AS_TENANT.match(before.text)
    if not match or one.start != cx.clause.start or one.kind != "firm":
        return
    named = [other for other in before.mentions if isinstance(other, Subject)]
    host = _meant(cx, match["park"], named, before.start + match.start("park"))
    draft = located(cx, one, host.words, one.end, "tenant") if host else None
    if draft:
        draft.start = before.start
        yield draft


def _meant(cx: Context, words: str, mentions: list[Subject], start: int) -> Subject | None:
    """Give the park that 园区 means, or the one named at a place in the text."""
    named = next((one for one in mentions if one.start == start and one.kind in PLACES), None)
    return named or cx.story.refer(words, -1, -1)


def _institutions(cx: Context, match: re.Match[str], host: Subject) -> Iterator[Draft]:
    """Read 园区建成某检测中心、某中试基地等平台; a list that names anything else is none."""
    found = names_in(match["list"], cx, cx.clause.start + match.start("list"))
    if not all(one.words.endswith(_INSTITUTIONS) and len(one.words) > 4 for one in found):
        return
    for one in found:
        if draft := located(cx, one, host.words, cx.clause.start + match.end(), "built"):
            yield draft


_COMES = re.compile(
    r"(?:正式|顺利|成功|已|已经|率先|整体|也|便|就|首批|刚刚|刚|才|现已|均|于|在)*(?:签约)?(?:入驻|搬入|搬进|进驻|迁入|落户|入园|进园)(?:了)?(?P<where>园区|该园|产业园|基地|园内|这里|中心|大厦)?$"
)
_SHORT_NAME = re.compile(r"(?P<name>[\u4e00-\u9fffA-Za-z（）“”·]{3,16}?)(?:已|也|便|刚)?(?:于|在)?$")
_NO_NAME = re.compile(
    r"企业|公司$|项目$|客商|商户|品牌|租户|单位|居民|工人|[家个]$|截至|目前|其中|人才|团队|机构|先后|陆续|[，的]|^(?:已|将|可|拟)"
)


def read_comer(cx: Context) -> Iterator[Draft]:
    """Read 某公司2022年10月入驻, where the place is the park that is spoken of."""
    text, base = cx.clause.text, cx.clause.start
    one = _comer(cx)
    if one is None:
        return
    rest = text[one.end - base :]
    for told in cx.clause.times:
        rest = rest.replace(cx.plain.text[told.start : told.end], "") if told.start >= one.end else rest
    match = _COMES.fullmatch(rest)
    if not match or not (cx.clause.times or match["where"]):
        return
    where = match["where"]
    host = cx.story.refer(where, -1, -1) if where and where not in ("这里", "园内") else None
    host = host or cx.story.last(("park",))
    draft = located(cx, one, host.words, cx.clause.end, "comer") if host and host.words != where else None
    if draft:
        yield draft


def _comer(cx: Context) -> Subject | None:
    """Find who comes: the name that opens the clause, also a short one before a time, or the firm spoken of."""
    text, base = cx.clause.text, cx.clause.start
    one = next((one for one in cx.clause.mentions if isinstance(one, Subject)), None)
    time = next(iter(cx.clause.times), None)
    if time and (one is None or one.start >= time.start):
        name = _SHORT_NAME.fullmatch(text[: time.start - base])
        if name and not _NO_NAME.search(name["name"]):
            return Subject(cx.story.known.resolve(name["name"]), "firm", base, base + name.end("name"))
    if time and one is None and time.start == base and cx.topic and cx.topic.kind == "firm":
        return Subject(cx.topic.words, "firm", base, base)
    return one if one and one.kind in ("firm", "project", "thing") else None


_ONE_OF = re.compile(
    r"(?:是|为)?一家(?:位于|坐落于|坐落在|扎根于?|地处|总部位于|总部设在)(?P<place>[^，的]{3,20}?)的[^，]{0,20}(?:企业|公司|厂商|工厂)$"
)
_IS_ONE_OF = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z（）“”]{3,16}?)是(?P<place>[^，的]{3,20}?)的?(?:一家|首家)[^，]{0,20}(?:企业|公司|厂商)$"
)


def read_one_of(cx: Context) -> Iterator[Draft]:
    """Read 某公司，一家位于某高新区的电池企业, and 某公司是某高新区的一家电池企业."""
    whole = _IS_ONE_OF.match(cx.clause.text)
    match = whole or _ONE_OF.match(cx.clause.text)
    if match is None:
        return
    if whole:
        name, start = whole["name"], cx.clause.start
    else:
        before = cx.clauses[cx.index - 1] if cx.same_sentence(cx.index - 1) else None
        if before is None or not _SHORT_NAME.fullmatch(before.text):
            return
        name, start = before.text, before.start
    place = next((one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind == "park"
                  and one.start == cx.clause.start + match.start("place")), None)  # fmt: skip
    if place is None or _NO_NAME.search(name.removesuffix("公司")):
        return
    known = cx.story.known
    one = Subject(known.resolve(name), known.kind(name) or "firm", start, start + len(name))
    if one.kind == "firm" and (draft := located(cx, one, place.words, cx.clause.end, "one_of")):
        draft.start = start
        yield draft
