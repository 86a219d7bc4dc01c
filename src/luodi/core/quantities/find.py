"""Find quantities in running text."""

from dataclasses import dataclass
from typing import Literal

Dimension = Literal["area", "money", "length", "load", "power", "mass", "time", "fraction", "count", "none"]
Approx = Literal["exact", "about", "at_least", "at_most"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, where it stands in a text.

    ``value`` is in ``unit``: ``m2`` (area), ``CNY`` ``USD`` … (money), ``m`` (length), ``kg/m2`` (load), ``kVA``
    (power, kW taken as equal), ``t`` (mass), ``year`` ``month`` ``day`` (time), ``1`` (fraction: 6% is 0.06), the
    counter as written (``家`` ``个`` ``万台`` → 台; dimension count), or ``""`` for a bare number (dimension none).
    A range (1000-5000平) has its lower end as ``value`` and its upper end as ``high``. ``[start, end)`` covers the
    words of approximation (近, 余, 左右) too; ``number_start`` is where the first digit stands; ``written_unit`` is
    the unit as written (亩, 万元).
    """

    value: float
    unit: str
    dimension: Dimension
    approx: Approx
    start: int
    end: int
    number_start: int
    written_unit: str
    high: float | None = None


def find_quantities(text: str) -> list[Quantity]:
    """Find all quantities of ``text``, in order, not overlapping. Linear in the text's length."""
    raise NotImplementedError
