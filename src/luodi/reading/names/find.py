"""Find names by their shape: a run without words that no name holds, ended by what names end in."""

import re
from functools import lru_cache

from luodi.core.scan import prefixes
from luodi.reading.names.brands import TRADE, brands, leading_brand, like_firm
from luodi.reading.names.name import Kind, Name
from luodi.reading.names.places import cities, in_place, leading_place
from luodi.reading.names.stops import find_stops

_FIRM = r"株式会社|有限责任公司|股份有限公司|集团有限公司|有限公司|股份公司|（股）公司|集团公司|控股集团|集团|GmbH|(?<=[A-Za-z])公司|(?<=[\u4e00-\u9fff]{3})(?<![子分母新总旗该])公司(?![级化法治里内])"
_PARK = (
    r"高新技术产业开发区|高技术产业开发区|经济技术开发区|技术产业开发区|旅游度假区|经济开发区|综合保税区|综保区|自由贸易试验区"
    r"|自贸试验区|自贸区|试验区|实验区|保税港区|保税区|开发区|高新区|经开区|示范区|度假区|管理区|工业园区|产业园区|科技园区|园区|新区|集聚区|聚集区|集中区"
    r"|智造城|制造城|众创空间|创客空间|孵化空间|商务区|服务区|港务区|(?<!税)港区|高铁新城|产业带|轻纺城|服装城|家居城|家具城|家纺城|粮食城|建材城|石材城|花卉城|灯具城|茶城|汽车城|装备城|陶瓷城|五金城|皮革城|电商城|工业城|航空城|商贸城|动力谷|[电声氢云智星硅钛铝铜芯茶纺瓷绿蓝锂镁康创数算磁碳酒种丝绒医影信车]谷|经济区|滨海区|汽开区|边合区|航空港区|产业社区|产业新城|科技新城|创业谷|总部基地|加工区|物流港|产业港"
    r"|产业区|工业区|功能区|合作区|产业集群(?=现有|集聚|拥有|有|已|20|实现)|先行区|产业园|工业园|科技园|科创园|创新园|创业园|智造园|软件园|物流园|孵化园|化工园|科学园|出口园|创意园|生态园"
    r"|产业谷|科学城|科技城|科创城|[\u4e00-\u9fff]港(?=[，。、；的内集已有]|$)|生物城|软件城|产业城|新城|未来城|医药城|创新城|智慧城|小镇|科技港|创新港|科创港|智慧谷|智造谷|药谷|光谷|橡胶谷|硅谷"
    r"|(?<=[\u4e00-\u9fff]{2})(?<!幼儿)(?<!公)(?<!校)(?<!家)(?<!田)(?<!花)(?<!果)(?<!庄)(?<!乐)(?<!植物)(?<!动物)"
    r"(?<!茶)(?<!入)(?<!出)(?<!建)(?<!开)(?<!双)(?<!全)(?<!该)(?<!本)(?<!一)(?<!多)园(?![区林地丁艺中外长所方主])"
)
_OFFICE = r"管委会|管理委员会|党工委|人民政府|区政府|市政府|县政府|镇政府|商务局|投资促进局|招商局"
_THING = (
    r"产业化基地|产业基地|生产基地|制造基地|基地|超级工厂|工厂|研究总院|分院|分中心|研究院|研究所|科学院|实验室|大学|职业学院|学院|医院"
    r"|中试平台|创新平台|服务平台|平台|数据中心集群|算力集群|数据中心|计算中心|创新中心|研发中心|科创中心|中心|总部大厦|大厦|生产线|产线|总部|综合体|孵化器|加速器|产业化项目"
    r"|电站|测控站|监测站|地面站|分输站|加氢站|换电站|变电站|电厂|热电厂|码头|泊位|(?<=物流|交通|航空|冷链|贸易|综合|枢纽)枢纽(?![城市机])|(?<=[航空路海港]运)枢纽|(?<=[\u4e00-\u9fffA-Za-z]{2})(?<![建设办开])(?:工厂|厂)(?![房区商家长内址])"
)
_PROJECT = r"项目|(?<!基础)工程(?![师机技学研装设塑院中有公])"
_ENDING = (
    rf"(?P<firm>{_FIRM})|(?P<office>{_OFFICE})|(?P<project>{_PROJECT})|(?P<park>{_PARK})|(?P<thing>{_THING})"
    r"|(?P<region>(?<=[\u4e00-\u9fff]{2})(?:街道|片区|[市区县镇乡省]))"
)
_HAN = "\\u4e00-\\u9fff"
# With what an ending begins: the other places of a text are passed over at once.
_OPENS = "".join(sorted({begin[0] for begin in prefixes(_ENDING)} - {_HAN}))
_SUFFIX = re.compile(rf"(?=[{_OPENS}]|.港)(?:{_ENDING})")
_STAGE = re.compile(
    r"(?:项目)?(?:[一二三四五六七八九]期|第[一二三四五]期|首期|[A-Z]区(?!域)|[A-Z]座|\d{1,2}号楼|[东西南北]区"
    r"|核心区|起步区|启动区|拓展区|先导区)(?:工程|项目)?"
)
STAGE = re.compile(
    r"(?:项目)?(?:[一二三四五六七八九]期|首期|[A-Z]区(?!域)|[A-Z]座|核心区|起步区|启动区|建成区|拓展区|辐射区|先导区)(?:启动区|工程|项目)?"
)

