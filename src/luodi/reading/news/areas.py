"""Land and floor areas."""

import re
from collections.abc import Iterator

from luodi.core.quantities import Quantity
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.story import Subject

_FLOOR = re.compile(
    r"建筑面积|建面|楼面面积|楼面|厂房|车间|用房|建设面积|研发楼|展厅|竣工面积|办公|仓库|库房|地上|地下|室内|写字楼|载体|楼宇|公寓|实验室|工厂面积|使用面积|面积达?的?展|宿舍|生产面积|场馆|洁净|净化|商业面积|影棚|摄影棚|冷库|建设规模|建筑规模|体量|孵化面积|场地|经营面积|科研空间|办公空间|产业空间|空间"
)
_LAND = re.compile(
    r"占地|用地|规划面积|规划范围|规划控制|总面积|批复面积|核准面积|供地|拿地|土地|地块|规划了|开发面积|建成区|核心区|辐射区|起步区|启动区|总规划|已开发|开发|托管面积|辖区面积|区域面积|管辖面积|扩区|园区面积|面积"
)
_SKIP = re.compile(
    r"绿化|绿地|种植|播种|水域|海域|养殖|造林|耕地|基地面积.*亩|森林|草原|高标准农田|流转|亩均|每亩|单位|光伏|屋顶|水面|湿地|土地闲置|意向|公园|果园|茶园|大棚|平均|道路|拆迁|征迁|征收|腾退|盘活闲置|收回|供应|出让|受灾|撂荒|展位|人均"
)
_PART = re.compile(
    r"(?:，|^)(?:其中)?(?P<part>(?:核心区|起步区|启动区|建成区|辐射区|拓展区|先导区|示范区|[一二三四五]期(?:工程|项目)?))[^，。]{0,8}$"
)


_GROWN = re.compile(r"(?:将|可)?(?:扩大|增加|调整|提高|拓展|扩展|扩|增|变)(?:到|至|为|成)")


def read_areas(cx: Context) -> Iterator[Draft]:
    """Read 占地4600亩, 总建筑面积128万㎡, 新建厂房3.6万平方米."""
    before: str | None = None
    for number in cx.clause.numbers:
        if number.dimension != "area" or number.high is not None or number.per or number.value < 50:
            continue
        left, right = cx.left(number), cx.right(number)
        if left.endswith("面积") and number.dimension == "area" and _INDOORS.search(_before(cx)):
            left += "建筑面积"  # 买下整整两层，面积4600平方米
        kind = _kind(number, left, right) or (before if _GROWN.fullmatch(left) else None)
        before = kind
        if right.startswith(("起售", "起租", "起步", "起卖")):
            continue
        subject = _owner(cx, number, right)
        if kind is None or subject is None or _SKIP.search(left[-14:] + right[:6]) or _is_rate(cx, number):
            continue
        yield Draft(kind, subject.words, _start(cx, subject, number), number.end, round(number.value, 2), "m2",
                    approx=number.approx, rule=f"areas.{kind}")  # fmt: skip


_INDOORS = re.compile(r"[两三四五一二整\d]层|厂房|车间|写字楼|楼宇|租[下用了]")


def _before(cx: Context) -> str:
    """Give the clause before, in the same sentence."""
    return cx.clauses[cx.index - 1].text if cx.same_sentence(cx.index - 1) else ""


def _is_rate(cx: Context, number: Quantity) -> bool:
    """Tell 万元/亩 and 每平方米 from an area."""
    at = number.number_start - cx.clause.start
    return cx.clause.text[at - 1 : at] in ("/", "每")


def _kind(number: Quantity, left: str, right: str) -> str | None:
    if number.written_unit == "平方公里" and "建筑面积" not in left:
        return "land_area"
    land = _last(_LAND, left)
    floor = _last(_FLOOR, left)
    if land < 0 and floor < 0:
        if re.match(
            r"的?[^，。]{0,6}(?:厂房|用房|车间|办公|载体|楼|公寓|展厅|仓库|影棚|实验室|平台|展馆|大厅|食堂)",
            right,
        ):
            return "floor_area"
        if number.written_unit in ("亩", "公顷", "平方公里"):
            return "land_area" if not re.match(r"的?(?:农田|海域|水面|基地|林)", right) else None
        return "floor_area" if "、" in left[-1:] or not left else None
    if floor >= 0 and (floor > land or left[land:].startswith("面积")):
        return "floor_area" if number.written_unit not in ("亩",) else "land_area"
    return "land_area"


def _last(pattern: re.Pattern[str], text: str) -> int:
    found = -1
    for match in pattern.finditer(text):
        found = match.start()
    return found


_PART_FIRST = re.compile(r"^(?:其中)?(核心区|起步区|启动区|建成区|辐射区|拓展区|先导区|示范段)")


def _owner(cx: Context, number: Quantity, right: str) -> Subject | None:
    """Find whose area it is: what the number describes (6000平方米的某棚), the clause's subject, or the topic."""
    if right.startswith("的"):
        for one in cx.clause.mentions:
            if isinstance(one, Subject) and one.start >= number.end and one.kind != "industry":
                return one
        words = re.match(r"的([\u4e00-\u9fffA-Za-z0-9“”]{3,16}?)(?:建成于.*|位于.*|始建于.*)?$", right)
        if words and not _FLOOR.match(words[1]):
            return Subject(cx.story.known.resolve(words[1]), "thing", number.end + 1, cx.clause.end)
    before = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.end <= number.start]
    stage = next(
        (one for one in reversed(before) if one.kind != "industry" and one.start >= 0 and _is_part(cx, one)),
        None,
    )
    if stage:
        return stage
    part = _PART_FIRST.search(cx.clause.text)
    if part and cx.topic and not cx.topic.words.endswith(part[1]):
        base = cx.story.parent() or cx.topic
        return Subject(base.words + part[1], base.kind, cx.clause.start, cx.clause.start + part.end())
    return cx.topic


def _is_part(cx: Context, one: Subject) -> bool:
    return (
        bool(re.search(r"期$|区$|座$", one.words))
        and cx.subject is not None
        and one.start == cx.subject.start
    )


def _start(cx: Context, subject: Subject, number: Quantity) -> int:
    if cx.clause.start <= subject.start < number.start:
        return subject.start
    return cx.from_subject()
