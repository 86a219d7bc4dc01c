"""The industries that a park, zone or city concentrates on."""

import re
from collections.abc import Iterator

from luodi.core.scan import quick
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.phrases import split_list
from luodi.reading.news.ranks import note_list
from luodi.reading.news.story import PLACES, Subject

_FOCUS = quick(
    r"(?P<verb>重点发展|着力培育|加快发展|加快培育|积极发展|立足|重点布局|主要布局|主要发展|着力发展|大力发展|主攻|聚焦(?:于)?|核心定位(?:是|为)|产业定位(?:是|为|：)|定位(?:为|是|于)|主导产业(?:为|是|包括|：|有)?|布局(?:了)?|主要从事|专注于?|重点引进|做大做强|(?:主要|特色|支柱|优势)产业(?:有|为|是|包括)|深耕|锁定|瞄准|(?:把)?目光(?:投向|瞄准|锁定|聚焦)|主打|押注|抢滩|发力|重点打造|重点培育|做强做优|围绕)"
    r"(?P<list>[^，。；]{2,120})"
)
_AS_CORE = re.compile(
    r"(?:以)?(?P<list>[^，。；以]{2,60}?)为(?P<role>首位产业|主攻产业|主导产业|主导|核心|支柱|支撑|重点|特色|引领|主|两翼|龙头|依托|主要方向|主攻方向)(?=[、，。；的和产]|$)"
)
_NAMED_AS = re.compile(
    r"[把将](?P<list>[^，。；]{2,60}?)(?:作为|定为|列为|确定为)(?:[立强兴富]?[国省市县区]?)(?:第一)?(?:主导|支柱|重点|首位|主攻|特色)产业"
    r"|^(?P<listed>[^，。；]{2,40}?)[是为][^，。；]{0,24}的(?:[两三四五六七八\d]大)?(?:主导|支柱|首位|主攻)产业$"
)
_CLOSING = re.compile(
    r"(?:[一二三四五六七八九十两\d]+(?:大|个)?(?:重点|主导|核心|主攻|优势|特色|战略性|新兴|支柱|细分)?(?:领域|产业集群|产业|方向|板块|赛道|行业|业态|环节|主导产业|细分领域)?|等?(?:重点|主导|支柱|核心|细分|特色|优势|前沿|新兴|战略性新兴|相关|主要)*(?:领域|产业集群|产业链|赛道|方向|板块|业态)|等(?:重点|主导|支柱|优势|特色|新兴|相关)*产业|(?<=[\u4e00-\u9fff]{2})(?:主导|支柱|首位|主攻)产业|等)$"
)
_SLOGAN = re.compile(
    r"高地|一流|引领|示范|样板|名片|标杆|先行|目标|战略|机制|模式|服务|环境|改革|项目|企业|能力|水平|质量|任务|工作|园区|基地|需求|痛点|难题|关键|主线|主题|品牌|工程|攻坚|招商|要素|政策|链主|发展|建设|市场|用户|客户|全球|国际|未来$|它|中心|\d"
)
_HAS_FIELD = re.compile(
    r"产业|制造|医药|装备|材料|能源|信息|电子|器械|生物|汽车|食品|化工|机械|智能|数字|物流|软件|设计|农业|海洋|航空|芯片|传感|仪器|家电|环保|光电|激光|机器人|新|软|服务业|纺织|服装|经济|研发|文旅|金融|旅游|加工|石化|钢|铝|铜|模具|零部件|电池|氢|锂|储能|光伏|风电|半导体|集成电路|种业|酒|茶|陶瓷|家具|玩具|珠宝|康养|康复|医疗|健康|装置|系统|元器件|部件|设备|仪表|测控|工艺|检测|诊断|制药|耗材|疫苗|影视|动漫|游戏|电商|冷链|建材|造纸|印刷|包装|橡胶|塑料|轮胎|船舶|轨道|卫星|低空|无人机|算力|人工智能|大数据|云计算|物联网|元宇宙"
)


_FORMED = re.compile(
    r"(?:形成|打造|构建|构筑|培育|发展)了?(?P<list>[^，。以]{2,60}?)(?:等)?[两二三四五六七八九\d](?:大|个)(?:主导|支柱|特色|优势|核心|重点|百亿级?|千亿级?|新兴)*(?:产业集群|产业链|产业)$"
)
_GROWN_TOGETHER = re.compile(
    r"形成了?(?P<list>[^，。]*、[^，。]*?)(?:协同|融合|集聚|多元|竞相)+发展的?[^，。]{0,6}(?:格局|体系|集群)"
)


