"""Firms that a list tells of (引进甲某、乙某、丙某等企业) and that the text names again, though nothing in their names tells."""

import re

from luodi.reading.names.brands import is_trade
from luodi.reading.names.name import Name
from luodi.reading.names.places import is_place

_LIST = re.compile(
    r"(?P<list>[\u4e00-\u9fffA-Za-z]{2,16}(?:、[\u4e00-\u9fffA-Za-z]{2,10}){1,9})"
    r"(?:等(?:一批|\d+余?多?[家个]|[一二三四五六七八九十]+[家个])?|[二三四五六七八九十两][家个大])"
    r"[\u4e00-\u9fffA-Za-z]{0,8}?(?:企业|公司|龙头|厂商|厂家|[药车酒磷粮茶]企)"
)
_LEAD = re.compile(
    r"^.*(?:引进|引来|引入|招引|引育|集聚|聚集|汇聚|吸引|聚起|云集|拥有|包括|包含|培育|已有|现有|还有|随着|围绕|以及|入驻|落户|其中|目前|带动)了?(?:起|出)?"
)
_ACTS = re.compile("的|是|在|则|已|将|把|去年|今年|[0-9]|年|也|计划|投资|与|总|[一二三四五]期|副|董事|负责")
_OPENERS = frozenset("，。；：\n”“")


def listed_firms(text: str) -> list[Name]:
    """Find in ``text`` the listed firms, of three letters or more, that it names once more outside of lists."""
    if "、" not in text:
        return []
    found: dict[str, Name] = {}
    for match in _LIST.finditer(text):
        at = match.start()
        for part in match["list"].split("、"):
            words = _LEAD.sub("", part)
            start = at + len(part) - len(words)
            at += len(part) + 1
            if 3 <= len(words) <= 8 and not is_trade(words) and not is_place(words):
                found.setdefault(words, Name(start, start + len(words), words, "firm"))
    return [name for words, name in found.items() if text.count(words) > 1 and _acts(words, text)]


def _acts(words: str, text: str) -> bool:
    """Tell whether a clause opens with the name and says what it has or does."""
    at = text.find(words)
    while at >= 0:
        before = text[max(0, at - 3) : at]
        opener = before.removesuffix("其中")[-1:]
        if opener in _OPENERS and _ACTS.match(text, at + len(words)):
            return True
        at = text.find(words, at + 1)
    return False
