"""Firms under their brand, without a legal form: by their trade, by quotation marks, by being named again."""

import re

from luodi.reading.names.name import Name
from luodi.reading.names.places import cities, is_place, leading_place

TRADE = re.compile(
    r"(?:电气|永磁|纺织|药业|制药|食品|重工|液压|新能|新材|新材料|光电|科技|电子|股份|智能|生物|医药|机械|汽车|能源|化工|化学|锂电|材料|动力|航空|通信|精密|装备|钢铁|[铝铜钛镁锂锌硅钢矿钨锡镍磷氟盐糖]业|生医|生技|硅能|稀土|乳业|酒业|陶瓷|家居|鞋业"
    r"|服饰|锻造|光机|半导体|数控|仪器|医疗|环保|轮胎|橡胶|电池|电源|电机|电器|照明|包装|印刷|水泥|建材|玻璃|造纸|茶业|种业|牧业|渔业|粮油|重机|机床|轴承|传动|控制|软件|信息|数据|网络|微电子|激光|氢能|储能|光伏|风电)$"
)
# Trades that only tell a firm behind a place and a brand (温州恒力鞋机).
_TRADE_PLACED = re.compile(
    f"(?:{TRADE.pattern[3:-2]}"
    r"|鞋机|果业|针织|毛纺|印染|制冷|线缆|电缆|阀门|泵业|锅炉|木业|竹业|化纤|塑业|塑胶|铸造|粮油|面业|米业|肉业|香料|调味|烘焙|珠宝|玩具|日化|美妆|车业|汽配|摩配|船舶|船业|制衣|鞋服|箱包|皮革|羽绒|毛毯|地毯|家纺|门窗|五金|厨具|卫浴|洁具|灯饰|钟表|乐器)$"
)
_NO_BRAND = re.compile(
    r"(?:高端|智能|生物|海洋|现代|绿色|新型|先进|电子|汽车|航空|数字|节能|精细|特色|传统|新能源|轨道交通|重点|主要|第.|我国|全|各|本地|外贸|工业|农业|国产|优质|健康|医疗|信息|软件|装备|机械|化工|新|高|低|大|小|上|下|以|其|该|这|那|一|二|两|三|从|在|把|等|地|不|没|对|向)"
)
_ACTS = re.compile(
    r"(?:宣布|投资|与|则|在|已|将|拟|获|完成|实现|去年|今年|20\d\d年|\d{4}年|签约|签署|年产|成立|计划|位于|落户|入驻|拥有|现有|自|近[一二三两]年|累计|也)"
)


_INVESTS = re.compile(r"投资|斥资|宣布|签约|增资")


def leading_brand(text: str, start: int, end: int, offset: int) -> Name | None:
    """Find a firm that opens a clause under its brand (江西某某永磁去年…): a place or a brand, its trade, then a verb."""
    while start < end and text[start] in "“”":
        start += 1
    if not 3 <= end - start <= 10:
        return None
    words = text[start:end]
    placed = 2 if is_place(words[:2]) else 3 if is_place(words[:3]) else 0
    if placed and _closed(text, end) and _named_by_trade(words[placed:]):
        return Name(start + offset, end + offset, words, "firm")
    if not _ACTS.match(text, end):
        return None
    opens = (
        start == 0
        or text[start - 1] in "，。；：\n、"
        or (text[start - 1] == "的" and _INVESTS.match(text, end))
    )
    brand = words[len(leading_place(words)) :]
    if not opens or len(brand) < 3 or _NO_BRAND.match(brand):
        return None
    if TRADE.search(brand) and not TRADE.fullmatch(brand):
        return Name(start + offset, end + offset, words, "firm")
    return None


_CLOSES = frozenset(("", *"，。、；：的（”\n在与和等都也已均将正买租去今拿投签完实拥主专"))
_TITLES = re.compile("总经理|董事长|负责人|副总|厂长|总裁|创始人|总监|车间|生产")


def _closed(text: str, at: int) -> bool:
    """Tell whether a firm's name may end at ``at``: before a break, a particle, a verb or a person's title."""
    return text[at : at + 1] in _CLOSES or _TITLES.match(text, at) is not None


_NO_STEM = re.compile(
    r"民营|地方|传统|规上|有色|稀有|轻工|纺织|农副|富硒|水产|特钢|石油|天然|红色|乡村|循环|功能|金属|商业|中药|民用|通用|综合|资源|文化|教育|区域|国有|省属|市属|国家|世界|名优|出口|军民|[铜铝碳硅镁钒钛磷氟锂铁钨钼]基|生物基|石墨"
)


