"""Rates of growth, and shares of a whole."""

import re
from collections.abc import Iterator
from dataclasses import replace

from luodi.core.quantities import Quantity
from luodi.facts import Approx
from luodi.reading.names import leading_place
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.money import each_of, measure_of
from luodi.reading.news.phrases import last_match, noun_before, split_list, strip_lead
from luodi.reading.news.story import PLACES, Measure, Subject

_UP = r"增长|增加(?!值)|增幅|增速|上升|提升|提高|上涨|上扬|攀升|扩大|飙升|暴涨|大增|激增|同比增|↑|按年升|升|涨|增(?!加值|速|幅)|多了|(?<=同期)多|[+＋⬆📈]"
_DOWN = (
    r"下降|减少|下滑|回落|降低|下跌|降幅|缩减|萎缩|收窄|↓|跌|减|降|少了|[⬇📉]|(?<=同比)-|(?:^|(?<=[ ，、]))-"
)
_CHANGE = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_TIMES = re.compile(r"(?:是|为|达到?|相当于|约为|等于)[^，。]{0,12}$")
_SHARE = re.compile(r"占(?!地|用|领|据|比不)|比重|占比|份额|占有率|贡献(?:了|率)?|市占率")
_SKIP = re.compile(
    r"完成率|达产率|入驻率|出租率|利率|覆盖率|合格率|达标率|就业率|入住率|转化率|容积率|利用率|满意度|优良率|使用率|完成(?:年度|全年)?[^，。]{0,6}(?:目标|计划)|进度|良率|股权|股份|持股|税率|折|去化率|完工|续约率|本地化率|自给率|国产化率|处置率|开盘|涨幅|毛利率|竞争力指数|绿化率|工时|投资强度|完成投资计划|负债率|签约率|开工率|投产率|履约率|占总?工程量|工程量|比例不|过半|成本|占(?:全?年度?|年初)?(?:的)?(?:计划|目标)"
)
_FROM_YEAR = re.compile(r"(?:比|较|是|为|相当于|约为)(?:在)?(20\d\d)年")
_THAN = re.compile(
    r"(?:比|较|与|高于|低于)(?:[^，]{1,6}前的)?(?:20\d\d年?|前年|上年|去年|上一年|上月|年初|上期|[^，]{0,4}同期)(?:度|末|底)?(?:同期)?(?:相比)?"
)
_BASIS = re.compile(r"按?(?:可比价格?|不变价格?|可比口径|同口径|可比)(?:计算)?")  # how a rate was reckoned
_SAME = re.compile(r"分别(?:同比)?(?:增长|下降|提升)")
_OWN_NAME = re.compile(
    rf"^(?P<name>.*?)(?:，)?(?:比|较|按|同比|环比|去年|上年|实现|将|力争|争取|预计|年均|年|约|分别|累计|平均|逆势|持续|继续|可比|名义|也|又|均|还|则|再|出现|大幅|小幅|明显|快速|高速|双双)*(?:{_UP}|{_DOWN})"
)


def read_rates(cx: Context) -> Iterator[Draft]:
    """Read 同比增长6.3%, 翻番, 是去年同期的2.3倍, 占全市的1/4."""
    text = cx.clause.text
    if "番" in text:
        yield from _doubled(cx)
    rates = [n for n in cx.clause.numbers if n.dimension in ("fraction", "multiple") and n.high is None]
    if len(rates) > 1 and _SAME.search(text):
        yield from _respectively(cx, rates)
        return
    if len(rates) > 1 and (parts := _EACH_PART.search(text)):
        yield from _shares(cx, rates, parts["whole"])
        return
    for number in (_with_half(one, text, cx.clause.start) for one in rates):
        before = text[: number.start - cx.clause.start]
        left = cx.left(number)
        if _SKIP.search(left) or cx.right(number).startswith("股"):
            continue
        if number.dimension == "multiple":
            yield from _multiple(cx, number, before)
        elif _is_share(cx, number, left):
            yield from _share(cx, number, left)
        else:
            yield from _growth(cx, number, left)


