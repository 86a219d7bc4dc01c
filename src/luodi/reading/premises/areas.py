"""Floor and land areas: what is offered or wanted, its smallest part, and what is neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from luodi.core.quantities import Quantity
from luodi.core.quantities.rates import Rate
from luodi.core.record import record
from luodi.reading.premises.source import Source, last_match

Role = Literal["offer", "total", "each", "smallest", "part", "park", "present"]

_LAND_UNITS = ("亩", "市亩", "亩地", "mu", "公顷", "ha", "平方公里", "平方千米", "km²", "km2")
_LAND = re.compile(
    r"(?:占地|土地|宗地|用地|地块|净地|地皮|场地|堆场|空地|院落|出让|证载土地|料场|货场|停车场|场站)(?:总?面积|面积)?[^\d,;()一二三四五六七八九十]{0,5}$"
)
_BUILT = re.compile(r"(?:建筑?面|厂房|仓库|库房|车间|建面|使用面积|套内|房)[^\d,;]{0,6}$")
_BUILDINGS = re.compile(r"地上|厂房|车间|库房|建筑物|建筑面积")
_BUILT_AFTER = re.compile(
    r"\s?的?(?:单层|双层|旧|老|标准)?(?:轻?钢构?|框架|砖混)?(?:结构)?(?:厂房|车间|仓库|库房|房)"
)
_EACH = re.compile(
    r"(?:每(?:层|个|栋|幢|间|跨|套|单元|分区|块)|单层(?:建筑)?面积?|单层|标准层(?:建筑)?面积|层面积|单套|单间|单体|各)(?:建筑)?(?:面积)?[:约为是]*\s?$"
)
_EACH_AFTER = re.compile(r"\s?(?:/|每)(?:层|栋|间|套)")
_SMALLEST = re.compile(
    r"(?:最小|最少|起租面积|起租|起分|起售|分割面积|可分租|可分割成?|可分|可拆分|可切分|可拆(?:成|为)?半层|小至|低至|min|divisible from)[^\d,;。]{0,9}$"
)
_SMALLEST_AFTER = re.compile(
    r"\s?(?:/层)?(?:为)?(?:即|就)?(?:可|开始|以上)?(?:起(?![价步])|可租(?!面积)|可分割|可分租(?!\s?\d)|就租|一租)"
)
_PART = re.compile(
    r"(?:不?含|包括|包含|其中|另有|另带|附带|配套|另|送|赠送?|附(?!近)|(?<!一)带(?!行车|航车|天车|吊车|行吊|[客货]?电?梯)|隔出?|辅房|(?<!厂房[及和、])办公楼?|办公区|宿舍楼?|食堂|展厅|院子|院内|大院|空地|院坝|洁净区|洁净间|"
    r"门卫|配电房|雨棚|夹层|阁楼|绿化|停车位?|停车场|地下室|月台|辅楼|辅助用房|综合楼|附属|冷藏|冷冻|隔间|做|划出|分出|腾出|作为|作|缓冲)"
    r"[^\d,;。]{0,5}$|库容[:约为]?$"
)
_PART_AFTER = re.compile(
    r"\s?(?:的)?(?:左右)?(?:的)?(?:无尘|洁净|办公(?!楼|空间|室出)|宿舍|院子|空地|展厅|雨棚|食堂|餐厅|辅房|停车|院坝|绿化|夹层|展示|样品|实验区|冷藏区|装配区|做(?:办公|展|实验|无尘|小试|研发|宿舍)|作(?:为)?(?:办公|展))"
)
_PARK = re.compile(
    r"(?:园区|园区总|总占地|总用地|总建筑?面积|总建面|总仓储面积|总规划|规划|项目|[一二三]期|全园|产业园|工业园|基地|总体量|开发|总投资|厂区|(?<=园区)总面积)[^\d,;]{0,8}$"
)
_TOTAL = re.compile(
    r"(?:合计|共计|总共|一共|总计|共|总面积|总|整栋|整体|total|gfa)(?:[\d一二三四五六七八九十]{1,2}[栋幢座层])?(?:建筑|建|可租|出租|招租|使用)?(?:面积)?[:约为有是]*\s?$"
)
_OFFER = re.compile(
    r"本次|现推|现出租|现剩|剩余|现余|尚余|推出|招租面积|出租面积|可租面积|待租|可供|现有空|尚有|现招|在租|招商[:面]|出租[:部]|租售范围|标的[:为]|现对外|余量|剩"
)
_WANT = re.compile(r"拟|想|需|求|计划|要|租(?!户|的?到期|约|用)|购|买|找|新建")
_PRESENT = re.compile(
    r"现有|现址|现位于|现厂|现租|现用|现在|目前|(?<![太平中五高])原(?![料材平州阳味始])来?|以前|之前|老厂|旧厂|已有|自有|拥有|全国|运营|成立|现为|现场"
)
_DISTANT = re.compile(r"(?:绿地|公园|水面|覆盖|辐射|服务)[^\d,;]{0,4}$")


@record
class Area:
    """An area with its part in the text: ``land`` or built, and whether it is what is offered or wanted."""

    quantity: Quantity
    land: bool
    role: Role

    @property
    def value(self) -> float:
        """The area in m², the upper end of a range."""
        return self.quantity.value if self.quantity.high is None else self.quantity.high


@dataclass(frozen=True, slots=True)
class Setting:
    """What must be known to read areas: is it land that is offered or wanted, in an enquiry, of how many storeys."""

    on_land: bool = False
    enquiry: bool = False
    storeys: int | None = None
    floors_offered: int = 0
    office: bool = False


def find_areas(
    source: Source, quantities: Sequence[Quantity], rates: Sequence[Rate], setting: Setting
) -> list[Area]:
    """Find all areas, in order, without those that money is by (18块一平)."""
    found: list[Area] = []
    index = 0
    for quantity in quantities:
        if quantity.dimension != "area" or quantity.value < _LEAST:
            continue
        while index < len(rates) and rates[index].end <= quantity.start:
            index += 1
        if index < len(rates) and rates[index].start <= quantity.number_start:
            continue
        area = _area(source, quantity, found[-1] if found else None, setting)
        if area is not None:
            found.append(area)
        if len(found) == _MOST:
            break
    return found


def _area(source: Source, quantity: Quantity, last: Area | None, setting: Setting) -> Area | None:
    text = source.text
    clause, _ = source.clause(quantity.number_start)
    left = text[max(clause, quantity.number_start - 16) : quantity.start]
    if text.startswith(("一亩", "1亩"), quantity.number_start) or _DISTANT.search(left):
        return None
    land = _is_land(quantity, left, last, text, on_land=setting.on_land)
    if setting.enquiry and _is_present(_said_before(source, quantity.number_start)):
        return Area(quantity, land, "present")
    role = _role(text, quantity, left, clause, last)
    if role == "part" and setting.office and "办公" in left:
        role = "offer"
    if role == "part" and (setting.on_land or quantity.written_unit == "亩") and _YARD.search(left):
        role = "offer"
    if role == "park" and last is not None and last.role == "each" and "总建" in left:
        role = "total"
    if role == "each" and _SINGLE.search(left) and (setting.storeys or 1) == 1:
        role = "offer"
    return Area(quantity, land, role)


_MOST = 100  # areas: what names more is a table of many offers, and the time must stay linear
_LEAST = 8.0  # m²: what is smaller is by the square metre or a slip
_YARD = re.compile(r"(?:空地|院子|大院|院坝|停车场)[^\d,;。]{0,5}$")
_BUILDING = re.compile(r"其中(?:厂房|车间|仓库|库房|建筑)[^\d,;]{0,4}$")  # 土地86亩,其中厂房18000平
_SINGLE = re.compile(r"单层\s?$")


def _said_before(source: Source, at: int) -> str:
    start, _ = source.sentence(at)
    return source.text[max(start, at - 80) : at]


def _is_land(quantity: Quantity, left: str, last: Area | None, text: str, *, on_land: bool) -> bool:
    if quantity.written_unit.lower() in _LAND_UNITS:
        return True
    if _LAND.search(left):
        return True
    if (
        last is not None
        and text[last.quantity.end : quantity.start].strip("(约合即折、,:") == ""
        and last.land
    ):
        return True
    if (
        last is not None
        and last.land
        and last.quantity.written_unit in _LAND_UNITS
        and _BUILDINGS.search(text, last.quantity.end, quantity.start)
    ):
        return False
    return on_land and not _BUILT.search(left) and not _BUILT_AFTER.match(text, quantity.end)


def _role(text: str, quantity: Quantity, left: str, clause: int, last: Area | None) -> Role:
    if _SMALLEST.search(left) or (quantity.high is None and _SMALLEST_AFTER.match(text, quantity.end)):
        return "smallest"
    if _EACH.search(left) or _EACH_AFTER.match(text, quantity.end):
        return "each"
    if _PARK.search(left):
        return "park"
    if _TOTAL.search(left):
        return "total"
    if (
        _PART.search(left)
        or _PART_AFTER.match(text, quantity.end)
        or _in_brackets(text, quantity, clause, last)
    ):
        return "offer" if last is not None and last.land and _BUILDING.search(left) else "part"
    return "offer"


def _is_present(before: str) -> bool:
    """现有生产基地占地85亩: said of where the firm is now, and no wish in between."""
    last = last_match(_PRESENT, before)
    return last is not None and not _WANT.search(before, last.end())


def _in_brackets(text: str, quantity: Quantity, clause: int, last: Area | None) -> bool:
    """The parts of a sum behind it: 20800平(车间18600平+辅房2200平)."""
    if last is None or last.quantity.end < clause:
        return False
    between = text[last.quantity.end : quantity.start]
    opened = between.rfind("(") > between.rfind(")")
    return (opened and last.role != "part") or (
        last.role == "part" and ")" not in between and between.startswith("+")
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """The areas of a listing, each with the figure that says it."""

    floor: tuple[float, Quantity] | None
    land: tuple[float, Quantity] | None
    smallest: tuple[float, Quantity] | None


_BY_FLOOR = re.compile(
    r"(?:可|能)?(?:按|分|逐)层(?:出租|招租|租|分租|起租|销售|出售|购买)|[一1]层起(?:租|售)|(?:可以?)?只租[一1]层|单层起租|单层(?:可|也可)?出?租|[一1]个(?:防火)?(?:分区|单元)起租|"
    r"[一1](?:跨|间|栋|套|单元)起租|整层起租|可(?:单)?层出租|层层可租|单层也租|可单层|可分层|可?分层(?:出)?租|(?:单|整)层(?:也)?(?:可|能)?租"
)  # fmt: skip
_BY_STOREY = re.compile(r"每层|单层|标准层|/层|层面积")
_APART = re.compile(
    r"分开(?:出)?[租售卖]|可分栋|单独(?:出)?租|可单租|分别(?:出)?租|可单栋|可以?分开|单栋起?租|可单栋|拆开租|也可单租"
)


def offered_areas(source: Source, areas: Sequence[Area], setting: Setting) -> Offered:
    """Choose among a listing's areas what is offered, and the smallest part that is let or sold.

    Where only the area of each floor is said, the floors that are offered are added up.
    """
    areas = _without_park(source, areas)
    built = [area for area in areas if not area.land]
    ground = [area for area in areas if area.land]
    floor, several = _main(source, built)
    if (
        floor
        and floor[1].high is None
        and all(area.role == "each" for area in built if area.role != "smallest")
        and _BY_STOREY.search(source.text)
    ):
        floor = floor[0] * (setting.floors_offered or setting.storeys or 1), floor[1]
    land, _ = _main(source, ground)
    smallest = _smallest(source, areas, several)
    ground_only = floor is None or (smallest is not None and smallest[1].written_unit.lower() in _LAND_UNITS)
    main = (land or floor) if ground_only else floor
    if smallest and main and smallest[0] >= main[0] * 0.999:
        smallest = None
    return Offered(floor, land, smallest)


def _without_park(source: Source, areas: Sequence[Area]) -> list[Area]:
    """Leave out a park's own totals, where the offer has figures of its own."""
    marker = _OFFER.search(source.text, source.body)
    at = marker.start() if marker else 0
    behind = (
        [a for a in areas if a.quantity.start > at and a.role in ("offer", "total", "each")] if marker else []
    )
    kept = [area for area in areas if area.role not in ("part", "present")]
    if behind:
        titled = [a for a in kept if a.quantity.start < source.body]
        kept = titled + [
            a
            for a in kept
            if a.quantity.start >= source.body
            and (a.quantity.start > at or (a.role != "park" and _shared(source, a, behind)))
        ]
    own = {area.land for area in kept if area.role != "park"}
    parks = [area for area in kept if area.role == "park"]
    return [
        area
        for area in kept
        if area.role != "park" or area.land not in own or not _has_other(area, kept, parks)
    ]


