"""The readers of listings and enquiries on long inputs; what they read rightly is held by ``test_gate.py``."""

from typing import Any

import pytest

from luodi.facts import Document
from luodi.reading.listing import read_listing
from luodi.reading.requirement import read_requirement

PIECES = [
    "昆山厂房3000平，层高8米，没有宿舍，18元/平/月，联系人王经理13812345678，不要二楼，年税收500万 ",
    "2×2×2×2×2×2×2×2×2×2×2×2×2×2×2×2×",
    "13812345678王 13812345679李 ",
    "一层23元、二层16元、三层15元、",
    "可分32亩、20亩、找地20亩或厂房",
    "钢结构厂房5层，4层，已租，已售，",
]


@pytest.mark.parametrize("read", [read_listing, read_requirement])
@pytest.mark.parametrize("piece", PIECES)
def test_a_long_run_of_one_piece_is_read(read: Any, piece: str) -> None:
    """What took the square of the length would not come to an end here."""
    document = Document("t", piece * 1600, "求租", None, "2025-01-01")
    for field in read(document):
        assert document.whole(field.span.part)[field.span.start : field.span.end] == field.span.quote
