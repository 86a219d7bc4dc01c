"""Part: projects given to parcels, 2,000 to 5,000, beside taking the best pair first."""

import time

import numpy as np

from bench.measure import Goal, Part, Settings, table
from luodi.matching.allocation import Allocation, Pairs, allocate

TITLE = "Allocation"
PROJECTS, PARCELS, SECONDS = 2_000, 5_000, 30.0
_GAP = 1e-4
_SHARES = (0.01, 0.05)


def measure(settings: Settings) -> Part:
    """Allocate at two densities of compatible pairs; the goal is that of the denser."""
    rows = []
    for share in _SHARES:
        pairs = generate(settings.seed, share)
        begin = time.perf_counter()
        found = allocate(pairs, gap=_GAP, seconds=SECONDS)
        took = time.perf_counter() - begin
        rows.append([f"{share:.0%}", f"{np.isfinite(pairs.values).sum():,}", f"{took:.1f} s", f"{found.gap:.4%}",
                     f"{_first_best(found, pairs):.2%}"])  # fmt: skip
    goals = (
        Goal(f"proven gap, {PROJECTS:,} projects × {PARCELS:,} parcels", "≤ 0.01 %", f"{found.gap:.4%}", found.gap <= _GAP),
        Goal("seconds for it", "≤ 30", f"{took:.1f}", took <= SECONDS),
    )  # fmt: skip
    head = (
        "compatible pairs",
        "pairs",
        "time passed",
        "proven gap",
        "taking the best pair first, below luodi's",
    )
    return Part(goals, f"{_ABOUT}\n\n{table(head, rows)}")


_ABOUT = (
    "Generated: areas of projects and parcels are lognormal, several projects may share a parcel, values are a parcel's "
    "own and a pair's in equal parts. A pair is compatible by chance where the project fits the parcel."
)


def generate(seed: int, share: float) -> Pairs:
    """Give projects and parcels of which a share of the pairs is compatible, if the one fits the other."""
    draw = np.random.default_rng(seed)
    wanted, offered = draw.lognormal(8.5, 0.8, PROJECTS), draw.lognormal(9.3, 0.8, PARCELS)
    shape = PROJECTS, PARCELS
    compatible = (draw.random(shape) < share) & (wanted[:, None] <= offered)
    values = 0.5 * draw.random(PARCELS) + 0.5 * draw.random(shape)
    return Pairs(np.where(compatible, values, -np.inf), np.where(compatible, wanted[:, None] / offered, 1.0))


def _first_best(found: Allocation, pairs: Pairs) -> float:
    """Give by how much taking the best pair left, again and again, falls below what was found."""
    room, waiting, total = np.ones(PARCELS), set(range(PROJECTS)), 0.0
    for flat in np.argsort(-pairs.values, axis=None, kind="stable").tolist():
        project, parcel = divmod(flat, PARCELS)
        value = float(pairs.values[project, parcel])
        if not waiting or value <= 0:
            break
        if project in waiting and pairs.shares[project, parcel] <= room[parcel]:
            waiting.discard(project)
            room[parcel] -= pairs.shares[project, parcel]
            total += value
    return 1 - total / found.total
