"""A park's admission terms (准入条件) as data: rules on what an enterprise brings, industries.

    {"any_of": [{"all_of": [{"measure": "tax_cny_mu_year", "at_least": 200000}, …]}, …],
     "industries": {"allow": ["医疗器械"], "deny": ["电镀"]}, "source": "…", "verified_on": "2025-03-01"}

A rule object that holds several of ``measure``, ``all_of`` and ``any_of`` asks for all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from luodi.core.errors import LuodiError, Problem
from luodi.core.fields import SITE_FIELDS, BadValue, by_name
from luodi.core.nearest import suggestion
from luodi.core.text import Text
from luodi.core.values import parse_value

MAX_DEPTH = 20
GroupKind: TypeAlias = Literal["all_of", "any_of"]
GROUPS: tuple[GroupKind, GroupKind] = ("all_of", "any_of")


@dataclass(frozen=True, slots=True)
class Term:
    """One measure with its bounds (either may be None): ``tax_cny_mu_year`` at least 200000."""

    measure: str
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that must all hold, or of which one must."""

    kind: GroupKind
    rules: tuple["Rule", ...]


Rule: TypeAlias = Term | Group


@dataclass(frozen=True, slots=True)
class Admission:
    """What a park asks of an enterprise: a rule, industries, and who published it, verified when."""

    rule: Rule | None = None
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    source: str | None = None
    verified_on: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that a park may ask for: ``total`` is the requirement's field, divided by the ground.

    ``per`` is ``mu`` (亩 of land), ``m2`` (square metre of floor) or None for the total itself.
    """

    name: str
    label: Text
    unit: Text
    total: str
    per: Literal["mu", "m2"] | None = None


def _measures() -> Iterator[Measure]:
    yuan, year = Text("元", "CNY"), Text("元/年", "CNY a year")
    mu, m2 = Text("元/亩", "CNY/mu"), Text("元/㎡", "CNY/m²")
    mu_year, m2_year = Text("元/亩·年", "CNY/mu a year"), Text("元/㎡·年", "CNY/m² a year")
    yield Measure("investment_cny", Text("投资额", "investment"), yuan, "investment_cny")
    yield Measure("investment_cny_mu", Text("亩均投资", "investment by mu"), mu, "investment_cny", "mu")
    yield Measure("investment_cny_m2", Text("每平方米投资", "investment by m²"), m2, "investment_cny", "m2")
    for name, zh, en in (
        ("output", "产值", "output"),
        ("revenue", "营收", "revenue"),
        ("tax", "税收", "tax"),
    ):
        total = f"{name}_cny_year"
        yield Measure(total, Text(f"年{zh}", f"{en} a year"), year, total)
        yield Measure(f"{name}_cny_mu_year", Text(f"亩均{zh}", f"{en} by mu a year"), mu_year, total, "mu")
        yield Measure(
            f"{name}_cny_m2_year", Text(f"每平方米{zh}", f"{en} by m² a year"), m2_year, total, "m2"
        )
    tce, tce_mu = Text("吨标煤/年", "tce a year"), Text("吨标煤/亩·年", "tce/mu a year")
    yield Measure("energy_tce_year", Text("年能耗", "energy a year"), tce, "energy_tce_year")
    yield Measure(
        "energy_tce_mu_year", Text("亩均能耗", "energy by mu a year"), tce_mu, "energy_tce_year", "mu"
    )
    yield Measure("staff", Text("用工", "staff"), Text("人", "people"), "staff")
    yield Measure("staff_mu", Text("亩均用工", "staff by mu"), Text("人/亩", "people/mu"), "staff", "mu")


ADMISSION_MEASURES: dict[str, Measure] = {measure.name: measure for measure in _measures()}
"""Every measure that terms may name, by its name."""

_VERIFIED_ON = by_name(SITE_FIELDS)["verified_on"]
_RULE_KEYS = ("measure", "all_of", "any_of")
_TERM_KEYS = {"measure", "at_least", "at_most"}
_TOP_KEYS = {*_RULE_KEYS, *_TERM_KEYS, "industries", "source", "verified_on"}


def parse_admission(data: object, where: str) -> Admission:
    """Read terms from their JSON form; ``where`` names file and place for messages.

    Raises :class:`LuodiError` at the first thing that is wrong, with its path inside the terms.
    """
    terms = _object(data, where)
    _known_keys(terms, _TOP_KEYS, where)
    rule_part = {
        key: terms[key] for key in (*_RULE_KEYS, "at_least", "at_most") if terms.get(key) is not None
    }
    industries = _object(terms.get("industries") or {}, f"{where}.industries")
    _known_keys(industries, {"allow", "deny"}, f"{where}.industries")
    return Admission(
        rule=_parse_rule(rule_part, where, 1) if rule_part else None,
        allow=_words(industries.get("allow"), f"{where}.industries.allow"),
        deny=_words(industries.get("deny"), f"{where}.industries.deny"),
        source=_word(terms.get("source"), f"{where}.source"),
        verified_on=_date(terms.get("verified_on"), f"{where}.verified_on"),
    )


def admission_to_json(admission: Admission) -> dict[str, Any]:
    """Give terms in their JSON form; what is empty is left out."""
    industries = {"allow": list(admission.allow), "deny": list(admission.deny)}
    rest: dict[str, Any] = {
        "industries": {key: words for key, words in industries.items() if words} or None,
        "source": admission.source,
        "verified_on": admission.verified_on,
    }
    rule = _rule_to_json(admission.rule) if admission.rule else {}
    return rule | {key: value for key, value in rest.items() if value is not None}


def _rule_to_json(rule: Rule) -> dict[str, Any]:
    if isinstance(rule, Group):
        return {rule.kind: [_rule_to_json(each) for each in rule.rules]}
    bounds = {"at_least": rule.at_least, "at_most": rule.at_most}
    plain = {key: int(b) if b == int(b) else b for key, b in bounds.items() if b is not None}
    return {"measure": rule.measure, **plain}


def _parse_rule(data: object, where: str, depth: int) -> Rule:
    if depth > MAX_DEPTH:
        raise _bad(where, f"规则嵌套超过{MAX_DEPTH}层", f"rules nest deeper than {MAX_DEPTH}",
                   "请拆平规则", "flatten the rules")  # fmt: skip
    rule = _object(data, where)
    _known_keys(rule, {*_RULE_KEYS, *_TERM_KEYS}, where)
    parts: list[Rule] = []
    if rule.keys() & _TERM_KEYS:
        parts.append(_parse_term(rule, where))
    parts += [_parse_group(kind, rule[kind], f"{where}.{kind}", depth) for kind in GROUPS if kind in rule]
    if not parts:
        raise _bad(where, "规则是空的", "the rule is empty", "请写 measure、all_of 或 any_of",
                   "give measure, all_of or any_of")  # fmt: skip
    return parts[0] if len(parts) == 1 else Group("all_of", tuple(parts))


def _parse_group(kind: GroupKind, data: object, where: str, depth: int) -> Group:
    if not isinstance(data, list) or not data:
        raise _bad(where, f"{_shown(data)} 不是非空列表", f"{_shown(data)} is not a filled list",
                   "请列出至少一条规则", "list at least one rule")  # fmt: skip
    return Group(kind, tuple(_parse_rule(each, f"{where}[{i}]", depth + 1) for i, each in enumerate(data)))


def _parse_term(rule: Mapping[str, object], where: str) -> Term:
    measure = rule.get("measure")
    if not isinstance(measure, str) or measure not in ADMISSION_MEASURES:
        meant = suggestion(str(measure or ""), tuple(ADMISSION_MEASURES))
        raise _bad(f"{where}.measure", f"不认识指标 {_shown(measure)}", f"unknown measure {_shown(measure)}",
                   meant.zh, meant.en)  # fmt: skip
    low, high = (_bound(rule.get(key), f"{where}.{key}") for key in ("at_least", "at_most"))
    if low is None and high is None:
        raise _bad(where, f"{measure} 没有界限", f"{measure} has no bound", "请写 at_least 或 at_most",
                   "give at_least or at_most")  # fmt: skip
    if low is not None and high is not None and low > high:
        raise _bad(where, f"at_least {low:g} 大于 at_most {high:g}",
                   f"at_least {low:g} is above at_most {high:g}", "请更正", "mend one of them")  # fmt: skip
    return Term(measure, low, high)


def _bound(data: object, where: str) -> float | None:
    if data is None:
        return None
    if isinstance(data, bool) or not isinstance(data, int | float) or not _sound(data):
        raise _bad(where, f"{_shown(data)} 不是非负数", f"{_shown(data)} is not a number of 0 or more",
                   "请写以指标单位计的数", "give a number in the measure's unit")  # fmt: skip
    return float(data)


def _sound(number: float) -> bool:
    # JSON may hold an int beyond float's range: comparing it is safe, converting it is not.
    return 0 <= number <= 1e300


def _object(data: object, where: str) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise _bad(where, f"{_shown(data)} 不是对象", f"{_shown(data)} is not an object", "请写成 {…}",
                   "write it as {…}")  # fmt: skip
    return data


def _known_keys(data: Mapping[str, object], known: set[str], where: str) -> None:
    unknown = [key for key in data if key not in known]
    if unknown:
        raise _bad(where, f"不认识 {_shown(unknown[0])}", f"unknown key {_shown(unknown[0])}",
                   f"可用：{', '.join(sorted(known))}", f"known: {', '.join(sorted(known))}")  # fmt: skip


def _words(data: object, where: str) -> tuple[str, ...]:
    if data is None:
        return ()
    if not isinstance(data, list) or not all(isinstance(word, str) and word.strip() for word in data):
        raise _bad(where, f"{_shown(data)} 不是词语列表", f"{_shown(data)} is not a list of words",
                   '请写成 ["…", …]', 'write it as ["…", …]')  # fmt: skip
    return tuple(word.strip() for word in data)


def _word(data: object, where: str) -> str | None:
    if data is None or isinstance(data, str):
        return data or None
    raise _bad(
        where, f"{_shown(data)} 不是文字", f"{_shown(data)} is not text", "请加引号", "put it in quotes"
    )


def _date(data: object, where: str) -> str | None:
    try:
        value = parse_value(_VERIFIED_ON, data)
    except BadValue as error:
        raise LuodiError(Problem(where, error.what, error.remedy)) from error
    return value if isinstance(value, str) else None


def _shown(data: object) -> str:
    shown = repr(data)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _bad(where: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> LuodiError:
    return LuodiError(Problem(where, Text(zh, en), Text(remedy_zh, remedy_en)))
