"""How many of something somebody has."""

import re
from collections.abc import Iterator

from luodi.core.quantities import Quantity
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.phrases import noun_after, noun_before, strip_lead
from luodi.reading.news.story import PLACES, Measure, Subject

_COUNTERS = frozenset(
    "个 家 名 人 项 件 条 台 套 座 栋 幢 张 艘 株 辆 种 款 所 支 只 口 间 处 起 头 枚 架 部 宗 席 户 例 组 台套 台(套) 件套 机架 根 床 张床 床位 颗 只 尾 羽 泊位 匹 列 门 双 副 对 人次 块".split()  # noqa: SIM905
)
_SKIP_NOUN = re.compile(
    r"^(?:月|工作日|百分点|点|小时|季度|年|星期|周|方面|方向|领域|板块|环节|阶段|层面|维度|重点|特色|片区|位次|名次|单位|步骤|章节|标准|目标|要点|关键|突破|全覆盖|第一|角度|问题|字|版块|国家战略|时区|班次|频道|"
    r"交易日|自然日|标段|展位|指标|一级指标|二级指标|批次|比例|档|等级|级|台阶|世纪|轮回|故事|瞬间|关键词|镜头|春秋|日夜|昼夜|多月|半月|维|代表团|分会场|省份?$|亮点|特点|优势|机制|理念|坚持|体系|行动|工程$|任务$)"
)
_SKIP_CLAUSE = re.compile(
    r"洽谈|分钟|第\d+[个家期届次轮]|坊间|报名|名额|关注|阅读|满\d+人|奖|分会场|参会|出席|参加(?:了)?(?:活动|会议|大会|仪式)|嘉宾|代表团|现场观众|观众|与会|人次"
)
_DEED = re.compile(
    r"^(?:现场|集中|先后|陆续|已|正式|将|同步|全部|相继|统一|成功|率先)*(?P<deed>签约入驻|签约进驻|签约落户|签约|入驻|进驻|落户|开工建设|开工|竣工|投产|新落地|落地|获得融资|签订入驻协议|签订入驻意向|签订[\u4e00-\u9fff]{2,6}协议|入围|入选|上市|获批|在建|备案|动工|投用|启用|通过验收)"
)
_BATCH = re.compile(r"项目|企业|工程")
_DEED_BEFORE = re.compile(
    r"(?P<deed>(?:已|现场|集中|新|首批|累计|正在|计划)?(?:签约|开工|竣工|投产|落地|入驻|在建|达产|签下|启动|投用|新建|续建|落户|完工|引进|招引|储备))$"
)
_FLOW = re.compile(r"新|竣工|开工|签约|引进|获批|投产|交付|招引|落地|完成|净增|办理")
_ARTICLE = frozenset("一")


def read_counts(cx: Context) -> Iterator[Draft]:
    """Read 拥有高新技术企业1186家, 18个项目现场签约, 8条生产线."""
    text = cx.clause.text
    for number in cx.clause.numbers:
        if number.dimension not in ("count", "none") or number.high is not None or not _counts(cx, number):
            continue
        found = _object(cx, number)
        if found is None:
            continue
        noun, behind = found
        owner = _owner(cx, number, noun)
        if owner is None:
            continue
        yield from _draft(cx, number, owner, noun, behind=behind)
    del text


def _counts(cx: Context, number: Quantity) -> bool:
    text, base = cx.clause.text, cx.clause.start
    unit = number.written_unit
    at = number.number_start - base
    if unit not in _COUNTERS or number.value != int(number.value) or number.value <= 0:
        return False
    if text[at : at + 1] in _ARTICLE and number.value == 1:
        return False
    before, after = text[:at], text[number.end - base :]
    if before.endswith(
        ("第", "每", "前", "这", "那", "上述", "以上", "该", "同", "另", "其余", "年产", "P", "数")
    ):
        return False
    if _SKIP_CLAUSE.search(text) or _SKIP_NOUN.match(after) or _in_slogan(cx, number):
        return False
    if re.search(
        r"[年日月](?:可|均|综合|设计)?(?:产|生产|加工|处理|检测|制造|建造|组装|吞吐)[^，。家户]*$|产能[^，。]*$|生产能力[^，。]*$",
        before,
    ):
        return False
    if unit == "人" and re.match(r"次|均|民", after):
        return False
    return not (
        after.startswith(("月", "百分点", "大")) or re.search(r"(?:等|这|共)?[一二三四五六七八九]大$", before)
    )


