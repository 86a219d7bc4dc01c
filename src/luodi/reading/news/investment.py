"""What is invested in: what a sum describes or builds, a batch of projects, who is spoken of; planned or done, and when."""

import re

from luodi.core.quantities import Quantity
from luodi.reading.news.clauses import REACH
from luodi.reading.news.context import Context
from luodi.reading.news.story import BUILT, PLACES, Subject
from luodi.reading.news.totals import of_several


def invested_in(cx: Context, number: Quantity) -> Subject | None:
    """Find what money goes into: what it describes, what is built with it, a batch of projects, or who is spoken of."""
    text, base = cx.clause.text, cx.clause.start
    described = _described(cx, number)
    if described:
        return described
    before = text[: number.start - base]
    if several := of_several(cx, before):
        return _batch(cx, before) or several
    built = _built(cx)
    if (
        built
        and (cx.topic is None or cx.topic.kind in ("firm", *PLACES, "industry") or cx.topic.words == "项目")
        and "增资" not in before
    ):
        return built
    batch = _batch(cx, before)
    if batch:
        return batch
    if cx.topic and cx.topic.kind == "industry":
        return cx.story.last((*BUILT, "firm"))
    return cx.topic


_NO_THING = re.compile(r"目标|任务|计划|规模|资金|标准|要求|投入|代价|成本")


def _described(cx: Context, number: Quantity) -> Subject | None:
    """Give what a sum describes (总投资60亿元的某项目, 投资3亿元建设的某基地)."""
    right = cx.clause.text[number.end - cx.clause.start :]
    if not (right.startswith("的") or re.match(r"(?:建设|改造|新建|打造|建成|兴建)[^，]{0,10}的", right)):
        return None
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and one.start >= number.end and one.kind in BUILT:
            return one
    words = re.match(
        r"(?:[^，的]{0,8})的([\u4e00-\u9fffA-Za-z0-9“”]{3,20}?)(?:在|正|将|已|于|开工|落户|签约|$)", right
    )
    if words is None or _NO_THING.match(words[1]):
        return None
    return Subject(cx.story.known.resolve(words[1]), "thing", number.end, cx.clause.end)


def _batch(cx: Context, before: str) -> Subject | None:
    """Give the projects that a total is of: beside it (以上5个项目总投资…), or counted before in the sentence."""
    story, base = cx.story, cx.clause.start
    words = re.sub(r"(?:年度|计划|总|累计|完成)*投资[^，]*$", "", before)
    several = re.search(r"(?P<name>[\d一二三四五六七八九十两]+个[^，。\d]{0,12}?项目)[^，。]{0,6}$", words)
    if several:
        story.batch = Subject(several["name"], "group", base + several.start("name"), base + several.end())
        story.batch_sentence, story.batch_owner = cx.clause.sentence, cx.topic.words if cx.topic else ""
        return story.batch
    batch = story.batch
    same = cx.topic is None or batch is None or cx.topic.words == story.batch_owner or batch.start >= base
    if batch is None or not same or story.batch_sentence != cx.clause.sentence:
        return None
    return batch if cx.subject is None or cx.subject.kind in PLACES or batch.start >= base else None


def _built(cx: Context) -> Subject | None:
    """Find what this sum builds: named in this clause or the next of its sentence."""
    for index in (cx.index, cx.index + 1):
        if index == cx.index or cx.same_sentence(index):
            found = cx.story.built(cx.clauses[index])
            if found:
                return found
    return None


def built_before(cx: Context) -> Subject | None:
    """Give what the sentence's earlier clauses say is to be built (将建设某项目，固定资产投资不低于12亿元)."""
    for index in (cx.index - 1, cx.index - 2):
        if not cx.same_sentence(index):
            break
        if found := cx.story.built(cx.clauses[index]):
            return found
    return None


_INVESTED = re.compile(r"已(?:经)?(?:累计)?(?:完成|投入)|完成投资")


def invest_planned(cx: Context, number: Quantity) -> bool:
    """Tell a planned investment from one that is made or simply stated (总投资3亿元)."""
    before = cx.clause.text[: number.start - cx.clause.start]
    if _INVESTED.search(before):
        return bool(re.search("确保|力促|力争|争取|将|预计|计划", before))
    if re.search(
        r"预计|计划|拟|(?<![材原燃塑饲肥涂面辅配资])料(?=[\u4e00-\u9fff\d])|将|力争|需(?!求)|拟|年度投资|目标",
        before,
    ):
        return True
    return (cx.clause.text.startswith("其中") and cx.clock.carried) or (
        bool(cx.story.measures) and cx.story.measures[-1].expected and cx.story.measures[-1].kind == "investment"
        and cx.story.measures[-1].sentence == cx.clause.sentence and not re.search("总投资", before) and "年度" not in before)  # fmt: skip


_SO_FAR = re.compile(r"完成投资|截至|累计完成")


_INVESTED_IN = re.compile(r"(?:去年|上年|20\d\d年)[^，]{0,4}(?:投入|投资)(?!建)")


def invest_period(cx: Context) -> str | None:
    """Give the time of an investment: the year's plan, what is invested so far."""
    text = cx.clause.text
    if re.search(r"年度(?:计划)?投资|年计划投资|当年投资|今年计划投资", text):
        return cx.clock.year_of_plan()
    if _SO_FAR.search(text) or _INVESTED_IN.search(text):
        return cx.clock.flow()
    time = cx.clock.over_sentence or ""
    return time if time and re.search(r"截至|累计", sentence_text(cx)) and len(time) <= 7 else None


def sentence_text(cx: Context) -> str:
    """Give the sentence up to the end of the clause."""
    low = cx.index
    while cx.index - low < REACH and cx.same_sentence(low - 1):
        low -= 1
    return "，".join(clause.text for clause in cx.clauses[low : cx.index + 1])
