"""Rounds of financing: who raised what from whom."""

import re
from collections.abc import Iterator

from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.phrases import split_list
from luodi.reading.news.story import Subject

_ROUND = re.compile(
    r"(?P<round>[A-H]\+?轮(?:融资)?(?:及|和|与|、)[A-H]\+{0,2}轮|(?:Pre-?)?(?:[A-H]\d?\+{0,2}|IPO)\+?轮|Pre-?IPO轮?|天使\+?轮|种子轮|战略(?:轮)?融资|战略投资|股权融资|首轮融资|新一轮融资|新一轮股权融资|[A-H]\+?[、和]?[A-H]?\+?轮)", re.IGNORECASE)  # fmt: skip
_DONE = re.compile(r"完成|获得|获|宣布|再获|拿到|拿下|敲定|官宣|斩获|收获|喜获|签署")
_DENIED = re.compile(
    r"尚未|未完成|传闻|洽谈|谈判|计划启动|正在进行|拟启动|市场传|正寻求|寻求|启动(?:新一轮)?融资"
)
_VAGUE = re.compile(
    r"(?P<words>(?:近|超|约|逾|过)?(?:数|几|上)(?:十|百|千)?(?:万|亿)+(?:级)?(?:元人民币|人民币|美元|港元|欧元|元)?|(?:百|千)?[万亿]级(?:人民币|美元|元)?|(?:千|百)万级(?:人民币|美元|元)?|近千万元?|超千万元?|上千万元?|上亿元)"
)
_INVESTORS = re.compile(
    r"(?:由)?(?P<who>[^，。；]{2,80}?)(?:领投|跟投|独家投资|联合投资|共同投资|战略投资|参投|联合领投|共同领投|联投|投资$|继续加码|持续加码|继续加注|追加投资|持续加注|超额跟投|超额认购|认购|持续跟投|共同参与|跟进|继续跟投|继续追加投资|加持)"
)
_LABELLED = re.compile(r"(?:投资方|投资机构|领投方|跟投方|本轮投资方)(?:为|：|包括|是)+(?P<who>[^。；]+)")
_NOT_INVESTOR = re.compile(
    r"^(?:个人投资者|未披露|其他|老股东|原有股东|本轮|该轮|现有股东|多家|知名|机构|投资者|创始|团队|数[十百千]|[近超约上][百千数]|天使\+?轮|种子轮|战略融资|(?:Pre-)?[A-H]\+*轮|产业资本|公司|员工|天使投资人|等|未公开|原股东|部分)"
)
_OLD = re.compile(
    r"^(?:由|并由|其中|本轮(?:融资)?|此轮|融资|，|老股东|原有股东|原股东|现有股东|新老股东|既有股东|及|和|知名机构|产业方|国资平台|著名投资机构|投资机构|[\u4e00-\u9fff]{1,4}国(?=[A-Za-z])|美国|日本|韩国|新加坡(?=[A-Za-z]))+"
)
_IPO = re.compile(
    r"(?P<expected>拟募资|拟募集资金|拟募集|拟融资)|(?P<raised>募集资金总额|募集资金净额|募集资金|募资总额|募资)"
)


def read_financing(cx: Context) -> Iterator[Draft]:
    """Read 完成1.2亿元B轮融资，由某资本领投，某基金跟投; 募集资金11.3亿元 of a listing."""
    text = cx.clause.text
    if "募" in text:
        yield from _ipo(cx)
    if ("轮" not in text and "融资" not in text and "战略投资" not in text) or (
        cx.clause.label and "融资" in cx.clause.label
    ):
        return
    match = _round(text)
    if (
        not match
        or not (_DONE.search(text) or _told_by_list(cx))
        or _DENIED.search(text)
        or _denied_after(cx)
    ):
        return
    firm = _firm(cx, match)
    if firm is None:
        return
    value, unit, approx, words = _sum(cx, match)
    investors, end = _investors(cx, match)
    date, inferred = _day(cx)
    start = min(
        cx.clause.start,
        firm.start if firm.start >= 0 and cx.clause.start - firm.start < 60 else cx.clause.start,
    )
    round_name = _name(match["round"])
    yield Draft("financing", firm.words, start, max(end, cx.clause.start + match.end()), value, unit, object=round_name,
                approx=approx, date=date, inferred=inferred, investors=investors, text=words, rule="financing.round")  # type: ignore[arg-type]  # fmt: skip