def _shared(source: Source, area: Area, behind: Sequence[Area]) -> bool:
    """An area before the offer's own words still counts where its sentence tells of no park."""
    start, end = source.sentence(area.quantity.start)
    return not re.search(r"园区|产业园|工业园|总占地|总建", source.text[start:end]) and not any(
        b.land == area.land for b in behind
    )


def _has_other(area: Area, kept: Sequence[Area], parks: Sequence[Area]) -> bool:
    return any(b.land == area.land and b.role in ("offer", "total", "each") for b in kept if b not in parks)


def _main(source: Source, areas: Sequence[Area]) -> tuple[tuple[float, Quantity] | None, list[Area]]:
    """Give the whole that is offered, and the single things it is made of where they are named apart."""
    whole = [area for area in areas if area.role in ("offer", "total", "park")]
    if not whole:
        each = [area for area in areas if area.role == "each"]
        return ((each[0].value, each[0].quantity) if each else None), []
    distinct: list[Area] = []
    names: set[tuple[float, str]] = set()
    for area in whole:
        name = _unit_name(source, area)
        same = any(abs(area.value - other.value) <= 0.005 * other.value for other in distinct)
        if not same or (
            name
            and area.quantity.start >= source.body
            and distinct[0].quantity.start >= source.body
            and names
            and (area.value, name) not in names
            and (area.value, "") not in names
        ):
            distinct.append(area)
        names.add((area.value, name))
    totals = [area for area in distinct if area.role == "total"]
    singles = [area for area in distinct if area.role == "offer"]
    if totals:
        return (totals[0].value, totals[0].quantity), singles
    if len(singles) > 1 and _named_apart(source, singles):
        return (sum(area.value for area in singles), singles[0].quantity), singles
    return (distinct[0].value, distinct[0].quantity), []


