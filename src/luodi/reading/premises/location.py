"""Where: a listing's province, city, district and place; the places that an enquiry would take."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from luodi.core.places import Division, PlaceMention, find_places, short_name
from luodi.reading.premises.choices import KIND_WORDS
from luodi.reading.premises.contacts import company_runs
from luodi.reading.premises.source import Source, last_match

Run = tuple[int, int]

_NEAR = re.compile(
    r"(?:距离?|离|临近|毗邻|靠近|紧邻|邻近|近|至|到|去|往|从|可达|通往|直达|来自|发往)[^,;。\n]{0,6}$"
)
_N = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
_STOP = re.compile(
    "|".join(KIND_WORDS.values())
    + r"|[红绿双两有]证|红本|出租|招租|出售|转让|转租|急租|急售|急转|对外|整租|直租|直招|整体|可租|可售|低价|便宜|优质|精装|全新|新建|标准|高标|重型|轻型|甲级|大型|小型|中型|"
    rf"独[栋院立门幢]|单层|双层|多层|单栋|单门|楼房|{_N}[\-至到~]{_N}(?:楼|层|f)|{_N}(?:楼|层|f(?![a-z]))|首层|底层|[甲乙丙丁戊](?:类|二)|丙[一二]|钢|框架|砖|砼|花园|食品级|洁净|万级|千级|十万级|"
    r"工业(?:用|土|出|地(?!产)|楼)|国有|集体|原房东|房东|业主|实拍|真实|靓|靠|临(?=近|街|路|高)|近(?!郊)|距|离|内(?![蒙环江黄丘乡])|旁|附近|周边|一带|那边|这边|的|有(?!色|机)|由|将|因|现(?!代)|共|总|占地|面积|建面|可(?!口)|带(?!河|岭)|"
    r"净地|(?<![航临])空(?![港间军调])|露天|硬化|无公摊|"
    r"\d[\d,.]*(?:-\d[\d,.]*)?\s?(?:平|㎡|亩|方|m2|m²|公顷|万|米|吨|元|块)|起租|分租|招商|项目|挂牌|地块|\d{4}-\d+号|推介|化工厂|一处|一座|一栋|整栋|专业|大小|多种|各|适合|适用|生物实验|(?<!产业)(?<!工业)(?<!物流)(?<!科技)园内|厂区|闲置|腾退|急|诚|政府|现成|手续|超|特价|可做|[^\u4e00-\u9fffa-z\d#\-—·]"
)  # fmt: skip
_NOTHING = frozenset(("", "市", "区", "县", "镇", "市区", "开发", "工业", "本地", "当地", "某"))
_PLACE_LABEL = re.compile(
    r"(?:地址|位置|区域|地点|坐落|位于|地处|所在地|区位|location|address)(?:于|在)?\s?[:]?\s?"
)
_ROUTE = re.compile(
    r"(?:路|街|道|大道|镇|街道|乡|园|园区|工业区|港|湾|村|社区|号|弄|巷|城|谷|栋|座|幢|厦|大厦|广场|中心|基地|区|桥|岛|堡|口|庄|屯|店|集|埠|\d号?楼|(?:园区?|小镇|基地|中心|谷|城)[a-z]?\d{1,2})$"
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where an offer is: the division it lies in, and the run behind it that names park, road or landmark."""

    division: Division | None
    division_at: Run
    place: Run | None


def find_address(source: Source) -> Address:
    """Find where a listing's premises are. Places that are merely near don't count."""
    mentions = [m for m in find_places(source.text) if not _is_near(source, m)]
    division, at, trail = _narrow(mentions)
    runs = list(_runs(source, [mention.end for mention in trail] + _named_again(source, division, trail)))
    body = [run for run in runs if run[0] >= source.body]
    opening = _opening(source, mentions)
    titled = _longest(runs)
    if titled and opening and not _ROUTE.search(source.text[slice(*opening)]):
        opening = None  # the title says the place, and the text begins with something else
    place = (
        _longest(body) or opening or titled or _labelled(source) or _behind_wider(source, division, mentions)
    )
    return Address(division, at, _extended(source, place))


