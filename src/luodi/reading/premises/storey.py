"""Which floors are offered, which would do."""

import re
from collections.abc import Sequence

from luodi.reading.premises.floors import FloorMark, Floors
from luodi.reading.premises.source import Source

FloorsFound = tuple[tuple[int, ...], tuple[int, int]]

_TAKEN = re.compile(
    r"[^,;。\n]{0,3}?(?:已(?:经)?(?:满租|出租|租|售)|满租|租出去|租完|租掉|售出|在用|自用|有租户|有人|我们自己|不租|不出租|做?为?办公室(?!出|招))"
    r"|是(?!空|整|标|精)"
)
_OFFERED_BEFORE = re.compile(
    r"(?:放|出租|招租|推出|剩|剩余|仅剩|只剩|还有|位于|在|现有|现|租|余|空|楼层:|所在楼层|层数:|楼层|其中|拿出|腾出|可租|招商|[a-z]\d{1,2}|[省市区县镇街道路号院园城厦栋幢座楼厂房库平㎡方\s、,和及与;:】\])]|^)\s?$"
)
_OFFERED_AFTER = re.compile(
    r"\s?(?:[约共]?\d[\d,.]*\s?(?:平|㎡|方|m2|m²)|:\s?\d[\d,.]*\s?(?:平|㎡|方|m2|m²)|整层|精装|空|出租|招租|转租|厂房|仓库|现有|面积|建筑面积|共?\d|实验室|研发|办公|毛坯|写字|冷库|车间|标准|万级|洁净|半层|单元|可|均|都|带|钢|框|全层|[a-z东西南北]\d?区|和|,|、|$|\s|\()"
)
_ABOUT_FIGURE = re.compile(
    r"\s?(?:层?高|净高|檐高|梁下|承重|荷载|楼板|载重|均?为?\d+(?:\.\d+)?\s?(?:米|m(?!2|²)|公尺|吨|t|kg|kn|元|块|公斤)|租金|[\d.,]+元|单价|\d{1,2}(?:\.\d)?(?=[\s,;。、(]|\Z)|都?是\d|:\s?[\d.]+\s?(?:元|米|m(?!2|²)|吨|t|k))"
)
_HOLDS = re.compile(r"(?:宿舍|公寓|食堂|办公|电梯|货梯)[^,;。\n]{0,4}$")
_NOT_HERE = re.compile(r"(?:宿舍|公寓|食堂|餐厅|停车|便利|超市|物业|员工|会所|健身)")


def offered_floors(source: Source, floors: Floors) -> FloorsFound | None:
    """Give the floors that a listing offers, where it offers some of several."""
    numbers: dict[int, tuple[int, int]] = {}
    for mark, end in zip(floors.marks, _joined_ends(floors.marks), strict=True):
        if not mark.upper and mark.floors and _is_offered(source, mark, end):
            for number in mark.floors:
                numbers.setdefault(number, (mark.start, mark.end))
    if not numbers or (floors.storeys and len(numbers) >= floors.storeys):
        return None
    if floors.storeys and max(numbers) > floors.storeys:
        return None
    return tuple(sorted(numbers)), min(numbers.values())


def _joined_ends(marks: Sequence[FloorMark]) -> list[int]:
    """Give for each mark where those joined to it end: what follows 三楼四楼 is said of both."""
    ends: list[int] = []
    following: FloorMark | None = None
    for mark in reversed(marks):
        joined = following is not None and following.start - mark.end <= 1 and not following.upper
        ends.append(ends[-1] if joined else mark.end)
        following = mark
    return ends[::-1]


def _is_offered(source: Source, mark: FloorMark, end: int) -> bool:
    text = source.text
    clause, _ = source.clause(mark.start)
    if _TAKEN.match(text, end) or _ABOUT_FIGURE.match(text, end) or _NOT_HERE.match(text, end):
        return False
    left = text[max(clause, mark.start - 8) : mark.start]
    if _HOLDS.search(left) or (
        re.search(r"(?:租金|层高|承重|荷载|净高|租|价)[:为]?\s?$", left)
        and not left.endswith(("出租", "招租"))
    ):
        return False
    if re.search(r"(?:到|至|上|下|通|(?<![现还只])有)\s?$", left):
        return False
    if _FIGURE.match(text, end) or mark.start < source.body or _SINGLED_OUT.search(left):
        return True
    return bool(_OFFERED_AFTER.match(text, end) and _OFFERED_BEFORE.search(left))


_FIGURE = re.compile(
    r"\s?(?:的|[成整]层)?[:约共]?\s?(?:[一二三四五六七八九十百千两]{2,6}个?|\d[\d,.]*)\s?(?:平|㎡|方|m2|m²)"
)
_SINGLED_OUT = re.compile(r"(?:放|(?<=[层楼])出|推出|剩|位于|只剩|现有)\s?$")
_REFUSED_BEFORE = re.compile(r"(?:不要|不考虑|不接受|不能|除了?|勿|免谈|不租|不想要|别推)[^,;。\n\s]{0,4}$")
_REFUSED_AFTER = re.compile(
    r"[^,;。\n\s]{0,3}(?:不要|不考虑|不接受|免谈|不行|勿扰|除外|就算了|不合适|太高|勿推|不看)"
)
_LEAST_AREA = re.compile(r"(?:不少于|至少|面积)")  # 面积8000平,首层不少于4000平
_OWN_HEIGHT = re.compile(r"(?:层高|净高|高度?|要|不低于|≥)*\d+(?:\.\d+)?\s?(?:米|m(?![2²]))")
_HAVE = re.compile(r"(?:现在|目前|以前|原来|现|之前)[^,;。\n]{0,8}$")


def _of_figure(source: Source, mark: FloorMark) -> bool:
    """首层不少于4000平, 首层要6米: the floor only says of what the figure is."""
    text = source.text
    first = text.startswith("首", mark.start) and _OWN_HEIGHT.match(text, mark.end)
    return bool(first or _LEAST_AREA.match(text, mark.end))


def wanted_floors(source: Source, floors: Floors) -> FloorsFound | None:
    """Give the floors that would do; what is refused is left out."""
    numbers: dict[int, tuple[int, int]] = {}
    for mark in floors.marks:
        if mark.upper or not mark.floors:
            continue
        clause, _ = source.clause(mark.start)
        left = source.text[max(clause, mark.start - 12) : mark.start]
        if (
            _REFUSED_BEFORE.search(left)
            or _REFUSED_AFTER.match(source.text, mark.end)
            or _HAVE.search(left)
            or _of_figure(source, mark)
            or left.endswith("层高:")
        ):
            continue
        for number in mark.floors:
            numbers.setdefault(number, (mark.start, mark.end))
    return (tuple(sorted(numbers)), min(numbers.values())) if numbers else None
