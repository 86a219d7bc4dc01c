"""What happened to a park, a project or a firm, and when."""

import re
from collections.abc import Iterator

from luodi.core.dates import DateMention
from luodi.core.scan import quick
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.parties import is_listed, names_in
from luodi.reading.news.story import PLACES, Subject

_EVENT = quick(
    r"(?P<completed_dated>(?<=[年月日季度])(?:竣工|建成|完工)(?=后))"
    r"|(?P<started_dated>(?<=[年月日季度])(?:正式)?投产(?=后))|(?P<completed_production>建成投产|竣工投产|建成试生产|建成达产(?!之?后))|(?P<topped_out>封顶|平顶)"
    r"|(?P<full_production>(?<!待)达产(?!后|年|率|之后|业)|满产(?!后))"
    r"|(?P<in_production>投产(?!后|的企业|的项目$|达产|之后|时|项目|率|运营后)|试生产|试产|下线(?=仪式)|点火|投料|量产(?!后|线|能力|条件))"
    r"|(?P<approved>获批(?!国家|全国|首批|省级|“|准?发?明|[\u4e00-\u9fff]{0,12}(?:证|批文|资质|项目|专利|注册|上市|药))|批复(?:同意)?(?:设立)?|批准设立|获[^，。]{0,6}批复|批复设立|获批建设|获批设立|经[^，。]{2,10}批准|批准(?:成立|建设)|批准为(?=国家级|省级)|获批为)"
    r"|(?P<approved_grade>(?:获批(?:成为|为)?|升格为|晋级为|晋升为|升级为|获批建设)(?=(?:国家级|省级|自治区级|国家|全国)[^，。、的]{0,10}(?:高新区|经开区|开发区|高新技术产业区|园区|新区|产业园)(?:$|，|。)))"
    r"|(?P<groundbreaking>(?<!待)(?<!新)(?<!即)(?<!未)开工(?!率|项目|后|面积|建设项目)|动工(?!后)|动土|奠基|启动建设|开建|启动仪式|破土|打下第一[根桩])"
    r"|(?P<completed>(?<!开)竣工(?!后|面积|验收备案|项目|投产|亿元)|交付(?!后|的?深|[\u4e00-\u9fff]{0,12}\d)|(?<!天)建成(?!达产|[\u4e00-\u9fff]{1,8}\d|后|区|投产|了|厂|标|并?投用后|年|之后|的?\d|面积|[\u4e00-\u9fff]{2,20}(?:研究院|厂房|平台|实验室))|落成(?!后)|完工(?!后)|主体完工)"
    r"|(?P<established>揭牌|(?<![板所])(?<!交易中心)(?<!股权中心)(?<!股交中心)挂牌(?!新三板|出让|上市|公司|企业)|启用(?!后)|开园(?!后)|(?<!批准)成立(?!于?以来|后|的?专)|投用(?!后)|投入使用(?!后)|投入运营(?!后)|开业|正式运营|开门迎客|开业迎客|(?<=[正式中心平台])上线(?!后)|开馆|落成启用|投运|(?<=[年月日节])(?:正式)?对外开放|建成开放|(?<=年)设立(?=的)|(?<=[年月日])创立|创立(?=于))"
    r"|(?P<listed>(?:登陆|挂牌)?(?:新三板|北交所|科创板|创业板|上交所|深交所|港交所|主板|证券交易所)?(?:挂牌)?上市(?!公司|后|企业|辅导|进展|申请|委|许可|计划|前|过|销售|的?产品|品种|[\u4e00-\u9fff]{0,2}(?:受理|培育|梯队|挂牌后备))|敲钟|挂牌新三板|(?:新三板|北交所|科创板|创业板|主板|四板|股交中心)(?:成功)?挂牌)"
    r"|(?P<listed_on>登陆(?:深圳|上海|北京|香港)?(?:证券交易所|联交所|上交所|深交所|北交所|港交所|新三板|科创板|创业板|主板|纳斯达克|纽交所)+)"
    r"|(?P<moved_in>搬入|搬到|搬进|搬至|迁入|迁到|搬迁至|整体搬迁|乔迁|集中入驻|(?<=[年月日])(?:正式)?入驻(?!企业|率|项目|园区的))"
)
# Without one of these words there is no event: most clauses are passed over at once.
_HAPPENED = re.compile(
    "竣工|建成|完工|封顶|平顶|达产|满产|投产|试生产|试产|下线|点火|投料|量产|获批|批复|批准|升格|晋级|晋升|升级|开工|动工|动土|打下第一|开放|奠基|启动|开建|破土"
    "|交付|落成|揭牌|挂牌|启用|开园|成立|投用|投入|开业|开门|上线|运营|开馆|投运|设立|上市|敲钟|登陆|搬入|搬到|搬进|搬至|迁入|迁到|迁至|搬迁|创立|乔迁|入驻"
)
_DENIED = re.compile(
    r"尚未|未能?(?=[^来])|没有|暂缓|推迟|延期|顺延|终止|停工|停建|搁置|叫停|取消|原定|原计划|撤回|洽谈|传闻|传言|审核|未获|不再|暂停|暂不|否认|还没|还在论证|尚需|尚待|调整至|延至|延后|改期|移出|未列入|原列入|备案|受理|未予|意向|有望争取|能否|是否|何时"
)
_POSTPONED = re.compile(r"推迟|延期|顺延|暂缓|终止|取消|因故")
_OTHER_PART = re.compile(r"[一二三四五]期|另[一外]|其[余他]")
_BATCH = re.compile(r"[\d一二两三四五六七八九十多]+(?:个|家)[^，、。]{0,8}(?:项目|企业|公司)[^，。]{0,6}$")