def _behind_wider(source: Source, division: Division | None, mentions: Sequence[PlaceMention]) -> Run | None:
    """烟台岚崎产业园(牟平区): the place stands behind the city."""
    if division is None:
        return None
    wider = [m.end for m in mentions if any(d.holds(division) and d != division for d in m.candidates)]
    return _longest(
        [
            run
            for run in _runs(source, wider)
            if _ROUTE.search(source.text[slice(*run)])
            and not any(m.start < run[1] and run[0] < m.end for m in mentions)
        ]
    )


def _is_near(source: Source, mention: PlaceMention) -> bool:
    start, _ = source.clause(mention.start)
    left = source.text[max(start, mention.start - 10) : mention.start]
    return bool(_NEAR.search(left))


def _narrow(mentions: Sequence[PlaceMention]) -> tuple[Division | None, Run, list[PlaceMention]]:
    """Go from the first place named to the narrowest inside it; give also all mentions of that one."""
    current: Division | None = None
    at = (0, 0)
    for mention in mentions:
        candidates = mention.candidates
        if current is None:
            if len(candidates) == 1:
                current, at = candidates[0], (mention.start, mention.end)
            continue
        inside = [d for d in candidates if current.holds(d)]
        if len(inside) == 1:
            current, at = inside[0], (mention.start, mention.end)
        if current.district:
            break
    trail = [m for m in mentions if current is not None and current in m.candidates]
    return current, at, trail


def _named_again(source: Source, division: Division | None, trail: Sequence[PlaceMention]) -> list[int]:
    """Give where the division's short form ends elsewhere: once it is known, an ordinary word (南海) is it too."""
    name = short_name(division.district) if division and division.district else ""
    if division is None or len(name) < 2:
        return []
    known = {mention.start for mention in trail}
    text, ends = source.text, []
    at = text.find(name)
    while at >= 0:
        end = at + len(division.district if text.startswith(division.district, at) else name)
        if at not in known and not _NEAR.search(text[max(0, at - 8) : at]):
            ends.append(end)
        at = text.find(name, end)
    return ends


def _runs(source: Source, starts: Sequence[int]) -> Iterator[Run]:
    for start in starts:
        skip = _BEFORE_STREET.match(source.text, start)
        if skip and skip.end() > start and not _STOP_LINE.search(source.text[start : skip.end()]):
            start = skip.end()
        run = _run(source, start)
        if run:
            yield run


_BEFORE_STREET = re.compile(r"[\s·,，\-—】\])]{0,2}(?=[^\s]{2,12}(?:街道|镇|乡|路|大道|工业园|产业园|园区))")
_STOP_LINE = re.compile(r"\n")


def _run(source: Source, start: int) -> Run | None:
    """Give the unbroken run from ``start`` up to a word that tells of the offer."""
    stop = _STOP.search(source.text, start, start + 48)
    town = _TOWN_AHEAD.match(source.text, start)
    if stop and town and len(stop[0]) == 1 and stop.start() < town.end():
        stop = _STOP.search(source.text, town.end(), start + 48)  # 共和镇: its letters are no words
    end = stop.start() if stop else min(len(source.text), start + 48)
    if stop and stop[0] in ("旁", "对面"):
        return _beside(source, start, stop.start(), stop.end())
    while end > start and source.text[end - 1] in "-—·#":
        end -= 1
    run = source.text[start:end]
    return (start, end) if len(run) > 1 and run not in _NOTHING and not run.isascii() else None


_TOWN = re.compile(r".*(?:镇|乡|街道)")
_TOWN_AHEAD = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道)")


