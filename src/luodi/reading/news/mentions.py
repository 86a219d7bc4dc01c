"""What a clause names without a name: groups, new plants, parts that are built, what is the first of its kind."""

import re

from luodi.reading.names import Name
from luodi.reading.news.clauses import Clause
from luodi.reading.news.subjects import Subject

_FIRST_OF = re.compile(
    r"全[国省市球]首[个家座条台](?P<what>[\u4e00-\u9fffA-Za-z]{3,24}?)(?=在|落户|正式|投产|开工|启用|建成|揭牌|落地|下线|投用)"
)


def _firsts(clause: Clause, found: list[Subject]) -> list[Subject]:
    """Find what is only said to be the first of its kind (全省首条氢燃料电池生产线)."""
    firsts = [
        Subject(match.group(), "thing", clause.start + match.start(), clause.start + match.end())
        for match in _FIRST_OF.finditer(clause.text)
    ]
    for one in firsts:
        found[:] = [other for other in found if other.end <= one.start or other.start >= one.end]
    return firsts


_BATCH_SUBJECT = re.compile(
    r"^(?:此次|本次|上述|全部|这批|其中)?(?P<name>(?:集中)?(?:签约|开工|落地|在建|入园|招商)(?:的)?项目)(?=总投资|计划|涵盖|全部|建成|达产|投产|预计)"
)


_DONE = "建成|封顶|启用|竣工|投用|投产|投入使用|试产"
_WORKS = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z]{2,14}?(?:坞|厂房|车间|仓库|泊位|管廊|[包总组装生产造]线|窑炉|隧道窑|变电站|冷库|展厅|街区|码头|(?:分输|压气|换流|升压|变电|加氢|换电)站))"
    r"(?=(?:已)?(?:于|在)?(?:\d{4}年|\d{1,2}月|\d{1,2}日|去年|今年)?[\d月日底初]{0,5}(?:已经?|正式|顺利|全面|全部|通过验收|并|相继|先后|陆续|同步|如期|也|均)*(?:"
    + _DONE
    + "))"
)
_WORKS_DONE = re.compile(_DONE)  # without it there is none
_WORKS_END = re.compile(r"(?:坞|厂房|车间|仓库|泊位|管廊|[包总组装]线|窑炉|隧道窑|展厅|原厂区?)$")
_NOT_WORKS = re.compile(
    r"主体|标准|新建|完成|实现|[月旬]|一批|首批|全部|其中|建设|园区|项目|公司|[的了在将已]"
)


def is_works(one: Subject) -> bool:
    """Tell a part that is only called what it is from a named thing."""
    return one.kind == "thing" and bool(_WORKS_END.search(one.words)) and one.end - one.start <= 12


_PART_END = re.compile(r"(?:生产线|产线|车间|厂房|仓库|装置|坞)$")


def is_part(one: Subject) -> bool:
    """Tell a line, hall or unit of a project from a project."""
    return bool(_PART_END.search(one.words))


def _works(clause: Clause, found: list[Subject]) -> list[Subject]:
    """Find what is built and has no name but what it is (大型干船坞建成)."""
    works = []
    for match in _WORKS.finditer(clause.text):
        words, start, end = (
            match["name"],
            clause.start + match.start("name"),
            clause.start + match.end("name"),
        )
        if "的" in words:
            start, words = start + words.rindex("的") + 1, words[words.rindex("的") + 1 :]
        if len(words) < (3 if words.endswith("站") else 4) or _NOT_WORKS.search(words):
            continue
        if words.startswith(("区内", "园内")):
            start, words = start + 2, words[2:]
        owner = next(
            (one for one in found if one.kind == "firm" and one.start <= start < one.end < end), None
        )
        if owner:
            found.remove(owner)
            start, words = owner.start, clause.text[owner.start - clause.start : match.end("name")]
        if all(one.end <= start or one.start >= end for one in found):
            works.append(Subject(words, "thing", start, end))
    return works


