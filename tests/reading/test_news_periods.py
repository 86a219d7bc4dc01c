"""Which time a figure covers, and what is planned: the years of plans, of comparisons, of targets. All names are invented."""

import pytest

from reading.telling import facts_of

PARK = "海宁临空产业园"

Told = list[tuple[float | None, str | None, bool]]


def told(text: str, kind: str) -> Told:
    """Give value, period and whether it is planned of the facts of a kind."""
    return [(one.value, one.period, one.expected) for one in facts_of(text, kind)]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (f"到“十四五”末，{PARK}规上企业将达到120家。", "count", [(120.0, "2025", True)]),
        (f"“十五五”末，{PARK}产值力争突破500亿元。", "output_value", [(5e10, "2030", True)]),
        (f"截至2021年末，{PARK}规上企业由上年的31家增加到44家。", "count", [(31.0, "2020", False), (44.0, "2021", False)]),
        (f"去年{PARK}工业产值118亿元、税收3.9亿元，比2020年分别增长1.1倍和86%。", "growth",
         [(1.1, "2020/2023", False), (0.86, "2020/2023", False)]),
        (f"2025年，{PARK}计划新引进科技企业120家，建成投产项目6个。", "count", [(120.0, "2025", True), (6.0, "2025", True)]),
        (f"到2026年底，{PARK}营业收入将突破300亿元，入驻世界500强企业达到20家。", "count", [(20.0, "2026", True)]),
        (f"到2030年，{PARK}力争实现营收千亿元。", "revenue", [(1e11, "2030", True)]),
    ],
)  # fmt: skip
def test_periods(text: str, kind: str, expected: Told) -> None:
    assert told(text, kind) == expected
