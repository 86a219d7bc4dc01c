"""Whose total a sum is: several named or counted together (A、B、C三个项目签约，合计投资11.6亿元; 引进厂商68家，投资额达…)."""

import re

from luodi.reading.news.clauses import REACH
from luodi.reading.news.context import Context
from luodi.reading.news.phrases import last_match
from luodi.reading.news.story import Subject

_NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})"
_WHOM = r"(?:项目方?|企业|公司|厂商|客商|园区|开发区|工厂|商户)"
_SEVERAL = re.compile(
    rf"(?P<name>(?<![第\d.]){_NUMBER}[个家条款](?:重点|重大|优质|签约|开工|新|大|[\u4e00-\u9fff]{{0,6}}?){_WHOM})(?![库区])"
    rf"|(?P<noun>{_WHOM})(?:共|已|达)?(?P<count>{_NUMBER}[个家])(?!人)"
)
_IN_ALL = re.compile(
    r"(?:合计|合共|总计)|(?:签约|协议|合同|意向)(?:总)?(?:金额|投资额?|资金|额)|(?:协议|合同)?引资|总投资额|投资额"
)


def of_several(cx: Context, before: str) -> Subject | None:
    """Give those that were counted before in the sentence, where what stands ``before`` a sum says that it is theirs in all."""
    if not _IN_ALL.search(before):
        return None
    for index in range(cx.index, max(-1, cx.index - REACH), -1):
        if not cx.same_sentence(index):
            return None
        clause = cx.clauses[index]
        words = before if index == cx.index else clause.text
        if found := last_match(_SEVERAL, words):
            name = found["name"] or f"{found['count']}{found['noun']}"
            return Subject(name, "group", clause.start + found.start(), clause.start + found.end())
        if any(
            isinstance(one, Subject) and one.kind in ("firm", "thing", "project") for one in clause.mentions
        ):
            return None
    return None
