"""Stages, lots and areas of what is built (二期, A区, 起步区): the parent's name and the stage."""

import re
from collections.abc import Callable

from luodi.core.scan import quick
from luodi.reading.names.find import STAGE
from luodi.reading.news.clauses import Clause
from luodi.reading.news.subjects import BUILT, NOUNS, Subject

_STAGE_AT = quick(rf"(?:此次(?:交付|开工|签约|启用|投产)的|其中)?(?P<stage>{STAGE.pattern})")
_BOTH = re.compile("^[一二三四][、和与及]$")
_STAGE_ENDS = re.compile("[期区座]")


def find_stages(
    clause: Clause, found: list[Subject], parent_of: Callable[[str], Subject | None]
) -> list[Subject]:
    """Find bare stages (二期, 起步区): the parent's name and the stage."""
    stages: list[Subject] = []
    if not _STAGE_ENDS.search(clause.text):
        return stages
    for match in _STAGE_AT.finditer(clause.text):
        start, end = clause.start + match.start("stage"), clause.start + match.end("stage")
        if any(one.start < end and start < one.end for one in found):
            continue
        owned = (*BUILT, "firm") if match["stage"].endswith("期") else BUILT
        owner = next((one for one in found if one.end == start and one.kind in owned), None)
        if owner and owner.start + 1 < start and owner.words not in NOUNS:
            found.remove(owner)
            stages.append(_stage_of(owner, clause, match))
            continue
        before = clause.text[: match.start()]
        if _BOTH.search(before):  # 一、二期总投资56亿元
            if parent := parent_of(""):
                stages.append(Subject(parent.words, parent.kind, start - 2, end))
            continue
        for time in clause.times:
            before = (
                before.replace(clause.text[time.start - clause.start : time.end - clause.start], "")
                if time.end <= start
                else before
            )
        if before and not re.search(
            r"(?:[其中，的将由]|目前|预计|计划|搬入|迁入|入驻|位于|落户|此次交付的|此次|园区|现有|及|和)$",
            before,
        ):
            continue
        parent = parent_of(match["stage"])
        if parent:
            stage = re.sub(r"^项目|(?:工程|项目)$", "", match["stage"])
            words = parent.words if stage in parent.words else parent.words + stage
            stages.append(Subject(words, parent.kind, start, end))
    return stages


def _stage_of(owner: Subject, clause: Clause, stage: re.Match[str]) -> Subject:
    """Give the stage behind a name: of what is built under its fullest name, of a firm as written (恒瑞二期)."""
    end = clause.start + stage.end("stage")
    if owner.kind == "firm":
        return Subject(
            clause.text[owner.start - clause.start : stage.end("stage")], "project", owner.start, end
        )
    return Subject(owner.words + stage["stage"], owner.kind, owner.start, end)
