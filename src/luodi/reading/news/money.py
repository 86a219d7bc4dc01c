"""Sums: investment, revenue, output, tax, and what regions report (indicator)."""

import re
from collections.abc import Iterator

from luodi.core.quantities import Quantity
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.each import each_built, each_counted, each_figure, each_signed
from luodi.reading.news.investment import (
    built_before,
    invest_period,
    invest_planned,
    invested_in,
    sentence_text,
)
from luodi.reading.news.parties import names_in
from luodi.reading.news.phrases import COUNTED_ABOVE, last_match, noun_before
from luodi.reading.news.story import PLACES, Measure, Subject
from luodi.reading.news.sums import GROUPS, KINDS, MEASURE, measure_in
from luodi.reading.news.totals import of_several

_AGAIN = re.compile(
    r"^(?:而)?(?:(?:去年|上年|上一年)同期(?:为|是|仅|仅为|的)?"
    r"|(?:(?:今年|去年|20\d\d年)?(?:前|第)?(?:\d{1,2}(?:至|到|—|-)\d{1,2}月份?|\d{1,2}个?月|[一二三四]季度|三季度|上半年|下半年))(?:便|就|也|又|更)?已?(?:经)?(?:达到?|突破|超过?|完成|实现|做到|有)?(?:了)?"
    r"|(?:今年|明年|全年|[上下]半年|前?[一二三四]季度|前三季度|年底|到?20\d\d年|预计|有望|力争|计划|可|将|目标|争取)+(?:将|可|有望)?(?:达到?|突破|超过?|完成|实现|增至|增长到|做到)?|(?:已)?达到?|增至)$"
)
_NO_PROJECT = re.compile(r"总额|总金额|总规模|出资")
_REACHED = re.compile(r"(?:，|、)?(?:至|到|达到?|为|增至|升至|降至|增长至|增加至)")
_SPAN = re.compile(r"(?:由|从)[^，。]{0,16}$")
_NOT_GROUP = re.compile(r"^(?:园区|全区|全市|公司|该|区内|园内|集团)")


def read_money(cx: Context) -> Iterator[Draft]:
    """Read a clause's sums, each with the measure that stands nearest before it."""
    numbers = [number for number in cx.clause.numbers if number.dimension == "money"]
    if len(numbers) > 1 and (_EACH.search(cx.clause.text) or _signed_each(cx)):
        drafts = _respectively(cx, numbers)
        if drafts:
            yield from drafts
            return
    inherited: tuple[str, str] | None = None
    for number in numbers:
        if _OF_ROUND.match(cx.right(number)) or _EACH_OF.search(cx.left(number)):
            continue
        if number.high is not None or number.per or _is_unit_price(cx, number) or _is_milestone(cx, number):
            continue
        left = cx.left(number)
        group, name = measure_in(left)
        if (
            group is None
            and inherited
            and number is not numbers[0]
            and re.fullmatch(
                r"(?:、|和|及|与|增至|增加到|增长到|提高到|调整为|提升到|(?:20\d\d年|去年|今年|上年)的?|，)*",
                left,
            )
        ):
            group, name = inherited
        if group is None:
            group, name = _measure_behind(cx, number)
        if group is None and _is_bare_item(cx, number):
            group, name = "invest", "投资"
        if group is None:
            group, name = _again(cx, number, left)
        if group == "invest" and _is_no_investment(name, sentence_text(cx)):
            group = "skip"
        if group is None or group in ("skip", "financing"):
            inherited = None if group else inherited
            continue
        inherited = (group, name)
        yield from _draft(cx, number, group, name)


def _signed_each(cx: Context) -> bool:
    """Tell sums that follow on projects that signed one by one (A、B分别与…签约，投资额为1.6亿元和7500万元)."""
    signed = cx.same_sentence(cx.index - 1) and "分别" in cx.clauses[cx.index - 1].text
    return signed and cx.clause.text.startswith("投资")


