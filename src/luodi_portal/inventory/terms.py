"""Admission terms while they are edited: what was typed, rule by rule, until it can be read; tried on an enterprise; history.

A rule's path says where it stands: ``r`` is the whole, ``r.0`` its first part, ``r.0.1`` the second part of that. A form
holds ``kind-PATH`` for a group (``all_of``, ``any_of``) and ``measure-PATH``, ``low-PATH``, ``high-PATH`` for a term.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from django.db import transaction

from luodi.core.errors import LuodiError
from luodi.core.fields import REQUIREMENT_FIELDS, BadValue, Field, Type, by_name
from luodi.core.text import Lang, Text
from luodi.core.values import parse_value
from luodi.matching.admission import Figures, industry_lines, term_lines
from luodi.matching.answer import State
from luodi.matching.logic import both, either
from luodi.matching.requirement import requirement_from_values
from luodi.matching.wording import say_line
from luodi.sites.admission import (
    ADMISSION_MEASURES,
    GROUPS,
    MAX_DEPTH,
    Admission,
    Group,
    GroupKind,
    Rule,
    Term,
    parse_admission,
)
from luodi_portal.inventory.convert import park_of
from luodi_portal.inventory.keep import Author, keep_parks
from luodi_portal.inventory.models import Park, history_of

ROOT = "r"
MOST_RULES = 200
HEADS: Mapping[GroupKind, Text] = {
    "all_of": Text("以下各项须同时满足", "All of these must hold"),
    "any_of": Text("以下各项满足其一即可", "One of these must hold"),
}
BROUGHT = (
    "industry", "investment_cny", "output_cny_year", "revenue_cny_year", "tax_cny_year", "energy_tce_year", "staff",
)  # fmt: skip
"""What an example enterprise brings; the floor (m²) and land (m²) that it would take stand beside it."""
EXAMPLE: Mapping[str, str] = {
    "industry": "医疗器械", "investment_cny": "6000万", "output_cny_year": "1亿", "revenue_cny_year": "9000万",
    "tax_cny_year": "450万", "energy_tce_year": "600", "staff": "80", "floor": "8000", "land": "20亩",
}  # fmt: skip
_FIELDS = by_name(REQUIREMENT_FIELDS)
_GROUND = {
    "floor": replace(_FIELDS["floor_area_min_m2"], label=Text("占用建筑面积", "floor taken")),
    "land": replace(_FIELDS["land_area_min_m2"], label=Text("占用土地", "land taken")),
}
ENTERPRISE: Mapping[str, Field] = {name: _FIELDS[name] for name in BROUGHT} | _GROUND
_SEPARATORS = re.compile(r"[、,，;；\n|]+")


@dataclass(slots=True)
class DraftTerm:
    """A term as typed."""

    path: str
    measure: str = ""
    low: str = ""
    high: str = ""
    error: Text | None = None


@dataclass(slots=True)
class DraftGroup:
    """A group as typed."""

    path: str
    kind: GroupKind = "all_of"
    rules: list["Draft"] = field(default_factory=list)
    error: Text | None = None


Draft: TypeAlias = DraftTerm | DraftGroup


@dataclass(slots=True)
class DraftTerms:
    """Terms as typed: a group of rules, industries, who published them and when."""

    rule: DraftGroup
    allow: str = ""
    deny: str = ""
    source: str = ""
    stated_on: str = ""
    error: Text | None = None


def draft_of(terms: Admission | None, lang: Lang) -> DraftTerms:
    """Give terms as a person would have typed them."""
    if terms is None:
        return DraftTerms(DraftGroup(ROOT))
    rule = terms.rule
    whole = rule if isinstance(rule, Group) else Group("all_of", (rule,) if rule else ())
    draft = _draft(whole, ROOT, lang)
    assert isinstance(draft, DraftGroup)
    return DraftTerms(
        draft, "、".join(terms.allow), "、".join(terms.deny), terms.source or "", terms.verified_on or ""
    )


def _draft(rule: Rule, path: str, lang: Lang) -> Draft:
    if isinstance(rule, Term):
        low, high = _typed(rule.measure, rule.at_least, lang), _typed(rule.measure, rule.at_most, lang)
        return DraftTerm(path, rule.measure, low, high)
    parts = [_draft(each, f"{path}.{index}", lang) for index, each in enumerate(rule.rules)]
    return DraftGroup(path, rule.kind, parts)


def _typed(measure: str, bound: float | None, lang: Lang) -> str:
    """Write money in 万 for readers of Chinese, where that says it exactly."""
    if bound is None:
        return ""
    wan = bound / 1e4
    short = (
        lang == "zh"
        and "CNY" in ADMISSION_MEASURES[measure].unit.en
        and bound >= 1e4
        and round(wan, 2) == wan
    )
    return f"{wan:.10g}万" if short else f"{bound:.10g}"


def read_draft(data: Mapping[str, str]) -> DraftTerms:
    """Read what a form holds."""
    budget = iter(range(MOST_RULES))
    rule = _read(data, ROOT, 1, budget)
    allow, deny, source, stated_on = (
        data.get(name, "").strip() for name in ("allow", "deny", "source", "stated_on")
    )
    group = rule if isinstance(rule, DraftGroup) else DraftGroup(ROOT)
    return DraftTerms(group, allow, deny, source, stated_on)


def _read(data: Mapping[str, str], path: str, depth: int, budget: Iterator[int]) -> Draft | None:
    if depth > MAX_DEPTH or next(budget, None) is None:
        return None
    if f"measure-{path}" in data:
        return DraftTerm(
            path, data[f"measure-{path}"], data.get(f"low-{path}", ""), data.get(f"high-{path}", "")
        )
    if f"kind-{path}" not in data:
        return None
    group = DraftGroup(path, next((each for each in GROUPS if each == data[f"kind-{path}"]), GROUPS[0]))
    while (part := _read(data, f"{path}.{len(group.rules)}", depth + 1, budget)) is not None:
        group.rules.append(part)
    return group


def change(draft: DraftTerms, action: str, path: str) -> None:
    """Add a term or a group to a group, or remove a rule: ``add-term``, ``add-group``, ``remove``."""
    found = _find(draft.rule, path)
    if action == "remove":
        holder = _find(draft.rule, path.rpartition(".")[0])
        if isinstance(holder, DraftGroup) and found is not None:
            holder.rules.remove(found)
    elif isinstance(found, DraftGroup):
        new = DraftTerm("") if action == "add-term" else DraftGroup("", "any_of", [DraftTerm("")])
        found.rules.append(new)
    _number(draft.rule, ROOT)


def _find(rule: Draft, path: str) -> Draft | None:
    if rule.path == path:
        return rule
    parts = rule.rules if isinstance(rule, DraftGroup) else []
    return next((found for part in parts if (found := _find(part, path))), None)


def _number(rule: Draft, path: str) -> None:
    rule.path = path
    if isinstance(rule, DraftGroup):
        for index, part in enumerate(rule.rules):
            _number(part, f"{path}.{index}")


def parse_draft(draft: DraftTerms) -> Admission | None:
    """Read terms out of what was typed; None where something is wrong: it is said beside each rule."""
    rule = _parse(draft.rule) if draft.rule.rules else None
    if draft.rule.rules and rule is None:
        return None
    industries = {"allow": _words(draft.allow), "deny": _words(draft.deny)}
    rest = {"source": draft.source or None, "verified_on": draft.stated_on or None}
    try:
        return parse_admission({**(rule or {}), "industries": industries, **rest}, "terms")
    except LuodiError as error:
        draft.error = Text(
            *(f"{w}；{r}" for w, r in zip(error.problem.what, error.problem.remedy, strict=True))
        )
        return None


def _parse(rule: Draft) -> dict[str, Any] | None:
    """Give the rule's JSON; None where something under it is wrong."""
    if isinstance(rule, DraftTerm):
        return _parse_term(rule)
    parts = [_parse(each) for each in rule.rules]
    if not parts:
        rule.error = Text("这一组是空的：请加一条，或删去", "This group is empty: add a rule, or remove it")
    good = [part for part in parts if part is not None]
    if not parts or len(good) < len(parts):
        return None
    return good[0] if len(good) == 1 else {rule.kind: good}


