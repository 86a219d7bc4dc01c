"""Counts that leave out their noun, which the count before gives."""

import re

from luodi.core.quantities import Quantity
from luodi.reading.news.context import Context
from luodi.reading.news.phrases import noun_after

_HEAD = re.compile(r"(?:企业|项目|园区|开发区|经开区|高新区|平台|机构|公司|工厂|租户|商户|院所|镇|县)$")
_TRAIT = re.compile(
    r"(?:国家级|省级|市级|区级|县级|规上|规模以上|限上|高新|外资|内资|民营|国有|港资|台资|日资|德资|在建|续建|在库|停产|"
    r"实质性?运营|正式运营|试运营|(?:建成|竣工)?投产|投运|达产|在产|已?开工|动工|竣工|封顶|上市|入驻|签约|落地)"
)
_ABOVE = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{0,12}?(?:超过?|过|逾|达|突破)?[\d.百千万亿两一—~-]+元?(?:以上|以下|以内)?)(?:(?P<of>的)(?:共?有|达|为)?|(?<=[亿万]元以上|[亿万]元以下))$"
)
_OWN_TRAIT = re.compile(r"(?:持有|拥有|取得|获得|通过|具备|获评|列入|入选|来自|从事|属于)[^，\d]{2,14}的")
_DOUBLE = re.compile(
    r"^(?:开工建设|招引|国家级|省级以上|省级|市级|签约|在建|(?:建成|竣工)?投产|竣工|开工|引进|落户|入驻|参评|规上|规模以上|新增|新|现有|实施|累计)+"
)


_GROWN_TO = re.compile(
    r"(?:又|再|将|已|可)*(?:增加|增长|扩大|提高|提升|发展|壮大|扩|增|升|减少|减|降)(?:到|至|为)(?:如今|现在|目前|今年|现有)?的?"
)


_IN_ALL = re.compile(r"一共|总共|合计|共计|共有?")


_HAVING = re.compile(r"^(?:已|尚有|还有|有)+")


_HAVING_ONLY = re.compile(r"(?:尚有|还有|有|另有|)")


def elided_noun(cx: Context, number: Quantity, left: str, right: str) -> str:
    """Complete what leaves out its noun by the count before: 其中国家级2个, 31家已投产, 超百亿元的有17家, 增加到44家."""
    noun = cx.story.noun
    head = _DOUBLE.sub("", noun) if _HEAD.search(noun) else ""
    words = left.split("：")[-1].strip(" ，、").removeprefix("其中")
    if words.endswith("等") and "、" in words and right.startswith("已"):
        words = ""  # 甲枢纽、乙中心等17个已开工
    if above := _ABOVE.search(words):
        among = cx.same_sentence(cx.index - 1) and cx.clauses[cx.index - 1].text.endswith("项目中")
        kind = (_HEAD.search(noun) or [""])[0] or (
            "企业" if number.written_unit == "家" else "项目" if among else ""
        )
        return (
            f"{above['what'].lstrip('从按')}{above['of'] or ''}{kind}"
            if kind and not noun_after(right)[0]
            else ""
        )
    if (own := _OWN_TRAIT.fullmatch(words)) and _HEAD.search(noun) and not right.strip("。."):
        return own.group() + _DOUBLE.sub("", noun)  # 其中持有生产许可证的84家
    if _GROWN_TO.fullmatch(words):
        return noun if cx.story.measures and cx.story.measures[-1].kind == "count" else ""
    if number.written_unit == "家" and _IN_ALL.fullmatch(words) and not right.strip("。."):
        return noun if noun.endswith("企业") else "企业"
    head = head or ("企业" if number.written_unit == "家" else "")
    trait = _TRAIT.fullmatch(_HAVING.sub("", words)) if not right.strip("。.") else None
    if trait is None and _HAVING_ONLY.fullmatch(words):
        told = re.fullmatch(
            r"(?:已经?|均|都|正|为|為|是|属于|系|属)*(?P<what>[\u4e00-\u9fff]{2,10})", right.strip("。.")
        )
        if told and words == "有" and len(told["what"]) > 2 and _HEAD.search(told["what"]):
            return told["what"]  # 入驻企业中，有30家是高新技术企业
        trait = _TRAIT.fullmatch(told["what"]) if told else None
    return trait.group() + head if trait and head else ""