def _in_slogan(cx: Context, number: Quantity) -> bool:
    """Tell a number inside a short quoted slogan (“5个1”机制)."""
    text = cx.plain.text
    opened = text.rfind("“", max(0, number.start - 24), number.start)
    if opened < 0 or "”" in text[opened : number.start]:
        return False
    closed = text.find("”", number.end, number.end + 40)
    return (
        closed >= 0
        and not re.search(r"[。！？\n]", text[opened:closed])
        and bool(re.match(r"[\u4e00-\u9fff]{2}", text[closed + 1 : closed + 3]))
        and not re.match(r"[，。]", text[closed + 1 : closed + 2])
    )


def _object(cx: Context, number: Quantity) -> tuple[str, bool] | None:
    """Give what is counted, and whether it stands behind the number."""
    left, right = _left(cx, number), cx.right(number)
    before = _before(cx, number, left)
    after, rest = noun_after(right)
    if before and not _is_head(before, after, left):
        return before, False
    if len(after) >= 2 and not _SKIP_NOUN.match(after):
        listed = re.search(r"等$", left)
        if not listed and _sums_up(cx, number, left, after):
            return None
        if re.search(r"(?:率|占有率|销量|产量|份额)$", after):
            return None
        deed = _DEED.match(rest)
        noun = f"{deed['deed']}{after}" if deed and not after.startswith(deed["deed"]) else after
        first = "首批" if left.endswith(("首批", "首批次")) and not deed else ""
        lead = re.search(r"(?:在|了)?(?P<place>海外|国外|境外|国内|省外)$", left)
        return (first + (lead["place"] if lead else "") + noun), True
    deed = _DEED_BEFORE.search(left.rstrip("达约超近逾了已有"))
    if deed and cx.story.noun:
        noun = re.sub(r"^(?:在库|累计|落地|签约|新|实施|集中开工)+", "", cx.story.noun)
        return deed["deed"].lstrip("新计划") + noun, False
    if re.search(r"(?:^|其中|，)[\u4e00-\u9fff]{2,3}(?:[省市])?$", left) and cx.story.noun:
        return cx.story.noun, False
    return None


_THRESHOLD = re.compile(r"的?[\u4e00-\u9fff]{0,8}(?:项目|企业)|级")


def _left(cx: Context, number: Quantity) -> str:
    """Give the words before a number; a threshold (10亿元以上项目) is part of them."""
    start = cx.clause.start
    for other in cx.clause.numbers:
        if (
            other.end <= number.start
            and other.dimension != "none"
            and not _THRESHOLD.match(cx.plain.text, other.end)
        ):
            start = max(start, other.end)
    words = cx.plain.text[start : number.start]
    return f"{cx.clause.label}：{words}" if cx.clause.label and start == cx.clause.start else words


def _before(cx: Context, number: Quantity, left: str) -> str:
    words = left
    base = number.start - len(left) if not cx.clause.label or "：" not in left else cx.clause.start
    for one in cx.clause.mentions:
        if (
            isinstance(one, Subject)
            and one.end <= number.start
            and one.start >= cx.clause.start
            and one.kind != "industry"
        ):
            rest = cx.plain.text[one.end : number.start]
            if (
                len(rest) < len(words)
                and not re.match(r"(?:项目|企业)", rest)
                and len(noun_before(rest)) >= 2
            ):
                words = rest
            elif len(noun_before(rest)) < 2 and len(rest) < len(words):
                return (
                    one.words
                    if one.kind in ("thing", "project")
                    and _generic_end(one.words)
                    and one.start == number.start - len(rest) - (one.end - one.start)
                    and not _is_topic(cx, one)
                    else ""
                )
    for time in cx.clause.times:
        if time.end <= number.start:
            rest = cx.plain.text[time.end : number.start]
            if len(rest) < len(words):
                words = rest
    del base
    noun = noun_before(
        words.split("：")[-1] if "：" in words and len(words.split("：")[-1]) > 1 else words.replace("：", "")
    )
    if re.search(r"等$", words) or re.fullmatch(r"(?:首批|海外|国外|境外|国内|省外)?", noun):
        return ""
    return noun if len(noun) >= 2 else ""


def _generic_end(words: str) -> bool:
    return len(words) <= 8


def _is_topic(cx: Context, one: Subject) -> bool:
    return cx.topic is not None and cx.topic.words == one.words


_VERB_ONLY = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,6}(?:签约|开工|竣工|投产|落地|入驻|举行|举办|签下|签署|签订|公布|发布|出口|销往|远销|覆盖|辐射|服务|接待|牵手|对接|派出|组织|获|挤进|通过|围绕|针对|面向|涉及|来自|选派|上线|布局|走访|印发|共))$"
)