def _parse_term(term: DraftTerm) -> dict[str, Any] | None:
    if term.measure not in ADMISSION_MEASURES:
        term.error = Text("请选择指标", "Choose a measure")
        return None
    measure = ADMISSION_MEASURES[term.measure]
    catalogued = Field(measure.name, measure.label, Type.NUMBER, measure.unit)
    try:
        low, high = (parse_value(catalogued, typed) for typed in (term.low, term.high))
    except BadValue as bad:
        term.error = Text(*(f"{what}；{remedy}" for what, remedy in zip(bad.what, bad.remedy, strict=True)))
        return None
    if low is None and high is None:
        term.error = Text("请写下限或上限", "Give a lower or an upper bound")
    elif isinstance(low, float) and isinstance(high, float) and low > high:
        term.error = Text("下限高于上限", "The lower bound is above the upper one")
    return None if term.error else {"measure": measure.name, "at_least": low, "at_most": high}


def _words(typed: str) -> list[str]:
    return [word.strip() for word in _SEPARATORS.split(typed) if word.strip()]


@dataclass(frozen=True, slots=True)
class Line:
    """One rule tried on an enterprise: its sentence, whether it holds, and the rules under it."""

    text: str
    state: State
    under: tuple["Line", ...] = ()


def try_terms(terms: Admission, enterprise: Mapping[str, Any], lang: Lang) -> tuple[Line, ...]:
    """Try terms on what an enterprise brings (:data:`ENTERPRISE`), line by line; what it does not say stays unknown."""
    said = {name: value for name, value in enterprise.items() if name not in _GROUND and value is not None}
    figures = Figures(requirement_from_values(said), enterprise.get("floor"), enterprise.get("land"))
    lines = [_try(terms.rule, figures, lang)] if terms.rule else []
    lines += [
        Line(say_line(line, lang), line.state) for line in industry_lines(terms, figures.requirement.industry)
    ]
    return tuple(lines)