def _is_no_investment(name: str, sentence: str) -> bool:
    """Tell the sum of a round or a fund, and of an order (合同额5800万美元), from an investment."""
    if name.startswith("合同"):
        return not re.search("签约|项目|引资|招商", sentence)
    return bool(_NO_PROJECT.match(name) and re.search(r"融资|基金|募", sentence))


_EACH = re.compile(r"分别|依次|各自")
_ABOUT = re.compile(r"约(?:为|合|达|是)?(?:人民币|新台币|港币|美金)?$")
_EACH_OF = re.compile(
    r"(?:[个家项条户][^，]{0,8}(?:投资|营收|产值|税收)额?|投资额)(?:均|都)(?:超过?|过|在|达到?|为|突破|逾)?$"
)  # each of several
_OF_ROUND = re.compile(r"的?(?:人民币|等值)?的?(?:Pre-?)?(?:[A-H]\d?\+*轮|天使\+?轮|种子轮)", re.IGNORECASE)


def _is_bare_item(cx: Context, number: Quantity) -> bool:
    """Tell the bare sum behind a project in a list of projects (1. 某智能工厂，6.5亿元)."""
    topic, text = cx.topic, cx.plain.text[number.start : number.end]
    alone = cx.clause.text.strip("。；约") == text.strip("约")
    return (
        alone
        and cx.story.before_items is not None
        and bool(re.search(r"签约|开工|项目", cx.story.lead))
        and topic is not None
        and topic.kind in ("project", "thing")
    )


def _again(cx: Context, number: Quantity, left: str) -> tuple[str | None, str]:
    """Find the measure that a figure takes up again: 而去年同期为…, 增长2.4倍至…, …迈上新台阶、达到…."""
    last = cx.story.measures[-1] if cx.story.measures else None
    reached, before = _REACHED.fullmatch(left), ""
    if reached:
        before = cx.clause.text[: number.start - len(left) - cx.clause.start]
        if not before and cx.same_sentence(cx.index - 1):
            clause = cx.clauses[cx.index - 1]
            ends = [one.end for one in clause.mentions if isinstance(one, Subject) and one.kind != "industry"]
            before = clause.text[max([clause.start, *ends]) - clause.start :]
    found = last_match(MEASURE, before)
    if not found and last and last.kind in GROUPS and _AGAIN.match(left):
        return GROUPS[last.kind], last.name
    group = found.lastgroup if found else None
    return (group, found.group()) if found and group in KINDS else (None, "")


def _is_milestone(cx: Context, number: Quantity) -> bool:
    """Tell a round figure that the next clause makes exact (突破百亿元关口，达104.7亿元)."""
    if number.approx != "at_least" or not cx.same_sentence(cx.index + 1):
        return False
    following = cx.clauses[cx.index + 1]
    exact = [one for one in following.numbers if one.dimension == "money"]
    return bool(exact) and exact[0].value > number.value and bool(re.match(r"达到?|为|实现", following.text))


def _respectively(cx: Context, numbers: list[Quantity]) -> list[Draft]:
    """Read A、B、C分别投资30亿元、12亿元和5.6亿元，建设X、Y、Z: each sum is that of its project."""
    before = cx.clause.text[: numbers[0].start - cx.clause.start]
    group, _ = measure_in(before)
    if group != "invest":
        return list(each_figure(cx, numbers))
    owners = (
        each_counted(cx, numbers)
        or each_built(cx, numbers[-1].end)
        or each_signed(cx, len(numbers))
        or (cx.story.last_list if len(cx.story.last_list) == len(numbers) else [])
    )
    if not owners:
        listed = _EACH.split(before)[0]
        owners = names_in(re.sub(r"的?投资额?$", "", listed), cx, cx.clause.start) if "、" in listed else []
    if len(owners) != len(numbers):
        return []
    cx.story.last_list = list(owners)
    start = min([cx.clause.start, *(one.start for one in owners if cx.clause.start - 200 < one.start)])
    return [
        Draft("investment", one.words, start, number.end, number.value, number.unit, approx=number.approx,
              expected=invest_planned(cx, number), rule="money.respectively")
        for one, number in zip(owners, numbers, strict=True)
    ]  # fmt: skip


