"""Positions in a list or by an indicator."""

import re
from collections.abc import Iterator

from luodi.core.quantities import parse_number
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.measures import own_measure
from luodi.reading.news.parties import names_in
from luodi.reading.news.phrases import noun_before
from luodi.reading.news.story import Measure, Subject

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_RANK = re.compile(
    rf"(?:位居|位列|居|列|排名|排在|排|跃居|跃升至|跻身|名列|上升至|升至|退至|降至|跌至|滑落至|下滑至|前移至|跃至|获评|荣获|蝉联|分列|保持|稳居|均为|为|高居|荣登|斩获|占据|摘得|进位至|提升至|攀升至|雄踞|稳坐|夺得|取得|勇夺)?(?:在)?"
    rf"(?P<scope>(?:全[国省市区球县]|世界|国内|亚洲|国际|行业|同行业|[东中西]部地区|(?:长三角|珠三角|大湾区|京津冀|中西?部|西部|东北)(?:地区)?|(?!.{{0,2}}[居列位名排第在])[\u4e00-\u9fff]{{2,3}}[省市])(?:(?!考核|评价|评比|排名|榜|考评|测评)[\u4e00-\u9fff]){{0,8}})?"
    rf"(?:排名|位列|列|居|的)?"
    rf"(?:第(?P<no>{_N})(?P<unit>[位名])?|(?P<top>首位|榜首|冠军|头名|第一|之首|之冠|头把交椅))(?!次|届|期|批|个|季|大|产业|条|代|轮|家|年|版|时间|产|步|线|人民|方|责任|站|阶|中学|医|线|艘|台|座|款|手|课|场|号|方阵|梯|档|章|财|高|例|\d)"
)
_PREVIOUS = re.compile(
    rf"(?:上年度?|去年|上一?年度?|此前|上期|上届|前一?年|原)[^，。]{{0,4}}第(?P<was>{_N})[位名]"
    rf"|(?P<up>上升|前移|提升|跃升|前进|进|提高|晋升|晋|攀升|上移|↑|\+)了?(?P<by>{_N})个?(?:位次|位|名次|名)"
    rf"|(?P<down>下降|后移|下滑|回落|退后|后退|降|跌|-)了?(?P<lost>{_N})个?(?:位次|位|名次|名)"
    r"|(?P<same>与(?:上年|去年|上一年|上期)(?:度)?持平|位次(?:不变|与上年持平)|保持不变|位次持平)"
)
_KEPT = re.compile(
    r"蝉联|连续[\d一二三四五六七八九十两]+[年届次][^，。]{0,14}?(?:第一|首位|榜首|第1)|连续[^，。]{0,6}(?:位居|位列|居|保持|排名|稳居)|继续(?:保持|位居|稳居)"
)
_LIST = re.compile(
    r"[在据]?(?:根据)?(?P<list>《[^》]+》|[^，。；]{2,36}?(?:评价|考核|排名|排行榜|榜单|评比|榜|考评|测评|评估|百强)(?:结果|报告)?)(?:中|上|里|内)?(?:，|$|排)"
)
_SINGLE = re.compile(r"(?:一级|二级)?(?:指标)?(?P<name>“[^”]{2,24}”)(?:指标)?(?:单项)?(?:排名|得分)?")
_SKIP = re.compile(
    r"第一(?:时间|季度|产业|批|个|次|届|步|线|家|方阵|梯队|责任|书记|阶段|期|大|轮|要务|动力|资源|车间|工厂|医院|中学|人民|款|台|座|条|代|版|站|课|场|辆|号)|百强|五百强|十强|前[十百五三二]"
)


_TOP = re.compile("首位|榜首|冠军|头名|之首|之冠|头把交椅")