_JOIN = re.compile(r"与|和|及|暨|、")
_GENERIC = re.compile(
    r"(?:公司|企业|集团|园区|园|单位|重点|重大|优质|签约|外资|内资|亿元|过亿元|以上|集中|省级|市级|国家级|区级|县级|专业|特色|高端|大型|小型|中小|千亩|百亿级?|千亿级?|新|旧|老|大|小|好|多|各类|上述|配套"
    r"|在建|产业|科技|高科技|创新|工业|制造业|服务业|技术|投资|招商|生产|制造|研发|入园|国家|现代|智能|数字|绿色|高质量|重要|主要|相关|有关|其余|其他|全部|所有|落地|开工|竣工|投产|续建|前期|储备|意向"
    r"|与|和|及|部分|[中外双各]方|中国|全国|全球|世界|化工|物流|软件|建设|一般|市场|核心|公共|综合|省|市|区|县|镇|全|本|首|双|两|三|四|五|六|七|八|九|十|百|千|万|几|数|\d+|[〇零]|余|号|类|级|型|化|性|一|二|世界500强|500强|我们?|城|园)*"
)


_LONGEST_RUN = 160  # what goes on longer without a break is no prose


def find_names(text: str, offset: int = 0) -> list[Name]:
    """Find the names of ``text``, in order, not overlapping; ``offset`` is added to their places."""
    names: list[Name] = []
    start = 0
    for stop, end in find_stops(text):
        if end - stop == 1 and in_place(text, stop, start):
            continue
        if 1 < stop - start <= _LONGEST_RUN:
            names.extend(_in_run(text, start, stop, offset))
        start = end
    if 1 < len(text) - start <= _LONGEST_RUN:
        names.extend(_in_run(text, start, len(text), offset))
    found = [*brands(text, offset), *_quoted_projects(text, offset), *_quoted_parks(text, offset)]
    if not found:
        return names
    free = [one for one in found if all(one.end <= name.start or one.start >= name.end for name in names)]
    return sorted([*names, *free], key=lambda name: name.start)


_QUOTED_PROJECT = re.compile(r"“(?=[^“”]*(?:年[产处加]|\d))[^“”]{5,30}”项目")


def _quoted_projects(text: str, offset: int) -> list[Name]:
    """Find projects called by what they make, in quotation marks (“年产20万吨磷酸铁锂”项目)."""
    if "”项目" not in text:
        return []
    return [
        Name(match.start() + offset, match.end() + offset, match.group(), "project")
        for match in _QUOTED_PROJECT.finditer(text)
    ]


_QUOTED_PARK = re.compile(
    r"“(?P<name>[\u4e00-\u9fff]{1,6}[岛谷湾港])”(?=位于|坐落|规划|占地|总投资|总规划|揭牌|启用|开园|内|由|现有|已)"
)


def _quoted_parks(text: str, offset: int) -> list[Name]:
    """Find parks under a name in quotation marks that only what is said of them tells (“氢能岛”位于…)."""
    return [
        Name(match.start("name") + offset, match.end("name") + offset, match["name"], "park")
        for match in (_QUOTED_PARK.finditer(text) if "”" in text else ())
    ]


_MANY = re.compile(r"[两三四五六七八九十\d]大(?!街|道)")


