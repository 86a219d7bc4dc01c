"""Sentences that open with a place, and tell next what is there (在某软件城，某中心正式启用)."""

import re
from collections.abc import Iterator

from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.located import located
from luodi.reading.news.parties import names_in
from luodi.reading.news.story import BUILT, PLACES, Subject

_LISTED_IN = re.compile(r"(?P<list>[^，]{2,}、[^，]{2,}等[^，]{0,10}?(?:企业|公司|项目))")
_OPENING = re.compile(r"^(?P<at>在)?(?P<place>[^，。]{3,24}?)(?P<within>[内里])?$")


def read_opened(cx: Context) -> Iterator[Draft]:
    """Read 在某软件城，由某集团投资的某中心正式启用: the sentence opens with the place."""
    before = cx.clauses[cx.index - 1] if cx.same_sentence(cx.index - 1) else None
    if before is None:
        return
    match = _OPENING.match(before.text)
    if match is None or not (match["at"] or match["within"]):
        return
    if cx.subject and cx.subject.kind == "firm" and cx.subject.start != cx.clause.start:
        return
    listed = _LISTED_IN.match(cx.clause.text)
    happening = listed or re.search(r"启用|开工|投产|竣工|揭牌|封顶|动工|奠基|投用|开业|建成", cx.clause.text)
    if not happening and (cx.subject is None or cx.subject.start != cx.clause.start):
        return
    name_start, name_end = before.start + match.start("place"), before.start + match.end("place")
    place = next(
        (
            one
            for one in before.mentions
            if isinstance(one, Subject)
            and one.kind in PLACES
            and (one.start, one.end) == (name_start, name_end)
        ),
        None,
    )
    if place and listed:
        for one in names_in(listed["list"], cx, cx.clause.start):
            draft = located(cx, one, place.words, cx.clause.end, "opened")
            if draft:
                draft.start = before.start
                yield draft
    elif place and cx.subject and cx.subject.kind in ("firm", *BUILT) and cx.subject.words != place.words:
        draft = located(cx, cx.subject, place.words, cx.clause.end, "opened")
        if draft:
            draft.start = before.start
            yield draft
