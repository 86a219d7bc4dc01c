"""Read documents in processes of their own, a few blocks ahead of the process that keeps them."""

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from luodi.facts import Document, Reading
from luodi.reading.read import read_document

WORTH = 150
"""Documents from which on other processes are worth their start."""
log = logging.getLogger(__name__)
Block = TypeVar("Block")
Read = Sequence[Reading | None]


def read_blocks(
    blocks: Iterable[Block], documents: Callable[[Block], Sequence[Document]], total: int
) -> Iterator[tuple[Block, Read]]:
    """Read block after block, in order; None stands for a document on which the reader fails."""
    if total < WORTH:
        yield from ((block, read_all(documents(block))) for block in blocks)
        return
    others = max(1, (os.cpu_count() or 2) - 1)
    context = multiprocessing.get_context("spawn")  # a fork would share the database's connection
    pool = ProcessPoolExecutor(others, mp_context=context, initializer=_end_with_parent)
    ahead: deque[tuple[Block, Future[Read]]] = deque()
    try:
        for block in blocks:
            ahead.append((block, pool.submit(read_all, documents(block))))
            if len(ahead) > others + 1:
                yield _first(ahead)
        while ahead:
            yield _first(ahead)
    finally:
        pool.shutdown(cancel_futures=True)


def read_all(documents: Sequence[Document]) -> Read:
    """Read documents; one on which the reader fails is told of, and does not hold up the others."""
    return [_read(document) for document in documents]


def _read(document: Document) -> Reading | None:
    try:
        return read_document(document)
    except Exception:
        log.exception("document %s could not be read", document.id)
        return None


def _first(ahead: deque[tuple[Block, Future[Read]]]) -> tuple[Block, Read]:
    block, read = ahead.popleft()
    return block, read.result()


def _end_with_parent() -> None:
    """End this process when the one that asked for it is gone, even if it was killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
