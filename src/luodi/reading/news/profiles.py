"""The lines of a profile that tell where something is (所属区域：某区) and who is in it (代表企业：A、B)."""

import re
from collections.abc import Iterator

from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.located import located
from luodi.reading.news.parties import names_in
from luodi.reading.news.story import PLACES, Subject

_TENANTS = re.compile(r"^(?:代表|入驻|重点|主要|龙头|典型|知名|已入驻)+(?:企业|项目|机构)(?:代表)?$")
_WHERE = re.compile(
    r"^(?:所属区域|所在区域|所在地|地址|位置|所在位置|项目地点|建设地点|选址|地点|园区位置|坐落|区位|建设地点及用地|项目选址|所在园区)$"
)


def read_labelled(cx: Context) -> Iterator[Draft]:
    """Read a profile's lines: 代表企业：A、B; 所属区域：P."""
    label = cx.clause.label
    if not label:
        return
    if _TENANTS.match(label) and not cx.clause.numbers:
        host = cx.topic if cx.topic and cx.topic.kind in PLACES else cx.story.host()
        for one in names_in(cx.clause.text, cx, cx.clause.start):
            draft = located(cx, one, host.words, cx.clause.end, "tenants") if host else None
            if draft:
                draft.start = cx.clause.label_start
                yield draft
    elif _WHERE.match(label):
        owner = _profile_owner(cx, ("project", "thing")) if "建设" in label or "项目" in label else None
        owner = owner or _profile_owner(cx, ("park", "project", "thing", "firm"))
        if owner and 2 <= len(cx.clause.text) <= 30:
            place = cx.story.known.resolve(cx.clause.text)
            yield Draft(
                "located_in",
                owner.words,
                cx.clause.label_start,
                cx.clause.end,
                object=place,
                rule="locations.labelled",
            )


def _profile_owner(cx: Context, kinds: tuple[str, ...]) -> Subject | None:
    for one in reversed(cx.story.seen):
        if one.kind in kinds and not cx.clause.start <= one.start < cx.clause.end:
            return one
    return None