def read_events(cx: Context) -> Iterator[Draft]:
    """Read 7月31日…主体结构封顶, 2022年10月动工, 预计明年6月投产, 揭牌, 获批."""
    text = cx.clause.text
    yield from _labelled(cx)
    if not _HAPPENED.search(text):
        return
    seen: set[str] = set()
    for match in _EVENT.finditer(text):
        kind = match.lastgroup or ""
        if _is_denied(cx, match) or _is_attribute(cx, match):
            continue
        for one in _subjects(cx, match, kind):
            kinds = _KINDS.get(kind, (kind,))
            for each in kinds:
                if each + one.words in seen:
                    continue
                seen.add(each + one.words)
                draft = _draft(cx, match, each, one)
                if draft:
                    yield draft


_KINDS = {
    "approved_grade": ("approved",),
    "listed_on": ("listed",),
    "completed_production": ("completed", "in_production"),
    "completed_dated": ("completed",),
    "started_dated": ("in_production",),
}
_LABELS = {
    "established": re.compile(r"^(?:成立|设立|创立|开园|启用|挂牌|投用|建园|创建)(?:时间|日期|年份)$"),
    "approved": re.compile(r"^(?:获批|批准|批复|批准设立|获批设立)(?:时间|日期|年份)$"),
    "groundbreaking": re.compile(r"^(?:开工|动工)(?:时间|日期)$"),
    "completed": re.compile(r"^(?:竣工|建成|交付)(?:时间|日期)$"),
    "in_production": re.compile(r"^(?:投产)(?:时间|日期)$"),
}


def _labelled(cx: Context) -> Iterator[Draft]:
    """Read a profile's line: 成立时间：2011年6月."""
    if not (cx.clause.label and cx.clause.times and cx.topic):
        return
    for kind, label in _LABELS.items():
        if label.match(cx.clause.label):
            time = cx.clause.times[0]
            planned = bool(cx.clock.published and _later(time.iso, cx.clock.published))
            yield Draft("event", cx.topic.words, cx.clause.label_start, time.end, object=kind, date=time.iso,
                        inferred=time.inferred, expected=planned, rule=f"events.labelled.{kind}")  # fmt: skip


_TIME_LIMIT = re.compile(r"个?(?:月|日|天)内[^，]{0,4}$")


_FROM_OR_PRODUCT = re.compile(r"从[^，]{1,8}到$|产品$|[新药]品?$")


_PUT_OFF = re.compile(r"原定|原计划|推迟|终止")


