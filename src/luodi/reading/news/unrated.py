"""Capacities that no rate like 年产 tells: a stage's part, the size in a name, installed and computing power."""

import re
from collections.abc import Iterator

from luodi.core.quantities import Quantity
from luodi.core.scan import quick
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.story import Subject
from luodi.reading.news.subjects import STAGE_TAIL

_VERBS = (
    r"再制造|造|封装|产(?!值|出值|业)(?:能|量)?|生产(?:能力)?|(?:屠宰|分割|回收|拆解|分拣|清洗|冷链|精深|深)加工|加工|处理|屠宰|检测|制造|建造|组装|包装|供应|供|印染|分拣|吞吐|发电|"
    "灌装|分装|回收(?:利用|处理)?|综合利用|转化|冶炼|精炼|分选|修理|维修|烘干|储存|冷藏|水洗|染整|织造|清洗|养殖|繁育|孵化|培育|拆解|存储|仓储|焚烧|处置|装配|提供|生产能力|"
    "压榨|榨取|捕集|封存|喷涂|涂装|涂布|电镀|镀锌|(?:冷链)?配送|酿造|酿制|提取|萃取|提纯|净化|破碎|锻造|铸造|浇铸|挤压|轧制|印刷|缝制|裁剪|编织|烘焙|炒制|腌制|炼化|炼制|切割|"
    r"组培|育苗|改装|翻新|下线|封测|测试|校准|检定|出栏|研磨|打磨|注塑|贴装|产出|[出做](?=[\d一二三四五六七八九十两])"
)
RATE = quick(
    rf"(?P<unit>(?<![去今前明\d])[年日月天])(?:下来|里|只|就|可以|可|能(?!力)|能够|综合|最大|设计|规划|新增|总|预计)*(?P<verb>{_VERBS})"
    r"|(?P<rate>[年日])(?!产能)(?:设计|综合|最大)?(?P<skill>[\u4e00-\u9fff]{1,3})能力|(?P<cap>产能|生产能力|处理能力|生产规模|加工能力|年能力)"
)


HANDLED = re.compile(
    r"^(?:处理|加工|提取|萃取|提纯|回收|屠宰|精炼|压榨|(?:精深|深)加工|检测|修理|维修|烘干|冷藏|仓储|配送|焚烧|处置|拆解)(?=[\u4e00-\u9fff]{2})"
)  # 年处理废旧电池2万吨、提取碳酸锂3000吨


def written_value(number: Quantity) -> float:
    """Give the number in the unit as it is written (kilograms of 公斤, not tonnes)."""
    return round(number.value * _WRITTEN.get(number.written_unit, 1.0), 6)


_WRITTEN = {
    "公斤": 1000.0,
    "千克": 1000.0,
    "kg": 1000.0,
    "公里": 0.001,
    "千米": 0.001,
    "平方公里": 1e-6,
    "亩": 15e-4,
    "公顷": 1e-4,
}


def parent_of(stage: Subject) -> Subject:
    """Give what a stage is a stage of; the subject itself where it is none."""
    tail = STAGE_TAIL.search(stage.words)
    return (
        Subject(stage.words[: tail.start()], stage.kind, stage.start, stage.end)
        if tail and tail.start() >= 2
        else stage
    )


_STAGE_SIZE = re.compile(r"(?:工程|项目)?(?:为|规模|产能|约)*")
_STAGE_GOES_ON = re.compile(
    r"(?:/年)?(?:产能|装置|生产线|产线|项目|工程)?(?:[，。；]|$|[已于将拟预计今去明]|\d|投产|建成|达产|点火|开工|竣工)"
)


def of_stage(cx: Context) -> Iterator[Draft]:
    """Read a stage's part of its project's capacity (年产30万吨磷酸铁锂项目…一期10万吨已投产)."""
    stage = cx.subject
    if stage is None or not stage.words.endswith("期") or not cx.clause.start <= stage.start:
        return
    whole = parent_of(stage).words
    for number in cx.clause.numbers:
        told = next(
            (
                m
                for m in reversed(cx.story.measures)
                if m.kind == "capacity" and m.unit == number.written_unit
            ),
            None,
        )
        if (
            told is None
            or not told.unit
            or told.end == number.end
            or told.subject.words not in (whole, stage.words)
        ):
            continue
        ahead = cx.plain.text[stage.end : number.start]
        if not (_STAGE_SIZE.fullmatch(ahead) and _STAGE_GOES_ON.match(cx.plain.text, number.end)):
            continue
        value = written_value(number)
        yield Draft("capacity", stage.words, stage.start, number.end, value, f"{number.written_unit}/年", object=told.product,
                    approx=number.approx, expected=cx.clock.planned(), rule="capacity.stage")  # fmt: skip


_NAMED_SIZE = re.compile(r"吨|锭|千瓦时?|兆瓦时?|吉瓦时?|千?升|[头羽套台辆件只片支枚条]|[MG]Wh?|立方米")


