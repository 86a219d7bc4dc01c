"""The whole that a share is of: what 占 names, or its place with the measure and the product told before."""

import re

from luodi.core.quantities import Quantity
from luodi.reading.names import leading_place
from luodi.reading.news.context import Context
from luodi.reading.news.measures import last_measure, own_measure
from luodi.reading.news.phrases import noun_before, strip_lead
from luodi.reading.news.story import Measure, Subject

_FAR = r"全[市省国区县球州盟旗镇疆]|国内|国际|海外|全?世界"
SCOPE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,4}})?(?:{_FAR})(?:同行业|同类|同类产品)?|(?:[\u4e00-\u9fff]{{2,6}}|该)[省市区县州盟旗镇]"
)
PLACED = re.compile(rf"(?:[\u4e00-\u9fff]{{0,3}})?(?:{_FAR}|[\u4e00-\u9fff]{{2,5}}[省市县州盟旗镇])")
PART_OF = re.compile(
    r"占(?:到|了|据|比)?(?:整个)?(?P<whole>[^，。占]*?)的?(?:比重|比例|份额|总?比)?(?:的)?(?:首次)?(?:约|近|超过|超|逾|达到|达|为|提升至|提高到|升至|突破|已达|已)*$"
)
_AMOUNTS = r"产销量|产量|产能|销量|销售量|出货量|加工量|转化量|交易量|出口量|进口量|总量|保有量|种植面积|养殖面积|面积|规模|数量"
_AMOUNT = re.compile(rf"(?:年|总|年总|常年)*(?:{_AMOUNTS})")
_WHOLE_TRADE = re.compile(r"(?:工业|产业|行业|制造业|服务业|集群)$")  # 占全市规上工业的四成: of its output
_MEASURED = re.compile(r"(?:总?产值|增加值|营业收入|营收|主营业务收入|销售收入|税收|出口额?|利润|收入)$")
_SCOPED = re.compile(r"全球|国内外?|全国|国际|世界|全省|全市")
MARKET_END = re.compile(r"市占率|市场占有率|市场份额|市场占比|占有率")
_OF_SCOPE = re.compile(rf"(?:{_FAR})")


def whole_of(cx: Context, number: Quantity, left: str) -> str | None:
    """Give the whole: 占全市工业产值的六成 names it, 占全市的1/4 takes its measure from the figure before."""
    if placed := _of_place(cx, number, left):
        return placed
    if MARKET_END.search(left):
        return _market(cx, number, left)
    match = PART_OF.search(left) or _GIVEN.search(left)
    words = match["whole"].strip("的") if match else ""
    if words.startswith(("从", "由")):
        return None
    if not words and cx.clause.opener == "、" and left and "占" not in left:
        return _next_whole(cx, re.sub(r"的?(?:约|近|超过?|逾)?$", "", left))
    if not words:
        return _untold(cx, left)
    if total := _TOTAL.fullmatch(words):
        own = _MADE.match(_own_words(cx, left))
        return total["scope"] + (own["what"] if own else _product(cx)) + total["rest"]
    if not SCOPE.fullmatch(words):
        last = last_measure(cx)
        measured = _MEASURED.search(last.name) if last and _WHOLE_TRADE.search(words) else None
        return words + measured.group() if measured else words
    return words + _measured(cx, left)


_GIVEN = re.compile(
    r"(?:贡献|承担|包揽|集中|占据)了?(?P<whole>(?:全[市省国区县球]|国内|世界)[^，。]*?)的?(?:约|近|超过?|逾)*$"
)
_TOTAL = re.compile(rf"(?P<scope>{_FAR})(?P<rest>(?:总|年总?)(?:产量|产能|销量|出口量)|市场)")
_MADE = re.compile(rf"(?P<what>[\u4e00-\u9fff]{{2,8}}?)(?:年|总)*(?:{_AMOUNTS})$")


def _own_words(cx: Context, left: str) -> str:
    own = own_measure(cx, left[: left.rfind("占")]) if "占" in left else None
    return own[0] if own else ""


def _next_whole(cx: Context, words: str) -> str:
    """Give the next of a list: 占全省产量的四成、全国的一成."""
    told = cx.story.share_of
    scope = _OF_SCOPE.match(told)
    if scope and SCOPE.fullmatch(words) and cx.same_sentence(cx.index - 1):
        return words + told[scope.end() :]
    return words


def _measured(cx: Context, left: str) -> str:
    """Give the measure, with its product, that a place's whole is of."""
    name = re.sub(r"[均都约也]+$", "", _own_words(cx, left))
    if name and "占" not in name:
        return (_product(cx) if _AMOUNT.fullmatch(name) else "") + name
    last = last_measure(cx)
    return _field(last) + _full_name(cx, last) if last else ""


def _full_name(cx: Context, measure: Measure) -> str:
    """Give a measure's name with what it covers (规上工业产值)."""
    said = cx.plain.text[measure.start : measure.end]
    if re.search("规上|规模以上", measure.subject.words):
        return measure.name
    for covers in _COVERS.finditer(said):
        for whom in (covers.group(), covers["all"]):  # 规上工业产值 of 产值, and of 工业产值
            if said.startswith(measure.name, covers.start() + len(whom)):
                return whom + measure.name
    return measure.name


_COVERS = re.compile("(?P<all>规上|规模以上|全部|限上)(?:工业|服务业|企业)?")