@lru_cache(maxsize=4096)
def generic(words: str) -> bool:
    """Tell whether words are a kind of thing (签约项目, 园区), not a thing's name."""
    match = _SUFFIX.search(words)
    last = None
    while match:
        last = match
        match = _SUFFIX.search(words, match.end())
    tail = re.search(rf"{STAGE.pattern}$", words)
    if tail and tail.start():
        return tail.start() <= 4 and generic(words[: tail.start()])
    stage = STAGE.match(words)
    if stage and len(words) - stage.end() <= 2:
        return True
    if _MANY.search(words):
        return True
    stem = words[: last.start()] if last and last.end() == len(words) else words
    if (place := leading_place(stem)).endswith(("省", "自治区")):
        stem = stem[len(place) :] or stem  # 某省化工园区
    return bool(_GENERIC.fullmatch(stem)) or len(stem) < 2


def kind_of(words: str) -> Kind | None:
    """Give the kind of thing that words end like (某某项目二期 → project); None where the ending tells nothing."""
    end = len(words)
    if tail := re.search(rf"{STAGE.pattern}$", words):
        end = tail.start()
    last = next((match for match in _SUFFIX.finditer(words) if match.end() == end), None)
    return last.lastgroup if last and last.lastgroup != "office" else None  # type: ignore[return-value]


def parks_within(words: str) -> list[str]:
    """Give the parks that a longer name begins with (某新区 of 某新区硅片扩产项目)."""
    ends = (match.end() for match in _SUFFIX.finditer(words, 2) if match.lastgroup == "park")
    return [words[:end] for end in ends if end < len(words) - 1 and not generic(words[:end])]


def _in_run(text: str, start: int, end: int, offset: int) -> list[Name]:
    """Find the names of one run without stop words: it is cut at 与, 和, 及 where both sides are names."""
    found = list(_SUFFIX.finditer(text, start, end))
    if not found:
        one = _staged(text, start, end, offset) or leading_brand(text, start, end, offset)
        return [one] if one else _region(text, start, end, offset)
    names: list[Name] = []
    left = start
    for number, match in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        stage = _STAGE.match(text, match.end(), end)
        right = stage.end() if stage else match.end()
        if match.group().endswith("园") and text.startswith("区", match.end()) and match.end() < end:
            right = match.end() + 1
        if after and not _apart(match, after) and _continues(text, left, right, after):
            continue
        begin = _begin(text, left, right)
        kind = match.lastgroup or "thing"
        words = text[begin:right]
        if right - begin > 2 and _is_name(words, kind) and not _CLASS.search(text, max(0, begin - 4), begin):
            names.append(Name(begin + offset, right + offset, words, kind))  # type: ignore[arg-type]
        left = right
    if not names or names[0].start - offset > start:
        stop = names[0].start - offset if names else end
        joined = stop - 1 if text[stop - 1] in "与和同" else stop
        firm = leading_brand(text, start, joined, offset) if names and joined < stop else None
        names[:0] = [firm] if firm else _region(text, start, stop, offset)
    return names


_STAGED = re.compile(
    r"(?!其中|目前|项目|园区|工程|厂房|基地|公司|企业|同时|此外|另外|预计|计划|未来|随着|按照|包括|分为|以及|整个|全部|其余|先期|前期|后期|近期|建设|开发|规划|扩建|改造|总部|中心|工厂|新城|港区|片区|标准|核心|起步|主体|现有|原有|截至|连续|第)"
    r"[\u4e00-\u9fffA-Za-z0-9（）·]{2,20}[一二三四五]期"
)
_NO_STAGED = re.compile(r"基金|项目$|工程$|债|融资|贷款|计划|规划|建设$|[年月日个第]|分$|[的了为在是]")


def _staged(text: str, start: int, end: int, offset: int) -> Name | None:
    """Find what has no telling ending but its stage, where a clause opens with it (某某锂电隔膜二期)."""
    opens = start == 0 or text[start - 1] in "，。；：、\n的"
    if not (opens and text[end - 1] == "期" and _STAGED.fullmatch(text, start, end)):
        return None
    words = text[start:end]
    stem = words[:-2]
    if _NO_STAGED.search(stem) or generic(words) or leading_place(stem) == stem:
        return None
    return Name(start + offset, end + offset, words, "thing")


def _region(text: str, start: int, end: int, offset: int) -> list[Name]:
    """Find the place with its suffix that a run opens with (石峰区 of 石峰区副区长)."""
    place = leading_place(text[start : min(end, start + 20)])
    if len(place) > 2 and place[-1] in "市区县省州旗":
        return [Name(start + offset, start + len(place) + offset, place, "region")]
    return []


