"""What is counted: the noun behind a number (18个项目) or before it (项目18个), with what it did."""

import re

from luodi.core.quantities import Quantity
from luodi.reading.names import is_place
from luodi.reading.news.context import Context
from luodi.reading.news.elided import elided_noun
from luodi.reading.news.phrases import COUNTED_ABOVE, noun_after, noun_before, strip_lead
from luodi.reading.news.story import Subject

_DEED = re.compile(
    r"^(?:现场|集中|先后|陆续|已|正式|将|同步|全部|相继|统一|成功|率先|完成|纷纷)*(?P<deed>建成投产|竣工投产|建成投用|建成投运|新?落地|签约入驻|签约进驻|签约落户|签约|入驻|进驻|落户|开工建设|开工|竣工|投产|新落地|落地|获得融资|签订入驻协议|签订入驻意向|签订[\u4e00-\u9fff]{2,6}协议|入围|入选|上市|获批|在建|备案|动工|投用|启用|通过验收)"
)

_DEED_BEFORE = re.compile(
    r"(?P<deed>(?:已|现场|集中|新|首批|累计|正在|计划)?(?:签约|开工|建成投产|竣工投产|竣工|投产|新入库|入库|净增|落地|入驻|在建|达产|签下|启动|投用|新建|续建|开工建设|建成|招引|引进|落户|完工|引进|招引|储备))$"
)


def counted_noun(cx: Context, number: Quantity) -> tuple[str, bool] | None:
    """Give what is counted, and whether it stands behind the number (18个项目) or before it (项目18个)."""
    left, right = _left(cx, number), words_behind(cx, number)
    after, rest = noun_after(right)
    if more := _LISTED_KINDS.match(rest):
        after, rest = after + more.group(), rest[more.end() :]
    if described := _described_behind(cx, number, after):
        return described, True
    if grown := _grown_from(cx, number, left):
        return grown, False
    before = _before(cx, number, left)
    if elided := elided_noun(cx, number, left, right):
        return elided, False
    if "的" in after[2:] and _MEASURE_TAIL.search(after):
        after = after[: after.index("的", 2)]  # 6500个标准机架的上架率
    if len(after) >= 2 and not _VERB_FIRST.match(right):
        if _sums_up(number, left) or _MEASURE_TAIL.search(after):
            return None
        if after == "项目" and _AT_SIGNING.search(_opening(cx)):
            return "签约项目", True  # 某市重点项目签约活动举行，26个项目达成合作
        return _behind(left, after, rest), True
    if before and not (cx.story.noun and _DEED_BEFORE.fullmatch(before)):
        return before, False
    if done := _by_deed(cx, number, left, right):
        return done, False
    if re.search(r"(?:^|其中|，)[\u4e00-\u9fff]{2,3}(?:[省市])?$", left) and cx.story.noun:
        return cx.story.noun, False
    return _told_of(cx, left)


def _described_behind(cx: Context, number: Quantity, after: str) -> str:
    """Name what more stands behind than a noun: 18家企业营收过亿元, 7个国家级、35个省级平台."""
    reached = _REACHED.match(cx.plain.text, number.end, cx.clause.end)
    if reached:
        return f"{reached['trait']}{reached['who']}"
    shared = _GRADE_THEN.match(cx.plain.text, number.end + len(after)) if _GRADE.fullmatch(after) else None
    return after + noun_after(shared["noun"])[0] if shared else ""


def _by_deed(cx: Context, number: Quantity, left: str, right: str) -> str:
    """Name projects by what was done, where only that stands before the number (竣工28个)."""
    deed = _DEED_BEFORE.search(left.rstrip("达约超近逾了有"))
    if deed and not cx.story.noun and number.written_unit == "个" and not right:
        return re.sub(r"^(?:新|计划|现场|已|集中)+", "", deed["deed"]) + "项目"
    if deed and cx.story.noun:
        noun = re.sub(
            r"^(?:在库|累计|落地|签约|新|实施|集中开工|招引|引进|开工建设|开工|竣工|计划)+", "", cx.story.noun
        )
        return re.sub(r"^(?:新(?!入)|计划|现场|已)", "", deed["deed"]) + noun
    return ""