def _beside(source: Source, start: int, near: int, behind: int) -> Run | None:
    """洪广镇纺织园旁, 软件园旁医药港B座: what something merely stands beside is no place."""
    run = _run(source, behind)
    if run and _ROUTE.search(source.text[slice(*run)]):
        return run
    town = _TOWN.match(source.text, start, near)
    return town.span() if town else None


def _longest(runs: Sequence[Run]) -> Run | None:
    good = [run for run in runs if run[1] - run[0] <= 40]
    return max(good, key=lambda run: run[1] - run[0], default=None)


def _labelled(source: Source) -> Run | None:
    """Give what stands behind 地址 or 位置, where it is more than the division."""
    for label in _PLACE_LABEL.finditer(source.text, source.body):
        run = _run(source, label.end())
        name = source.text[slice(*run)] if run else ""
        if _ROUTE.search(name) and not name[0].isdigit() and not find_places(name):
            return run
    return None


def _opening(source: Source, mentions: Sequence[PlaceMention]) -> Run | None:
    """A post often begins with the place: 棘洪滩单层厂房. Only where the title named the district."""
    if mentions and mentions[0].start >= source.body:
        return None
    start = re.compile(r"[^\u4e00-\u9fffa-z\d]*").match(source.text, source.body)
    at = start.end() if start else source.body
    run = _run(source, at)
    if run is None or any(m.start < run[1] and run[0] < m.end for m in mentions):
        return None
    name = source.text[run[0] : run[1]]
    stop = _STOP.match(source.text, run[1])
    known = _ROUTE.search(name) or (
        mentions and stop and len(name) <= 4 and "\u4e00" <= stop[0][0] <= "\u9fff"
    )
    ordinary = re.match(
        r"各位|自家|自有|本人|出|我|公司|急|现|因|低价|您好|你好|大家|老板|朋友|房源|厂家|原|工业|信息|类型|名称|诚",
        name,
    )
    return run if known and not ordinary and re.fullmatch(r"[\u4e00-\u9fffa-z\d]+", name) else None


