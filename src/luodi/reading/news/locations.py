"""Where firms, projects, institutions and parks are, or settle."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from luodi.core.scan import quick
from luodi.reading.names import leading_place
from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.located import located
from luodi.reading.news.openings import opens_with_place, read_dashed, read_opened
from luodi.reading.news.parties import names_in
from luodi.reading.news.phrases import split_list
from luodi.reading.news.profiles import read_labelled
from luodi.reading.news.residents import has_cue, read_residents
from luodi.reading.news.story import BUILT, PLACES, Subject
from luodi.reading.news.tenants import HELD, read_comer, read_held, read_inside, read_one_of, read_settled

_SETTLES = r"(?:建在|落在(?!了?[身后])|落地|位处|扎根于?|安家于?|设址于?|坐落于|座落于|坐落在|座落在|坐落|座落|位于|地处|选址于|选址在|选址|落户于|落户在|落户到|落户|落地于|落地在|落子|入驻于|入驻|进驻|迁入|迁到|搬入|搬到|搬进|搬至|搬迁至|迁至|总部设于|总部设在|总部[仍就]?在|选在|总部位于|总部坐落于|设在|设于|布局在|布局于|布局到|花落|落脚于?|定址|择址|移师|迁移至|搬迁到|搬往|迁往|落成于|建于|建设于|放在|置于|创立于|创办于|诞生于|布局|(?:项目)?(?:建设地点|项目地点|选址地?|厂址|所在地)(?:为|位于|在|是)|成立于|注册在|注册于|注册地在)"
_SETTLING = quick(_SETTLES)
_AT = re.compile(
    rf"(?P<verb>{_SETTLES})(?:了)?"
    r"(?P<place>此(?=的|$)|[^，。；：！]{2,40})"
)
_NEEDS_NAME = (
    "成立",
    "注册",
    "布局",
    "放在",
    "置于",
    "诞生",
    "创",
    "建于",
    "落成",
)  # also said of years and trades
_BEGINS = r"(?:破土动工|开工|动工|奠基|揭牌|启用|投产|竣工|封顶|挂牌|建设|兴建|新建|建成|投建|投资建设|投资兴建|建立|设立|设厂|设(?=[\u4e00-\u9fff]{2,}(?:中心|基地|工厂|总部|研究院|实验室|分公司|办事处)$)|建厂|布局|投资|追加投资|落地|落户|开业|成立|投用|交付|开门迎客|上线|亮相|租赁|租用|租下|拿地|购地|买地)"
_BEGINNING = re.compile(_BEGINS)
_IN = re.compile(
    rf"(?<!正)(?<!现)[在于](?P<place>此(?!次|前|后|时|间|外|基础)|[^，。；在于]{{2,30}}?)(?P<verb>(?:拟|将|计划|正式|顺利|全面|集中|成功|举行)*{_BEGINS})"
)
_CUT = re.compile(
    r"(?:[内里](?=的|，|$|[\u4e00-\u9fff])|的|，|并|及|已|将|正|累计|共计|先后|陆续|连续|追加|再次|持续|合计|于?\d|[一二三四五六七八九十两]+(?:个|家)|开工|揭牌|动工|建设|投资|新厂房|厂房|核心区域|南部|北部|东部|西部|中部|境内|辖区|腹地|，|是|为|占地|规划|总|距|紧邻|毗邻|由|有|现|项目|企业|产业集群|以来|发展|后).*$"
)
_SETTLE = re.compile(
    r"^(?P<list>.{2,160}?)(?:等)?(?:[\d一二三四五六七八九十百余多首批]+[家个][\u4e00-\u9fff]{0,8})?(?:企业|项目|机构)?(?:先后|陆续|相继|已|均|都|正式|签约|成功|纷纷|集中)*(?P<verb>落户|入驻|进驻|在园区设厂|在园区投产)"
)
_DENIED = re.compile(
    r"意向|洽谈|尚未|不再|终止|未能|有望|如果|欢迎|首选|想要|(?<!新)希望|争取|一家园区|怎么|能否|为什么|企业入驻优质"
)
_ZONE_TAIL = re.compile(
    r"(?:园区?|区|城|镇|街道|片区|市|县|基地|谷|港|岛|大厦|中心|新城|小镇|以北|以南|以东|以西|乡|村|路|[一二三四]期|州|省|湾|广场)$"
)


_COMING = re.compile("入驻|搬入|搬进|进驻|迁入|落户|入园|进园")


def read_locations(cx: Context) -> Iterator[Draft]:
    """Read 位于…, 落户…, 在…开工, 引进A、B、C等企业, 园区内的某公司."""
    text = cx.clause.text
    if _DENIED.search(text):
        return
    found: set[str] = set()
    for draft in [draft for read in _cued(cx, text) for draft in read(cx)]:
        if draft.subject + (draft.object or "") not in found and draft.subject != draft.object:
            found.add(draft.subject + (draft.object or ""))
            yield draft


def _cued(cx: Context, text: str) -> Iterator[Callable[[Context], Iterator[Draft]]]:
    """Give the ways of telling where something is of which a cue stands in the clause, or in the one before."""
    before = cx.clauses[cx.index - 1].text if cx.same_sentence(cx.index - 1) else ""
    if "的" in text or "在" in text or _SITES.search(text):
        yield _described
    if _SETTLING.search(text):
        yield _at
    if _BEGINNING.search(text):
        yield _in
    if before and opens_with_place(cx.clauses[cx.index - 1]):
        yield read_opened
    yield read_held
    if has_cue(text, before, cx.clause.opener):
        yield read_residents
    if "、" in text or "等" in text:
        yield read_settled
    if "的" in text or "企业" in text or before.startswith(("走进", "作为")):
        yield read_inside
    if _COMING.search(text):
        yield read_comer
    if "一家" in text or "是" in text:
        yield read_one_of
    if cx.clause.opener.startswith("——"):
        yield read_dashed
    if cx.clause.label:
        yield read_labelled


_ROADS = re.compile(r"[^、]*(?:以[东南西北]|[东南西北]侧|交叉口|交汇处)、")


def place_name(cx: Context, words: str, start: int) -> str | None:
    """Give the place that words open with, narrowest with the level above it, under its fullest name."""
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and one.start == start and one.kind in PLACES:
            return _with_rest(one, cx, words)
    words = re.sub(r"^(?:了|着|我们|咱们|在|于|到|至|[“”])+", "", words)
    if "、" in words:
        within = [
            one
            for one in cx.clause.mentions
            if isinstance(one, Subject) and one.kind == "park" and start <= one.start < start + len(words)
        ]
        return within[0].words if len(within) == 1 and _ROADS.match(words) else None
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and one.kind in PLACES and start <= one.start <= start + 2:
            return _with_rest(one, cx, words)
    if _HERE.match(words):
        host = cx.topic if cx.topic and cx.topic.kind in PLACES else cx.story.host()
        return host.words if host else None
    bare = re.match(r"(?:该|本)?(?:园区|产业园|产业区|开发区|示范区|高新区|园内|区内)", words)
    if bare:
        one = cx.story.refer(bare.group(), start, start + bare.end())
        return one.words if one else None
    if building := _BUILDING_FLOOR.match(words):
        one = cx.story.last(("thing", "park"), building[1])
        return one.words if one else None
    words = _CUT.sub("", words).strip("“”")
    if len(words) < 2 or len(words) > 30 or words in ("当地", "全国", "全球", "市场", "海外", "国内", "本地"):
        return None
    full = cx.story.known.resolve(words)
    known = cx.story.known.kind(full)
    if (full != words and known != "project") or _ZONE_TAIL.search(words) or leading_place(words):
        return full
    return None


_BUILDING_FLOOR = re.compile(
    r"(孵化器|加速器|大厦|创业园|创新中心|综合体)(?=[一二三四五六七八九十\d]*[层楼期内里的]|$)"
)
_HERE = re.compile(r"(?:此地?|这里|这片土地)(?:的|$|[，、已设建投成布])")


def _with_rest(one: Subject, cx: Context, words: str) -> str:
    """Lengthen a zone's name by the part of it that follows (苏州工业园区 + 桑田岛)."""
    rest = cx.plain.text[one.end : cx.clause.end]
    match = re.match(
        r"(?P<more>(?:以[东南西北](?=[，。；]|$)|[\u4e00-\u9fff]{2,8}?(?:片区|组团|岛|(?<![乡农])村|路(?:以[东西南北])?|街道|以[东西南北]|[东西南北]侧|核心区|起步区|启动区|[一二三四]期))(?=[，。；的内里破开动奠揭启投竣封挂建设]|$))",
        rest,
    )
    del words
    return one.words + match["more"] if match else one.words