def _with_half(number: Quantity, text: str, base: int) -> Quantity:
    """Read 六成半 and 五成二 whole."""
    if number.written_unit != "成":
        return number
    more = {"半": 0.05, **{digit: value / 100 for value, digit in enumerate("一二三四五六七八九", 1)}}.get(
        text[number.end - base : number.end - base + 1]
    )
    return replace(number, value=number.value + more, end=number.end + 1) if more else number


# -- growth -----------------------------------------------------------------------------------------------------


def _growth(cx: Context, number: Quantity, left: str) -> Iterator[Draft]:
    change = last_match(_CHANGE, left)
    if change is None or len(left) - change.end() > 6 or re.match(r"百分点|至|到", left[change.end() :]):
        return
    value = -number.value if change["down"] else number.value
    if left.endswith(("增长-", "增速-", "增速为-", "增幅-", "分别增长-")):
        value = -number.value
    yield from _grown(cx, number.start, number.end, value, left, number.approx)


def _multiple(cx: Context, number: Quantity, before: str) -> Iterator[Draft]:
    change = last_match(_CHANGE, before)
    if change and len(before) - change.end() <= 6:
        value = -number.value if change["down"] else number.value
    elif _TIMES.search(before) or before.rstrip("约近超逾").endswith("的"):
        value = number.value - 1
    else:
        return
    yield from _grown(cx, number.start, number.end, value, before, _about(number, before))


_DOUBLED = re.compile(r"翻了?(?P<times>[一两二三1-3])?番|实现?翻番|倍增")


def _doubled(cx: Context) -> Iterator[Draft]:
    match = _DOUBLED.search(cx.clause.text)
    if match and not cx.clause.text.startswith("翻番", match.end()):
        times = {"两": 2, "二": 2, "三": 3, "2": 2, "3": 3}.get(match["times"] or "", 1)
        start = cx.clause.start + match.start()
        more = re.match(r"还?多|以上|有余", cx.clause.text[match.end() :])
        yield from _grown(cx, start, cx.clause.start + match.end(), 2.0**times - 1, cx.clause.text[: match.start()],
                          "at_least" if more else "exact")  # fmt: skip


def _grown(cx: Context, at: int, end: int, value: float, before: str, approx: str) -> Iterator[Draft]:
    name, subject, start, period, expected = _what_grew(cx, at, before)
    if not name or subject is None:
        return
    earlier = _FROM_YEAR.search(cx.clause.text[: at - cx.clause.start])
    if earlier and period and len(period) == 4 and period > earlier[1]:
        period = f"{earlier[1]}/{period}"
    yield Draft("growth", subject.words, start, end, round(value, 6), "1", object=name, approx=approx,  # type: ignore[arg-type]
                period=period, expected=expected, rule="rates.growth")  # fmt: skip


def _what_grew(cx: Context, at: int, before: str) -> tuple[str, Subject | None, int, str | None, bool]:
    """Find what grew: named in the clause, or the measure read last in this sentence."""
    own = own_measure(cx, before)
    last = cx.story.measures[-1] if cx.story.measures else None
    expected = cx.clock.planned()
    if own:
        name, subject, start = own
        period = cx.clock.flow()
        cx.story.measures.append(
            Measure(subject, name, "growth", start, at, cx.clause.sentence, period, expected)
        )
        return name, subject, start, period, expected
    if (amount := _amount_before(cx, last)) and cx.topic:
        return amount, cx.topic, cx.clauses[cx.index - 1].start, cx.clock.flow(), expected
    if last and cx.clause.sentence - last.sentence <= 0:
        same = last.kind in ("count", "indicator", "revenue", "output_value", "tax", "growth")
        if same:
            return (
                last.name,
                last.subject,
                last.start,
                last.period or cx.clock.flow(),
                last.expected or expected,
            )
    return "", None, at, None, False