def _is_head(before: str, after: str, left: str) -> bool:
    """Tell whether what stands before is only a verb, and the counted thing stands behind."""
    if len(after) < 2:
        return False
    if _VERB_ONLY.match(before):
        return True
    return bool(re.match(r"(?:企业|项目|公司|国家|生产线|产线|平台|个|园区|机构|重大|重点|工厂|[\u4e00-\u9fff]{0,8}(?:企业|项目|国家|生产线|产线|平台|园区|机构|工厂|中心|人才|岗位))", after)) and not re.search(
        r"(?:企业|项目|人员|人才|机构|平台|中心|员工|岗位|专利|产品|团队|公司|就业|厂房)$", before
    ) and len(left) > 0  # fmt: skip


def _sums_up(cx: Context, number: Quantity, left: str, after: str) -> bool:
    """Tell a number that sums up a whole list beside it (三大方向, A、B和C三个片区)."""
    listed = left.count("、")
    return (
        listed > 0
        and round(number.value) == listed + 1 + len(re.findall(r"、[^、]*[和与及][^、]+$", left))
        and bool(after)
    )


def _owner(cx: Context, number: Quantity, noun: str) -> Subject | None:
    """Find who has them."""
    text, base = cx.clause.text, cx.clause.start
    named = [
        one
        for one in cx.clause.mentions
        if isinstance(one, Subject) and one.kind != "industry" and one.end <= number.start
    ]
    local = re.search(r"其中(?P<place>[\u4e00-\u9fff]{2,3})(?:[省市])?$", text[: number.start - base])
    if local and cx.story.noun == noun:
        return Subject(local["place"], "region", base + local.start("place"), number.start)
    group = re.match(r"^(?:上述|以上)(?P<name>[^，。]{2,14}?企业)", cx.clauses[_sentence_start(cx)].text)
    if group and cx.subject is None:
        return Subject(group["name"], "group", cx.clause.start, cx.clause.start)
    batch = bool(re.search(r"签约|开工", noun)) and "项目" in noun
    with_zone = re.search(r"与(?P<zone>[^，。]{2,24}?)(?:集中|现场|正式|成功)?签约", text)
    if with_zone and "项目" in text:
        for one in cx.clause.mentions:
            if (
                isinstance(one, Subject)
                and one.kind in PLACES
                and base + with_zone.start() < one.start <= base + with_zone.end()
            ):
                return one
    if batch and (cx.topic is None or cx.topic.kind not in PLACES):
        return cx.story.host() or cx.topic
    settled = re.search(r"(?:落户|入驻|进驻)(?:于|到|在)?", text[number.end - base :])
    if settled:
        for one in cx.clause.mentions:
            if isinstance(one, Subject) and one.kind in PLACES and one.start >= number.end:
                return one
    if cx.subject and cx.subject.end <= number.start:
        return cx.subject
    if (
        cx.topic
        and cx.topic.kind == "firm"
        and re.search(
            r"(?:亿元|重点|签约|开工|招商|省级|市级|外资|引进).*项目|高新技术企业|规上企业|规模以上|专精特新|小巨人",
            noun,
        )
    ):
        return cx.story.host() or cx.topic
    del named
    return cx.topic


def _sentence_start(cx: Context) -> int:
    low = cx.index
    while cx.same_sentence(low - 1):
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
            + len(noun_after(cx.right(number))[0])
            + (1 if cx.right(number).startswith("的") else 0),
        )
    planned = clock.planned() and not re.search(r"在建|现有", noun)
    period = _period(cx, noun)
    words = (
        cx.plain.text[number.number_start : number.end] + noun_after(cx.right(number))[0] if behind else noun
    )
    if _BATCH.search(noun):
        story.batch = Subject(words if behind else noun, "group", number.start, end)
        story.batch_sentence = cx.clause.sentence
    story.noun = noun if not behind else noun_after(cx.right(number))[0] or noun
    story.measures.append(
        Measure(owner, noun, "count", start, number.end, cx.clause.sentence, period, planned)
    )
    yield Draft("count", owner.words, start, end, float(number.value), "1", object=noun, approx=number.approx, period=period,
                expected=planned, rule="counts.behind" if behind else "counts.before")  # fmt: skip


def _period(cx: Context, noun: str) -> str | None:
    """Find the time of a count; what a ceremony counts stands under its day."""
    clock, story = cx.clock, cx.story
    if clock.planned() and cx.topic and cx.topic.kind in ("project", "thing"):
        return None
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
        and re.search(r"(?:集中|现场|此次)(?:签约|开工)|个[^，]{0,12}(?:签约|签署)", sentence + behind)
        and "项目" in noun
    ):
        return clock.day
    return None


_CEREMONY = re.compile(r"签约|开工|揭牌|仪式|活动|启用|交付|领到|入驻|推介|投用|开园|大会|签署")
