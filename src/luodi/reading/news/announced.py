"""What a heading, a line or a label announces of the names listed behind it: where they are, what began with them."""

import re
from collections.abc import Iterator

from luodi.reading.news.clauses import Clause
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.parties import names_in
from luodi.reading.news.story import BUILT, PLACES, Subject

_TENANTS = re.compile(
    r"(?:入驻|进驻|落户|入园|驻园|在园|园内|区内)(?:了)?(?:园区|的)?[^，。]{0,6}(?:企业|项目|机构|名单|品牌|有|在建)?$|邻居|租户|住户|谁来了|谁在这"
)
_LABEL = re.compile(
    r"(?:入驻|进驻|落户|入园|驻园|园内|区内)(?:的)?(?:在建|企业|项目|机构|品牌|单位)?(?:有|包括|为)?$"
)
_HAPPENED = re.compile(
    r"(?:[有共]|[区市县园城港]|^)[\d一二两三四五六七八九十]+个[^，。]{0,8}?项目(?:[本上]周|[本上]月|同日|同一天|日前|近日|今日|昨日|集中|正式|已|相继|陆续)*(?P<verb>投产|开工|竣工|落户|落地|签约|建成投产)$"
)
_EVENTS = {
    "投产": ("in_production",),
    "开工": ("groundbreaking",),
    "竣工": ("completed",),
    "建成投产": ("completed", "in_production"),
}
_STARTED = re.compile(r"集中开工|集中奠基|集体开工")
_HEADING_REACH = 80  # clauses back to the heading that names a place
_NUMBERED = re.compile(r"[①-⑳]")


def read_announced(cx: Context) -> Iterator[Draft]:
    """Read tenants below 以下企业已入驻园区, projects below a county's name, the list behind 有3个项目投产：."""
    yield from _tenants(cx)
    yield from _below_place(cx)
    yield from _behind_label(cx)
    yield from _among(cx)


_AMONG = re.compile(r"(?:此次|本次|在)?(?:集中)?(?P<verb>开工|竣工|投产|建成投产)的?项目[中里](?:$|，)")
_AMONG_REACH = 24


def _among(cx: Context) -> Iterator[Draft]:
    """Read the projects that a sentence tells of among those begun or finished (开工项目中，某基地…；某二期…)."""
    clause, one = cx.clause, cx.subject
    if (
        one is None
        or one.kind not in ("project", "thing")
        or one.start != clause.start
        or clause.opener not in ("，", "；")
    ):
        return
    for index in range(cx.index - 1, max(-1, cx.index - _AMONG_REACH), -1):
        head = cx.clauses[index]
        if head.sentence != clause.sentence:
            return
        if match := _AMONG.match(head.text):
            break
    else:
        return
    if clause.opener == "，" and index != cx.index - 1:
        return
    for event in _EVENTS[match["verb"]]:
        yield Draft("event", one.words, head.start, one.end, object=event, date=cx.clock.day,
                    inferred=cx.clock.day_inferred, rule="announced.among")  # fmt: skip


def _located(one: Subject, place: str, end: int, rule: str) -> Draft:
    return Draft("located_in", one.words, one.start, end, object=place, rule=f"announced.{rule}")


def _tenants(cx: Context) -> Iterator[Draft]:
    """Read the items of a list whose line speaks of tenants."""
    story, clause = cx.story, cx.clause
    if not (
        clause.item and clause.first_of_line and story.items and _TENANTS.search(story.lead.rstrip("：━ "))
    ):
        return
    one, host = story.items[-1], story.before_items or story.host()
    if clause.start <= one.start < clause.end and host and host.kind == "park" and one.kind not in PLACES:
        yield _located(one, host.words, one.end, "tenants")


def _below_place(cx: Context) -> Iterator[Draft]:
    """Read the projects that stand below a heading that is a place (二、某县)."""
    clause, one = cx.clause, cx.subject
    if not clause.first_of_line or one is None or one.kind not in BUILT or one.start - clause.start > 1:
        return
    alone = cx.index + 1 == len(cx.clauses) or cx.clauses[cx.index + 1].line != clause.line
    place = None if alone else _heading_place(cx)
    if (
        place is None
        or (one.kind == "park" and place.kind != "region")
        or place.words == one.words
        or one.words.startswith(place.words)
    ):
        return
    yield _located(one, place.words, one.end, "below")
    if _STARTED.search(cx.story.title) and cx.clock.day:
        yield Draft("event", one.words, one.start, one.end, object="groundbreaking", date=cx.clock.day,
                    inferred=cx.clock.day_inferred, rule="announced.started")  # fmt: skip


def _heading_place(cx: Context) -> Subject | None:
    for index in range(cx.index - 1, max(-1, cx.index - _HEADING_REACH), -1):
        clause = cx.clauses[index]
        alone = clause.first_of_line and cx.clauses[index + 1].line != clause.line
        if alone and len(clause.text) <= 20 and not clause.numbers:
            return _whole_place(cx, clause)
    return None


def _whole_place(cx: Context, clause: Clause) -> Subject | None:
    for name in clause.names:
        if name.kind in PLACES and (name.start, name.end) == (clause.start, clause.end):
            return cx.story.subject_of_name(name)
    return None


def _behind_label(cx: Context) -> Iterator[Draft]:
    """Read 园内在建：①某综合体, and 某开发区7月有3个项目投产：A、B、C."""
    head = _label_of(cx)
    if head is None:
        return
    place = next((one for one in head.mentions if isinstance(one, Subject) and one.kind in PLACES), None)
    host = place or (cx.topic if cx.topic and cx.topic.kind in PLACES else cx.story.host())
    happened = _HAPPENED.search(head.text)
    if host is None or not (happened or (_LABEL.search(head.text) and _NUMBERED.match(cx.clause.text))):
        return
    words = _NUMBERED.sub("", cx.clause.text)
    for one in names_in(words, cx, cx.clause.start):
        yield _located(one, host.words, cx.clause.end, "label")
        for event in _EVENTS.get(happened["verb"], ()) if happened else ():
            time = next(cx.clock.times_of(head), None)
            yield Draft("event", one.words, min(one.start, cx.clause.start), cx.clause.end, object=event,
                        date=time.iso if time else None, inferred=bool(time and time.inferred),
                        rule="announced.happened")  # fmt: skip


def _label_of(cx: Context) -> Clause | None:
    """Find the clause with the colon that this clause stands behind, as an item of its list."""
    clause = cx.clause
    if clause.opener not in ("：", "、", "；"):
        return None
    for index in range(cx.index - 1, max(-1, cx.index - 12), -1):
        before = cx.clauses[index]
        if before.line != clause.line:
            return None
        if before.closer == "：":
            return before
    return None