def _extended(source: Source, place: Run | None) -> Run | None:
    """A title says 流亭 and the text 流亭双元路: the longer run is the place."""
    if place is None or place[0] >= source.body:
        return place
    name = source.text[slice(*place)]
    at = source.text.find(name, source.body)
    while at >= 0:
        run = _run(source, at)
        if run and run[1] - run[0] > len(name):
            return run
        at = source.text.find(name, at + 1)
    return place


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place that an enquiry would take; ``division`` is the narrowest division said, ``narrow`` what lies in it."""

    start: int
    end: int
    division: Division | None
    narrow: bool = True


_END_WORDS = re.compile(
    "|".join(KIND_WORDS.values())
    + r"|附近|周边|周围|一带|那边|这边|这一?片|范围|境内|区域|方向|片区|或者?|和(?!平|顺|田|县|静|林|政|硕)|及(?!第)|与|均可|都行|都可以?|也可|也行|皆可|优先|最好|首选|的|找|租|求|要(?!子)|买|购|建(?!德|邺|湖|阳|水|始|瓯|宁|平|昌|华)|需|选|承|投资|"
    r"[两三四]地|地区|新建|设|为|能|内(?![蒙江黄丘乡])|上(?:下|的)|\d|[一二三四五六七八九十两]+(?:千|百|万|个|亩|楼|层)|左右|寻|置|拿|做|开(?!发区)|办|存|放|为主|之间|等|闲置|有(?!色)|还是|想|拟|再|以内|标准|工业(?:用|土|地|厂)|单层|独[栋院立]|临街|甲级|整|带(?!岭)|精装|均|也|以|高标|合适|[甲乙丙丁戊](?:类|[一二])|红本|[红绿双]证|择址|"
    r"[^\u4e00-\u9fff\d]"
)  # fmt: skip
_ZONE = re.compile(
    r"(?:国家级|国家|省级)?(?:高新技术产业开发区|经济技术开发区|高新(?:技术)?(?:产业)?(?:开发)?区|经济开发区|经开区?|开发区|工业园区?|保税区|自贸区|滨海(?:新区|开发区)?|港区?|新区|临空|临港|新城|综保区|科学城|产业园|化工园区?|空港|东部新城)"
)
_SIDE = re.compile(
    r"(?:[东南西北中](?:部|边|北部|南部|片区?)|[东西][南北](?:部)?|城[东南西北区]|主城区?|市区|郊区|近郊)"
)
_SEPARATOR = re.compile(r"(?:一带|附近|周边|那边|这边)?\s?(?:[、/,;和及与\s]|或者?|以及|还有|还是|或是)\s?")
_PRESENT = re.compile(
    r"现址|现厂|现在|目前|位于|原来?(?:在|址)|以前|之前|现有|从|老厂|自有|起家|来自|总部|注册(?:地|在)|刚从|原厂"
)
_WISH = re.compile(
    r"想|拟|求|需要?|计划|要(?!求)|寻|找|租(?!的|户|约|期|了|来)|选址|意向|首选|购|买|区域|去|投资|落户|搬到|迁(?:到|至|往)|搬去|搬往"
)
_LEAVES = re.compile(
    r"(?:搬出|搬过来|搬来|迁出|的(?:厂|公司|企业|库|老|工厂)(?!房)|这边(?:厂|房|到|租)|租的|那边的?(?:厂|房|库)|老厂|拆迁|到期|除外|不要|不考虑|免谈|就不|太远)"
)
_FAR = 100  # letters before a place in which a wish for it may stand
_NOT_HERE = re.compile(r"(?:不要|不考虑|除了?|排除|勿|远离|不去)[^,;。\n]{0,6}$")


def wanted_locations(source: Source) -> list[Wanted]:
    """Find the places that an enquiry would take, narrowest only, in order."""
    mentions = _mentions_outside_names(source)
    starts = {mention.start for mention in mentions}
    found: list[Wanted] = []
    for index, mention in enumerate(mentions):
        if (found and mention.start < found[-1].end) or not _is_wanted(source, mention):
            continue
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        if following and _holds(mention, following) and source.text[mention.end : following.start] in _LINKS:
            continue
        found += _listed_before(source, mention, starts)
        found.append(_named(source, mention, following.start if following else len(source.text)))
        found += _listed(source, found[-1].end, starts)
    return _narrowest(source, found or [*_unregistered(source), *_wider(source)])


_LINKS = ("", "市", "的", "·", " ")


def _mentions_outside_names(source: Source) -> list[PlaceMention]:
    """Give the places of the text, without those that begin a firm's name or follow it in brackets."""
    firms = list(company_runs(source))  # in order, not overlapping
    kept: list[PlaceMention] = []
    for mention in find_places(source.text):
        before = bisect_right(firms, (mention.start, len(source.text))) - 1
        if before >= 0 and mention.end <= firms[before][1]:
            continue
        behind = kept and kept[-1].end == mention.start and not _same_province(kept[-1], mention)
        if behind and _LONGER.match(source.text, mention.end):
            continue  # 平湖市独山港镇 is not in 独山县
        kept.append(mention)
    return kept


_LONGER = re.compile(r"[\u4e00-\u9fff]{0,2}(?:镇|乡|街道|村|路|大道|园)")


def _same_province(a: PlaceMention, b: PlaceMention) -> bool:
    return bool({d.province for d in a.candidates} & {d.province for d in b.candidates})


def _holds(wide: PlaceMention, narrow: PlaceMention) -> bool:
    return any(a.holds(b) for a in wide.candidates for b in narrow.candidates)


_OURS = re.compile(r"(?:我们?|我司|我厂|公司)在[\u4e00-\u9fff]{0,4}$")  # 我们在南安做石材加工