def _amount_before(cx: Context, last: Measure | None) -> str:
    """Name the amount of the clause before that no rule reads (用电量9.4亿千瓦时，增长5.7%)."""
    if not cx.same_sentence(cx.index - 1):
        return ""
    clause = cx.clauses[cx.index - 1]
    numbers = [one for one in clause.numbers if one.dimension not in ("time", "fraction", "money")]
    if not numbers or (last and last.end > numbers[0].start):
        return ""
    name = noun_before(clause.text[: numbers[0].number_start - clause.start])
    return name if re.fullmatch(r"[\u4e00-\u9fff]{2,12}(?:量|额|数|面积)", name) else ""


def _measure_words(before: str) -> str:
    """Give the words that may name the measure: without what it is compared with and how it was reckoned."""
    before = _BASIS.sub("", _THAN.sub("", before))
    if "：" in before[:-2] and re.search(r"目标|如下|情况|是：", before):
        before = before[before.rindex("：") + 1 :]
    match = _OWN_NAME.match(before)
    return match["name"] if match else re.split(r"是|为|达到|相当于", before)[0]


def own_measure(cx: Context, before: str) -> tuple[str, Subject, int] | None:
    """Give the measure that a clause of growth or rank names itself: its name, its owner, its place."""
    words = _measure_words(before)
    start = cx.clause.start
    owner = cx.topic
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and one.end <= start + len(words) and one.start >= start:
            rest = words[one.end - start :]
            if one.kind != "industry" and len(strip_lead(rest)) < 2:
                return None
            words, start, owner = rest, one.end, one
    for time in cx.clause.times:
        if time.end > start and time.start >= cx.clause.start and time.end - start <= len(words):
            words, start = words[time.end - start :], time.end
    words = re.sub(r"^.*(?:受|因)[^，]{2,14}影响", "", words)
    name = noun_before(strip_lead(words))
    name = re.sub(
        r"^(?:主导产品|主要产品|核心产品|拳头产品|全年|全[区市县]|园区|企业|公司|其中|力争|实现|完成)+",
        "",
        name,
    )
    if len(name) < 2 or owner is None or name in ("增速", "增幅", "总量", "同比", "环比", "这一"):
        return None
    if owner.kind == "industry" and cx.clause.start <= owner.start and name == owner.words:
        return None
    if cx.clause.start <= owner.start:
        start = owner.start
    elif start > cx.clause.start:
        start = cx.clause.start
    if (
        owner.kind in ("firm", "project", "thing")
        and cx.subject is None
        and re.search(r"生产总值|固定资产投资|规模以上|规上|预算收入|零售", name)
    ):
        owner = cx.story.host() or owner
    return _of_industry(cx, name, owner, start)


def _of_industry(cx: Context, name: str, owner: Subject, start: int) -> tuple[str, Subject, int]:
    """Give a measure to the industry that its name opens with (电子信息产业产值), or that stands for it (其中制造业增长14%)."""
    industry = re.match(
        r"^(?P<lead>[\u4e00-\u9fff“”]{2,12}?(?:产业|业|行业))(?P<rest>(?:总?产值|增加值|营收|营业收入|投资|规模|主营业务收入|利润|税收)[\u4e00-\u9fff]*)$",
        name,
    )
    if industry and not re.match(
        r"^(?:规模以上|规上|全部|工业|第[一二三]产业|服务业|农业|建筑业|制造业)", industry["lead"]
    ):
        return industry["rest"], Subject(industry["lead"], "industry", start, start), start
    if owner.kind == "industry" and (scope := re.search(r"(?:规上|规模以上)(?:工业|服务业)$", owner.words)):
        name, owner = scope.group() + name, cx.story.host() or owner
    last = cx.story.measures[-1] if cx.story.measures else None
    told = last and last.sentence == cx.clause.sentence and re.search(r"增加值|产值", last.name)
    if told and re.search(r"业$", name) and owner.kind in PLACES:  # 增加值增长11%，其中制造业增长14%
        return told.group(), Subject(name, "industry", start, start), start
    return name, owner, start