def _told_by_list(cx: Context) -> bool:
    """Tell an item of a list of rounds (某公司：2024年1月C轮2亿元，某基金领投)."""
    following = cx.clauses[cx.index + 1].text if cx.same_sentence(cx.index + 1) else ""
    return bool(cx.clause.label) and bool(re.search(r"领投|跟投|投资方|独家", following))


def _round(text: str) -> re.Match[str] | None:
    found = None
    for found in _ROUND.finditer(text):
        if "融资" in text[found.start() : found.end() + 4] or "投资" in found.group():
            return found
    return (
        found
        if found and ("融资" in text or re.search(r"\d[\d.]*[万亿]|数[十百千]万|[千百]万级", text))
        else None
    )


def _name(words: str) -> str:
    return "战略融资" if words in ("战略投资", "战略轮融资") else words


def _denied_after(cx: Context) -> bool:
    return any(
        cx.same_sentence(index) and re.search(r"仍在谈判|尚未|未予置评|未能", cx.clauses[index].text)
        for index in (cx.index + 1,)
    )


def _firm(cx: Context, match: re.Match[str]) -> Subject | None:
    at = cx.clause.start + match.start()
    firms = [
        one for one in cx.clause.mentions if isinstance(one, Subject) and one.kind == "firm" and one.end <= at
    ]
    if firms:
        got = cx.clause.text.find("获得")
        first = [one for one in firms if got < 0 or one.start < cx.clause.start + got]
        return first[-1] if first else cx.topic
    before = re.split(r"(?:宣布|正式|已|日前|近日|又|成功)*(?:完成|获得|获|拿到|拿下|斩获)", cx.clause.text)[
        0
    ]
    if (
        2 <= len(before) <= 16
        and cx.subject is None
        and not re.search(
            r"公司|企业|日|月|[的，]|刚|^(?:数|近|超|过|约|\d|[一二两三四五六七八九十百千万亿]|年[初底末]|去年|今年|已|并|又|再|则|也|还|就|便|他们|她|他)",
            before,
        )
    ):
        return Subject(cx.story.known.resolve(before), "firm", cx.clause.start, cx.clause.start + len(before))
    if cx.topic and cx.topic.kind == "firm":
        return cx.topic
    return cx.story.last(("firm",)) if re.search(r"公司|企业", before) else None


def _sum(cx: Context, match: re.Match[str]) -> tuple[float | None, str | None, str, str | None]:
    at = cx.clause.start + match.start()
    sums = [n for n in cx.clause.numbers if n.dimension == "money"]
    before = [n for n in sums if n.end <= at + 2]
    after = [n for n in sums if n.start >= at]
    for number in (*reversed(before), *after[:1]):
        return number.value, number.unit, number.approx, None
    vague = _VAGUE.search(cx.clause.text)
    if vague:
        return None, None, "exact", vague["words"]
    later = cx.index + 1
    if cx.same_sentence(later) and re.search(r"融资(?:金额|额|规模)|金额|总额", cx.clauses[later].text):
        for number in cx.clauses[later].numbers:
            if number.dimension == "money":
                return number.value, number.unit, number.approx, None
        vague = _VAGUE.search(cx.clauses[later].text)
        if vague:
            return None, None, "exact", vague["words"]
    return None, None, "exact", None


def _day(cx: Context) -> tuple[str | None, bool]:
    """Give the day of the round: told with it, or opening its sentence; 日前 and 近日 give none."""
    if re.search(r"日前|近日|近期", cx.clause.text):
        return None, False
    for time in cx.clause.times:
        if time.precision in ("day", "month"):
            return time.iso, time.inferred
    for index in range(cx.index - 1, max(-1, cx.index - 4), -1):
        clause = cx.clauses[index]
        if not cx.same_sentence(index) and "最新" not in clause.text:
            break
        for time in reversed(clause.times):
            if time.precision == "day":
                return time.iso, time.inferred
    return None, False


