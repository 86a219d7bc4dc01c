"""What is made or handled in a year, month or day."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from luodi.core.quantities import Quantity
from luodi.reading.names import is_place
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.phrases import noun_before, split_list, strip_lead
from luodi.reading.news.story import PLACES, Measure, Subject
from luodi.reading.news.unrated import (
    RATE,
    added,
    by_the_year,
    computing,
    of_stage,
    parent_of,
    sized,
    written_value,
)

_FORMED = re.compile(
    r"(?:已|现已)?(?:形成|具备|拥有|建成)(?:了)?(?P<what>[\u4e00-\u9fffA-Za-z]{2,16}?)(?:约|近|超)?\d"
)


def _formed(cx: Context) -> Iterator[Draft]:
    """Read 形成稀土永磁材料11.5万吨、储氢合金1.2万吨的年产能: the rate stands behind the list."""
    match = _FORMED.match(cx.clause.text)
    if not match or cx.topic is None:
        return
    ahead = "".join(
        clause.text for clause in cx.clauses[cx.index : cx.index + 4] if clause.sentence == cx.clause.sentence
    )
    numbers = [n for n in cx.clause.numbers if n.dimension in ("count", "mass") and n.written_unit]
    if not numbers or not re.search(r"\d[^，。；]{1,6}的?年?(?:产能|生产能力|加工能力|处理能力)", ahead):
        return
    number = numbers[0]
    value = number.value if number.dimension == "count" else written_value(number)
    planned = cx.clock.planned()
    yield Draft("capacity", cx.topic.words, cx.clause.start, number.end, value, f"{number.written_unit}/年", object=match["what"],
                approx=number.approx, expected=planned, rule="capacity.formed")  # fmt: skip
    cx.story.measures.append(
        Measure(
            cx.topic,
            match["what"] + "产量",
            "capacity",
            cx.clause.start,
            number.end,
            cx.clause.sentence,
            None,
            planned,
        )
    )


def _unit_like(last: Measure, number: Quantity) -> str:
    return number.written_unit if last.name.endswith("装机") else f"{number.written_unit}/年"


def _goes_on(cx: Context, last: Measure) -> Iterator[Draft]:
    """Read the next of a list: 年产整机800台、叶片1200套."""
    match = re.match(r"^(?P<what>[\u4e00-\u9fffA-Za-z]{2,16}?)(?:约|近|超)?\d", cx.clause.text)
    numbers = [n for n in cx.clause.numbers if n.dimension in ("count", "mass", "power") and n.written_unit]
    if (
        match
        and len(numbers) == 1
        and (
            numbers[0].end >= cx.clause.end - 2
            or re.match(r"的?年?(?:生产|加工|处理)?(?:产能|能力)", cx.plain.text[numbers[0].end :][:8])
        )
        and not re.search(r"企业|员工|就业|项目|人$", match["what"])
    ):
        number = numbers[0]
        value = number.value if number.dimension != "mass" else written_value(number)
        what = match["what"].removesuffix("产能")
        yield Draft("capacity", last.subject.words, cx.clause.start, number.end, value, _unit_like(last, number), object=what,
                    approx=number.approx, expected=last.expected, rule="capacity.list")  # fmt: skip
        cx.story.measures.append(replace(last, name=what + "产量", end=number.end, unit=number.written_unit))


_RAISED = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:期|后|年|时)|最终|未来|远景|远期|目标)?(?:预计|计划|力争|争取)?(?:将|可|再|还|有望|逐步|进一步|是|为)*"
    r"(?:提升|扩大|增加|提高|扩充|扩建|扩展|扩|增|达|上升)?(?:到|至|为|是)?(?:约|近|超|超过)?"
)


def _raised(cx: Context) -> Iterator[Draft]:
    """Read what a capacity grows to, told in the next clause (初期年产能200架，远期提升到1000架)."""
    last = cx.story.measures[-1] if cx.story.measures else None
    if not last or last.kind != "capacity" or not last.unit or last.sentence != cx.clause.sentence:
        return
    number = cx.clause.numbers[-1]
    if number.written_unit != last.unit or last.end >= cx.clause.start or not cx.same_sentence(cx.index - 1):
        return
    words = cx.clause.text[: number.start - cx.clause.start]
    for time in cx.clause.times:
        words = words.replace(cx.plain.text[time.start : time.end], "")
    if not words or not _RAISED.fullmatch(words) or number.end < cx.clause.end - 2:
        return
    value = written_value(number) if number.dimension not in ("count", "none") else number.value
    planned = last.expected or cx.clock.planned() or bool(re.search("远期|远景|最终|未来|目标", words))
    target = cx.clock.in_clause if planned and cx.clause.times else None
    yield Draft("capacity", last.subject.words, cx.clause.start, number.end, value, f"{number.written_unit}/年", object=last.name.removesuffix("产量"),
                approx=number.approx, period=target, expected=planned, rule="capacity.raised")  # fmt: skip
    cx.story.measures.append(replace(last, end=number.end, expected=planned))


def _installed(cx: Context) -> Iterator[Draft]:
    """Read 装机容量40万千瓦, 装机容量为风电40万千瓦、光伏10万千瓦."""
    for number in cx.clause.numbers:
        left = cx.left(number)
        if number.written_unit not in ("千瓦", "兆瓦", "吉瓦", "MW", "GW") or cx.topic is None:
            continue
        match = re.search(
            r"装机(?:容量|规模)?(?:为|达到?|约|共|包括)*(?P<what>[\u4e00-\u9fff]{0,6}?)$",
            left.rstrip("约近超"),
        )
        what = (match["what"] if match else "") or next(iter(_told_before(cx)), "")
        if match and what:
            yield Draft("capacity", cx.topic.words, cx.from_subject(), number.end, number.value, number.written_unit, object=what,
                        approx=number.approx, expected=cx.clock.planned(), rule="capacity.installed")  # fmt: skip
            cx.story.measures.append(
                Measure(
                    cx.topic,
                    what + "装机",
                    "capacity",
                    cx.clause.start,
                    number.end,
                    cx.clause.sentence,
                    None,
                )
            )


_PER = {"年": "年", "日": "日", "天": "日", "月": "月"}
_PRODUCT_AFTER = re.compile(
    r"^(?:的)?(?P<what>[\u4e00-\u9fffA-Za-z0-9“”·/-]{2,20}?)(?=的?(?:生产能力|加工能力|能力|产能|生产线|产线|项目|生产基地|生产规模|基地|工厂|新产线|装置|扩建|技改|建设)|$|，|、|和|及)"
)
_NO_UNIT = frozenset(
    ("亩", "年", "天", "期", "家", "户", "名", "人", "栋", "幢", "层", "楼", "号", "位", "届", "轮")
)
_NO_PRODUCT = re.compile(
    r"(?:单班|设计|规划|单项产品|最大|综合|总|年|总体|整体|目前|现有|预计|各类|第[一二三]座?.*|实际)+"
)
_NOT_PRODUCT = re.compile(r"^(?:的|能力|产能|规模|左右|以上|项目|提高|增加|增至|扩大|，)")


def _rate_before(cx: Context, numbers: list[Quantity]) -> re.Match[str] | None:
    """Find the rate (年产, 日处理) that stands nearest before a number; else the last one."""
    text = cx.clause.text
    found = None
    for found in RATE.finditer(text):
        later = [n for n in numbers if n.start >= cx.clause.start + found.end()]
        if (
            later
            and later[0].start - cx.clause.start - found.end() <= 24
            and not RATE.search(text, found.end(), later[0].start - cx.clause.start)
        ):
            break
    return found


def _told_otherwise(cx: Context) -> Iterator[Draft]:
    """Read capacities that no rate like 年产 tells."""
    text = cx.clause.text
    yield from _raised(cx)
    yield from _formed(cx)
    yield from sized(cx)
    yield from by_the_year(cx)
    if "装机" in text:
        yield from _installed(cx)
    if "算力" in text:
        yield from computing(cx)
    if "年新增" in text:
        yield from added(cx)


def read_capacity(cx: Context) -> Iterator[Draft]:
    """Read 年产精密轴承200万套, 年产600万条轮胎项目, 日处理污水1.5万吨, 年产能由120万套提高到200万套."""
    yield from _rated(cx)
    yield from of_stage(cx)


def _rated(cx: Context) -> Iterator[Draft]:
    text = cx.clause.text
    last = cx.story.measures[-1] if cx.story.measures else None
    if cx.clause.opener == "、" and last and last.kind == "capacity" and last.end == cx.clause.start - 1:
        yield from _goes_on(cx, last)
        return
    if not cx.clause.numbers:
        return
    yield from _told_otherwise(cx)
    if not ("产" in text or "能力" in text or RATE.search(text)):
        return
    numbers = [
        n
        for n in cx.clause.numbers
        if n.dimension in ("count", "mass", "area", "length", "none", "load", "power")
        and n.high is None
        and n.written_unit not in _NO_UNIT
        and not (n.written_unit in ("座", "条", "个") and n.value == 1)
        and not (n.written_unit == "条" and text.endswith("线", 0, n.number_start - cx.clause.start))
    ]
    found = _rate_before(cx, numbers)
    if found is None or not numbers:
        return
    rate_end = cx.clause.start + found.end()
    numbers = [n for n in numbers if n.start >= rate_end and _near(cx, rate_end, n)]
    if not numbers:
        return
    products = _products(cx, found, numbers)
    for order, number in enumerate(numbers):
        unit = number.written_unit
        if unit == "升" and cx.plain.text.startswith("千升", number.end - 2):
            number, unit = replace(number, value=number.value / 1000, written_unit="千升"), "千升"
        if not unit:
            continue
        product = (
            products[min(order, len(products) - 1)].removesuffix("产能").removesuffix("年")
            if products
            else None
        )
        owner = _owner(cx, found, number)
        if product is None or owner is None or _NO_PRODUCT.fullmatch(product):
            continue
        per = _PER.get(found["unit"] or found["rate"] or "年", "年")
        value = number.value if number.dimension in ("count", "none") else written_value(number)
        planned = cx.clock.planned() and not _named(cx, number)
        if _from(cx, number) or (
            len(numbers) == 2
            and order == 0
            and re.search(r"(?:由|从)[^，]*$", text[: number.start - cx.clause.start])
        ):
            planned = False
        cx.story.measures.append(
            Measure(
                owner,
                f"{product}产量",
                "capacity",
                cx.clause.start,
                number.end,
                cx.clause.sentence,
                None,
                planned,
                unit,
            )
        )
        start = owner.start if cx.clause.start <= owner.start < number.start else cx.clause.start
        yield Draft("capacity", owner.words, start, number.end, value, f"{unit}/{per}", object=product, approx=number.approx,
                    expected=planned, rule="capacity")  # fmt: skip


def _near(cx: Context, rate_end: int, number: Quantity) -> bool:
    between = cx.clause.text[rate_end - cx.clause.start : number.start - cx.clause.start]
    if re.search(r"减少|减|下降", between):
        return False
    return not re.search(r"项目|企业|家|占地|投资|员工|就业", between) or bool(re.search(r"[由从]", between))


def _from(cx: Context, number: Quantity) -> bool:
    before = cx.clause.text[: number.start - cx.clause.start]
    return bool(re.search(r"(?:由|从)(?:现时的|目前的|现有的?|原来的?|当前的)?$", before))


def _named(cx: Context, number: Quantity) -> bool:
    """Tell whether the capacity is part of a project's name, or an attribute of one."""
    if any(
        isinstance(one, Subject) and one.start < number.start and number.end < one.end
        for one in cx.clause.mentions
    ):
        return True
    after = cx.clause.text[number.end - cx.clause.start :]
    return bool(re.match(r"[^，。]{0,24}(?:项目|生产线|产线)", after)) and not cx.clock.future


