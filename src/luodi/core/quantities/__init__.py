"""Numbers with their units as people write them: one grammar for all readers and tables.

>>> [(q.value, q.unit, q.approx) for q in find_quantities("总占地2900余亩，总投资约60亿元")]
[(1933333.3333333333, 'm2', 'at_least'), (6000000000.0, 'CNY', 'about')]
"""

from luodi.core.quantities.find import Quantity, find_quantities
from luodi.core.quantities.numbers import parse_number

__all__ = ["Quantity", "find_quantities", "parse_number"]