def sized(cx: Context) -> Iterator[Draft]:
    """Read the size that a project's name holds (30万锭紧密纺项目, 50万千瓦光伏项目)."""
    for one in cx.clause.mentions:
        if not isinstance(one, Subject) or not (one.kind == "project" or one.words.endswith("电站")):
            continue
        for number in cx.clause.numbers:
            unit, rest = number.written_unit, cx.plain.text[number.end : one.end]
            if not unit and rest.startswith("锭"):
                unit, rest = "锭", rest[1:]
            ahead = cx.plain.text[one.start : number.number_start]
            inside = one.start <= number.number_start and number.end < one.end
            if (
                not inside
                or number.per
                or not _NAMED_SIZE.fullmatch(unit)
                or RATE.search(ahead)
                or re.search(r"产能?$|级$", ahead)
            ):
                continue
            what = re.sub(
                r"(?:生产线|生产基地|产业化|扩建|新建|扩产|技改|建设)*(?:项目|工程|基地|电站)(?:[一二三]期)?$",
                "",
                rest,
            )
            if 2 <= len(what) <= 16 and number.value > 1 and not rest.startswith("级"):
                value = written_value(number)
                yield Draft("capacity", one.words, one.start, one.end, value, unit, object=what, approx=number.approx,
                            rule="capacity.named")  # fmt: skip


_PERS = ("年", "天", "日", "月", "小时", "h")
_BUILT_FOR = re.compile(
    r"(?P<what>[\u4e00-\u9fffA-Za-z（）]{2,14}?)(?=(?:一体化|联产|扩建|改造|技改)*(?:项目|工程|装置|生产线|产线|基地|[、，和及]|$))"
)
_ABLE_TO = re.compile(
    r"(?P<what>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:总|设计|综合)?(?:能力|产能)(?:为|达到?|约|近|超过?|共|已|可)*$"
)


def by_the_year(cx: Context) -> Iterator[Draft]:
    """Read what is written by the year or hour: 20万吨/年精制磷酸、10万吨/年磷酸铁装置, 供汽能力225吨/小时."""
    for number in cx.clause.numbers:
        per, unit = number.per.lstrip("/"), number.written_unit
        if per not in _PERS or not unit or number.high is not None or cx.topic is None:
            continue
        start = max(
            (one.end for one in cx.clause.mentions if isinstance(one, Subject) and one.end <= number.start),
            default=0,
        )
        left = cx.plain.text[max(start, number.start - len(cx.left(number))) : number.start]
        ahead, behind = _ABLE_TO.search(left), _BUILT_FOR.match(cx.plain.text, number.end)
        if RATE.search(left) or not (ahead or behind):
            continue
        what = ahead["what"] if ahead else behind["what"] if behind else ""
        named = (
            one
            for one in cx.clause.mentions
            if isinstance(one, Subject) and one.start <= number.start and number.end < one.end
        )
        owner = next(named, cx.topic)
        value = written_value(number)
        yield Draft("capacity", owner.words, min(owner.start, number.start) if owner.start >= cx.clause.start else number.start, number.end,
                    value, f"{unit}/{per}", object=what, approx=number.approx, expected=cx.clock.planned() and owner is cx.topic,
                    rule="capacity.by_the_year")  # fmt: skip


_COMPUTING = re.compile(
    r"(?P<what>(?:智能|智算|超算|通用|高性能|总|公共)?算力)(?:总?规模|总量|能力)?(?:已|将|可)*(?:达到?|为|超过?|突破|约|近|逾|提升至|提升到|扩容至|是)*$"
)


def computing(cx: Context) -> Iterator[Draft]:
    """Read 智能算力规模达到5000P."""
    for number in cx.clause.numbers:
        match = _COMPUTING.search(cx.left(number)) if _FLOPS.fullmatch(number.written_unit) else None
        if match and cx.topic:
            yield Draft("capacity", cx.topic.words, cx.from_subject(), number.end, number.value, number.written_unit, object=match["what"].removeprefix("总"),
                        approx=number.approx, period=cx.clock.target, expected=cx.clock.planned(), rule="capacity.computing")  # fmt: skip


_ADDED = re.compile(r"年新增(?P<what>(?!产能|产值|销售|税收|利润)[\u4e00-\u9fff]{2,10}?)(?:约|近|超)?$")


def added(cx: Context) -> Iterator[Draft]:
    """Read 年新增钛锭1.5万吨."""
    for number in cx.clause.numbers:
        match = _ADDED.search(cx.left(number)) if number.dimension == "mass" else None
        if match and cx.topic:
            yield Draft("capacity", cx.topic.words, cx.from_subject(), number.end, written_value(number), f"{number.written_unit}/年", object=match["what"],
                        approx=number.approx, expected=cx.clock.planned(), rule="capacity.added")  # fmt: skip


_FLOPS = re.compile(r"[PE](?:FLOPS)?", re.IGNORECASE)
