"""Facts that stand in brackets: 某项目（总投资15亿元，年产3万吨）, 某产业园（2018年10月获批）."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from copy import copy

from luodi.core.dates import find_dates
from luodi.core.quantities import find_quantities
from luodi.reading.names import find_names, is_place
from luodi.reading.news.clauses import Clause, split_clauses
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.phrases import last_match
from luodi.reading.news.plain import Aside, Plain
from luodi.reading.news.story import PLACES, Subject
from luodi.reading.news.sums import MEASURE, measure_of

_SKIP = re.compile(
    r"约合|折合|折算|不含|含税|上年第|去年第|电话|联系|编号|记者|下同|单位|第[\d一二三四五六七八九十]+[条款批届期]|%|见[附图表]|^[\d.,:：/-]+$"
)


def read_asides(cx: Context, rules: Iterable[Callable[[Context], Iterator[Draft]]]) -> Iterator[Draft]:
    """Read the brackets taken out of a clause by the same rules, as said of what stands before them."""
    asides, clause = cx.plain.asides, cx.clause
    first = bisect_left(asides, clause.start + 1, key=lambda one: one.at)
    last = bisect_left(asides, clause.end + 1, first, key=lambda one: one.at)
    for aside in asides[first:last]:
        if not _SKIP.search(aside.words):
            yield from _read(cx, aside, rules)


def _read(
    cx: Context, aside: Aside, rules: Iterable[Callable[[Context], Iterator[Draft]]]
) -> Iterator[Draft]:
    owner = _owner(cx, aside)
    if owner is None:
        return
    start = owner.start if cx.clause.start <= owner.start < aside.at else cx.clause.start
    if owner.end != aside.at and (named := _listed_name(cx, aside)):
        owner = named
        start = owner.start
    if (owner.end == aside.at and owner.kind in ("project", "thing", "firm")) or (
        owner.kind == "park" and owner.end == aside.at
    ):
        place = place_of(aside.words, cx)
        if place and place != owner.words:
            yield _placed(
                cx, Draft("located_in", owner.words, 0, 1, object=place, rule="asides.place"), start, aside
            )
            return
    bare = _bare_sum(cx, aside, owner)
    if bare:
        yield _placed(cx, bare, start, aside)
        return
    for inner in _contexts(cx, aside, owner):
        for rule in rules:
            for draft in rule(inner):
                if draft.kind != "located_in":
                    yield _placed(cx, draft, start, aside)


_STANDS = re.compile(r"^(?:总部)?(?:坐落于|座落于|坐落在|位于|地处|设于|设在|落户于?|选址于?)")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:开发区|高新区|经开区|新区|园区?|[市县区镇]|基地|小镇|街道|片区|城)"
)


def place_of(words: str, cx: Context) -> str | None:
    """Give the place that a bracket holds and nothing else (（桐城经开区）)."""
    words = _STANDS.sub("", words)
    if not _PLACE.fullmatch(words):
        return None
    names = find_names(words)
    whole = len(names) == 1 and names[0].kind in PLACES and names[0].words == words
    return cx.story.known.resolve(words) if whole or is_place(words) else None


def _placed(cx: Context, draft: Draft, start: int, aside: Aside) -> Draft:
    """Let the quote run from the name over the bracket."""
    draft.start, draft.end = start, min(aside.at + 1, len(cx.plain.text))
    return draft


_LISTED_NAME = re.compile(r"(?:^|、)(?P<name>[\u4e00-\u9fffA-Za-z]{3,14})$")


def _listed_name(cx: Context, aside: Aside) -> Subject | None:
    """Give the short name that a place in brackets follows in a list (甲动力（某高新区）、…)."""
    if not place_of(aside.words, cx) or "、" not in cx.clause.text:
        return None
    match = _LISTED_NAME.search(cx.clause.text[: aside.at - cx.clause.start])
    ends = cx.plain.text[aside.at : aside.at + 1] in ("、", "，", "。", "等", "和")
    start = cx.clause.start + match.start("name") if match else 0
    return (
        Subject(match["name"], "firm", start, aside.at)
        if match and ends and not is_place(match["name"])
        else None
    )


def _owner(cx: Context, aside: Aside) -> Subject | None:
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and one.end == aside.at:
            return one
    return cx.topic


def _contexts(cx: Context, aside: Aside, owner: Subject) -> Iterator[Context]:
    """Give a context for each clause of a bracket; what it says changes nothing for what follows."""
    words = aside.words
    clauses = split_clauses(
        words, 0, len(words), find_quantities(words), find_dates(words, cx.clock.published), find_names(words)
    )
    story, clock = copy(cx.story), copy(cx.clock)
    story.measures, story.seen, story.topic = list(story.measures), list(story.seen), owner
    for index, clause in enumerate(clauses):
        clause.line, clause.sentence, clause.first_of_line = cx.clause.line, cx.clause.sentence, False
        clause.mentions = list(story.mentions(clause))
        clock.enter(clause)
        yield Context(Plain(cx.plain.document, words), story, clock, clauses, index, None, owner)


def _bare_sum(cx: Context, aside: Aside, owner: Subject) -> Draft | None:
    """Read 工业总产值超500亿元的3家，分别是A（1126亿元）、B（736亿元）: the measure was named before."""
    numbers = find_quantities(aside.words)
    if len(numbers) != 1 or numbers[0].dimension != "money" or numbers[0].end != len(aside.words):
        return None
    number = numbers[0]
    if aside.words[: number.start].strip("约近超") or owner.end != aside.at:
        return None
    for index in range(cx.index, max(-1, cx.index - 4), -1):
        clause: Clause = cx.clauses[index]
        found = last_match(MEASURE, clause.text) if cx.same_sentence(index) else None
        if found and (kind := measure_of(found.group())) not in (None, "investment"):
            return Draft(str(kind), owner.words, 0, 1, number.value, number.unit, approx=number.approx,
                         object=found.group() if kind == "indicator" else None, period=cx.clock.flow(),
                         rule="asides.sum")  # fmt: skip
    return None