def _product(cx: Context) -> str:
    """Find the product that a bare amount is of (年产坯布8万吨，产能占全国的1/4; 针织企业3000家，产量占…)."""
    for one in reversed(cx.story.measures[-4:]):
        if one.sentence != cx.clause.sentence:
            break
        if one.kind == "capacity":
            return one.product
        made = _MAKERS.fullmatch(one.name) if one.kind == "count" else None
        if made:
            return made["what"]
    famed = _FAMED.search(cx.clauses[cx.index - 1].text) if cx.same_sentence(cx.index - 1) else None
    if famed:
        return famed["what"]
    shared = _SHARED_PRODUCT.match(cx.story.share_of) if cx.same_sentence(cx.index - 1) else None
    return shared["what"] if shared else ""


_MAKERS = re.compile(
    r"(?:规上|规模以上|各类|重点|现有)*(?P<what>[\u4e00-\u9fff]{2,8}?)(?:整[机车]|和|及|与|零?配件|零部件|加工|制造|生产|经营)*(?:企业|厂家|作坊|商户|生产线)"
)
_FAMED = re.compile(
    r"是(?:全国|全球|世界|国内|我国|全省|著名|最大|重要|主要|的)*(?P<what>[\u4e00-\u9fff]{2,8}?)的?(?:发源地|主产区|主产地|原产地|产地|之乡|集散地|(?:生产|产业|制造)基地)$"
)
_SHARED_PRODUCT = re.compile(rf"(?:{_FAR})(?P<what>[\u4e00-\u9fff]{{2,8}}?)(?:年|总|常年)*(?:{_AMOUNTS})$")


def _untold(cx: Context, left: str) -> str | None:
    """Give the whole where only 占比 stands: what was counted, or the figure before, or 规上企业中."""
    same = [one for one in cx.story.measures[-8:] if one.sentence == cx.clause.sentence]
    among = _AMONG.search(cx.clauses[cx.index - 1].text) if cx.same_sentence(cx.index - 1) else None
    if among is None:
        named = [one.end - cx.clause.start for one in cx.clause.mentions if isinstance(one, Subject)]
        among = _AMONG_HERE.search(cx.clause.text[max(named, default=0) :])
    if among and (words := noun_before(strip_lead(among["whole"]))):
        return words
    if not same:
        return None
    last = same[-1]
    if last.kind != "count" and re.search(r"(?:项目|企业|人员|员工)占(?:比|了|到)?(?:约|近|超)?$", left):
        return next((one.name for one in reversed(same) if one.kind == "count"), last.name)
    if len(same) > 1 and left.startswith("占") and cx.clauses[cx.index - 1].text.startswith("其中"):
        alike = (one for one in reversed(same[:-1]) if one.kind == last.kind)
        one = next(alike, same[-2])
        return _field(one) + one.name  # 其中出口9亿元，占比近两成
    return last.name


_AMONG = re.compile(r"(?P<whole>[\u4e00-\u9fff“”]{2,14}?)(?:里|之?中|当中)$")
_AMONG_HERE = re.compile(
    r"(?P<whole>[\u4e00-\u9fff“”]{2,10}?)(?:里|之中|中|当中)由?(?=[\u4e00-\u9fff]{2,12}占)(?!间|心|小|药|国|医|试|外|高)"
)


def _market(cx: Context, number: Quantity, left: str) -> str | None:
    """Give the market that a share is of (轴承国内市场占有率, 国内轴承市场份额), with the product told before."""
    ends = [one.end for one in cx.clause.mentions if isinstance(one, Subject) and one.end <= number.start]
    told = cx.plain.text[max([number.start - len(left), *ends]) : number.start]
    found = MARKET_END.search(told)
    words = re.sub(r"的?(?:市场)?$", "", told[: found.start()]) if found else ""
    scope = _SCOPED.search(words)
    what, rest = (words[: scope.start()], words[scope.end() :]) if scope else (words, "")
    what = re.sub(r"在$", "", strip_lead(_PRODUCT_LEAD.sub("", noun_before(what))))
    if not what and not rest.strip("的"):
        what = _made_before(cx) or _product(cx)
    name = f"{scope.group() if scope else ''}{what}{rest.lstrip('的')}"
    return f"{name}市场" if name else None


_PRODUCT_LEAD = re.compile(r"^的|^(?:其|主导产品|主要产品|主打产品|拳头产品|产品|生产的|所产)+")


def _made_before(cx: Context) -> str:
    if not cx.same_sentence(cx.index - 1):
        return ""
    made = re.search(r"(?P<what>[\u4e00-\u9fff]{2,8}?)(?:产销量|产量|销量)", cx.clauses[cx.index - 1].text)
    return made["what"] if made else ""


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


def _field(measure: Measure) -> str:
    """Give the industry that a measure is of, without its place, where its name does not say it."""
    if measure.subject.kind == "group" and re.search(r"[\u4e00-\u9fff]{2}企业$", measure.subject.words):
        return re.sub(r"^(?:规上|规模以上|\d+[家户个])+", "", measure.subject.words)
    if measure.subject.kind != "industry":
        return ""
    words = re.sub(r"^.*[市区县省园城](?=[\u4e00-\u9fff]{2,}产?业)", "", measure.subject.words)
    words = words[len(leading_place(words)) :]
    if measure.name.startswith("产业") and words.endswith("产业"):
        words = words[:-2]
    return "" if words in measure.name else words
