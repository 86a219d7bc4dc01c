"""How alike two names are: a score from 0 to 1, the reasons for it, and whether it is safe to join them unasked."""

from dataclasses import dataclass
from typing import Literal

from luodi.core.text import Text
from luodi.facts.naming.name import NameForm, division_of

WORTH_ASKING = 0.5
"""Below it two names are not even suggested to be the same."""
_GROUND = frozenset(("park", "zone"))
_HEAD = 2  # letters of a core that names must share to be compared at all


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are; ``safe`` where they may be joined without asking."""

    score: float
    reasons: tuple[Text, ...]
    safe: bool = False


def blocking_keys(name: NameForm) -> tuple[str, ...]:
    """Give the keys by which names that may mean the same find each other: only names that share one are compared."""
    if name.kind == "place":
        return ()
    kind = "ground" if name.kind in _GROUND else name.kind
    core = name.core
    keys = [f"{kind}<{core[:_HEAD]}"] if core else []
    if kind == "project" and len(core) > _HEAD:
        keys.append(f"{kind}>{core[-_HEAD - 1 :]}")
    return tuple(keys)


def compare_names(a: NameForm, b: NameForm, shared: tuple[Text, ...] = ()) -> Likeness | None:
    """Compare two names; None where they mean different things or too little speaks for the same.

    ``shared`` are the things beside the name that speak for the same: one zone that both lie in, a figure of both.
    The order of the two does not matter.
    """
    if not _comparable(a, b):
        return None
    where = _where(a, b)
    if where is None:
        return None
    found = (_firms if a.kind == "firm" else _ground if a.kind in _GROUND else _works)(a, b, where)
    if found is None:
        return None
    return _with(found, shared) if found.score >= WORTH_ASKING or shared else None


def _comparable(a: NameForm, b: NameForm) -> bool:
    if "place" in (a.kind, b.kind) or a.stage != b.stage:
        return False
    return a.kind == b.kind or (a.kind in _GROUND and b.kind in _GROUND)


@dataclass(frozen=True, slots=True)
class _Where:
    """How the places of two names stand to each other: ``same``, ``within`` one another, or one ``open`` or both."""

    how: Literal["same", "within", "open"]
    reason: Text

    @property
    def said(self) -> bool:
        """Say whether both names say where."""
        return self.how != "open"


def _where(a: NameForm, b: NameForm) -> _Where | None:
    """Compare the places; None where they are two places apart."""
    first, second = division_of(a.division), division_of(b.division)
    if first is None and second is None:
        return _Where("open", Text("都没有写明地点", "neither says where"))
    if first is None or second is None:
        return _Where("open", Text("只有一个写明地点", "only one says where"))
    if first is second:
        return _Where("same", Text("地点相同", "the same place"))
    if not (first.holds(second) or second.holds(first)):
        return None
    wide, narrow = (first, second) if first.holds(second) else (second, first)
    return _Where("within", Text(f"{wide.name}包含{narrow.name}", f"{wide.name} holds {narrow.name}"))


def _firms(a: NameForm, b: NameForm, where: _Where) -> Likeness | None:
    if a.core != b.core:
        return _short_form(a, b, where, Text("一个是另一个的简称", "one may be short for the other"), 0.55)
    same = Text("去掉地名和公司形式后相同", "the same without place and legal form")
    if a.ending and b.ending:
        if a.ending == b.ending:
            return Likeness(0.8 if not where.said else 0.6, (same, where.reason))
        change = Text("公司形式不同，可能改过制", "the legal form differs: it may have changed")
        return Likeness(0.75 if where.how != "within" else 0.5, (same, change, where.reason))
    form = Text("只差公司形式", "only the legal form differs")
    safe = where.how == "same" and len(a.core) >= 4
    return Likeness(0.92 if where.how == "same" else 0.8, (form, where.reason), safe)


def _ground(a: NameForm, b: NameForm, where: _Where) -> Likeness | None:
    if a.core != b.core:
        return _short_form(a, b, where, Text("一个名称含有另一个", "one name holds the other"), 0.55)
    if not a.core:  # 青岛高新区 and 城阳高新区, 青岛保税区 and 青岛高新区: only the ending is left
        return None
    same = Text("去掉地名和类型后相同", "the same without place and type")
    type_ = 0.0 if a.kind == b.kind else 0.1
    if not where.said:
        return Likeness(0.75 - type_, (same, where.reason))
    return Likeness(0.95 - type_, (same, where.reason), safe=a.kind == b.kind)


def _works(a: NameForm, b: NameForm, where: _Where) -> Likeness | None:
    """Compare projects, plants, institutions: their names say what they are, seldom which."""
    if a.core == b.core and a.ending == b.ending:
        said = where.how == "same"
        return Likeness(0.85 if said else 0.6, (Text("名称相同", "the same name"), where.reason))
    return _short_form(a, b, where, Text("一个名称含有另一个", "one name holds the other"), 0.45)


def _short_form(a: NameForm, b: NameForm, where: _Where, reason: Text, least: float) -> Likeness | None:
    """Score one core that is the head (or, of a project, the tail) of the other by the share that they have in common."""
    short, long = sorted((a.core, b.core), key=len)
    if len(short) < _HEAD:
        return None
    if not (long.startswith(short) or (a.kind == "project" and long.endswith(short) and len(short) > _HEAD)):
        return None
    score = least + 0.3 * len(short) / len(long)
    return Likeness(round(score if where.said else score - 0.05, 2), (reason, where.reason))


def _with(found: Likeness, shared: tuple[Text, ...]) -> Likeness:
    if not shared:
        return found
    score = round(1 - (1 - found.score) * 0.4, 2)
    return Likeness(score, (*found.reasons, *shared), safe=found.safe or score >= 0.84)