_UNIT_NAME = re.compile(
    r"(?:[a-z\d一二三四五六七八九十首底]+(?:号|#|栋|幢|座|区|楼|层|f|库|车间)[^\d,;]{0,8}[:为是]?|另有?[^\d,;]{0,6})$"
)


def _named_apart(source: Source, areas: Sequence[Area]) -> bool:
    """Each of several areas stands behind the name of a building or floor of its own (B栋2400平、C栋1800平)."""
    names = [_unit_name(source, area) for area in areas]
    return all(names) and len(set(names)) == len(names)


def _unit_name(source: Source, area: Area) -> str:
    """Give the words that name the building or floor in front of an area (B栋), or an empty string."""
    at = area.quantity.start
    start, _ = source.sentence(area.quantity.number_start)
    name = _UNIT_NAME.search(source.text[max(start, at - 14) : at])
    return name[0] if name else ""


def _smallest(
    source: Source, areas: Sequence[Area], several: Sequence[Area]
) -> tuple[float, Quantity] | None:
    stated = [area for area in areas if area.role == "smallest"]
    if stated:
        return _least_listed(source, areas, stated[0])
    ranged = [
        area for area in areas if area.quantity.high is not None and area.role in ("offer", "total", "each")
    ]
    if ranged:
        return ranged[0].quantity.value, ranged[0].quantity
    each = [area for area in areas if area.role == "each"]
    if each and (_BY_FLOOR.search(source.text) or _APART.search(source.text)):
        return each[0].quantity.value, each[0].quantity
    if several and (_APART.search(source.text) or _BY_FLOOR.search(source.text)):
        least = min(several, key=lambda area: area.value)
        return least.value, least.quantity
    return None


