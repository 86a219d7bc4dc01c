"""How many of something somebody has."""

import re
from collections.abc import Iterator
from dataclasses import replace

from luodi.core.quantities import Quantity
from luodi.reading.news.clauses import REACH
from luodi.reading.news.context import Context
from luodi.reading.news.counted import counted_noun, words_behind
from luodi.reading.news.draft import Draft
from luodi.reading.news.phrases import noun_after
from luodi.reading.news.story import PLACES, Measure, Subject

_COUNTERS = frozenset(
    [
        "个",
        "家",
        "名",
        "人",
        "项",
        "件",
        "条",
        "台",
        "套",
        "座",
        "栋",
        "幢",
        "张",
        "艘",
        "株",
        "辆",
        "种",
        "款",
        "所",
        "支",
        "只",
        "口",
        "间",
        "处",
        "起",
        "头",
        "枚",
        "架",
        "部",
        "宗",
        "席",
        "户",
        "例",
        "组",
        "台套",
        "台(套)",
        "件套",
        "机架",
        "根",
        "床",
        "张床",
        "床位",
        "颗",
        "只",
        "尾",
        "羽",
        "泊位",
        "匹",
        "列",
        "门",
        "双",
        "副",
        "对",
        "人次",
        "块",
    ]
)
_SKIP_NOUN = re.compile(
    r"^(?:月|工作日|百分点|点|小时|季度|年(?![产营销税收纳主])|星期|周|方面|方向|领域|板块|环节|阶段|层面|维度|重点|特色|片区|位次|名次|单位|步骤|章节|标准|目标|要点|关键|突破|全覆盖|第一|角度|问题|字|版块|国家战略|时区|班次|频道|"
    r"阶|交易日|自然日|标段|展位|指标|一级指标|二级指标|批次|比例|档|等级|级|台阶|世纪|轮回|故事|瞬间|关键词|镜头|春秋|日夜|昼夜|多月|半月|维|代表团|分会场|省份?$|(?:省份|城市|国家和地区)的|亮点|特点|优势|机制|理念|坚持|体系|行动|工程$|任务$)"
)
_SKIP_CLAUSE = re.compile(
    r"洽谈|分钟|第\d+[个家期届次轮]|坊间|报名|名额|关注|阅读|满\d+人|奖|分会场|参会|出席|参加(?:了)?(?:活动|会议|大会|仪式)|嘉宾|代表团|现场观众|观众|与会|人次"
)
_BATCH = re.compile(r"项目|企业|工程")
_FLOW = re.compile(r"新|竣工|开工|签约|引进|获批|投产|交付|招引|落地|完成|净增|办理")
_ARTICLE = frozenset("一")


def read_counts(cx: Context) -> Iterator[Draft]:
    """Read 拥有高新技术企业1186家, 18个项目现场签约, 8条生产线."""
    for number in (_bare(cx, one) for one in cx.clause.numbers):
        if number.dimension not in ("count", "none") or number.high is not None or not _counts(cx, number):
            continue
        found = counted_noun(cx, number)
        owner = _owner(cx, number, found[0]) if found else None
        if found and owner:
            yield from _draft(cx, number, owner, found[0], behind=found[1])


_NOT_AFTER = (
    "第", "每", "前", "这", "那", "上述", "以上", "该", "同", "另", "其余", "年产", "P", "多", "少", "增加", "减少", "猛增", "减", "较上年+", "+", "上升", "提升", "前移", "前进", "下降", "跃升", "晋升", "后移", "之", "型", "只要", "只需", "仅需", "不过",
)  # fmt: skip
_MADE = re.compile(
    r"[年日月](?:可|均|综合|设计)?(?:产(?!值)|造|再制造|生产|加工|处理|检测|制造|建造|组装|吞吐)[^，。家户的]*$|产能[^，。]*$|生产能力[^，。]*$"
)


def _bare(cx: Context, number: Quantity) -> Quantity:
    """Give 规上56家 its 上 back: only 上百 and 上千 are more than a number."""
    if cx.plain.text[number.end - 2 : number.end + 1] == "上下游":
        return replace(number, end=number.end - 2, approx="exact")
    if number.approx != "exact" and re.match(r"上\d", cx.plain.text[number.start : number.start + 2]):
        return replace(number, start=number.start + 1, approx="exact")
    return number


