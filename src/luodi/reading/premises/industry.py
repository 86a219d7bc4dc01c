"""What a firm makes, sells or stores: the shortest noun phrase, as written."""

import re

from luodi.core.places import find_places
from luodi.reading.premises.source import Source

Run = tuple[int, int]

_WORD = r"[\u4e00-\u9fffa-z\d+\-/·&]"
_TAIL = (
    r"(?:生产加工|加工生产|研发生产|生产制造|加工制造|生产|加工|制造|研发|组装|装配|存储|储存|存放|仓储|办公|仓配|分拨|销售|零售|批发|制作|项目|基地|产线|"
    r"生产线|扩产|扩建|技改|配送|打样|测试|企业|公司|厂|工厂|团队|行业|业务|生意|用(?=[,。;\\s]|$)|的|展厅|门店|周转|中转|印刷|分拣|专业|产业园|贸易商?)"
)
# In order of trust: a label, what the firm says it does, what it will build, what it stores.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\n(?:行业|产品|主营产品|生产产品|所属行业)\s?:\s?(?P<what>{_WORD}{{2,16}}?)(?={_TAIL}|[,。;、!\s(]|$)",
        rf"\A(?:关于)?(?P<what>{_WORD}{{2,14}}?)(?:项目|生产线|生产基地|制造基地|扩产|新建|(?:加工)?(?:(?<!加)工)?厂(?:选址|搬迁|扩建))[^\n]{{0,16}}\n",
        rf"(?:从事|主营(?:业务|产品)?(?:为|是|:)?|主要(?:做|生产|经营|从事|产品(?:是|为|有))|专业(?:做|生产|从事)|专做|专业生产)(?P<what>{_WORD}{{2,14}}?)(?={_TAIL}|[,。;、!\s(]|$|为主|等|在)",
        rf"(?:(?:行业|产品|主营产品|生产产品|所属行业|行业方向|方向|经营内容|经营项目|货物|存储货物|货品|品类|存放(?:货物|物品)|货物类型|product|industry)\s?:|(?:所属)?行业(?:是|为))\s?(?P<what>{_WORD}{{2,16}}?)(?={_TAIL}|[,。;、!\s(]|$)",
        rf"(?:用途|用于|usage|use|用来|拟用于|主要用途|项目内容|项目名称|租赁用途|做什么|主要用于)\s?:?\s?(?:生产|做|存放?|放|加工|研发\+?|存储)?(?P<what>{_WORD}{{2,16}}?)(?={_TAIL}|[,。;、!\s(]|$)",
        rf"(?:我们?(?:公司)?是|我是|我司是?|公司是|厂子?是|本公司|我厂)?(?:专门?)?(?<![当叫看合可能不在好])(?:做|卖|经营)(?P<what>{_WORD}{{2,12}}?)(?:加工|生产|研发|制造|组装|销售|仓储|批发|贸易|存放|配送)?(?:的(?!厂房|仓|库)|生意)",
        rf"(?:我们是|我是|我司是|公司是|本公司是|我司为|系|一家)(?!.{{0,3}}做)(?P<what>{_WORD}{{2,12}}?)(?:加工|生产|制造|研发|贸易)?(?:企业|厂家?|公司|工厂|团队|车队|制造商|生产商)",
        r"一家(?P<what>[\u4e00-\u9fff]{2,6}事务所)",
        rf"(?:年产|年加工|日产|年处理)[约]?[\d.]+(?:万|千|亿)?(?:吨|台|套|件|个|辆|只|平方?米|米|瓶|片|支|把|双|块|樘|立方米?|组|m|㎡|条|根|张)?的?(?P<what>{_WORD}{{2,12}}?)(?={_TAIL}|[,。;、!\s(]|$)",
        rf"(?:新?建设?|投资建设|上马?|新上|建|投产|投建|打造|设立|扩建)(?:一[条个座家]|[\d一二两三四五六]+条)?(?P<what>{_WORD}{{2,14}}?)(?:生产线|生产基地|产线|项目|制造基地|加工基地|研发中心|智能工厂|产业化)",
        rf"(?<![当叫看合可能不在好])(?:做|生产|搞|(?<![\u4e00-\u9fff])开(?!发|工|业|户|票|始|具))(?P<what>{_WORD}{{2,10}}?)(?={_TAIL}|[,。;、!\s(]|$)",
        rf"(?:^|[,。;!\s\n因])(?:我公司|我司|我厂|公司)?(?:因)?(?P<what>{_WORD}{{2,12}}?)(?:扩产|项目|生产企业|加工厂|生产厂家?)(?!需求|书|地块)",
        rf"(?:存放|存储|储存|囤放?|堆放|存|放|堆(?!场))(?:些|点)?(?P<what>{_WORD}{{1,10}}?)(?={_TAIL}|[,。;、!\s(]|$|和|及)",
        rf"(?:^|[,。;!\s\n、])(?P<what>{_WORD}{{2,10}}?)(?:加工|生产|制造|研发|组装|存储|仓储|存放)(?:用|$|[,。;\s、])",
        r"有限公司\((?P<what>[\u4e00-\u9fff]{3,8})\)",
        r"(?:^|[,。;!\s\n])(?P<what>[\u4e00-\u9fff]{1,5}(?:制品|设备|机械|材料|零部?件|配件))(?=厂房|车间)",
        r"(?:^|[,。;:!\s\n])(?P<what>[\u4e00-\u9fff]{2,6})(?=找仓|求仓|租仓|[甲乙丙丁戊]类仓?库|gmp|(?:车间|厂房|仓库|场地)需求)",
        rf"(?<![装整])修(?P<what>{_WORD}{{2,8}}?)(?:用)?(?=[,。;、\s]|$)",
        r"(?:^|[,。;!\s\n])(?P<what>[\u4e00-\u9fff]{2,4})车队",
        r"(?:^|[,。;!\s\n从来的]|我们|我是|搬)(?P<what>[\u4e00-\u9fff]{2,8}?)(?:厂|公司|企业|工厂)(?:,|现|搬|求|找|想|急|因|拟|要|需|租)",
        # a clause that is nothing but a product
        (
            r"(?:^|[,;:\n])(?P<what>[\u4e00-\u9fff]{1,7}(?:组件|零部?件|配件|构件|装备|器械|制品|材料|芯片|模组|电池|面料|食品|药品|试剂|仪器|"
            r"设备|涂料|油墨|树脂|薄膜|电缆|轴承|模具|光电|半导体|机器人|无人机|家居|饮料))(?=[,;\n]|$)"
        ),
    )
)
_LEAD = re.compile(
    r"^(?:一些|些|点|各种|各类|少量|普通|主要|就是|我们|自己|自家|自用|公司|一般|的|是|用于|用作|用|做|生产|加工|制造|研发|存放|存储|放|存|当|为|建设|高标准|现有|从事|一个|一家|本|年产|小型|大型|\+|、|/|:)+"
)
_REAR = re.compile(rf"(?:{_TAIL}|类|等|和|及|与|用|、|兼|方面|这块|为主|产品的?|货物)+$")
_NO_TRADE = re.compile(
    r"厂房|仓库|环评|租(?!赁)|面积|消防|装修|土地|用地|办公|要求|宿舍|放心|许可|虚构|^代工$|独院|^第|^[a-z]{1,3}$|^(?:warehouse|factory|office|lab)?\s?requirement|^好|好$|选址|可以|我们|贵公司|推荐|考虑|需求|单价|价格|合同|(?<!作业)平台|配套|手续|层高|一平|^[\d.]+$|房东|中介|发票|客户|"
    r"(?:^|的)(?:公司|企业|工厂|团队)$|有限|车间|堆场|(?<!自)行车|产能|开业|月台|电梯|大车|挂车|货车(?!配)|空地|自己|自用|无尘|停车场|^near$|^设备$|样品|产证|集团|闲置|上市|^[德美日韩法台英]国?资?$|^日本$|^台湾$|^[内外民合独国央]资$|^[民国央]企$|^国有$|^[帮替代]|年(?!糕|画|轮)|几|隔(?![膜热音板])|高速|平方|投资|扩产|搬迁|拓展|发展|业务|(?<!基)因|委托|登记|长期|急|优先|"
    r"^(?:新(?!能源|材料|型)|老|小(?!家电|商品|食|五金)|大(?!豆|蒜|米|健康)|本|我|该|这|那|他|在|到|去|想|能|会(?![计展])|不(?!锈|粘)|没|有|一(?!次性|体)|两|三)"
)


def find_industry(source: Source) -> tuple[str, Run] | None:
    """Give the product or trade of the firm that asks; for stored goods the goods."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(source.text):
            run = _trim(source.text, *match.span("what"))
            if run and not _is_past(source, run[0]) and not _is_place(source.text[slice(*run)]):
                return source.raw[slice(*run)], run
    return None


def _trim(text: str, start: int, end: int) -> Run | None:
    lead = _LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    while (rear := _REAR.search(text[start:end])) and rear.start() > 1:
        end = start + rear.start()
    what = text[start:end]
    if text.startswith("加工", end):  # 五金加工, 净菜加工: the trade is the process
        end += 2
        what = text[start:end]
    return None if len(what) < 2 or _NO_TRADE.search(what) else (start, end)


def _is_place(what: str) -> bool:
    """东莞企业: where a firm is from is not what it makes."""
    return any(mention.start == 0 and mention.end == len(what) for mention in find_places(what))


def _is_past(source: Source, at: int) -> bool:
    start, _ = source.clause(at)
    return bool(re.search(r"(?:不|没有|勿|除|隔出?)[^,;。\n]{0,4}$", source.text[max(start, at - 10) : at]))
