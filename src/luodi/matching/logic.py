"""Kleene's three-valued logic, and comparisons that forgive the rounding of converted units.

S. C. Kleene, Introduction to Metamathematics, 1952, § 64: unknown and fail is fail, unknown or pass is pass.
"""

from collections.abc import Iterable

from luodi.matching.answer import State

SAME = 1e-6
"""Figures that differ by less than this share of the bound count as equal: 6666.67 m² is 10 亩."""


def both(states: Iterable[State]) -> State:
    """All must hold; of nothing, pass."""
    seen = set(states)
    return "fail" if "fail" in seen else "unknown" if "unknown" in seen else "pass"


def either(states: Iterable[State]) -> State:
    """One must hold; of nothing, fail."""
    seen = set(states)
    return "pass" if "pass" in seen else "unknown" if "unknown" in seen else "fail"


def holds(answer: bool | None) -> State:
    """Turn yes, no and we-don't-know into a state."""
    return "unknown" if answer is None else "pass" if answer else "fail"


def at_least(found: float | None, bound: float) -> State:
    """``found`` reaches ``bound``."""
    return holds(None if found is None else found >= bound * (1 - SAME))


def at_most(found: float | None, bound: float) -> State:
    """``found`` stays within ``bound``."""
    return holds(None if found is None else found <= bound * (1 + SAME))