_VISITED = re.compile(r"(?:选取|走访|调研|参观|考察|采访|探访|遴选|随机抽取)了?$")
_ANOTHER = re.compile(r"另有$")
_BARE_ONES = re.compile(r"(?:企业|园区|项目|公司)(?!、|和)")  # 另有两家企业表达了意向
_UNSURE = re.compile(r"[^，]{0,6}(?:何时|能否|是否|到底)")
_AT_A_RATE = re.compile(
    r"(?:日均|月均|单日|(?<!第)[一每][天日]|高峰期?日)[^，\d]{0,6}$|(?:每|[一1])[年天日][^，]{0,3}?[能可](?![^，]*(?:就业|岗位))[^，]{1,12}$"
)
_EACH_SOLD = re.compile(
    r"每[^，]{1,16}[就便]有$|每[\u4e00-\u9fff]{1,3} ?$|每(?:小时|分钟|秒|班)[^，。]{0,8}$"
)


_BIG_ONES = re.compile(r"[一二三四五六七八九]大$")


def _counts(cx: Context, number: Quantity) -> bool:
    text, base = cx.clause.text, cx.clause.start
    at = number.number_start - base
    before, after = text[:at], text[number.end - base :]
    if number.written_unit not in _COUNTERS or number.value != int(number.value) or number.value <= 0:
        return False
    if text[at : at + 1] == "0":
        return False  # PART 01 家底
    if (
        text[at : at + 1] in _ARTICLE
        and number.value == 1
        and (after.strip("。.") or number.written_unit != "座")
    ):
        return False
    last = cx.story.measures[-1] if cx.story.measures else None
    if last and last.kind == "capacity" and last.end == number.end:
        return False
    if len(cx.story.last_list) == number.value and re.search(
        r"^个项目(?:分别|均|都|全部)", text[number.end - base - 1 :]
    ):
        return False
    if (
        (before.endswith(_NOT_AFTER) and not re.search(r"比[^，]{2,4}净增$|[亿万]元以[上下]$", before))
        or _SKIP_CLAUSE.search(text)
        or _SKIP_NOUN.match(after)
        or _in_slogan(cx, number)
    ):
        return False
    if (
        _VISITED.search(before)
        or (_ANOTHER.search(before) and _BARE_ONES.match(after))
        or _UNSURE.match(after)
    ):
        return False
    if _EACH_SOLD.search(before):  # 每卖出4副
        return False
    if (
        _MADE.search(before)
        or _AT_A_RATE.search(before)
        or _DOING.match(after)
        or (number.written_unit == "人" and re.match(r"次|均|民", after))
    ):
        return False
    return not (after.startswith(("月", "百分点", "大")) or _BIG_ONES.search(before))


_DOING = re.compile(r"线?[日月年](?:处理|加工|产)|人(?:就|的|都|才(?!才)|能|干|做|来|去|在)")  # 十个人就够了


def _in_slogan(cx: Context, number: Quantity) -> bool:
    """Tell a number inside a short quoted slogan (“5个1”机制, 实现“6个新突破”)."""
    text = cx.plain.text
    opened = text.rfind("“", max(0, number.start - 24), number.start)
    if opened < 0 or "”" in text[opened : number.start]:
        return False
    closed = text.find("”", number.end, number.end + 40)
    if closed < 0 or re.search(r"[。！？\n]", text[opened:closed]):
        return False
    named = bool(re.match(r"[\u4e00-\u9fff]{2}", text[closed + 1 : closed + 3]))
    return named or (number.start == opened + 1 and closed - opened <= 14)


_IN_PLACE = re.compile(r"其中(?P<place>[\u4e00-\u9fff]{2,3})(?:[省市])?$")


_THOSE_FIRMS = re.compile(r"^(?:上述|以上)(?P<name>[^，。]{2,14}?企业)")


_AT_CEREMONY = re.compile(r"签约|开工")


