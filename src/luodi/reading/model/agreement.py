"""Two readers beside each other: what both read, what the rules alone, what the model alone.

The rules' reading stays as it is. What only the model read, and stands in the document, is added and marked.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Lang, Text
from luodi.facts import Fact, FieldReading, Reading
from luodi.reading.model.client import ask
from luodi.reading.model.facts import agrees, ground_facts
from luodi.reading.model.fields import ground_fields
from luodi.reading.model.ground import Ground
from luodi.reading.model.parse import parse_rows
from luodi.reading.model.prompt import make_messages
from luodi.reading.model.settings import ModelSettings
from luodi.reading.premises.source import fold

RULES, MODEL = "rules", "model"
_REASONS = {
    "quote": Text("引文不在原文中", "quote not in the text"),
    "value": Text("数值与原文不符", "value not what the text says"),
    "subject": Text("主体不在原文中", "subject not in the text"),
    "object": Text("对象不在原文中", "object not in the text"),
    "kind": Text("没有这种事实", "no such kind"),
    "field": Text("没有这个字段", "no such field"),
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the two readers agree: how much both read, the rules alone, the model alone; fields that differ.

    ``dropped`` counts what the model said and the document doesn't, by reason.
    """

    both: int = 0
    rules: int = 0
    model: int = 0
    differ: tuple[str, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Give the counts as JSON writes them."""
        return {
            "both": self.both, "rules": self.rules, "model": self.model,
            "differ": list(self.differ), "dropped": dict(self.dropped),
        }  # fmt: skip

    def say(self, lang: Lang) -> str:
        """Give the agreement as one line."""
        said = Text(
            f"规则与模型：都读到 {self.both}，仅规则 {self.rules}，仅模型 {self.model}",
            f"rules and model: both {self.both}, rules only {self.rules}, model only {self.model}",
        ).say(lang)
        if self.differ:
            said += Text("；不一致：", "; they differ on: ").say(lang) + ", ".join(self.differ)
        if self.dropped:
            reasons = [f"{_REASONS[name].say(lang)} {times}" for name, times in self.dropped.items()]
            said += Text("；模型所说未采用：", "; not taken from the model: ").say(lang) + ", ".join(reasons)
        return said


def add_model_reading(reading: Reading, settings: ModelSettings) -> tuple[Reading, Agreement]:
    """Ask the model for the document, and set what stands beside what the rules read.

    Raises :class:`LuodiError` where the model gives no answer that can be used; the rules' reading stands then.
    """
    dropped: Counter[str] = Counter()
    ground = Ground(reading.document)
    facts: list[Fact] = []
    fields: list[FieldReading] = []
    for start, window in _windows(reading, settings):
        answer = ask(settings, make_messages(reading.document, reading.type, window))
        rows = parse_rows(answer)
        if rows is None:
            raise LuodiError(_not_json(settings, reading))
        if reading.type == "news":
            facts += ground_facts(ground, rows, start, settings.reader, dropped)
        else:
            fields += ground_fields(ground, reading.type, rows, start, settings.reader, dropped)
    if reading.type == "news":
        merged, agreement = _merge_facts(reading.facts, facts)
        return replace(reading, facts=merged), replace(agreement, dropped=dict(dropped))
    read, agreement = _merge_fields(reading.fields, fields)
    return replace(reading, fields=read), replace(agreement, dropped=dict(dropped))


def _windows(reading: Reading, settings: ModelSettings) -> Iterator[tuple[int, str]]:
    """Cut a long text at line ends, or where a line is too long, behind a sentence."""
    text = reading.document.text
    if len(text) > settings.window * settings.most_windows:
        limit = settings.window * settings.most_windows
        raise LuodiError(
            Problem(
                reading.document.id,
                Text(
                    f"太长，没有问模型（上限 {limit} 字）",
                    f"too long to ask a model (limit {limit} characters)",
                ),
                Text("规则已读；需要模型时请拆开", "the rules have read it; split it if a model should"),
            )
        )
    start = 0
    while start < len(text):
        end = start + settings.window
        if end < len(text):
            cuts = (text.rfind(mark, start + 1, end) for mark in ("\n", "。", "；", "，"))
            end = next((cut + 1 for cut in cuts if cut > start + settings.window // 2), end)
        yield start, text[start:end]
        start = end


def _not_json(settings: ModelSettings, reading: Reading) -> Problem:
    return Problem(
        f"{settings.endpoint}, {reading.document.id}",
        Text("模型的答复不是所要的 JSON", "the model's answer is not the JSON that was asked for"),
        Text("规则的结果不受影响；可换一个模型", "the rules' reading stands; try another model"),
    )


def _merge_facts(rules: Sequence[Fact], model: Sequence[Fact]) -> tuple[tuple[Fact, ...], Agreement]:
    merged = [replace(fact, readers=(RULES,)) for fact in rules]
    both: set[int] = set()
    more: list[Fact] = []
    for fact in model:
        same = next((i for i, rule in enumerate(rules) if _is_same(rule, fact)), None)
        if same is not None:
            both.add(same)
        elif not any(_is_same(other, fact) for other in more):
            more.append(replace(fact, readers=(MODEL,)))
    for index in both:
        merged[index] = replace(merged[index], readers=(RULES, MODEL))
    agreement = Agreement(len(both), len(rules) - len(both), len(more))
    return (*merged, *more), agreement


def _is_same(one: Fact, other: Fact) -> bool:
    """Whether two facts claim the same, as the benchmark pairs them; a name may be the other's short form."""
    if one.kind != other.kind or one.unit != other.unit:
        return False
    if one.value is not None and other.value is not None:
        if not agrees(one.value, other.value):
            return False
        overlap = one.span.start < other.span.end and other.span.start < one.span.end
        return (overlap and one.span.part == other.span.part) or _is_alike(one.subject, other.subject)
    return (
        one.value == other.value
        and _is_alike(one.subject, other.subject)
        and _is_alike(one.object or "", other.object or "")
    )


def _is_alike(one: str, other: str) -> bool:
    one, other = fold(one), fold(other)
    return one == other or bool(one and other and (one in other or other in one))


def _merge_fields(
    rules: Sequence[FieldReading], model: Sequence[FieldReading]
) -> tuple[tuple[FieldReading, ...], Agreement]:
    said: dict[str, FieldReading] = {}
    for read in model:
        said.setdefault(read.name, read)
    merged, differ, both = [], [], 0
    for read in rules:
        other = said.pop(read.name, None)
        same = other is not None and _is_same_value(read, other)
        merged.append(replace(read, readers=(RULES, MODEL) if same else (RULES,)))
        both += same
        if other is not None and not same:
            differ.append(read.name)
    merged += [replace(read, readers=(MODEL,)) for read in said.values()]
    return tuple(merged), Agreement(both, len(rules) - both, len(said), tuple(differ))


def _is_same_value(one: FieldReading, other: FieldReading) -> bool:
    a, b = (value if isinstance(value, tuple) else (value,) for value in (one.value, other.value))
    if len(a) == len(b) == 1:
        if isinstance(a[0], float) and isinstance(b[0], float):
            return agrees(a[0], b[0])
        if isinstance(a[0], str) and isinstance(b[0], str):
            return _is_alike(a[0], b[0])
    return set(a) == set(b)
