"""The index finds what a plain look into every text finds, on either database; what means the same is one."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luodi_portal.search import index
from luodi_portal.search.index import Thing, Wanted, match
from luodi_portal.search.models import Entry
from luodi_portal.search.query import parse_query

pytestmark = pytest.mark.django_db
LETTERS = "厂房區区高新ＡaAb8 8,，。-\n层層p3"


def sources(words: str, *, in_title: bool = False) -> set[str]:
    found = match(Wanted("news", parse_query(words)), 10_000, in_title=in_title)
    assert found == sorted(found, reverse=True)
    return set(Entry.objects.filter(id__in=found).values_list("source", flat=True))


def plain(text: str) -> str:
    """Fold by what the standard library knows, and part scripts: slow, and for few characters only."""
    folded = text.replace("區", "区").replace("層", "层").replace("Ａ", "a").replace("，", ",").lower()
    apart = re.sub(r"(?<=[a-z0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[a-z0-9])", " ", folded)
    return " " + " ".join(re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]+", apart)) + " "


def holds(text: str, word: str) -> bool:
    """Look for a word: its Latin ends are ends of words, its Chinese ends may stand within others."""
    asked = plain(word).strip()
    ahead = r"(?<![a-z0-9])" if asked[0].isascii() else ""
    behind = r"(?![a-z0-9])" if asked[-1].isascii() else ""
    return re.search(ahead + re.escape(asked) + behind, plain(text)) is not None


texts = st.lists(st.text(LETTERS, max_size=25), min_size=1, max_size=8)
asked = st.lists(
    st.text(LETTERS.replace(" ", "").replace("\n", ""), min_size=1, max_size=4), min_size=1, max_size=2
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=texts, titles=texts, words=asked)
def test_pairs_find_what_a_plain_look_finds(texts: list[str], titles: list[str], words: list[str]) -> None:
    index.clear()
    titles = (titles * len(texts))[: len(texts)]
    index.put(Thing(f"document:{n}", "news", titles[n], text) for n, text in enumerate(texts))
    quoted = " ".join(f'"{word}"' for word in words)
    real = [word for word in words if plain(word).strip()]
    expected = {
        f"document:{n}" for n, text in enumerate(texts)
        if real and all(holds(text, word) or holds(titles[n], word) for word in real)
    }  # fmt: skip
    assert (sources(quoted) if real else set()) == expected
    in_titles = {
        f"document:{n}" for n in range(len(texts)) if real and all(holds(titles[n], word) for word in real)
    }
    assert (sources(quoted, in_title=True) if real else set()) == in_titles


SAID = {
    "crane": "车间配10吨航车两台，层高8米",
    "bridge": "配桥式起重机，净高 7.5m",
    "spelt": "单层厂房，层高为八米，占地 30 亩",
    "metres": "占地20000平方米，檐高7.5米，跨度8米",
    "wide": "標準廠房出租，ＡＢＢ機器人，Ｐ３實驗室",
    "abbey": "abbey road，亩均税收20万元",
}
ASKED = [
    ("行车", "crane bridge"),
    ("天车", "crane bridge"),
    ("“行车”", ""),
    ("层高8米", "crane spelt"),
    ("层高 8 米", "crane spelt metres"),
    ("8米层高", "crane spelt"),
    ("净高7.5米", "bridge"),
    ("7.5米", "bridge metres"),
    ("30亩", "spelt metres"),
    ("2万平方米", "spelt metres"),
    ("2公顷", "spelt metres"),
    ("标准厂房", "wide"),
    ("標準廠房", "wide"),
    ("厂房", "spelt wide"),
    ("abb", "wide"),
    ("ABB机器人", "wide"),
    ("P3实验室", "wide"),
    ("p3 实验", "wide"),
    ("光", ""),
    ("占", "spelt metres"),
    ("占地 檐高", "spelt metres"),
    ("占地跨度", ""),
    ("！？", ""),
]


@pytest.mark.parametrize(("words", "found"), ASKED)
def test_what_means_the_same_is_one(words: str, found: str) -> None:
    index.put(Thing(key, "news", "", text) for key, text in SAID.items())
    got = sources(words) if parse_query(words) else set()
    assert got == set(found.split())