def _each(cx: Context) -> list[Draft]:
    """Read 三个项目分别落户A、B和C: each has its own place."""
    if "分别" not in cx.clause.text:
        return []
    match = re.search(r"分别(?:落户|选址|位于|入驻|落地)(?:于|在)?(?P<list>[^，。]+)$", cx.clause.text)
    places = split_list(match["list"]) if match else []
    if not match or len(places) < 2:
        return []
    here = names_in(cx.clause.text[: match.start()], cx, cx.clause.start)
    owners = here if len(here) == len(places) else cx.story.last_list
    if len(owners) != len(places):
        return []
    return [
        Draft(
            "located_in",
            one.words,
            cx.clause.start,
            cx.clause.end,
            object=cx.story.known.resolve(place),
            rule="locations.each",
        )
        for one, place in zip(owners, places, strict=True)
    ]


def _at(cx: Context) -> Iterator[Draft]:
    text, base = cx.clause.text, cx.clause.start
    each = _each(cx)
    if each:
        yield from each
        return
    for match in _AT.finditer(text):
        start = base + match.start("place")
        if HELD.match(text, match.start()) and match["verb"] in ("落户", "入驻"):
            continue
        if _VENUE.search(text[: match.start()]):
            continue
        place = place_name(cx, match["place"], start)
        if place is None or place in ("中心", "基地", "园区", "项目"):
            continue
        if match["verb"].startswith(_NEEDS_NAME) and cx.story.known.kind(place) not in PLACES:
            continue
        subjects = _who(cx, match)
        planned = bool(re.search(r"将|拟|计划|预计|全部落户", text[: match.start()][-10:])) and bool(
            re.search(r"将|拟|计划|预计", text[: match.start()])
        )
        end = base + match.start("place") + max(2, min(len(match["place"]), len(place)))
        for one in subjects:
            draft = located(cx, one, place, end, "at", planned=planned)
            if draft:
                yield draft


