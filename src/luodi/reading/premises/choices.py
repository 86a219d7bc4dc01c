"""Deals, kinds of premises, uses, structures and fire classes: words that choose from a list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from luodi.core.quantities.rates import Rate
from luodi.core.record import record
from luodi.core.scan import Words
from luodi.reading.premises.source import Source, last_match

Found = tuple[tuple[str, ...], tuple[int, int]]  # the choices in the text's order, and the run of the first

_OFFER_DEALS = Words(
    r"(?P<transfer>转租|转让|急转|整转|转手|出兑|顶让|外转|低价转|(?<![流运周旋])转(?=厂|仓|库))"
    r"|(?P<sale>(?:出|待|可|急|在|直|租|开|现|零|整体|独栋|整栋)售(?![后])|[售卖]:|售价|销售(?=单价|均价|价格|面积)|(?:分层|首开|开盘|现房|整层|整园|公开)销售|出卖|(?:诚|急|要|想|便宜)卖|转卖|法拍|拍卖|挂牌(?!新三板)|出让(?!地(?!块)|年限|年期|合同|金|方(?!式)|土|性质|工业|用地)|for sale)"
    r"|(?P<lease>租售|(?:出|招|直|整|分|待|可|急|外|对外|现|放|起|求|日|月|房|年|预|单层|按层|分层|单栋)租(?!户|客|约|着|赁期|期|售)|租赁|租售|可租|租金|租:|即租|直招|(?<=[^不转])租(?=赁|给)|for lease|for rent|lease)"
)
_NO_DEAL = re.compile(r"(?:不|谢绝|非|勿|拒绝|暂不|概不|免|已经?|年收|现租客|租户)[^\d,;。\n]{0,2}$")
_EXPLICIT = re.compile(
    r"出租|招租|出售|租售|可售|可租|转让|转租|急转|出让|租:|售:|整租|for (?:lease|rent|sale)"
)

KIND_WORDS = {
    "warehouse": "(?<=[\\u4e00-\\u9fff])仓(?=招租|出租|转租|直租|分租|\\d{3}|[,\\s])|铁皮仓|仓库|冷库|仓储用房|仓储(?!(?:物流)?用地)|库房|高标[准]?(?:库|仓)|坡道[库仓]|平库|立体库|物流仓|云仓|货仓|\\d号库|库区|仓房|保温库|恒温库|常温库|危化库|冷链库|冷冻库|"
    "冷藏库|单层库|双层库|高台库|平面库|电商仓|保税仓|warehouse|气调库|[甲乙丙丁戊]类库|(?<=[找求租买])仓(?![储库房])|[一二三四五六\\d]号仓",
    "factory": "厂房|車間|车间|工厂|(?:加工|化工|食品|机械|印刷|家具|服装|制衣|电子|五金|药|钢|铸造|注塑|饲料|纸|水泥|砖|木材|板材|塑料|玩具|鞋|印染|纺织|制|家私|"
    "电镀|老|旧|独院|独立|花园式?|标准|整)厂(?!家|商|址)|产业楼|工业楼宇|工业楼|生产用房|工业厂区|工业大厦|生产楼|factory|workshop|加工点|厂院|(?<=[找求租买])厂(?![家商址矿长区])|(?<=[\\u4e00-\\u9fff])厂(?=(?:整体|低价|急|对外)?(?:出租|出售|转让|转租|招租|租售))",
    "land": "工业(?:土|用|出让)?地(?!产|坪|块?介)|土地|地块|净地|地皮|建设用地|仓储用地|物流用地|标准地|熟地|毛地|用地(?!面积|性质)|出让地|建厂地|要地|找地|选地|买块地|拿地|购地|买地|供地|工业地|land",
    "office": "写字楼|办公楼|写字间|商务楼|办公室|办公场地|办公空间|甲级写字|甲写|联合办公|总部楼|office",
    "lab": "研发楼|实验室|研发中心|实验楼|科研楼|研发办公|洁净室|中试基地|中试楼|研发大楼|研发厂房|研发空间|孵化器|lab(?:oratory)?(?![a-z])|实验场地|研发场地",
    "yard": "堆场|空地|货场|料场|停车场|停车坪|堆货场|露天场地|硬化场地|堆放场|硬化场|大院|堆料场|集装箱场|煤场|沙场|周转场|院子",
}  # fmt: skip
_KINDS = Words("|".join(f"(?P<{name}>{words})" for name, words in KIND_WORDS.items()))
_NOT_A_KIND = re.compile(
    r"(?:不要|不是|非|请?勿推荐?|不考虑|除|谢绝|可隔|可做|可作|改|内有|免推荐|可当|离|距)[^,;。\n]{0,4}$|(?:自?带(?:几间|个)?|不?含|配|附(?!近)|送|另有|旁|邻|老|旧|设|现有)(?:独立|少量|部分)?$"
)


def find_deals(source: Source) -> Found | None:
    """Find how a listing is offered, as far as the text says it outright."""
    found: dict[str, tuple[int, int]] = {}
    for match in _OFFER_DEALS.finditer(source.text):
        left = source.text[max(0, match.start() - 5) : match.start()]
        if not _NO_DEAL.search(left):
            names = ("lease", "sale") if match[0] == "租售" else (str(match.lastgroup),)
            for name in names:
                found.setdefault(name, match.span())
    return _order_deals(source, found)


def implied_deals(rates: Sequence[Rate]) -> Found | None:
    """20元/方: where nothing is said outright, the first rent or price says how it is offered."""
    for rate in rates:
        return ("lease" if rate.kind.startswith("rent") else "sale",), (rate.start, rate.end)
    return None


_EITHER = re.compile(r"转让(?:或者?|和|及|、|/)(?:对外|整体)?出租|出租(?:或者?|和|及|、|/)(?:对外|整体)?转让")


def _order_deals(source: Source, found: dict[str, tuple[int, int]]) -> Found | None:
    """A sublet is no lease as well; a rent that a firm for sale once paid is none either."""
    if not found:
        return None
    names = dict(found)
    if _EITHER.search(source.text):
        pass
    elif "transfer" in names:
        explicit = _titled(source, names) or set()
        names.pop("lease", None)
        if "sale" in names and "sale" not in explicit:
            names.pop("sale")
    elif "sale" in names and "lease" in names:
        names = _drop_implied(source, names)
    first = min(names.values())
    return tuple(sorted(names)), first


def _titled(source: Source, found: dict[str, tuple[int, int]]) -> set[str]:
    return {name for name, (start, _) in found.items() if start < source.body}


def _drop_implied(source: Source, found: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    explicit = {name for name, (start, end) in found.items() if _is_explicit(source.text, start, end)}
    return {name: run for name, run in found.items() if name in explicit} if explicit else found


def _is_explicit(text: str, start: int, end: int) -> bool:
    return bool(_EXPLICIT.search(text, max(0, start - 1), end + 1)) or text[start:end] in (
        "待售",
        "可售",
        "招租",
    )


@record
class KindMention:
    """A word for a kind of premises."""

    kind: str
    start: int
    end: int


def kind_mentions(source: Source, start: int, end: int) -> Iterator[KindMention]:
    """Give the words for kinds between ``start`` and ``end`` that are not denied and do not merely come along."""
    text = source.text
    for match in _KINDS.finditer(text, start, end):
        left = text[max(start, match.start() - 8) : match.start()]
        if _NOT_A_KIND.search(left.rsplit(" ", 1)[-1]):
            continue
        yield KindMention(str(match.lastgroup), match.start(), match.end())


_SIDE = {"office": ("factory", "warehouse", "land", "lab"), "yard": ("factory", "warehouse", "office", "lab")}


def offered_kinds(source: Source) -> Found | None:
    """Find what a listing offers: the kinds of its title, else the first that its text names."""
    title = list(kind_mentions(source, 0, source.body))
    body = list(kind_mentions(source, source.body, len(source.text)))
    return _main_kinds(source, title) or _main_kinds(source, _first_group(source, body))


def _first_group(source: Source, mentions: list[KindMention]) -> list[KindMention]:
    """Give the first mention and those joined to it (厂房、仓库; 厂房仓库都行)."""
    if not mentions:
        return []
    group = [mentions[0]]
    for mention in mentions[1:]:
        between = source.text[group[-1].end : mention.start]
        if not re.fullmatch(
            r"\s?(?:[、/和或及与+兼]|或者|以及|都行|均可|还是)?\s?(?:标准|独立|高标|独[栋院]|单层|钢结?构)?",
            between,
        ):
            break
        group.append(mention)
    return group


def _main_kinds(source: Source, mentions: list[KindMention]) -> Found | None:
    """Drop what comes along: the land of a factory, the office of a warehouse (unless joined by 、 or 和)."""
    if not mentions:
        return None
    kinds = list(dict.fromkeys(mention.kind for mention in mentions))
    if "land" in kinds and ("factory" in kinds or "warehouse" in kinds):
        alone = (
            mentions[0].kind == "land" and not _joined(source, mentions) and not _built_on(source, mentions)
        )
        kinds = ["land"] if alone else [kind for kind in kinds if kind != "land"]
    for side, mains in _SIDE.items():
        along = side in kinds and any(main in kinds for main in mains) and not _joined(source, mentions)
        if along and (mentions[0].kind != side or side == "yard"):
            kinds.remove(side)
    first = mentions[0]
    return tuple(kinds), (first.start, first.end)


def _built_on(source: Source, mentions: Sequence[KindMention]) -> bool:
    """104地块独栋厂房, 土地厂房整体出售: the building that the land runs on to is the main thing."""
    land, building = mentions[:2]
    between = source.text[land.end : building.start]
    return building.kind in ("factory", "warehouse") and re.fullmatch(r"独[栋院]|单层|", between) is not None


def _joined(source: Source, mentions: list[KindMention]) -> bool:
    return all(
        re.fullmatch(r"\s?[、/和或及与+]\s?", source.text[a.end : b.start]) for a, b in pairwise(mentions)
    )


def _either(source: Source, mentions: list[KindMention]) -> bool:
    """土地或厂房, 买地或者买厂房: both would do."""
    return all(re.search(r"[、/和或及与+]", source.text[a.end : b.start]) for a, b in pairwise(mentions))


_WANT = re.compile(r"求租|求购|找|租|购|买|需要?|要|寻|载体|用地|类型|标的|选址|lease|looking for|形式")
_PRESENT_SITE = re.compile(
    r"(?:现|目前|现在)(?:位于|租用|租赁)[^。;\n拟想求需]{0,30}$|(?:目前|现在)的?(?:工厂|厂房?|仓库|公司)在[^,。;\n]{0,12}$"
)  # 现位于…,租用厂房
_PRESENT_KIND = re.compile(
    r"现有|现在|现址|目前|原有?|以前|拥有|全国|运营|成立|老厂|自有|到期|闲置的|拆|手里|我们的|本公司"
)


def wanted_kinds(source: Source) -> Found | None:
    """Find what an enquiry looks for: the first kind that is asked for, with those joined to it."""
    mentions = [m for m in kind_mentions(source, 0, len(source.text)) if not _is_present(source, m)]
    mentions = [m for m in mentions if not _is_not_wanted(source, m)]
    if not mentions:
        return None
    first = next((m for m in mentions if _is_asked_for(source, m)), mentions[0])
    rest = [m for m in mentions if m.start >= first.start]
    group = _alternatives(source, rest)
    later = [m for m in rest if m.start >= source.body]
    second = _alternatives(source, later) if later and first.start < source.body else []
    if {m.kind for m in second} > {m.kind for m in group}:
        group = second  # the title names one of those that the text would take
    kinds = list(dict.fromkeys(m.kind for m in group))
    if {"land", "factory"} <= set(kinds) and not _either(source, group):
        kinds = [group[0].kind]
    return tuple(kinds), (first.start, first.end)


_OR = re.compile(
    r"(?:[\d.~到至\-—]{1,9}(?:亩|平方?米?|㎡)(?:左右|以上|以内)?)?\s?(?:[、/和或及与+]|或者|或是|以及|还是|都行|均可)?\s?"
    r"(?:买|购|租|找|要)?(?:现成|标准|独立|高标准?|单层)?"
)


def _alternatives(source: Source, mentions: list[KindMention]) -> list[KindMention]:
    group = [mentions[0]]
    for mention in mentions[1:]:
        between = source.text[group[-1].end : mention.start]
        if not _OR.fullmatch(between):
            break
        group.append(mention)
    return group


_FAR = 60  # letters: words further away don't bear on a mention; it also keeps the time linear


def _is_asked_for(source: Source, mention: KindMention) -> bool:
    start, end = source.clause(mention.start)
    return bool(_WANT.search(source.text, max(start, mention.start - 30), min(end, mention.end + 6)))


def _is_present(source: Source, mention: KindMention) -> bool:
    start, _ = source.clause(mention.start)
    before = source.text[max(start, mention.start - _FAR) : mention.start]
    if _PRESENT_SITE.search(source.text, max(0, mention.start - _FAR), mention.start):
        return True
    last = last_match(_PRESENT_KIND, before)
    return last is not None and not re.search(r"想|拟|求|需|计划|要|寻|找|再租", before[last.end() :])


def _is_not_wanted(source: Source, mention: KindMention) -> bool:
    start, _ = source.clause(mention.start)
    if re.match(
        r"(?:就)?(?:不要|不考虑|不行|免谈|勿扰|除外|到期|不够)", source.text[mention.end : mention.end + 8]
    ):
        return True
    return bool(
        re.search(
            r"勿推荐|不要|不考虑|谢绝|请勿|免推|除了",
            source.text[max(start, mention.start - _FAR) : mention.start],
        )
    )


_WANT_DEALS = Words(
    r"(?P<purchase>求购|购地|购买|收购|购置|买(?!卖|家)|(?<!采)购(?!物|房款|销|并|宠)|要买|购入|并购|拿地|地价|purchase|buy|总价|招拍挂|土地价|售价|租购)"
    r"|(?P<lease>求租|承租|租赁|租金|(?<!可供)租用|租期|年租|月租|整租|合租|起租日|(?<!可供)租(?!户|约|的(?:地方|房子|厂|库|那)?(?:到期)|来的)|lease|rent(?![a-z])|转租)"
)
_NO_WANT = re.compile(
    r"(?:不|勿|请勿推荐|勿推荐|谢绝|非|短|房东不|以前在?|现在|目前|原来?|现)[^,;。\n]{0,6}$"
)


def wanted_deals(
    source: Source, implied: Mapping[str, tuple[int, int]] = MappingProxyType({})
) -> Found | None:
    """Find whether an enquiry would rent or buy; ``implied`` are deals that its budget tells, with their runs."""
    found: dict[str, tuple[int, int]] = {}
    for match in _WANT_DEALS.finditer(source.text):
        start, _ = source.clause(match.start())
        left = source.text[max(start, match.start() - 9) : match.start()]
        if _NO_WANT.search(left) and not re.search(r"想|拟|求|需|计划|要(?!求)", left):
            continue
        if _PRESENT_SITE.search(source.text, max(0, match.start() - _FAR), match.start()):
            continue
        names = ("lease", "purchase") if match[0] == "租购" else (str(match.lastgroup),)
        for name in names:
            found.setdefault(name, match.span())
    strong = {name: run for name, run in found.items() if not _weak_deal(source.text[slice(*run)])}
    if strong and len(strong) < len(found) and not set(implied) - set(strong):
        found = strong
    found = {**implied, **found}
    return (tuple(sorted(found)), min(found.values())) if found else None


def _weak_deal(word: str) -> bool:
    return word in ("租期", "起租日", "总价", "地价", "土地价", "招拍挂", "售价")


_USES = {
    "production": "生产|加工|抛光|电镀|喷涂|喷塑|压铸|冲压|制造|製造|组装|装配|制作|年产|注塑|焊接|制衣|打样|改装|冶炼|酿造|灌装|产线|印刷(?!厂)|扩产|投产|量产|生產|包装线|做工厂",
    "storage": "存放|仓储|倉儲|存储|储存|囤|堆存|分拨|中转|放(?=[\\u4e00-\\u9fff])(?<![存开投摆停])(?![心款大弃假置在宽行]|冲床|机[床器]|设备|压机|注塑机)|(?<!电)堆(?!场|高|积如|及|和|$)|存(?!在|款|量|续|放|储|活)|周转|配送|发货|备货|当仓库|做仓库|做库房|快递分拣|分拣",
    "rnd": "研发|小试|中试|实验(?!室出)|科研|研究开发|r&d|研制|检测实验|测试实验",
    "office": "办公(?!楼|室|桌|家具|用品|设备)|办公室(?:使用|用途)",
    "retail": "展厅|零售|门店|展示|专卖|卖场|体验店|展销|直营店|批发",
}  # fmt: skip
_USE = Words("|".join(f"(?P<{name}>{words})" for name, words in _USES.items()))
_KIND_MASK = re.compile(
    r"研发(?:楼|办公楼|大楼|厂房|中心(?=出|租|招))|实验室|仓储(?:用地|物流用地)|写字楼|办公楼|生产(?:企业|厂家|商)|加工厂|仓储(?:类|企业|公司)|研发费用|"
    r"生产(?:基地|厂房|能力)位于|办公室|宿舍|招商|制造业|安全生产许可|生产许可"
)
_NOT_A_USE = re.compile(
    r"(?:不|勿|没有|现有|现在的?|非|不能|不做|目前|原|主营|过渡|外包|现|无(?!人机|纺|缝|尘|菌|机)|从事|客户|园区|以前|之前|带(?:几间)?|含|隔(?![膜热音板])[^,]{0,4}|配)[^,;。\n]{0,4}$"
)


_BUSINESS = re.compile(r"(?:从事|主营)[^,;。\n]{0,16}\Z")  # what the firm does, not yet here


def find_uses(source: Source) -> Found | None:
    """Find what a firm will do on the site."""
    text = _KIND_MASK.sub(lambda match: "□" * len(match[0]), source.text)
    found: dict[str, tuple[int, int]] = {}
    for match in _USE.finditer(text):
        left = text[max(0, match.start() - 8) : match.start()].rsplit(" ", 1)[-1]
        told = _NOT_A_USE.search(left) or (
            match.lastgroup == "rnd" and _BUSINESS.search(text, 0, match.start())
        )
        if not told or match[0] in ("年产", "展厅"):
            found.setdefault(str(match.lastgroup), match.span())
    if not found:
        return _use_by_trade(source)
    return tuple(found), next(iter(found.values()))


_TRADES = re.compile(
    r"(?:从事|主营)[^,;。\n]{0,16}?(?:制造|生产|加工)|(?<![当叫看合可能不好])做[\u4e00-\u9fffa-z]{2,12}|搞[\u4e00-\u9fff]{2,8}的|(?<=[\u4e00-\u9fff])(?<![建办出离进老新])(?<!闲置)(?<!闲置工)(?<![找求租买])厂(?![房家址区长商])"
)


def _use_by_trade(source: Source) -> Found | None:
    """做…的、…厂 say what a firm makes; where nothing else is said and it wants a factory, it will make it there."""
    match = _TRADES.search(source.text)
    kinds = wanted_kinds(source)
    return (("production",), match.span()) if match and kinds and "factory" in kinds[0] else None


_STRUCTURES = Words(
    r"(?P<steel>钢结构|钢构|钢够|刚构|钢架|轻钢|重钢|刚结构|钢架构|彩钢|门钢|钢机构|steel)"
    r"|(?P<frame>框架|砼|混凝土|混泥土|框剪|现浇|钢混|框构|concrete)|(?P<brick>砖混|砖瓦|砖木|砖结构|砖墙|转混)"
    r"|(?P<mixed>混合结构)"
)
_BESIDE = re.compile(r"(?:宿舍|办公|地面|地坪|路面|硬化|桩|围墙|辅房)[^,;。\n]{0,3}\Z")
_BESIDE_AFTER = re.compile(
    r"(?:路面|地面|地坪|硬化|围墙|道路|场地|桩|屋顶|顶|货架|平台|棚|雨棚|厚|面(?!积)|加工|构?件|制[品作]|公司)"
)


def find_structures(source: Source) -> list[tuple[str, int, int]]:
    """Find the structures named, in order, each once."""
    found: dict[str, tuple[str, int, int]] = {}
    for match in _STRUCTURES.finditer(source.text):
        left = source.text[max(0, match.start() - 8) : match.start()]
        if _BESIDE.search(left) or _BESIDE_AFTER.match(source.text, match.end()):
            continue
        name = str(match.lastgroup)
        found.setdefault(name, (name, match.start(), match.end()))
    return list(found.values())


_MIXING = re.compile(
    r"\s?(?:和|与|及|\+|、|/|加|结合|\s)\s?(?:[一二两三四1-4]层)?(?:门式|轻型|重型)?(?:钢筋)?"
)


def offered_structure(source: Source) -> tuple[str, tuple[int, int]] | None:
    """Give a listing's one structure: two that are joined (砖混与钢结构) are ``mixed``."""
    found = find_structures(source)
    if not found:
        return None
    if found[0][0] == "mixed" or len(found) == 1:
        name, start, end = found[0]
        return name, (start, end)
    (first, start, end), (_, start2, end2) = found[0], found[1]
    if _MIXING.fullmatch(source.text, end, start2) or source.text.startswith("混合", end2):
        return "mixed", (start, end2)
    return first, (start, end)