def _products(cx: Context, found: re.Match[str], numbers: list[Quantity]) -> list[str]:
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
    treated = re.match(
        r"的(?P<what>[\u4e00-\u9fff]{1,4})(?:处理(?:厂|站|中心)|(?:生产)?线(?![上下]))",
        text[numbers[-1].end - base :],
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
    words = _MADE_BY.sub("", noun_before(before))
    if len(words) >= 2 and not _NO_WORDS.search(words):
        return split_list(words) if len(numbers) > 1 and "分别" in text else [words]
    so_far = _made_so_far(cx, numbers[0].written_unit, nearby=True)
    return so_far or _told_before(cx) or _made_so_far(cx, numbers[0].written_unit)


def _made_so_far(cx: Context, unit: str, *, nearby: bool = False) -> list[str]:
    """Give what the text told last to be made in this unit (…年产服装400万件…，现有产能650万件)."""
    since = cx.clause.sentence if nearby else 0
    told = (
        one
        for one in reversed(cx.story.measures)
        if one.kind == "capacity" and one.unit == unit and one.sentence >= since
    )
    last = next(told, None)
    return [last.name.removesuffix("产量")] if last else []


_MADE_BY = re.compile(
    r"^[一二两三四五六七八九十\d]+[条座个](?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})(?:总|设计|规划|实际)$|^(?:规划|设计|总)$"
)
_NO_WORDS = re.compile(r"^新增|\d年|只有|^[一二两三四五六七八九十\d]+[条座个]")
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


def _told_before(cx: Context) -> list[str]:
    """Find the product in what was said: what the sentence's other clause makes, or the project's own name."""
    low = cx.index - 1
    while cx.same_sentence(low) and cx.index - low < 4:
        match = re.search(
            r"(?:扩产|主营|主产|生产|制造|研发|建设|兴建|新建)(?P<what>[\u4e00-\u9fffA-Za-z0-9]{2,14}?)(?:生产基地|生产线|项目|工厂|基地|厂|$)",
            cx.clauses[low].text,
        )
        if match:
            return [_MADE_BY.sub("", match["what"])]
        low -= 1
    if cx.topic and (made := product_of(cx.topic.words)):
        return [made]
    makers = _MAKERS.search(cx.story.noun)
    return [makers["what"]] if makers and cx.same_sentence(cx.index - 1) else []


_MAKES = re.compile(
    r"(?P<what>[\u4e00-\u9fffA-Za-z]{2,16}?)(?:生产|制造|处理|产业化|扩产|智能制造)*(?:第?[一二三四]期?)?(?:项目|基地|工厂|生产线|厂)(?:[一二三四]期)?$"
)


_PARK_AHEAD = re.compile(r"^.*?(?:产业园|工业园|开发区|园区|高新区|经开区|公司|集团)(?=[\u4e00-\u9fff]{3})")


def product_of(name: str) -> str:
    """Give what a project's or plant's name says that it makes; ``""`` where it says nothing."""
    match = _MAKES.search(_PARK_AHEAD.sub("", name))
    return match["what"] if match and not is_place(match["what"]) else ""


def _owner(cx: Context, found: re.Match[str], number: Quantity) -> Subject | None:
    """Find who makes it: a named project that the capacity is part of, else who is spoken of."""
    for one in cx.clause.mentions:
        if (
            isinstance(one, Subject)
            and one.kind == "project"
            and one.start <= cx.clause.start + found.start()
            and one.end > number.end
        ):
            return parent_of(one) if any(n.start >= one.end for n in cx.clause.numbers) else one
    if found["skill"] == "通过" and cx.topic and cx.topic.kind in PLACES:
        return None  # a berth's, that has no name
    behind = cx.plain.text.startswith("的", number.end)
    for one in cx.clause.mentions:
        if (
            behind
            and isinstance(one, Subject)
            and one.start == number.end + 1
            and one.kind in ("project", "thing")
        ):
            return one
    plant = re.match(
        r"的(?P<name>[\u4e00-\u9fff]{1,8}(?:厂|站|线|中心))(?:[一1两二三\d]|，|$)",
        cx.clause.text[number.end - cx.clause.start :],
    )
    if plant and plant["name"] not in ("工厂", "中心"):
        return Subject(
            cx.story.known.resolve(plant["name"]),
            "thing",
            number.end + 1,
            number.end + 1 + len(plant["name"]),
        )
    if cx.topic and cx.topic.words.endswith("期") and re.search(r"总(?:年)?产能", cx.clause.text):
        return parent_of(cx.topic)  # 二期投产后总产能将达300万套
    whole = re.search(r"全项目|整个项目", cx.clause.text)
    if whole and cx.topic:
        parent = cx.story.parent()
        return parent or cx.topic
    return cx.topic