def read_focus(cx: Context) -> Iterator[Draft]:
    """Read 重点发展A、B, 聚焦A、B、C三大领域, 以A为主导、B和C为支撑, 主导产业：A、B."""
    text = cx.clause.text
    label = cx.clause.label
    if label and re.search(
        r"(?:^|[区园城谷港])(?:主导产业|产业定位|重点产业|主要产业|产业方向|发展方向|主攻产业|特色产业|产业集群|重点方向|功能定位|定位)$",
        label,
    ):
        yield from _facts(cx, text, cx.clause.label_start, cx.clause.end, "labelled", sure=True)
        return
    named = _NAMED_AS.search(text) if "产业" in text else None
    if named:
        yield from _facts(
            cx, named["list"] or named["listed"], cx.clause.start, cx.clause.end, "named", sure=True
        )
        return
    owner = _owner(cx)
    if owner is None:
        return
    cores = list(_AS_CORE.finditer(text)) if "为" in text else []
    if (
        cores
        and re.search(r"产业|体系|格局|集群|主导|支柱|产业结构|主攻方向|主要方向|重点方向", text)
        and not re.search(r"以客户|以人民|以项目|以创新为|以企业|原则|宗旨|抓手|载体", text)
    ):
        for match in cores:
            words = re.sub(r"^.*?以", "", match["list"]).lstrip("、和与")
            words = re.sub(r"^(?:构建|形成|已|了|起)+", "", words)
            yield from _facts(cx, words, cx.clause.start, cx.clause.start + match.end(), "core", sure=True)
        return
    formed = _FORMED.search(text) if text.endswith(("产业集群", "产业链", "产业")) else None
    if formed is None and "形成" in text:
        formed = _GROWN_TOGETHER.search(text)
    if formed:
        yield from _facts(
            cx, formed["list"], cx.clause.start, cx.clause.start + formed.end(), "formed", sure=True
        )
        return
    verb = _FOCUS.search(text)
    if verb and text[max(0, verb.start() - 1) : verb.start()] != "为":
        sure = bool(re.search(r"主导产业|重点发展|主攻|定位", verb["verb"]))
        if re.match(r"不|较|单一|尚|仍|突出|明显|清晰|明确|鲜明|初具|集聚|定位", verb["list"]):
            return
        if verb["verb"] == "围绕" and not (_TRADES.search(verb["list"]) or _works_on(cx, verb["list"])):
            return
        yield from _facts(cx, verb["list"], cx.clause.start, cx.clause.start + verb.end(), "verb", sure=sure)


_TRADES = re.compile(r"产业(?:精准招商|集群|链|$)|主导产业")
_FIELDS = re.compile(r"、[^，]*(?:等|[三四五六七八\d]大)[^，]{0,6}(?:领域|方向|赛道|板块)$")
_WORKED_ON = re.compile(r"(?:[着全大]力|重点|加快|积极|倾力)*(?:打造|培育|发展|构建|招引|引进|布局)")


def _works_on(cx: Context, words: str) -> bool:
    """Tell 围绕A、B等领域，着力打造…: fields that the next clause builds upon."""
    after = cx.clauses[cx.index + 1].text if cx.same_sentence(cx.index + 1) else ""
    return bool(_FIELDS.search(words) and _WORKED_ON.match(after))


def _owner(cx: Context) -> Subject | None:
    if cx.topic and cx.topic.kind in PLACES:
        return cx.topic
    return None


def _facts(cx: Context, words: str, start: int, end: int, rule: str, *, sure: bool) -> Iterator[Draft]:
    owner = _owner(cx) or cx.story.host()
    if owner is None:
        return
    words = re.sub(
        r"(?:精准招商|精准发力|招商引资|开展.*|进行.*|延链.*|做.*文章|强链.*|持续.*|布局)$", "", words
    )
    if (named := re.search(r"的[^，。、的]{2,}", words)) and any(
        isinstance(one, Subject)
        and one.kind == "park"
        and one.words
        and cx.plain.text[one.start - 1 : one.start] == "的"
        for one in cx.clause.mentions
    ):
        words = words[: named.start()]
    words = re.sub(r"^(?:于|了|在|发展|以|打造|构建)+", "", words)
    before = None
    closed = bool(_CLOSING.search(words))
    while before != words:
        before, words = words, _CLOSING.sub("", words)
    fields = [_tidy(part) for part in split_list(words)]
    fields = [part for part in fields if 2 <= len(part) <= 24]
    if not fields or not (sure or closed or len(fields) > 1):
        return
    sure = sure or (closed and len(fields) > 1)
    if not sure and not all(_HAS_FIELD.search(part) for part in fields):
        return
    if any(_SLOGAN.search(part) and not _HAS_FIELD.search(part) for part in fields):
        return
    if re.search(r"[“”]", words) and (not sure or words.count("“") != words.count("”")):
        return
    note_list(cx, fields, start)
    for part in fields:
        yield Draft("focus", owner.words, start, end, object=part, rule=f"focus.{rule}")


def _tidy(part: str) -> str:
    part = re.sub(r"^(?:以|及|和|与|发展|打造|培育|重点|推进|等)+", "", part)
    return re.sub(r"(?:等|产业集群|领域|方向|赛道|板块|为)+$", "", part).strip("“”")