def read_ranks(cx: Context) -> Iterator[Draft]:
    """Read 位列第11位，比上一年前进两位; 增速居全市第3位; 单项第9位; 销量全球第三."""
    text = cx.clause.text
    yield from _in_order(cx)
    if not ("第" in text or _TOP.search(text)):
        return
    matches = [
        m
        for m in _RANK.finditer(text)
        if not _SKIP.match(text, m.start("no") - 1 if m["no"] else m.start("top"))
    ]
    matches = [m for m in matches if _is_position(text, m)]
    matches = [m for m in matches if not _tells_before(text, m)]
    if len(matches) > 1 and re.search(r"分[别列]", text):
        yield from _respectively(cx, matches)
        return
    for match in matches[:1]:
        yield from _rank(cx, match)


def _is_position(text: str, match: re.Match[str]) -> bool:
    if match["no"] and not match["unit"]:
        after = text[match.end() : match.end() + 2]
        before = text[: match.start()]
        verb = (
            re.search(r"[居列排名位为登]", match.group()[: match.group().find("第") + 1])
            or match["scope"]
            or re.search(r"[居列名排]$", before)
        )
        if after.startswith("的") and re.search(r"全[国球省市]|世界|国内", before[-12:]):
            return True
        return bool(verb) and (
            not after or not re.match(r"[\u4e00-\u9fff]", after) or after[0] in "的，、制汽企"
        )
    return True


def _tells_before(text: str, match: re.Match[str]) -> bool:
    """Tell 较上年度第16位 and 从第9位 from the position itself."""
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(re.search(r"(?:较|比|从|由|原|去年|上年度?)(?:上年度?|去年|的)?$", before))


def _value(match: re.Match[str]) -> float | None:
    if match["top"]:
        return 1.0
    number = match["no"]
    return float(number) if number.isdigit() else parse_number(number)


def _rank(cx: Context, match: re.Match[str]) -> Iterator[Draft]:
    value = _value(match)
    text, base = cx.clause.text, cx.clause.start
    if value is None or cx.topic is None:
        return
    head = re.match(r"的(?P<what>[\u4e00-\u9fff]{2,8}(?:企业|公司))(?:——|$)", text[match.end() :])
    if head or re.match(r"的[\u4e00-\u9fff]", text[match.end() :]):
        yield from _attribute(cx, value)
        return
    previous, end = _previous(cx, match, value)
    period = (
        cx.clock.in_sentence()
        or (cx.clock.flow() if cx.clock.report or "增速" in text else None)
        or cx.clock.heading
    )
    if period is None and not cx.clock.now and not cx.clock.day:
        period = cx.clock.only or cx.clock.yearly
    if period is None and not cx.clock.now:
        period = _year_of_list(cx)
    for subject, name, start in _what(cx, match):
        yield Draft("rank", subject.words, min(start, base + match.start()), max(base + match.end(), end), value, "1", object=name,
                    period=period, previous=previous, rule="ranks")  # fmt: skip


def _year_of_list(cx: Context) -> str | None:
    """Give the year that a ranking's name holds (2021中国县域园区百强榜)."""
    for index in range(cx.index, max(-1, cx.index - 6), -1):
        if found := re.search(
            r"(20\d\d)(?:年度?)?[^，。\d]{2,24}(?:榜|评价|考核|排名)", cx.clauses[index].text
        ):
            return found[1]
    return None


def _attribute(cx: Context, value: float) -> Iterator[Draft]:
    """Read 全球营收第一的制药企业——某集团."""
    text, base = cx.clause.text, cx.clause.start
    found = re.search(
        r"(?P<scope>全[国球省市]|世界|国内|亚洲)(?P<what>[^，。]{2,12}?)(?:排名|位居|位列)?(?:第一|首位|第\d+)的(?P<kind>[\u4e00-\u9fff]{2,8}?(?:企业|公司))",
        text,
    )
    if not found:
        return
    later = cx.index + 1
    if cx.same_sentence(later):
        name = re.match(
            r"(?P<name>[\u4e00-\u9fffA-Za-z（）]{3,16}?(?:集团|公司|有限公司))", cx.clauses[later].text
        )
        if name:
            start = base + found.start()
            yield Draft("rank", name["name"], start, cx.clauses[later].start + name.end(), value, "1",
                        object=f"{found['scope']}{found['kind']}{found['what']}", rule="ranks.attribute")  # fmt: skip