def _is_wanted(source: Source, mention: PlaceMention) -> bool:
    start, end = source.clause(mention.start)
    start = max(start, mention.start - _FAR)
    before = source.text[max(start, mention.start - 60) : mention.start]
    after = source.text[mention.end : min(end, mention.end + 9)]
    if _NOT_HERE.search(before) or _NEAR_ROAD.match(source.text, mention.end):
        return False
    last = last_match(_PRESENT, before)
    if last is not None and not _WISH.search(before, last.end()):
        return False
    if _OURS.search(before) and not _WISH.search(source.text, mention.end, min(end, mention.end + _FAR)):
        return False
    if _STANDS.search(before) and _MOVES.match(source.text, end):
        return False  # 在东莞虎门,想去惠州
    leaves = _LEAVES.search(after)
    return not (leaves and not _WISH.search(before[-8:]) and not _WISH.search(after[: leaves.start()]))


_STANDS = re.compile(r"(?<![想拟要准备])在[\u4e00-\u9fff]{0,4}$")
_MOVES = re.compile(r"[,;。\s]{1,2}(?:现在?|目前)?(?:想|要|拟|准备|打算|计划)(?:去|搬|迁|到)")
_NEAR_ROAD = re.compile(
    r"(?:高速|绕城|机场|火车站|高铁|港口岸|地铁|站(?![前台])|客户|籍|人(?!民)|牌|银行|企业|方案|设计院)"
)


def _named(source: Source, mention: PlaceMention, limit: int) -> Wanted:
    """Give the place with what stands right behind it: 青岛高新区, 历城区北部; 前湾港 alone behind 黄岛."""
    division = mention.candidates[0] if len(mention.candidates) == 1 else None
    stop = _END_WORDS.search(source.text, mention.end, mention.end + 20)
    end = min(limit, stop.start() if stop else mention.end + 20)
    tail = source.text[mention.end : end]
    side = _SIDE.match(tail)
    if side and side.end() == len(tail):
        return Wanted(mention.start, end, division)
    zone = _ZONE.match(source.text, mention.end, max(limit, mention.end))
    if zone:
        return Wanted(mention.start, max(end, zone.end()), division)
    if 2 <= len(tail) <= 12 and _is_name(tail):
        joined = (
            re.search(r"(?:基地|园区?|城)$", tail)
            and not tail.startswith(("市", "县", "区"))
            and _is_short(source, mention)
        )
        return Wanted(mention.start if joined else mention.end, end, division)
    return Wanted(mention.start, mention.end, division, narrow=False)


def _is_short(source: Source, mention: PlaceMention) -> bool:
    return source.text[mention.end - 1] not in "省市区县镇"


_NO_NAME = re.compile(
    r"^(?:市区?|省|这|那|本地|当地|均|都|也|及|等|生产|加工|急|诚|长期|收|项目|公司|企业|厂|客户|预算|仓|冷|工业|用地|研发|一楼|物流|食品|以|为|想|我|需|落|招|长租|地|全|任|不|就|中转|分拨|[两三四五]地|交通|靠|临|离|距|近)"
)


_FIRM_WORD = re.compile(r"企业|公司|工厂|项目|团队|客户|老板|厂家")


def _is_name(tail: str) -> bool:
    return (
        not _NO_NAME.match(tail)
        and not _FIRM_WORD.search(tail)
        and bool(_ROUTE.search(tail) or (len(tail) <= 4 and re.fullmatch(r"[\u4e00-\u9fff]+", tail)))
    )


_LIST_BEFORE = re.compile(r"(?:.*[在于找寻去到选:,。\s]|^)((?:[\u4e00-\u9fff]{2,5}[、/]){1,6})$")


