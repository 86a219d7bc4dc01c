"""Reading in other processes: in order, and a document that ends its process holds up no other."""

from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool

import pytest

from luodi.facts import Document, Reading
from luodi_portal.intake import readers
from luodi_portal.intake.readers import read_blocks
from portal.deadly import die, read_or_die


def document(number: int) -> Document:
    text = (
        "致命的一篇。"
        if number == 4
        else f"澜山第{number}产业园（虚构）占地{number + 1}00亩，总投资{number + 1}5亿元。"
    )
    return Document(str(number), text)


BLOCKS = tuple(tuple(map(document, range(first, first + 3))) for first in range(0, 12, 3))


def same(block: Sequence[Document]) -> Sequence[Document]:
    return block


@pytest.mark.parametrize("worth", [0, 1000], ids=("in other processes", "in this one"))
def test_blocks_are_read_in_order(monkeypatch: pytest.MonkeyPatch, worth: int) -> None:
    monkeypatch.setattr(readers, "WORTH", worth)
    read = list(read_blocks(BLOCKS, same, 12))
    assert [block for block, _ in read] == list(BLOCKS)
    readings = [reading for _, some in read for reading in some]
    assert [reading and reading.document.id for reading in readings] == [str(n) for n in range(12)]
    assert all(
        isinstance(reading, Reading) and (reading.facts or reading.document.id == "4") for reading in readings
    )


def test_a_document_that_ends_its_process_is_left_out_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "WORTH", 0)
    readings = [reading for _, some in read_blocks(BLOCKS, same, 12, read_or_die) for reading in some]
    assert [n for n, reading in enumerate(readings) if reading is None] == [4]


def test_documents_handed_to_a_pool_that_broke_wait_for_their_turn() -> None:
    pool = readers._pool(1)
    assert isinstance(pool.submit(die, BLOCKS[0]).exception(), BrokenProcessPool)
    assert isinstance(readers._submit(pool, die, BLOCKS[1]).exception(), BrokenProcessPool)


def test_processes_that_all_end_are_no_fault_of_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "WORTH", 0)
    with pytest.raises(BrokenProcessPool):
        list(read_blocks(BLOCKS, same, 12, die))


def test_who_stops_half_way_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "WORTH", 0)
    reading = read_blocks(BLOCKS, same, 12)
    assert next(reading)[0] == BLOCKS[0]
    reading.close()  # type: ignore[attr-defined]