def _owner(cx: Context, number: Quantity, noun: str) -> Subject | None:
    """Find who has them."""
    text, base = cx.clause.text, cx.clause.start
    mentions = [one for one in cx.clause.mentions if isinstance(one, Subject)]
    local = _IN_PLACE.search(text[: number.start - base])
    if local and cx.story.noun == noun:
        return Subject(local["place"], "region", base + local.start("place"), number.start)
    if "国家级" in noun and noun.startswith(("参评", "参与评价")):
        return Subject("全国", "region", number.start, number.start)
    group = _THOSE_FIRMS.match(cx.clauses[_sentence_start(cx)].text)
    if group and cx.subject is None:
        return Subject(group["name"], "group", base, base)
    last = next((one for one in reversed(cx.story.measures[-4:]) if one.kind == "count"), None)
    goes_on = last and cx.subject is None and last.sentence == cx.clause.sentence
    if last and goes_on and (text.startswith("其中") or cx.topic is None):
        return last.subject
    host = _signed_with(cx, mentions) or _settled_in(cx, mentions, number)
    if host:
        return host
    if _is_headline(cx) and "项目" in noun:
        return cx.story.of_title or cx.story.host() or cx.topic
    if cx.subject and cx.subject.end <= number.start:
        return cx.subject
    if cx.subject and cx.subject.kind == "group" and cx.subject.start <= number.start:
        before = (one for one in mentions if one.kind in PLACES and one.end <= number.start)
        return next(before, cx.story.region())  # 全省61家开发区: the province has them
    topic = cx.topic
    batch = bool(_AT_CEREMONY.search(noun)) and "项目" in noun
    if topic and topic.kind == "industry" and cx.clock.planned() and cx.story.main:
        return cx.story.main
    if (batch and (topic is None or topic.kind not in PLACES)) or (
        topic
        and topic.kind in ("firm", "project", "thing")
        and not topic.words.endswith("基地")
        and _REGIONS.search(noun)
    ):
        return cx.story.host() or topic
    return topic


_SIGNS_WITH = re.compile(r"与(?P<zone>[^，。]{2,24}?)(?:集中|现场|正式|成功)*签约")


def _signed_with(cx: Context, mentions: list[Subject]) -> Subject | None:
    """Give the zone that projects signed with (34个项目与某高新区签约, 某高新区与…等6个项目)."""
    text, base = cx.clause.text, cx.clause.start
    match = _SIGNS_WITH.search(text)
    if match and "项目" in text:
        return next(
            (
                one
                for one in mentions
                if one.kind in PLACES and base + match.start() < one.start <= base + match.end()
            ),
            None,
        )
    low = _sentence_start(cx)
    opening = cx.clauses[low]
    if "项目" in text and re.match(r"^[^，]{2,24}?与[^，]*等", opening.text):
        first = next((one for one in opening.mentions if isinstance(one, Subject)), None)
        return first if first and first.kind in PLACES and first.start == opening.start else None
    return None


_SETTLES = re.compile(r"落户|入驻|进驻")


def _settled_in(cx: Context, mentions: list[Subject], number: Quantity) -> Subject | None:
    """Give the park that those counted settled in (46家企业落户园区)."""
    if _SETTLES.search(cx.plain.text[number.end : cx.clause.end]):
        return next((one for one in mentions if one.kind in PLACES and one.start >= number.end), None)
    return None


def _is_headline(cx: Context) -> bool:
    return cx.clause.first_of_line and "\n" in cx.clause.closer and len(cx.clause.text) <= 24


_REGIONS = re.compile(
    r"(?:亿元|重点|签约|开工|招商|省级|市级|外资|引进).*项目|高新技术企业|规上企业|规模以上|专精特新|小巨人"
)


def _sentence_start(cx: Context) -> int:
    low = cx.index
    while cx.index - low < REACH and cx.same_sentence(low - 1):
        low -= 1
    return low


def _draft(cx: Context, number: Quantity, owner: Subject, noun: str, *, behind: bool) -> Iterator[Draft]:
    story, clock = cx.story, cx.clock
    start = owner.start if cx.clause.start <= owner.start < number.start else cx.from_subject()
    end = number.end
    if behind:
        end = min(
            cx.clause.end,
            number.end
            + len(noun_after(words_behind(cx, number))[0])
            + (1 if words_behind(cx, number).startswith("的") else 0),
        )
    planned = clock.planned() and not re.search(r"在建|现有", noun) and not _is_done(cx, number, noun)
    period = _period(cx, number, noun)
    words = (
        cx.plain.text[number.number_start : number.end] + noun_after(words_behind(cx, number))[0]
        if behind
        else noun
    )
    if _BATCH.search(noun) and ("项目" in noun or re.search(r"新|引进|签约", noun)):
        story.batch = Subject(words if behind else noun, "group", number.start, end)
        story.batch_sentence, story.batch_owner = cx.clause.sentence, cx.topic.words if cx.topic else ""
    story.noun = noun if not behind else noun_after(words_behind(cx, number))[0] or noun
    story.measures.append(
        Measure(owner, noun, "count", start, number.end, cx.clause.sentence, period, planned)
    )
    yield Draft("count", owner.words, start, end, float(number.value), "1", object=noun, approx=number.approx, period=period,
                expected=planned, rule="counts.behind" if behind else "counts.before")  # fmt: skip