_VENUE = re.compile(r"(?:会场|仪式|活动|大会|会议|论坛|展会|发布会)$")
_MODIFIES = re.compile(r"[^，。]{2,30}?[内里]?[的之]")
_NAMED_NEXT = re.compile(
    r"[“”]?(?P<name>[\u4e00-\u9fffA-Za-z]{2,14}?)[“”]?(?=[是为已正现将把]|今年|去年|成立|主营|专注|主要|创立|董事长|$)"
)
_GENERIC = re.compile(
    r"(?:企业|公司|项目|园区|[厂园区]|厂房|地段|位置|优势|产业|行业|基地|中心|客商|商家|品牌|车间|现场|集群|村|路|地|城|机构|单位|人|平台|带|道|会|里|上|内|处|店|馆|口|站)$|^(?:一|这|两|三|多|众|各|不|该|本|首|第|又|是|为|已|正|将|重点|优质)"
)
_MOVED = re.compile(r"(?:把|将)(?:其|自己的|旗下的?)?(?P<what>[^，。的]{2,16})$")
_WORKS = re.compile(r"(?:基地|工厂|新厂区?|中心|项目|研究院|生产线|实验室|产业园)$")


def _unnamed_firm(cx: Context, start: int) -> list[Subject]:
    """Give the short name that follows 总部位于某地的."""
    named = _NAMED_NEXT.match(cx.clause.text, start - cx.clause.start)
    if not named or _GENERIC.search(named["name"]):
        return []
    return [Subject(cx.story.known.resolve(named["name"]), "firm", start, start + len(named["name"]))]


