"""Who signed with which zone, park or government."""

import re
from collections.abc import Iterator

from luodi.reading.news.ceremonies import (
    CEREMONY,
    among,
    both,
    ceremony_of,
    dated,
    hand_in_hand,
    holder,
    nearby,
    now_signed,
)
from luodi.reading.news.clauses import REACH
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.parties import is_listed, names_in
from luodi.reading.news.story import PLACES, Subject

_FRAME = re.compile(r"战略合作框架")  # between firms, unless a zone or government is named
_NO_PARTY = re.compile(
    r"批(?:重点|优质|招商|产业|签约)*项目|推介|[暨]|^(?:重点|优质|招商|产业|集中|签约|大|好|新|投资|合作)+(?:项目|企业)$"
)
_SIGN = re.compile(r"签约|签署|签订|签下")
_WITH = re.compile(
    r"^(?P<a>.*?)(?:已|正式|成功|现场|代表|的投资方|均|都|亦|也|还|又|再次|(?:\d{1,2}月)?\d{1,2}日)*(?:分别|共同)?(?:[与和同跟]|携手|联手|牵手)(?P<b>[^，。；]{2,140}?)(?:就[^，。；]{2,40}?)?(?:正式|成功|现场|集中|举行|进行|完成|达成|顺利|分别|代表|双方|成功|共同|再次|\d{1,2}月\d{1,2}日)*(?:签约|签署|签订|签下)"
)
_OFFICE = re.compile(r"(?:管委会|管理委员会|政府|招商局|投资促进局|商务局|工委|管理局|园区)$")
_DENIED = re.compile(
    r"意向|洽谈|尚未|原定|原计划|终止|授信|银行|贷款|高校|大学|订单|供货|采购|购销|并购|股权|此前|不日"
)
_SETTLE = re.compile(
    r"^(?P<list>(?:.+?等|[^，]*、[^，]*?)(?:首批|[\d一二三四五六七八九十百余多]+[家个]|首批[\d]+[家个])[^，。]{0,10}?)(?:现场|已|先后|集中|成功)*(?:签约|签订)(?:入驻|进驻|落户)?(?:入驻|落户)?(?:协议|合同)?"
)


def read_signing(cx: Context) -> Iterator[Draft]:
    """Read A与某高新区签约, A、B等9家企业签约入驻, and the list that follows 重点签约项目包括."""
    text = cx.clause.text
    yield from read_listed_signing(cx)
    yield from _told_of(cx)
    if "签" not in text or not _SIGN.search(text):
        return
    if _DENIED.search(text) and not re.search(r"签订入驻|签约入驻", text):
        return
    if _FRAME.search(text) and not _names_public(cx):
        return
    parties = (
        among(cx)
        or both(cx)
        or _pair(cx)
        or ceremony_of(cx)
        or now_signed(cx)
        or _settle(cx)
        or _with_zone(cx)
        or _at_ceremony(cx)
        or dated(cx)
    )
    if not parties:
        return
    firms, host, end = parties
    if len(firms) > 1:
        cx.story.last_list = list(firms)
    date, inferred = _day(cx)
    for one in firms:
        if _NO_PARTY.search(one.words):
            continue
        start = min(one.start, cx.clause.start) if one.start >= 0 else cx.clause.start
        yield Draft(
            "signed",
            one.words,
            start,
            max(end, one.end),
            object=host,
            date=date,
            inferred=inferred,
            rule="signing",
        )


def _names_public(cx: Context) -> bool:
    """Tell whether the clause names a zone, region or government."""
    return any(name.kind == "office" for name in cx.clause.names) or any(
        isinstance(one, Subject) and one.kind in PLACES for one in cx.clause.mentions
    )


_ALL_WITH = re.compile(
    r"(?:上述|以上)[^，]{0,6}项目(?:均|都|全部)?(?:由(?:投资方|项目方|企业)?)?[与和][^，]*签"
)


def read_listed_signing(cx: Context) -> Iterator[Draft]:
    """Read the items of a list that a line announces as signed (重点签约项目包括：)."""
    story = cx.story
    if not (
        cx.clause.item
        and cx.clause.first_of_line
        and story.items
        and re.search(r"签约", story.lead)
        and re.search(r"包括|有|为|如下|名单|清单|一览|分别是|涵盖", story.lead)
    ):
        return
    if any(_ALL_WITH.match(clause.text) for clause in cx.clauses[cx.index : cx.index + 60]):
        return  # said once, of all
    one, host = story.items[-1], story.before_items or story.host()
    if cx.clause.start <= one.start < cx.clause.end and host and host.kind in PLACES:
        date, inferred = cx.clock.day, cx.clock.day_inferred
        yield Draft(
            "signed",
            one.words,
            one.start,
            one.end,
            object=host.words,
            date=date,
            inferred=inferred,
            rule="signing.listed",
        )


