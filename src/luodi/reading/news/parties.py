"""Names listed in a clause: firms, projects and institutions, also those without a telling ending."""

import re

from luodi.reading.names import like_firm
from luodi.reading.news.context import Context
from luodi.reading.news.phrases import split_list
from luodi.reading.news.story import Subject

_TAIL = re.compile(
    r"等(?:在内)?(?:的)?(?:首批|一大?批|多家|多个|众多|各类|[\d一二三四五六七八九十两百]+余?多?[家个所])?(?P<what>[^，。、]{0,24})$"
)
_LEAD = re.compile(
    r"^(?:引来|引进|引入|集聚|聚集|吸引|汇聚|新引进|其中|主要|目前|现在|如今|现已|已|先后|陆续|累计|成功|今年|又|还|包括|包含|包含了|有|分别|以及|了|和|与|由|另有|围绕它|配套企业|重点企业|链主企业|龙头企业|代表企业|知名企业|骨干企业|园内企业|企业|如(?![意家东皋])|来自[\u4e00-\u9fff]{2,4}的|[\u4e00-\u9fff]{2,8}[省市县]的|世界500强(?:企业)?)+"
)
_COUNTED_TAIL = re.compile(
    r"[和与及]?(?:这?(?:[一二三四五六七八九十两]|\d+)[家个]|[二三四五六七八九十两]大|这些)(?:[\u4e00-\u9fff]{0,6}(?:企业|公司|机构|龙头|巨头)[\u4e00-\u9fff]{0,10}|[\u4e00-\u9fff]{0,8})$"
)
_ROLE = re.compile(  # 整机龙头某某风能, 叶片企业某某
    r"^[\u4e00-\u9fff]{0,6}(?:龙头|企业(?!管理|服务|孵化|集团|发展)|巨头|供应商|厂商|厂家|大厂|服务商|制造商)(?=[\u4e00-\u9fff]{3})"
)
_INCLUDING = re.compile(r"(?<!等)在内的(?P<many>[^、]*)$")  # 包括A、B在内的12个项目
_TRADE = re.compile(
    r"(?:研发|生产|检测|制造|加工|销售|贸易|物流|服务|设计|维修|运维|仓储|配套|产业|领域|行业|装备|器械|材料|设备|零部件|原料|产品)$"
)
_FIRM_OF_TRADE = re.compile(
    r"(?!高端|先进|精密|智能|新型|化工|稀土|金属|生物|医[疗药用]|环保|电子|汽车|航[空天]|轨道|农[业产机]|食品|装备|机械|电力|电[池机器]|纺织|建[筑材]|绿色|数字|锂电|光[伏电学]|半导体?|储能|海洋|船舶|纳米|复合|高?分子|功能|关键|核心|前沿|信息|通[用信]|专用|特种|冷链|现代|仓储|商贸|包装|印刷|钢铁|石[油化墨]|矿山|节能|安全|应急|科[技学]|水产|粮[油食]|健康|康复|体育|家[电居具]|工业|服装|消费|软件|新|无人|机器|低空|氢能|风[电能]|碳|硅|铝|铜|镁|玻璃|塑料|橡胶|陶瓷|皮革|国际|跨境|供应|技术|原|整[车机]|零)"
    r"[\u4e00-\u9fff]{2}(?:新材料|(?:新|精密|智能|医疗|环保)?(?:材料|装备|器械|设备|制造|物流))"
)
_NOT_NAME = re.compile(
    r"^(?:一批|多家|多个|众多|各类|相关|部分|其他|\d|[一二三四五六七八九十两]+[家个]|优质|上下游|国内外|知名|头部|重点|企业|项目|公司|双方|人才|资金|技术|产业链|平台|院所|高校|金融机构|它|其|该|我们|自己|全球|世界|国际|政府|市场|客户|产品)"
)


def names_in(words: str, cx: Context, start: int) -> list[Subject]:
    """Take a list of names apart; what is no name is left out. ``start`` is where ``words`` stand in the text."""
    words = _INCLUDING.sub(r"等\g<many>", words)
    tail = _TAIL.search(words)
    what = tail["what"] if tail else ""
    if tail:
        words = words[: tail.start()]
    count = _COUNTED_TAIL.search(words)
    if count and not tail:
        words = words[: count.start()]
    found = []
    for part in split_list(words):
        name = _LEAD.sub("", part).strip("“”")
        name = re.sub(r"(?:等|代表)$", "", name)
        if cx.story.known.kind(name) is None:
            name = _ROLE.sub("", name)
        if (
            len(name) < 2
            or len(name) > 40
            or _NOT_NAME.match(name)
            or re.search(r"[，。；：]", name)
            or (
                tail
                and _TRADE.search(name)
                and "项目" not in what
                and cx.story.known.kind(name) is None
                and len(name) <= 6
                and not _FIRM_OF_TRADE.fullmatch(name)
            )
        ):
            continue
        if (
            what
            and (ending := re.match(r"(?:重点|产业|龙头|优质|一批|[\d]+个|大)*(?P<end>项目)", what))
            and not re.search(
                r"(?:项目|基地|中心|平台|工厂|公司|集团|研究院|生产线|产线|园|制造|实验室|总部|学院|研究所|分院|工程|[一二三四]期)$",
                name,
            )
        ):
            name += ending["end"]
        full = cx.story.known.resolve(name)
        at = cx.plain.text.find(part[-len(name) :] if part.endswith(name) else part, start)
        found.append(Subject(full, cx.story.known.kind(full) or "firm", at, at + len(part)))
    return found


def mostly_firms(found: list[Subject], cx: Context) -> bool:
    """Tell whether half of a list's names at least are known as firms or projects, or built like them."""
    return 0 < len(found) <= 2 * sum(_like_firm(one, cx) or _in_role(one, cx) for one in found)


def _in_role(one: Subject, cx: Context) -> bool:
    """Tell a name behind what it is (叶片企业某某)."""
    return cx.plain.text.endswith(_ROLES, 0, max(0, one.start))


_ROLES = ("企业", "龙头", "巨头", "供应商", "厂商", "厂家", "大厂", "服务商", "制造商")


def _like_firm(one: Subject, cx: Context) -> bool:
    return cx.story.known.kind(one.words) in ("firm", "project", "thing") or like_firm(one.words)


def is_listed(words: str) -> bool:
    """Tell whether words are a list with an end (A、B等12家企业)."""
    return bool(_TAIL.search(words)) and "、" in words
