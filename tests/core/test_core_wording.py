"""Values in words: one is one."""

import pytest

from luodi.core.fields import SITE_FIELDS, by_name
from luodi.core.wording import say_value


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("storeys", 1.0, "1 storey"),
        ("storeys", 3.0, "3 storeys"),
        ("storeys", 0.0, "0 storeys"),
        ("tenure_years", 1.0, "1 year"),
        ("tenure_years", 50.0, "50 years"),
        ("crane_t", 1.0, "1 t"),
    ],
)
def test_units_follow_their_number(name: str, value: float, said: str) -> None:
    assert say_value(by_name(SITE_FIELDS)[name], value, "en") == said