def _about(number: Quantity, left: str) -> Approx:
    """Read 约占四成 and 约为2倍 as about."""
    return (
        "about"
        if number.approx == "exact" and re.search(r"约(?:占|为|是|相当)", left[-24:])
        else number.approx
    )


def _respectively(cx: Context, rates: list[Quantity]) -> Iterator[Draft]:
    """Read 营收412亿元、利税38.6亿元，分别增长9.4%和11%: each rate is that of its measure."""
    owners, name = each_of(cx)
    if name and len(owners) == len(rates):
        start, sentence = cx.clause.start, cx.clause.sentence
        period, planned = cx.clock.flow(), cx.clock.planned()
        measures = [Measure(one, name, "growth", start, start, sentence, period, planned) for one in owners]
    elif cx.topic and len(names := _listed_measures(cx)) == len(rates):
        start, sentence = cx.clause.start, cx.clause.sentence
        period, planned = cx.clock.flow(), cx.clock.planned()
        measures = [
            Measure(cx.topic, one, "growth", start, start, sentence, period, planned) for one in names
        ]
    else:
        measures = [one for one in cx.story.measures if one.sentence == cx.clause.sentence][-len(rates) :]
    if len(measures) != len(rates):
        return
    for measure, number in zip(measures, rates, strict=True):
        down = re.search(_DOWN, cx.left(number)) or cx.left(number).endswith("-")
        yield Draft("growth", measure.subject.words, measure.start, number.end, -number.value if down else number.value, "1",
                    object=measure.name, approx=number.approx, period=measure.period, expected=measure.expected,
                    rule="rates.respectively")  # fmt: skip


_LISTED = re.compile(r"(?P<list>[^，。\d]*[、和与][^，。\d]*?)(?:同比|预计|实现|均)*分别")
_MEASURE_END = re.compile(r"(?:值|额|收入|投资|税收|利润|出口|进口|进出口|[产销电货]量|吞吐量|营收)$")


def _listed_measures(cx: Context) -> list[str]:
    """Name the measures that a clause lists without figures (全区工业增加值、固定资产投资分别增长9%、12%)."""
    match = _LISTED.match(cx.clause.text)
    if match is None:
        return []
    owners = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind != "industry"]
    before = [one.end - cx.clause.start for one in owners]
    before += [time.end - cx.clause.start for time in cx.clause.times]
    words = match["list"][max((at for at in before if at < match.end("list")), default=0) :]
    names = [re.sub(r"^(?:全[区市县省]|的|其中|实现|完成)+", "", part) for part in split_list(words)]
    return names if all(_MEASURE_END.search(name) for name in names) else []


_EACH_PART = re.compile(r"分别(?:占|达到?)(?:到|了)?(?P<whole>[^，。\d]{2,12}?)的?(?:比重)?(?:约|近|超)?\d")


def _shares(cx: Context, rates: list[Quantity], whole: str) -> Iterator[Draft]:
    """Read 产值512亿元、税收24亿元，分别占全市的18%、13%: each rate is that of its measure."""
    measures = [one for one in cx.story.measures if one.sentence == cx.clause.sentence][-len(rates) :]
    if len(measures) != len(rates) or not _SCOPE.fullmatch(whole):
        return
    for measure, number in zip(measures, rates, strict=True):
        yield Draft("share", measure.subject.words, measure.start, number.end, number.value, "1",
                    object=whole + measure.name, approx=number.approx, period=measure.period, rule="rates.shares")  # fmt: skip


# -- share --------------------------------------------------------------------------------------------------------


