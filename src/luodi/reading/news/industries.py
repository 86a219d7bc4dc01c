"""Industries and fields as subjects (某区某某产业产值…, 全国某某领域完成融资…)."""

import re
from collections.abc import Sequence

from luodi.core.scan import quick
from luodi.reading.news.clauses import Clause
from luodi.reading.news.subjects import PLACES, Subject

_TRADE_TAIL = r"(?:全?产业链|产业集群|产业|行业|(?:制品|制造|修造|运输|造船|采选|开采|餐饮|水产|乳制品|精深加工|化工|轻工|医药|锻造|铸造|酿造|冶炼|印刷|包装|物流|食品|畜牧|采矿|饲料|服务|加工|装备|建筑|旅游|种植|养殖|纺织|电子)业)"
_TOLD_BEHIND = r"(?=(?:[年总工综合]*产值|全产业链|产业规模|规模|共有|拥有|聚集|集聚|汇聚|实现|完成|增加值|营收|营业收入|业务收入|开票|销售|收入|利润|出口|主营|投资|入库|税收|纳税|已|预计|力争|占|年|比|同比|增|下降|去年|今年|现有|有|20))"
_INDUSTRY_END = quick(_TRADE_TAIL + _TOLD_BEHIND)  # every industry ends so
_INDUSTRY = re.compile(
    r"(?P<lead>全[区市县省国]|我[区市县省]|园区|产业区|开发区|[^，。、；：\s的\d]{2,16}?(?=[\u4e00-\u9fff]{2,12}产业))?"
    rf"(?P<name>[\u4e00-\u9fff“”A-Za-z+及]{{2,14}}?{_TRADE_TAIL})"
    rf"{_TOLD_BEHIND}(?!已?成为|已?形成)"
)
_FIELD = re.compile(
    r"(?P<name>(?:全[国球省市]|国内)[\u4e00-\u9fff]{2,16}领域)(?=共|累计|发生|披露|完成|融资|有)"
)
_NO_INDUSTRY = re.compile(
    r"^(?:产业|行业|服务业|制造业|.*(?:主导|支柱|特色|优势|新兴|重点|未来|主要|传统|相关|第[一二三]|[一二两三四五六七八九十]大|\d大)(?:产业|行业)|.*[两二三四五六七八九十\d][个条](?:产业|行业|产业链))$"
)
_PART_OF = re.compile("占[据到了]{0,2}$")
_INDUSTRY_LEAD = re.compile(
    r"^(?:的|在|年|我|占(?:全[市省县区国])?|力争|力促|确保|全年|全|新(?![能材型一兴])|以|从|对|将|由|使|让|推动|带动|其中|目前|聚焦|发展|壮大)+"
)


def find_industries(clause: Clause, found: list[Subject], told: Sequence[Subject]) -> list[Subject]:
    """Find the industries that a clause says something of; a place in front goes over from ``found`` to the industry.

    ``told`` are those that the text spoke of before, under their fullest names.
    """
    industries: list[Subject] = []
    field_ = _FIELD.search(clause.text) if "领域" in clause.text else None
    if field_:
        start, end = field_.span("name")
        return [Subject(field_["name"], "industry", clause.start + start, clause.start + end)]
    if again := _told_again(clause, told):
        return again
    if not _INDUSTRY_END.search(clause.text):
        return []
    for match in _INDUSTRY.finditer(clause.text):
        start, end = clause.start + match.start(), clause.start + match.end()
        inside = [one for one in found if one.start < end and start < one.end]
        lead = max(inside, key=lambda one: one.end, default=None)
        if lead and lead.end >= end:
            continue
        words = clause.text[(lead.end if lead else start) - clause.start : match.end()]
        for time in clause.times:
            at = time.end - (lead.end if lead else start)
            if 0 < at < len(words):
                words = words[at:]
        if _PART_OF.search(clause.text[: match.start() + 1]) or (
            lead and _PART_OF.search(clause.text[: lead.start - clause.start])
        ):
            continue  # 占全县茶产业产值的三成
        words = _INDUSTRY_LEAD.sub("", words)
        if (len(words) < 3 and not lead) or _NO_INDUSTRY.match(words):
            continue
        if lead and (lead.kind in PLACES):
            found.remove(lead)
            industries.append(Subject(lead.words + words, "industry", lead.start, end))
        elif not lead:
            full = next(
                (one.words for one in reversed(told) if one.words.endswith(words)),
                words,
            )
            industries.append(Subject(full, "industry", end - len(words), end))
    return industries


_OF_TRADE = re.compile(
    r"(?:年|全年|累计|实现)*(?:总?产值|增加值|营收|营业收入|销售|收入|税收|出口|利润|投资|同比|增长|下降|占)"
)


def _told_again(clause: Clause, told: Sequence[Subject]) -> list[Subject]:
    """Find a trade of a list that a clause opens with (…三个行业产值分别…，其中休闲运动车产值增长34%)."""
    start = 2 if clause.text.startswith("其中") else 0
    for one in reversed(told):
        end = start + len(one.words)
        if clause.text.startswith(one.words, start) and _OF_TRADE.match(clause.text, end):
            return [Subject(one.words, "industry", clause.start + start, clause.start + end)]
    return []