_FROM = re.compile(
    r"(?:再获|喜获|获得|获)(?:了)?(?:由)?(?P<who>[\u4e00-\u9fffA-Za-z、（）]{2,30}?)(?:的)?(?:近|超|约|数)?(?:[\d.]+[万亿]+[美欧港]?元(?:人民币)?|[千百]?[万亿]+元)?(?:的)?(?:Pre-)?(?:[A-H]\+?轮|战略|天使轮|独家|联合)?(?:融资|投资|领投)"
)


_BY = re.compile(r"由(?P<who>[^，。；由]{2,40}?)(?:独家|联合|共同|领衔)?(?:投资|领投)的")


def _investors(cx: Context, match: re.Match[str]) -> tuple[tuple[str, ...], int]:
    """Gather leads, followers and old holders from this clause and those behind it in its sentence."""
    names: list[str] = []
    end = cx.clause.start + match.end()
    here = _FROM.search(cx.clause.text)
    if here and not _DENIED.search(here["who"]):
        names.extend(_names(here["who"]))
    if by := _BY.search(cx.clause.text):
        names.extend(_names(by["who"]))
    index = cx.index + 1
    while index < len(cx.clauses) and cx.clauses[index].line == cx.clause.line and index - cx.index < 12:
        clause = cx.clauses[index]
        text = (clause.label + "：" if clause.label else "") + clause.text
        if clause.sentence != cx.clause.sentence and not re.search(
            r"本轮|领投|跟投|投资方|老股东|原有股东", text
        ):
            break
        if _ROUND.search(text) and re.search(r"完成|获得|再获", text):
            break  # another round
        labelled = _LABELLED.search(text)
        if labelled:
            names.extend(_names(labelled["who"]))
            end = clause.end
        elif re.search(r"领投|跟投|跟进|投资$|加码|加注|认购|参投|联投|独家投资|追加|加持", text):
            for found in _INVESTORS.finditer(text):
                names.extend(_names(found["who"]))
            end = clause.end
        index += 1
    unique = list(dict.fromkeys(name for name in names if name))
    return tuple(unique), end


def _names(words: str) -> list[str]:
    found = []
    for part in split_list(words):
        for piece in re.split(r"及(?=[\u4e00-\u9fffA-Z])", part):
            name = _OLD.sub("", piece).strip("“” ")
            name = re.sub(
                r"(?:等(?:机构|知名机构|多家机构)?|联合|共同|独家|继续|持续|领投|跟投|战略|担任.*|作为.*|旗下)+$",
                "",
                name,
            )
            if len(name) >= 2 and not _NOT_INVESTOR.match(name):
                found.append(name)
    return found


def _ipo(cx: Context) -> Iterator[Draft]:
    """Read what a listing raised, or is to raise."""
    match = _IPO.search(cx.clause.text)
    if not match:
        return
    sums = [
        n for n in cx.clause.numbers if n.dimension == "money" and n.start >= cx.clause.start + match.start()
    ]
    firm = cx.topic if cx.topic and cx.topic.kind == "firm" else cx.story.last(("firm",))
    around = "".join(
        clause.text
        for clause in cx.clauses[max(0, cx.index - 4) : cx.index + 1]
        if clause.sentence == cx.clause.sentence
    )
    if (
        not sums
        or firm is None
        or not re.search(r"上市|IPO|首发|登陆|发行|挂牌|北交所|科创板|创业板|主板|港交所", around)
    ):
        return
    expected = bool(match["expected"]) or (
        bool(re.search(r"拟|受理|过会|申请", around)) and "在" not in around[:0]
    )
    date, inferred = (None, False) if expected else _listing_day(cx)
    low = next((i for i in range(max(0, cx.index - 4), cx.index + 1) if cx.same_sentence(i)), cx.index)
    yield Draft("financing", firm.words, cx.clauses[low].start, sums[0].end, sums[0].value, sums[0].unit, object="IPO",
                approx=sums[0].approx, date=date, inferred=inferred, expected=expected, rule="financing.ipo")  # fmt: skip


def _listing_day(cx: Context) -> tuple[str | None, bool]:
    for index in range(cx.index, max(-1, cx.index - 6), -1):
        if not cx.same_sentence(index):
            break
        for time in cx.clauses[index].times:
            return time.iso, time.inferred
    return None, False
