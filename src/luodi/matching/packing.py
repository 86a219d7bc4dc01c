"""What one site can hold: the packing worth most, and all packings worth enough.

A 0-1 knapsack by depth-first branch and bound: things are taken in the order of worth a share, and a branch ends where
filling the room left, the last thing in part, would not better the best (E. Horowitz, S. Sahni, Computing partitions
with applications to the knapsack problem, Journal of the ACM 21, 1974; G. B. Dantzig's bound, Operations Research 5,
1957).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FITS = 1e-9
"""By how much shares may add up to more than 1, for what floating point loses."""
_NODES = 2000


@dataclass(frozen=True, slots=True)
class Packing:
    """Places of the things taken, what they are worth, and a bound that no packing can pass."""

    taken: tuple[int, ...]
    worth: float
    bound: float


def best_packing(worths: Sequence[float], shares: Sequence[float], tolerance: float = 0.0) -> Packing:
    """Give the packing worth most, to within ``tolerance``; all worths are positive.

    The search looks at 2,000 branches at most; where that does not do, the bound is what room and parts allow.
    """
    if sum(shares) <= 1.0 + FITS:
        worth = sum(worths)
        return Packing(tuple(range(len(worths))), worth, worth)
    order = _by_density(worths, shares)
    worths, shares = [worths[each] for each in order], [shares[each] for each in order]
    bound, best, taken = _filled(worths, shares, 0, 1.0), 0.0, tuple[int, ...]()
    looked = 0
    waiting: list[tuple[int, float, float, tuple[int, ...]]] = [(0, 1.0, 0.0, ())]
    while waiting and looked < _NODES:
        looked += 1
        place, room, worth, held = waiting.pop()
        if worth > best:
            best, taken = worth, held
        while place < len(shares) and shares[place] > room + FITS:
            place += 1
        if place < len(shares) and worth + _filled(worths, shares, place, room) > best + tolerance:
            waiting.append((place + 1, room, worth, held))
            waiting.append((place + 1, room - shares[place], worth + worths[place], (*held, place)))
    if not waiting:
        bound = min(bound, best + tolerance)
    return Packing(tuple(order[each] for each in taken), best, max(bound, best))


def good_packings(
    worths: Sequence[float], shares: Sequence[float], least: float
) -> Iterator[tuple[int, ...]]:
    """Give every packing of one thing or more that is worth ``least`` or more; worths may be negative."""
    order = _by_density(worths, shares)
    worths, shares = [worths[each] for each in order], [shares[each] for each in order]
    waiting: list[tuple[int, float, float, tuple[int, ...]]] = [(0, 1.0, 0.0, ())]
    while waiting:
        place, room, worth, held = waiting.pop()
        if place == len(shares):
            if held and worth >= least:
                yield tuple(order[each] for each in held)
        elif worth + _filled(worths, shares, place, room) >= least:
            waiting.append((place + 1, room, worth, held))
            if shares[place] <= room + FITS:
                waiting.append((place + 1, room - shares[place], worth + worths[place], (*held, place)))


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