_THRESHOLD = re.compile(r"(?:产值|营收|收入|销售额|税收|规模)(?:超过?|过|逾|达到?|突破)?$")
_ATTRIBUTE = re.compile(r"(?:以上)?的(?:[\u4e00-\u9fff“”]{0,8}(?:企业|集群|园区|开发区|项目|公司|产业)|，|$)")


_OF_MANY = re.compile(
    r"(?:以上|以下|级|规模)?(?:的)?(?:[\u4e00-\u9fff]{0,6})?(?:项目|企业)(?:\d|[一二三四五六七八九十]|达|数|超|突破|占|为|个)"
)


def _is_unit_price(cx: Context, number: Quantity) -> bool:
    after = cx.clause.text[number.end - cx.clause.start :]
    before = cx.clause.text[: number.start - cx.clause.start]
    if COUNTED_ABOVE.match(after) or (_ATTRIBUTE.match(after) and _THRESHOLD.search(before)):
        return True
    return after.startswith(("/", "每", "起", "以上的", "以上项目", "以上工业", "以上企业", "以上重", "级", "的企业", "企业", "项目", "的项目", "以上产业", "一")) or before.endswith(
        ("每", "过", "新签约", "新开工", "新引进")) or bool(_OF_MANY.match(after))  # fmt: skip


def _measure_behind(cx: Context, number: Quantity) -> tuple[str | None, str]:
    after = cx.clause.text[number.end - cx.clause.start :]
    match = re.match(
        r"的?(?:年)?(?P<invest>总?投资|增资|资金投入)|的?(?:年)?(?P<output>产值)|的?(?:年)?(?P<tax>税收)|的?(?:年)?(?P<revenue>营收|销售收入|营业收入|销售额)|的?(?P<indicator>进出口额|出口额|固定资产投资)",
        after,
    )
    return (match.lastgroup, match.group().lstrip("的年")) if match else (None, "")


def _draft(cx: Context, number: Quantity, group: str, name: str) -> Iterator[Draft]:
    owner = _owner(cx, number, KINDS[group], name)
    if owner is None:
        return
    kind, owner, words = _told_as(cx, number, group, name, owner)
    if kind == "investment" and owner.kind == "region":
        return
    approx = "about" if number.approx == "exact" and _ABOUT.search(cx.left(number)) else number.approx
    planned, period = _when(cx, number, kind, owner)
    start = owner.start if cx.clause.start <= owner.start < number.start else cx.from_subject()
    measure_name = _growth_name(_own_left(cx, number), name, words)
    if measure_name.startswith("卖"):
        measure_name = "销售额"
    cx.story.measures.append(
        Measure(owner, measure_name, kind, start, number.end, cx.clause.sentence, period, planned)
    )
    yield Draft(kind, owner.words, start, number.end, number.value, number.unit, object=words or None, approx=approx,
                period=period, expected=planned, rule=f"money.{group}")  # fmt: skip


def _told_as(
    cx: Context, number: Quantity, group: str, name: str, owner: Subject
) -> tuple[str, Subject, str]:
    """Give the kind of a sum, its owner and its name: 固定资产投资 is a region's indicator, but a project's investment."""
    kind = KINDS[group]
    if kind == "indicator" and name.endswith("投资"):
        last = cx.story.measures[-1] if cx.story.measures else None
        inner = last and last.kind == "investment" and last.sentence == cx.clause.sentence
        if last and inner and cx.clause.text.startswith("其中"):
            return "investment", last.subject, ""
        if cx.subject is None and owner.kind in PLACES and (built := built_before(cx)):
            return "investment", built, ""
        if owner.kind not in (*PLACES, "industry") or (
            owner.kind == "park" and name.endswith("基础设施投资")
        ):
            return "investment", owner, ""
    if kind == "investment" and owner.kind in PLACES and _is_region_sum(cx, number):
        kind, name = "indicator", _indicator_name(cx.left(number))
    if kind == "revenue" and owner.kind == "region" and (tourism := _TOURISM.search(name)):
        return "indicator", owner, tourism.group()
    words = (_indicator_name(_own_left(cx, number)) or _clean(name)) if kind == "indicator" else ""
    return kind, owner, words