_TOLD_OF = re.compile(r"(?:计划)?总?投资(?:约|超)?\d|计划|租用|落户|选址|$")
_LED_UP_TO = re.compile(r"(?:其中)?(?:[^，]{0,20}?投资[^，]{0,12}的)?")
_HELD_CEREMONY = re.compile(r"(?:举行|举办|召开)[^，。]*(?:签约仪式|签约活动|签约大会|集中签约)")
_ONES_SIGNED = re.compile(r"签约(?:的)?(?:\d+个)?项目|项目[^，]{0,6}签约")
_TOLD_REACH = 16  # clauses back to the ceremony


def _told_of(cx: Context) -> Iterator[Draft]:
    """Read the projects that a report of a ceremony goes on to tell of (其中，某项目投资6亿元)."""
    one = cx.subject
    if one is None or one.kind not in ("project", "thing"):
        return
    if not _LED_UP_TO.fullmatch(cx.clause.text[: one.start - cx.clause.start]):
        return
    if not _TOLD_OF.match(cx.plain.text[one.end : cx.clause.end]):
        return
    host = _ceremony_before(cx)
    if host:
        yield Draft("signed", one.words, one.start, cx.clause.end, object=host.words, date=cx.clock.day,
                    inferred=cx.clock.day_inferred, rule="signing.told")  # fmt: skip


def _ceremony_before(cx: Context) -> Subject | None:
    """Give who held the ceremony of signing that this clause tells on from: in its paragraph, or of 签约项目 in the one before."""
    lines = {cx.clause.line}
    for index in range(cx.index - 1, max(-1, cx.index - _TOLD_REACH), -1):
        clause = cx.clauses[index]
        if clause.line not in lines:
            return None
        if _ONES_SIGNED.search(clause.text) and clause.sentence >= cx.clause.sentence - 1:
            lines.add(clause.line - 1)
        if held := _HELD_CEREMONY.search(clause.text):
            before = clause.start + held.start()
            named = (one for one in clause.mentions if isinstance(one, Subject) and one.end <= before)
            return next((one for one in named if one.kind in PLACES), None) or cx.story.host()
    return None


def _day(cx: Context) -> tuple[str | None, bool]:
    """Give the day of signing: told in the clause or its sentence, else the day of the ceremony."""
    if re.search(r"已签|已[与和]|期间", _nearby_sentence(cx)):
        return None, False
    for index in range(cx.index, max(-1, cx.index - 5), -1):
        if not cx.same_sentence(index):
            break
        for time in cx.clauses[index].times:
            if time.precision == "day" or (time.precision == "month" and index == cx.index):
                return time.iso, time.inferred
    if cx.clock.day and re.search(r"现场|仪式|活动|大会|会上|会议|同日|集中|上述", nearby(cx)):
        return cx.clock.day, cx.clock.day_inferred
    return None, False


def _nearby_sentence(cx: Context) -> str:
    low = cx.index
    while cx.index - low < REACH and cx.same_sentence(low - 1):
        low -= 1
    return "，".join(clause.text for clause in cx.clauses[low : cx.index + 1])


_SETTLING_AT = re.compile(r"(?:落户|入驻|进驻|落地)$")
_ITS_CEREMONY = re.compile(r"(?:项目)?签约(?:仪式|活动)")
_SIGNED_TO = re.compile(r"签约(?:入驻|进驻|落户|落地|落子)?(?:于|在|到)?$")
_SIGNS = r"(?:近日|日前|昨日|今日|今年以来|今年|去年|已|再次|又|新|成功|正式|现场|集中)*(?:签约|签下)(?:了)?"
_SIGNED_HERE = r"(?:正式|成功|现场|集中|顺利)*签约(?:$|落户|落地)"


