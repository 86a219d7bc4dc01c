"""Signings told of a ceremony, of 双方, or hand in hand: who signed, with whom, and where the telling ends."""

import re
from itertools import pairwise

from luodi.reading.news.context import Context
from luodi.reading.news.parties import names_in
from luodi.reading.news.story import PLACES, Subject

CEREMONY = re.compile(
    r"签约(?:仪式|活动|大会)|集中签约|再签|(?:推介|招商|恳谈|洽谈|对接|投资|投洽)(?:推介|促进)?(?:会|大会|活动)(?:上|$)"
)


def nearby(cx: Context) -> str:
    """Give the words of this clause and the dozen before it, where a ceremony may be told of."""
    low = max(0, cx.index - 12)
    return "，".join(clause.text for clause in cx.clauses[low : cx.index + 1])


_HELD = re.compile(r"(?:举行|举办|召开|组织)[^，]*(?:会|仪式|活动|大赛|论坛)")


def holder(cx: Context) -> Subject | None:
    """Find the zone or region that held the ceremony told of in this sentence, else the one that is spoken of."""
    for index in range(cx.index, max(-1, cx.index - 4), -1):
        held = _HELD.search(cx.clauses[index].text) if cx.same_sentence(index) else None
        before = cx.clauses[index].start + held.start() if held else -1
        named = (one for one in cx.clauses[index].mentions if isinstance(one, Subject) and one.end <= before)
        if one := next((one for one in named if one.kind in PLACES), None):
            return one
    return cx.topic if cx.topic and cx.topic.kind in PLACES else cx.story.host()


_BOTH = re.compile(r"(?:双方|两地|政企)[^，]{0,12}(?:签约|签署|签订|签下)")