def _is_denied(cx: Context, match: re.Match[str]) -> bool:
    before = cx.clause.text[: match.end() + 6]
    if match.group() == "交付" and _GOODS.search(cx.clause.text[: match.start()]):
        return True
    if match.group() == cx.clause.text or _TIME_LIMIT.search(before[: match.start()]):
        return True  # a bare heading; a duty with a time limit
    if _FROM_OR_PRODUCT.search(cx.clause.text[: match.start()]) and match.lastgroup in (
        "listed",
        "in_production",
    ):
        return True
    if _DENIED.search(before):
        return True
    for index in range(cx.index + 1, cx.index + 3):
        if (
            cx.same_sentence(index)
            and cx.clauses[index].opener != "；"
            and _POSTPONED.search(cx.clauses[index].text)
            and not _OTHER_PART.match(cx.clauses[index].text)
        ):
            return True
    for index in range(cx.index - 1, cx.index - 3, -1):
        if (
            cx.same_sentence(index)
            and cx.clauses[index + 1].opener != "；"
            and _PUT_OFF.search(cx.clauses[index].text)
        ):
            return True
    return False


_OF_PROJECTS = re.compile(
    r"(?:亿元|过亿元|工业|产业|重大|重点|省级|市级)?[\u4e00-\u9fff]{0,6}项目(?:\d|[一二三四五六七八九十]|达|超|近|约|共|个|，|$)"
)


_THEIR_PROJECTS = re.compile(
    r"(?:重点|重大|产业|工业|招商|亿元|一批|多个)[^，的]{0,6}项目(?:集中|同步|统一|现场|正式|陆续|相继)*$"
)


_SO_MANY = re.compile(r"(?:建设)?[\d一二三四五六七八九十两]+(?:个|家|项)")


_NEW_OR_COUNTED = re.compile(r"(?:新|集中|已|个|家)$")


_GOODS = re.compile(
    r"(?:[船轮艇舰]|飞机|客机|列车|车辆|整车|设备|产品|订单|样机|首架机)(?:已|顺利|成功|正式|如期|陆续)*$"
)


def _is_attribute(cx: Context, match: re.Match[str]) -> bool:
    """Tell 新开工项目27个 and 投产项目 from something that happened."""
    after = cx.clause.text[match.end() : match.end() + 14]
    named = any(
        isinstance(one, Subject) and one.start == cx.clause.start + match.end() for one in cx.clause.mentions
    )
    if (
        not named
        and _OF_PROJECTS.match(
            after,
        )
        and not re.match(r"建设", after)
    ):
        return True
    if _SO_MANY.match(after):
        return True
    before = cx.clause.text[: match.start()]
    return (
        bool(_NEW_OR_COUNTED.search(before))
        and bool(re.search(r"\d+个?(?:重[大点])?[\u4e00-\u9fff]{0,6}项目[^，]{0,6}$", before))
    ) or (before.endswith(("落地", "签约")) and match.lastgroup == "groundbreaking")


def _subjects(cx: Context, match: re.Match[str], kind: str) -> list[Subject]:
    """Find what it happened to: the list before the verb, the name it modifies (去年开工的某项目), or the subject."""
    mentions = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind != "industry"]
    if ahead := _LISTED_BEHIND.match(cx.clause.text, match.end()) or _ALSO.match(cx.clause.text, match.end()):
        return names_in(ahead["list"], cx, cx.clause.start + match.end())
    behind = _behind(cx, match, kind, mentions)
    if behind:
        return [behind]
    before = [one for one in mentions if one.end <= cx.clause.start + match.start() and _is_actor(cx, one)]
    if kind in ("moved_in", "listed", "listed_on"):
        return _firm(cx, match, kind, before)
    if (
        is_listed(cx.clause.text[: match.start()].rstrip("已均都将正式"))
        and kind in _BUILT_DO
        and (listed := _listed_built(cx, match))
    ):
        return listed
    if _BATCH.search(cx.clause.text[: match.start()]) and not any("项目" in one.words for one in before[-1:]):
        return []
    if before and before[0].kind == "region" and len(before) == 1 and kind in _BUILT_DO:
        return []
    if (
        before
        and before[-1].kind in PLACES
        and _THEIR_PROJECTS.search(cx.clause.text[before[-1].end - cx.clause.start : match.start()])
    ):
        return []  # 某园二季度重点项目集中开工
    together = _together(cx, before)
    if together:
        cx.story.last_list = list(together)
        return together
    if before:
        nearest = [one for one in before if one.end == cx.clause.start + match.start()]
        last = _is_list_end(cx, before) or before[0].kind == "region"
        spoken = [one for one in before if cx.subject and one.start == cx.subject.start]
        return nearest or before[-1:] if last else nearest or spoken or before[:1]
    return _spoken_of(cx, cx.clause.text[: match.start()], kind)


