"""What 分别 shares out: each figure to its owner, in the order of a list."""

import re
from collections.abc import Iterator

from luodi.core.quantities import Quantity
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.phrases import last_match, split_list
from luodi.reading.news.story import PLACES, Measure, Subject
from luodi.reading.news.sums import MEASURE, measure_of


def each_counted(cx: Context, numbers: list[Quantity]) -> list[Subject]:
    """Give the batches counted before (开工项目9个、竣工项目5个，总投资分别为64亿元、28亿元)."""
    counted = [
        one for one in cx.story.measures[-6:] if one.kind == "count" and one.sentence == cx.clause.sentence
    ]
    batches = [Subject(one.name, "group", one.start, one.end) for one in counted if one.name.endswith("项目")]
    return (
        batches[-len(numbers) :]
        if len(batches) >= len(numbers) and "、" not in cx.clause.text[: numbers[0].start - cx.clause.start]
        else []
    )


_LISTED = re.compile(
    r"^(?:其中)?(?P<list>[^，。]*?[、和与][^，。]*?)(?:等)?(?:[两二三四五六七八九\d]+[个条家大](?:主导|重点)?(?:产业链|产业|行业|链|企业|园区|开发区|园|县区|地区)?)?"
    r"(?P<measure>(?:规上|规模以上)?(?:工业|综合)?(?:总产值|产值|增加值|营收|营业收入|销售收入|税收|投资)?)(?:同比)?(?:完成|实现|达到?)?分别"
)


def each_of(cx: Context) -> tuple[list[Subject], str]:
    """Give whom a clause lists before 分别, and the measure named with them (A、B两个行业产值分别…)."""
    match = _LISTED.match(cx.clause.text)
    if not match:
        return [], ""
    start = cx.clause.start + match.start("list")
    listed = match["list"]
    lead = next((one for one in cx.clause.mentions if isinstance(one, Subject)), None)
    if lead and lead.kind in PLACES and lead.start == start and lead.end < start + listed.find("、"):
        listed = listed[lead.end - start :]
    parts = [part for part in split_list(listed) if len(part) > 1 and measure_of(part) is None]
    kind = cx.story.known.kind
    owners = [
        Subject(
            full := cx.story.known.resolve(part), kind(full) or "industry", start, start + len(match["list"])
        )
        for part in parts
    ]
    return owners, match["measure"]


def each_figure(cx: Context, numbers: list[Quantity]) -> Iterator[Draft]:
    """Read A、B、C产值分别为4亿元、3亿元和2亿元; the measure may be named earlier in the sentence."""
    if years := _YEARS.search(cx.clause.text):
        yield from _each_year(cx, years, numbers)
        return
    owners, name = each_of(cx)
    if len(owners) != len(numbers):
        return
    for index in range(cx.index - 1, max(-1, cx.index - 4), -1):
        if not name and cx.same_sentence(index) and (found := last_match(MEASURE, cx.clauses[index].text)):
            name = found.group()
    kind = measure_of(name)
    if kind is None or kind == "investment":
        return
    period, planned = cx.clock.flow(), cx.clock.planned()
    cx.story.industries.extend(one for one in owners if one.kind == "industry")
    for one, number in zip(owners, numbers, strict=True):
        cx.story.measures.append(
            Measure(one, name, kind, cx.clause.start, number.end, cx.clause.sentence, period, planned)
        )
        yield Draft(kind, one.words, cx.clause.start, number.end, number.value, number.unit, approx=number.approx,
                    object=name if kind == "indicator" else None, period=period, expected=planned, rule="money.each")  # fmt: skip


_YEARS = re.compile(
    r"(?P<years>(?:20\d\d年?[、和与]){1,5}20\d\d年|20\d\d年?(?:至|到|—|-)20\d\d年)(?:的|度)?(?P<measure>[\u4e00-\u9fff]{0,10}?)"
    r"(?:完成|实现|达到?|为)?分别"
)


def _each_year(cx: Context, told: re.Match[str], numbers: list[Quantity]) -> Iterator[Draft]:
    """Read 2022年、2023年、2024年产值分别为1亿元、2亿元、3亿元; the years may be a span (2022—2024年)."""
    years = re.findall(r"20\d\d", told["years"])
    if len(years) == 2 and not re.search("[、和与]", told["years"]):
        years = [str(year) for year in range(int(years[0]), int(years[1]) + 1)]
    kind, owner = measure_of(told["measure"]), cx.topic
    if kind is None or kind == "investment" or owner is None or len(years) != len(numbers):
        return
    for year, number in zip(years, numbers, strict=True):
        yield Draft(kind, owner.words, cx.clause.start, number.end, number.value, number.unit, approx=number.approx,
                    object=told["measure"] if kind == "indicator" else None, period=year, rule="money.each_year")  # fmt: skip


_BUILT_LIST = re.compile(
    r"(?:，(?:在|于)[^，。]{2,16}?)?，?(?:用于)?(?:分别)?(?:建设|新建|兴建|投建|打造)(?P<list>[^，。]*?[、和与][^，。]*)"
)
_BUILT_END = re.compile(r"(?:工厂|生产线|产线|项目|生产基地|基地|中心|车间|仓库)$")


def _whole_name(part: str, ending: str) -> str:
    """Give a part of a list its shared ending (电池回收、电子特气工厂)."""
    return part if part.endswith("园") or _BUILT_END.search(part) else part + ending


def each_built(cx: Context, at: int) -> list[Subject]:
    """Give the list built with the sums that end at ``at`` (…，在某镇建设电池回收、电子特气工厂): a shared ending is each one's."""
    match = _BUILT_LIST.match(cx.plain.text, at)
    if match is None:
        return []
    parts = split_list(match["list"])
    end = _BUILT_END.search(parts[-1])
    named = end is None or all(map(_BUILT_END.search, parts))
    return [
        Subject(
            _whole_name(part, end.group()) if end and not named else cx.story.known.resolve(part),
            "thing",
            cx.plain.text.find(part, match.start()),
            match.end(),
        )
        for part in parts
    ]


def each_signed(cx: Context, count: int) -> list[Subject]:
    """Give the projects that the clause before lists (A项目、B项目分别与某区签约，投资额依次为…)."""
    if not cx.same_sentence(cx.index - 1):
        return []
    named: list[Subject] = []
    for clause in cx.clauses[max(0, cx.index - 1) : cx.index]:
        named += [
            one for one in clause.mentions if isinstance(one, Subject) and one.kind in ("project", "thing")
        ]
    return named if len(named) == count else []
