"""The fact that something is in a place."""

from luodi.reading.news.context import Context
from luodi.reading.news.draft import Draft
from luodi.reading.news.story import BUILT, Subject


def located(
    cx: Context, subject: Subject, place: str, end: int, rule: str, *, planned: bool = False
) -> Draft | None:
    """Draft that ``subject`` is in ``place``, up to ``end``; None where it can't be."""
    if (
        subject.kind in ("industry", "group")
        or not subject.words
        or (subject.words.startswith(place) and subject.kind not in BUILT)
    ):
        return None
    start = subject.start if cx.clause.start <= subject.start < end else cx.from_subject()
    return Draft(
        "located_in",
        subject.words,
        start,
        min(end, cx.clause.end),
        object=place,
        expected=planned,
        rule=f"locations.{rule}",
    )