def both(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read 某市引进某集团，双方签署协议: the sentence names both before."""
    told = _BOTH.search(cx.clause.text)
    if not told or "与" in cx.clause.text[: told.start()]:
        return None
    low = cx.index
    while cx.index - low < 4 and cx.same_sentence(low - 1):
        low -= 1
    if low == cx.index and cx.index and cx.clauses[cx.index - 1].line == cx.clause.line:
        low -= 1
    named = [
        one for clause in cx.clauses[low : cx.index] for one in clause.mentions if isinstance(one, Subject)
    ]
    offices = [
        name.words for clause in cx.clauses[low : cx.index] for name in clause.names if name.kind == "office"
    ]
    hosts = offices or [one.words for one in named if one.kind in PLACES]
    firms = {one.words: one for one in named if one.kind in ("firm", "project", "thing")}
    if len(firms) != 1 or not hosts:
        return None
    return list(firms.values()), hosts[-1], cx.clause.start + told.end()


_ITS_CEREMONY = re.compile(
    r"(?:项目)?(?:投资|合作|入园|落户|框架|正式|集中|协议)*签约(?:[暨及][^，]{2,8}?)?(?:仪式|活动)"
)
_HOLDS = re.compile(r"(?:举行|举办|迎来|召开|组织)了?[“”]?$")
_IS_SIGNED = re.compile(r"(?:正式|成功|现场|顺利)*签约(?:$|落地|仪式|活动)")


def ceremony_of(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read 某区举行某项目签约仪式, 某区迎来某项目签约."""
    mentions = [one for one in cx.clause.mentions if isinstance(one, Subject)]
    for one in mentions:
        before = cx.clause.text[: one.start - cx.clause.start]
        after = cx.clause.text[one.end - cx.clause.start :]
        if one.kind not in ("firm", "project", "thing") or not _HOLDS.search(before):
            continue
        signed = _ITS_CEREMONY.match(after) or _IS_SIGNED.match(after)
        host = next(
            (other for other in reversed(mentions) if other.end <= one.start and other.kind in PLACES), None
        )
        host = host or (cx.topic if cx.topic and cx.topic.kind in PLACES else None)
        if signed and host:
            return [one], host.words, one.end + signed.end()
    return None


_NOW_SIGNED = re.compile(
    r"^(?:会上|仪式上|活动上|现场|当天|当日|集中|共|此次|本次|其中|成功|再|一举)*签[约下](?:的|了)?(?:重点|优质|产业)*(?:项目)?(?:中?有|包括|包含|涵盖|为)?(?:了)?(?P<list>[^，。；]*[、和与][^，。；]*)$"
)
_ZONE_SIGNED = re.compile(
    r"(?:近日|日前|昨日|今日|今年以来|今年|去年|[一二三四前上下]+(?:季度|半年)|已|累计|新|先后|再次|又|一次性|一举|成功|正式|现场|集中)*签[约下]了?(?P<list>[^，。；]*、[^，。；]*)$"
)


def now_signed(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read 现场签约了A项目、B项目 at a ceremony, and 某区集中签约A项目、B项目等8个项目."""
    text, base = cx.clause.text, cx.clause.start
    for zone in cx.clause.mentions:
        if not isinstance(zone, Subject) or zone.kind not in PLACES:
            continue
        listed = _ZONE_SIGNED.match(text, zone.end - base)
        if listed and (firms := _works(listed["list"], cx, base + listed.start("list"))):
            return firms, zone.words, cx.clause.end
    listed = _NOW_SIGNED.match(text)
    if not listed or not CEREMONY.search(nearby(cx)):
        return None
    host = cx.topic if cx.topic and cx.topic.kind in PLACES else cx.story.host()
    firms = _works(listed["list"], cx, base + listed.start("list"))
    return (firms, host.words, cx.clause.end) if host and firms else None


_WORKS = re.compile(r"(?:项目|基地|中心|工厂|公司|集团|总部|产业园|研究院|平台|生产线|科技|股份)$")


def _works(words: str, cx: Context, start: int) -> list[Subject]:
    """Take a list apart; nothing, unless its names are those of works and firms."""
    found = names_in(words, cx, start)
    return found if all(_WORKS.search(one.words) or cx.story.known.kind(one.words) for one in found) else []


_HAND_IN_HAND = re.compile(r"(?:携手|联手|牵手|与)")
_THEN_SIGNED = re.compile(r"^(?:就[^，]{2,40}?|共同|正式|成功|现场|当场)*(?:签约|签署|签订)")


def hand_in_hand(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read 某集团携手某高新区，就某项目签署协议."""
    told = _THEN_SIGNED.match(cx.clause.text)
    if not told or not cx.same_sentence(cx.index - 1):
        return None
    named = [
        one
        for one in cx.clauses[cx.index - 1].mentions
        if isinstance(one, Subject) and one.kind != "industry"
    ]
    for one, other in pairwise(named):
        if not _HAND_IN_HAND.fullmatch(cx.plain.text[one.end : other.start]):
            continue
        if (one.kind in PLACES) != (other.kind in PLACES):
            firm, host = (other, one) if one.kind in PLACES else (one, other)
            return [firm], host.words, cx.clause.start + told.end()
    return None


_AMONG = re.compile(
    r"^(?P<list>[^，]{2,}、[^，]{2,}?)(?:[三四多两]方)?(?:共同|正式|现场|成功)*(?:签署|签订|签约)"
)


def among(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read 某市人民政府、某集团、某大学三方签署协议: one of those listed is a government."""
    told = _AMONG.match(cx.clause.text)
    offices = [name for name in cx.clause.names if name.kind == "office"]
    if not told or len(offices) != 1 or offices[0].end > cx.clause.start + told.end("list"):
        return None
    if "与" in told["list"]:
        return None
    named = [
        one
        for one in cx.clause.mentions
        if isinstance(one, Subject) and one.kind == "firm" and one.end <= cx.clause.start + told.end("list")
    ]
    return (named, offices[0].words, cx.clause.start + told.end()) if named else None


_DATED = re.compile(r"(?:于|在)?(?:正式|成功|顺利|就|已)*签约(?:落户|落地)?$")


def dated(cx: Context) -> tuple[list[Subject], str, int] | None:
    """Read 某项目3月18日签约 in a text about a park: signed with it."""
    one = cx.subject
    if (
        one is None
        or one.kind not in ("project", "thing")
        or one.start != cx.clause.start
        or not cx.clause.times
    ):
        return None
    rest = cx.plain.text[one.end : cx.clause.end]
    for told in cx.clause.times:
        rest = rest.replace(cx.plain.text[told.start : told.end], "")
    host = cx.story.last(("park",)) or cx.story.of_title
    return (
        ([one], host.words, cx.clause.end)
        if _DATED.fullmatch(rest) and host and host.words != one.words
        else None
    )
