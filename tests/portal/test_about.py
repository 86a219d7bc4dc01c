"""Which facts a park's page shows: those about it, about its parts, and those that lead to it."""

from dataclasses import replace

import pytest

from luodi.facts import Reading
from luodi_portal.knowledge.about import facts_about
from luodi_portal.knowledge.keep import keep_reading
from portal import samples

PLACES = ("山东省", "青岛市", "城阳区")
CASES = [
    ("澄湾仪器产业园", {"subject": "澄湾仪器产业园"}, True),
    ("澄湾仪器产业园", {"subject": "青岛市澄湾仪器产业园"}, True),
    ("青岛市澄湾仪器产业园", {"subject": "澄湾仪器产业园"}, True),
    ("青岛澄湾仪器产业园", {"subject": "澄湾仪器产业园一期"}, True),
    ("澄湾仪器产业园", {"subject": "某企业", "object": "澄湾仪器产业园"}, True),
    ("澄湾仪器产业园", {"subject": "海湾仪器产业园"}, False),
    ("澄湾仪器产业园", {"subject": "青岛市"}, False),
    ("青岛园区", {"subject": "园区"}, False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "said", "about"), CASES)
def test_facts_about(name: str, said: dict[str, str], about: bool) -> None:
    keep_reading(Reading(samples.NEWS, "news", facts=(replace(samples.FACTS[0], **said),)))
    assert facts_about(name, PLACES).exists() == about
