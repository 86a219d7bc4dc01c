"""The corpus of listings and enquiries, composed for luodi (all names and firms in it are invented): pinned floors.

``seen`` texts were looked at while the rules were written, ``aside`` texts were not.
"""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from premises_scoring import f1

from luodi.facts import Document
from luodi.reading.listing import read_listing
from luodi.reading.requirement import read_requirement

CORPUS = Path(__file__).parent / "corpus" / "premises.jsonl"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "dev"


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


@pytest.mark.parametrize(
    ("part", "kind", "floor"),
    [
        ("seen", "listing", 0.98),
        ("seen", "requirement", 0.98),
        ("aside", "listing", 0.95),
        ("aside", "requirement", 0.93),
    ],
)
def test_corpus(part: str, kind: str, floor: float) -> None:
    assert f1([doc for doc in load(CORPUS) if doc["part"] == part], kind) >= floor


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated texts stand beside the repository")
@pytest.mark.parametrize(("name", "kind"), [("listings", "listing"), ("requirements", "requirement")])
def test_annotated_texts(name: str, kind: str) -> None:
    assert f1(load(SHARED / f"{name}.jsonl"), kind) >= 0.97


@pytest.mark.parametrize("read", [read_listing, read_requirement])
def test_reading_time_grows_linearly(read: Any) -> None:
    piece = "昆山厂房3000平，层高8米，没有宿舍，18元/平/月，联系人王经理13812345678，不要二楼，年税收500万 "

    def seconds(times: int) -> float:
        start = time.process_time()
        read(Document("t", piece * times, "求租", None, "2025-01-01"))
        return time.process_time() - start

    seconds(10)
    assert seconds(1600) <= 4 * 3 * max(seconds(400), 0.05)