_BARE_BEHIND = re.compile(r"的(园区|产业园|开发区|项目|基地|工厂|中心)(?=，|$|内|[\u4e00-\u9fff]?[占规总位])")


_IN_BEHIND = re.compile(r"(?:于|在)[^，。]{2,16}的")


_BUILDS = re.compile(r"(?:建设)?了?“?")


_LISTED_BEHIND = re.compile(
    r"(?P<list>[^，。的\d]{2,20}、[^，。]{2,60}等\d+个[^，。]{0,10}项目)$"
)  # 将开工甲、乙等5个项目


_ALSO = re.compile(
    r"的(?:项目|企业)?(?:还有|还包括|包括|有)(?P<list>[^，。]*、[^，。]*)$"
)  # 同步开工的还有甲、乙等项目
_ADVERBS = re.compile(r"(?:已|均|都|将|正式|全部|相继|陆续|先后|集中|顺利)+$")
_LISTING = re.compile(r"^.*?(?:其中|包括|随着)")


def _listed_built(cx: Context, match: re.Match[str]) -> list[Subject]:
    """Give the projects listed before their number (甲二期、乙铝箔等36个亿元以上项目投产)."""
    before = cx.clause.text[: match.start()]
    before = _LISTING.sub("", _ADVERBS.sub("", before))
    at = before.rfind("，") + 1
    return names_in(before[at:], cx, cx.clause.start + at)


def _behind(cx: Context, match: re.Match[str], kind: str, mentions: list[Subject]) -> Subject | None:
    """Find what stands behind the verb: 去年开工的某项目, 批复设立某园."""
    text, base = cx.clause.text, cx.clause.start
    after = text[match.end() :]
    later = [one for one in mentions if one.start >= base + match.end()]
    bare = _BARE_BEHIND.match(after)
    if bare and not later and (one := cx.story.refer(bare[1], -1, -1)):
        return one
    if after.startswith("的") or _IN_BEHIND.match(after):
        return next(iter(later), None)
    if kind in ("groundbreaking", "completed") and later and _BUILDS.match(after):
        built = _BUILDS.match(after)
        if (
            built
            and later[0].start == base + match.end() + built.end()
            and later[0].kind in ("project", "thing", "park")
        ):
            return later[0]  # 某公司今年3月启动建设某项目
    if kind == "approved" and (
        match.group().startswith(("批复", "批准", "经")) or re.match(r"(?:设立|建设|成立)", after)
    ):
        return next((one for one in later if one.kind in ("park", "project", "thing")), None)
    return None


def _firm(cx: Context, match: re.Match[str], kind: str, before: list[Subject]) -> list[Subject]:
    topic = [cx.topic] if cx.topic and cx.topic.kind == "firm" else []
    if kind == "moved_in":
        return _movers(cx, match) or topic
    if re.search(r"\d+家|[一二三四五六七八九十两]家", cx.clause.text[: match.start()]):
        return []
    return [one for one in before if one.kind == "firm"][-1:] or topic


_BY_END = re.compile(r"(?:今年)?年(?:底|末|内)(?:前|之前|以前)?")
_BUILT_DO = ("completed", "groundbreaking", "in_production", "topped_out")


def _movers(cx: Context, match: re.Match[str]) -> list[Subject]:
    """Give the firms that moved: a list before the verb or in the clause before (A、B等4家企业，上月搬进园区)."""
    spots = [(cx.clause.text[: match.start()], cx.clause.start)]
    if cx.same_sentence(cx.index - 1):
        spots.append((cx.clauses[cx.index - 1].text, cx.clauses[cx.index - 1].start))
    for words, start in spots:
        if is_listed(words):
            return names_in(words, cx, start)
    before = cx.clause.text[: match.start()]
    return [
        one
        for one in cx.clause.mentions
        if isinstance(one, Subject)
        and one.kind in ("firm", "thing")
        and one.end <= cx.clause.start + len(before)
    ][:1]