def _moved(before: str, base: int) -> list[Subject]:
    """Give what a firm puts in a place (将第二生产基地设在…)."""
    match = _MOVED.search(before)
    if not match or not _WORKS.search(match["what"]) or len(match["what"]) < 3:
        return []
    return [Subject(match["what"], "thing", base + match.start("what"), base + match.end("what"))]


def _who(cx: Context, match: re.Match[str]) -> list[Subject]:
    """Find who is there: the name modified (位于P的X), a list before the verb, or the subject."""
    text, base = cx.clause.text, cx.clause.start
    after = text[match.end("verb") :]
    mentions = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind != "industry"]
    at = _MODIFIES.search(after)
    if at:
        for one in mentions:
            behind = base + match.end("verb") + at.end()
            if (
                one.start >= behind - 1
                and one.kind != "region"
                and not _VERBS.search(cx.plain.text, behind, one.start)
            ):
                return [one]
        unnamed = _unnamed_firm(cx, base + match.end("verb") + at.end())
        if match["verb"].startswith("总部") or (unnamed and not text[: match.start()]):
            return unnamed
    before = text[: match.start()]
    return _moved(before, base) or _before_verb(cx, before, base + match.start())


_VERBS = re.compile("[把将在为，]")
_SUMMED_UP = re.compile("一个个|一家家|一批批|一众|这些|一个又一个|一家又一家")
_SOME_OF = re.compile(r"(?P<side>[前后])(?P<n>[两二三四五六])个项目")


def figure(digit: str) -> int:
    """Give the number that a Chinese digit means."""
    return "一二三四五六".find(digit.replace("两", "二")) + 1


def _before_verb(cx: Context, before: str, verb: int) -> list[Subject]:
    """Find who is there, of what stands before the verb."""
    base = cx.clause.start
    mentions = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind != "industry"]
    several = re.search(
        r"^(?:(?:上述|以上)[\d一二三四五六七八九十两]*个?|这?[三四五六七八九两]个)项目", before
    )
    if several and cx.story.last_list:
        return list(cx.story.last_list)
    if (some := _SOME_OF.match(before)) and cx.story.last_list:
        listed = cx.story.last_list
        return listed[: figure(some["n"])] if some["side"] == "前" else listed[-figure(some["n"]) :]
    if not before.strip("将全部均都已拟一并") and _meant_above(cx) and cx.story.last_list:
        return list(cx.story.last_list)
    if _SUMMED_UP.match(before) and cx.clause.opener.startswith("…") and cx.index:
        return names_in(
            cx.clauses[cx.index - 1].text, cx, cx.clauses[cx.index - 1].start
        )  # A、B……一个个先后落户
    if "、" in before and not re.search(r"[，。]", before):
        listed = names_in(
            re.sub(
                r"(?:先后|陆续|相继|已|均|都|签约|将|全部|集中|纷纷|正式|成功|拟)+(?:[把将][^，、]{2,8})?$",
                "",
                before,
            ),
            cx,
            base,
        )
        if len(listed) > 1:
            return listed
    named = [one for one in mentions if one.end <= verb and one.kind not in ("region",)]
    if named:
        return [_nearest(cx, named)]
    bare = re.match(
        r"^(?:[\u4e00-\u9fff]{0,4}(?:全[省市国]首[个家座])?)(?P<name>[\u4e00-\u9fffA-Za-z“”]{4,24})$", before
    )
    if bare and cx.subject is None and re.search(r"(?:中心|平台|项目|基地|公司|工厂|院|所|室)$", before):
        return [Subject(before, "thing", base, base + len(before))]
    return [cx.topic] if cx.topic and cx.topic.kind not in ("region",) else []


