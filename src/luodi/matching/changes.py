"""What changed between two answers to one requirement, and why: sites new, gone, moved, with the figures that differ.

Both answers are in the shape of :meth:`luodi.matching.answer.Answer.to_json`, so that one kept long ago can be compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from luodi.core.fields import REQUIREMENT_FIELDS, by_name
from luodi.core.text import Lang, Text
from luodi.core.wording import amount, number
from luodi.matching.answer import Exclusion, Figure
from luodi.matching.measures import MEASURES, measure_name
from luodi.matching.wording import constraint_label, say_figure
from luodi.sites.admission import ADMISSION_MEASURES

Part = Literal["field", "term", "criterion", "weight", "asked", "fails"]
Kind = Literal["new", "gone", "up", "down", "same"]
AnswerJson: TypeAlias = Mapping[str, Any]
_Key: TypeAlias = tuple[Part, str, str]
_WANTED = by_name(REQUIREMENT_FIELDS)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that was another: of a site's field, a term of its park, a criterion, a weight, of what is asked.

    ``fails`` says that the site now fails, or before failed, the constraint ``name``; the other side is then None.
    """

    part: Part
    name: str
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class Move:
    """A site with its ranks in both answers (None: not listed) and what differs on it."""

    id: str
    name: str
    before: int | None
    after: int | None
    reasons: tuple[Difference, ...]

    @property
    def kind(self) -> Kind:
        """Tell which way it went."""
        if self.before is None or self.after is None:
            return "new" if self.before is None else "gone"
        return "same" if self.before == self.after else "up" if self.after < self.before else "down"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is asked that was not, or otherwise (fields and weights); and each site that came, went, moved or differs."""

    asked: tuple[Difference, ...]
    moves: tuple[Move, ...]

    def of_kind(self, kind: Kind) -> tuple[Move, ...]:
        """Give the sites that went one way."""
        return tuple(move for move in self.moves if move.kind == kind)


def compare(before: AnswerJson, after: AnswerJson, excluded: Iterable[Exclusion] = ()) -> Changes:
    """Compare two answers; ``excluded`` (of the later one) says why a site that is gone was ruled out.

    A site without a reason of its own moved because others did, or because what is asked changed.
    """
    old, new = _listed(before), _listed(after)
    failed = _failing(after) | {row.site.id: tuple(check.name for check in row.failed) for row in excluded}
    was_failed = _failing(before)
    moves = (
        Move(
            key,
            str((new.get(key) or old[key]).get("name") or key),
            old.get(key, {}).get("rank"),
            new.get(key, {}).get("rank"),
            tuple(_reasons(old.get(key), new.get(key), was_failed.get(key, ()), failed.get(key, ()))),
        )
        for key in (*new, *(key for key in old if key not in new))
    )
    return Changes(tuple(_asked(before, after)), tuple(m for m in moves if m.kind != "same" or m.reasons))


def _listed(answer: AnswerJson) -> dict[str, AnswerJson]:
    return {row["id"]: row for row in answer["shortlist"]}


def _failing(answer: AnswerJson) -> dict[str, tuple[str, ...]]:
    return {row["id"]: (row["constraint"],) for row in answer["near_misses"]}


def _reasons(
    old: AnswerJson | None, new: AnswerJson | None, was_failed: Iterable[str], failed: Iterable[str]
) -> Iterator[Difference]:
    if old and new:
        yield from _differences(_figures(old), _figures(new))
    elif old:
        yield from (Difference("fails", name, before=None, after=True) for name in failed)
    else:
        yield from (Difference("fails", name, before=True, after=None) for name in was_failed)


def _figures(row: AnswerJson) -> dict[_Key, Figure]:
    """Give what is known of a listed site: what was found, the park's terms, criteria that no constraint speaks of."""
    figures: dict[_Key, Figure] = {}
    for check in row["constraints"]:
        figures["field", check.get("measure") or check["name"], ""] = _figure(check["found"])
    said = tuple(name.replace("_max", "").replace("_min", "") for _, name, _ in figures)
    for line in row["admission"]:
        figures["term", line["measure"], line["bound"]] = _figure(line["wanted"])
    for score in row["criteria"]:
        if not score["measure"].startswith(said):
            figures["criterion", score["measure"], ""] = _figure(score["x"])
    return figures


def _asked(before: AnswerJson, after: AnswerJson) -> Iterator[Difference]:
    yield from _differences(_wanted(before), _wanted(after))
    yield from _differences(_weights(before), _weights(after))


def _wanted(answer: AnswerJson) -> dict[_Key, Figure]:
    return {("asked", name, ""): _figure(answer["requirement"].get(name)) for name in _WANTED}


def _weights(answer: AnswerJson) -> dict[_Key, Figure]:
    return {("weight", row["measure"], ""): row["weight"] for row in answer["criteria"]}


def _differences(old: Mapping[_Key, Figure], new: Mapping[_Key, Figure]) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield Difference(key[0], key[1], old.get(key), new.get(key))


def _figure(value: Any) -> Figure:
    return tuple(value) if isinstance(value, list) else value


def say_difference(given: Difference, lang: Lang) -> str:
    """Say what differs: 租金 18 元/㎡·月 → 16 元/㎡·月."""
    label = _label(given).say(lang)
    if given.part == "fails":
        now = Text(f"现在不符合：{label}", f"now fails: {label}")
        return (now if given.after else Text(f"原先不符合：{label}", f"failed before: {label}")).say(lang)
    return f"{label} {_said(given, given.before, lang)} → {_said(given, given.after, lang)}"


def _said(given: Difference, figure: Figure, lang: Lang) -> str:
    if figure is None:
        return Text("（无）" if given.part in ("asked", "term", "weight") else "未知",
                    "(none)" if given.part in ("asked", "term", "weight") else "unknown").say(lang)  # fmt: skip
    if given.part == "criterion" and isinstance(figure, int | float):
        return amount(figure, measure_name(given.name).unit, lang)
    if given.part == "weight" and isinstance(figure, int | float):
        return number(figure)
    return say_figure(given.name, figure, lang)


def _label(given: Difference) -> Text:
    name = given.name
    if given.part in ("weight", "criterion"):
        label = measure_name(name).label
        return Text(f"权重·{label.zh}", f"weight of {label.en}") if given.part == "weight" else label
    if given.part == "term":
        label = Text("行业", "industries") if name == "industry" else ADMISSION_MEASURES[name].label
        return Text(f"园区条件·{label.zh}", f"the park's terms: {label.en}")
    if given.part == "field" and (measure := name.replace("_max", "").replace("_min", "")) in MEASURES:
        return MEASURES[measure].label
    return _WANTED[name].label if name in _WANTED else constraint_label(name)
