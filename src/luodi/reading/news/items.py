"""The names that a list's items open with: a whole clause, whatever words it is made of."""

import re

from luodi.reading.names import Name
from luodi.reading.names.find import generic, kind_of
from luodi.reading.news.clauses import Clause

_NUMBERED = re.compile(r"(?:\d{1,2}[.．、]|[①-⑳]|（?[一二三四五六七八九十]{1,3}[）、])")
_PROSE = re.compile(
    r"[的了将已“”；！？是]|^(?:推进|推动|加快|实施|建设|打造|做强|抓好|狠抓|壮大|围绕|聚焦|支持|发展|完善|提升|培育|全力|重点|强化|优化|开展|启动|关于|其中|一是|二是)"
    r"|(?:开工|投产|竣工|签约|落户|入驻|建设|增长|下降|名单|情况|一览|如下|公司)$"
)
_FIELD = re.compile(
    r"区域|地址|位置|地点|所在|名称|时间|行业|产业|企业|方式|来源|面积|单位|电话|范围|级别|规模|定位|厂房|带动|目标|主导|投资|税收|产值|收入|政策|咨询|总量|人才|园区$|概况|联系|热线|交通|配套|"
    r"提示|资讯|工业$|财税|外贸|消费|方面|亮点|主体|要素|数据|成绩|快讯|项目业主|内容|用地|指标|进展|导语|特色|优势|问题|任务|创新|开放|民生|测算|消息|效益|周期|招商|代表|答|问"
)


def item_name(clause: Clause, after: Clause | None) -> Name | None:
    """Give the name that an item opens with, where it is the whole clause (② 某某余热利用项目：总投资…).

    ``after`` is the clause that follows.
    """
    mark = _NUMBERED.match(clause.text)
    left = mark.end() if mark else 0
    words = clause.text[left:]
    if not (mark or (clause.item and clause.first_of_line)) or not 4 <= len(words) <= 36:
        return None
    firm = any(name.kind == "firm" and name.end == clause.end for name in clause.names)
    if firm or _PROSE.search(words) or "、" in words:
        return None
    kind = kind_of(words)
    if kind is None:
        return _unlike(clause, after) if not mark else None
    if kind not in ("project", "thing", "park") or generic(words):
        return None
    return Name(clause.start + left, clause.end, words, kind)


_TOLD_BEHIND = re.compile(r"(?:计划)?(?:总投资|投资)(?:约|超)?\d|占地|选址|由[^，]{2,20}投资")


def _unlike(clause: Clause, after: Clause | None) -> Name | None:
    """Give the name without a telling ending that an item opens with, where figures follow it (② 某某管廊二期：…)."""
    colon = clause.closer in ("：", "｜", "|") or clause.closer.startswith("——")
    sum_behind = clause.closer == "，" and after and after.numbers and after.numbers[0].start == after.start
    told_behind = clause.closer == "。" and after and _TOLD_BEHIND.match(after.text)
    if not clause.item or not (
        colon or told_behind or (sum_behind and after and after.numbers[0].dimension == "money")
    ):
        return None
    figures = any(
        number.dimension != "none"
        and not re.search(r"[年日]产$|年处理$|年加工$", clause.text[: number.start - clause.start])
        for number in clause.numbers
        if number.end != clause.end
    )
    if figures or clause.times or _FIELD.search(clause.text):
        return None
    return Name(clause.start, clause.end, clause.text, "thing")
