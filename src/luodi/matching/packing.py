"""What one site can hold: the packing worth most, and all packings worth enough.

A 0-1 knapsack. The best packing comes of the list of packings that no other betters in both share and worth, one thing
more at a time (G. L. Nemhauser, Z. Ullmann, Discrete dynamic programming and capital allocation, Management Science 15,
1969); packings that hardly better another are passed over, so the list stays short and little is lost. All packings
worth enough come of a depth-first search that ends a branch where filling its room, the last thing in part, would not
do (G. B. Dantzig, Discrete-variable extremum problems, Operations Research 5, 1957).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

FITS = 1e-9
"""By how much shares may add up to more than 1, for what floating point loses."""

_Chain: TypeAlias = "tuple[int, _Chain] | None"
_State: TypeAlias = tuple[float, float, _Chain]
"""A packing: its share, its worth, and what it holds, the last thing first."""


@dataclass(frozen=True, slots=True)
class Packing:
    """Places of the things taken, what they are worth, and a bound that no packing can pass."""

    taken: tuple[int, ...]
    worth: float
    bound: float


def best_packing(worths: Sequence[float], shares: Sequence[float], tolerance: float = 0.0) -> Packing:
    """Give the packing worth most, to within ``tolerance``; all worths are positive."""
    if sum(shares) <= 1.0 + FITS:
        worth = sum(worths)
        return Packing(tuple(range(len(worths))), worth, worth)
    states: list[_State] = [(0.0, 0.0, None)]
    for each, (worth, share) in enumerate(zip(worths, shares, strict=True)):
        states = list(_unbettered(_merged(states, each, worth, share), tolerance / len(worths)))
    _, worth, chain = states[-1]
    return Packing(tuple(_held(chain)), worth, worth + tolerance)


def _merged(states: Sequence[_State], each: int, worth: float, share: float) -> list[_State]:
    """Give the packings with and without one thing more, by their shares; among equal shares the worthiest first."""
    more = [(used + share, gained + worth, (each, chain)) for used, gained, chain in states
            if used + share <= 1.0 + FITS]  # fmt: skip
    return sorted((*states, *more), key=_by_share)


def _by_share(state: _State) -> tuple[float, float]:
    return state[0], -state[1]


def _unbettered(states: Sequence[_State], least: float) -> Iterator[_State]:
    """Pass over the packings that are not worth more than ``least`` beyond one that takes no more room."""
    last = -1.0
    for state in states:
        if state[1] > last + least or last < 0:
            last = state[1]
            yield state


def _held(chain: _Chain) -> Iterator[int]:
    while chain is not None:
        each, chain = chain
        yield each


def good_packings(
    worths: Sequence[float], shares: Sequence[float], least: float, branches: int
) -> list[tuple[int, ...]] | None:
    """Give every packing of one thing or more that is worth ``least`` or more; worths may be negative.

    None if more than ``branches`` had to be looked at.
    """
    order = _by_density(worths, shares)
    worths, shares = [worths[each] for each in order], [shares[each] for each in order]
    waiting: list[tuple[int, float, float, tuple[int, ...]]] = [(0, 1.0, 0.0, ())]
    found = list[tuple[int, ...]]()
    for _ in range(branches):
        if not waiting:
            return found
        place, room, worth, held = waiting.pop()
        if place == len(shares):
            if held and worth >= least:
                found.append(tuple(order[each] for each in held))
        elif worth + _filled(worths, shares, place, room) >= least:
            waiting.append((place + 1, room, worth, held))
            if shares[place] <= room + FITS:
                waiting.append((place + 1, room - shares[place], worth + worths[place], (*held, place)))
    return None


def _by_density(worths: Sequence[float], shares: Sequence[float]) -> list[int]:
    return sorted(range(len(worths)), key=lambda each: -worths[each] / max(shares[each], FITS))


def _filled(worths: Sequence[float], shares: Sequence[float], place: int, room: float) -> float:
    """Give what the room could hold from ``place`` on if the last thing could be taken in part."""
    worth = 0.0
    for each in range(place, len(shares)):
        if worths[each] <= 0:
            break
        if shares[each] > room + FITS:
            return worth + worths[each] * max(room, 0.0) / shares[each]
        room -= shares[each]
        worth += worths[each]
    return worth
