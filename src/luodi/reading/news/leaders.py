"""Which firm leads which chain or industry."""

import re
from collections.abc import Iterator

from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.phrases import split_list
from luodi.reading.news.story import Subject

_CHAIN = r"(?:全[省市区县国][\u4e00-\u9fff]{2,14}?(?=的“链主”)|[\u4e00-\u9fffA-Za-z“”与和及、]{2,24}?(?:产业链|供应链|产业集群|产业))"
_LEADER = re.compile(
    rf"(?P<chain>{_CHAIN})(?:的)?(?:“?(?:链主|龙头|链长|领航|链核)”?(?:企业|单位)?)(?:——|是|为|、|：)?"
)
_AS = re.compile(
    r"(?:成了|已是|成长为|晋升为|被认定为|获评|入选|是|作为|成为|系|当选|跻身|列为?|入列)(?:了|的)?$"
)
_LEAD = re.compile(
    r"^(?:(?:引进|引入|集聚|拥有|聚集|培育|吸引)了?|并|作为|是|为|的|我们的链主|也就是|上述|其中|围绕|依托|全省重点|认定|被认定为|公布|以|重点|\d{4}年度?|[一二三四五六七八九十]、|\d+[.、])+"
)


_LEADS = re.compile(r"链主|龙头|链长|领航")


def read_leaders(cx: Context) -> Iterator[Draft]:
    """Read 某产业链链主企业——某公司, 某公司是某产业链链主企业, and 某产业链：某公司 under such a heading."""
    text, base = cx.clause.text, cx.clause.start
    listed = _listed(cx)
    if listed:
        yield from listed
        return
    if not (("链" in text or "龙头" in text or "领航" in text) and _LEADS.search(text)):
        if "链主" in cx.clause.label:
            yield from _by_label(cx)
        return
    if trade := _OF_TRADE.search(text):
        yield from _next_to(cx, trade)
        return
    match = _LEADER.search(text)
    if not match or re.search(r"空缺|暂缺", text[match.end() :]):
        return
    chain = _chain(match["chain"])
    if chain.endswith("产业") and text.startswith("链主", match.end("chain")):
        chain += "链"
    generic = re.fullmatch(
        r"(?:\d{4}年?)?(?:年度|重点|全市|全省|各|主要|优势|相关|条)*(?:产业链|产业)", chain
    )
    if generic or not re.search(r"链$|链主|龙头", chain + match.group()) or len(chain) < 4:
        return
    for firm in _firm(cx, match):
        start = min(base + match.start(), firm.start) if firm.start >= base else base
        yield _draft(
            firm,
            chain,
            max(start, base),
            max(base + match.end(), firm.end if firm.start >= base else 0),
            "said",
            cx,
        )


_OF_TRADE = re.compile(
    r"(?:^|[的是为，”])(?P<chain>(?:全[国省市球])?[\u4e00-\u9fff]{2,12}?行业)(?:的)?(?:龙头|领军)(?:企业)?(?:——|“)?"
)


def _next_to(cx: Context, match: re.Match[str]) -> Iterator[Draft]:
    """Read 粘胶纤维行业龙头企业某公司: the firm stands right behind."""
    for one in cx.clause.mentions:
        if isinstance(one, Subject) and one.kind == "firm" and one.start == cx.clause.start + match.end():
            start = cx.clause.start + match.start("chain")
            yield _draft(one, match["chain"], start, one.end, "said", cx)


_OTHER_TITLE = re.compile(r"^.*(?:企业|单位|工厂|冠军)”?、")  # 是国家级“小巨人”企业、某产业链龙头


def _chain(words: str) -> str:
    words = _OTHER_TITLE.sub("", _LEAD.sub("", words))
    return re.sub(r"^.*(?:引进了?|是|作为|为|的|了)(?=[\u4e00-\u9fff]{2,}(?:产业链|产业))", "", words)


def _draft(firm: Subject, chain: str, start: int, end: int, rule: str, cx: Context) -> Draft:
    planned = bool(re.search(r"拟认定|公示|拟", cx.story.title)) and rule == "listed"
    return Draft(
        "chain_leader", firm.words, start, end, object=chain, expected=planned, rule=f"leaders.{rule}"
    )


def _firm(cx: Context, match: re.Match[str]) -> list[Subject]:
    text, base = cx.clause.text, cx.clause.start
    firms = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind == "firm"]
    after = [one for one in firms if one.start >= base + match.end() - 1]
    before = [one for one in firms if one.end <= base + match.start()]
    if before and _AS.search(
        re.sub(
            r"[\u4e00-\u9fff]{0,3}[省市区县]?$",
            "",
            text[before[-1].end - base : match.start() + _lead_length(match)],
        )
    ):
        return before[-1:]
    if after and len(text[match.end() : after[0].start - base]) <= 4:
        return after[:1]
    following = cx.index + 1
    if following < len(cx.clauses) and cx.clauses[following].sentence == cx.clause.sentence and not after:
        nxt = cx.clauses[following]
        for name in nxt.names:
            if name.kind == "firm" and name.start - nxt.start <= 2:
                return [cx.story.subject_of_name(name)]
        if nxt.opener in ("——", "：") or nxt.text.startswith(("是", "为")):
            words = re.match(r"(?:是|为)?(?P<name>[\u4e00-\u9fffA-Za-z（）]{3,24})", nxt.text)
            if words:
                return [
                    Subject(cx.story.known.resolve(words["name"]), "firm", nxt.start, nxt.start + words.end())
                ]
    if not before and not text[: match.start() + _lead_length(match)].strip("是为“"):
        previous = cx.clauses[cx.index - 1] if cx.same_sentence(cx.index - 1) else None
        named = [one for one in previous.mentions if isinstance(one, Subject)] if previous else []
        if previous and named and named[-1].kind == "firm" and named[-1].end == previous.end:
            return named[-1:]
        if not previous and cx.topic and cx.topic.kind == "firm":
            return [cx.topic]
    if _AS.search(text[: match.start() + _lead_length(match)]) or text.startswith(("是", "为", "被认定为")):
        return [cx.topic] if cx.topic and cx.topic.kind == "firm" else before[-1:]
    return []


def _lead_length(match: re.Match[str]) -> int:
    return len(match["chain"]) - len(_chain(match["chain"]))


def _by_label(cx: Context) -> Iterator[Draft]:
    """Read 长沙市工程机械产业链链主：某公司."""
    match = _LEADER.search(cx.clause.label)
    if not match:
        return
    firms = [one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind == "firm"]
    for firm in firms[:1]:
        yield _draft(firm, _chain(match["chain"]), cx.clause.label_start, firm.end, "labelled", cx)


def _listed(cx: Context) -> list[Draft]:
    """Read the lines of a list of lead firms: 海洋渔业产业链：某公司、某公司; 医疗器械产业链为某公司."""
    if "链主" not in cx.story.title:
        return []
    label = cx.clause.label
    if label.endswith("产业链"):
        chain, words, start = label, cx.clause.text, cx.clause.label_start
    else:
        match = re.match(
            r"^(?P<chain>[\u4e00-\u9fff]{2,20}产业链)(?:链主)?(?:企业)?为(?P<who>[^，。]+)$", cx.clause.text
        )
        if not match:
            return []
        chain, words, start = match["chain"], match["who"], cx.clause.start
    if re.search(r"空缺|暂缺|（", words[:3]):
        return []
    drafts = []
    for name in split_list(words):
        full = cx.story.known.resolve(name)
        drafts.append(
            _draft(
                Subject(full, "firm", start, cx.clause.end), _chain(chain), start, cx.clause.end, "listed", cx
            )
        )
    return drafts