def _when(cx: Context, number: Quantity, kind: str, owner: Subject) -> tuple[bool, str | None]:
    """Tell whether a sum is planned, and give the time it covers."""
    if kind == "investment":
        return invest_planned(cx, number), invest_period(cx)
    clock, before = cx.clock, cx.clause.text[: number.start - cx.clause.start]
    planned = clock.planned() and not _SPAN.search(cx.left(number))
    period = clock.flow() if not (planned and _no_target(cx)) else None
    if owner.kind in ("project", "thing") and planned:
        period = clock.in_clause if re.search(r"到20|20\d\d年", before) else None
    beside = next((time for time in cx.clause.times if 0 <= number.number_start - time.end <= 1), None)
    if beside and beside.precision != "day":  # 从2020年的3亿元增长到2023年的8亿元
        period = clock.iso(cx.clause, beside)
    return planned, period


_TOURISM = re.compile(r"旅游(?:综合|总)?收入$")


def _own_left(cx: Context, number: Quantity) -> str:
    """Give the words before a number behind the last name and time in them."""
    left = cx.left(number)
    start = number.start - len(left)
    ends = [one.end for one in cx.clause.mentions if isinstance(one, Subject) and one.kind != "industry"]
    ends += [time.end for time in cx.clause.times]
    last = max((end for end in ends if start < end <= number.start), default=start)
    return cx.plain.text[last : number.start] if last > start else left


def _no_target(cx: Context) -> bool:
    return not cx.clock.in_sentence() and not cx.clock.heading


def _is_region_sum(cx: Context, number: Quantity) -> bool:
    left = cx.left(number)
    return bool(
        re.search(
            r"完成(?:工业|固定资产|技改|产业|制造业)[\u4e00-\u9fff]{0,4}投资$|(?:工业|固定资产|技改|民间|产业)投资(?:完成|实现|达到?|约|近|超)?$",
            noun_before(left) and left.rstrip("约近超逾达为"),
        )
    )


def _indicator_name(left: str) -> str:
    """Give the indicator as written: the noun phrase before the figure, without its owner and time."""
    words = noun_before(left)
    words = (
        re.sub(
            r"^.*(?:实现|完成|累计|全年|季度|半年|年|月|达成|其中|[市区县省州园城]的?(?=[\u4e00-\u9fff]{4}))(?=[\u4e00-\u9fff])",
            "",
            words,
        )
        if len(words) > 6
        else words
    )
    match = MEASURE.search(words)
    if match and match.lastgroup == "indicator" and match.start() == 0:
        return words
    found = [m for m in MEASURE.finditer(words) if m.lastgroup == "indicator"]
    return found[-1].group() if found else words


def _clean(name: str) -> str:
    return re.sub(r"^(?:实现|完成|全年|其中|累计|全[区市县省])+", "", name)


_BEFORE_NAME = re.compile(
    r"^(?:.*(?:实现|完成|达到|累计|预计|企业|公司|集团|[全园]区|年均|产业(?!规模)|行业|[^营]业(?=收入|营收|产值|营业)|上缴|缴纳|年(?!末)|月|度))(?=[\u4e00-\u9fff]{2})"
)


def _growth_name(left: str, name: str, words: str) -> str:
    if words:
        return words
    found = noun_before(left)
    match = last_match(MEASURE, found)
    base = match.group() if match else name
    return (
        _BEFORE_NAME.sub(
            "",
            base,
        )
        or name
    )