_SITES = re.compile("现场|车间|展厅|工地|生产线|厂区|厂房")
_STANDS_IN = re.compile(r"(?:^|[，了到进入者])(?:在|地处|坐落)$|(?:走进|来到|走入|步入|探访)$")
_SEEN_AT = re.compile(  # 某高新区某项目施工现场
    r"的?(?:项目|建设|施工|生产|制造|装配|智能|数字化|标准化|[一二三]期)*(?:现场|车间|展厅|工地|生产线|厂区|厂房)(?:[内里中]|$|，|看到|了解到)"
)
_JOINED = re.compile(
    r"(?P<park>[\u4e00-\u9fff]{2,14}?(?:开发区|高新区|经开区|新区|产业园|工业园区?|科技园|园区))(?P<who>[\u4e00-\u9fffA-Za-z（）“”]{4,})"
)
_BROUGHT = re.compile(r"(?:新|去年|今年|重点|成功)?(?:引进|招引|引入|引育)(?:建设|落地)?的")
_SITE_OF = re.compile(r"所在的")
_FIRST_HERE = re.compile(
    r"(?:首个|首家|率先|最早|最先|第一[个家]|新近|刚刚)(?:入驻|落户|进驻|落地)(?:园区)?的$"
)
_SETTLED_HERE = re.compile(
    r"(?:落户|入驻|进驻|迁入|搬入|搬进|搬迁至?|入)(?:该|本)?(?P<place>园|园区|产业园|开发区|中心|基地|大厦|小镇)的$"
)


def _described(cx: Context) -> Iterator[Draft]:
    """Read 某公司所在的某产业园, 去年落户园区的某公司."""
    mentions = [one for one in cx.clause.mentions if isinstance(one, Subject)]
    for one, following in pairwise(mentions):
        between = cx.plain.text[one.end : following.start]
        if (
            between == "的"
            and one.kind in PLACES
            and following.kind in ("firm", "park", "project", "thing")
            and _STANDS_IN.search(cx.clause.text[: one.start - cx.clause.start])
        ) or (
            between in ("", "的")
            and one.kind in PLACES
            and following.kind in ("firm", "project", "thing")
            and _SEEN_AT.match(cx.plain.text, following.end)
        ):
            yield Draft("located_in", following.words, one.start, following.end, object=one.words, rule="locations.of")  # fmt: skip
        if (
            _BROUGHT.fullmatch(between)
            and one.kind in PLACES
            and following.kind in ("firm", "project", "thing")
        ):
            yield from filter(None, [located(cx, following, one.words, following.end, "brought")])
        if between in ("在", "就在") and following.end == cx.clause.end and one.start == cx.clause.start:
            yield from filter(None, [_stands(cx, one, following)])
        if _SITE_OF.fullmatch(between) and following.kind in PLACES and one.kind not in PLACES:
            yield Draft(
                "located_in",
                one.words,
                one.start,
                following.end,
                object=following.words,
                rule="locations.site",
            )
    for one in mentions:
        joined = _JOINED.fullmatch(one.words) if one.kind not in PLACES else None
        if joined and _SEEN_AT.match(cx.plain.text, one.end):
            yield Draft("located_in", joined["who"], one.start, one.end, object=joined["park"], rule="locations.seen")  # fmt: skip
        before = cx.clause.text[: one.start - cx.clause.start]
        if (
            (_FIRST_HERE.search(before) or before.endswith("这里的"))
            and one.kind in ("firm", "project", "thing")
            and (park := cx.story.last(("park",)))
        ):
            yield from filter(None, [located(cx, one, park.words, one.end, "first")])
        settled = _SETTLED_HERE.search(before)
        if settled and one.kind in ("firm", "project", "thing"):
            word = settled["place"] if settled["place"] != "园" else "园区"
            host = cx.story.refer(word, -1, -1) or cx.story.host()
            if host and host.words != one.words:
                yield Draft(
                    "located_in",
                    one.words,
                    cx.clause.start,
                    one.end,
                    object=host.words,
                    rule="locations.settled",
                )


def _stands(cx: Context, one: Subject, place: Subject) -> Draft | None:
    """Read 某园核心区在某市某区: a clause that is nothing else."""
    if one.kind not in ("firm", *BUILT) or place.kind not in PLACES or one.words == place.words:
        return None
    return located(cx, one, place.words, place.end, "stands")