def _least_listed(source: Source, areas: Sequence[Area], first: Area) -> tuple[float, Quantity]:
    """可分32亩、20亩: the least of the parts that are listed."""
    least, last = first, first
    for area in areas:
        if area.quantity.start > last.quantity.start:
            if source.text[last.quantity.end : area.quantity.start] not in ("、", "和", "/"):
                break
            last = area
            least = min(least, area, key=lambda each: each.value)
    return least.quantity.value, least.quantity


_BARE_SMALLEST = re.compile(r"(?:可分租?|最小|起租)\s?$")


def unitless_smallest(source: Source, quantities: Sequence[Quantity]) -> tuple[float, Quantity] | None:
    """可分2000起: a number without a unit that can only be the smallest part."""
    for quantity in quantities:
        if quantity.dimension == "none" and not quantity.per and 50 <= quantity.value <= 100_000:
            left = source.text[max(0, quantity.number_start - 4) : quantity.number_start]
            if _BARE_SMALLEST.search(left) and source.text.startswith("起", quantity.end):
                return quantity.value, quantity
    return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An area that an enquiry asks for: at least, at most (None: open), and the figure that says it."""

    least: float | None
    most: float | None
    quantity: Quantity


_AT_MOST = re.compile(
    r"(?:不超过?|不大于|不要超过|最大|最多|≤|<=?|以内|控制在|max\.?|上限|别超)\s?[:约为]?\s?$"
)
_AT_LEAST = re.compile(
    r"(?:不低于|不少于|不小于|最小|至少|最少|最低|≥|>=?|大于|min\.?|起码|下限)\s?[:约为]?\s?$"
)
_AT_MOST_AFTER = re.compile(r"\s?(?:的)?(?:以内|以下|之内|内|封顶|左右以内|为上限)(?!部)")
_AT_LEAST_AFTER = re.compile(r"\s?(?:及|或)?(?:以上|起|往上|打底|开外)")
_ABOUT_AFTER = re.compile(r"\s?(?:上下|左右|多一点少一点|出头)")


def wanted_area(source: Source, areas: Sequence[Area], *, land: bool) -> Wanted | None:
    """Choose what an enquiry asks for: the first area that is neither a part nor where the firm is now."""
    for roles in (("offer", "total", "smallest", "park"), ("each",)):
        for area in areas:
            if area.land == land and area.role in roles:
                return bounds(source.text, area.quantity)
    return None


def bounds(text: str, quantity: Quantity) -> Wanted:
    """Tell from its words whether a figure is a floor, a ceiling or both (3000平左右)."""
    left = text[max(0, quantity.number_start - 6) : quantity.number_start]
    if quantity.high is not None:
        return Wanted(quantity.value, quantity.high, quantity)
    if quantity.approx == "at_most" or _AT_MOST.search(left) or _AT_MOST_AFTER.match(text, quantity.end):
        return Wanted(None, quantity.value, quantity)
    if _ABOUT_AFTER.match(text, quantity.end) or quantity.approx == "about":
        return Wanted(quantity.value, quantity.value, quantity)
    if _AT_LEAST.search(left) or _AT_LEAST_AFTER.match(text, quantity.end) or quantity.approx == "at_least":
        return Wanted(quantity.value, None, quantity)
    return Wanted(quantity.value, quantity.value, quantity)


_BARE_OFFER = re.compile(r"(?:厂房|仓库|库房|车间|[楼层])\s?$")


def unitless_offer(source: Source, quantities: Sequence[Quantity]) -> tuple[float, Quantity] | None:
    """厂房一楼 1300: a number without a unit right behind what is offered can only be its area."""
    for quantity in quantities:
        if quantity.dimension != "none" or quantity.per or not 100 <= quantity.value <= 200_000:
            continue
        start, _ = source.clause(quantity.number_start)
        left = source.text[max(start, quantity.number_start - 4) : quantity.start]
        follows = source.text[quantity.end : quantity.end + 1]
        if _BARE_OFFER.search(left) and (not follows or follows in ",;。、! \n高左上"):
            return quantity.value, quantity
    return None


_BARE_WANT = re.compile(r"(?:要|租|找|面积|需要?|大概|大约|约)[:约个]{0,2}\s?$")


def unitless_area(source: Source, quantities: Sequence[Quantity]) -> Wanted | None:
    """要2200上下: a number without a unit that can only be an area."""
    for quantity in quantities:
        if quantity.dimension != "none" or quantity.per or not 200 <= quantity.value <= 200_000:
            continue
        left = source.text[max(0, quantity.number_start - 4) : quantity.start]
        follows = source.text[quantity.end : quantity.end + 1]
        if _BARE_WANT.search(left) and (not follows or follows in ",;。、! \n上左以到内的"):
            return bounds(source.text, quantity)
    return None