def _previous(cx: Context, match: re.Match[str], value: float) -> tuple[float | None, int]:
    """Find the earlier position: said, or counted from the places gained or lost, in this clause or the next."""
    spots = [(cx.clause.text[match.end() :], cx.clause.start + match.end())]
    for index in range(cx.index + 1, cx.index + 3):
        if (
            cx.same_sentence(index)
            and cx.clauses[index].opener != "；"
            and not _RANK.match(cx.clauses[index].text)
        ):
            spots.append((cx.clauses[index].text, cx.clauses[index].start))
        else:
            break
    for words, base in spots:
        found = _PREVIOUS.search(words)
        if found and not (
            base != spots[0][1] and re.search(r"(?:增速|总量|产值)[^，]*第", words[: found.start()])
        ):
            return _before(found, value), base + found.end()
    ahead = cx.clause.text[: match.end()]
    if came := _CAME_FROM.search(ahead):
        return _number(came["was"]), cx.clause.start + match.end()
    for aside in cx.plain.asides:
        if cx.clause.start < aside.at <= cx.clause.end and (was := _WAS_ASIDE.match(aside.words)):
            return _number(was["was"]), cx.clause.start + match.end()
    if _KEPT.search(ahead):
        return value if value == 1 or "保持" in ahead else None, cx.clause.start + match.end()
    return None, cx.clause.start + match.end()


_CAME_FROM = re.compile(rf"[由从](?:上年度?|去年|上届|上期)?(?:的)?第(?P<was>{_N})[位名]?")
_WAS_ASIDE = re.compile(rf"(?:上年度?|去年|上届|上期)(?:为|是|排名|位列)?第(?P<was>{_N})[位名]?")


def _number(word: str) -> float | None:
    return float(word) if word.isdigit() else {"两": 2.0}.get(word) or parse_number(word)


def _before(found: re.Match[str], value: float) -> float | None:
    if found["same"]:
        return value
    word = found["was"] or found["by"] or found["lost"]
    number = _number(word)
    if number is None:
        return None
    if found["was"]:
        return float(number)
    return value + number if found["by"] else value - number


def _what(cx: Context, match: re.Match[str]) -> list[tuple[Subject, str, int]]:
    """Find by what the position is taken: an indicator of the clause, the measure before, or a list."""
    text, base = cx.clause.text, cx.clause.start
    scope = match["scope"] or ""
    scope = re.sub(r"(?:各区县|各[市区县]|区县|同类|位列|排名|居)+$", "", scope)
    before = _AMONG.sub("", _FROM_TO.sub("", text[: match.start()]))
    topic = cx.topic
    assert topic is not None
    if re.search(r"[百十0]强榜?$|榜$|行业$", scope) and not before.strip("在"):
        return [(topic, scope, base + match.start())]
    single = _SINGLE.search(before) or _SINGLE.search(text[: match.end()])
    if single:
        lead = "一级指标" if "一级指标" in before else ""
        return [(topic, lead + single["name"].strip("“”"), base + single.start())]
    listed = _list_name(cx, before)
    if not listed and _is_bare(cx, before):
        listed = _list_above(cx)
    if listed:
        return [(topic, listed, _list_start(cx))]
    both = re.match(r"^(?:[两三四]种)?[\u4e00-\u9fff]{0,3}(?:产品)?(?P<what>[\u4e00-\u9fff]{3,8})均", before)
    if re.search(r"均$|均为", before + match.group()[:3]) or both:
        many = _each(cx, scope, before)
        if many:
            return many
    if re.fullmatch(
        r"(?:[，]?(?:增速|增幅|总量|数量|总数|位次|规模)+(?:[均都]?[居位列排名为]*)?(?:在)?)", before
    ) or not before.strip("均都居位列为"):
        last = (
            cx.story.measures[-1]
            if cx.story.measures and cx.story.measures[-1].sentence >= cx.clause.sentence
            else None
        )
        if last:
            tail = (
                "增速"
                if not re.search("总量|数量|总数", before)
                and (last.kind == "growth" or "增速" in before or "增幅" in before)
                and not last.name.endswith("增速")
                else next((word for word in ("总量", "数量", "总数") if word in before), "")
            )
            return [(last.subject, scope + last.name + tail, last.start)]
    own = own_measure(cx, re.sub(r"(?:得分|排名|单项|位|连续.{1,3}年)+$", "", before))
    if own:
        name, subject, start = own
        name = re.sub(
            r"(?:得分|单项|连续[\d一二三四五六七八九十两]+年|均|位|排名|居|列|综合|预计)+$", "", name
        )
        name = re.sub(
            r"^(?:以|凭|按)?(?P<what>[^\d]{2,12})\d.*$", r"\g<what>", name
        )  # 以每亩税收86万元位列第一
        if len(name) >= 2:
            return [(subject, scope + name, start)]
    return []