_FIRE = Words(
    r"(?P<letters>[甲乙丙丁戊](?:[、/和及,]?[甲乙丙丁戊])*)(?:类)?(?P<item>二项|一项|第?[12一二]项|[一二12](?!层|楼|级|甲|个|号|期|区|栋|\d|百|千|万|座|部|台))?(?P<klass>类|级)?"
)
_FIRE_DENIED = re.compile(
    r"(?:不接|不收|不存|不做|不要|拒绝?|非|不含|禁|谢绝|勿|不是|除|不得|不能)[^,;。\n]{0,5}$"
)
_FIRE_DENIED_AFTER = re.compile(r"[^,;。\n\s]{0,6}(?:勿扰|不接|免谈|不要|除外|不做|不行|不收|仓?库?共用)")


def find_fire_classes(source: Source) -> Found | None:
    """Find the fire classes of a building: 丙二, 丁戊类, 丙类二项."""
    text = source.text
    for match in _FIRE.finditer(text):
        start, _ = source.clause(match.start())
        whole = match[0]
        if not (
            "类" in whole
            or match["klass"]
            or match["item"]
            or re.search(r"消防|火险|防火等级|火灾", text[max(start, match.start() - 8) : match.start()])
        ):
            continue
        if (
            match["letters"][0] in "甲乙丁戊"
            and "类" not in whole
            and not re.search(r"消防|火", text[max(start, match.start() - 12) : match.start()])
        ):
            continue
        if text.startswith(("写", "级写", "醇", "苯", "方", "烯", "烷", "酸", "酮"), match.end()) or (
            match["klass"] == "级" and match["letters"] == "甲"
        ):
            continue
        if _FIRE_DENIED.search(
            text[max(start, match.start() - 8) : match.start()]
        ) or _FIRE_DENIED_AFTER.match(text, match.end()):
            continue
        return _fire_names(match), match.span()
    return None


_OTHER_ITEM = re.compile(r"(?:类)?(?:或者?|和|、|/)丙(?:类)?[一二12]")


def _fire_names(match: re.Match[str]) -> tuple[str, ...]:
    letters = [letter for letter in match["letters"] if letter in "甲乙丙丁戊"]
    item = match["item"] or ""
    if letters == ["丙"] and item and _OTHER_ITEM.match(match.string, match.end()):
        return ("丙一", "丙二")
    if letters == ["丙"] and item:
        return ("丙一" if "一" in item or "1" in item else "丙二",)
    return tuple(dict.fromkeys(letters))