def _owner(cx: Context, number: Quantity, kind: str, name: str) -> Subject | None:
    """Find whose sum it is."""
    if kind == "investment":
        return invested_in(cx, number)
    topic = cx.topic
    if kind in ("revenue", "output_value", "tax"):
        before = cx.clause.text[: number.start - cx.clause.start]
        return (
            _inner_product(cx, before)
            or _group(cx, before)
            or _named_at(cx, number, name)
            or _group_still(cx)
            or of_several(cx, before)
            or topic
        )
    if topic and topic.kind == "industry" and cx.subject is None:
        return cx.story.main if cx.story.main and cx.story.main.kind in PLACES else cx.story.host()
    if topic and topic.kind in ("firm", "project", "thing") and cx.subject is None:
        return topic if re.search(r"出口|进口|进出口", name) else cx.story.host() or topic
    return topic


_INNER = re.compile(
    r"^其中，?(?P<what>[\u4e00-\u9fff]{2,12}?)(?:的)?(?:年|全年|累计|实现|完成)*(?:销售收入|销售总?额|营业收入|营收|总?产值|主营业务收入)"
)
_NO_PRODUCT = re.compile(
    r"贡献|出口|外销|内销|线上|线下|海外|国内|境外|工业|规上|规模|高新|主营|自营|亚太|市场|园区|公司|企业$"
)


def _inner_product(cx: Context, before: str) -> Subject | None:
    """Give the product whose part of an industry's figure it is (全产业链收入320亿元，其中水晶饰品销售收入186亿元)."""
    last = cx.story.measures[-1] if cx.story.measures else None
    if last is None or last.subject.kind != "industry" or last.sentence != cx.clause.sentence:
        return None
    inner = _INNER.match(before)
    if inner is None or _NO_PRODUCT.search(inner["what"]):
        return None
    start = cx.clause.start + inner.start("what")
    return Subject(inner["what"], "industry", start, start + len(inner["what"]))


def _group_still(cx: Context) -> Subject | None:
    """Go on with a counted group (80家规上企业完成…，入库税金…)."""
    last = cx.story.measures[-1] if cx.story.measures else None
    on = last and cx.subject is None and last.sentence == cx.clause.sentence and last.subject.kind == "group"
    return last.subject if last and on and re.match(r"\d", last.subject.words) else None


def _named_at(cx: Context, number: Quantity, name: str) -> Subject | None:
    """Give whom the measure stands directly behind (把园区产值做到300亿元)."""
    at = cx.clause.text.rfind(name, 0, number.start - cx.clause.start)
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and at >= 0 and one.end == cx.clause.start + at and one.kind != "region":
            return one
    return None


_GROUP_NAME = re.compile(
    r"^(?:上述|以上|其中|这些|，)*(?P<name>(?:\d+家)?[^，。；：]{2,14}?企业)(?=去年|今年|全年|\d|合计|共|实现|年|完成|总|产值|营业|营收|入库|税收|主营|工业|上缴|纳税|销售)"
)


def _group(cx: Context, before: str) -> Subject | None:
    """Find an unnamed group whose sum it is (规模以上工业企业, “链主”企业)."""
    for time in reversed(cx.clause.times):
        if time.start == cx.clause.start:
            before = before[time.end - time.start :]
    lead = next((one for one in cx.clause.mentions if isinstance(one, Subject)), None)
    if lead and lead.kind in PLACES and before[lead.end - cx.clause.start :][:1].isdigit():
        before = before[lead.end - cx.clause.start :]  # 某科技城80家规上企业
    match = _GROUP_NAME.match(
        before,
    )
    if not match or _NOT_GROUP.match(match["name"]) or match["name"].endswith("期企业"):
        return None
    start = cx.clause.start + cx.clause.text.find(match["name"])
    end = start + len(match["name"])
    named = any(
        isinstance(one, Subject) and one.start < end and start < one.end and one.kind in ("firm", *PLACES)
        for one in cx.clause.mentions
    )
    if named and not re.match(r"\d", match["name"]):
        return None
    return Subject(match["name"], "group", start, end)