_FIRMS_DO = ("established", "listed", "in_production", "moved_in", "full_production")


def _spoken_of(cx: Context, before: str, kind: str) -> list[Subject]:
    """Give who is spoken of, where the clause names nobody; a batch of projects is nobody."""
    batch = "项目" in before and re.search(r"\d+个|[一二三四五六七八九十两]个", before)
    if batch or _generic_actor(before):
        return []
    if "两大" in before or "双园" in before:
        return cx.story.last_list if all(one.kind == "park" for one in cx.story.last_list) else []
    if other := _other(cx, before):
        return [other]
    topic = cx.topic
    if topic is None or topic.kind in ("industry", "group", "region"):
        return []
    return [] if topic.kind == "firm" and kind not in _FIRMS_DO else [topic]


_OTHER = re.compile(
    r"(?:其中|目前|同时|此外|另外)?(?!主体|全部|整体|园区|厂区|标准|新|老|首|[一二三四五]|[\d第该本各])"
    r"(?P<name>[\u4e00-\u9fff]{2,12}?(?:试飞场|堆场|货场|场地|起降场|专用线|高炉|机组|装置|[\u4e00-\u9fff][一二三四五]期))"
    r"(?:[倒却则也已均将于在]|倒是|全部|正式|顺利|率先|预计|计划|拿到了?|获得|取得)*"
)


def _other(cx: Context, before: str) -> Subject | None:
    """Give what a clause says it of without a name (低空试飞场9月获批); it is not of the park that is spoken of."""
    words = before
    for time in cx.clause.times:
        words = words.replace(cx.plain.text[time.start : time.end], "")
    match = _OTHER.fullmatch(words)
    return Subject(match["name"], "thing") if match else None


def _generic_actor(before: str) -> bool:
    words = re.sub(r"^.*?(?:日|月|年)", "", before)
    return bool(
        re.search(r"(?:[一批多个]|集中|重点|重大|首批|一批|系列|多个|若干)[\u4e00-\u9fff]{0,6}项目", words)
    )


_NO_ACTOR = re.compile(r"(?:[在于由经被与和]|位于|随着|获悉|来自|落户|登陆|入驻)[“]?$")


_LAST_LISTED = re.compile(r"[、](?:[^、]{2,24})?和$")


def _is_actor(cx: Context, one: Subject) -> bool:
    before = cx.clause.text[: one.start - cx.clause.start]
    after = cx.clause.text[one.end - cx.clause.start : one.end - cx.clause.start + 2]
    if _NO_ACTOR.search(before) and not _LAST_LISTED.search(before):
        return bool(re.search(r"(?:随着)$", before))
    if one.kind == "region" and after[:1] in ("政", "委", "首"):
        return False
    return not (one.kind in ("park", "region") and after.startswith("举"))


def _together(cx: Context, before: list[Subject]) -> list[Subject]:
    """Give a list of names that one verb tells of (A、B揭牌)."""
    text, base = cx.clause.text, cx.clause.start
    group = before[:1]
    for one in before[1:]:
        gap = text[group[-1].end - base : one.start - base]
        if gap in ("、", "和", "与", "及", "”、“", "以及"):
            group.append(one)
        else:
            group = [one]
    return group if len(group) > 1 else []


def _is_list_end(cx: Context, before: list[Subject]) -> bool:
    text, base = cx.clause.text, cx.clause.start
    return "的" in text[before[0].end - base : before[-1].start - base]


def _draft(cx: Context, match: re.Match[str], kind: str, one: Subject) -> Draft | None:
    when, planned = _when(cx, match)
    start = one.start if cx.clause.start <= one.start < cx.clause.start + match.start() else cx.clause.start
    first = next((time.start for time in cx.clause.times if time.end <= cx.clause.start + match.end()), start)
    end = cx.clause.start + match.end()
    if one.start >= end:
        end = one.end
    if planned and kind in ("approved", "listed") and when is None:
        return None
    date, inferred = (when[0], when[1]) if when else (None, False)
    return Draft(
        "event",
        one.words,
        min(start, first),
        end,
        object=kind,
        date=date,
        expected=planned,
        inferred=inferred,
        rule=f"events.{kind}",
    )


_ALREADY = re.compile(r"已(?:于|经)?")


