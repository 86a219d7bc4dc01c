"""Sentences that open with a place, and tell next what is there (在某软件城，某中心正式启用)."""

import re
from collections.abc import Iterator

from luodi.reading.news.clauses import Clause
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.located import located
from luodi.reading.news.parties import mostly_firms, names_in
from luodi.reading.news.residents import read_dashed_tenant
from luodi.reading.news.story import BUILT, PLACES, Subject

_LISTED_IN = re.compile(
    r"(?P<list>[^，]{2,}、[^，]{2,}(?P<tail>等[^，]{0,10}?(?:企业|公司|项目|工厂|[药车酒磷]企)|(?:这?[二三四五六七八九十两]|\d+)[家个大][^，]{0,6}?(?:企业|公司|项目|工厂|机构|巨头|龙头)|这些[^，]{0,6}?(?:企业|公司|工厂|[药车酒磷]企)))"
)
_LIST_ALONE = re.compile(
    r"(?P<list>[^，]{2,}、[^，]{2,}?)(?:正|已|都|均|先后|相继|一[字片]|如今|去年|今年|连续|悉数|$)"
)
_OPENING = re.compile(
    r"^(?P<at>在)?(?P<place>[^，。]{3,24}?)(?P<within>[内里中]|的?(?:另一端|另一头|一角|深处|不远处|[东南西北]{1,2}[侧部角边面]|旁边?|对面)|(?:施工|建设|项目)?(?:现场|工地)[^，。的]{0,6})?$"
)
_LED_BY = ("由", "总投资", "投资", "占地", "一座", "一个", "一家")  # what is told of a thing before its name
_LED_UP_TO = re.compile(r"[^，]{2,24}(?:投资|建设|打造|实施)[^，]{0,12}的$")
_HAPPENING = re.compile("启用|开工|投产|竣工|揭牌|封顶|动工|奠基|投用|开业|建成")


def read_opened(cx: Context) -> Iterator[Draft]:
    """Read 在某软件城，由某集团投资的某中心正式启用, 某园区里，A、B三家工厂…: the sentence opens with the place."""
    before = cx.clauses[cx.index - 1] if cx.same_sentence(cx.index - 1) else None
    place = _opening(before) if before else None
    if before is None or place is None:
        return
    for one in _told_there(cx, place):
        draft = located(cx, one, place.words, cx.clause.end, "opened")
        if draft:
            draft.start = before.start
            yield draft


def opens_with_place(clause: Clause) -> bool:
    """Tell whether a clause is nothing but a place where what follows may be."""
    return _opening(clause) is not None


def _opening(clause: Clause) -> Subject | None:
    """Give the place that a clause consists of: within it (在某园内, 某园里), or its bare name where it opens the sentence."""
    named = [one for one in clause.mentions if isinstance(one, Subject) and one.kind in PLACES]
    match = _OPENING.match(clause.text) if named else None
    if match is None or not (match["at"] or match["within"] or clause.opener[:1] in "。\n！？"):
        return None
    span = (clause.start + match.start("place"), clause.start + match.end("place"))
    return next((one for one in named if (one.start, one.end) == span), None)


def _told_there(cx: Context, place: Subject) -> list[Subject]:
    """Give what the clause behind the place tells of: a list of names, or its subject."""
    one, text = cx.subject, cx.clause.text
    if listed := _LISTED_IN.match(text):
        return names_in(listed["list"], cx, cx.clause.start)
    if alone := _LIST_ALONE.match(text):
        found = names_in(alone["list"], cx, cx.clause.start)
        if len(found) > 1 and mostly_firms(found, cx):
            return found
    opener = next((one for one in cx.clause.mentions if isinstance(one, Subject)), None)
    if opener and opener.kind == "firm" and opener.start == cx.clause.start:
        one = opener
    if one is None or one.words == place.words or one.kind not in ("firm", *BUILT):
        return []
    led = _LED_UP_TO.match(text[: one.start - cx.clause.start]) or text.startswith(_LED_BY)
    opens = one.start == cx.clause.start or (one.kind != "firm" and led)
    if one.kind == "firm":
        return [one] if opens else []
    return [one] if opens or _HAPPENING.search(text) else []


_SUCH_A = re.compile(
    r"(?:便|就)?(?:有|藏着|坐落着|矗立着|崛起了?|诞生了?)(?:这[样么])?(?:一[座个家片])[^，。]{0,24}$"
)


def read_dashed(cx: Context) -> Iterator[Draft]:
    """Read 在某新区，有这样一座园区——某产业园."""
    yield from read_dashed_tenant(cx)
    if cx.index < 2:
        return
    such, place = cx.clauses[cx.index - 1], cx.clauses[cx.index - 2]
    one = next(
        (one for one in cx.clause.mentions if isinstance(one, Subject) and one.start == cx.clause.start), None
    )
    where = next((one for one in place.mentions if isinstance(one, Subject) and one.kind in PLACES), None)
    if one is None or where is None or not (cx.same_sentence(cx.index - 2) and opens_with_place(place)):
        return
    if (
        _SUCH_A.match(such.text)
        and one.kind != "region"
        and (draft := located(cx, one, where.words, one.end, "dashed"))
    ):
        draft.start = place.start
        yield draft