_REACHES = re.compile(r"达到?|超过?|突破|不少于|不低于")
_PLANS_ON = re.compile(r"^(?:开工建设|竣工|建成)(?=[\u4e00-\u9fff]{2})")


def _is_done(cx: Context, number: Quantity, noun: str) -> bool:
    """Tell what a plan's total already holds (计划总投资…，其中落地15个), and the first of a pair (由140人扩至200人)."""
    before = cx.clause.text[: number.start - cx.clause.start]
    time, published = cx.clock.in_clause or "", cx.clock.published or ""
    if time and published and time[:4] > published[:4]:
        return False
    held = (
        not cx.clock.future
        and (
            cx.clause.text.startswith("其中")
            or "已" in before
            or (cx.clause.opener in ("，", "、") and not _REACHES.search(before))
        )
        and not _PLANS_ON.search(noun)
        and bool(re.match(r"(?:落地|开工|投产|建成|竣工|入驻|签约)", noun))
    )
    return held or bool(re.search(r"[由从][^，\d]{0,6}$", before))


def _period(cx: Context, number: Quantity, noun: str) -> str | None:
    """Find the time of a count; what a ceremony counts stands under its day."""
    clock, story = cx.clock, cx.story
    if "高峰" in cx.clause.text:
        return None  # some time past
    if noun.startswith("参评"):
        return clock.flow() or clock.yearly
    if clock.planned() and cx.topic and cx.topic.kind in ("project", "thing"):
        year = clock.over_sentence if clock.future and len(clock.over_sentence or "") == len("2025") else None
        return clock.target or year
    beside = next((time for time in cx.clause.times if number.number_start - time.end == 1), None)
    if beside and beside.precision != "day" and cx.plain.text[beside.end] == "的":
        return clock.iso(cx.clause, beside)  # 由2020年的36家增加到118家
    if "项目" in noun and clock.day and not clock.in_clause and (day := _ceremony_day(cx)):
        return day
    found = clock.stock(flows=bool(_FLOW.search(noun)))
    if found or clock.now:
        return found
    low = _sentence_start(cx)
    sentence = "，".join(clause.text for clause in cx.clauses[low : cx.index + 1])
    behind = "，".join(
        clause.text for clause in cx.clauses[cx.index : cx.index + 4] if clause.sentence == cx.clause.sentence
    )
    if sentence.startswith("其中") or cx.clause.text.startswith("其中"):
        last = next((one for one in reversed(story.measures) if one.kind == "count"), None)
        if last and cx.clause.sentence - last.sentence <= 1:
            return last.period
    if "期间" in sentence or clock.planned():
        return None
    if clock.day_of_sentence and _CEREMONY.search(sentence):
        return clock.day_of_sentence
    if (
        clock.day
        and re.search(r"(?:集中|现场|此次)(?:签约|开工)|[个家][^，]{0,20}(?:签约|签署)", sentence + behind)
        and ("项目" in noun or re.match(r"签约[\u4e00-\u9fff]*(?:企业|机构)", noun))
    ):
        return clock.day
    return None


def _ceremony_day(cx: Context) -> str | None:
    """Give the day of the ceremony that projects are counted at (此次集中开工…96个, and its parts behind it)."""
    if re.search(r"此次|本次|现场|会上|仪式上|活动上", cx.clause.text):
        return cx.clock.day
    told = next((one for one in reversed(cx.story.measures[-4:]) if one.kind == "count"), None)
    same = told and "项目" in told.name and told.period == cx.clock.day
    return cx.clock.day if told and same and cx.clause.sentence - told.sentence <= 2 else None


_CEREMONY = re.compile(r"签约|开工|揭牌|仪式|活动|启用|交付|领到|入驻|推介|投用|开园|大会|签署")