def _apart(match: re.Match[str], after: re.Match[str]) -> bool:
    """Tell 产业园|全市 and 产业园|扩区 apart: a name does not go on into a place."""
    return (
        match.lastgroup != "region" and after.lastgroup == "region" and after.group() not in ("街道", "片区")
    )


def _continues(text: str, left: int, right: int, after: re.Match[str]) -> bool:
    """Tell whether what follows a suffix still belongs to the name (苏州高新区 + 某某产业园)."""
    if after.start() < right:
        return True
    between = text[right : after.start()]
    if between.startswith("（") and text.startswith("）", after.end()):
        return False
    if left < right and _PARK_ENDS.search(text, left, right) and after.lastgroup != "park":
        place = leading_place(between)
        if 1 < len(place) <= len(between) - 2:
            return False  # 某航空港区|河南某某基地
        if after.lastgroup == "firm" and between.endswith("）"):
            return False  # 某工业园区|某某化学（四川）有限公司
    of_place = leading_place(text[left:right]) == text[left:right]
    if after.lastgroup == "park" and _TWO_FIELDS.fullmatch(between):
        return True
    if between.startswith(("内", "里", "与", "和", "及", "暨", "、")) or (
        not of_place and _JOIN.search(between)
    ):
        return False
    if between and _GENERIC.fullmatch(between) and after.lastgroup == "project":
        return False
    return len(between) <= 14


_PARK_ENDS = re.compile(f"(?:{_PARK})$")


def _begin(text: str, left: int, right: int) -> int:
    """Find where a name starts: behind the last 与, 和, 及 that does not stand inside it, and behind its titles."""
    begin = left
    for join in _JOIN.finditer(text, left, right):
        after_name = begin > 0 and "\u4e00" <= text[begin - 1] <= "\u9fff"
        if not (join.start() == begin and after_name) and in_place(text, join.start(), begin):
            continue
        if join.group() == "及" and _within_park(text, begin, join.start(), right):
            continue
        if _SUFFIX.search(text, begin, join.start()) or not leading_place(text[begin : join.start()]):
            before = text[begin : join.start()]
            partner = _PARTNERS.search(before) or (join.group() == "与" and TRADE.search(before))
            if (
                leading_place(text[join.end() : right])
                or _ends_name(before)
                or partner
                or _alone(before, join.group())
            ):
                begin = join.end()
    while begin < right and text[begin] in "“”（）-. " and not _QUOTED_HEAD.match(text, begin, right):
        begin += 1
    if power := _POWER.match(text, begin, right):
        begin = power.end()  # 2GWh储能项目: its size is put back where the name is lengthened
    opened = text.rfind("“", begin, right)
    if opened > text.rfind("”", begin, right) and text.startswith("”", right):
        begin = opened + 1
    closed = text.rfind("”", begin, right - 4)
    if (
        closed > begin
        and text.endswith(("公司", "集团"), begin, right)
        and _CALLED.search(text[begin : closed + 1])
    ):
        begin = closed + 1  # 行业“老大”某某股份有限公司
    if text.find("企业", begin, right - 6) >= 0 and text.endswith(("公司", "集团", "株式会社"), begin, right):
        begin = text.rfind("企业", begin, right - 6) + 2
    return _behind_titles(text, begin, right)


def _alone(before: str, join: str) -> bool:
    """Tell a single letter before 与 that is no name; one before 和 opens a brand (协和, 仁和)."""
    return not before or (len(before) < 2 and join != "和")


def _behind_titles(text: str, begin: int, right: int) -> int:
    """Give where a name starts behind 企业, 业主 and the like, and behind the size that follows them."""
    if text.endswith("有限公司", begin, right) and (later := _at_place(text, begin, right)):
        return later
    lead = _LEAD.match(text, begin, right)
    if lead is None or right - lead.end() <= 2 or leading_place(text[begin:right]):  # 五家渠 is no count
        return begin
    power = _POWER.match(text, lead.end(), right)
    return power.end() if power else lead.end()


_VERBS = re.compile("[驶入进出给往让抵送运把被从卖供用]|[\u4e00-\u9fff]{9}")


def _at_place(text: str, begin: int, right: int) -> int:
    """Give where a firm's name starts at its place, behind a clause that led up to it (…驶入安徽某某有限公司); else 0."""
    if leading_place(text[begin:right]):
        return 0
    for at in range(begin + 3, right - 8):
        place = text[at : at + 2]
        if place in cities() and _VERBS.search(text, begin, at):
            return at
    return 0