def _meant_above(cx: Context) -> bool:
    """Tell whether the clause before speaks of 上述4个项目."""
    return cx.same_sentence(cx.index - 1) and bool(
        re.match(r"(?:上述|以上)[\d一二三四五六七八九十两]*个?项目", cx.clauses[cx.index - 1].text)
    )


def _nearest(cx: Context, named: list[Subject]) -> Subject:
    if cx.subject and any(one.start == cx.subject.start for one in named):
        return cx.subject
    return named[0]


def _in(cx: Context) -> Iterator[Draft]:
    text, base = cx.clause.text, cx.clause.start
    match = _IN.search(text)
    if not match:
        return
    place = place_name(cx, match["place"], base + match.start("place"))
    if place is None or re.search(r"仪式|活动|大会|会议|论坛|现场", match["place"]):
        return
    if (
        match["verb"].endswith(("累计投资", "投资"))
        and cx.story.known.kind(place) != "park"
        and not cx.story.built(cx.clause)
    ):
        return  # 某集团在某市投资300亿元
    planned = bool(re.search(r"将|拟|计划|预计", text[: match.end()]))
    for subject in _begun(cx, match):
        draft = located(cx, subject, place, max(base + match.end(), subject.end), "in", planned=planned)
        if draft:
            yield draft


def _begun(cx: Context, match: re.Match[str]) -> list[Subject]:
    """Find what is begun in a place: what is built or set up there, else who is named before, or spoken of."""
    built = cx.story.built(cx.clause)
    if built is None and "投资" in match["verb"] and cx.same_sentence(cx.index + 1):
        built = cx.story.built(cx.clauses[cx.index + 1])
    if built is None and (set_up := _SET_UP.match(cx.clause.text, match.end())):
        built = _set_up(cx, set_up)
    if built:
        return [built]
    at = cx.clause.start + match.start()
    before = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.end <= at]
    if _BUILDING.search(match["verb"]):
        return _built_there(cx, match, before)
    listed = (
        names_in(cx.clause.text[: match.start()], cx, cx.clause.start)
        if _LISTED.match(cx.clause.text)
        else []
    )
    if len(listed) > 1:
        return listed
    return [one for one in before or ([cx.topic] if cx.topic else []) if one.kind != "region"]


_LISTED = re.compile(
    r"[^，]{2,}、[^，]{2,}(?:[和与及]|等|[二三四五六七八九十两\d][家个])[^，]*?(?:企业|项目|机构|公司|集团)?(?:先后|陆续|相继|均|都|已|分别|同时|双双)*[在于]"
)
_BUILDING = re.compile(r"建设|建$|兴建|新建|投资")
_INVESTING = re.compile(r"投资|布局|设厂|建厂")


def _built_there(cx: Context, match: re.Match[str], before: list[Subject]) -> list[Subject]:
    """Find what is being built in a place: the works named behind, the project spoken of, else who invests."""
    text, end = cx.clause.text, cx.clause.start + match.end()
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and one.start >= end and one.kind in BUILT:
            return [one]
    if before and _INVESTING.search(match["verb"]):
        return before[:1]
    meant = text.startswith(("该项目", "项目"), match.end()) or _INVESTING.search(match["verb"])
    return [cx.topic] if meant and cx.topic else []


_SET_UP = re.compile(
    r"(?<=[设建成]立|建成|布局|落地|落户|开业|新建|设厂|区设|园设|城设|里设|内设|地设|港设|谷设)了?(?:一[个家座])?(?P<name>[^，。、的于在\d]{2,22}?(?:中心|基地|工厂|总部|研究院|分公司|子公司|实验室|平台|研发机构|服务站|办事处))$"
)


def _set_up(cx: Context, match: re.Match[str]) -> Subject:
    """Give what was set up in the place (在某园设立了华东研发中心)."""
    start, end = cx.clause.start + match.start("name"), cx.clause.start + match.end("name")
    return Subject(cx.story.known.resolve(match["name"]), "thing", start, end)