_GROWN_FROM = re.compile(r"(?P<noun>[^，。\d]{2,20}?)[由从](?:[^，。\d]{0,8}的)$")


_GROWN_TO = re.compile(r"(?:发展|壮大|增加|增长|扩大|攀升|跃升)(?:到|至)(?:了)?(?:如今|现在|目前|今年)?的?")


def _grown_from(cx: Context, number: Quantity, left: str) -> str:
    """Name what grew (钛企从十年前的300家发展到如今的658家)."""
    grown = _GROWN_TO.search(left)
    if grown and grown.end() == len(left) and left[: grown.start()] in ("", cx.story.noun):
        return cx.story.noun
    start = cx.clause.start
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and one.end <= number.start:
            start = max(start, one.end)
    match = _GROWN_FROM.match(cx.plain.text[start : number.start])
    return strip_lead(noun_before(match["noun"])) if match else ""


_GRADE = re.compile(r"国家级|省级|市级|区级|县级")
_GRADE_THEN = re.compile(
    r"[、和]\d+[个家项座所](?:国家级|省级|市级|区级|县级)(?P<noun>[\u4e00-\u9fff]{2,12})"
)  # 7个国家级、35个省级平台
_REACHED = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{0,6}(?:企业|公司|园区|开发区))(?P<trait>年?(?:营收|产值|税收|销售收入|营业收入|纳税|出口额?)(?:均|都)?(?:超过?|过|突破|达到?|逾)[\d.一两三五]*[十百千万亿]+元)"
)
_LISTED_KINDS = re.compile(r"、[\u4e00-\u9fff]{1,6}(?:企业|机构|项目|人员)")  # 30余家小试、中试企业

_VERB_FIRST = re.compile(
    r"(?:以上|左右|(?:签约|落户|入驻|进驻|开工|竣工|投产)(?!企业|项目|商户|机构|单位)|扩|增|升|减|搬|迁|走|发展|壮大|扩展|跃升|攀升|正在|已|均|分别|同时|先后|陆续|相继|纷纷|是|在|由|将|占|达|为|比|较|同比|增|以及|其中|等|获|完成|实现|通过|来自|上线|集中|现场|成功|签订|签下|享受|参与|参加|以内|左右|可|能|也|都|全部|，|、|和|及|与)"
)

_AT_SIGNING = re.compile(r"签约(?:活动|仪式|大会)|集中签约|云签约")


def _opening(cx: Context) -> str:
    return cx.clauses[cx.index - 1].text if cx.same_sentence(cx.index - 1) else ""


_MEASURE_TAIL = re.compile(
    r"(?:率|占有率|销量|产量|产值|增加值|营收|收入|份额|时间|周期|情况介绍|投资额|金额|(?:生产|产能|总)规模|生产能力)$"
)

_ATTRIBUTE = re.compile(
    r"(?P<deed>(?:首批|新)?(?:纳入统计|参评|参与评价|入驻|进驻|签约|落户|在建|在库|引进|投产|开工|获批))的$"
)


def _behind(left: str, after: str, rest: str) -> str:
    """Name what stands behind its number, with what it did and where (首批26家企业入驻 → 首批入驻企业)."""
    deed = _DEED.match(rest)
    noun = f"{deed['deed']}{after}" if deed and not after.startswith(deed["deed"]) else after
    if attribute := _ATTRIBUTE.search(left):  # 纳入统计的63家开发区
        noun = attribute["deed"] + after
    first = "首批" if left.endswith(("首批", "首批次")) and not deed else ""
    place = re.search(r"(?:在|了)?(?P<place>海外|国外|境外|国内|省外)$", left)
    return first + (place["place"] if place else "") + noun


