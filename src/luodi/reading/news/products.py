"""What is made: the product of a capacity, behind its rate or its number, before them, or told before."""

import re
from itertools import pairwise

from luodi.core.quantities import Quantity
from luodi.reading.names import is_place
from luodi.reading.news.context import Context
from luodi.reading.news.phrases import noun_before, split_list, strip_lead
from luodi.reading.news.story import Subject

_PRODUCT_AFTER = re.compile(
    r"^(?:的)?(?P<what>[\u4e00-\u9fffA-Za-z0-9“”·/-]{2,20}?)(?=的?(?:生产能力|加工能力|能力|产能|生产线|产线|项目|生产基地|生产规模|基地|工厂|新产线|装置|扩建|技改|建设)|$|，|、|和|及)"
)
_NOT_PRODUCT = re.compile(r"^(?:的|能力|产能|规模|左右|以上|项目|提高|增加|增至|扩大|，)")


def products_of(cx: Context, found: re.Match[str], numbers: list[Quantity]) -> list[str]:
    """Find what is made: behind the rate (年产轴承5万套), behind the number (年产5万套轴承), or before (轴承年产能)."""
    text, base = cx.clause.text, cx.clause.start
    if each := _each_product(cx, numbers):
        return each
    between = text[found.end() : numbers[0].start - base]
    between = re.sub(
        r"(?:分别|将|可|可以|有望|可望|预计|现时的|目前的|稳定|维持|保持)*(?:达到?|为|在|由|从|每[年月日]|超过?|突破|约|近|提高到|提升至|倍增至|增至|增加到|扩大到|增长到|总计|合计|至|到|：|能力|分别|能)*(?:现时的|目前的|现有的?|原来的?|当前的)?$",
        "",
        between,
    )
    between = strip_lead(between) if between else between
    if re.fullmatch("新增|增加", between):
        between = ""
    if found["skill"]:
        return [found["skill"]]
    if found["verb"] == "吞吐":
        return ["吞吐量"]
    if found["verb"] in ("供", "供应") and re.fullmatch(r"[水电热汽气]+(?:能力)?", between):
        return ["供" + between.removesuffix("能力")]
    treated = (
        None
        if len(between) > 1
        else re.match(
            r"的(?P<what>[\u4e00-\u9fff]{1,4})(?:处理(?:厂|站|中心)|(?:生产)?线(?![上下]))",
            text[numbers[-1].end - base :],
        )
    )
    if treated:
        return [treated["what"]]
    if (
        len(between) >= 1
        and not _NOT_PRODUCT.match(between)
        and (len(between) > 1 or between in "钢铁铜铝纸")
    ):
        return [between]
    after = text[numbers[-1].end - base :]
    match = _PRODUCT_AFTER.match(after)
    if (
        match
        and not _NOT_PRODUCT.match(after)
        and not re.match(r"^(?:提高|提升|增|扩|以上|左右|的能力)", match["what"])
    ):
        return [re.sub(r"(?:等产品|等)$", "", match["what"])]
    before = text[: found.start()]
    for one in cx.clause.mentions:
        if (
            isinstance(one, Subject)
            and one.start >= base
            and one.end <= base + len(before)
            and one.kind != "industry"
        ):
            before = text[one.end - base : found.start()]
    before = re.sub(r"^.*(?:后|，|届时|目前|现有|到时候|公司|全项目|预计|可|建成|达产|投产|扩产)", "", before)
    words = _MADE_BY.sub("", re.sub("^(?:新增|新建|新上)+(?=..)", "", noun_before(before)))
    if len(words) >= 2 and not _NO_WORDS.search(words):
        return split_list(words) if len(numbers) > 1 and "分别" in text else [words]
    so_far = _made_so_far(cx, numbers[0].written_unit, nearby=True)
    return so_far or told_before(cx) or _made_so_far(cx, numbers[0].written_unit)


def _made_so_far(cx: Context, unit: str, *, nearby: bool = False) -> list[str]:
    """Give what the text told last to be made in this unit (…年产服装400万件…，现有产能650万件)."""
    since = cx.clause.sentence if nearby else 0
    told = (
        one
        for one in reversed(cx.story.measures)
        if one.kind == "capacity" and one.unit == unit and one.sentence >= since
    )
    last = next(told, None)
    return [last.product] if last else []


_MADE_BY = re.compile(
    r"^[一二两三四五六七八九十\d]+[条座个](?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})(?:总|设计|规划|实际)$|^(?:规划|设计|总)$"
)
_NO_WORDS = re.compile(
    r"^新增|^(?:原来|过去|以前|现在)?[一1]$|\d年|只有|^[一二两三四五六七八九十\d]+[条座个]"
)
_MAKERS = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,8}?)(?:加工|生产|制造|屠宰)企业$")
_JOINED = re.compile(r"(?P<what>[\u4e00-\u9fffA-Za-z]{2,14}?)(?:[、和及与]|以及)(?:年产)?")


def _each_product(cx: Context, numbers: list[Quantity]) -> list[str]:
    """Read 年产20万吨针状焦及5万吨前驱体: each size has its product behind it."""
    products = []
    for one, following in pairwise(numbers):
        match = _JOINED.fullmatch(cx.plain.text[one.end : following.start])
        if match is None:
            return []
        products.append(match["what"])
    last = _PRODUCT_AFTER.match(cx.plain.text[numbers[-1].end : cx.clause.end])
    return [*products, last["what"]] if products and last else []


def told_before(cx: Context) -> list[str]:
    """Find the product in what was said: what the sentence's other clause makes, or the project's own name."""
    low = cx.index - 1
    while cx.same_sentence(low) and cx.index - low < 4:
        match = re.search(
            r"(?:扩产|主营|主产|生产|制造|研发|建设|兴建|新建)(?P<what>[\u4e00-\u9fffA-Za-z0-9]{2,14}?)(?:生产基地|生产线|项目|工厂|基地|厂|$)",
            cx.clauses[low].text,
        )
        match = match or _IN_SERIES.search(cx.clauses[low].text)
        if match:
            return [_MADE_BY.sub("", match["what"])]
        low -= 1
    if cx.topic and (made := product_of(cx.topic.words)):
        return [made]
    makers = _MAKERS.search(cx.story.noun)
    return [makers["what"]] if makers and cx.same_sentence(cx.index - 1) else []


_IN_SERIES = re.compile(
    r"(?:^|的|自主研发的|首款|首台)(?P<what>(?!产品|公司|企业|设备)[\u4e00-\u9fffA-Za-z]{2,12}?)(?:已经?|正式|顺利|率先|实现|批量|全面|规模化)*(?:量产|批产|下线)$"
)
_MAKES = re.compile(
    r"(?P<what>[\u4e00-\u9fffA-Za-z]{2,16}?)(?:生产|制造|处理|产业化|扩产|智能制造)*(?:第?[一二三四]期?)?(?:项目|基地|工厂|生产线|厂)(?:[一二三四]期)?$"
)


_PARK_AHEAD = re.compile(r"^.*?(?:产业园|工业园|开发区|园区|高新区|经开区|公司|集团)(?=[\u4e00-\u9fff]{3})")


def product_of(name: str) -> str:
    """Give what a project's or plant's name says that it makes; ``""`` where it says nothing."""
    match = _MAKES.search(_PARK_AHEAD.sub("", name))
    return match["what"] if match and not is_place(match["what"]) else ""