def _each(cx: Context, scope: str, before: str) -> list[tuple[Subject, str, int]]:
    measures = [
        one for one in cx.story.measures if one.sentence == cx.clause.sentence and one.kind == "growth"
    ]
    if measures and re.fullmatch(r"(?:[这两二三四]项?(?:指标)?)?(?:增速|增幅)?[均都]?为?", before):
        return [(one.subject, f"{scope}{one.name}增速", one.start) for one in measures]
    match = re.match(r"^[两二三四]种产品(?P<what>[\u4e00-\u9fff]{2,8}?)[均都]", before)
    if match and cx.story.last_list and cx.topic:
        return [(cx.topic, f"{one.words}{scope}{match['what']}", one.start) for one in cx.story.last_list]
    return []


def _respectively(cx: Context, matches: list[re.Match[str]]) -> Iterator[Draft]:
    growths = [
        one for one in cx.story.measures if one.kind == "growth" and one.sentence == cx.clause.sentence
    ][-len(matches) :]
    scope = next((m["scope"] for m in matches if m["scope"]), "") or ""
    if len(growths) != len(matches):
        return
    for measure, match in zip(growths, matches, strict=True):
        value = _value(match)
        if value is not None:
            yield Draft("rank", measure.subject.words, measure.start, cx.clause.start + match.end(), value, "1",
                        object=f"{scope}{measure.name}增速", period=measure.period, rule="ranks.respectively")  # fmt: skip


def _list_name(cx: Context, before: str) -> str:
    """Find the list (国家高新区综合评价) in this clause or the one before."""
    here = re.search(
        r"(?P<list>[^，。；]{2,40}?(?:评价|考核|排行榜|考评|测评|评估|百强榜?|[五5][百0]{1,2}强榜?|榜单?))(?:排名|结果|报告)?(?:中|上|里)?(?:排名)?(?:综合)?$",
        re.sub(
            r"(?:排名|位列|居|列|名列|综合|上升至|[^，]{0,24}(?:高新区|开发区|园区|新区|产业园|公司|市|区|县))+$",
            "",
            before,
        ),
    )
    if here and not re.search(r"得分$", before):
        return _trim_list(cx, here["list"], cx.clause)
    for index in (cx.index - 1, cx.index - 2):
        if index >= 0 and cx.clause.sentence - cx.clauses[index].sentence <= 0:
            found = re.search(
                r"(?P<list>《[^》]+》|[^，。；]{2,40}?(?:评价|考核|排名|排行榜|考评|测评|评估|榜单|榜))(?:结果|报告)?(?:排名)?(?:中|上|里|发布|公布|出炉|揭晓)?$",
                cx.clauses[index].text,
            )
            if found and not re.search(r"增速|总量|产量", cx.clause.text[: len(before)]):
                return _trim_list(cx, found["list"], cx.clauses[index])
    return ""