def _told_of(cx: Context, left: str) -> tuple[str, bool] | None:
    """Find what the clause before names (像这样的科技型企业，全区已有300家)."""
    if cx.same_sentence(cx.index - 1) and re.search(r"有$|达$|超过?$|约$|近$", left):
        match = re.match(
            r"^(?:像|如)?(?:这样|类似)的(?P<noun>[\u4e00-\u9fff]{2,14})$", cx.clauses[cx.index - 1].text
        )
        if match:
            return match["noun"], False
    return None


_COUNTING = frozenset(("家", "个", "户", "名", "人", "项", "件", "台", "所"))

_THRESHOLD = re.compile(r"的?[\u4e00-\u9fff]{0,8}(?:项目|企业)|级")


def _is_threshold(cx: Context, number: Quantity) -> bool:
    """Tell a number that is part of what is counted (10亿元以上项目, 10万吨级船台)."""
    text = cx.plain.text
    above = number.dimension == "money" and (
        text[number.start : number.end].endswith(("以上", "以下"))
        or bool(COUNTED_ABOVE.match(text, number.end))
    )
    if number.written_unit in _COUNTING:
        return False
    return above or bool(_THRESHOLD.match(text, number.end)) or number.written_unit.endswith("级")


def _left(cx: Context, number: Quantity) -> str:
    """Give the words before a number; a threshold (10亿元以上项目) is part of them."""
    start = cx.clause.start
    for other in cx.clause.numbers:
        if (
            other.end <= number.start
            and other.dimension != "none"
            and not _is_threshold(cx, other)
            and not other.written_unit.endswith("级")
        ):
            start = max(start, other.end)
    words = cx.plain.text[start : number.start]
    return f"{cx.clause.label}：{words}" if cx.clause.label and start == cx.clause.start else words


def words_behind(cx: Context, number: Quantity) -> str:
    """Give the words behind a number; a threshold (87个过亿元项目) is part of them."""
    end = cx.clause.end
    for other in cx.clause.numbers:
        if other.start == number.end and other.dimension != "none":
            continue  # 4台20吨中频电炉, 6栋三层厂房
        if other.start >= number.end and other.dimension != "none" and not _is_threshold(cx, other):
            end = min(end, other.start)
    return cx.plain.text[number.end : end]


def _before(cx: Context, number: Quantity, left: str) -> str:
    """Give the noun before a number, behind the names and times of its clause; ``""`` where only a verb stands there."""
    words = left.split("：")[-1] if len(left.split("：")[-1]) > 1 else left.replace("：", "")
    words = _SINCE.sub("", words)
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and cx.clause.start <= one.start and one.end <= number.start:
            if one.end - one.start == 2 and cx.plain.text[one.start : one.end] in ("项目", "企业", "园区"):
                continue
            rest = cx.plain.text[one.end : number.start]
            named = len(noun_before(rest)) >= 2 and not rest.startswith(("项目", "企业"))
            if len(rest) < len(words) and not named:
                return ""
            words = min(words, rest, key=len)
    for time in cx.clause.times:
        if time.end <= number.start and not re.search(
            r"[由从比较]$", cx.plain.text[cx.clause.start : time.start]
        ):
            words = min(words, cx.plain.text[time.end : number.start], key=len)
    words = _ONCE_DONE.sub("", words)
    noun = _tidy(cx, noun_before(words), words)
    if is_place(noun):  # 其中安徽13家
        return ""
    if words.endswith("等") or _VERB_ONLY.match(noun) or _NO_NOUN.search(noun):
        return ""
    return noun if len(noun) >= 2 else ""