def _try(rule: Rule, figures: Figures, lang: Lang) -> Line:
    if isinstance(rule, Term):
        checks = term_lines(rule, figures)
        text = Text("；", "; ").say(lang).join(say_line(check, lang) for check in checks)
        return Line(text, both([check.state for check in checks]))
    if len(rule.rules) == 1:
        return _try(rule.rules[0], figures, lang)
    under = tuple(_try(each, figures, lang) for each in rule.rules)
    states = [line.state for line in under]
    return Line(HEADS[rule.kind].say(lang), both(states) if rule.kind == "all_of" else either(states), under)


def keep_terms(row: Park, terms: Admission | None, author: Author) -> None:
    """Put terms in the place of those that the park has; files that are loaded again do not change them back."""
    with transaction.atomic():
        keep_parks([replace(park_of(row), admission=terms)], author, edited=True)
    row.refresh_from_db()


@dataclass(frozen=True, slots=True)
class Version:
    """Terms as they were from a day on: who changed them, and why."""

    key: int
    terms: Admission | None
    record: Any


def versions(row: Park) -> list[Version]:
    """Give the terms that the park has had, the newest first."""
    found: list[Version] = []
    for record in reversed(list(history_of(row))):
        terms = park_of(record).admission
        if not found or found[-1].terms != terms:
            found.append(Version(record.history_id, terms, record))
    return found[::-1]
