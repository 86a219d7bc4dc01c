"""Near misses: sites that fail exactly one constraint, and the least that would admit each."""

from collections.abc import Sequence

from luodi.core.text import Text
from luodi.core.wording import number
from luodi.matching.answer import Check, NearMiss
from luodi.matching.assessment import Assessment, order
from luodi.matching.wording import check_label, say_figure, say_found, unit_of
from luodi.sites.park import Park
from luodi.sites.site import Site

_MAXIMA = ("rent", "price")
_AREAS = ("floor_area", "land_area")


def find_near_misses(assessments: Sequence[Assessment], top: int) -> tuple[NearMiss, ...]:
    """Give the first ``top`` sites that fail exactly one constraint (0: all), in the order of the shortlist."""
    single = sorted((a for a in assessments if len(a.failing) == 1), key=order)
    return tuple(near_miss(a.site, a.park, a.scored.score, a.failing[0]) for a in single[: top or None])


def near_miss(site: Site, park: Park | None, score: float, check: Check) -> NearMiss:
    """Say what one site fails, and the least change that would admit it."""
    relaxation = smallest_relaxation(check)
    return NearMiss(site, park, score, check.name, check.wanted, check.found, check.measure, relaxation)


def smallest_relaxation(check: Check) -> Text | None:
    """Say the least change that would turn a failing check into a pass; None where nothing would (a taken site)."""
    if check.name == "status":
        return None
    if check.name in _AREAS:
        return _relaxed_area(check)
    label = check_label(check)
    if check.name == "admission":
        wanted = Text(*(say_figure(check.measure or "", check.wanted, lang) for lang in ("zh", "en")))
        return Text(
            f"{label.zh}达到 {wanted.zh}，或与园区另议", f"bring {label.en} to {wanted.en}, or ask the park"
        )
    if check.name == "industry":
        return Text("行业需与园区另议", "ask the park whether it would admit the industry")
    found = Text(say_found(check, "zh"), say_found(check, "en"))
    if check.wanted is True:
        return Text(f"不再要求{label.zh}", f"do without: {label.en}")
    if check.name in _MAXIMA:
        return Text(f"{label.zh}提高到 {found.zh}", f"raise the greatest {_bare(label).en} to {found.en}")
    if isinstance(check.wanted, float | int):
        return Text(f"{_bare(label).zh}放宽到 {found.zh}", f"lower the least {_bare(label).en} to {found.en}")
    if check.name == "start_by":
        return Text(f"入驻推迟到 {found.zh}", f"move in later: {found.en}")
    return Text(f"{label.zh}也接受 {found.zh}", f"accept {label.en} {found.en} too")


def _bare(label: Text) -> Text:
    """Give 层高 for 层高不低于, rent for rent up to."""
    return Text(label.zh.removesuffix("不低于"), label.en.removesuffix(" from").removesuffix(" up to"))


def _relaxed_area(check: Check) -> Text:
    assert isinstance(check.wanted, tuple)
    assert isinstance(check.found, tuple)
    label, unit = check_label(check), unit_of(check.name)
    least, low, high = check.wanted[0], float(check.found[0] or 0), float(check.found[1] or 0)
    if least is not None and high < float(least):
        return Text(
            f"{label.zh}下限降到 {number(high)} {unit.zh}",
            f"lower the least {label.en} to {number(high)} {unit.en}",
        )
    return Text(
        f"{label.zh}上限提高到 {number(low)} {unit.zh}",
        f"raise the greatest {label.en} to {number(low)} {unit.en}",
    )