_SINCE = re.compile(
    r"(?:当月|本月|本年|当季|当日|[较比](?:年初|上年|去年|上年末|去年底))(?=[\u4e00-\u9fff])"
)  # 当月新入库, 比年初净增
_NO_NOUN = re.compile(
    r"^(?:卖出|售出|销售|发运|带出)|(?:选取|走访|调研|参观|考察|采访|探访)了?$|[▶◀►※◆✅→｜|:：.。]|[\u4e00-\u9fff][了着][\u4e00-\u9fff]|(?:出货量|销量|产量|吞吐量|库容|客流量)$|(?:要|需|需要)$|能出|出了|^(?:首批|海外|国外|境外|国内|省外)$"
)


_ADDED = re.compile(r"^(?P<noun>(?![较比])[\u4e00-\u9fff“”]{2,16})(?P<deed>新增|净增)$")
_SUCH = re.compile(r"^.*(?:这样|这类|类似)的")
_SUM_ONLY = re.compile(r"总数|总量|数量|累计|总计")
_SUM_ABOVE = re.compile(r"[\d.]+[万亿]+元以[上下]")
_SIZE_END = re.compile(r"(?:规模|总量|数目|数量|总数)$")
_ONCE_DONE = re.compile(
    r"^.*(?:建成|达产|投产|投用|满产)后|^.*(?:发展|壮大)到(?:如今|现在|目前)的?(?:拥有)?"
    r"|^.*?(?:建|办|开|搭|立)起了?(?=[“\u4e00-\u9fff])|^(?:目前|已|还|先后|累计)?在[^，\d]{1,8}?(?:建有|设有|拥有|开设|设立|建设|建成|布局|建了|开了)"
    r"|^.*?(?<![卖售走来])[\u4e00-\u9fff]着(?=[\u4e00-\u9fff]{2})|^[^，]{0,4}(?:承包|承接|配备|研发|开发|培育|引进|购买|拿下|买下|签下|拥有|建成|新增|储备|收购|整合)了(?:[\u4e00-\u9fff]{2,4}企业的)?(?=[\u4e00-\u9fff]{2})"
)


def _tidy(cx: Context, noun: str, words: str) -> str:
    """Put a counted noun right: 规上企业新增 → 新增规上企业, 总数 → what was counted before, 50亿元以上 → …项目."""
    noun = _SUCH.sub("", noun)
    added = _ADDED.match(noun)
    if added:
        return added["deed"] + added["noun"]
    if _SUM_ONLY.fullmatch(noun or words.strip("达到为约超近已")) and cx.story.noun:
        return re.sub(r"^(?:新增|净增|新)", "", cx.story.noun)
    noun = strip_lead(re.sub(r"^.*项目(?:一共|共)?(?:规划|拟|计划|将)?(?:建设|新建|兴建)(?=..)", "", noun))
    if len(noun) > 4:
        noun = re.sub(
            r"(?:规模|总量|数目|数量|总数)$", "", re.sub(r"^.*(?:建成|达产|投产|投用|满产)后", "", noun)
        )
    if "等" in noun[1:-1]:
        noun = re.sub("^(?:地|市|省份?|县|多地)的?(?=..)", "", noun[noun.rindex("等") + 1 :])
    if noun in ("新增", "净增", "新"):
        return noun + re.sub("^(?:新增|净增)", "", cx.story.noun) if cx.story.noun else ""
    if _SUM_ABOVE.fullmatch(noun):
        noun += "项目" if cx.story.noun.endswith("项目") else "企业"
    return noun


_VERB_ONLY = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,6}(?:签约|开工|竣工|投产|落地|入驻|举行|举办|签下|签署|签订|公布|发布|出口|销往|远销|覆盖|辐射|服务|接待|牵手|对接|派出|组织|获|挤进|通过|围绕|针对|面向|涉及|来自|选派|上线|布局|走访|印发|共))$"
)


def _sums_up(number: Quantity, left: str) -> bool:
    """Tell a number that sums up a whole list beside it (A、B和C三个片区, A、B、C等3个项目)."""
    listed = left.count("、")
    if not listed:
        return False
    names = listed + 1 + len(re.findall(r"、[^、]*[和与][^、]+$", left))
    return round(number.value) == names