def _with_zone(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read 某项目签约落户某园区, 某公司正式签约某高新区."""
    mentions = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind != "industry"]
    for zone in mentions:
        before = cx.clause.text[: zone.start - cx.clause.start]
        after = cx.clause.text[zone.end - cx.clause.start :]
        later = [one for one in mentions if one.start >= zone.end and one.kind not in PLACES]
        if zone.kind in PLACES and later and re.fullmatch(_SIGNS, cx.plain.text[zone.end : later[0].start]):
            return later[:1], zone.words, later[0].end  # 某市成功签约某项目
        if zone.kind in PLACES and _SETTLING_AT.search(before) and _ITS_CEREMONY.match(after):
            signed = [one for one in mentions if one.end <= zone.start and one.kind not in PLACES]
            if signed:
                return signed[-1:], zone.words, zone.end + 2  # 某项目落户某园签约仪式
        held = re.search(r"签约(?:[暨及][^，]{2,8}?)?(?:仪式|活动)在$", before) or (
            before.endswith("在") and re.match(_SIGNED_HERE, after)
        )
        signed = [one for one in mentions if one.end <= zone.start and one.kind not in PLACES]
        signed = [one for one in signed if not cx.plain.text.startswith("集中", one.end)]  # 氢能项目集中签约
        if zone.kind in PLACES and held and signed:
            return signed, zone.words, zone.end + 2
        if zone.kind in PLACES and _SIGNED_TO.search(before):
            signed = [one for one in mentions if one.end <= zone.start and one.kind not in PLACES]
            topic = [cx.topic] if cx.topic and cx.topic.kind not in (*PLACES, "industry", "group") else []
            found = _listed_before(cx, before) or (
                signed if "、" in before and signed else signed[-1:] or topic
            )
            return (found, zone.words, zone.end) if found else None
    return None


_BEFORE_SIGNING = re.compile(r"(?:先后|陆续|相继|已|均|都|双双|成功|正式|现场|集中|同时)*签约[^，]*$")


def _listed_before(cx: Context, before: str) -> list[Subject]:
    """Give the names of A、B签约入驻, where each is one."""
    words = _BEFORE_SIGNING.sub("", before)
    listed = names_in(words, cx, cx.clause.start) if "、" in words and not cx.clause.times else []
    return listed if len(listed) > 1 else []


def _at_ceremony(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read A项目、B项目签约 at the ceremony that a zone holds."""
    if not re.search(
        r"(?:现场|集中|成功|正式|分别|项目|公司|集团|双双|相继)签约$", cx.clause.text
    ) or not CEREMONY.search(nearby(cx)):
        return None
    host = holder(cx)
    signed = [
        one
        for one in cx.clause.mentions
        if isinstance(one, Subject) and one.kind in ("project", "thing", "firm")
    ]
    return (signed, host.words, cx.clause.end) if host and signed else None


def _pair(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read A与B签约: the zone or government is the host, the other side signed with it."""
    text, base = cx.clause.text, cx.clause.start
    match = _WITH.match(text)
    if not match:
        return _pair_across(cx)
    end = base + match.end()
    first, second = match["a"], match["b"]
    host_b = _host(cx, second, base + match.start("b"))
    if host_b:
        return _side(cx, first, base), host_b, end
    host_a = _host(cx, first, base)
    if host_a is None and not first.strip() and cx.topic and cx.topic.kind in PLACES:
        host_a = cx.topic.words
    if host_a:
        return _other(cx, second, base + match.start("b")), host_a, end
    return None


def _pair_across(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read 高新区与A、B等6个项目，C、D等6个项目签署协议, cut at its commas."""
    low = cx.index
    while cx.same_sentence(low - 1) and cx.index - low < 3:
        low -= 1
    if low == cx.index:
        return None
    start = cx.clauses[low].start
    whole = cx.plain.text[start : cx.clause.end]
    match = re.match(r"^(?P<a>[^，]{2,24}?)[与和](?P<b>[^。]+?)(?:现场|分别)?(?:签约|签署|签订)", whole)
    if not match or not re.search(r"等[\d一二三四五六七八九十]+[个家]", match["b"]):
        return hand_in_hand(cx)
    first = cx.clauses[low]
    host = next(
        (
            one.words
            for one in first.mentions
            if isinstance(one, Subject) and one.kind in PLACES and one.start == start
        ),
        None,
    )
    if host is None:
        return None
    firms: list[Subject] = []
    at = start + match.start("b")
    for part in re.split(r"，|；", match["b"]):
        firms.extend(names_in(part, cx, at) if "项目" not in part[-3:] or True else [])
        at += len(part) + 1
    trimmed = [
        Subject(
            re.sub(r"项目$", "", one.words) if one.words + "" not in cx.plain.text else one.words,
            one.kind,
            one.start,
            one.end,
        )
        for one in firms
    ]
    return trimmed, host, cx.clause.end


def _host(cx: Context, words: str, start: int) -> str | None:
    """Give the zone, park or government that words name."""
    end = start + len(words)
    for name in cx.clause.names:
        if name.kind == "office" and start <= name.start and name.end <= end:
            return _office(cx, name.words)
    named = [
        one
        for one in cx.clause.mentions
        if isinstance(one, Subject) and start <= one.start and one.end <= end
    ]
    for one in named:
        if one.kind in PLACES and (
            one.end == end or cx.plain.text[one.end : end] in ("管委会", "政府", "人民政府", "11月7日")
        ):
            return one.words + (
                cx.plain.text[one.end : end] if _OFFICE.search(words) and one.end != end else ""
            )
    if named and named[0].kind in PLACES and len(named) == 1 and named[0].start <= start + 6:
        return named[0].words
    return _office(cx, words) if _OFFICE.search(words) and 4 <= len(words) <= 24 else None


_AT_MEETING = re.compile(r"在[^，、]{2,24}(?:会|仪式|活动)(?:上|期间)$")
_OF_PARK = re.compile(r"(?:该?园区|产业园|开发区|高新区|经开区)(?=管委会|管理委员会|服务中心)")


def _office(cx: Context, words: str) -> str:
    """Give an office under the name of its park (园区管委会)."""
    bare = _OF_PARK.match(words)
    park = cx.story.refer(bare.group(), -1, -1) if bare else None
    return park.words + words[bare.end() :] if bare and park else words


def _side(cx: Context, words: str, start: int) -> list[Subject]:
    """Give who signed, of what stands before 与: a list, a name, or who is spoken of."""
    if (
        re.search(r"^(?:上述|以上|这)[\d一二三四五六七八九十两]*个?项目|项目的投资方", words)
        and cx.story.last_list
    ):
        return list(cx.story.last_list)
    if "、" in words or is_listed(words):
        words = _AT_MEETING.sub("", words)
        cleaned = re.sub(r"^(?:同日|仪式上|活动上|会上|现场|当天|其中|会后)[，]?", "", words)
        for time in cx.clause.times:
            if time.start == start:
                cleaned = words[time.end - start :].lstrip("，")
        listed = names_in(re.sub(r"(?:分别|代表)+$", "", cleaned), cx, start)
        if len(listed) > 1:
            return listed
    named = [
        one
        for one in cx.clause.mentions
        if isinstance(one, Subject)
        and one.start >= start
        and one.end <= start + len(words)
        and one.kind not in (*PLACES, "industry")
    ]
    if named:
        return named[-1:]
    if re.search(r"[\d一二三四五六七八九十]+[个家]", words):
        return _listed_after(cx)
    words = next((words[one.end - start :] for one in cx.clause.times if one.start == start), words)
    name = re.sub(r"^(?:同日|当天|昨日|日前|近日|仪式上|活动上|[\d]+月[\d]+日)+", "", words).strip("，")
    name = re.sub(r"(?:已|正式|成功|分别|将|现场)+$", "", name)
    if (
        2 <= len(name) <= 20
        and not re.search(r"[，。的]", name)
        and cx.subject is None
        and name not in ("公司", "企业", "项目")
    ):
        return [Subject(cx.story.known.resolve(name), "firm", start, start + len(name))]
    return [cx.topic] if cx.topic and cx.topic.kind in ("firm", "project", "thing") else []


def _listed_after(cx: Context) -> list[Subject]:
    """Find the names that follow a total (34个项目与…签约。其中，A、B、C分别投资…)."""
    for index in range(cx.index + 1, min(cx.index + 5, len(cx.clauses))):
        clause = cx.clauses[index]
        match = re.match(r"^(?P<list>[^，。]+、[^，。]+?)(?:分别|等)", clause.text)
        if match and (
            (clause.opener == "，" and cx.clauses[index - 1].text == "其中") or clause.text.startswith("其中")
        ):
            return names_in(match["list"], cx, clause.start)
    return []


def _other(cx: Context, words: str, start: int) -> list[Subject]:
    if "、" in words:
        return names_in(words, cx, start)
    named = [
        one
        for one in cx.clause.mentions
        if isinstance(one, Subject)
        and one.start >= start
        and one.end <= start + len(words)
        and one.kind in ("firm", "project", "thing")
    ]
    if named:
        return named[:1]
    name = re.sub(r"^(?:[\u4e00-\u9fff]{0,3}[资資])?(?:企业|企業|公司|巨头|龙头企业)", "", words).strip("“”")
    name = re.sub(r"(?:董事长|总经理|总裁|副总|负责人|首席|董事|现场|正式|就[^，]*$).*$", "", name)
    return (
        [Subject(cx.story.known.resolve(name), "firm", start, start + len(words))]
        if 2 <= len(name) <= 24 and not re.search(r"[\d一二三四五六七八九十]+[个家]", name)
        else []
    )


def _settle(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read A、B等9家企业签约入驻, signed with who holds the ceremony or who is spoken of."""
    text, base = cx.clause.text, cx.clause.start
    match = _SETTLE.match(text)
    if not match:
        return None
    there = (
        one for one in cx.clause.mentions if isinstance(one, Subject) and one.start == base + match.end()
    )
    host = next((one for one in there if one.kind in PLACES), None) or holder(cx)
    firms = names_in(match["list"], cx, base)
    return (firms, host.words, base + match.end()) if host and firms else None