_WORK_PLAN = re.compile(r"政府工作报告|年度计划|工作要点")


_TO_COME = re.compile(r"预计|计划|将")


def _when(cx: Context, match: re.Match[str]) -> tuple[tuple[str, bool] | None, bool]:
    """Find the day of an event, and whether it is yet to come."""
    clock, base = cx.clock, cx.clause.start
    eligible = [time for time in clock.times_of(cx.clause) if time.precision != "span"]
    times = [time for time in eligible if time.end <= base + match.start() + 1]
    behind = [time for time in eligible if base + match.end() <= time.start <= base + match.end() + 2]
    mention: DateMention | None = times[-1] if times else (behind[0] if behind else None)
    before = cx.clause.text[: match.start()]
    planned = clock.future or (clock.carried and not re.search(r"已|正式(?!启)|顺利", before))
    if mention is None:
        if planned:
            year = clock.year_of_plan() if clock.below_plan or _WORK_PLAN.search(clock.title) else None
            return (year, False) if year else None, planned
        if re.search(r"(?:当年|同年)[^，]{0,4}$", before) and cx.story.last_year:
            return (cx.story.last_year, False), False
        mention = None if re.search(r"日前|近日", before) else _time_before(cx)
        if mention is None:
            return _day_of_article(cx, match), planned
    if _ALREADY.search(before) and not _TO_COME.search(before):
        planned = False
    iso = mention.next_iso if planned else mention.iso
    if (
        cx.clause.text[: mention.start - base].endswith("同年")
        and cx.story.last_year
        and re.match(r"\d{4}-", iso)
    ):
        return (cx.story.last_year + iso[4:], mention.inferred), False
    if re.match(r"\d{4}", iso):
        cx.story.last_year = iso[:4]
    if not planned and clock.published and _later(iso, clock.published):
        planned = True
    if not planned and mention.at_end and iso == (clock.published or "")[:7] and "已" not in before:
        planned = int((clock.published or "01")[-2:]) < 25  # 6月底, said on the 10th of June
    if not planned and iso == (clock.published or "")[:4] and "-12" not in (clock.published or ""):
        planned = bool(_BY_END.match(cx.plain.text, mention.start)) and "已" not in before
    if (
        planned
        and clock.published
        and clock.carried
        and not clock.future
        and not _later(iso, clock.published)
        and not mention.inferred
    ):
        planned = False
    return (iso, mention.inferred), planned


_ISSUE = re.compile(r"第\d+期|周刊|周报")  # a weekly is no report of its year


def _day_of_article(cx: Context, match: re.Match[str]) -> tuple[str, bool] | None:
    """Give the day of the ceremony for what it opens (正式开工), the year of a report for what it reports."""
    clock = cx.clock
    here = cx.clause.text[max(0, match.start() - 8) : match.end()]
    if re.search(r"目前|日前|近日|眼下|现已|如今", cx.clause.text):
        return None
    if clock.day and re.search(r"正式|同步|此次|当天|现场|今天|随着", here):
        return clock.day, clock.day_inferred
    if clock.report and not _ISSUE.search(clock.title) and (year := clock.year_of_plan()):
        return year, False
    return None


_MONTHS = {"-Q1": "-03", "-Q2": "-06", "-Q3": "-09", "-Q4": "-12", "-H1": "-06", "-H2": "-12"}


def _later(iso: str, published: str) -> bool:
    iso = iso[:4] + _MONTHS.get(iso[4:7], iso[4:])  # a quarter by its last month
    return not iso.startswith("--") and iso[: len(published)] > published[: len(iso[: len(published)])]


def _time_before(cx: Context) -> DateMention | None:
    """Find the time that opens the sentence, where the event's own clause gives none (7月31日，随着…，…封顶)."""
    low = cx.index - 1
    while cx.same_sentence(low) and cx.index - low < 5:
        clause = cx.clauses[low]
        if cx.clauses[low + 1].opener == "；":
            return None
        if clause.times and not _EVENT.search(clause.text):
            time = clause.times[0]
            if time.precision == "span":
                return None
            if time.precision == "day" and time.start - clause.start <= 4:
                return time
            if clause.end - time.end <= 1:
                return time
        low -= 1
    return None