def _listed_before(source: Source, mention: PlaceMention, starts: Set[int]) -> list[Wanted]:
    """Take names that a list has before the first one known: 路桥、椒江 (the first is an ordinary word as well)."""
    clause, _ = source.clause(mention.start)
    offset = max(clause, mention.start - 36)
    names = _LIST_BEFORE.match(source.text[offset : mention.start])
    if names is None or any(at in starts for at in range(offset + names.start(1) - 3, mention.start)):
        return []
    return [
        Wanted(offset + names.start(1) + part.start(), offset + names.start(1) + part.end(), None)
        for part in re.finditer(r"[^、/]+", names[1])
        if not _NO_NAME.match(part[0]) and not _END_WORDS.search(part[0])
    ]


def _listed(source: Source, at: int, starts: Set[int]) -> list[Wanted]:
    """Go on through a list of places that no register knows: 周巷、长河一带."""
    found: list[Wanted] = []
    while True:
        separator = _SEPARATOR.match(source.text, at)
        if separator is None or separator.end() in starts or "\n" in separator[0]:
            return found
        start = separator.end()
        stop = _END_WORDS.search(source.text, start, start + 16)
        end = stop.start() if stop else start + 16
        tail = source.text[start:end]
        sure = bool(_SURE_NAME.search(tail)) or (
            ("、" in separator[0] or "或" in separator[0])
            and bool(
                re.match(
                    r"一带|附近|周边|那边|、|范围|都行|均可|都可|或|,|\s|;|找|租", source.text[end : end + 2]
                )
            )
        )
        if (
            not 2 <= len(tail) <= 12
            or not sure
            or not _is_name(tail)
            or any(at in starts for at in range(start + 1, end))
        ):
            return found
        if "," in separator[0] and not re.search(r"(?:镇|街道|园区|工业园|产业园|开发区|高新区|新区)$", tail):
            return found
        found.append(Wanted(start, end, None))
        at = end


_SURE_NAME = re.compile(
    r"(?:镇|街道|乡|园区?|工业区|开发区|高新区|经开区|新区|保税区|港|基地|新城|大道|科学城|经开|高新)$"
)
_ALL_WOULD_DO = re.compile(
    r"(?<![\u4e00-\u9fff、/])((?:[\u4e00-\u9fff]{2,4}[、/]){1,5}[\u4e00-\u9fff]{2,4}?)(?=都(?:看|行|可)|均可|皆可|附近|一带)"
)


_WIDER = re.compile(
    r"长三角|珠三角|粤港澳大湾区|大湾区|京津冀|环渤海|成渝(?:地区|双城)?|华[东南北中](?=地区|区域|优先|均|都|[,;。\s]|$)|胶东|苏南|苏北|苏锡常|浙北|皖南|皖北|"
    r"(?:西南|西北|东北)(?=地区|区域)"
)


def _wider(source: Source) -> Iterator[Wanted]:
    """华东优先: regions that hold several provinces or parts of one, where nothing narrower is wanted."""
    return (Wanted(*match.span(), None) for match in _WIDER.finditer(source.text, source.body))


def _unregistered(source: Source) -> Iterator[Wanted]:
    """公明、光明、松岗都看: places that no register knows, where the text says that each would do."""
    for names in _ALL_WOULD_DO.finditer(source.text, source.body):
        for part in re.finditer(r"[^、/]+", names[1]):
            if _is_name(part[0]) and not _END_WORDS.search(part[0]):
                yield Wanted(names.start(1) + part.start(), names.start(1) + part.end(), None)


def _narrowest(source: Source, found: Sequence[Wanted]) -> list[Wanted]:
    """Drop what holds another, what is said twice, and names that a longer one repeats."""
    said = {(place.division, place.narrow) for place in found if place.division is not None}
    whole = {place.division for place in found if place.division is not None and not place.narrow}
    wide = {
        division
        for division in whole
        if (division, True) in said or any(division.holds(other) for other, _ in said)
    }
    kept: list[Wanted] = []
    names: set[str] = set()
    for place in found:
        name = source.text[place.start : place.end]
        division = None if place.narrow else place.division
        if name in names or division in wide:
            continue
        kept.append(place)
        names.add(name)
        if division is not None:
            wide.add(division)
    return kept