_NEW_PLANT = re.compile(r"(?:新|原|老|(?<![第十])[二三四](?=厂))(?:厂区?|工厂)(?![房长商家主址])")
_SMART = re.compile(r"(?<=元)的?(?P<name>(?:智能|数字|无人|黑灯|灯塔|未来)化?(?:工厂|车间))")
_PLANT_BEFORE = re.compile(r"^$|(?:[兴建设新在于开行造成入到的]|投资|举行|将|其中)$")


def _paid_for(clause: Clause, found: list[Subject]) -> list[Subject]:
    """Find a plant without a name behind what it cost (投入的2.2亿元智能工厂)."""
    match = _SMART.search(clause.text)
    start, end = (clause.start + at for at in match.span("name")) if match else (0, 0)
    free = all(one.end <= start or one.start >= end for one in found)
    return [Subject(match["name"], "thing", start, end)] if match and free else []


def _new_plants(clause: Clause, found: list[Subject]) -> list[Subject]:
    """Find a firm's plant that has no name but 新厂."""
    return [
        Subject(match.group(), "thing", clause.start + match.start(), clause.start + match.end())
        for match in _NEW_PLANT.finditer(clause.text)
        if _PLANT_BEFORE.search(clause.text[: match.start()])
        and all(
            one.end <= clause.start + match.start() or one.start >= clause.start + match.end()
            for one in found
        )
    ]


_ACTS = "完成|实现|合计|累计实现"
_GROUP_SUBJECT = re.compile(
    r"(?P<name>\d{1,4}[家个](?:[\u4e00-\u9fff]{0,8}(?:开发区|经开区|高新区|园区|产业园|行业)))(?=共?(?:"
    + _ACTS
    + "))"
)
_GROUP_ACTS = re.compile(_ACTS)


def _batches(clause: Clause, found: list[Subject]) -> list[Subject]:
    """Find an unnamed batch as a subject (签约项目总投资42亿元)."""
    match = _BATCH_SUBJECT.match(clause.text) or _GROUP_SUBJECT.search(clause.text)
    if not match or any(
        one.end > clause.start + match.start("name")
        for one in found
        if one.start < clause.start + match.end()
    ):
        return []
    return [
        Subject(match["name"], "group", clause.start + match.start("name"), clause.start + match.end("name"))
    ]


_COUNTED_BEFORE = re.compile(r"(?:[\d多余百千万亿]|[一二三四五六七八九十两])[个家座条所台栋项款]$")
_COUNTED_BEHIND = re.compile(
    r"^(?:达到|超过|共计|合计|累计|[约近超逾达共各])?(?:\d[\d.,万]*|[一二三四五六七八九十两百千]+)余?多?[个家座条所台栋项处套](?!月|[^，、\d]{0,4}(?:项目|企业|公司|工厂|平台|基地|园区|机构))"
)


def is_counted(clause: Clause, name: Name) -> bool:
    """Tell a kind that is counted (公共服务平台6个, 17家轮胎工厂) from a name."""
    if name.kind in ("firm", "region"):
        return False
    at = name.start - clause.start
    if _COUNTED_BEFORE.search(clause.text[:at]):
        return True
    if name.kind == "park" and len(name.words) > 5:
        return False
    return bool(_COUNTED_BEHIND.match(clause.text[name.end - clause.start :])) and len(name.words) <= 14


def add_unnamed(clause: Clause, found: list[Subject]) -> None:
    """Add to ``found`` what the clause speaks of without a name; what lies inside a first of its kind goes."""
    text = clause.text
    if "项目" in text or (("家" in text or "个" in text) and _GROUP_ACTS.search(text)):
        found.extend(_batches(clause, found))
    if "厂" in text:
        found.extend(_new_plants(clause, found))
        found.extend(_paid_for(clause, found))
    if _WORKS_DONE.search(text):
        found.extend(_works(clause, found))
    if "首" in text:
        found.extend(_firsts(clause, found))