_AMONG = re.compile(r"在[^，。]{0,12}\d+[家个][^，。]{0,14}中(?:综合)?$")  # 在参评的229家国家级经开区中
_FROM_TO = re.compile(
    rf"[由从](?:上年度?|去年|上届)?的?第{_N}[位名]?(?:一跃|跃|升|退|降|跌|滑|前移|后移|下滑|上升)*(?:至|到)?$"
)
_LIST_ABOVE = re.compile(
    r"(?P<list>《[^》]+》|[^，。；“”]{2,40}?(?:评价|考核|排行榜|考评|测评|评估|百强榜?|(?<!上)榜单?))(?:结果|报告|评定)?(?=$|中|上|里|发布|公布|出炉|揭晓|[，；：”])"
)
_LIST_REACH = 24  # clauses back to where a ranking was named


def _is_bare(cx: Context, before: str) -> bool:
    """Tell a clause that gives a name and a position only (某经开区第23名, 首次上榜，列第88位)."""
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and one.kind != "industry":
            before = before.replace(cx.plain.text[one.start : one.end], "")
    return bool(
        re.fullmatch(
            r"(?:[，]|则|也|又|再|首次上榜|首次入围|分别|综合|总?排名|位次|居|列|排|由|在|全国)*", before
        )
    )


def _list_above(cx: Context) -> str:
    """Find the ranking that the paragraph tells of."""
    for index in range(cx.index - 1, max(-1, cx.index - _LIST_REACH), -1):
        clause = cx.clauses[index]
        found = [*_LIST_ABOVE.finditer(clause.text)]
        if found and not re.search(r"上榜$", found[-1]["list"]):
            return _trim_list(cx, found[-1]["list"], clause)
    return ""


_ORDERED = re.compile(
    r"(?:排名|列|居)前[\d一二三四五六七八九十]+[位名]的?[^，。]{0,6}(?:依次|分别)(?:为|是)$"
)


def _in_order(cx: Context) -> Iterator[Draft]:
    """Read 综合排名前3位的依次为：A、B、C: each name has the position of its place."""
    head = cx.clauses[cx.index - 1] if cx.same_sentence(cx.index - 1) else None
    if head is None or not head.text.endswith(("为", "是")) or not _ORDERED.search(head.text):
        return
    names = names_in(cx.clause.text, cx, cx.clause.start)
    listed = _list_above(cx)
    for place, one in enumerate(names if listed else [], start=1):
        words = [aside.words for aside in cx.plain.asides if aside.at == one.end]
        was = _WAS_ASIDE.match(words[0]) if words else None
        period = cx.clock.heading or cx.clock.flow() or cx.clock.yearly
        yield Draft("rank", one.words, one.start, one.end + 1, float(place), "1", object=listed, period=period,
                    previous=_number(was["was"]) if was else None, rule="ranks.order")  # fmt: skip


def _list_start(cx: Context) -> int:
    low = cx.index
    while cx.same_sentence(low - 1) and cx.index - low < 2:
        low -= 1
    return cx.clauses[low].start


def _trim_list(cx: Context, words: str, clause: object) -> str:
    del cx, clause
    words = words.strip("《》")
    words = re.sub(r"^.*?(?:公布的?|发布的?|根据|在)(?=[\u4e00-\u9fff\d“])", "", words)
    words = re.sub(r"^(?:最新(?:一期)?|新一轮|此次|本次)", "", words)
    words = re.sub(r"20\d\d年?度?|\d\d年度|(?<=全国)\d+家|年度", "", words)
    return re.sub(r"(?:结果|报告)$", "", words).strip("的《》")


def note_list(cx: Context, names: list[str], start: int) -> None:
    """Remember the list read last (两种产品 refers to it)."""
    cx.story.last_list = [Subject(name, "group", start, start) for name in names]


def measures_of(cx: Context) -> list[Measure]:
    """Give the measures of this sentence."""
    return [one for one in cx.story.measures if one.sentence == cx.clause.sentence]


__all__ = ["measures_of", "note_list", "noun_before", "read_ranks"]
