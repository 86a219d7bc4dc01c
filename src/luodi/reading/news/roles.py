"""Which names of a clause are not whom it speaks of: agents, appositions, what something once was."""

import re

from luodi.reading.news.subjects import BUILT, PLACES, Subject

_OF_REGION = re.compile(r"[\u4e00-\u9fff]{2,10}(?:等[\d一二三四五六七八九十]+[家个所]|产业链)")

IS = re.compile(
    r"(?:[^，]{1,8}的)?是(?:(?![^，]*(?:最|首[个家座]|第一|唯一|重点|重要|单体|标志性|头号))[^，的]{0,20}的)?"
)

_AS = re.compile(r"(?:^|，)作为[^，]{0,24}$")  # 作为全国最大的家具生产基地，…

_BY = re.compile(r"由[^，]{0,30}$")

_BUILDS = re.compile(
    r"(?:负责|投资)?(?:建设|承建|投建|运营|实施|开发|投资)(?:运营|并运营)?"
)  # 某公司建设，2021年开工

_ONCE = re.compile(r"(?:原是|原为|前身是|前身为|曾是|原来是)$")

_PREDICATE = re.compile(r"(?<![还就也])是[^，]{0,16}$")
_DONE_BY = re.compile(
    r"(?:负责|独家|联合|共同|全资|牵头)?(?:承建|投建|兴建|投资|建设|实施|运营|打造|开发|出资|承办)"
)

_PARTY_OF = re.compile(
    r"(?:的)?(?:投资方|投资主体|建设方|建设单位|业主|业主单位|运营方|运营商|承建方|实施主体)(?!面)"
)
_EVALUATED = re.compile(
    r"(?![去今上]?年?在)[\u4e00-\u9fff]{0,10}?(?:评价|考核|排行榜|考评|测评|评比|榜单|排名结果)"
)


_OFFICIAL = re.compile(
    r"(?:(?:党|市|县|区|镇)委|政府|人大|政协|党组|党工委|办公室)?(?:副|常务|原|首席|一位|有关|相关)*(?:主任|局长|处长|科长|书记|市长|县长|区长|镇长|乡长|州长|部长|常委|秘书长|会长|研究员|教授|专家|工作人员|干部|负责人|所长)"
)


def _is_officials(one: Subject, after: str) -> bool:
    """Tell a region or an institution that only says whose man speaks (某市农业局副局长李某算了笔账)."""
    body = one.kind == "region" or one.words.endswith(("中心", "局", "所", "院", "协会", "学会", "商会"))
    return body and bool(_OFFICIAL.match(after))


def enters(before: str, after: str) -> bool:
    """Tell a place or firm that a clause enters, to speak of what is in it (入驻某园的85家企业中)."""
    return after.startswith("的") and before in ("入驻", "进驻", "落户", "走进", "走入", "步入", "来到")


def is_passed_over(
    one: Subject, before: str, after: str, *, first: Subject | None, topic: Subject | None
) -> bool:
    """Tell a name between ``before`` and ``after`` that its clause does not speak of.

    ``first`` is the name that the clause may speak of so far, ``topic`` whom the text speaks of.
    """
    if one.end - one.start <= 3 and before == "" and _PARTY_OF.match(after) and one.kind != "park":
        return True  # 项目投资方某公司
    if "等" in after and (after.startswith("、") or before.endswith("、")):
        return True
    if one.kind == "region" and _OF_REGION.match(after):
        return True
    if _is_officials(one, after):
        return True
    if _ONCE.search(before) or (not after and one.kind in BUILT and _AS.search(before)):
        return True
    if one.kind == "firm":
        agent = first and _BY.search(before) and _DONE_BY.match(after)
        builder = not before and topic and topic.kind in BUILT and _BUILDS.fullmatch(after)
        return bool(agent or builder or _EVALUATED.match(after))
    return bool(_EVALUATED.match(after) or ("是" in before and _PREDICATE.search(before)))


_OWNS = re.compile(
    r"(?:配套|开工|投产|竣工|落户|签约|在建|新建|孵化|引进|投资|建设|研发|控股|运营|所属|改造|内|里|打造|生产|旗下|企业)[^的]{0,16}的$"
)


def pick(text: str, base: int, first: Subject | None, head: Subject | None) -> Subject | None:
    """Choose whom a clause speaks of: the ``first`` name in it, or the ``head`` behind 的 or 旗下 that it leads to.

    ``text`` is the clause, ``base`` where it begins.
    """
    if head is None or first is None:
        return head or first
    if head.start < first.start:
        return head if head.kind in ("firm", "project", "thing", "park") else first
    between = text[first.start - base : head.start - base]
    if first.kind == "firm" and head.kind in BUILT and "了" not in between:
        return head
    if first.kind in PLACES and (
        (head.kind == "firm" and between.endswith("的"))
        or (
            head.kind in BUILT and between == text[first.start - base : first.end - base] + "的"
        )  # 某新区的某产业园
    ):
        return head
    if re.search(r"(?:企业|旗下)$", between) or (_OWNS.search(between) and "了" not in between):
        return head
    return first
