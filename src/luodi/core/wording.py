"""How values are said to people: numbers, amounts with their units, the values of fields."""

import re
from collections.abc import Sequence
from typing import Any

from luodi.core.fields import Field, Type
from luodi.core.quantities.units import MU
from luodi.core.text import Lang, Text

_PLURALS = ("storeys", "years")
UNKNOWN = Text("未知", "unknown")
YES, NO = Text("有", "yes"), Text("无", "no")
_HIDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def joined(words: Sequence[str], lang: Lang) -> str:
    """Give words as a list in a sentence."""
    return ("、" if lang == "zh" else ", ").join(words)


def visible(text: str) -> str:
    """Show characters that hide or turn around what stands there as the replacement character."""
    return _HIDING.sub("\ufffd", text)


def number(value: float) -> str:
    """Give a number with thousands parted, at most two decimals (four below 1)."""
    text = f"{value:,.2f}" if abs(value) >= 1 else f"{value:.4f}"
    return text.rstrip("0").rstrip(".")


def amount(value: float, unit: Text, lang: Lang) -> str:
    """Give a number with its unit; money in 万 and 亿, or in millions and billions."""
    scale, word = _scale(value, unit, lang)
    if lang == "zh":
        return f"{number(value / scale)} {word}{unit.zh}".strip()
    one = unit.en.removesuffix("s") if value == 1 and unit.en in _PLURALS else unit.en
    return " ".join(part for part in (number(value / scale), word, one) if part)


def land(value: float, lang: Lang) -> str:
    """Give an area of ground, in m², as the trade says it: in 亩 too."""
    mu, m2 = number(round(value / MU, 1)), number(round(value))
    return Text(f"{mu} 亩（{m2} ㎡）", f"{m2} m² ({mu} mu)").say(lang)


def _scale(value: float, unit: Text, lang: Lang) -> tuple[float, str]:
    if not unit.en.startswith("CNY"):
        return 1.0, ""
    steps = ((1e8, "亿"), (1e4, "万")) if lang == "zh" else ((1e9, "billion"), (1e6, "million"))
    return next(((step, word) for step, word in steps if abs(value) >= step), (1.0, ""))


def say_value(field: Field | None, value: Any, lang: Lang) -> str:
    """Give a field's value in words (without a field: plainly); None is said to be unknown."""
    if value is None:
        return UNKNOWN.say(lang)
    if isinstance(value, bool):
        return (YES if value else NO).say(lang)
    if isinstance(value, tuple | list):
        return joined([say_value(field, each, lang) for each in value], lang)
    if isinstance(value, int | float):
        return _say_number(field, value, lang)
    choice = field.choices.get(str(value)) if field else None
    return choice.say(lang) if choice else str(value)


def _say_number(field: Field | None, value: float, lang: Lang) -> str:
    if field is None:
        return number(value)
    if field.type is Type.FLOORS:
        return _say_floor(int(value), lang)
    return amount(value, field.unit, lang)


def _say_floor(floor: int, lang: Lang) -> str:
    if lang == "zh":
        return f"{floor} 层" if floor > 0 else f"地下 {-floor} 层"
    return f"floor {floor}" if floor > 0 else f"basement {-floor}"