def _is_share(cx: Context, number: Quantity, left: str) -> bool:
    change = last_match(_CHANGE, left)
    share = last_match(_SHARE, left)
    if share and (change is None or share.start() > change.start()):
        return True
    if change and len(left) - change.end() <= 6:
        return False
    right = cx.right(number)
    if cx.clause.opener == "、" and (
        re.fullmatch(r"(?:全[国省市区球县]|(?:国内|国际|全球|海外)市场(?:份额)?)的?", left)
        or (not left and cx.story.whole)
    ):
        return True
    if re.match(r"(?:以上|左右)?的[\u4e00-\u9fff“]", right):
        return bool(
            re.search(
                r"全[市省国区县球]|全行业|国内|行业|占|贡献|集聚|聚集|该",
                cx.clause.text[: number.start - cx.clause.start] + left,
            )
        )
    return (
        bool(
            re.search(
                r"(?:人员|市场|部分|以上|博士|女性|学历|收入|销售|企业|项目)(?:占比?)?(?:达到?|约|超过?|为|近)?$",
                left,
            )
        )
        and "其中" in cx.clause.text
    )


def _share(cx: Context, number: Quantity, left: str) -> Iterator[Draft]:
    whole = _whole(cx, number, left)
    part = _part(cx, number, whole) if whole else None
    if whole is None or part is None:
        return
    start = (
        part.start
        if 0 <= part.start < number.start and part.start >= cx.clause.start - 120
        else cx.clause.start
    )
    if start < cx.clause.start and not cx.same_sentence(cx.index - 1):
        start = cx.clause.start
    yield Draft("share", part.words, min(start, cx.clause.start), number.end, round(number.value, 6), "1", object=whole,
                approx=_about(number, left), period=_share_period(cx, part), rule="rates.share")  # fmt: skip


def _share_period(cx: Context, part: Subject) -> str | None:
    """A share goes with the figure before it; one that stands for itself has only its own time."""
    last = _last_measure(cx)
    if (
        part.kind == "group"
        and last
        and part.words != last.subject.words
        and last.name != part.words
        and "总" in cx.clause.text
    ):
        return cx.clock.in_clause
    if last:
        return last.period if last.kind != "count" else cx.clock.in_clause
    return cx.clock.in_sentence() or (cx.clock.in_line if cx.clock.report else None)


def _of_place(cx: Context, number: Quantity, left: str) -> str | None:
    """Read 集聚了全市X产业1/2的“链主”企业、1/3的市场主体, 贡献了该产业全市1/4的营业收入."""
    right = cx.right(number)
    what = re.match(r"(?:以上|左右)?的(?P<what>[^，。、；…]*)", right)
    if not what:
        return None
    found = re.search(
        r"(?:贡献|集聚|聚集|汇聚|承担|拥有|包揽|生产|占据)?了?(?P<place>该?[^，。]{0,16}?[全国省市区球界业][^，。]{0,20}?)(?:的)?(?:约|近|超过|超|逾)*$",
        left,
    )
    if found and "占" not in left:
        place = re.sub(r"^.*(?:贡献|集聚|聚集|汇聚|承担|拥有|包揽|生产|占据|已)了?", "", found["place"])
        that = re.match(r"该(?:产业|行业|领域)(?P<scope>全[市省国区县])$", place)
        if that:
            industry = re.search(r"全[市省国区县](?P<what>.*)", cx.story.whole)
            place = that["scope"] + (industry["what"] if industry else "")
        cx.story.whole = place
        return place + what["what"]
    if cx.clause.opener == "、" and not left and cx.story.whole:
        return cx.story.whole + what["what"]
    return None