def _named_by_trade(brand: str) -> bool:
    """Tell a brand of two or three letters with its trade (恒域铝业) from a trade of several words (有色金属材料)."""
    trade = _TRADE_PLACED.search(brand)
    if trade is None or not 2 <= trade.start() <= 3 or brand[: trade.start()] in cities():
        return False
    return not (_NO_BRAND.match(brand) or _NO_STEM.match(brand))


def is_trade(words: str) -> bool:
    """Tell a trade of several words (高端装备, 有色金属材料) from a brand."""
    return bool(_NO_BRAND.match(words) or _NO_STEM.match(words) or TRADE.fullmatch(words))


def like_firm(words: str) -> bool:
    """Tell whether words in a list are built like a firm under its brand (天水某某机械, 某某新材)."""
    if words.endswith("公司") and len(words) >= 6 and (is_place(words[-4:-2]) or is_place(words[-5:-2])):
        return not _NO_BRAND.match(words)  # 某某电工池州公司
    place = leading_place(words)
    brand = words[len(place) :]
    if len(place) >= 2 and len(brand) >= 3:
        trade = _TRADE_PLACED.search(brand)
        return brand.endswith("公司") or bool(trade and trade.start() >= 1)
    return _named_by_trade(words)


def brands(text: str, offset: int) -> list[Name]:
    """Find firms that a text calls by a brand in quotation marks, or by a brand without a legal form, more than once."""
    return [*_quoted(text, offset), *_repeated(text, offset)]


_BRAND = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[的是在与和由被对向跟同入到为]))(?![的是在与和由被对向跟同入到为])(?P<name>[\u4e00-\u9fff]{2,3}?(?:乳业|药业|酒业|茶业|种业|牧业|渔业|铝业|铜业|鞋业|股份|重工|新材|永磁|光电|生物|科技|电子|智能|医疗|食品|陶瓷|轮胎|家居|材料|能源|环保|半导体|微电子|精工|精密|电气|机电|动力))"
    r"(?=的|在|已|将|去年|今年|计划|一路|总经理|董事长|负责人|相关|有关|投资|实现|完成|拥有|项目)"
)


def _repeated(text: str, offset: int) -> list[Name]:
    """Find firms that the text only calls by their brand, more than once (某雪乳业的车间 … 某雪乳业总经理)."""
    found: dict[str, list[int]] = {}
    for match in _BRAND.finditer(text):
        if not _NO_BRAND.match(match["name"]) and not leading_place(match["name"][:2]):
            found.setdefault(match["name"], []).append(match.start())
    return [
        Name(at + offset, at + len(words) + offset, words, "firm")
        for words, places in found.items()
        if text.count(words) > 1
        for at in places
    ]


_QUOTED = re.compile(
    r"(?:总部(?:位于|在|设在)[^，。的]{2,8}的(?P<from>[\u4e00-\u9fff]{3,6})(?=，|投资|在|将|计划|也)|(?:企业|公司|厂商|商家|品牌商|服务商|供应商|运营商|开发商|制造商)“(?P<of>[A-Za-z0-9\u4e00-\u9fff]{2,12})”(?!的?(?:主战场|行动|攻坚|任务|模式|改革|路径|理念|工作|政策|机制|难题|目标))"
    r"|“(?P<does>[A-Za-z0-9\u4e00-\u9fff]{2,12})”(?=(?:于|近日|日前|今日|本周|今年|去年|\d{1,2}月|\d{1,2}日|连续|正式|已)*(?:宣布|完成|获|拿到|成立于|创立于|成立|的?总部)))"
)
_NO_FIRM = re.compile(
    r"计划|项目|行动|工程|园$|城$|中心$|基地$|产业|企业|模式|经济|战略|链主|巨人|冠军|独角兽|平台$"
)


def _quoted(text: str, offset: int) -> list[Name]:
    """Find firms under their brand in quotation marks (装备公司“某某氢动”, “某某氢动”完成…)."""
    if "“" not in text:
        return []
    found = []
    for match in _QUOTED.finditer(text):
        group = match.lastgroup or ""
        if not _NO_FIRM.search(match[group]):
            found.append(Name(match.start(group) + offset, match.end(group) + offset, match[group], "firm"))
    return found