_PARTNERS = re.compile(r"(?:企业|项目方?|公司|单位|机构|高校|院校|双方|代表|客商|商会)$")
_CALLED = re.compile(
    r"老大|龙头|链主|巨头|一哥|新秀|黑马|冠军|巨人|独角兽|老字号|老牌|头雁|旗舰|种子|领头|标杆|常青树|大户|明星"
)
_QUOTED_HEAD = re.compile(r"“[^“”]{1,10}”[^“”]")  # “莲心”复合调味料项目
_TWO_FIELDS = re.compile(r"[\u4e00-\u9fff]{1,4}及[\u4e00-\u9fff]{1,6}")  # 某高新区钛及新材料产业园
_FIELD_ENDS = re.compile(r"(?:产业|科技|工业|创新|创意|物流|加工|制造|材料|食品|纺织|装备)[园城基集港]")


def _within_park(text: str, begin: int, at: int, right: int) -> bool:
    """Tell 及 inside a park's name behind its zone (某高新区钛及新材料产业园): a field of one to four letters before it."""
    last = next(iter([*_SUFFIX.finditer(text, begin, at)][-1:]), None)
    return bool(
        last
        and last.lastgroup == "park"
        and 1 <= at - last.end() <= 4
        and _FIELD_ENDS.search(text, at, right)
    )


_POWER = re.compile(r"\d[\d.]*(?=[MGk]Wh?)")
_LEAD = re.compile(
    r"像|(?:(?:链主|龙头|骨干|本土|外资|台资|港资|民营|国有|上市|行业|知名|配套|重点|骨干|领军|头部|附属|全资附属|园内|区内|全资|控股|投资)?(?:企业|公司)"
    r"|(?:项目|投资|建设)?业主(?:单位)?|[\u4e00-\u9fff]{0,8}?(?:厂商|制造商|服务商|供应商|运营商|厂(?!有限|股份|集团)(?=[\u4e00-\u9fff]{2,8}(?:（股）公司|股份有限公司|有限公司|集团)))|现场|期间|(?:首期)?(?:\d{1,3}|[一二两三四五六七八九十]+)[个家]|\d{1,2}(?=[\u4e00-\u9fff])|一[座家]|全资|主会场|会上|活动中?|中国建设)+"
)


def _ends_name(words: str) -> bool:
    ends = [match.end() for match in _SUFFIX.finditer(words, len(leading_place(words)))]
    return bool(ends) and ends[-1] >= len(words) - 3


# What stands behind 全省 is a class of things (居全省稀土产业园区第2位), behind 这座 a nickname.
_CLASS = re.compile(r"全[省市国区县州球]$|[这那一首][座个家][“”]?$")
_DIGIT_NAME = re.compile(r"3D|[345]G(?![Ww])|\d{2,4}(?:千伏|[Kk]V)")  # 5G产业园
_LEGAL = re.compile(r"(?:有限|责任|股份|集团|（股）|[A-Za-z])公司$")
_NO_QUARTER = re.compile(
    r"^.$|^(?:[该本各此全两三四五六七八九\d]|高新|核心|中心|起步|启动|拓展|重点|特色|产业|园区|发展|开发|功能|工业|老城|新城|先行|示范|建成|主城|沿江|沿海|城市|老旧|规划|连|集中)+"
    r"|[东南西北个大的]$|更新|改造|棚户"
)
_NO_FIRST = re.compile("[各▪度]|全(?![成自钒钢固屋封谷智铝棉息生降热流数液])|[^，]{0,8}(?:[十百]佳|[十百]强)")
_NO_HEAD = re.compile(r"国家级|省级|市级|(?:[首一二三]期)?[一二两三四五六七八九十百多数几]+[条家个座栋项台]")


def _is_name(words: str, kind: str) -> bool:
    if kind == "region":
        place = leading_place(words)
        if words.endswith("片区") and not _NO_QUARTER.search(words[:-2]):
            return True
        return (bool(place) and (place == words or words.endswith(("街道", "片区", "镇", "乡")))) or words[
            -1
        ] in "镇乡"
    if kind == "firm" and words.endswith("公司") and not _LEGAL.search(words):
        return like_firm(words) and not generic(words)
    return (
        not generic(words)
        and (not words[0].isdigit() or _DIGIT_NAME.match(words) is not None)
        and words.count("“") == words.count("”")
        and not _NO_FIRST.match(words)
        and (not _NO_HEAD.match(words) or bool(leading_place(words)))
    )
