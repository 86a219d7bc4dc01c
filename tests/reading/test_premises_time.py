"""The readers of listings and enquiries on long inputs; what they read rightly is held by ``test_gate.py``."""

import time
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
def test_reading_time_grows_linearly(read: Any, piece: str) -> None:

    def seconds(times: int) -> float:
        start = time.process_time()
        read(Document("t", piece * times, "求租", None, "2025-01-01"))
        return time.process_time() - start

    seconds(10)
    assert seconds(1600) <= 4 * 3 * max(seconds(400), 0.05)
