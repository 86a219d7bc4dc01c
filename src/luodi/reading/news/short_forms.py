"""Where a text uses short forms of its full names (海慧影像 of 青岛海慧影像科技有限公司)."""

from collections.abc import Iterator, Mapping, Sequence

from luodi.reading.names import Known, Name, is_place
from luodi.reading.news.clauses import Clause


def add_short_forms(clauses: Sequence[Clause], known: Known) -> None:
    """Find where the text uses short forms of its full names (海慧影像 of 青岛海慧影像科技有限公司)."""
    forms = known.short_forms()
    sizes: dict[str, list[int]] = {}  # by the forms' first two letters, the longest first
    for form in sorted(forms, key=len, reverse=True):
        if len(form) not in (found := sizes.setdefault(form[:2], [])):
            found.append(len(form))
    for clause in clauses:
        extra = [
            Name(start, start + len(form), form, known.kind(forms[form]) or "firm")  # type: ignore[arg-type]
            for start, form in _forms_in(clause, sizes, forms)
            if not any(start < name.end and name.start < start + len(form) for name in clause.names)
        ]
        if extra:
            clause.names = sorted([*clause.names, *extra], key=lambda name: name.start)


def _forms_in(
    clause: Clause, sizes: Mapping[str, Sequence[int]], forms: Mapping[str, str]
) -> Iterator[tuple[int, str]]:
    """Find forms from left to right, not overlapping; ``sizes`` gives their lengths by their first two letters."""
    text, end = clause.text, 0
    for at, head in enumerate(map(str.__add__, text, text[1:])):
        if head in sizes and at >= end:
            form = next((form for size in sizes[head] if (form := text[at : at + size]) in forms), None)
            if form and not _elsewhere(text, at, form, forms[form]):
                end = at + len(form)
                yield clause.start + at, form


def _elsewhere(text: str, at: int, form: str, full: str) -> bool:
    """Tell two letters behind a place from a firm of another place (天康 in 浙江天康, where the text names 安徽天康)."""
    place = text[max(0, at - 2) : at]
    return len(form) == 2 and is_place(place) and place not in full
