"""What is made or handled in a year, month or day."""

import re
from collections.abc import Iterator
from dataclasses import replace

from luodi.core.quantities import Quantity
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.products import products_of, told_before
from luodi.reading.news.story import PLACES, Measure, Subject
from luodi.reading.news.unrated import (
    HANDLED,
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
    planned = cx.clock.planned()
    yield Draft("capacity", cx.topic.words, cx.clause.start, number.end, written_value(number), f"{number.written_unit}/年", object=match["what"],
                approx=number.approx, expected=planned, rule="capacity.formed")  # fmt: skip
    _remember(cx, cx.topic, match["what"] + "产量", number, expected=planned)


def _remember(
    cx: Context,
    owner: Subject,
    name: str,
    number: Quantity,
    *,
    expected: bool = False,
    unit: str = "",
    per: str = "年",
) -> None:
    """Keep a capacity for the clauses that refer to it."""
    start, sentence = cx.clause.start, cx.clause.sentence
    cx.story.measures.append(
        Measure(owner, name, "capacity", start, number.end, sentence, None, expected, unit, per)
    )


def _unit_like(last: Measure, number: Quantity) -> str:
    return number.written_unit if last.name.endswith("装机") else f"{number.written_unit}/年"


_LIST_ENDS = re.compile(r"的?年?(?:生产|加工|处理)?(?:产能|能力)|的[^，。]{0,12}(?:项目|基地|工厂|生产线)")


def _goes_on(cx: Context, last: Measure) -> Iterator[Draft]:
    """Read the next of a list: 年产整机800台、叶片1200套."""
    match = re.match(r"^(?P<what>[\u4e00-\u9fffA-Za-z]{2,16}?) ?(?:约|近|超)?\d", cx.clause.text)
    numbers = [n for n in cx.clause.numbers if n.dimension in ("count", "mass", "power") and n.written_unit]
    if (
        match
        and len(numbers) == 1
        and (numbers[0].end >= cx.clause.end - 2 or _LIST_ENDS.match(cx.plain.text, numbers[0].end))
        and not re.search(r"企业|员工|就业|项目|人$", match["what"])
    ):
        number = numbers[0]
        value = written_value(number)
        what = HANDLED.sub("", match["what"].removesuffix("产能"))
        yield Draft("capacity", last.subject.words, cx.clause.start, number.end, value, _unit_like(last, number), object=what,
                    approx=number.approx, period=cx.clock.target if last.expected else None, expected=last.expected, rule="capacity.list")  # fmt: skip
        cx.story.measures.append(replace(last, name=what + "产量", end=number.end, unit=number.written_unit))


_RAISED = re.compile(
    r"(?:公司|企业|项目|该厂|我们)?(?:[\u4e00-\u9fff]{0,4}(?:期|后|年|时)|最终|未来|远景|远期|目标|接下来|下一步|今后)?(?:预计|计划|力争|争取|准备|打算)?(?:将|可|再|还|有望|逐步|进一步|是|为|要|能)*"
    r"(?:提升|扩大|增加|提高|扩充|扩建|扩展|扩产|扩能|扩|增|达|上升|翻)?(?:到|至|为|是)?(?:每[年月日天])?(?:约|近|超|超过)?"
)
_TAKEN_UP = re.compile(r"扩产|扩能|产能|扩[大建]?到每")  # told again in a later sentence


def _raised(cx: Context) -> Iterator[Draft]:
    """Read what a capacity grows to, told in the next clause (初期年产能200架，远期提升到1000架)."""
    number = cx.clause.numbers[-1]
    last = _raises(cx, number)
    if last is None or number.end < cx.clause.end - 2:
        return
    words = cx.clause.text[: number.start - cx.clause.start]
    for time in cx.clause.times:
        words = words.replace(cx.plain.text[time.start : time.end], "")
    if not words or not _RAISED.fullmatch(words):
        return
    value = written_value(number)
    planned = last.expected or cx.clock.planned() or bool(_LATER.search(words))
    target = cx.clock.in_clause if planned and cx.clause.times else None
    yield Draft("capacity", last.subject.words, cx.clause.start, number.end, value, f"{number.written_unit}/{last.per}", object=last.product,
                approx=number.approx, period=target, expected=planned, rule="capacity.raised")  # fmt: skip
    cx.story.measures.append(replace(last, end=number.end, expected=planned))


_LATER = re.compile("远期|远景|最终|未来|目标|接下来|下一步|今后|准备|打算|要")


def _raises(cx: Context, number: Quantity) -> Measure | None:
    """Give the capacity that a number of its unit raises: the last of its sentence, or one taken up again soon behind."""
    if cx.same_sentence(cx.index - 1) and (last := cx.story.measures[-1] if cx.story.measures else None):
        same = last.kind == "capacity" and last.sentence == cx.clause.sentence and last.end < cx.clause.start
        if same and last.unit == number.written_unit:
            return last
    if not _TAKEN_UP.search(cx.clause.text):
        return None
    told = (one for one in reversed(cx.story.measures[-4:]) if one.kind == "capacity")
    last = next(told, None)
    near = last and last.unit == number.written_unit and 0 <= cx.clause.sentence - last.sentence <= 2
    return (
        last if near and (cx.topic is None or last is None or cx.topic.words == last.subject.words) else None
    )


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
        what = (match["what"] if match else "") or next(iter(told_before(cx)), "")
        if match and what:
            yield Draft("capacity", cx.topic.words, cx.from_subject(), number.end, number.value, number.written_unit, object=what,
                        approx=number.approx, expected=cx.clock.planned(), rule="capacity.installed")  # fmt: skip
            _remember(cx, cx.topic, what + "装机", number)


_POWER = re.compile(r"[MGk]Wh?p?|[兆吉]瓦时?|千瓦时?")  # 产能25GW, not by the year
_PER = {"年": "年", "日": "日", "天": "日", "月": "月"}
_NO_UNIT = frozenset(
    ("亩", "年", "天", "期", "家", "户", "名", "人", "栋", "幢", "层", "楼", "号", "位", "届", "轮")
)
_NO_PRODUCT = re.compile(
    r"(?:单班|单线|单条线|单台|单套|单厂|设计|规划|单项产品|最大|综合|总|年|总体|整体|目前|现有|预计|各类|第[一二三]座?.*|实际)+"
)


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
    goes_on = cx.clause.opener == "、" and not RATE.match(text)
    if goes_on and last and last.kind == "capacity" and last.end == cx.clause.start - 1:
        yield from _goes_on(cx, last)
        return
    if not cx.clause.numbers:
        return
    yield from _told_otherwise(cx)
    if not ("产" in text or "能力" in text or RATE.search(text)):
        return
    numbers = _sized(cx)
    found = _rate_before(cx, numbers)
    if found is None:
        return
    rate_end = cx.clause.start + found.end()
    numbers = [n for n in numbers if n.start >= rate_end and _near(cx, rate_end, n)]
    products = products_of(cx, found, numbers) if numbers else []
    for order, number in enumerate(numbers):
        yield from _made(cx, found, number, products, order, len(numbers))


def _sized(cx: Context) -> list[Quantity]:
    """Give the numbers of a clause that may be a capacity."""
    text, base = cx.clause.text, cx.clause.start
    return [
        _in_thousands(cx, n)
        for n in cx.clause.numbers
        if n.dimension in ("count", "mass", "area", "length", "none", "load", "power")
        and n.high is None
        and n.written_unit
        and n.written_unit not in _NO_UNIT
        and not (n.written_unit in ("座", "条", "个") and n.value == 1)
        and not (n.written_unit == "条" and text.endswith("线", 0, n.number_start - base))
    ]


def _in_thousands(cx: Context, number: Quantity) -> Quantity:
    """Give 5万千升 its unit whole."""
    if number.written_unit == "升" and cx.plain.text.startswith("千升", number.end - 2):
        return replace(number, value=number.value / 1000, written_unit="千升")
    return number


def _made(
    cx: Context, found: re.Match[str], number: Quantity, products: list[str], order: int, of: int
) -> Iterator[Draft]:
    """Read one number of a rate: ``order`` is its place among the ``of`` numbers behind it."""
    product = (
        products[min(order, len(products) - 1)].removesuffix("产能").removesuffix("年") if products else ""
    )
    owner = _owner(cx, found, number)
    if not product or owner is None or _NO_PRODUCT.fullmatch(product):
        return
    per = _PER.get(found["unit"] or found["rate"] or number.per.lstrip("/") or "年", "年")
    value = written_value(number)
    before = cx.clause.text[: number.start - cx.clause.start]
    unit = (
        number.written_unit
        if found["cap"] == "产能" and _POWER.fullmatch(number.written_unit) and not number.per
        else f"{number.written_unit}/{per}"
    )
    was = _from(cx, number) or (of == 2 and order == 0 and bool(re.search(r"(?:由|从)[^，]*$", before)))
    planned = cx.clock.planned() and not _named(cx, number) and not was
    name = product + ("产能" if "产能" in cx.clause.text else "产量")
    _remember(cx, owner, name, number, expected=planned, unit=number.written_unit, per=per)
    start = owner.start if cx.clause.start <= owner.start < number.start else cx.clause.start
    yield Draft("capacity", owner.words, start, number.end, value, unit, object=product,
                approx=number.approx, period=cx.clock.target if planned else None, expected=planned, rule="capacity")  # fmt: skip


def _near(cx: Context, rate_end: int, number: Quantity) -> bool:
    between = cx.clause.text[rate_end - cx.clause.start : number.start - cx.clause.start]
    if re.search(r"减少|减|下降", between):
        return False
    return not re.search(r"项目|企业|家(?![用具电纺居])|占地|投资|员工|就业", between) or bool(
        re.search(r"[由从]", between)
    )


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
        r"的(?P<name>[\u4e00-\u9fff]{1,8}(?:厂|站|线|中心)|[\u4e00-\u9fffA-Za-z]{1,10}(?:装置|系统|车间|[理电]厂)(?=[已正顺建投试于在]))(?:[一1两二三\d已正顺建投试于在]|，|$)",
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
