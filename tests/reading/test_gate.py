"""The gate: no reading of the project's own corpora falls below its pinned floor, and no text changes unnoticed.

``corpus/`` may be looked at while rules are written; ``held_out/`` is not, so nothing here says which facts of it
were missed. ``python -m bench.floors --raise`` pins what has become better.
"""

import dataclasses
import importlib.util
import json
import random
from typing import Any

import pytest
from bench import floors
from bench.gold import DEV, Corpus, Gold, dev_corpora, own_corpora
from bench.scoring import Tally, score

from luodi.facts import Document, DocumentType, Fact, Reading
from luodi.reading.read import read_document

PINNED = floors.load()
SCORER = DEV.parent / "score.py"
beside = pytest.mark.skipif(not SCORER.exists(), reason="the annotated texts stand beside the repository")


@pytest.mark.parametrize("corpus", own_corpora(), ids=lambda corpus: corpus.name)
def test_no_floor_falls(corpus: Corpus) -> None:
    assert corpus.name in PINNED, "pin it: python -m bench.floors --raise"
    pinned = PINNED[corpus.name]
    assert pinned.fingerprint == corpus.fingerprint, "its texts changed: see python -m bench.floors --help"
    assert pinned.documents == len(corpus.docs)
    assert floors.below(pinned, floors.reach(corpus)) == []


def test_every_floor_has_its_corpus() -> None:
    assert sorted(PINNED) == sorted(corpus.name for corpus in own_corpora())


def test_ids_are_unique() -> None:
    ids = [doc.document.id for corpus in own_corpora() for doc in corpus.docs]
    assert len(ids) == len(set(ids))


TEXT = "甲园占地20亩，引进企业12家；乙园占地30亩。"


def _fact(subject: str, value: float, quote: str, **more: Any) -> Fact:
    start = TEXT.index(quote)
    document = Document("d", TEXT)
    return Fact("count", subject, document.span(start, start + len(quote)), value, "1", "企业", **more)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ([("甲园", 12.0)], 1),
        ([("甲园", 12.05)], 1),
        ([("甲园", 12.2)], 0),
        ([("“甲园”", 12.0)], 1),
        ([("丙市甲园", 12.0)], 1),
        ([("丙省丁市甲园", 12.0)], 0),
        ([("甲园", 12.0), ("甲园", 12.0)], 1),
        ([("乙园", 12.0)], 0),
        ([], 0),
    ],
)
def test_pairing(read: list[tuple[str, float]], right: int) -> None:
    document = Document("d", TEXT, type="news")
    gold = Gold(document, "news", (_fact("甲园", 12.0, "企业12家"),))
    facts = tuple(_fact(subject, value, "企业12家") for subject, value in read)
    scored = score([gold], lambda doc: Reading(doc, "news", facts))
    assert scored.all == Tally(1, len(read), right)


def test_qualifiers_count_among_pairs_only() -> None:
    gold = Gold(
        Document("d", TEXT, type="news"), "news", (_fact("甲园", 12.0, "企业12家", approx="at_least"),)
    )
    facts = (_fact("甲园", 12.0, "企业12家", period="2024"), _fact("乙园", 5.0, "企业12家", expected=True))
    scored = score([gold], lambda doc: Reading(doc, "news", facts))
    assert scored.qualifiers == {"approx": Tally(1, 1, 0), "period": Tally(1, 1, 0)}


def _corpus(**changes: Any) -> Corpus:
    return dataclasses.replace(Corpus("corpus/x", (), "aa"), **changes)


def test_raising_never_lowers() -> None:
    pinned = floors.Pinned("aa", 3, {"news": 0.9, "news.count": 0.5}, ("2024: said",))
    now = floors.raised(
        pinned, _corpus(fingerprint="bb"), {"news": 0.8, "news.count": 0.61254, "news.tax": 1.0}
    )
    assert now.floors == {"news": 0.9, "news.count": 0.612, "news.tax": 1.0}
    assert (now.fingerprint, now.lowered) == ("bb", ("2024: said",))


def test_what_is_no_longer_read_is_below() -> None:
    pinned = floors.Pinned("aa", 3, {"news": 0.9, "news.count": 0.5})
    assert floors.below(pinned, {"news": 0.9}) == ["news.count: 0.000, floor 0.500"]


@pytest.mark.skipif(not DEV.exists(), reason="the annotated texts stand beside the repository")
@pytest.mark.parametrize(("type_", "least"), [("news", 0.90), ("listing", 0.97), ("requirement", 0.97)])
def test_the_texts_beside_the_repository_are_read(type_: DocumentType, least: float) -> None:
    docs = [doc for corpus in dev_corpora() for doc in corpus.docs if doc.type == type_]
    scored = score(docs)
    assert scored.all.f1 >= least
    assert scored.quotes.read == scored.quotes.right
    if type_ == "news":
        assert scored.valued.f1 >= 0.93
        assert {
            name: tally.precision for name, tally in scored.qualifiers.items() if tally.precision < 0.93
        } == {}


@beside
@pytest.mark.parametrize("corpus", dev_corpora(), ids=lambda corpus: corpus.name)
@pytest.mark.parametrize("spoil", [False, True])
def test_scored_like_the_guides_own_scorer(corpus: Corpus, spoil: bool) -> None:
    chance = random.Random(corpus.name)

    def read(document: Document) -> Reading:
        reading = readings[document.id]
        facts = [_spoilt(fact, chance) for fact in reading.facts] if spoil else reading.facts
        used[document.id] = dataclasses.replace(reading, facts=tuple(facts))
        return used[document.id]

    used: dict[str, Reading] = {}
    readings = {doc.document.id: read_document(doc.document) for doc in corpus.docs}
    (type_,) = corpus.types
    scored = score(corpus.docs, read)
    theirs = _guide_scorer()(_rows(corpus), [reading.to_json() for reading in used.values()])
    for kind, (_, _, f1, gold) in theirs[type_]["by"].items():
        assert (scored.kinds[kind].gold, scored.kinds[kind].f1) == (gold, pytest.approx(f1))
    assert scored.all.f1 == pytest.approx(theirs[type_]["f1"])
    assert {name: tally.precision for name, tally in scored.qualifiers.items()} == pytest.approx(
        theirs["qualifiers"]
    )


def _spoilt(fact: Fact, chance: random.Random) -> Fact:
    """Make a mistake in every second fact, so that what is compared is not all right."""
    change: dict[str, Any] = chance.choice(
        [
            {},
            {},
            {},
            {},
            {"subject": fact.subject[:2]},
            {"subject": fact.subject + "二期"},
            {"object": (fact.object or "")[1:] or None},
            {"expected": not fact.expected},
            {"period": "2019", "approx": "about"},
        ]
    )
    return dataclasses.replace(fact, **change)


def _guide_scorer() -> Any:
    spec = importlib.util.spec_from_file_location("guide_score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score


def _rows(corpus: Corpus) -> list[dict[str, Any]]:
    ids = {doc.document.id for doc in corpus.docs}
    lines = [line for path in sorted(DEV.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines if line.strip()]
    return [row for row in rows if row["id"] in ids]