def _whole(cx: Context, number: Quantity, left: str) -> str | None:
    """Give the whole: 占全市工业产值的六成 names it, 占全市的1/4 takes its measure from the figure before."""
    placed = _of_place(cx, number, left)
    if placed:
        return placed
    if "占有率" in left:
        made = re.search(
            r"(?P<what>[\u4e00-\u9fff]{2,8}?)(?:产销量|产量|销量)", cx.clauses[cx.index - 1].text
        )
        if (
            re.fullmatch(r"(?:国内|全国|全球|国际)市场占有率(?:约|近|超|达到?|为)*", left)
            and cx.same_sentence(cx.index - 1)
            and made
        ):
            return left[:2] + made["what"] + "市场"
        return re.sub(r"^.*?(?=全球|国内|全国|国际)", "", left).split("占有率")[0] or None
    match = _PART_OF.search(left)
    words = match["whole"].strip("的") if match else ""
    last = _last_measure(cx)
    if not words and cx.clause.opener == "、" and cx.clause.text[: number.start - cx.clause.start]:
        words = re.sub(r"的?(?:约|近|超|逾)?$", "", left)  # 占全省的四成、全国的一成
    if not words:
        return last.name if last else None
    if not _SCOPE.fullmatch(words):
        return words
    own = own_measure(cx, left[: left.rfind("占")]) if "占" in left else None
    if own and "占" not in own[0]:
        return words + own[0]
    if last is None:
        return words
    return words + _field(last) + last.name


_PART_OF = re.compile(
    r"占(?:到|了|据|比)?(?:整个)?(?P<whole>[^，。占]*?)的?(?:比重|比例|份额|总?比)?(?:的)?(?:约|近|超过|超|逾|达到|达|为|提升至|提高到|升至|已达|已)*$"
)
_SCOPE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4})?(?:全[市省国区县球]|国内|世界|[\u4e00-\u9fff]{2,3}[省市])(?:同行业|同类)?"
)


def _field(measure: Measure) -> str:
    """Give the industry that a measure is of, without its place, where its name does not say it."""
    if measure.subject.kind != "industry":
        return ""
    words = re.sub(r"^.*[市区县省园城](?=[\u4e00-\u9fff]{2,}产?业)", "", measure.subject.words)
    words = words[len(leading_place(words)) :]
    if measure.name.startswith("产业") and words.endswith("产业"):
        words = words[:-2]
    return "" if words in measure.name else words


def _last_measure(cx: Context) -> Measure | None:
    last = cx.story.measures[-1] if cx.story.measures else None
    return last if last and last.sentence == cx.clause.sentence else None


def _part(cx: Context, number: Quantity, whole: str) -> Subject | None:
    """Find the part: what stands before 占 in the clause, else whose figure it was that the clause goes on with."""
    text, base = cx.clause.text, cx.clause.start
    left = text[: number.start - base]
    at = left.rfind("占")
    last = _last_measure(cx)
    in_scope = bool(re.match(r"(?:[\u4e00-\u9fff]{0,3})?(?:全[市省国区县球]|国内|世界)", whole))
    if at < 0 or "占有率" in left:
        words = noun_before(strip_lead(left))
        named = re.search(r"其中", text) and len(words) >= 2 and "占有率" not in left
        return Subject(words, "group", base, number.start) if named else cx.topic
    before = left[:at].rstrip("约已仅")
    mentions = [
        one
        for one in cx.clause.mentions
        if isinstance(one, Subject)
        and one.end <= base + at
        and not (one.kind == "industry" and measure_of(before[one.end - base :]))
    ]
    rest = before[mentions[-1].end - base :] if mentions else before
    words = noun_before(strip_lead(re.sub(r"(?:占比|比重)$", "", rest)))
    if len(words) < 2:
        if mentions:
            return mentions[-1]
        counted = last is not None and (last.kind == "count" or last.name.endswith("税收收入"))
        if last and counted and not in_scope:
            return Subject(last.name, "group", last.start, last.end)
        return last.subject if last else cx.topic
    if in_scope and re.search(r"产量|出口量|产值|营收|收入|增速|销量|产能|出货量", words):
        return cx.topic
    return Subject(words, "group", base + max(0, before.rfind(words)), base + at)
